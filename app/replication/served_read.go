package replication

import (
	"context"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// ServedSheet is what a centre has told of an innovation month by month.
type ServedSheet struct {
	Innovation op.ID    `json:"innovation"`
	Slug       string   `json:"slug"`
	Title      string   `json:"title"`
	Centre     string   `json:"centre"`
	Months     []Served `json:"months"`   // the newest first
	Numbers    Numbers  `json:"numbers"`  // what they come to
	First      string   `json:"first"`    // month from which on the actor may tell, 2026-05; empty: none
	Refusal    string   `json:"-"`        // message key of why not; empty where they may
	MayTell    bool     `json:"may_tell"` // the actor may tell a month
}

// ServedAsk is whose months are wanted.
type ServedAsk struct {
	Centre string `json:"centre" validate:"max=120"` // empty: the actor's own
}

// ServedBy returns the months of a centre, for its own staff and those who see
// all.
func (s *Replications) ServedBy(ctx context.Context, ref string, ask ServedAsk) (ServedSheet, error) {
	return op.Read(ctx, s.d, policy.ReplicationRead, func(v *op.View) (ServedSheet, error) {
		centre := ask.Centre
		if centre == "" {
			centre = v.By.Centre
		}
		if err := v.Allow(centre); err != nil {
			return ServedSheet{}, err
		}
		rec, err := innovation.Find(v, ref)
		if err == nil && rec.Public == nil {
			err = fault.Missing("innovation")
		}
		if err != nil {
			return ServedSheet{}, err
		}
		out := ServedSheet{Innovation: rec.ID, Slug: rec.Slug, Title: rec.Public.Title, Centre: centre, Months: []Served{}}
		for m, err := range servedBack(v, rec.ID, centre) {
			if err != nil {
				return out, err
			}
			out.Months = append(out.Months, m)
		}
		if out.Numbers, err = monthly(v, rec.ID, centre, s.d.Now()); err != nil {
			return out, err
		}
		first, err := serving(v, &rec, centre, s.d.Now())
		switch {
		case err == nil:
			out.First = MonthText(first)
		case fault.CodeOf(err) == fault.Conflict:
			out.Refusal, err = fault.As(err).Key, nil
		}
		out.MayTell = err == nil && out.Refusal == "" && policy.May(v.By, policy.ReplicationServe, centre)
		return out, err
	})
}

// servedBack yields the months of a centre, the newest first.
func servedBack(r storage.Reader, innovation op.ID, centre string) func(func(Served, error) bool) {
	prefix := storage.ServedByMonth.Key().ID(innovation).Text(centre)
	return served.RangeBack(r, prefix, kv.PrefixEnd(prefix))
}
