// Package ska keeps what a Sentra Kreasi ATENSI is and what it offers: the
// profile of each (rooms, equipment, capacity, trainees, the decrees it stands
// on) and its offerings, which are products and services for everybody. A price
// is information here: nothing is sold. What is counted elsewhere, such as the
// devices a workshop made, is counted there and only shown beside it.
package ska

import (
	"time"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/storage"
)

// Part is a part of a profile that is edited by itself.
type Part string

// The parts, in the order of the steps.
const (
	PartBasics    Part = "basics"
	PartRooms     Part = "rooms"
	PartEquipment Part = "equipment"
	PartCapacity  Part = "capacity"
	PartTrainees  Part = "trainees"
	PartDecrees   Part = "decrees"
	PartPhotos    Part = "photos"
)

// Parts lists the parts in the order of the steps.
func Parts() []Part {
	return []Part{PartBasics, PartRooms, PartEquipment, PartCapacity, PartTrainees, PartDecrees, PartPhotos}
}

// Profile is what a centre tells of its SKA. All of it is public but the small
// groups among Trainees; see Sheet. Each item has a version of its own, so that
// two people who work on different items do not get into each other's way.
type Profile struct {
	ID        op.ID     `cbor:"1,keyasint" json:"id"`
	Centre    string    `cbor:"2,keyasint" json:"centre"` // code; also the slug of its page
	AddedAt   time.Time `cbor:"3,keyasint" json:"added_at"`
	ChangedAt time.Time `cbor:"4,keyasint" json:"changed_at"`
	Version   int64     `cbor:"5,keyasint" json:"version"` // of the whole; counts every change

	Basics    `cbor:"6,keyasint"`
	Rooms     []Room             `cbor:"7,keyasint,omitempty" json:"rooms"`
	Equipment []Tool             `cbor:"8,keyasint,omitempty" json:"equipment"`
	Capacity  []Line             `cbor:"9,keyasint,omitempty" json:"capacity"`
	Trainees  []Intake           `cbor:"10,keyasint,omitempty" json:"trainees"`
	Decrees   []Decree           `cbor:"11,keyasint,omitempty" json:"decrees"`
	Photos    []innovation.Photo `cbor:"12,keyasint,omitempty" json:"photos"`
}

// Mark names an item of a profile and counts its changes.
type Mark struct {
	ID      op.ID `cbor:"1,keyasint" json:"id"`
	Version int64 `cbor:"2,keyasint" json:"version"`
}

// Basics is how people find the SKA. The contact is that of an office and never
// of a person.
type Basics struct {
	About         string `cbor:"1,keyasint,omitempty" json:"about"`
	Address       string `cbor:"2,keyasint,omitempty" json:"address"`
	Phone         string `cbor:"3,keyasint,omitempty" json:"phone"`
	Email         string `cbor:"4,keyasint,omitempty" json:"email"`
	Hours         string `cbor:"5,keyasint,omitempty" json:"hours"` // a line for each rule
	BasicsVersion int64  `cbor:"6,keyasint,omitempty" json:"basics_version"`
}

// Use is what has become of a room.
type Use string

// The uses.
const (
	InUse     Use = "in_use"
	PartlyUse Use = "partly"
	NotUsed   Use = "unused"
)

// Uses lists the uses.
func Uses() []Use { return []Use{InUse, PartlyUse, NotUsed} }

// Room is a building or a room in it.
type Room struct {
	Mark     `cbor:"1,keyasint"`
	Building string `cbor:"2,keyasint,omitempty" json:"building"`
	Name     string `cbor:"3,keyasint" json:"name"` // "Ruang sablon"
	Area     int64  `cbor:"4,keyasint,omitempty" json:"area"`
	Purpose  string `cbor:"5,keyasint,omitempty" json:"purpose"`
	Use      Use    `cbor:"6,keyasint" json:"use"`
}

// Condition is how good a machine is, in the words of the state's goods.
type Condition string

// The conditions.
const (
	Good    Condition = "good"    // baik
	Damaged Condition = "damaged" // rusak ringan
	Broken  Condition = "broken"  // rusak berat
)

// Conditions lists the conditions, the best first.
func Conditions() []Condition { return []Condition{Good, Damaged, Broken} }

// Tool is machines or tools of one kind, year and condition.
type Tool struct {
	Mark      `cbor:"1,keyasint"`
	Name      string    `cbor:"2,keyasint" json:"name"`
	Number    int64     `cbor:"3,keyasint" json:"number"`
	Year      int       `cbor:"4,keyasint,omitempty" json:"year"` // in which it was bought; 0 is not known
	Condition Condition `cbor:"5,keyasint" json:"condition"`
	Needs     string    `cbor:"6,keyasint,omitempty" json:"needs"` // what modernising asks for
	Cost      int64     `cbor:"7,keyasint,omitempty" json:"cost"`  // of that for all of them, roughly, whole rupiah
}

// Age is how many years a tool has been there; ok is false when that is not
// known.
func (t Tool) Age(now time.Time) (years int, ok bool) {
	return max(0, now.In(wib).Year()-t.Year), t.Year > 0
}

// Line is what a workshop can make in a month.
type Line struct {
	Mark     `cbor:"1,keyasint"`
	Product  string `cbor:"2,keyasint" json:"product"`
	PerMonth int64  `cbor:"3,keyasint" json:"per_month"`
	Unit     string `cbor:"4,keyasint" json:"unit"` // potong, kg, unit
	Note     string `cbor:"5,keyasint,omitempty" json:"note"`
}

// Intake is how many were trained in a year or a half of it: by sex, and by kind
// of disability, each of which adds up to all of them. Who has two kinds or more
// is counted under Multiple alone.
type Intake struct {
	Mark         `cbor:"1,keyasint"`
	Year         int   `cbor:"2,keyasint" json:"year"`
	Half         int   `cbor:"3,keyasint,omitempty" json:"half"` // 1 or 2; 0 is the whole year
	Women        int64 `cbor:"4,keyasint,omitempty" json:"women"`
	Men          int64 `cbor:"5,keyasint,omitempty" json:"men"`
	Physical     int64 `cbor:"6,keyasint,omitempty" json:"fisik"`
	Intellectual int64 `cbor:"7,keyasint,omitempty" json:"intelektual"`
	Mental       int64 `cbor:"8,keyasint,omitempty" json:"mental"`
	Visual       int64 `cbor:"9,keyasint,omitempty" json:"netra"`
	Hearing      int64 `cbor:"10,keyasint,omitempty" json:"rungu"`
	Speech       int64 `cbor:"11,keyasint,omitempty" json:"wicara"`
	Multiple     int64 `cbor:"12,keyasint,omitempty" json:"ganda"`
	Without      int64 `cbor:"13,keyasint,omitempty" json:"tanpa"` // of other clusters
}

// Total is all who were trained.
func (i Intake) Total() int64 { return i.Women + i.Men }

// KindCodes are the groups of an intake by kind, in the order of the law.
func KindCodes() []string {
	return []string{"fisik", "intelektual", "mental", "netra", "rungu", "wicara", "ganda", "tanpa"}
}

// Kinds are the numbers in the order of KindCodes.
func (i Intake) Kinds() []int64 {
	return []int64{i.Physical, i.Intellectual, i.Mental, i.Visual, i.Hearing, i.Speech, i.Multiple, i.Without}
}

// DecreeKind is what sort of paper an SKA stands on. They are those that the
// ministry's own documents cite.
type DecreeKind string

// The kinds.
const (
	MinisterRule   DecreeKind = "minister_rule"   // Peraturan Menteri Sosial
	MinisterDecree DecreeKind = "minister_decree" // Keputusan Menteri Sosial
	DirectorDecree DecreeKind = "director_decree" // Keputusan Direktur Jenderal
	BudgetDecree   DecreeKind = "budget_decree"   // Surat Keputusan Kuasa Pengguna Anggaran
	CentreDecree   DecreeKind = "centre_decree"   // Keputusan Kepala Sentra
	Agreement      DecreeKind = "agreement"       // perjanjian kerja sama
)

// DecreeKinds lists the kinds, the highest first.
func DecreeKinds() []DecreeKind {
	return []DecreeKind{MinisterRule, MinisterDecree, DirectorDecree, BudgetDecree, CentreDecree, Agreement}
}

// Decree is a paper that the SKA stands on.
type Decree struct {
	Mark   `cbor:"1,keyasint"`
	Kind   DecreeKind `cbor:"2,keyasint" json:"kind"`
	Number string     `cbor:"3,keyasint" json:"number"`
	Date   time.Time  `cbor:"4,keyasint" json:"date"`
	Title  string     `cbor:"5,keyasint" json:"title"`
	Link   string     `cbor:"6,keyasint,omitempty" json:"link"` // https address of the text
	File   string     `cbor:"7,keyasint,omitempty" json:"file"` // SHA-256 of a PDF that is kept here
}

var wib = time.FixedZone("WIB", 7*60*60)

var profiles = storage.Table[Profile]{
	Kind: "ska",
	ID:   func(p *Profile) storage.Key { return storage.SKAByCentre.Key().Text(p.Centre) },
}

// profileOf returns the profile of a centre; ok is false when it has told
// nothing yet.
func profileOf(r storage.Reader, centre string) (Profile, bool, error) {
	return profiles.Get(r, profiles.ID(&Profile{Centre: centre}))
}

// House is the use cases of SKA and what they offer.
type House struct {
	d        *op.Deps
	pictures *innovation.Innovations
}

// New returns the use cases over d. Pictures are made and kept as those of
// innovations are.
func New(d *op.Deps, pictures *innovation.Innovations) *House {
	return &House{d: d, pictures: pictures}
}

// centreOf finds the centre of a command. It must have an SKA.
func centreOf(r storage.Reader, code string) (network.Centre, error) {
	c, err := network.CentreByCode(r, code)
	if err == nil && !c.SKA {
		err = fault.New(fault.Conflict, "ska.none", fault.Args{"centre": c.Name})
	}
	return c, err
}
