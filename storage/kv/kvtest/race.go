package kvtest

import (
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"lumbung/storage/kv"
)

// together calls fn in n goroutines that start at the same time.
func together(n int, fn func(i int)) {
	var wg sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wg.Go(func() {
			<-start
			fn(i)
		})
	}
	close(start)
	wg.Wait()
}

func oneClaims(t *testing.T, s kv.Store) {
	const clients, keys = 32, 10
	for k := range keys {
		var winners atomic.Int32
		key := fmt.Sprintf("unit%d", k)
		together(clients, func(i int) {
			err := s.Update(t.Context(), func(w kv.Writer) error {
				if _, taken, err := w.Get([]byte(key)); err != nil || taken {
					return errors.Join(err, errRefused)
				}
				return putAll(w, key, strconv.Itoa(i), fmt.Sprintf("%s by %d", key, i), "")
			})
			switch {
			case err == nil:
				winners.Add(1)
			case !errors.Is(err, errRefused):
				t.Errorf("Update = %v", err)
			}
		})
		if got := winners.Load(); got != 1 {
			t.Errorf("%d of %d clients claimed %s, want 1", got, clients, key)
		}
	}
	err := s.View(t.Context(), func(r kv.Reader) error {
		if got := list(t, r.Scan(nil, nil)); len(got) != 2*keys {
			t.Errorf("store = %q, want the traces of %d winners only", got, keys)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// add adds n to the decimal number at key.
func add(w kv.Writer, key string, n int) error {
	value, _, err := w.Get([]byte(key))
	if err != nil {
		return err
	}
	old, _ := strconv.Atoi(string(value)) // absent is 0
	return putAll(w, key, strconv.Itoa(old+n))
}

func counterIsExact(t *testing.T, s kv.Store) {
	const clients, steps = 16, 20
	together(clients, func(i int) {
		for range steps {
			err := s.Update(t.Context(), func(w kv.Writer) error {
				return errors.Join(add(w, "all", 1), add(w, fmt.Sprintf("client %02d", i), 1))
			})
			if err != nil {
				t.Errorf("Update = %v", err)
			}
			_ = s.Update(t.Context(), func(w kv.Writer) error { // leaves no trace
				return errors.Join(add(w, "all", 1), errRefused)
			})
		}
	})
	err := s.View(t.Context(), func(r kv.Reader) error {
		wantGet(t, r, "all", strconv.Itoa(clients*steps))
		for i := range clients {
			wantGet(t, r, fmt.Sprintf("client %02d", i), strconv.Itoa(steps))
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// viewIsOneState moves one piece to and fro between two shelves. Each view has to
// find one piece, however often and by whatever way it looks.
func viewIsOneState(t *testing.T, s kv.Store) {
	put(t, s, "left", "1", "right", "0")
	done := make(chan struct{})
	var movers sync.WaitGroup
	movers.Go(func() {
		defer close(done)
		for i := range 100 {
			step := 1 - 2*(i%2)
			err := s.Update(t.Context(), func(w kv.Writer) error {
				return errors.Join(add(w, "left", -step), add(w, "right", step))
			})
			if err != nil {
				t.Errorf("Update = %v", err)
			}
		}
	})
	for moving := true; moving; {
		select {
		case <-done:
			moving = false
		default:
		}
		if err := s.View(t.Context(), func(r kv.Reader) error { return countPieces(t, r) }); err != nil {
			t.Fatal(err)
		}
	}
	movers.Wait()
}

func countPieces(t *testing.T, r kv.Reader) error {
	left, _, err := r.Get([]byte("left"))
	if err != nil {
		return err
	}
	right := "1"
	if string(left) == "1" {
		right = "0"
	}
	wantList(t, r, "left", "s", "left="+string(left), "right="+right)
	wantGet(t, r, "right", right)
	return nil
}

func commitIsSeen(t *testing.T, s kv.Store) {
	together(8, func(i int) {
		key := fmt.Sprintf("client %d", i)
		for n := range 20 {
			put(t, s, key, strconv.Itoa(n))
			err := s.View(t.Context(), func(r kv.Reader) error {
				wantGet(t, r, key, strconv.Itoa(n))
				return nil
			})
			if err != nil {
				t.Errorf("View = %v", err)
			}
		}
	})
}
