package need

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"lumbung/storage"
)

func TestRareSearchesAreShownToNobody(t *testing.T) {
	w := newWorld(t)
	w.hearOften("siti aminah", LeastHeard-1)
	w.hearOften("meja wudu", LeastHeard)
	for range 9 {
		w.Heard("kursi bambu") // in one minute it is heard once
	}
	if err := w.Flush(w.Context()); err != nil {
		t.Fatal(err)
	}
	q := must(w.Queue(w.curator(), Ask{}))
	if len(q.Words) != 1 || q.Words[0].Text != "meja wudu" || q.Words[0].Count != LeastHeard {
		t.Errorf("shown: %+v", q.Words)
	}
	w.sound()
}

// TestARareSearchCanBeReadNowhere looks for the words in the whole store, since a
// name that somebody searches for in vain must not lie in a backup either.
func TestARareSearchCanBeReadNowhere(t *testing.T) {
	w := newWorld(t)
	found := func(word string) (n int) {
		for e := range must(reader(w)).Scan(nil, []byte{0xff}) {
			if bytes.Contains(e.Key, []byte(word)) || bytes.Contains(e.Value, []byte(word)) {
				n++
			}
		}
		return n
	}
	w.hearOften("siti aminah", LeastHeard-1)
	if n := found("aminah"); n != 0 {
		t.Errorf("%d places hold a name that was searched for", n)
	}
	w.sound()
	w.hearOften("aminah, siti", 1)
	if found("aminah") == 0 {
		t.Error("the searches before are forgotten")
	}
	w.sound()
	w.hearOften("siti aminah", 2)
	if q := must(w.Queue(w.curator(), Ask{})); len(q.Words) != 1 || q.Words[0].Count != LeastHeard+2 {
		t.Errorf("shown: %+v", q.Words)
	}
	w.sound()
}

func TestNothingPersonalIsHeard(t *testing.T) {
	w := newWorld(t)
	for _, words := range []string{
		"3201994101900001", "siti@contoh.example", "0812 3456 7890", "ab", "",
		"saya mencari kursi roda murah untuk nenek saya di desa", strings.Repeat("kursi ", 99), strings.Repeat("x", 25),
	} {
		w.Heard(words)
	}
	w.Heard("kursi Siti 3201994101900001")
	w.Heard("kursi www.siti.example")
	if n := len(w.ear.pending); n != 0 {
		t.Errorf("%d searches are kept: %v", n, w.ear.pending)
	}
	w.Heard("kursi 12 roda")
	if text := w.ear.pending["kursi roda"]; text != "kursi roda" {
		t.Errorf("kept %v", w.ear.pending)
	}
}

func TestAFloodOfSearchesIsBounded(t *testing.T) {
	w := newWorld(t)
	for i := range 3 * mostPending {
		w.Heard(fmt.Sprintf("kata%s bohong", strings.Repeat(string(rune('a'+i%26)), 1+i/26%20)))
	}
	if n := len(w.ear.pending); n != mostPending {
		t.Errorf("%d wait, want %d", n, mostPending)
	}
	if err := w.Flush(w.Context()); err != nil {
		t.Fatal(err)
	}
	w.sound()
	*w.now = today.Add(forgotten + 24*time.Hour)
	w.hearOften("ramp lipat", 3) // each drops a hundred of the old
	left := 0
	for range must(reader(w)).Scan(storage.NeedHeardByWords.Key(), append(storage.NeedHeardByWords.Key(), 0xff)) {
		left++
	}
	if left != 1 {
		t.Errorf("%d rows are left of the old flood", left)
	}
	w.sound()
}
