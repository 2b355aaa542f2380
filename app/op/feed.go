package op

import (
	"maps"
	"sync"
)

// Feed tells those who listen of each committed entry, after the commit. A
// listener is called in the goroutine of the command: it must be quick and must
// not call back into the store. One that panics is passed over, because the
// command has been committed by then.
type Feed struct {
	mu        sync.RWMutex
	listeners map[int]func(Entry)
	next      int
}

// Listen adds a listener and returns what takes it off again.
func (f *Feed) Listen(fn func(Entry)) (stop func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	id := f.next
	f.next++
	grown := maps.Clone(f.listeners)
	if grown == nil {
		grown = map[int]func(Entry){}
	}
	grown[id] = fn
	f.listeners = grown
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		fewer := maps.Clone(f.listeners)
		delete(fewer, id)
		f.listeners = fewer
	}
}

func (f *Feed) tell(e Entry) {
	f.mu.RLock()
	listeners := f.listeners
	f.mu.RUnlock()
	for _, fn := range listeners {
		safely(func() { fn(e) })
	}
}

// safely runs an effect of a committed command: whatever becomes of it, the
// command has succeeded.
func safely(effect func()) {
	defer func() { _ = recover() }()
	effect()
}
