package allocation

import (
	"fmt"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"lumbung/app/fault"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/storage/kv/optkv"
)

// together runs the n calls at the same time and returns their errors.
func together(n int, call func(i int) error) []error {
	errs := make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { errs[i] = call(i) })
	}
	wg.Wait()
	return errs
}

func won(errs []error) (n int) {
	for _, err := range errs {
		if err == nil {
			n++
		}
	}
	return n
}

func TestOfManyOfficersOneGetsTheUnit(t *testing.T) {
	const officers = 12
	w := newWorldOn(t, optkv.New())
	unit := w.receive(t, soeharso, 1)[0]
	var queue []Request
	for i := range officers {
		queue = append(queue, w.file(t, w.person(t, soeharso, i+1)))
	}
	errs := together(officers, func(i int) error {
		_, err := w.Reserve(optest.As(t, policy.Head, soeharso), Choice{Request: queue[i].Number, Unit: unit})
		return err
	})
	if got := won(errs); got != 1 {
		t.Errorf("%d of %d officers got the one unit", got, officers)
	}
	for _, err := range errs {
		if err == nil {
			continue
		}
		if f := fault.As(err); f.Key != "unit.reserved_for" || f.Args["by"] == "" {
			t.Errorf("a loser reads %v %v, want who has it", err, f.Args)
		}
	}
	w.verify(t)
}

func TestOfManyUnitsOneServesARequest(t *testing.T) {
	const officers = 8
	w := newWorldOn(t, optkv.New())
	codes := w.receive(t, soeharso, officers)
	q := w.file(t, w.person(t, soeharso, 1))
	errs := together(officers, func(i int) error {
		_, err := w.Reserve(optest.As(t, policy.Head, soeharso), Choice{Request: q.Number, Unit: codes[i]})
		return err
	})
	if got := won(errs); got != 1 {
		t.Errorf("%d units were reserved for one request", got)
	}
	w.verify(t)
}

func TestOneDocumentIsWrittenForAnAllocation(t *testing.T) {
	const officers = 8
	w := newWorldOn(t, optkv.New())
	rec := w.reserve(t, w.file(t, w.person(t, soeharso, 1)), w.receive(t, soeharso, 1)[0])
	errs := together(officers, func(int) error {
		_, err := w.HandOver(optest.As(t, policy.Head, soeharso), delivery(rec))
		return err
	})
	if got := won(errs); got != 1 {
		t.Errorf("%d documents for one device", got)
	}
	w.verify(t)
}

func TestOneRequestIsFiledByADoubleClick(t *testing.T) {
	w := newWorldOn(t, optkv.New())
	p := w.person(t, soeharso, 1)
	errs := together(6, func(int) error {
		_, err := w.File(optest.As(t, policy.Head, soeharso), w.wish(p.Ref))
		return err
	})
	if got := won(errs); got != 1 {
		t.Errorf("%d requests were filed", got)
	}
	w.verify(t)
}

func TestNumbersHaveNoGapAndNoTwin(t *testing.T) {
	const n = 10
	w := newWorldOn(t, optkv.New())
	var people []string
	for i := range n {
		people = append(people, w.person(t, soeharso, i+1).Ref)
	}
	numbers := make([]string, n)
	errs := together(n, func(i int) error {
		q, err := w.File(optest.As(t, policy.Head, soeharso), w.wish(people[i]))
		numbers[i] = q.Number
		return err
	})
	if won(errs) != n {
		t.Fatalf("filed %d of %d: %v", won(errs), n, errs)
	}
	seen := map[string]bool{}
	for _, number := range numbers {
		seen[number] = true
	}
	for i := range n {
		if want := fmt.Sprintf("%d/PMH/SOEHARSO/5/2026", i+1); !seen[want] {
			t.Errorf("number %s was not given out: %v", want, numbers)
		}
	}
}

// TestAnyOrderOfStepsKeepsTheBooks lets a hundred random steps fall on three
// persons and three units; whatever is refused, the checks pass.
func TestAnyOrderOfStepsKeepsTheBooks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		codes := w.receive(t, soeharso, 3)
		var people []string
		for i := range 3 {
			people = append(people, w.person(t, soeharso, i+1).Ref)
		}
		ctx := head(t, soeharso)
		for range rapid.IntRange(1, 30).Draw(rt, "steps") {
			who := rapid.SampledFrom(people).Draw(rt, "who")
			unit := rapid.SampledFrom(codes).Draw(rt, "unit")
			number := fmt.Sprintf("%d/PMH/SOEHARSO/5/2026", rapid.IntRange(1, 6).Draw(rt, "number"))
			var err error
			switch rapid.IntRange(0, 4).Draw(rt, "step") {
			case 0:
				_, err = w.File(ctx, w.wish(who))
			case 1:
				_, err = w.Reserve(ctx, Choice{Request: number, Unit: unit})
			case 2:
				_, err = w.Cancel(ctx, Cancellation{Allocation: unit, Reason: "declined"})
			case 3:
				in := delivery()
				in.Allocations = []string{unit}
				_, err = w.HandOver(ctx, in)
			case 4:
				_, err = w.Close(ctx, Closing{Request: number, Reason: "withdrawn"})
			}
			if fault.CodeOf(err) == fault.Internal {
				rt.Fatalf("a step broke: %v", err)
			}
		}
		w.verify(t)
	})
}
