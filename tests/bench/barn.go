package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"lumbung/app"
	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage/kv"
	"lumbung/storage/kv/boltkv"
)

const centre = "soeharso"

// perReceipt is how many units each receipt brings: so few that even a small
// store has full pages of receipts and movements.
const perReceipt = 20

// barn is an App on a store of its own on disk, with records to measure on.
type barn struct {
	*app.App
	dir   string
	store *boltkv.Store
	spy   *spy
	model string // slug of the one model
}

// actor of a role at the centre.
func actor(role policy.Role) policy.Actor {
	return policy.Actor{ID: op.ID{15: 1}, Name: "Uji", Role: role, Centre: centre}
}

func as(ctx context.Context, role policy.Role) context.Context { return op.As(ctx, actor(role)) }

func newBarn(ctx context.Context) (*barn, error) {
	dir, err := os.MkdirTemp("", "lumbung-bench-")
	if err != nil {
		return nil, err
	}
	store, err := boltkv.Open(filepath.Join(dir, "lumbung.db"), boltkv.Options{})
	if err != nil {
		return nil, err
	}
	b := &barn{dir: dir, store: store, spy: &spy{Store: store}}
	if b.App, err = app.New(ctx, app.Options{Store: b.spy, Secret: bytes.Repeat([]byte{7}, 32)}); err != nil {
		return nil, err
	}
	m, err := b.Stock.AddModel(as(ctx, policy.Warehouse), stock.ModelDetails{Name: "Kursi roda ukur", ISO: "12 23 06", Tracking: stock.Serialised})
	b.model = m.Slug
	return b, err
}

func (b *barn) close() {
	_ = b.store.Close()
	_ = os.RemoveAll(b.dir)
}

// units receives units from..to-1 of the one model, in bulk, and returns their ids.
func (b *barn) units(ctx context.Context, from, to int) ([]string, error) {
	var codes []string
	for at := from; at < to; at += perReceipt {
		var serials []string
		for i := at; i < min(at+perReceipt, to); i++ {
			serials = append(serials, fmt.Sprintf("UKUR-%07d", i))
		}
		rec, err := b.Stock.Receive(as(ctx, policy.Warehouse), stock.NewReceipt{
			Model: b.model, Source: stock.Production, Fund: "APBN 2026", Serials: serials, UnitCost: 7_500_000,
		})
		if err != nil {
			return nil, err
		}
		for _, id := range rec.Units {
			codes = append(codes, id.String())
		}
	}
	return codes, nil
}

// requests files n requests of n persons and returns their numbers.
func (b *barn) requests(ctx context.Context, from, n int) ([]string, error) {
	numbers := make([]string, n)
	ctx = as(ctx, policy.SocialWorker)
	err := together(64, n, func(i int) error {
		p, err := b.People.Register(ctx, beneficiary.Details{
			Name: fmt.Sprintf("Contoh Ukur %d", from+i), NIKAbsentReason: "data uji", Address: "Jalan Contoh 1", Region: "33.72",
			BirthDate: "1990-01-02", Sex: "female", Disabilities: []string{"fisik"},
			ConsentBy: "person", ConsentMode: "lisan", ConsentOn: "2026-01-02",
		})
		if err != nil {
			return err
		}
		q, err := b.Allocations.File(ctx, allocation.NewRequest{Beneficiary: p.Ref, Model: b.model, Reason: "uji"})
		numbers[i] = q.Number
		return err
	})
	return numbers, err
}

// together calls do(0) … do(n-1) from several goroutines at once.
func together(workers, n int, do func(i int) error) error {
	next := make(chan int, n)
	for i := range n {
		next <- i
	}
	close(next)
	var wg sync.WaitGroup
	var mu sync.Mutex
	var first error
	for range workers {
		wg.Go(func() {
			for i := range next {
				if err := do(i); err != nil {
					mu.Lock()
					first = err
					mu.Unlock()
					return
				}
			}
		})
	}
	wg.Wait()
	return first
}

// timed measures one run of together.
func timed(workers, n int, do func(i int) error) (int, time.Duration, error) {
	began := time.Now()
	err := together(workers, n, do)
	return n, time.Since(began), err
}

// pairs are the keys and values that one command wrote.
type pairs []kv.Entry

// spy notes what each command writes while recording is on.
type spy struct {
	kv.Store
	mu      sync.Mutex
	record  bool
	written []pairs
}

func (s *spy) Update(ctx context.Context, fn func(kv.Writer) error) error {
	s.mu.Lock()
	record := s.record
	s.mu.Unlock()
	if !record {
		return s.Store.Update(ctx, fn)
	}
	var w *notingWriter
	err := s.Store.Update(ctx, func(under kv.Writer) error {
		w = &notingWriter{Writer: under}
		return fn(w)
	})
	if err == nil {
		s.mu.Lock()
		s.written = append(s.written, w.noted)
		s.mu.Unlock()
	}
	return err
}

// take starts or ends the noting and returns what was noted.
func (s *spy) take(record bool) []pairs {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.written
	s.record, s.written = record, nil
	return out
}

type notingWriter struct {
	kv.Writer
	noted pairs
}

func (w *notingWriter) Put(key, value []byte) error {
	w.noted = append(w.noted, kv.Entry{Key: bytes.Clone(key), Value: bytes.Clone(value)})
	return w.Writer.Put(key, value)
}
