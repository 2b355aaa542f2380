package innovation

import (
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Version is what the working copy said after one command. None is ever deleted.
type Version struct {
	Innovation op.ID        `cbor:"1,keyasint" json:"innovation"`
	Number     int64        `cbor:"2,keyasint" json:"number"`
	State      State        `cbor:"3,keyasint" json:"state"`
	By         policy.Actor `cbor:"4,keyasint" json:"by"`
	At         time.Time    `cbor:"5,keyasint" json:"at"`
	Content    Content      `cbor:"6,keyasint" json:"content"`
}

var versions = storage.Table[Version]{
	Kind: "innovation version",
	ID: func(v *Version) storage.Key {
		return storage.InnovationVersion.Key().ID(v.Innovation).Int(v.Number)
	},
}

// Clash is the cause of a Stale fault: what the form was opened with, what was
// typed into it, and what somebody else has saved since.
type Clash struct {
	Base, Yours, Theirs Content
	Version             int64        // of Theirs; saving over it takes this number
	By                  policy.Actor // who saved Theirs
	At                  time.Time
}

// Error says that the form is older than the record.
func (c *Clash) Error() string { return "innovation: the form was opened before the last change" }

// stale returns the Stale fault of an edit that began at an older version than
// the record has.
func stale(r storage.Reader, rec *Innovation, opened int64, yours Content) error {
	clash := &Clash{Yours: yours, Theirs: rec.Content, Version: rec.Version}
	for number, put := range map[int64]func(Version){
		opened:      func(v Version) { clash.Base = v.Content },
		rec.Version: func(v Version) { clash.By, clash.At = v.By, v.At },
	} {
		v, ok, err := versions.Get(r, versions.ID(&Version{Innovation: rec.ID, Number: number}))
		if err != nil {
			return err
		}
		if ok {
			put(v)
		}
	}
	f := fault.New(fault.Stale, "error.stale", nil)
	f.Err = clash
	return f
}
