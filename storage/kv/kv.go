// Package kv is what Lumbung asks of a database: a flat, ordered space of byte
// keys with all-or-nothing updates. It is the smallest contract that bbolt and a
// distributed ordered store (etcd, TiKV, FoundationDB) can all keep, so a rule
// that is safe here is safe on each of them.
//
// Two promises shape all the code above:
//
//   - The function given to Update may run more than once. Whatever it changes
//     outside the transaction has to wait until Update has returned nil.
//   - A conflict is: a key that the function read with Get, present or absent,
//     has changed since. Scan takes no part. So a rule never rests on a list:
//     quantities are balances on a record, "only one of" is a key read by Get.
package kv

import (
	"context"
	"errors"
	"io"
	"iter"
)

// Limits of one Update. They are those of the weakest engine that we mean to
// keep (etcd with --max-txn-ops=4096), so every engine enforces them.
const (
	MaxReads  = 2048    // distinct keys read with Get in one Update
	MaxWrites = 2048    // distinct keys put or deleted in one Update
	MaxBytes  = 1 << 20 // sum of the lengths of written keys and values in one Update
	MaxKey    = 1024    // length of one key in bytes; the shortest is 1
)

// Errors that every engine returns for the same cause; test with errors.Is.
var (
	ErrTooLarge = errors.New("kv: transaction over the limit of the engine contract")
	ErrBadKey   = errors.New("kv: key is empty or longer than MaxKey")
	ErrConflict = errors.New("kv: gave up after too many conflicting attempts")
	ErrClosed   = errors.New("kv: store is closed")
	ErrInUse    = errors.New("kv: another process holds the store")
	ErrForeign  = errors.New("kv: file is not a store of this engine, or is damaged")
)

// Entry is one key with its value, as Scan yields it.
type Entry struct {
	Key, Value []byte
}

// Reader reads one snapshot. Slices that it returns are valid until the
// function that was given the Reader returns, and must not be modified.
type Reader interface {
	// Get returns the value of key; ok tells a stored empty value from absence.
	Get(key []byte) (value []byte, ok bool, err error)
	// Scan yields the entries with from <= key < to in ascending order. A nil
	// to means: to the end of the space. An error ends the sequence and is
	// yielded with the zero Entry.
	Scan(from, to []byte) iter.Seq2[Entry, error]
	// ScanBack yields the same entries in descending order.
	ScanBack(from, to []byte) iter.Seq2[Entry, error]
}

// Writer is a Reader that sees its own writes. Put and Delete copy their
// arguments. Both fail with ErrBadKey or ErrTooLarge; after any failure the
// whole Update fails.
type Writer interface {
	Reader
	Put(key, value []byte) error
	Delete(key []byte) error
}

// Store is an engine.
type Store interface {
	// View calls fn with one snapshot of the store.
	View(ctx context.Context, fn func(Reader) error) error
	// Update calls fn, perhaps several times, and commits all writes of its
	// last call or none. It returns nil only once they are durable. An error
	// of fn is returned as it is. A ctx that ends before fn first runs makes
	// Update return its error; after that the outcome is always awaited.
	Update(ctx context.Context, fn func(Writer) error) error
	// Close waits for running transactions; later calls return ErrClosed.
	io.Closer
}

// PrefixEnd returns the smallest key that is greater than every key beginning
// with prefix, or nil when there is none (prefix is empty or all 0xff).
func PrefixEnd(prefix []byte) []byte {
	for i := len(prefix) - 1; i >= 0; i-- {
		if prefix[i] != 0xff {
			end := append([]byte(nil), prefix[:i+1]...)
			end[i]++
			return end
		}
	}
	return nil
}
