package memkv

import (
	"bytes"
	"errors"
	"iter"

	"lumbung/storage/kv"
)

// errModified tells of code that would write into the memory map of boltkv.
var errModified = errors.New("memkv: a slice lent by a Reader was modified")

// scribble is what a lent slice is filled with once its time is over.
const scribble = 0xDB

// lender lends copies of what a Reader returns, and spoils them afterwards: code
// that keeps a slice beyond its transaction is seen to fail.
type lender struct {
	kv.Reader
	lent []loan
}

type loan struct{ copied, original []byte }

func (l *lender) lend(b []byte) []byte {
	c := append(make([]byte, 0, len(b)), b...)
	l.lent = append(l.lent, loan{copied: c, original: b})
	return c
}

// Get lends the value of key.
func (l *lender) Get(key []byte) ([]byte, bool, error) {
	value, ok, err := l.Reader.Get(key)
	if err != nil || !ok {
		return nil, false, err
	}
	return l.lend(value), true, nil
}

// Scan lends the entries one by one.
func (l *lender) Scan(from, to []byte) iter.Seq2[kv.Entry, error] {
	return l.each(l.Reader.Scan(from, to))
}

// ScanBack lends the entries one by one.
func (l *lender) ScanBack(from, to []byte) iter.Seq2[kv.Entry, error] {
	return l.each(l.Reader.ScanBack(from, to))
}

func (l *lender) each(seq iter.Seq2[kv.Entry, error]) iter.Seq2[kv.Entry, error] {
	return func(yield func(kv.Entry, error) bool) {
		for e, err := range seq {
			if err == nil {
				e = kv.Entry{Key: l.lend(e.Key), Value: l.lend(e.Value)}
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// settle spoils everything lent. It fails when the borrower has modified it.
func (l *lender) settle() (err error) {
	for _, loan := range l.lent {
		if !bytes.Equal(loan.copied, loan.original) {
			err = errModified
		}
		for i := range loan.copied {
			loan.copied[i] = scribble
		}
	}
	l.lent = nil
	return err
}

// lendingWriter is a lender that passes writes on.
type lendingWriter struct {
	lender
	to kv.Writer
}

// Put passes the write on.
func (l *lendingWriter) Put(key, value []byte) error { return l.to.Put(key, value) }

// Delete passes the write on.
func (l *lendingWriter) Delete(key []byte) error { return l.to.Delete(key) }
