package overlay

import (
	"iter"
	"slices"
	"sort"

	"lumbung/storage/kv"
)

// Scan yields the entries with from <= key < to in ascending order. Of writes
// made while it runs it may show some; it never misses an untouched key.
func (l *Layer) Scan(from, to []byte) iter.Seq2[kv.Entry, error] {
	return func(yield func(kv.Entry, error) bool) {
		own := l.between(from, to)
		if len(own) == 0 {
			l.base.Scan(from, to)(yield)
			return
		}
		l.splice(l.base.Scan(from, to), own, ascending, yield)
	}
}

// ScanBack yields the same entries in descending order.
func (l *Layer) ScanBack(from, to []byte) iter.Seq2[kv.Entry, error] {
	return func(yield func(kv.Entry, error) bool) {
		own := l.between(from, to)
		if len(own) == 0 {
			l.base.ScanBack(from, to)(yield)
			return
		}
		own = slices.Clone(own)
		slices.Reverse(own)
		l.splice(l.base.ScanBack(from, to), own, descending, yield)
	}
}

// ascending tells whether an own key comes before a key of the base.
func ascending(own string, base []byte) bool { return own < string(base) }

func descending(own string, base []byte) bool { return own > string(base) }

// between returns the written keys with from <= key < to in ascending order.
func (l *Layer) between(from, to []byte) []string {
	keys := l.order()
	keys = keys[sort.SearchStrings(keys, string(from)):]
	if to != nil {
		keys = keys[:sort.SearchStrings(keys, string(to))]
	}
	return keys
}

// splice yields the base with own keys put in at their places, where an own key
// replaces the same key of the base.
func (l *Layer) splice(base iter.Seq2[kv.Entry, error], own []string, before func(string, []byte) bool, yield func(kv.Entry, error) bool) {
	for entry, err := range base {
		if err != nil {
			yield(kv.Entry{}, err)
			return
		}
		for len(own) > 0 && before(own[0], entry.Key) {
			if !l.show(own[0], yield) {
				return
			}
			own = own[1:]
		}
		if len(own) > 0 && own[0] == string(entry.Key) {
			continue // shown before the next key of the base
		}
		if !yield(entry, nil) {
			return
		}
	}
	for _, key := range own {
		if !l.show(key, yield) {
			return
		}
	}
}

// show yields a written key unless it is deleted. It tells whether to go on.
func (l *Layer) show(key string, yield func(kv.Entry, error) bool) bool {
	w := l.writes[key]
	return w.Deleted || yield(kv.Entry{Key: []byte(key), Value: w.Value}, nil)
}
