// Package app is what Lumbung does: it composes the features into one App. It
// knows no HTTP, no HTML and no engine.
package app

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/catalogue"
	"lumbung/app/commandroom"
	"lumbung/app/holiday"
	"lumbung/app/identity"
	"lumbung/app/innovation"
	"lumbung/app/intake"
	"lumbung/app/need"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/outcome"
	"lumbung/app/replication"
	"lumbung/app/ska"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/blob"
)

// Entry is one line of the journal, as the live screens hear of it.
type Entry = op.Entry

// About describes the store an App stands on.
type About = storage.About

// Options are what an App stands on. Store is required.
type Options struct {
	Store  storage.Store
	Blobs  blob.Store // nil keeps pictures in memory
	Secret []byte     // master key of sealed personal data, at least 32 bytes
	Deps   *op.Deps   // nil means the real clock and random ids; tests freeze them
}

// App is the whole of what can be done, a field per feature.
type App struct {
	Centres      *network.Centres
	Holidays     *holiday.Holidays
	Accounts     *identity.Accounts
	Innovations  *innovation.Innovations
	Stock        *stock.Stock
	People       *beneficiary.People
	Allocations  *allocation.Allocations
	Outcomes     *outcome.Outcomes
	Replications *replication.Replications
	Needs        *need.Needs
	Catalogue    *catalogue.Catalogue // answers once Start has built it
	Room         *commandroom.Room
	SKA          *ska.House
	Intake       *intake.Intake

	deps  *op.Deps
	ring  *beneficiary.Keyring
	about atomic.Pointer[About]

	proving   atomic.Pointer[proving]
	lastProof atomic.Pointer[Proof]
}

// New prepares the store (a new one gets its description and the seed of the
// centres, an older one is migrated) and composes the features over it.
func New(ctx context.Context, opt Options) (*App, error) {
	d := opt.Deps
	if d == nil {
		d = op.New(opt.Store)
	}
	if opt.Blobs != nil {
		d.Blobs = opt.Blobs
	}
	about, err := storage.Prepare(ctx, d.Store, d.Now(), []storage.Migration{outcome.CountOldGroups(d.Now())})
	if err != nil {
		return nil, err
	}
	ring, err := beneficiary.NewKeyring(opt.Secret)
	if err != nil {
		return nil, fmt.Errorf("app: %w", err)
	}
	a := compose(d, ring)
	open := func(s innovation.Sheet) bool { return s.Blueprint.Open(d.Now()) }
	a.Catalogue = catalogue.New(
		d,
		catalogue.Innovations{Deps: d, From: a.Innovations, Stock: a.Stock, Open: open},
		catalogue.Models{Deps: d, Stock: a.Stock, From: a.Innovations, Open: open},
		catalogue.Offers{Deps: d, From: a.SKA},
	)
	if a.Room, err = commandroom.New(d); err != nil {
		return nil, err
	}
	a.about.Store(&about)
	if err := a.Centres.Load(ctx); err != nil {
		return nil, err
	}
	return a, a.Holidays.Load(ctx)
}

// compose puts the features that change data together over what they stand on.
func compose(d *op.Deps, ring *beneficiary.Keyring) *App {
	outcomes := outcome.New(d, ring)
	allocations := allocation.New(d, ring, outcomes)
	innovations := innovation.New(d)
	return &App{
		deps:         d,
		ring:         ring,
		Centres:      network.New(d),
		Holidays:     holiday.New(d),
		Accounts:     identity.New(d),
		Innovations:  innovations,
		Stock:        stock.New(d).WithInnovations(innovationID).WithHolders(allocations),
		People:       beneficiary.New(d, ring),
		Allocations:  allocations,
		Outcomes:     outcomes,
		Replications: replication.New(d),
		SKA:          ska.New(d, innovations),
		Intake:       intake.New(d, ring),
		Needs:        need.New(d, ring, catalogue.Stems),
	}
}

// WithClock returns an App over the same store that lives by another clock: what
// it records is dated by now. The sample data of a year is written through it.
func (a *App) WithClock(now func() time.Time) *App {
	d := *a.deps
	d.Now = now
	other, about := compose(&d, a.ring), a.About()
	other.Catalogue, other.Room = a.Catalogue, a.Room
	other.about.Store(&about)
	return other
}

// innovationID lets a model name the innovation it realises.
func innovationID(r storage.Reader, ref string) (op.ID, error) {
	i, err := innovation.Find(r, ref)
	return i.ID, err
}

// Start builds the read models in the background and keeps them up to date until
// ctx ends, so that the program answers at once however much it holds. report
// hears of what goes wrong; it is tried again.
func (a *App) Start(ctx context.Context, report func(error)) {
	a.Catalogue.OnMiss(a.Needs.Heard)
	a.Catalogue.Start(ctx, report)
	go a.Needs.Listen(ctx, report)
}

// About describes the store: its schema, epoch, and whether all in it is sample.
func (a *App) About() About { return *a.about.Load() }

// Now is the present instant by the clock of the App.
func (a *App) Now() time.Time { return a.deps.Now() }

// Feed tells of each committed entry.
func (a *App) Feed() *op.Feed { return a.deps.Feed }

// Deps is what the features stand on, for those that are composed above App.
func (a *App) Deps() *op.Deps { return a.deps }

// Ready tells whether the store answers; nil means it does.
func (a *App) Ready(ctx context.Context) error {
	return a.deps.Store.View(ctx, func(r storage.Reader) error {
		_, _, err := storage.ReadAbout(r)
		return err
	})
}

// MarkSample says that everything in the store, from now on, is invented.
func (a *App) MarkSample(ctx context.Context) error {
	return a.describe(ctx, func(about *About) { about.Sample = true })
}

func (a *App) describe(ctx context.Context, change func(*About)) error {
	var about About
	err := a.deps.Store.Update(ctx, func(w storage.Writer) (err error) {
		if about, _, err = storage.ReadAbout(w); err != nil {
			return err
		}
		change(&about)
		return storage.WriteAbout(w, about)
	})
	if err == nil {
		a.about.Store(&about)
	}
	return err
}
