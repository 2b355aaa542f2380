package storage

import (
	"encoding/base64"
	"errors"
	"iter"
	"slices"

	"lumbung/storage/kv"
)

// ErrCursor says that a cursor was not made for this list.
var ErrCursor = errors.New("storage: cursor does not belong to this list")

// MaxPage is the largest page that one request may ask for, in records.
const MaxPage = 200

// Ask says which part of a list is wanted.
type Ask struct {
	Cursor string // from Page.Next or Page.Prev; empty for the first page
	Limit  int    // records, 1 to MaxPage; 0 means 50
	Newest bool   // last key first
}

func (a Ask) limit() int {
	if a.Limit <= 0 {
		return 50
	}
	return min(a.Limit, MaxPage)
}

// Page is one part of a list with the cursors to its neighbours, each empty
// where the list ends.
type Page[T any] struct {
	Items      []T
	Next, Prev string
}

// Page returns part of the records whose keys begin with prefix. Its work
// depends on the size of the page alone: no offset, no count. A cursor that was
// tampered with gives ErrCursor.
func (t *Table[T]) Page(r Reader, prefix Key, ask Ask) (Page[T], error) {
	at, back, err := readCursor(ask.Cursor, prefix)
	if err != nil {
		return Page[T]{}, err
	}
	keys, items, err := t.take(r, walk(r, prefix, at, ask.Newest != back), ask.limit()+1)
	if err != nil {
		return Page[T]{}, err
	}
	more := len(items) > ask.limit()
	if more {
		keys, items = keys[:ask.limit()], items[:ask.limit()]
	}
	if back {
		slices.Reverse(keys)
		slices.Reverse(items)
	}
	page := Page[T]{Items: items}
	if len(keys) == 0 {
		return page, nil
	}
	if more || back {
		page.Next = writeCursor(keys[len(keys)-1], prefix, false)
	}
	if ask.Cursor != "" && (!back || more) {
		page.Prev = writeCursor(keys[0], prefix, true)
	}
	return page, nil
}

func (t *Table[T]) take(r Reader, entries iter.Seq2[kv.Entry, error], n int) (keys []Key, items []T, err error) {
	for e, err := range entries {
		if err != nil {
			return nil, nil, err
		}
		rec, err := t.at(r, e)
		if err != nil {
			return nil, nil, err
		}
		keys, items = append(keys, slices.Clone(e.Key)), append(items, rec)
		if len(items) == n {
			break
		}
	}
	return keys, items, nil
}

// walk scans the prefix from just beyond the key at, which may be nil.
func walk(r Reader, prefix, at Key, descending bool) iter.Seq2[kv.Entry, error] {
	from, to := []byte(prefix), kv.PrefixEnd(prefix)
	switch {
	case at == nil:
	case descending:
		to = at
	default:
		from = append(slices.Clone(at), 0)
	}
	if descending {
		return r.ScanBack(from, to)
	}
	return r.Scan(from, to)
}

// A cursor is the rest of a key after its prefix, with a byte that says which
// way to go from it.
func writeCursor(key, prefix Key, back bool) string {
	way := byte('n')
	if back {
		way = 'p'
	}
	return base64.RawURLEncoding.EncodeToString(append([]byte{way}, key[len(prefix):]...))
}

func readCursor(cursor string, prefix Key) (at Key, back bool, err error) {
	if cursor == "" {
		return nil, false, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || len(raw) < 2 || len(raw) > kv.MaxKey || (raw[0] != 'n' && raw[0] != 'p') {
		return nil, false, ErrCursor
	}
	return prefix.grow(raw[1:]...), raw[0] == 'p', nil
}
