// Package gate lets transactions into a store until it is closed, and lets the
// one who closes it wait for those inside.
package gate

import (
	"sync"

	"lumbung/storage/kv"
)

// Gate counts the transactions inside a store. The zero Gate is open.
// A sync.RWMutex would not do: a reader nested in a reader would wait for ever
// behind the one who closes.
type Gate struct {
	mu     sync.Mutex
	closed bool
	inside sync.WaitGroup
}

// Enter lets one transaction in, or fails with kv.ErrClosed. Each nil is to be
// answered with one Leave.
func (g *Gate) Enter() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return kv.ErrClosed
	}
	g.inside.Add(1)
	return nil
}

// Leave lets one transaction out.
func (g *Gate) Leave() { g.inside.Done() }

// Close shuts the gate and waits until nobody is inside. A second Close fails
// with kv.ErrClosed.
func (g *Gate) Close() error {
	g.mu.Lock()
	if g.closed {
		g.mu.Unlock()
		return kv.ErrClosed
	}
	g.closed = true
	g.mu.Unlock()
	g.inside.Wait()
	return nil
}
