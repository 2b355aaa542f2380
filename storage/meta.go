package storage

import (
	"context"
	"fmt"
	"time"
)

// SchemaVersion is what this program writes. An older store is migrated when it
// is opened, a newer one is refused.
const SchemaVersion = 2

// About is the one record that describes the store itself.
type About struct {
	Schema  int       `cbor:"1,keyasint" json:"schema"`
	Epoch   ID        `cbor:"2,keyasint" json:"epoch"`       // new at each restore, see docs/adr
	Born    time.Time `cbor:"3,keyasint" json:"born"`        // when the store was first opened
	Sample  bool      `cbor:"4,keyasint" json:"sample"`      // all that is recorded here is invented
	Pending string    `cbor:"5,keyasint,omitempty" json:"-"` // where an unfinished migration goes on
}

var abouts = Table[About]{
	Kind: "meta",
	ID:   func(*About) Key { return Meta.Key() },
}

// ReadAbout returns the description of the store; ok is false in a new one.
func ReadAbout(r Reader) (About, bool, error) { return abouts.Get(r, Meta.Key()) }

// WriteAbout stores the description of the store.
func WriteAbout(w Writer, a About) error { return abouts.Put(w, &a) }

// Migration brings a store from version To-1 to To. Step does one chunk within
// the limits of a transaction: it is given where it stopped ("" at first) and
// returns where to go on, or "" when all is done.
type Migration struct {
	To   int
	Name string
	Step func(w Writer, from string) (next string, err error)
}

// Prepare describes a new store and migrates an older one, chunk by chunk; cut
// off in the middle it goes on from there at the next start.
func Prepare(ctx context.Context, s Store, at time.Time, migrations []Migration) (About, error) {
	var about About
	err := s.Update(ctx, func(w Writer) (err error) {
		var ok bool
		if about, ok, err = ReadAbout(w); err != nil || ok {
			return err
		}
		about = About{Schema: SchemaVersion, Epoch: NewID(at), Born: at.UTC()}
		return WriteAbout(w, about)
	})
	if err != nil {
		return about, err
	}
	if about.Schema > SchemaVersion {
		return about, fmt.Errorf("storage: the store has schema %d, this program knows %d: use the newer program", about.Schema, SchemaVersion)
	}
	for _, m := range migrations {
		for about.Schema < m.To {
			if about, err = migrate(ctx, s, m); err != nil {
				return about, fmt.Errorf("storage: migration %d (%s): %w", m.To, m.Name, err)
			}
		}
	}
	return about, nil
}

func migrate(ctx context.Context, s Store, m Migration) (about About, err error) {
	err = s.Update(ctx, func(w Writer) error {
		if about, _, err = ReadAbout(w); err != nil {
			return err
		}
		next, err := m.Step(w, about.Pending)
		if err != nil {
			return err
		}
		if about.Pending = next; next == "" {
			about.Schema = m.To
		}
		return WriteAbout(w, about)
	})
	return about, err
}
