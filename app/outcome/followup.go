// Package outcome asks whether what was handed over helps: follow-ups after 1,
// 3, 6 and 12 months, referrals to the other directorates general, and the one
// timeline of a person on which all of it stands. Output is not outcome.
package outcome

import (
	"time"

	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// State is how far a follow-up has come.
type State string

// The states.
const (
	Due     State = "due"
	Done    State = "done"
	Dropped State = "dropped" // the device came back or the person died before
)

// Months lists when somebody is asked, in months after the hand-over.
func Months() []int { return []int{1, 3, 6, 12} }

// Use is what has become of the device.
type Use string

// The uses. Unreachable is an answer too: people who cannot be found stay in
// the denominator.
const (
	Daily       Use = "daily"
	Sometimes   Use = "sometimes"
	Unused      Use = "no"
	Returned    Use = "returned"
	Deceased    Use = "deceased"
	Unreachable Use = "unreachable"
)

// Uses lists the uses.
func Uses() []Use { return []Use{Daily, Sometimes, Unused, Returned, Deceased, Unreachable} }

// answered tells whether somebody could be asked about the device.
func (u Use) answered() bool { return u == Daily || u == Sometimes || u == Unused }

// ends tells whether there is nothing more to ask later.
func (u Use) ends() bool { return u == Returned || u == Deceased }

// WhyUnused lists the reasons why a device is not used.
func WhyUnused() []string {
	return []string{"wrong-fit", "broken", "pain", "surroundings", "improved", "unwanted", "other"}
}

// FollowUp is one question about one device of one person, due on a day. What
// was told in words stands sealed.
type FollowUp struct {
	ID         op.ID     `cbor:"1,keyasint" json:"id"`
	Centre     string    `cbor:"2,keyasint" json:"centre"`
	Person     op.ID     `cbor:"3,keyasint" json:"person"`
	PersonRef  string    `cbor:"4,keyasint" json:"beneficiary"`
	Unit       op.ID     `cbor:"5,keyasint" json:"-"`
	UnitCode   string    `cbor:"6,keyasint" json:"unit"`
	Model      op.ID     `cbor:"7,keyasint" json:"-"`
	ModelName  string    `cbor:"8,keyasint" json:"model"`
	HandoverNo string    `cbor:"9,keyasint" json:"handover"`
	Given      time.Time `cbor:"10,keyasint" json:"given_at"`
	Month      int       `cbor:"11,keyasint" json:"month"` // 1, 3, 6 or 12
	Due        time.Time `cbor:"12,keyasint" json:"due_at"`
	State      State     `cbor:"13,keyasint" json:"state"`
	Later      []op.ID   `cbor:"14,keyasint,omitempty" json:"-"` // those that follow for the same device
	First      op.ID     `cbor:"15,keyasint,omitzero" json:"-"`  // the first one for the same device
	Fate       Fate      `cbor:"16,keyasint,omitempty" json:"-"` // on the first: what became of the device, see Fate
	FateMonth  int       `cbor:"17,keyasint,omitempty" json:"-"` // on the first: of the answer that Fate is from
	Groups     []string  `cbor:"34,keyasint,omitempty" json:"-"` // on the first: that the device counts in, see GroupTally
	Opened     time.Time `cbor:"35,keyasint,omitzero" json:"-"`  // on the first: when the hand-over was recorded
	Standing   standing  `cbor:"36,keyasint,omitzero" json:"-"`  // on the first: what the device counts as

	Use      Use       `cbor:"20,keyasint,omitempty" json:"use"`
	Why      string    `cbor:"21,keyasint,omitempty" json:"why"`          // one of WhyUnused
	Device   int       `cbor:"22,keyasint,omitempty" json:"device_score"` // 1 to 5; 0 not asked
	Service  int       `cbor:"23,keyasint,omitempty" json:"service_score"`
	Repair   bool      `cbor:"24,keyasint,omitempty" json:"needs_repair"`
	Goal     string    `cbor:"25,keyasint,omitempty" json:"goal"` // yes, partly or no
	Asked    int       `cbor:"26,keyasint,omitempty" json:"problems"`
	Before   int       `cbor:"27,keyasint,omitempty" json:"before"` // sum of importance × difficulty
	After    int       `cbor:"28,keyasint,omitempty" json:"after"`
	Sealed   []byte    `cbor:"29,keyasint,omitempty" json:"sealed,omitempty"` // a Story
	Met      time.Time `cbor:"30,keyasint,omitzero" json:"met_at,omitzero"`
	Recorded time.Time `cbor:"31,keyasint,omitzero" json:"recorded_at,omitzero"`
	By       string    `cbor:"32,keyasint,omitempty" json:"recorded_by"`
	Version  int64     `cbor:"33,keyasint" json:"version"`
}

// Story is what a person told, sealed.
type Story struct {
	Problems []Problem `cbor:"1,keyasint,omitempty" json:"problems"`
	Note     string    `cbor:"2,keyasint,omitempty" json:"note"`
}

// Problem is a difficulty that the person named, in their own words, with its
// importance and how hard it is without and with the device, each 1 to 5. The
// method is that of IPPA (Wessels 2002), the words are ours.
type Problem struct {
	Text       string `cbor:"1,keyasint" json:"text" validate:"required,max=200"`
	Importance int    `cbor:"2,keyasint" json:"importance" validate:"min=1,max=5"`
	Before     int    `cbor:"3,keyasint" json:"before" validate:"min=1,max=5"`
	After      int    `cbor:"4,keyasint" json:"after" validate:"min=1,max=5"`
}

// Overdue tells whether the question should have been asked by now.
func (f FollowUp) Overdue(now time.Time) bool { return f.State == Due && now.After(f.Due) }

var followUps = storage.Table[FollowUp]{
	Kind: "follow-up",
	ID:   func(f *FollowUp) storage.Key { return followUpKey(f.ID) },
	Index: func(f *FollowUp) []storage.Key {
		return []storage.Key{
			storage.FollowUpDue.Key().Text(f.Centre).Text(string(f.State)).Time(f.Due).ID(f.ID),
			storage.FollowUpByUnit.Key().ID(f.Unit).Time(f.Due).ID(f.ID),
			storage.FollowUpByPerson.Key().ID(f.Person).Time(f.Due).ID(f.ID),
		}
	},
}

func followUpKey(id op.ID) storage.Key { return storage.FollowUpByID.Key().ID(id) }

func findFollowUp(r storage.Reader, text string) (FollowUp, error) {
	id, err := op.ParseID(text)
	if err != nil || id.IsZero() {
		return FollowUp{}, fault.Missing("follow_up")
	}
	f, ok, err := followUps.Get(r, followUpKey(id))
	if err == nil && !ok {
		err = fault.Missing("follow_up")
	}
	return f, err
}

// Outcomes is the use cases of follow-ups, referrals and the timeline.
type Outcomes struct {
	d    *op.Deps
	ring *beneficiary.Keyring
}

// New returns the use cases over d. The key ring seals what people told.
func New(d *op.Deps, ring *beneficiary.Keyring) *Outcomes { return &Outcomes{d: d, ring: ring} }

var _ allocation.Follower = (*Outcomes)(nil)

// HandedOver plans the follow-ups of a hand-over, within its transaction.
func (o *Outcomes) HandedOver(tx *op.Tx, h allocation.Handover) error {
	person, err := beneficiary.PersonByID(tx, h.Person)
	if err != nil {
		return err
	}
	for _, line := range h.Lines {
		planned := plan(tx, h, line)
		planned[0].begin(person, h)
		if err := countGroups(tx, planned[0], QuarterOf(h.Recorded), GroupTally{Given: 1}); err != nil {
			return err
		}
		for i := range planned {
			if err := followUps.Put(tx, &planned[i]); err != nil {
				return err
			}
			if err := count(tx, planned[i].Centre, planned[i].Due, "due", 1); err != nil {
				return err
			}
		}
	}
	return nil
}

// plan makes the follow-ups of one device; each knows those after it, so that
// none has to be looked for in a list when there is nothing more to ask.
func plan(tx *op.Tx, h allocation.Handover, line allocation.Line) []FollowUp {
	planned := make([]FollowUp, len(Months()))
	for i, months := range Months() {
		planned[i] = FollowUp{
			ID: tx.ID(), Centre: h.Centre, Person: h.Person, PersonRef: h.PersonRef, Unit: line.Unit, UnitCode: line.UnitCode,
			Model: line.Model, ModelName: line.ModelName, HandoverNo: h.Number, Given: h.At,
			Month: months, Due: h.At.AddDate(0, months, 0), State: Due, Version: 1,
		}
		planned[i].First = planned[0].ID
		for earlier := range i {
			planned[earlier].Later = append(planned[earlier].Later, planned[i].ID)
		}
	}
	return planned
}
