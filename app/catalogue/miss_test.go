package catalogue

import (
	"context"
	"strings"
	"testing"
	"time"
)

func TestWhatIsSearchedInVainIsHeardOfWithoutNumbers(t *testing.T) {
	w := newWorld(t)
	w.publish("Kursi roda elektrik")
	heard := make(chan string, 10)
	w.OnMiss(func(words string) { heard <- words })
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	w.Start(ctx, func(err error) { t.Error(err) })
	w.found("")
	for _, q := range []Query{
		{Q: "kursi"},
		{Q: "kusri"},
		{Q: "kursi", Ready: true},
		{},                      // these find something, or would without a filter
		{Q: "3399010101900001"}, // says nothing without its number
		{Q: "Eskalator 081234567890 " + strings.Repeat("z", 31) + " Rumah"},
		{Q: "lift", Cursor: "tampered"},
	} {
		_, _ = w.Search(ctx, q)
	}
	_, err := w.Search(ctx, Query{Q: "lift gantung"})
	w.check(err)
	for _, want := range []string{"eskalator rumah", "lift gantung"} {
		select {
		case got := <-heard:
			if got != want {
				t.Errorf("heard %q, want %q", got, want)
			}
		case <-time.After(5 * time.Second):
			t.Fatalf("never heard of %q", want)
		}
	}
}

func TestAFloodOfMissesHoldsNobodyUp(t *testing.T) {
	w := newWorld(t)
	w.found("")
	for range 3 * maxMisses {
		_, err := w.Search(t.Context(), Query{Q: "eskalator"})
		w.check(err)
	}
	if len(w.misses) != maxMisses {
		t.Errorf("%d misses wait", len(w.misses))
	}
}
