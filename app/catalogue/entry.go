// Package catalogue is what the public finds: the published innovations and the
// device models in one search. It is a read model, kept in memory: built from
// the store after the program has begun to answer, and brought up to date after
// each commit. Nothing in it is a source; lose it and it is built again.
package catalogue

import (
	"time"

	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/stock"
)

// Type is what an entry stands for.
type Type string

// The types.
const (
	OfInnovation Type = "innovation"
	OfModel      Type = "model"
)

// Entry is one thing that can be found. It never says where a single unit is.
type Entry struct {
	ID           op.ID
	Type         Type
	Code, Slug   string
	Title        string
	Summary      string
	ForWhom      string
	Kind         string   // an innovation.Kind, or KindModel
	Disabilities []string // codes of reference.Disabilities
	Centre       string   // code of the centre that answers for it
	CentreName   string
	Province     string // code
	TKT          int    // 0 is not measured
	Photo        innovation.Photo
	PublishedAt  time.Time
	ChangedAt    time.Time
	Innovation   op.ID // of a model: that it realises; zero for none
	Supply       stock.Supply
	Recalled     bool   // an open recall is about it
	Words        string // more to find it by; not kept once it is indexed
}

// KindModel is the kind of every device model.
const KindModel = "model"

// Kinds are the kinds of entries in the order of the screen.
func Kinds() []string {
	kinds := []string{KindModel}
	for _, k := range innovation.Kinds() {
		kinds = append(kinds, string(k))
	}
	return kinds
}

// Band is how much is ready, as coarsely as the public may know.
type Band string

// The bands.
const (
	Unmade    Band = "unmade"    // none has ever been in stock
	Waiting   Band = "waiting"   // none is ready now
	Few       Band = "few"       // as stock.BandFew
	Available Band = "available" // with the number of centres
)

// SmallGroup is the size below which a number of people is not told: it could
// point at one of them.
const SmallGroup = 5

// Band is the band of what is ready of an entry.
func (e *Entry) Band() Band {
	switch s := e.Supply; {
	case s.Band() == stock.BandFew:
		return Few
	case s.Ready > 0:
		return Available
	case s.InUse > 0 || s.Made > 0:
		return Waiting
	default:
		return Unmade
	}
}

// Users is how many people use it; small is true when there are some, but fewer
// than SmallGroup, and then n is not to be told.
func (e *Entry) Users() (n int64, small bool) {
	if u := e.Supply.InUse; u <= 0 || u >= SmallGroup {
		return max(u, 0), false
	}
	return 0, true
}
