package storage

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"iter"
	"runtime"

	"lumbung/storage/kv"
)

// Finding is one place where stored data contradicts itself.
type Finding struct {
	Kind string // of the table
	Text string // what differs, for an engineer
}

// Report is the result of Verify: how much was looked at and what was found.
type Report struct {
	Kind     string
	Records  int
	Entries  int // unique keys and index entries
	Findings []Finding
}

func (p *Report) add(format string, args ...any) {
	if len(p.Findings) < 100 {
		p.Findings = append(p.Findings, Finding{Kind: p.Kind, Text: fmt.Sprintf(format, args...)})
	}
}

// Verify recomputes the unique and index keys of every record and compares them
// with what is stored, in both directions: each key stands there and leads to
// its record, and none stands there that no record asks for.
func (t *Table[T]) Verify(r Reader) (Report, error) { return t.VerifyEach(r, nil) }

// VerifyEach is Verify that also shows each readable record, in the order of
// primary keys, to see, which may be nil. Records are decoded once, on all
// processors; see is called by one goroutine.
//
// Instead of looking up millions of keys, it compares the sum of the hashes of
// all entries that the records ask for with that of all entries that stand. Only
// where the two differ does it look for the place.
func (t *Table[T]) VerifyEach(r Reader, see func(*T) error) (Report, error) {
	rep := Report{Kind: t.Kind}
	asked, err := t.askedFor(r, &rep, see)
	if err != nil {
		return rep, err
	}
	stands := newFingerprint()
	stands.seeds = asked.seeds
	for _, f := range append(t.families(RoleUnique), t.families(RoleIndex)...) {
		for e, err := range r.Scan(f.Key(), kv.PrefixEnd(f.Key())) {
			if err != nil {
				return rep, err
			}
			stands.add(e.Key, e.Value)
		}
	}
	rep.Entries = stands.n
	if stands != asked {
		err = t.findDifference(r, &rep, asked.n)
	}
	return rep, err
}

// fingerprint is a sum over a set of entries that does not depend on their order.
type fingerprint struct {
	seeds [2]maphash.Seed
	sums  [2]uint64
	n     int
}

func newFingerprint() fingerprint {
	return fingerprint{seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}}
}

func (f *fingerprint) add(key, value []byte) {
	for i, seed := range f.seeds {
		// Both parts are hashed under one seed and mixed, so that no byte can move
		// from one to the other unseen.
		f.sums[i] += maphash.Bytes(seed, key)*0x9e3779b97f4a7c15 ^ maphash.Bytes(seed, value)
	}
	f.n++
}

func (f *fingerprint) merge(o fingerprint) {
	f.sums[0], f.sums[1], f.n = f.sums[0]+o.sums[0], f.sums[1]+o.sums[1], f.n+o.n
}

// decoded is a run of records on their way from the processor that read them.
type decoded[T any] struct {
	recs    []T
	print   fingerprint
	unknown []string // what is wrong with those that cannot be read
}

const verifyRun = 512 // records that go to a processor together

// askedFor reads all records and sums up the entries that they ask for.
func (t *Table[T]) askedFor(r Reader, rep *Report, see func(*T) error) (fingerprint, error) {
	all := newFingerprint()
	waiting := make(chan chan decoded[T], runtime.GOMAXPROCS(0))
	stop := make(chan struct{})
	defer func() { // nothing may read the snapshot after this returns
		close(stop)
		for result := range waiting {
			<-result
		}
	}()
	var scanned error
	go func() {
		defer close(waiting)
		scanned = t.deal(r, all, waiting, stop)
	}()
	for result := range waiting {
		run := <-result
		all.merge(run.print)
		for _, text := range run.unknown {
			rep.add("%s", text)
		}
		rep.Records += len(run.recs) + len(run.unknown)
		for i := range run.recs {
			if see == nil {
				break
			}
			if err := see(&run.recs[i]); err != nil {
				return all, err
			}
		}
	}
	return all, scanned
}

// deal hands runs of raw records to goroutines that decode them, as many at once
// as there are processors, and their results to waiting in the order of keys.
func (t *Table[T]) deal(r Reader, like fingerprint, waiting chan<- chan decoded[T], stop <-chan struct{}) error {
	var run []kv.Entry
	send := func() bool {
		entries, result := run, make(chan decoded[T], 1)
		run = nil
		select {
		case waiting <- result:
		case <-stop:
			return false
		}
		go func() { result <- t.decode(entries, fingerprint{seeds: like.seeds}) }()
		return true
	}
	for e, err := range t.raw(r) {
		if err != nil {
			return err
		}
		if run = append(run, e); len(run) == verifyRun && !send() {
			return nil
		}
	}
	send()
	return nil
}

// raw yields the records as they are stored.
func (t *Table[T]) raw(r Reader) iter.Seq2[kv.Entry, error] {
	return func(yield func(kv.Entry, error) bool) {
		for _, f := range t.families(RoleRecord) {
			for e, err := range r.Scan(f.Key(), kv.PrefixEnd(f.Key())) {
				if !yield(e, err) || err != nil {
					return
				}
			}
		}
	}
}

func (t *Table[T]) decode(entries []kv.Entry, print fingerprint) decoded[T] {
	out := decoded[T]{recs: make([]T, 0, len(entries)), print: print}
	for _, e := range entries {
		var rec T
		if err := Decode(e.Value, &rec); err != nil {
			out.unknown = append(out.unknown, fmt.Sprintf("record %x: %v", e.Key, err))
			continue
		}
		if id := t.ID(&rec); !bytes.Equal(id, e.Key) {
			out.unknown = append(out.unknown, fmt.Sprintf("record %x calls itself %x", e.Key, id))
			continue
		}
		for _, k := range append(claimKeys(t.claims(&rec)), t.index(&rec)...) {
			out.print.add(k, e.Key)
		}
		out.recs = append(out.recs, rec)
	}
	return out
}

// findDifference looks for what the sums say is there: keys of records that are
// missing or lead elsewhere, or entries too many.
func (t *Table[T]) findDifference(r Reader, rep *Report, asked int) error {
	for e, err := range t.raw(r) {
		if err != nil {
			return err
		}
		if err := t.verifyRecord(r, rep, e); err != nil {
			return err
		}
	}
	if rep.Entries != asked || len(rep.Findings) == 0 {
		rep.add("%d index entries stand, the records ask for %d", rep.Entries, asked)
	}
	return nil
}

func (t *Table[T]) verifyRecord(r Reader, rep *Report, e kv.Entry) error {
	var rec T
	if err := Decode(e.Value, &rec); err != nil {
		return nil // said already
	}
	for _, k := range append(claimKeys(t.claims(&rec)), t.index(&rec)...) {
		at, ok, err := r.Get(k)
		if err != nil {
			return err
		}
		if !ok || !bytes.Equal(at, e.Key) {
			rep.add("record %x: key %x is missing or leads elsewhere", e.Key, k)
		}
	}
	return nil
}

// families are the rows of the key table that belong to this table.
func (t *Table[T]) families(role Role) []Family {
	var out []Family
	for _, f := range Families() {
		if f.Kind == t.Kind && f.Role == role {
			out = append(out, f)
		}
	}
	return out
}
