package boltkv

import (
	"bytes"
	"iter"

	bolt "go.etcd.io/bbolt"

	"lumbung/storage/kv"
)

// reader reads the bucket as a bbolt transaction sees it. It returns slices of
// the memory map, so nothing is copied.
type reader struct {
	bucket *bolt.Bucket
	cursor *bolt.Cursor // of Get alone; kept, as making one costs two allocations
}

func newReader(tx *bolt.Tx) *reader {
	bucket := tx.Bucket(bucketName)
	return &reader{bucket: bucket, cursor: bucket.Cursor()}
}

// Get returns the value of key.
func (r *reader) Get(key []byte) ([]byte, bool, error) {
	if len(key) == 0 {
		return nil, false, nil
	}
	found, value := r.cursor.Seek(key)
	if !bytes.Equal(found, key) {
		return nil, false, nil
	}
	return value, true, nil
}

// Scan yields the entries with from <= key < to in ascending order.
func (r *reader) Scan(from, to []byte) iter.Seq2[kv.Entry, error] {
	return func(yield func(kv.Entry, error) bool) {
		c := r.bucket.Cursor()
		for key, value := c.Seek(from); key != nil; key, value = c.Next() {
			if to != nil && bytes.Compare(key, to) >= 0 {
				return
			}
			if !yield(kv.Entry{Key: key, Value: value}, nil) {
				return
			}
		}
	}
}

// ScanBack yields the same entries in descending order.
func (r *reader) ScanBack(from, to []byte) iter.Seq2[kv.Entry, error] {
	return func(yield func(kv.Entry, error) bool) {
		c := r.bucket.Cursor()
		for key, value := last(c, to); key != nil; key, value = c.Prev() {
			if bytes.Compare(key, from) < 0 || !yield(kv.Entry{Key: key, Value: value}, nil) {
				return
			}
		}
	}
}

// last moves to the last entry with key < to.
func last(c *bolt.Cursor, to []byte) (key, value []byte) {
	if to == nil {
		return c.Last()
	}
	if key, _ := c.Seek(to); key == nil {
		return c.Last()
	}
	return c.Prev()
}
