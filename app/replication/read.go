package replication

import (
	"context"
	"slices"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Row is a replication with what it is of and what it has come to.
type Row struct {
	Replication
	Slug    string  `json:"slug"` // of the innovation
	Title   string  `json:"title"`
	Numbers Numbers `json:"numbers"`
	Counts  bool    `json:"counts"` // in the numbers of the ministry; see Counts
}

// Ask is which replications are wanted.
type Ask struct {
	State  State  `json:"state"` // empty: all
	Cursor string `json:"cursor"`
	Limit  int    `json:"limit"` // records, up to storage.MaxPage; 0 means 50
}

// List is part of a list of replications, the last that moved first.
type List struct {
	State      State
	Rows       []Row
	Next, Prev string
}

// Mine pages through what the actor's centre replicates and what others
// replicate of it; for those of the ministry through all.
func (s *Replications) Mine(ctx context.Context, ask Ask) (List, error) {
	return op.Read(ctx, s.d, policy.ReplicationRead, func(v *op.View) (List, error) {
		if err := v.Allow(v.By.Centre); err != nil {
			return List{}, err
		}
		list := List{State: ask.State}
		if ask.State != "" && !slices.Contains(States(), ask.State) {
			return list, fault.InField("state", "field.oneof", nil)
		}
		page, err := replications.Page(v, partyKey(v.By.Centre, list.State), storage.Ask{Cursor: ask.Cursor, Limit: ask.Limit, Newest: true})
		if err != nil {
			return list, err
		}
		list.Next, list.Prev = page.Next, page.Prev
		list.Rows, err = s.rows(v, page.Items)
		return list, err
	})
}

// rows adds to replications what they are of and what they have come to.
func (s *Replications) rows(r storage.Reader, items []Replication) ([]Row, error) {
	rows := make([]Row, 0, len(items))
	works := map[op.ID]work{}
	for _, p := range items {
		rec, err := innovation.ByID(r, p.Innovation)
		if err != nil {
			return nil, err
		}
		if _, known := works[p.Innovation]; !known {
			if works[p.Innovation], err = workOf(r, &rec); err != nil {
				return nil, err
			}
		}
		row := Row{Replication: p, Slug: rec.Slug, Title: rec.Title}
		if sheet, public := rec.Sheet(); public {
			row.Title = sheet.Title
		}
		if row.Numbers, err = works[p.Innovation].reckon(r, p.Centre, s.d.Now()); err != nil {
			return nil, err
		}
		row.Counts = Counts(p.State, row.Numbers)
		rows = append(rows, row)
	}
	return rows, nil
}

// Sheet is one replication with what the actor can do to it.
type Sheet struct {
	Row
	Newest      int64 // version of the innovation that is published now
	MayAnswer   bool
	MayAdvance  bool // the next step, or stop
	MayDescribe bool
	MayServe    bool // tell whom the centre has reached in a month
}

// One returns a replication to its two centres and those who see all; to others
// it is not found.
func (s *Replications) One(ctx context.Context, id string) (Sheet, error) {
	return op.Read(ctx, s.d, policy.ReplicationRead, func(v *op.View) (Sheet, error) {
		p, err := find(v, id)
		if err != nil {
			return Sheet{}, err
		}
		if !v.Can(p.Centre) {
			if err := v.Hide(kind, p.Owner); err != nil {
				return Sheet{}, err
			}
		}
		rows, err := s.rows(v, []Replication{p})
		if err != nil {
			return Sheet{}, err
		}
		rec, err := innovation.ByID(v, p.Innovation)
		return Sheet{
			Row: rows[0], Newest: rec.PublishedVersion,
			MayAnswer:   p.State == Asked && policy.May(v.By, policy.ReplicationAnswer, p.Owner),
			MayAdvance:  p.State.Open() && policy.May(v.By, policy.ReplicationAdvance, p.Centre),
			MayDescribe: p.State.Open() && policy.May(v.By, policy.ReplicationDescribe, p.Centre),
			MayServe:    rows[0].Numbers.ByMonth && p.State.serves() && policy.May(v.By, policy.ReplicationServe, p.Centre),
		}, err
	})
}

// Waiting counts the questions that wait for an answer of the actor's centre, up
// to a hundred.
func (s *Replications) Waiting(ctx context.Context) (int, error) {
	return op.Read(ctx, s.d, policy.ReplicationAnswer, func(v *op.View) (n int, err error) {
		if err := v.Allow(v.By.Centre); err != nil {
			return 0, err
		}
		for p, err := range replications.All(v, partyKey(v.By.Centre, Asked)) {
			if err != nil {
				return n, err
			}
			if p.Owner == v.By.Centre {
				n++
			}
			if n == 100 {
				break
			}
		}
		return n, nil
	})
}
