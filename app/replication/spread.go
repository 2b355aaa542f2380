package replication

import (
	"context"
	"time"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// smallest is the size below which a group of persons is not told to the public.
const smallest = 5

// mostShown is how many replications of one innovation the public list holds:
// more than there are centres.
const mostShown = 200

// Place is what the public may know of one replication.
type Place struct {
	Centre    string `json:"centre"`
	State     State  `json:"state"`
	Form      Form   `json:"form"`
	Since     string `json:"since"`              // day of its state, 2026-03-25, in WIB
	Published int64  `json:"innovation_version"` // that is replicated
	Made      int64  `json:"made"`
	Served    *int64 `json:"served"`    // persons in the last six months, or of the month with most of them; nil: fewer than five, and not none
	UnitCost  int64  `json:"unit_cost"` // of a piece, or of a person, whole rupiah; 0 is not known
	Counts    bool   `json:"counts"`
}

// Spread is how far an innovation has come, for everybody.
type Spread struct {
	Owner   string  `json:"owner"`
	Counted int64   `json:"counted"` // replications that count; see Counts
	Tally   Tally   `json:"by_state"`
	Costs   Costs   `json:"costs"`
	ByMonth bool    `json:"by_month"` // no device stands for it: persons are told by month, and costs are those of a person
	Places  []Place `json:"places"`   // the last that moved first; those that were declined are left out
}

// Interest is how many would like to.
func (s Spread) Interest() int64 { return s.Tally.Asked + s.Tally.Accepted }

// Of returns how far a published innovation has spread, or a NotFound fault.
func (s *Replications) Of(ctx context.Context, ref string) (Spread, error) {
	return op.Read(ctx, s.d, policy.ReplicationSee, func(v *op.View) (Spread, error) {
		rec, err := innovation.Find(v, ref)
		if err == nil && rec.Public == nil {
			err = fault.Missing("innovation")
		}
		if err != nil {
			_ = v.Can(op.Headquarters) // nobody may: there is nothing to read
			return Spread{}, err
		}
		if err := v.Allow(rec.Centre); err != nil {
			return Spread{}, err
		}
		return s.spread(v, &rec)
	})
}

func (s *Replications) spread(r storage.Reader, rec *innovation.Innovation) (Spread, error) {
	out := Spread{Owner: rec.Centre, Places: []Place{}}
	w, err := workOf(r, rec)
	if err != nil {
		return out, err
	}
	out.ByMonth = w.byMonth
	if out.Tally, err = tallyOf(r, rec.ID); err != nil {
		return out, err
	}
	now := s.d.Now()
	if out.Costs, err = w.costs(r, now); err != nil {
		return out, err
	}
	for p, err := range replications.AllBack(r, storage.ReplicationOf.Key().ID(rec.ID)) {
		if err != nil {
			return out, err
		}
		if p.State == Declined {
			continue
		}
		n, err := w.reckon(r, p.Centre, now)
		if err != nil {
			return out, err
		}
		place := p.place(n)
		if place.Counts {
			out.Counted++
		}
		if out.Places = append(out.Places, place); len(out.Places) == mostShown {
			break
		}
	}
	return out, nil
}

func (p *Replication) place(n Numbers) Place {
	place := Place{
		Centre: p.Centre, State: p.State, Form: p.Form, Since: p.Since().In(wib).Format("2006-01-02"), Published: p.Published,
		Made: n.Made, UnitCost: n.UnitCost, Counts: Counts(p.State, n),
	}
	if n.Served == 0 || n.Served >= smallest {
		place.Served = &n.Served
	}
	return place
}

// Counted counts the replications of all centres that count at an instant, and
// the innovations that they are of.
func Counted(r storage.Reader, now time.Time) (count, innovations int64, err error) {
	works := map[op.ID]work{}
	seen := map[op.ID]bool{}
	for p, err := range replications.All(r, partyKey(anybody, Running)) {
		if err != nil {
			return count, innovations, err
		}
		if _, known := works[p.Innovation]; !known {
			rec, err := innovation.ByID(r, p.Innovation)
			if err != nil {
				return count, innovations, err
			}
			if works[p.Innovation], err = workOf(r, &rec); err != nil {
				return count, innovations, err
			}
		}
		n, err := works[p.Innovation].reckon(r, p.Centre, now)
		if err != nil {
			return count, innovations, err
		}
		if Counts(p.State, n) {
			count++
			seen[p.Innovation] = true
		}
	}
	return count, int64(len(seen)), nil
}
