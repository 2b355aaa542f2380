package commandroom

import (
	"iter"
	"testing"
	"time"

	"lumbung/app/outcome"
	"lumbung/app/reference"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// counter counts what is read of a store.
type counter struct {
	storage.Reader
	reads *int
}

func (c counter) Get(key []byte) ([]byte, bool, error) {
	*c.reads++
	return c.Reader.Get(key)
}

func (c counter) counted(entries iter.Seq2[kv.Entry, error]) iter.Seq2[kv.Entry, error] {
	return func(yield func(kv.Entry, error) bool) {
		for e, err := range entries {
			*c.reads++
			if !yield(e, err) {
				return
			}
		}
	}
}

func (c counter) Scan(from, to []byte) iter.Seq2[kv.Entry, error] {
	return c.counted(c.Reader.Scan(from, to))
}

func (c counter) ScanBack(from, to []byte) iter.Seq2[kv.Entry, error] {
	return c.counted(c.Reader.ScanBack(from, to))
}

// reads is how many entries one counting of the room looks at.
func (w world) reads() (n int) {
	w.Helper()
	book, err := reference.Load()
	if err != nil {
		w.Fatal(err)
	}
	err = w.d.Store.View(w.Context(), func(r storage.Reader) error {
		_, err := take(counter{r, &n}, book, w.d.Now())
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return n
}

func TestTheWorkDoesNotGrowWithUnitsOrPeople(t *testing.T) {
	w := newWorld(t)
	grow := func(n int) {
		w.give(soeharso, n)
		w.asked(soeharso, n/4, outcome.Daily, "yes")
		w.receive(soeharso, n)
	}
	grow(12)
	few := w.reads()
	grow(60)
	if many := w.reads(); many > few+4 {
		t.Errorf("a count of six times the devices reads %d entries, that of the few read %d", many, few)
	}
}

func TestAWeekOfAlertsReadsNoMoreThanItsLimit(t *testing.T) {
	w := newWorld(t)
	w.give(soeharso, looks+30)
	w.pass(40 * 24 * time.Hour)
	before := w.reads()
	if before > 6*looks+4000 {
		t.Errorf("a count with %d late follow-ups reads %d entries", looks+30, before)
	}
	w.request(soeharso) // a commit, so that the day is seen
	a := w.look("ministry").Alerts
	if len(a) == 0 || a[0].Kind != LateFollowUp || a[0].Count != looks || !a[0].More {
		t.Errorf("Alerts = %+v, want more than %d late follow-ups", a, looks)
	}
}
