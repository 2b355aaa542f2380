package overlay

import "lumbung/storage/kv"

// Reads are the keys that a transaction has read with Get. Nearly every one
// stays far below the limit, so keys are only listed, and told apart from each
// other not before the list is full. The zero Reads is empty.
type Reads struct {
	keys     [][]byte
	distinct map[string]struct{} // nil until keys was full once
	arena    arena
}

// note adds key; it tells whether the limit of distinct keys is kept.
func (r *Reads) note(key []byte) bool {
	if len(r.keys) == kv.MaxReads && r.distinct == nil {
		r.tellApart()
	}
	if r.distinct != nil {
		if _, known := r.distinct[string(key)]; known {
			return true
		}
		if len(r.keys) == kv.MaxReads {
			return false
		}
		r.distinct[string(key)] = struct{}{}
	}
	r.keys = append(r.keys, r.arena.keep(key))
	return true
}

// tellApart drops all repetitions from keys.
func (r *Reads) tellApart() {
	r.distinct = make(map[string]struct{}, kv.MaxReads)
	once := r.keys[:0]
	for _, key := range r.keys {
		if _, known := r.distinct[string(key)]; !known {
			r.distinct[string(key)] = struct{}{}
			once = append(once, key)
		}
	}
	r.keys = once
}

// Keys returns the keys read, some perhaps repeatedly.
func (r *Reads) Keys() [][]byte { return r.keys }

// Reset forgets all keys.
func (r *Reads) Reset() {
	r.keys, r.distinct = r.keys[:0], nil
	r.arena.reset()
}
