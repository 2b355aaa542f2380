// Package overlay holds the writes of a transaction in front of a snapshot until
// they are committed. All engines share it, so that each of them sees its own
// writes, keeps the limits of the contract and fails in the same way.
package overlay

import (
	"iter"
	"slices"

	"lumbung/storage/kv"
)

// Write is what a key is to become. Its Value belongs to the Layer.
type Write struct {
	Value   []byte
	Deleted bool
}

// keptWrites is the size up to which a map is used again. Clearing costs as much
// as the map was ever large, so one import must not slow down all that follow.
const keptWrites = 4096

// Layer is a kv.Reader that shows uncommitted writes over a base that does not
// change meanwhile. Layers may be stacked. One goroutine at a time may use it.
type Layer struct {
	base   kv.Reader
	writes map[string]Write
	sorted []string // keys of writes in order, without those of fresh
	fresh  []string // keys of writes not yet merged into sorted
	bytes  int      // sum of the lengths of keys and values in writes
	arena  *arena   // where values are kept
}

// NewLayer returns an empty Layer over base.
func NewLayer(base kv.Reader) *Layer {
	return &Layer{base: base, writes: make(map[string]Write), arena: new(arena)}
}

// Above returns an empty Layer over l that keeps its values in l's memory, so
// that l can absorb it without copying them.
func (l *Layer) Above() *Layer {
	return &Layer{base: l, writes: make(map[string]Write), arena: l.arena}
}

// Len returns the number of keys written.
func (l *Layer) Len() int { return len(l.writes) }

// Bytes returns the sum of the lengths of written keys and values.
func (l *Layer) Bytes() int { return l.bytes }

// Get returns what key has become, or else what it is in the base.
func (l *Layer) Get(key []byte) ([]byte, bool, error) {
	if w, ok := l.writes[string(key)]; ok {
		return w.Value, !w.Deleted, nil
	}
	return l.base.Get(key)
}

// Absorb takes over all writes of a Layer that came from Above, and empties it.
func (l *Layer) Absorb(above *Layer) {
	for _, keys := range [...][]string{above.sorted, above.fresh} {
		for _, key := range keys {
			old, known := l.writes[key]
			l.set(key, above.writes[key], old, known)
		}
	}
	above.Discard()
}

// set records w in the place of old.
func (l *Layer) set(key string, w, old Write, known bool) {
	if !known {
		l.fresh = append(l.fresh, key)
		l.bytes += len(key)
	}
	l.bytes += len(w.Value) - len(old.Value)
	l.writes[key] = w
}

// Discard empties the Layer; slices that it handed out stay valid.
func (l *Layer) Discard() {
	if len(l.writes) > keptWrites {
		l.writes = make(map[string]Write)
	} else {
		clear(l.writes)
	}
	l.sorted, l.fresh, l.bytes = nil, l.fresh[:0], 0
}

// Reset empties the Layer and puts it over base. Slices that it, or a Layer
// above it, handed out become invalid.
func (l *Layer) Reset(base kv.Reader) {
	l.Discard()
	l.base = base
	l.arena.reset()
}

// Writes yields all writes in ascending order of their keys.
func (l *Layer) Writes() iter.Seq2[string, Write] {
	return func(yield func(string, Write) bool) {
		for _, key := range l.order() {
			if !yield(key, l.writes[key]) {
				return
			}
		}
	}
}

// order returns the written keys in ascending order. A slice that it returned
// once never changes, as a sequence may still walk it. Only the keys written
// since the last call are sorted: a group of many transactions that scan would
// else sort the whole group each time.
func (l *Layer) order() []string {
	if len(l.fresh) > 0 {
		slices.Sort(l.fresh)
		l.sorted = merge(l.sorted, l.fresh)
		l.fresh = l.fresh[:0]
	}
	return l.sorted
}

// merge returns the union of two sorted slices that share no element.
func merge(a, b []string) []string {
	all := make([]string, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0] < b[0] {
			all, a = append(all, a[0]), a[1:]
		} else {
			all, b = append(all, b[0]), b[1:]
		}
	}
	return append(append(all, a...), b...)
}
