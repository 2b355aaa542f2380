// Package op is one operation: the single path that every change takes
// (validate, authorise, transact, journal, then effects) and its sibling for
// reading. A use case in a feature holds business sentences only; all else
// happens here, once.
package op

import (
	"context"
	"sync"
	"time"

	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/blob"
)

// ID names a record. See storage.ID.
type ID = storage.ID

// ParseID reads the text form of an ID; the empty text is the zero ID.
func ParseID(text string) (ID, error) { return storage.ParseID(text) }

// Deps is what every use case stands on. Tests freeze Now and count NewID.
type Deps struct {
	Store storage.Store
	Now   func() time.Time
	NewID func(at time.Time) ID
	Feed  *Feed
	Blobs blob.Store // pictures and other files, by the hash of their content

	rules rules
}

// New returns Deps over a store, with the real clock and random ids. Blobs are
// kept in memory until the caller names a better place.
func New(store storage.Store) *Deps {
	return &Deps{Store: store, Now: time.Now, NewID: storage.NewID, Feed: &Feed{}, Blobs: blob.Memory(), rules: newRules()}
}

// Frozen returns Deps for tests: time stands at the given instant and moves one
// second with each look, ids are counted.
func Frozen(store storage.Store, at time.Time) *Deps {
	d := New(store)
	var mu sync.Mutex
	var looks, ids uint64
	d.Now = func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		looks++
		return at.Add(time.Duration(looks-1) * time.Second)
	}
	d.NewID = func(at time.Time) ID {
		mu.Lock()
		defer mu.Unlock()
		ids++
		return storage.CountedID(at, ids<<16)
	}
	return d
}

type contextKey int

const (
	actorKey contextKey = iota
	replayKey
)

// As returns a context in which actor acts.
func As(ctx context.Context, actor policy.Actor) context.Context {
	return context.WithValue(ctx, actorKey, actor)
}

// ActorOf returns who acts; the zero Actor is the public.
func ActorOf(ctx context.Context) policy.Actor {
	a, _ := ctx.Value(actorKey).(policy.Actor)
	return a
}

// Once returns a context in which a Write with the same key and the same input
// by the same actor is done once: later ones get the first answer.
func Once(ctx context.Context, key string) context.Context {
	if key == "" {
		return ctx
	}
	return context.WithValue(ctx, replayKey, key)
}

// Afresh returns a context without the idempotency key of ctx, for the further
// commands of a use case that takes more than one.
func Afresh(ctx context.Context) context.Context { return context.WithValue(ctx, replayKey, "") }

func onceOf(ctx context.Context) string {
	key, _ := ctx.Value(replayKey).(string)
	return key
}
