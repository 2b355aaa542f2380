package overlay

import (
	"errors"
	"fmt"
	"iter"

	"lumbung/storage/kv"
)

// errOver is the answer of a Tx whose function has returned.
var errOver = errors.New("kv: transaction used after its function returned")

// Tx is the kv.Writer that one run of a function gets. It enforces the limits of
// the contract, and a function that ignored an error of it fails all the same.
type Tx struct {
	layer  *Layer // nil once the function has returned
	reads  *Reads
	failed error
}

// NewTx returns a Tx that writes to layer and notes its reads in reads.
func NewTx(layer *Layer, reads *Reads) *Tx {
	return &Tx{layer: layer, reads: reads}
}

// Run calls fn and returns its error, or the first error that the Tx gave it.
func (t *Tx) Run(fn func(kv.Writer) error) error {
	// A Tx that escapes must not reach the layer, which others will use.
	defer func() { t.layer = nil }()
	if err := fn(t); err != nil {
		return err
	}
	return t.failed
}

// Get returns the value of key. Only a key that this Tx has not written counts
// as read: what it has written itself cannot conflict.
func (t *Tx) Get(key []byte) ([]byte, bool, error) {
	if t.layer == nil {
		return nil, false, errOver
	}
	if w, ok := t.layer.writes[string(key)]; ok {
		return w.Value, !w.Deleted, nil
	}
	if !t.reads.note(key) {
		return nil, false, t.fail(fmt.Errorf("%w: more than %d reads", kv.ErrTooLarge, kv.MaxReads))
	}
	value, ok, err := t.layer.base.Get(key)
	if err != nil {
		return nil, false, t.fail(err)
	}
	return value, ok, nil
}

// Scan yields the entries with from <= key < to in ascending order.
func (t *Tx) Scan(from, to []byte) iter.Seq2[kv.Entry, error] {
	if t.layer == nil {
		return failing(errOver)
	}
	return t.layer.Scan(from, to)
}

// ScanBack yields the same entries in descending order.
func (t *Tx) ScanBack(from, to []byte) iter.Seq2[kv.Entry, error] {
	if t.layer == nil {
		return failing(errOver)
	}
	return t.layer.ScanBack(from, to)
}

// failing is a sequence of nothing but an error.
func failing(err error) iter.Seq2[kv.Entry, error] {
	return func(yield func(kv.Entry, error) bool) { yield(kv.Entry{}, err) }
}

// Put sets the value of key.
func (t *Tx) Put(key, value []byte) error { return t.write(key, value, false) }

// Delete removes key; a key that is absent stays so.
func (t *Tx) Delete(key []byte) error { return t.write(key, nil, true) }

func (t *Tx) write(key, value []byte, deleted bool) error {
	if t.layer == nil {
		return errOver
	}
	if len(key) == 0 || len(key) > kv.MaxKey {
		return t.fail(fmt.Errorf("%w: %d bytes", kv.ErrBadKey, len(key)))
	}
	old, known := t.layer.writes[string(key)]
	count, size := len(t.layer.writes), t.layer.bytes+len(value)-len(old.Value)
	if !known {
		count, size = count+1, size+len(key)
	}
	if count > kv.MaxWrites || size > kv.MaxBytes {
		return t.fail(fmt.Errorf("%w: %d writes, %d bytes", kv.ErrTooLarge, count, size))
	}
	w := Write{Deleted: deleted}
	if !deleted {
		w.Value = t.layer.arena.keep(value)
	}
	t.layer.set(string(key), w, old, known)
	return nil
}

func (t *Tx) fail(err error) error {
	if t.failed == nil {
		t.failed = err
	}
	return err
}
