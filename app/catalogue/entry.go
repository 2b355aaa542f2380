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
	OfOffer      Type = "offer" // what an SKA makes or does and sells
)

// Entry is one thing that can be found. It never says where a single unit is.
type Entry struct {
	ID           op.ID
	Type         Type
	Code, Slug   string
	Title        string
	Summary      string
	TitleEN      string // for the pages in English; "" where nobody has written one
	SummaryEN    string
	Kind         string   // an innovation.Kind, KindModel or KindOffer
	Disabilities []string // codes of reference.Disabilities
	Centre       string   // code of the centre that answers for it
	CentreName   string
	Province     string // code
	TKT          int    // 0 is not measured
	ISO          string // ISO 9999 code, "12 23 06"; "" for none
	Open         bool   // everybody may make it: the design has an open licence
	Photo        innovation.Photo
	PublishedAt  time.Time
	ChangedAt    time.Time
	Innovation   op.ID // of a model: that it realises; zero for none
	Supply       stock.Supply
	Recalled     bool   // an open recall is about it
	Text         string // as it is published, to cut excerpts from; packed away once it is indexed
	Words        string // more to find it by; not kept once it is indexed
}

// The kinds of entries that are no innovations.
const (
	KindModel = "model"
	KindOffer = "offer"
)

// Kinds are the kinds of entries in the order of the screen.
func Kinds() []string { return append(append([]string{KindModel}, InnovationKinds()...), KindOffer) }

// InnovationKinds are the kinds of entries that are innovations.
func InnovationKinds() []string {
	var kinds []string
	for _, k := range innovation.Kinds() {
		kinds = append(kinds, string(k))
	}
	return kinds
}

// Stage is how ready an innovation is, in three steps that people tell apart.
type Stage string

// The stages of readiness, after the TKT of Permenristekdikti 42/2016.
const (
	Research  Stage = "research"  // 1 to 3
	Prototype Stage = "prototype" // 4 to 6
	Usable    Stage = "usable"    // 7 to 9
)

// Stages lists the stages, the readiest first.
func Stages() []Stage { return []Stage{Usable, Prototype, Research} }

// Stage is the stage of an entry; "" when it was not measured.
func (e *Entry) Stage() Stage {
	switch {
	case e.TKT <= 0:
		return ""
	case e.TKT <= 3:
		return Research
	case e.TKT <= 6:
		return Prototype
	default:
		return Usable
	}
}

// Class is the class of ISO 9999 of an entry, "12"; "" for none.
func (e *Entry) Class() string { return e.ISO[:min(2, len(e.ISO))] }

// Band is how much is ready, as coarsely as the public may know.
type Band string

// The bands.
const (
	Unmade    Band = "unmade"    // none has ever been in stock
	Waiting   Band = "waiting"   // none is ready now
	Few       Band = "few"       // as stock.BandFew
	Available Band = "available" // with the number of centres
)

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
