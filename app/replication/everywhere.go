package replication

import (
	"context"
	"time"

	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Told is one replication of a published innovation, as everybody may read it in
// the list of all.
type Told struct {
	Code  string // of the innovation
	Slug  string
	Title string
	Owner string // centre that owns the innovation
	Place
	ChangedAt time.Time
}

// ToldList is part of the list of all.
type ToldList struct {
	Rows []Told
	Next string // cursor; empty where the list ends
}

// Everywhere pages through the replications of all published innovations, the
// last that moved first. Those that were declined are left out, so a part can be
// shorter than asked for.
func (s *Replications) Everywhere(ctx context.Context, ask Ask) (ToldList, error) {
	return op.Read(ctx, s.d, policy.ReplicationSee, func(v *op.View) (ToldList, error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return ToldList{}, err
		}
		page, err := replications.Page(v, partyKey(anybody, anybody), storage.Ask{Cursor: ask.Cursor, Limit: ask.Limit, Newest: true})
		list := ToldList{Next: page.Next}
		for _, p := range page.Items {
			sheet, public, err := publicOf(v, &p)
			if err != nil {
				return list, err
			}
			if !public {
				continue
			}
			n, err := reckon(v, p.Innovation, p.Centre, s.d.Now())
			if err != nil {
				return list, err
			}
			list.Rows = append(list.Rows, Told{sheet.Code, sheet.Slug, sheet.Title, p.Owner, p.place(n), p.ChangedAt})
		}
		return list, err
	})
}

// publicOf returns the innovation of a replication; ok is false where the public
// may not know of it.
func publicOf(r storage.Reader, p *Replication) (sheet innovation.Sheet, ok bool, err error) {
	if p.State == Declined {
		return sheet, false, nil
	}
	rec, err := innovation.ByID(r, p.Innovation)
	if err != nil {
		return sheet, false, err
	}
	sheet, ok = rec.Sheet()
	return sheet, ok, nil
}

// SpreadPage is the page of how far one innovation has spread.
type SpreadPage struct {
	Slug      string    // of the innovation
	ChangedAt time.Time // of the replication that moved last
}

// SpreadPages lists the innovations in the catalogue whose pages of the spread
// have something to tell, for lists of addresses.
func (s *Replications) SpreadPages(ctx context.Context) ([]SpreadPage, error) {
	return op.Read(ctx, s.d, policy.ReplicationSee, func(v *op.View) (list []SpreadPage, err error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return nil, err
		}
		at := map[op.ID]int{}
		for p, err := range replications.AllBack(v, partyKey(anybody, anybody)) {
			if err != nil {
				return nil, err
			}
			if i, seen := at[p.Innovation]; seen {
				list[i].see(p.ChangedAt)
				continue
			}
			sheet, public, err := publicOf(v, &p)
			if err != nil {
				return nil, err
			}
			if public && !sheet.Archived {
				at[p.Innovation], list = len(list), append(list, SpreadPage{sheet.Slug, p.ChangedAt})
			}
		}
		return list, nil
	})
}

func (x *SpreadPage) see(at time.Time) {
	if at.After(x.ChangedAt) {
		x.ChangedAt = at
	}
}
