package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"

	"lumbung/app/allocation"
	"lumbung/app/policy"
)

// allocate measures the command that matters most, with validation, policy,
// ledger, indexes, journal and fsync, beside bare bbolt writing the same keys
// and bytes: from 64 clients beside a group commit, from one beside Update.
func allocate(ctx context.Context, _ *os.File) ([]row, error) {
	var rows []row
	for _, c := range []struct {
		clients, n int
		bar        float64
		bare       func(*bolt.DB, []pairs, int) (int, time.Duration, error)
	}{
		{64, 1500, 0.50, groupCommit},
		{1, 150, 0.35, updates},
	} {
		b, err := newBarn(ctx)
		if err != nil {
			return nil, err
		}
		defer b.close()
		codes, err := b.units(ctx, 0, c.n*rounds)
		if err != nil {
			return nil, err
		}
		numbers, err := b.requests(ctx, 0, c.n*rounds)
		if err != nil {
			return nil, err
		}
		ref, err := bolt.Open(filepath.Join(b.dir, "bare.db"), 0o600, &bolt.Options{FreelistType: bolt.FreelistMapType, InitialMmapSize: 1 << 30})
		if err != nil {
			return nil, err
		}
		defer ref.Close() //nolint:errcheck // the folder is thrown away
		done := 0
		var written []pairs
		ours := func() (int, time.Duration, error) {
			from := done
			done += c.n
			b.spy.take(true)
			n, took, err := timed(c.clients, c.n, func(i int) error {
				_, err := b.Allocations.Reserve(as(ctx, policy.Warehouse), allocation.Choice{Request: numbers[from+i], Unit: codes[from+i]})
				return err
			})
			written = b.spy.take(false)
			return n, took, err
		}
		bare := func() (int, time.Duration, error) { return c.bare(ref, written, c.clients) }
		a, r, ratio, err := pair(ours, bare)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row{
			name: fmt.Sprintf("allocate, %d clients, beside bare bbolt (%d keys, %d bytes each)", c.clients, len(written[0]), size(written[0])),
			ours: perSecond(a), ref: perSecond(r), ratio: ratio, bar: c.bar,
		})
	}
	return rows, nil
}

func size(p pairs) (n int) {
	for _, e := range p {
		n += len(e.Key) + len(e.Value)
	}
	return n
}

var bucket = []byte("b")

func putAll(tx *bolt.Tx, p pairs) error {
	b, err := tx.CreateBucketIfNotExists(bucket)
	if err != nil {
		return err
	}
	for _, e := range p {
		if err := b.Put(e.Key, e.Value); err != nil {
			return err
		}
	}
	return nil
}

// updates writes each command's pairs with an Update of its own.
func updates(db *bolt.DB, work []pairs, _ int) (int, time.Duration, error) {
	began := time.Now()
	for _, p := range work {
		if err := db.Update(func(tx *bolt.Tx) error { return putAll(tx, p) }); err != nil {
			return 0, 0, err
		}
	}
	return len(work), time.Since(began), nil
}

// groupCommit writes them from many clients through one committer without a
// timer, which is the most that bbolt gives.
func groupCommit(db *bolt.DB, work []pairs, clients int) (int, time.Duration, error) {
	type request struct {
		p    pairs
		done chan error
	}
	queue := make(chan request, clients)
	go func() {
		for first := range queue {
			group := []request{first}
			for len(queue) > 0 {
				group = append(group, <-queue)
			}
			err := db.Update(func(tx *bolt.Tx) error {
				for _, r := range group {
					if err := putAll(tx, r.p); err != nil {
						return err
					}
				}
				return nil
			})
			for _, r := range group {
				r.done <- err
			}
		}
	}()
	defer close(queue)
	return timed(clients, len(work), func(i int) error {
		r := request{work[i], make(chan error, 1)}
		queue <- r
		return <-r.done
	})
}
