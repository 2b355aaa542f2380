package catalogue

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
)

// Source gives the catalogue one type of entry.
type Source interface {
	// Page returns part of all entries and the cursor of the next part, "" at
	// the end.
	Page(ctx context.Context, cursor string) (entries []Entry, next string, err error)
	// One returns an entry; ok is false when the public may not find it.
	One(ctx context.Context, id op.ID) (e Entry, ok bool, err error)
	// Touched names the entries that may look different after a commit.
	Touched(ctx context.Context, e op.Entry) ([]op.ID, error)
}

// Catalogue is the public read model. Until it is built it answers Unready.
type Catalogue struct {
	sources []Source
	now     atomic.Pointer[index]
	base    atomic.Uint64 // generations of the indexes before this one

	work sync.Mutex // held by the one who builds or follows

	mu      sync.Mutex
	pending []op.Entry
	lost    bool // so much has happened that only a new build helps
	wake    chan struct{}
	stop    func()
	watch   []func()

	misses chan string
	heard  []func(words string)
}

// maxPending is how many commits may wait while the catalogue is being built.
const maxPending = 10_000

// New returns a catalogue that listens to commits from now on; Start builds it.
func New(d *op.Deps, sources ...Source) *Catalogue {
	c := &Catalogue{sources: sources, wake: make(chan struct{}, 1), misses: make(chan string, maxMisses)}
	c.stop = d.Feed.Listen(c.hear)
	return c
}

func (c *Catalogue) hear(e op.Entry) {
	c.mu.Lock()
	if len(c.pending) < maxPending {
		c.pending = append(c.pending, e)
	} else {
		c.lost = true
	}
	c.mu.Unlock()
	select {
	case c.wake <- struct{}{}:
	default: // woken already
	}
}

// Watch adds a function that is called after something in the catalogue has
// changed, which is some time after the commit that changed it.
func (c *Catalogue) Watch(changed func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.watch = append(c.watch, changed)
}

func (c *Catalogue) tell() {
	c.mu.Lock()
	watch := c.watch
	c.mu.Unlock()
	for _, changed := range watch {
		changed()
	}
}

// Start builds the catalogue in the background and keeps it up to date until ctx
// ends. report hears of what goes wrong; the catalogue tries again.
func (c *Catalogue) Start(ctx context.Context, report func(error)) {
	go c.tellMisses(ctx)
	go func() {
		defer c.stop()
		for {
			if err := c.Sync(ctx); err != nil && ctx.Err() == nil {
				report(err)
				c.again()
				select {
				case <-time.After(time.Second):
				case <-ctx.Done():
				}
			}
			select {
			case <-c.wake:
			case <-ctx.Done():
				return
			}
		}
	}()
}

func (c *Catalogue) again() {
	c.mu.Lock()
	c.lost = true
	c.mu.Unlock()
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// Sync brings the catalogue up to date with all that was committed before the
// call, building it first if need be.
func (c *Catalogue) Sync(ctx context.Context) error {
	c.work.Lock()
	defer c.work.Unlock()
	before := c.Generation()
	defer func() {
		if c.Generation() != before {
			c.tell()
		}
	}()
	c.mu.Lock()
	pending, lost := c.pending, c.lost
	c.pending, c.lost = nil, false
	c.mu.Unlock()
	x := c.now.Load()
	if x == nil || lost || x.holes() {
		return c.build(ctx) // reads all that pending tells of
	}
	for _, e := range pending {
		if err := c.follow(ctx, x, e); err != nil {
			return err
		}
	}
	return nil
}

// build reads every source into a new index and puts it in the place of the old.
func (c *Catalogue) build(ctx context.Context) error {
	x := newIndex()
	for _, s := range c.sources {
		for cursor, first := "", true; first || cursor != ""; first = false {
			entries, next, err := s.Page(ctx, cursor)
			if err != nil {
				return err
			}
			for _, e := range entries {
				x.put(e)
			}
			cursor = next
		}
	}
	x.settle()
	if old := c.now.Swap(x); old != nil {
		c.base.Add(old.generation.Load() + 1)
	}
	return nil
}

// follow reads again what one commit has touched.
func (c *Catalogue) follow(ctx context.Context, x *index, e op.Entry) error {
	for _, s := range c.sources {
		ids, err := s.Touched(ctx, e)
		if err != nil {
			return err
		}
		for _, id := range ids {
			entry, ok, err := s.One(ctx, id)
			if err != nil {
				return err
			}
			x.mu.Lock()
			switch {
			case !ok:
				x.remove(id)
			case !x.resupply(entry):
				x.put(entry)
			}
			x.mu.Unlock()
		}
	}
	return nil
}

// Ready tells whether the catalogue has been built.
func (c *Catalogue) Ready() bool { return c.now.Load() != nil }

// Generation changes whenever anything in the catalogue does.
func (c *Catalogue) Generation() uint64 {
	if x := c.now.Load(); x != nil {
		return c.base.Load() + x.generation.Load()
	}
	return 0
}

// index returns what there is to search, or an Unready fault.
func (c *Catalogue) index() (*index, error) {
	x := c.now.Load()
	if x == nil {
		return nil, fault.New(fault.Unready, "catalogue.building", nil)
	}
	return x, nil
}

// Search answers a query. It fails with Invalid, naming what in the query cannot
// be, and with Unready until the catalogue is built.
func (c *Catalogue) Search(_ context.Context, q Query) (Result, error) {
	x, err := c.index()
	if err != nil {
		return Result{}, err
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	if err := q.check(x.knows); err != nil {
		return Result{}, err
	}
	x.forgetCards()
	r, err := x.search(q)
	if r.missed != "" {
		c.miss(r.missed)
	}
	r.Generation += c.base.Load()
	return r, err
}

// Ways are the ways out of an empty result that lead to something.
func (c *Catalogue) Ways(q Query) []Way {
	x, err := c.index()
	if err != nil {
		return nil
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	if q.check(x.knows) != nil {
		return nil
	}
	return x.ways(q)
}

// One returns the entry of a record; ok is false when the public cannot find it
// now.
func (c *Catalogue) One(id op.ID) (Hit, bool) {
	x := c.now.Load()
	if x == nil {
		return Hit{}, false
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	slot, ok := x.slots[id]
	if !ok {
		return Hit{}, false
	}
	return Hit{d: x.docs[slot], room: &x.cards}, true
}

// Totals are the numbers over the whole catalogue.
type Totals struct {
	Innovations, Models, Offers, Centres int
	Ready, InUse                         int64 // devices, over all models
}

// Totals sums up the catalogue; ok is false until it is built.
func (c *Catalogue) Totals() (t Totals, ok bool) {
	x := c.now.Load()
	if x == nil {
		return t, false
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	t.Ready, t.InUse = x.ready, x.inUse
	for _, v := range x.facets.values {
		switch {
		case v.group == byCentre && v.n > 0:
			t.Centres++
		case v.facet == facet{byKind, KindModel}:
			t.Models = v.n
		case v.facet == facet{byKind, KindOffer}:
			t.Offers = v.n
		}
	}
	t.Innovations = x.count - t.Models - t.Offers
	return t, true
}
