package op

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"iter"
	"time"

	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// Headquarters is the centre code under which the ministry's own acts are
// journalled, such as adding an account.
const Headquarters = "pusat"

// Subject is a record that an entry is about.
type Subject struct {
	Kind string `cbor:"1,keyasint" json:"kind"`           // e.g. "unit"
	ID   string `cbor:"2,keyasint" json:"id"`             // text form of its id
	Name string `cbor:"3,keyasint,omitempty" json:"name"` // how people call it: a number or code, never a person's name
}

// Change is one field that an entry changed. Personal data never enters it.
type Change struct {
	Field string `cbor:"1,keyasint" json:"field"`
	From  string `cbor:"2,keyasint,omitempty" json:"from"`
	To    string `cbor:"3,keyasint,omitempty" json:"to"`
}

// Entry is one line of the journal: the audit trail, the feed of the live
// screens and the source of webhooks at once. Entries of a centre form a chain:
// Prev is the SHA-256 of the entry before, and the head holds that of the last.
type Entry struct {
	ID       ID            `cbor:"1,keyasint" json:"id"`
	Centre   string        `cbor:"2,keyasint" json:"centre"`
	Seq      int64         `cbor:"3,keyasint" json:"seq"` // 1, 2, 3 … within the centre
	Prev     []byte        `cbor:"4,keyasint" json:"prev"`
	Action   policy.Action `cbor:"5,keyasint" json:"action"`
	By       policy.Actor  `cbor:"6,keyasint" json:"by"`          // as they were
	Recorded time.Time     `cbor:"7,keyasint" json:"recorded_at"` // when it was written
	Occurred time.Time     `cbor:"8,keyasint" json:"occurred_at"` // when it happened
	Subjects []Subject     `cbor:"9,keyasint,omitempty" json:"subjects"`
	Changes  []Change      `cbor:"10,keyasint,omitempty" json:"changes"`
}

// head is the end of a centre's chain.
type head struct {
	Centre string `cbor:"1,keyasint"`
	Seq    int64  `cbor:"2,keyasint"`
	Hash   []byte `cbor:"3,keyasint"`
}

var entries = storage.Table[Entry]{
	Kind: "entry",
	ID:   func(e *Entry) storage.Key { return storage.JournalByID.Key().Text(e.Centre).Int(e.Seq) },
	Index: func(e *Entry) []storage.Key {
		keys := []storage.Key{storage.JournalByTime.Key().ID(e.ID)}
		for _, s := range e.Subjects {
			keys = append(keys, storage.JournalBySubject.Key().Text(s.Kind).Text(s.ID).ID(e.ID))
		}
		return keys
	},
}

var heads = storage.Table[head]{
	Kind: "journal head",
	ID:   func(h *head) storage.Key { return storage.JournalHead.Key().Text(h.Centre) },
}

// appendEntry puts e at the end of its centre's chain. Nothing else writes the
// journal, and nothing deletes from it.
func appendEntry(w storage.Writer, e *Entry) error {
	h, _, err := heads.Get(w, storage.JournalHead.Key().Text(e.Centre))
	if err != nil {
		return err
	}
	e.Seq, e.Prev = h.Seq+1, h.Hash
	data, err := storage.Encode(e)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	if err := entries.Add(w, e, data); err != nil {
		return err
	}
	return heads.Put(w, &head{Centre: e.Centre, Seq: e.Seq, Hash: sum[:]})
}

// History yields the entries about one record, newest first.
func History(r storage.Reader, kind, id string) iter.Seq2[Entry, error] {
	return entries.AllBack(r, storage.JournalBySubject.Key().Text(kind).Text(id))
}

// Journal pages through a centre's entries; the empty centre means all of them
// in the order of time.
func Journal(r storage.Reader, centre string, ask storage.Ask) (storage.Page[Entry], error) {
	if centre == "" {
		return entries.Page(r, storage.JournalByTime.Key(), ask)
	}
	return entries.Page(r, storage.JournalByID.Key().Text(centre), ask)
}

// Since yields the entries recorded after the one with the given id, oldest
// first, for a stream that was cut off.
func Since(r storage.Reader, id ID) iter.Seq2[Entry, error] {
	return entries.Range(r, storage.JournalByTime.Key().ID(id.Next(1)), kv.PrefixEnd(storage.JournalByTime.Key()))
}

// VerifyJournal recomputes every chain: no entry is missing, changed or extra.
func VerifyJournal(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "journal chain"}
	var prev head
	fail := func(format string, args ...any) {
		rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: fmt.Sprintf(format, args...)})
	}
	closeChain := func() error {
		if prev.Centre == "" {
			return nil
		}
		h, _, err := heads.Get(r, storage.JournalHead.Key().Text(prev.Centre))
		if err == nil && (h.Seq != prev.Seq || !bytes.Equal(h.Hash, prev.Hash)) {
			fail("centre %s: the chain ends at %d, its head says %d", prev.Centre, prev.Seq, h.Seq)
		}
		return err
	}
	for raw, err := range r.Scan(storage.JournalByID.Key(), kv.PrefixEnd(storage.JournalByID.Key())) {
		if err != nil {
			return rep, err
		}
		var e Entry
		if err := storage.Decode(raw.Value, &e); err != nil {
			fail("entry %x: %v", raw.Key, err)
			continue
		}
		rep.Records++
		if e.Centre != prev.Centre {
			if err := closeChain(); err != nil {
				return rep, err
			}
			prev = head{Centre: e.Centre}
		}
		if e.Seq != prev.Seq+1 || !bytes.Equal(e.Prev, prev.Hash) {
			fail("centre %s: entry %d does not follow entry %d", e.Centre, e.Seq, prev.Seq)
		}
		sum := sha256.Sum256(raw.Value)
		prev.Seq, prev.Hash = e.Seq, sum[:]
	}
	return rep, closeChain()
}
