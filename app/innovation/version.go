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

// Chapter is a version with what it changed in the one before it.
type Chapter struct {
	Version
	Changed []string `json:"changed"` // names of answers, in the order of the form; empty where only the state moved
}

// told adds to versions, the newest first, what each of them changed.
func told(r storage.Reader, list []Version) ([]Chapter, error) {
	out := make([]Chapter, len(list))
	for i, v := range list {
		before := Version{Innovation: v.Innovation, Number: v.Number - 1}
		if i+1 < len(list) && list[i+1].Number == before.Number {
			before = list[i+1]
		} else if old, ok, err := versions.Get(r, versions.ID(&before)); err != nil {
			return nil, err
		} else if ok {
			before = old
		}
		out[i] = Chapter{Version: v, Changed: append([]string{}, Differing(before.Content, v.Content)...)}
	}
	return out, nil
}

// Clash is the cause of a Stale fault: what the form was opened with, what was
// typed into it, and what somebody else has saved since.
type Clash struct {
	Base, Yours, Theirs Content
	Version             int64        // of Theirs; saving over it takes this number
	By                  policy.Actor // who saved Theirs
	At                  time.Time
	known               bool // there was a version as the form says
	looked              bool // nothing was typed: the command was given on an older version
}

// Error says that the form is older than the record.
func (c *Clash) Error() string { return "innovation: the form was opened before the last change" }

// stale judges an edit that began at an older version than the record has. When
// nothing that the form shows has changed since, or both have written the same,
// nothing is lost: nil. Else it is the Stale fault.
func stale(r storage.Reader, rec *Innovation, in Edit, yours Content) error {
	clash, err := clashOf(r, rec, in.Version)
	if err != nil {
		return err
	}
	apart := clash.known && !touched(&clash.Base, &clash.Theirs, in.carries)
	if (in.Part != "" || in.some || len(in.Only) > 0) && (apart || !touched(&yours, &clash.Theirs, Edit{}.carries)) {
		return nil
	}
	clash.Yours = yours
	return clash.fault()
}

// outdated is the Stale fault of a command that looked at an older version.
func outdated(r storage.Reader, rec *Innovation, looked int64) error {
	clash, err := clashOf(r, rec, looked)
	if err != nil {
		return err
	}
	clash.Yours, clash.looked = clash.Base, true
	return clash.fault()
}

func (c *Clash) fault() error {
	f := fault.New(fault.Stale, "error.stale", nil)
	f.Err = c
	return f
}

// clashOf reads what the form was opened with and who has saved since.
func clashOf(r storage.Reader, rec *Innovation, opened int64) (*Clash, error) {
	clash := &Clash{Theirs: rec.Content, Version: rec.Version}
	base, known, err := versions.Get(r, versions.ID(&Version{Innovation: rec.ID, Number: opened}))
	if err != nil {
		return nil, err
	}
	last, _, err := versions.Get(r, versions.ID(&Version{Innovation: rec.ID, Number: rec.Version}))
	clash.Base, clash.known, clash.By, clash.At = base.Content, known, last.By, last.At
	return clash, err
}
