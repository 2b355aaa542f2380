// Package blob keeps pieces of data, such as pictures, outside the ordered keys
// and names each by the SHA-256 of its content. A name never changes its
// meaning, so a blob may be cached for ever, stored twice without harm and
// copied while the program runs. Nothing here deletes.
package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"iter"
	"maps"
	"slices"
	"sync"
)

// MaxSize is the largest blob in bytes.
const MaxSize = 16 << 20

// Errors of a store; test with errors.Is.
var (
	ErrTooLarge = errors.New("blob: larger than MaxSize")
	ErrDamaged  = errors.New("blob: content does not match its name")
)

// Store keeps blobs. All its methods may be used by several goroutines.
type Store interface {
	// Put stores a copy of data and returns its hash once it is durable. Data
	// that is already there is not written again.
	Put(data []byte) (hash string, err error)
	// Get returns the blob of a hash, ok false when there is none. The slice
	// must not be modified. A blob whose content was changed gives ErrDamaged.
	Get(hash string) (data []byte, ok bool, err error)
	// All yields the hash of each blob in ascending order, for backup and check.
	All() iter.Seq2[string, error]
}

// Hash returns the name of data: 64 lower-case hexadecimal digits.
func Hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// ValidHash tells whether text has the form of a hash. Only such a text is ever
// made part of a path.
func ValidHash(text string) bool {
	if len(text) != 2*sha256.Size {
		return false
	}
	for _, c := range []byte(text) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// Memory returns a store that lasts as long as the process, for tests.
func Memory() Store { return &memory{blobs: map[string][]byte{}} }

type memory struct {
	mu    sync.RWMutex
	blobs map[string][]byte
}

func (m *memory) Put(data []byte) (string, error) {
	if len(data) > MaxSize {
		return "", ErrTooLarge
	}
	hash := Hash(data)
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.blobs[hash]; !ok {
		m.blobs[hash] = slices.Clone(data)
	}
	return hash, nil
}

func (m *memory) Get(hash string) ([]byte, bool, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	data, ok := m.blobs[hash]
	return data, ok, nil
}

func (m *memory) All() iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		m.mu.RLock()
		hashes := slices.Sorted(maps.Keys(m.blobs))
		m.mu.RUnlock()
		for _, hash := range hashes {
			if !yield(hash, nil) {
				return
			}
		}
	}
}
