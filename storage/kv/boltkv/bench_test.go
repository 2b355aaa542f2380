package boltkv

import (
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	bolt "go.etcd.io/bbolt"

	"lumbung/storage/kv"
)

// A command of the benchmarks reads and writes as many keys of such a size as
// posting a hand-over does: record, indexes, balances, ledger, journal.
const (
	benchReads  = 12
	benchWrites = 12
	benchBase   = 20_000 // records there before
)

var benchValue = make([]byte, 200)

// command calls get and put with the keys of command number n. Reads, and a
// third of the writes, hit records spread over the whole base; the rest is new.
func command(n uint64, get func(key []byte) error, put func(key, value []byte) error) error {
	var buf [32]byte
	for i := range uint64(benchReads) {
		if err := get(baseKey(buf[:0], (n*benchReads+i)*2654435761)); err != nil {
			return err
		}
	}
	for i := range uint64(benchWrites) {
		key := baseKey(buf[:0], (n*benchReads+i)*2654435761)
		if i%3 != 0 {
			key = fmt.Appendf(buf[:0], "new%02d/%016x", i, n)
		}
		if err := put(key, benchValue); err != nil {
			return err
		}
	}
	return nil
}

func baseKey(buf []byte, n uint64) []byte {
	return fmt.Appendf(buf, "base/%016x", n%benchBase)
}

// BenchmarkUpdate compares the same commands through a Store, through a bare
// group commit written for this alone, and each with a commit of its own.
func BenchmarkUpdate(b *testing.B) {
	for _, clients := range []int{1, 64} {
		b.Run(fmt.Sprintf("store/clients=%d", clients), func(b *testing.B) {
			s := benchStore(b)
			drive(b, clients, func(n uint64) error {
				return s.Update(b.Context(), func(w kv.Writer) error { return viaStore(n, w) })
			})
			if st := s.Stats(); st.Commits > 0 {
				b.ReportMetric(float64(st.Updates)/float64(st.Commits), "updates/commit")
			}
		})
		b.Run(fmt.Sprintf("bare-group/clients=%d", clients), func(b *testing.B) {
			g := startBareGroup(benchStore(b).db)
			defer close(g.queue)
			drive(b, clients, g.update)
		})
		b.Run(fmt.Sprintf("bare-update/clients=%d", clients), func(b *testing.B) {
			db := benchStore(b).db
			drive(b, clients, func(n uint64) error {
				return db.Update(func(tx *bolt.Tx) error { return viaBucket(n, tx.Bucket(bucketName)) })
			})
		})
	}
}

func viaStore(n uint64, w kv.Writer) error {
	return command(n, func(key []byte) error { _, _, err := w.Get(key); return err }, w.Put)
}

func viaBucket(n uint64, bucket *bolt.Bucket) error {
	return command(n, func(key []byte) error { bucket.Get(key); return nil }, bucket.Put)
}

// drive runs b.N commands in so many goroutines.
func drive(b *testing.B, clients int, do func(n uint64) error) {
	b.ReportAllocs()
	var next atomic.Uint64
	var wg sync.WaitGroup
	b.ResetTimer()
	for range clients {
		wg.Go(func() {
			for n := next.Add(1); n <= uint64(b.N); n = next.Add(1) {
				if err := do(n); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "updates/s")
}

// benchStore returns a store with the base in it.
func benchStore(b *testing.B) *Store {
	b.Helper()
	s := openAt(b, filepath.Join(b.TempDir(), "store"))
	err := s.db.Update(func(tx *bolt.Tx) error {
		for n := range uint64(benchBase) {
			if err := tx.Bucket(bucketName).Put(baseKey(nil, n), benchValue); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// bareGroup is the yardstick: a group commit without isolation between the
// commands, limits, own reads or a way to refuse one of them.
type bareGroup struct {
	db    *bolt.DB
	queue chan bareRequest
}

type bareRequest struct {
	n    uint64
	done chan error
}

func startBareGroup(db *bolt.DB) *bareGroup {
	g := &bareGroup{db: db, queue: make(chan bareRequest, maxGroup)}
	go func() {
		for first := range g.queue {
			g.commit(first)
		}
	}()
	return g
}

func (g *bareGroup) update(n uint64) error {
	req := bareRequest{n: n, done: make(chan error, 1)}
	g.queue <- req
	return <-req.done
}

func (g *bareGroup) commit(first bareRequest) {
	group := []bareRequest{first}
	err := g.db.Update(func(tx *bolt.Tx) error {
		bucket := tx.Bucket(bucketName)
		err := viaBucket(first.n, bucket)
		for err == nil && len(group) < maxGroup {
			select {
			case req := <-g.queue:
				group = append(group, req)
				err = viaBucket(req.n, bucket)
			default:
				return nil
			}
		}
		return err
	})
	for _, req := range group {
		req.done <- err
	}
}

// BenchmarkView compares one read transaction with one Get to bbolt's own.
func BenchmarkView(b *testing.B) {
	s := benchStore(b)
	b.Run("store", func(b *testing.B) {
		b.ReportAllocs()
		n := uint64(0)
		for b.Loop() {
			n++
			err := s.View(b.Context(), func(r kv.Reader) error {
				_, _, err := r.Get(baseKey(make([]byte, 0, 32), n*2654435761))
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("bare", func(b *testing.B) {
		b.ReportAllocs()
		n := uint64(0)
		for b.Loop() {
			n++
			err := s.db.View(func(tx *bolt.Tx) error {
				tx.Bucket(bucketName).Get(baseKey(make([]byte, 0, 32), n*2654435761))
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}
