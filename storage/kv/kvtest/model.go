package kvtest

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lumbung/storage/kv"
)

// op is one call inside a transaction.
type op struct {
	name     string
	key, val string // val is the upper bound of a scan
}

// step is one transaction.
type step struct {
	ops  []op
	fail bool
}

func steps() *rapid.Generator[[]step] {
	key := rapid.StringMatching(`[ab\x00\xff]{1,3}`)
	one := rapid.Custom(func(t *rapid.T) op {
		return op{
			name: rapid.SampledFrom([]string{"put", "put", "delete", "get", "scan", "back"}).Draw(t, "op"),
			key:  key.Draw(t, "key"),
			val:  rapid.StringMatching(`-|[ab\xff]{0,3}`).Draw(t, "val"),
		}
	})
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) step {
		return step{ops: rapid.SliceOfN(one, 0, 12).Draw(t, "ops"), fail: rapid.Float64Range(0, 1).Draw(t, "luck") < 0.2}
	}), 1, 8)
}

// agreesWithMap runs random histories on the store and on a map.
func agreesWithMap(t *testing.T, s kv.Store) {
	rapid.Check(t, func(rt *rapid.T) {
		history := steps().Draw(rt, "history")
		update(t, s, empty)
		state := map[string]string{}
		for _, step := range history {
			after := maps.Clone(state)
			err := s.Update(t.Context(), func(w kv.Writer) error {
				after = maps.Clone(state) // the function may run again
				return play(rt, w, step, after)
			})
			switch {
			case err == nil:
				state = after
			case !errors.Is(err, errRefused):
				rt.Fatalf("Update = %v", err)
			}
			compare(t, rt, s, state)
		}
	})
}

// empty deletes everything.
func empty(w kv.Writer) error {
	for e, err := range w.Scan(nil, nil) {
		if err := errors.Join(err, w.Delete(e.Key)); err != nil {
			return err
		}
	}
	return nil
}

// play does a step on w and on the map.
func play(rt *rapid.T, w kv.Writer, s step, state map[string]string) error {
	for _, o := range s.ops {
		var err error
		switch o.name {
		case "put":
			state[o.key] = o.val
			err = putAll(w, o.key, o.val)
		case "delete":
			delete(state, o.key)
			err = w.Delete([]byte(o.key))
		case "get":
			value, ok, getErr := w.Get([]byte(o.key))
			want, there := state[o.key]
			if ok != there || string(value) != want {
				rt.Errorf("Get(%q) = %q, %v, want %q, %v", o.key, value, ok, want, there)
			}
			err = getErr
		default:
			err = compareScan(rt, w, o, state)
		}
		if err != nil {
			return err
		}
	}
	if s.fail {
		return errRefused
	}
	return nil
}

// compareScan checks one Scan or ScanBack against the map.
func compareScan(rt *rapid.T, r kv.Reader, o op, state map[string]string) error {
	var want []string
	for _, key := range slices.Sorted(maps.Keys(state)) {
		if key >= o.key && (o.val == "-" || key < o.val) {
			want = append(want, key+"="+state[key])
		}
	}
	seq := r.Scan([]byte(o.key), bound(o.val))
	if o.name == "back" {
		slices.Reverse(want)
		seq = r.ScanBack([]byte(o.key), bound(o.val))
	}
	var got []string
	for e, err := range seq {
		if err != nil {
			return err
		}
		got = append(got, string(e.Key)+"="+string(e.Value))
	}
	if !slices.Equal(got, want) {
		rt.Errorf("%s(%q, %q) = %q, want %q", o.name, o.key, o.val, got, want)
	}
	return nil
}

// compare checks the whole store against the map, forwards and backwards.
func compare(t *testing.T, rt *rapid.T, s kv.Store, state map[string]string) {
	err := s.View(t.Context(), func(r kv.Reader) error {
		for _, name := range []string{"scan", "back"} {
			if err := compareScan(rt, r, op{name: name, val: "-"}, state); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		rt.Fatalf("View = %v", err)
	}
}
