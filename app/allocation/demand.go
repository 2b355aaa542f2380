package allocation

import (
	"iter"
	"strings"
	"time"

	"lumbung/app/op"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// Demand is how many open requests for a model a centre has. It is moved in the
// transaction of each change of a request, and Verify counts it anew.
type Demand struct {
	Centre    string `cbor:"1,keyasint" json:"centre"`
	Model     op.ID  `cbor:"2,keyasint" json:"model"`
	Waiting   int64  `cbor:"3,keyasint,omitempty" json:"waiting"`   // no unit yet
	Allocated int64  `cbor:"4,keyasint,omitempty" json:"allocated"` // a unit is reserved
}

var demands = storage.Table[Demand]{
	Kind: "request tally",
	ID:   func(d *Demand) storage.Key { return storage.RequestTally.Key().Text(d.Centre).ID(d.Model) },
}

func (d *Demand) add(s State, n int64) {
	switch s {
	case Filed:
		d.Waiting += n
	case Allocated:
		d.Allocated += n
	}
}

// Demands yields the demand of every centre for every model that it was asked
// for, by centre.
func Demands(r storage.Reader) iter.Seq2[Demand, error] {
	return demands.All(r, storage.RequestTally.Key())
}

// saveRequest stores a request and moves the tally from the state that it had
// to the one that it has. A request never changes its centre or model.
func saveRequest(tx *op.Tx, q *Request) error {
	was, _, err := requests.Get(tx, requests.ID(q))
	if err != nil {
		return err
	}
	if was.State != q.State {
		d := Demand{Centre: q.Centre, Model: q.Model}
		if old, ok, err := demands.Get(tx, demands.ID(&d)); err != nil {
			return err
		} else if ok {
			d = old
		}
		d.add(was.State, -1)
		d.add(q.State, 1)
		if err := demands.Put(tx, &d); err != nil {
			return err
		}
	}
	return requests.Put(tx, q)
}

// WaitingAt yields the requests of a centre that wait for a unit, the oldest first.
// It is for showing how long people wait, never for counting them.
func WaitingAt(r storage.Reader, centre string) iter.Seq2[Request, error] {
	return requests.All(r, storage.RequestByState.Key().Text(centre).Text(string(Filed)))
}

// Latest yields the hand-overs of all centres, the newest first.
func Latest(r storage.Reader) iter.Seq2[Handover, error] {
	return handovers.AllBack(r, storage.HandoverByTime.Key())
}

func verifyDemands(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "request tally"}
	counted := map[string]Demand{}
	for q, err := range requests.All(r, storage.RequestByID.Key()) {
		if err != nil {
			return rep, err
		}
		d := Demand{Centre: q.Centre, Model: q.Model}
		key := string(demands.ID(&d))
		if old, ok := counted[key]; ok {
			d = old
		}
		d.add(q.State, 1)
		counted[key] = d
	}
	return verifyTally(r, &demands, storage.RequestTally, counted, rep)
}

// verifyTally compares the stored rows of a tally with those counted anew.
func verifyTally[T comparable](r storage.Reader, table *storage.Table[T], family storage.Family, counted map[string]T, rep storage.Report) (storage.Report, error) {
	for row, err := range table.Range(r, family.Key(), kv.PrefixEnd(family.Key())) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		key := string(table.ID(&row))
		if want := counted[key]; row != want {
			find(&rep, "stored %+v, counted %+v", row, want)
		}
		delete(counted, key)
	}
	for _, row := range counted {
		find(&rep, "%+v is missing", row)
	}
	return rep, nil
}

// Period is how much a centre handed over to people who live in a province, in
// a month (202605) or on a day (20260525) of WIB. It is moved in the
// transaction of each hand-over, and Verify counts it anew.
type Period struct {
	Period    int    `cbor:"1,keyasint" json:"period"`
	Centre    string `cbor:"2,keyasint" json:"centre"`
	Province  string `cbor:"3,keyasint,omitempty" json:"province"` // two digits, of the home of the person
	Units     int64  `cbor:"4,keyasint" json:"units"`
	Handovers int64  `cbor:"5,keyasint" json:"handovers"` // each is one person on one day
}

var periods = storage.Table[Period]{
	Kind: "handover period",
	ID: func(p *Period) storage.Key {
		return storage.HandoverPeriod.Key().Int(int64(p.Period)).Text(p.Centre).Text(p.Province)
	},
}

// DayOf returns the day of an instant as periods name it, 20260525, in WIB.
func DayOf(at time.Time) int { return MonthOf(at)*100 + at.In(wib).Day() }

// Periods yields the periods from first to last, both included. Months and days
// do not mix: months have six digits, days eight.
func Periods(r storage.Reader, first, last int) iter.Seq2[Period, error] {
	family := storage.HandoverPeriod
	return periods.Range(r, family.Key().Int(int64(first)), family.Key().Int(int64(last)+1))
}

// countPeriods adds a hand-over to its month and its day.
func countPeriods(tx *op.Tx, h Handover) error {
	for _, period := range []int{MonthOf(h.At), DayOf(h.At)} {
		p := Period{Period: period, Centre: h.Centre, Province: h.Province}
		if old, ok, err := periods.Get(tx, periods.ID(&p)); err != nil {
			return err
		} else if ok {
			p = old
		}
		p.Units += int64(len(h.Lines))
		p.Handovers++
		if err := periods.Put(tx, &p); err != nil {
			return err
		}
	}
	return nil
}

func verifyPeriods(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "handover period"}
	counted := map[string]Period{}
	for h, err := range handovers.All(r, storage.HandoverByID.Key()) {
		if err != nil {
			return rep, err
		}
		for _, period := range []int{MonthOf(h.At), DayOf(h.At)} {
			p := Period{Period: period, Centre: h.Centre, Province: h.Province}
			key := string(periods.ID(&p))
			p.Units, p.Handovers = counted[key].Units+int64(len(h.Lines)), counted[key].Handovers+1
			counted[key] = p
		}
	}
	return verifyTally(r, &periods, storage.HandoverPeriod, counted, rep)
}

// provinceOf is the first part of a region's code: 32 of 32.01.
func provinceOf(region string) string {
	province, _, _ := strings.Cut(region, ".")
	return province
}
