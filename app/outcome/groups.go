package outcome

import (
	"iter"
	"slices"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/op"
	"lumbung/app/reference"
	"lumbung/storage"
)

// GroupTally counts what became of the devices of a model among one group of
// people: everybody, those of one kind of disability, those of one province. It
// stands in the quarter in which it was recorded, so that what has been told of
// a quarter never changes; the numbers of a later one may be below zero, where a
// device is used no more. It is moved in the transaction of each hand-over and
// each answer, and Verify counts it anew.
type GroupTally struct {
	Model   op.ID  `cbor:"1,keyasint" json:"model"`
	Quarter int    `cbor:"2,keyasint" json:"quarter"` // 20264 is the last of 2026, in WIB
	Group   string `cbor:"3,keyasint" json:"group"`   // see Everybody, KindGroup and ProvinceGroup

	Given int64 `cbor:"4,keyasint,omitempty" json:"given"`
	InUse int64 `cbor:"5,keyasint,omitempty" json:"in_use"` // by the latest answer
	Ended int64 `cbor:"6,keyasint,omitempty" json:"ended"`  // not used, came back, or the person died
	Rated int64 `cbor:"7,keyasint,omitempty" json:"rated"`  // devices that somebody gave a score to
	Score int64 `cbor:"8,keyasint,omitempty" json:"score"`  // sum of the latest scores, 1 to 5 each

	Asked3  int64 `cbor:"9,keyasint,omitempty" json:"asked_3"` // asked at 3 months, reached or not
	Used3   int64 `cbor:"10,keyasint,omitempty" json:"used_3"`
	Asked6  int64 `cbor:"11,keyasint,omitempty" json:"asked_6"`
	Used6   int64 `cbor:"12,keyasint,omitempty" json:"used_6"`
	Asked12 int64 `cbor:"13,keyasint,omitempty" json:"asked_12"`
	Used12  int64 `cbor:"14,keyasint,omitempty" json:"used_12"`
}

var groupTallies = storage.Table[GroupTally]{
	Kind: "group tally",
	ID: func(t *GroupTally) storage.Key {
		return storage.GroupTally.Key().ID(t.Model).Int(int64(t.Quarter)).Text(t.Group)
	},
}

// Everybody is the group of all.
const Everybody = ""

const (
	ofKind     = "kind "
	ofProvince = "province "
	unknown    = "unknown" // of a kind or province that nobody noted
)

// KindGroup is the one group of a person by their kinds of disability. Who has
// two kinds or more is of the group ganda alone, so that the groups add up.
func KindGroup(kinds []string) string {
	switch {
	case reference.IsMultiple(kinds):
		return ofKind + reference.MultipleDisability
	case len(kinds) == 0:
		return ofKind + unknown
	default:
		return ofKind + kinds[0]
	}
}

// ProvinceGroup is the group of a person by the province of their home.
func ProvinceGroup(province string) string {
	if province == "" {
		province = unknown
	}
	return ofProvince + province
}

// QuarterOf is the quarter of an instant as group tallies name it, in WIB.
func QuarterOf(at time.Time) int {
	month := allocation.MonthOf(at)
	return month/100*10 + (month%100+2)/3
}

// GroupTalliesOf yields the tallies of a model, the oldest quarter first.
func GroupTalliesOf(r storage.Reader, model op.ID) iter.Seq2[GroupTally, error] {
	return groupTallies.All(r, storage.GroupTally.Key().ID(model))
}

// plus adds the counts of o, sign times, under the name of t.
func (t GroupTally) plus(o GroupTally, sign int64) GroupTally {
	for i, n := range o.counts() {
		*t.slots()[i] += sign * n
	}
	return t
}

func (t *GroupTally) slots() []*int64 {
	return []*int64{
		&t.Given, &t.InUse, &t.Ended, &t.Rated, &t.Score,
		&t.Asked3, &t.Used3, &t.Asked6, &t.Used6, &t.Asked12, &t.Used12,
	}
}

func (t GroupTally) counts() []int64 {
	out := make([]int64, 0, 11)
	for _, n := range t.slots() {
		out = append(out, *n)
	}
	return out
}

// standing is what one device counts as: the latest answer and the latest score.
// It is kept on the first follow-up of the device.
type standing struct {
	Fate        Fate `cbor:"1,keyasint,omitempty"`
	FateMonth   int  `cbor:"2,keyasint,omitempty"`
	Rating      int  `cbor:"3,keyasint,omitempty"` // 1 to 5; 0 is not rated
	RatingMonth int  `cbor:"4,keyasint,omitempty"`
}

// with is the standing after an answer. An answer to an earlier question does
// not undo that to a later one.
func (s standing) with(f FollowUp) standing {
	if fate := f.fate(); fate != Unasked && f.Month >= s.FateMonth {
		s.Fate, s.FateMonth = fate, f.Month
	}
	if f.Device > 0 && f.Month >= s.RatingMonth {
		s.Rating, s.RatingMonth = f.Device, f.Month
	}
	return s
}

func (s standing) counts() (t GroupTally) {
	switch s.Fate {
	case Helped, Used:
		t.InUse = 1
	case Ended:
		t.Ended = 1
	}
	if s.Rating > 0 {
		t.Rated, t.Score = 1, int64(s.Rating)
	}
	return t
}

// asked is what an answer counts as in its month.
func (f FollowUp) asked() (t GroupTally) {
	var used int64
	if f.Use == Daily || f.Use == Sometimes {
		used = 1
	}
	switch f.Month {
	case 3:
		t.Asked3, t.Used3 = 1, used
	case 6:
		t.Asked6, t.Used6 = 1, used
	case 12:
		t.Asked12, t.Used12 = 1, used
	}
	return t
}

// begin notes on the first follow-up of a device which groups it counts in.
func (f *FollowUp) begin(p beneficiary.Person, h allocation.Handover) {
	f.Groups = []string{Everybody, KindGroup(p.Disabilities), ProvinceGroup(h.Province)}
	f.Opened = h.Recorded
}

// countGroups adds by to each group of a device.
func countGroups(w storage.Writer, first FollowUp, quarter int, by GroupTally) error {
	if !slices.ContainsFunc(by.counts(), func(n int64) bool { return n != 0 }) {
		return nil
	}
	for _, group := range first.Groups {
		t := GroupTally{Model: first.Model, Quarter: quarter, Group: group}
		old, ok, err := groupTallies.Get(w, groupTallies.ID(&t))
		if err != nil {
			return err
		}
		if ok {
			t = old
		}
		t = t.plus(by, 1)
		if err := groupTallies.Put(w, &t); err != nil {
			return err
		}
	}
	return nil
}

// quarterOf is where an answer about a device counts: never before the device
// itself, which was put into its groups later than the answer was given where it
// was handed over before groups were counted (see CountOldGroups).
func (f FollowUp) quarterOf(answer FollowUp) int {
	return max(QuarterOf(f.Opened), QuarterOf(answer.Recorded))
}

// countAnswer counts an answer in the groups of its device.
func countAnswer(tx *op.Tx, f FollowUp) error {
	first, ok, err := followUps.Get(tx, followUpKey(f.First))
	if err != nil || !ok || first.Opened.IsZero() {
		return err
	}
	after := first.Standing.with(f)
	by := after.counts().plus(first.Standing.counts(), -1).plus(f.asked(), 1)
	first.Standing = after
	if err := followUps.Put(tx, &first); err != nil {
		return err
	}
	return countGroups(tx, first, first.quarterOf(f), by)
}
