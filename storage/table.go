package storage

import (
	"bytes"
	"fmt"
	"iter"
	"slices"

	"lumbung/storage/kv"
)

// The engine contract, named here so that features import storage alone.
type (
	// Store is an engine: see kv.Store.
	Store = kv.Store
	// Reader reads one snapshot: see kv.Reader.
	Reader = kv.Reader
	// Writer is a Reader that also writes: see kv.Writer.
	Writer = kv.Writer
)

// Table keeps records of type T under a primary key, with unique keys and
// ordered indexes that follow each Put by themselves. A feature declares its
// tables beside its records; a Table is a constant value and holds no data.
type Table[T any] struct {
	Kind   string           // what a record is called in errors, e.g. "unit"
	ID     func(*T) Key     // primary key
	Claims func(*T) []Claim // keys that one record alone may hold; nil when none
	Index  func(*T) []Key   // ordered index keys, each ending so that it is unique
}

// Claim is a unique key with the input field to blame when it is taken.
type Claim struct {
	Key   Key
	Field string
}

// ClashError says that another record already holds a unique key.
type ClashError struct {
	Kind  string // of the table
	Field string // of the claim
}

// Error names the table and the field.
func (e *ClashError) Error() string {
	return fmt.Sprintf("storage: another %s holds this %s", e.Kind, e.Field)
}

// Get returns the record at a primary key; ok is false when there is none.
func (t *Table[T]) Get(r Reader, id Key) (rec T, ok bool, err error) {
	data, ok, err := r.Get(id)
	if err != nil || !ok {
		return rec, false, err
	}
	if err := Decode(data, &rec); err != nil {
		return rec, false, fmt.Errorf("%s %x: %w", t.Kind, id, err)
	}
	return rec, true, nil
}

// Find returns the record that holds a unique key.
func (t *Table[T]) Find(r Reader, claim Key) (rec T, ok bool, err error) {
	id, ok, err := r.Get(claim)
	if err != nil || !ok {
		return rec, false, err
	}
	return t.Get(r, id)
}

// Put stores rec: it takes back the unique and index keys of the record that
// stood at its primary key, refuses a unique key that another record holds with
// a *ClashError, and writes the new ones. Keys that stay are not touched.
func (t *Table[T]) Put(w Writer, rec *T) error {
	id := t.ID(rec)
	old, had, err := t.Get(w, id)
	if err != nil {
		return err
	}
	data, err := Encode(rec)
	if err != nil {
		return err
	}
	if err := t.reindex(w, id, when(had, &old), rec); err != nil {
		return err
	}
	return w.Put(id, data)
}

// Add stores a record that is known to be new, with its encoding where the
// caller has it already (else nil). It costs no look at an older one.
func (t *Table[T]) Add(w Writer, rec *T, data []byte) (err error) {
	if data == nil {
		if data, err = Encode(rec); err != nil {
			return err
		}
	}
	id := t.ID(rec)
	if err := t.reindex(w, id, nil, rec); err != nil {
		return err
	}
	return w.Put(id, data)
}

// Delete removes the record at a primary key with all its keys. Deleting what
// is absent does nothing.
func (t *Table[T]) Delete(w Writer, id Key) error {
	old, had, err := t.Get(w, id)
	if err != nil || !had {
		return err
	}
	if err := t.reindex(w, id, &old, nil); err != nil {
		return err
	}
	return w.Delete(id)
}

func when[T any](is bool, v *T) *T {
	if is {
		return v
	}
	return nil
}

// reindex moves the unique and index keys of the record at id from what old
// needs to what rec needs; either may be nil.
func (t *Table[T]) reindex(w Writer, id Key, old, rec *T) error {
	had, want := t.claims(old), t.claims(rec)
	for _, c := range want {
		holder, taken, err := w.Get(c.Key)
		if err != nil {
			return err
		}
		if taken && !bytes.Equal(holder, id) {
			return &ClashError{Kind: t.Kind, Field: c.Field}
		}
	}
	return swap(w, id, append(claimKeys(had), t.index(old)...), append(claimKeys(want), t.index(rec)...))
}

// swap deletes the keys only in had and puts those only in want, in order.
func swap(w Writer, id Key, had, want []Key) error {
	holds := func(list []Key, k Key) bool {
		return slices.ContainsFunc(list, func(o Key) bool { return bytes.Equal(o, k) })
	}
	for _, k := range had {
		if holds(want, k) {
			continue
		}
		if err := w.Delete(k); err != nil {
			return err
		}
	}
	for _, k := range want {
		if holds(had, k) {
			continue
		}
		if err := w.Put(k, id); err != nil {
			return err
		}
	}
	return nil
}

func claimKeys(claims []Claim) []Key {
	keys := make([]Key, 0, len(claims)+4)
	for _, c := range claims {
		keys = append(keys, c.Key)
	}
	return keys
}

func (t *Table[T]) claims(rec *T) []Claim {
	if rec == nil || t.Claims == nil {
		return nil
	}
	return t.Claims(rec)
}

func (t *Table[T]) index(rec *T) []Key {
	if rec == nil || t.Index == nil {
		return nil
	}
	return t.Index(rec)
}

// All yields the records whose primary or index keys begin with prefix, in key
// order. It is for reading: a rule must never rest on it (package kv says why).
func (t *Table[T]) All(r Reader, prefix Key) iter.Seq2[T, error] {
	return t.each(r, r.Scan(prefix, kv.PrefixEnd(prefix)))
}

// AllBack yields the same records in descending order.
func (t *Table[T]) AllBack(r Reader, prefix Key) iter.Seq2[T, error] {
	return t.each(r, r.ScanBack(prefix, kv.PrefixEnd(prefix)))
}

// Range yields the records whose primary or index keys lie in from <= key < to.
func (t *Table[T]) Range(r Reader, from, to Key) iter.Seq2[T, error] {
	return t.each(r, r.Scan(from, to))
}

// RangeBack yields the same records in descending order.
func (t *Table[T]) RangeBack(r Reader, from, to Key) iter.Seq2[T, error] {
	return t.each(r, r.ScanBack(from, to))
}

func (t *Table[T]) each(r Reader, entries iter.Seq2[kv.Entry, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for e, err := range entries {
			var rec T
			if err == nil {
				rec, err = t.at(r, e)
			}
			if !yield(rec, err) || err != nil {
				return
			}
		}
	}
}

// at returns the record of an entry, which is the record itself or an index
// entry that points to it.
func (t *Table[T]) at(r Reader, e kv.Entry) (rec T, err error) {
	if len(e.Value) > 0 && e.Value[0] == formatCBOR {
		return rec, Decode(e.Value, &rec)
	}
	rec, ok, err := t.Get(r, e.Value)
	if err == nil && !ok {
		err = fmt.Errorf("storage: %s: index %x points to nothing", t.Kind, e.Key)
	}
	return rec, err
}
