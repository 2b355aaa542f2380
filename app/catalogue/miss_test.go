package catalogue

import (
	"context"
	"strings"
	"testing"
	"time"
)

func TestWhatIsSearchedInVainIsHeardOfWithoutWhomItNames(t *testing.T) {
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
		{Q: "3399010101900001"}, // these name somebody
		{Q: "Eskalator Bejo 0812-3456-7890"},
		{Q: "Eskalator Bejo 0812 3456 7890"},
		{Q: "bejo@contoh.id eskalator"},
		{Q: "bejo ＠ contoh eskalator"},
		{Q: "untuk Eskalator 2 lantai A4 " + strings.Repeat("z", 31) + " Gedung"},
		{Q: "lift", Cursor: "tampered"},
	} {
		_, _ = w.Search(ctx, q)
	}
	_, err := w.Search(ctx, Query{Q: "lift gantung"})
	w.check(err)
	for _, want := range []string{"eskalator lantai gedung", "lift gantung"} {
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
