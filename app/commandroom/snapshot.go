package commandroom

import (
	"strconv"
	"time"

	"lumbung/app/op"
)

// Smallest is the size below which a group of people is not told to the public:
// who lives nearby could guess who they are.
const Smallest = 5

// Count is a number of people or of their devices.
type Count int64

// Few is a count that the public is not told: it is from 1 to 4, or it would
// give such a one away. The part of a Share of a known whole is Few only when it
// is from 1 to 4, and Nearly when it leaves 1 to 4 of the whole over.
const (
	Few    Count = -1
	Nearly Count = -2
)

// Hidden tells whether the number is not told.
func (c Count) Hidden() bool { return c < 0 }

// MarshalJSON writes the number, and null for a hidden one.
func (c Count) MarshalJSON() ([]byte, error) {
	if c.Hidden() {
		return []byte("null"), nil
	}
	return strconv.AppendInt(nil, int64(c), 10), nil
}

// Share is a part of a whole, both kept: a percentage without its numbers is
// not told, and averages of percentages are never taken.
type Share struct {
	Part  Count `json:"part"`
	Whole Count `json:"whole"`
}

// Known tells whether there is anything to say: a whole that is not hidden.
func (s Share) Known() bool { return s.Whole > 0 && !s.Part.Hidden() }

// Percent is the share in whole per cent, rounded half up; 0 when not Known.
func (s Share) Percent() int64 {
	if !s.Known() {
		return 0
	}
	return (int64(s.Part)*100 + int64(s.Whole)/2) / int64(s.Whole)
}

// Stock is what there is of devices, by where it stands.
type Stock struct {
	Ready    int64 `json:"ready"`
	Reserved int64 `json:"reserved"`
	Held     int64 `json:"held"`
	InUse    Count `json:"in_use"`
	Made     int64 `json:"made"` // by the SKA of the centres, wherever they are now
}

// Totals is the state of all centres in one line.
type Totals struct {
	Stock
	Waiting      int64 `json:"waiting"` // open requests without a unit
	Today        int64 `json:"handed_over_today"`
	ThisMonth    int64 `json:"handed_over_this_month"`
	ThisYear     int64 `json:"handed_over_12_months"`
	Centres      int   `json:"centres"`
	CentresReady int   `json:"centres_with_ready_units"`
	Provinces    int   `json:"provinces_reached"` // where somebody lives who was given a device in 12 months
}

// Month is what was handed over in a month of WIB.
type Month struct {
	Month time.Time `json:"month"` // its first instant
	Units int64     `json:"units"`
}

// Centre is the state of one centre.
type Centre struct {
	Code     string `json:"code"`
	Name     string `json:"name"`
	Province string `json:"province"` // two digits
	Stock
	Waiting   Count `json:"waiting"`
	ThisMonth Count `json:"handed_over_this_month"`
	ThisYear  Count `json:"handed_over_12_months"`
	Published int64 `json:"innovations"`
}

// Model is the state of one model over all centres.
type Model struct {
	ID   op.ID  `json:"-"`
	Slug string `json:"slug"`
	Name string `json:"name"`
	Stock
	Waiting      Count `json:"waiting"`
	CentresReady int   `json:"centres_with_ready_units"`

	family op.ID // innovation that it realises; zero for none
}

// Province is how many devices people of a province were given in 12 months.
type Province struct {
	Code string `json:"code"` // two digits
	Name string `json:"name"`
	Home Count  `json:"handed_over_12_months"` // to people who live there
}

// Handed is a line of the ticker: a hand-over without its person.
type Handed struct {
	At     time.Time `json:"at"`
	Centre string    `json:"centre"` // name; empty for the public
	Device string    `json:"device"` // name of the model
	Slug   string    `json:"model"`  // of the model
	Units  int       `json:"units"`
}

// Offer is an innovation that other centres can take up.
type Offer struct {
	Slug        string    `json:"slug"`
	Title       string    `json:"title"`
	Centre      string    `json:"centre"` // name
	PublishedAt time.Time `json:"published_at"`
	Photo       string    `json:"photo,omitempty"` // hash; empty: no photo
	PhotoAlt    string    `json:"photo_alt,omitempty"`
	PhotoWidth  int       `json:"-"`
	PhotoHeight int       `json:"-"`
	PhotoWidths []int     `json:"-"`
	Ready       int64     `json:"ready"`
	InUse       Count     `json:"in_use"`
	Made        int64     `json:"made"`

	models []op.ID // that realise it
}

// Innovations is what the centres offer to each other.
type Innovations struct {
	Published int64 `json:"published"`
	ThisMonth int64 `json:"published_this_month"`

	Replications int64 `json:"replications"` // that count; see replication.Counts
	Replicated   int64 `json:"replicated"`   // innovations that they are of

	Newest   []Offer `json:"newest"`
	MostUsed []Offer `json:"most_used"`
}

// Snapshot is the command room at one instant. It is never changed once made.
type Snapshot struct {
	AsOf        time.Time   `json:"as_of"`
	Mark        string      `json:"mark"` // changes with each snapshot
	Totals      Totals      `json:"totals"`
	Months      []Month     `json:"months"` // 12, the oldest first
	Outcomes    Outcomes    `json:"outcomes"`
	Goals       []Goal      `json:"goals"`
	Chain       Chain       `json:"chain"`
	Alerts      []Alert     `json:"alerts,omitempty"` // for those who may see them
	Centres     []Centre    `json:"centres"`
	Models      []Model     `json:"models"`
	Provinces   []Province  `json:"provinces"`
	Innovations Innovations `json:"innovations"`
	Latest      []Handed    `json:"latest"`
}
