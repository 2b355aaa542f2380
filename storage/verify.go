package storage

import (
	"bytes"
	"fmt"

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
func (t *Table[T]) Verify(r Reader) (Report, error) {
	rep := Report{Kind: t.Kind}
	want := 0
	for _, f := range t.families(RoleRecord) {
		for e, err := range r.Scan(f.Key(), kv.PrefixEnd(f.Key())) {
			if err != nil {
				return rep, err
			}
			rep.Records++
			n, err := t.verifyRecord(r, &rep, e)
			if err != nil {
				return rep, err
			}
			want += n
		}
	}
	for _, f := range append(t.families(RoleUnique), t.families(RoleIndex)...) {
		for _, err := range r.Scan(f.Key(), kv.PrefixEnd(f.Key())) {
			if err != nil {
				return rep, err
			}
			rep.Entries++
		}
	}
	if rep.Entries != want {
		rep.add("%d index entries stand, the records ask for %d", rep.Entries, want)
	}
	return rep, nil
}

func (t *Table[T]) verifyRecord(r Reader, rep *Report, e kv.Entry) (keys int, err error) {
	var rec T
	if err := Decode(e.Value, &rec); err != nil {
		rep.add("record %x: %v", e.Key, err)
		return 0, nil
	}
	if id := t.ID(&rec); !bytes.Equal(id, e.Key) {
		rep.add("record %x calls itself %x", e.Key, id)
	}
	for _, k := range append(claimKeys(t.claims(&rec)), t.index(&rec)...) {
		keys++
		at, ok, err := r.Get(k)
		if err != nil {
			return keys, err
		}
		if !ok || !bytes.Equal(at, e.Key) {
			rep.add("record %x: key %x is missing or leads elsewhere", e.Key, k)
		}
	}
	return keys, nil
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
