package gate

import (
	"errors"
	"testing"

	"lumbung/storage/kv"
)

func TestGateClosesOnceAllHaveLeft(t *testing.T) {
	var g Gate
	if err := g.Enter(); err != nil {
		t.Fatalf("Enter = %v", err)
	}
	closed := make(chan error)
	go func() { closed <- g.Close() }()
	for g.Enter() == nil { // until Close has begun; one who is inside must not wait here
		g.Leave()
	}
	select {
	case err := <-closed:
		t.Fatalf("Close = %v with one inside", err)
	default:
	}
	g.Leave()
	if err := <-closed; err != nil {
		t.Errorf("Close = %v", err)
	}
	if err := errors.Join(g.Enter(), g.Close()); !errors.Is(err, kv.ErrClosed) {
		t.Errorf("after Close = %v, want %v", err, kv.ErrClosed)
	}
}
