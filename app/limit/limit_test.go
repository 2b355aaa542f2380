package limit

import (
	"bytes"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 25, 5, 0, 0, 0, time.UTC)

// few is an allowance of three attempts and one more a minute.
var few = Allowance{Size: 3, Every: time.Minute}

func TestWhatIsSpentComesBackOverTime(t *testing.T) {
	b := New()
	for i := range 3 {
		if wait := b.Take(noon, Use{"a", few}); wait != 0 {
			t.Fatalf("attempt %d has to wait %v", i, wait)
		}
	}
	if wait := b.Take(noon.Add(15*time.Second), Use{"a", few}); wait != 45*time.Second {
		t.Errorf("the fourth attempt waits %v, want 45 s", wait)
	}
	if wait := b.Take(noon, Use{"b", few}); wait != 0 {
		t.Errorf("another key has to wait %v", wait)
	}
	if wait := b.Take(noon.Add(time.Minute), Use{"a", few}); wait != 0 {
		t.Errorf("a minute later it has to wait %v", wait)
	}
}

func TestAnAttemptThatIsRefusedSpendsNothing(t *testing.T) {
	b := New()
	all := Allowance{Size: 4, Every: time.Hour}
	for range 10 {
		b.Take(noon, Use{"a", few}, Use{"all", all})
	}
	if wait := b.Take(noon, Use{"b", few}, Use{"all", all}); wait != 0 {
		t.Errorf("those who were refused have used up what is left for others: %v", wait)
	}
}

func TestAnAttemptCanBeGivenBackOrForgiven(t *testing.T) {
	b := New()
	for range 3 {
		b.Take(noon, Use{"a", few})
	}
	b.GiveBack(noon, Use{"a", few})
	if b.Take(noon, Use{"a", few}) != 0 || b.Take(noon, Use{"a", few}) == 0 {
		t.Error("giving one back does not give exactly one back")
	}
	b.Fill(Use{"a", few})
	for i := range 3 {
		if b.Take(noon, Use{"a", few}) != 0 {
			t.Errorf("attempt %d after filling is refused", i)
		}
	}
}

func TestManyAtOnceGetNoMoreThanManyInTurn(t *testing.T) {
	b := New()
	var passed atomic.Int64
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			if b.Take(noon, Use{"a", few}) == 0 {
				passed.Add(1)
			}
		})
	}
	wg.Wait()
	if got := passed.Load(); got != 3 {
		t.Errorf("%d passed at once, want 3", got)
	}
}

func TestTheMemoryIsBounded(t *testing.T) {
	b := New()
	for i := range 3 * Max {
		b.Take(noon, Use{fmt.Sprint(i), few})
	}
	if len(b.kept) > Max {
		t.Errorf("%d buckets, want at most %d", len(b.kept), Max)
	}
	b.shrink(noon.Add(time.Hour))
	if len(b.kept) > 0 {
		t.Errorf("%d buckets are kept that have filled up", len(b.kept))
	}
}

func TestNoKeyIsKeptInClear(t *testing.T) {
	const address = "192.0.2.1"
	one, two := New(), New()
	one.Take(noon, Use{address, few})
	two.Take(noon, Use{address, few})
	for key := range one.kept {
		if bytes.Contains(key[:], []byte(address)) {
			t.Error("an address stands in the memory")
		}
		if _, same := two.kept[key]; same {
			t.Error("two programs keep an address under one hash, so it could be tried")
		}
	}
}
