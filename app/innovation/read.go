package innovation

import (
	"context"
	"iter"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// List asks for a part of a list.
type List struct {
	Cursor string `json:"cursor"`
	Limit  int    `json:"limit"` // records, up to storage.MaxPage; 0 means 50
}

func (l List) ask(newest bool) storage.Ask {
	return storage.Ask{Cursor: l.Cursor, Limit: l.Limit, Newest: newest}
}

// Sheet is what the public may read of an innovation.
type Sheet struct {
	ID            op.ID     `json:"id"`
	Code          string    `json:"code"`
	Slug          string    `json:"slug"`
	Centre        string    `json:"centre"`
	PublishedAt   time.Time `json:"published_at"`
	RenewedAt     time.Time `json:"renewed_at"`
	Archived      bool      `json:"archived,omitempty"`
	ArchivedAt    time.Time `json:"archived_at,omitzero"`
	ArchiveReason string    `json:"archive_reason,omitempty"`
	Version       int64     `json:"version"`            // that was published
	ReviewBy      time.Time `json:"review_by,omitzero"` // by when its centre has to read it again
	Recall        *Warning  `json:"recall,omitempty"`   // nil unless it is not safe
	Editions      []Edition `json:"editions,omitempty"` // that were ever public, the oldest first
	Verified      []op.ID   `json:"verified,omitempty"` // pieces of evidence that another centre has looked at
	Content
}

// Warning is what everybody reads of a recall.
type Warning struct {
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
}

// Offered tells whether the catalogue may show it: its page stays in any case.
func (s *Sheet) Offered() bool { return !s.Archived && s.Recall == nil }

// Sheet returns what the public may read; ok is false when that is nothing.
func (i *Innovation) Sheet() (s Sheet, ok bool) {
	if i.Public == nil {
		return Sheet{}, false
	}
	s = Sheet{
		ID: i.ID, Code: i.Code, Slug: i.Slug, Centre: i.Centre,
		PublishedAt: i.PublishedAt, RenewedAt: i.RenewedAt,
		Archived: i.State == Archived, ArchivedAt: i.ArchivedAt, ArchiveReason: i.ArchiveReason,
		Version: i.PublishedVersion, ReviewBy: i.ReviewBy(), Editions: i.editions(), Content: i.Public.shown(),
	}
	if i.Recall != nil {
		s.Recall = &Warning{Reason: i.Recall.Reason, At: i.Recall.At}
	}
	for _, v := range i.Verified {
		if slices.ContainsFunc(s.Proof, func(p Proof) bool { return p.ID == v.Proof }) {
			s.Verified = append(s.Verified, v.Proof)
		}
	}
	return s, true
}

// BySlug returns what the public may read of the innovation that a slug, code or
// id names, or a NotFound fault.
func (n *Innovations) BySlug(ctx context.Context, ref string) (Sheet, error) {
	return op.Read(ctx, n.d, policy.InnovationRead, func(v *op.View) (Sheet, error) {
		rec, err := Find(v, ref)
		if err != nil {
			return Sheet{}, err
		}
		s, ok := rec.Sheet()
		if !ok {
			_ = v.Can(rec.Centre) // nobody may: there is nothing to read
			return s, fault.Missing("innovation")
		}
		s.Blueprint = s.Blueprint.Shown(n.d.Now())
		return s, v.Hide("innovation", rec.Centre)
	})
}

// See returns the whole record with its working copy to those who may see it;
// to others it is not found.
func (n *Innovations) See(ctx context.Context, ref string) (Innovation, error) {
	return op.Read(ctx, n.d, policy.InnovationSee, func(v *op.View) (Innovation, error) {
		rec, err := Find(v, ref)
		if err != nil {
			return Innovation{}, err
		}
		if err := v.Hide("innovation", rec.Centre); err != nil {
			return Innovation{}, err
		}
		return rec, nil
	})
}

// Mine pages through the records of the actor's centre, the last changed first;
// for those of the ministry through all of them, by state.
func (n *Innovations) Mine(ctx context.Context, list List) (storage.Page[Innovation], error) {
	return op.Read(ctx, n.d, policy.InnovationSee, func(v *op.View) (storage.Page[Innovation], error) {
		if err := v.Allow(v.By.Centre); err != nil {
			return storage.Page[Innovation]{}, err
		}
		if v.By.Centre == "" {
			return innovations.Page(v, storage.InnovationByState.Key(), list.ask(true))
		}
		return innovations.Page(v, storage.InnovationByCentre.Key().Text(v.By.Centre), list.ask(true))
	})
}

// Queue pages through what waits for a decision that the actor may make, the
// longest waiting first. What they may not decide is left out, so a page can be
// shorter than asked for.
func (n *Innovations) Queue(ctx context.Context, list List) (storage.Page[Innovation], error) {
	return op.Read(ctx, n.d, policy.InnovationReview, func(v *op.View) (storage.Page[Innovation], error) {
		page, err := innovations.Page(v, storage.InnovationByState.Key().Text(string(Submitted)), list.ask(false))
		if err != nil {
			return page, err
		}
		kept := page.Items[:0]
		for _, rec := range page.Items {
			if v.Can(rec.Centre) && rec.barred(v.By) == "" {
				kept = append(kept, rec)
			}
		}
		page.Items = kept
		_ = v.Can(v.By.Centre) // an empty queue is decided too
		return page, nil
	})
}

// Similar returns records with nearly the same title as the given one, which the
// actor may know of, without the record that except names.
func (n *Innovations) Similar(ctx context.Context, title string, except op.ID) ([]Innovation, error) {
	return op.Read(ctx, n.d, policy.InnovationSee, func(v *op.View) ([]Innovation, error) {
		_ = v.Can(v.By.Centre) // decides even when nothing is alike
		return lookalikes(v, title, func(i *Innovation) bool {
			return i.ID != except && (i.Public != nil || v.Can(i.Centre))
		})
	})
}

// History pages through the versions of a record, the newest first.
func (n *Innovations) History(ctx context.Context, ref string, list List) (storage.Page[Chapter], error) {
	return op.Read(ctx, n.d, policy.InnovationSee, func(v *op.View) (storage.Page[Chapter], error) {
		rec, err := Find(v, ref)
		if err != nil {
			return storage.Page[Chapter]{}, err
		}
		if err := v.Hide("innovation", rec.Centre); err != nil {
			return storage.Page[Chapter]{}, err
		}
		page, err := versions.Page(v, storage.InnovationVersion.Key().ID(rec.ID), list.ask(true))
		if err != nil {
			return storage.Page[Chapter]{}, err
		}
		items, err := told(v, page.Items)
		return storage.Page[Chapter]{Items: items, Next: page.Next, Prev: page.Prev}, err
	})
}

// PublishedBy pages through what the public may read, the newest first.
func (n *Innovations) PublishedBy(ctx context.Context, list List) (storage.Page[Sheet], error) {
	return op.Read(ctx, n.d, policy.InnovationRead, func(v *op.View) (storage.Page[Sheet], error) {
		var out storage.Page[Sheet]
		if err := v.Allow(op.Headquarters); err != nil {
			return out, err
		}
		page, err := innovations.Page(v, storage.InnovationPublished.Key(), list.ask(true))
		out.Next, out.Prev = page.Next, page.Prev
		for _, rec := range page.Items {
			if s, ok := rec.Sheet(); ok {
				s.Blueprint = s.Blueprint.Shown(n.d.Now())
				out.Items = append(out.Items, s)
			}
		}
		return out, err
	})
}

// Sheets yields all that the public may read, in the order of publication, for
// the catalogue.
func Sheets(r storage.Reader) iter.Seq2[Sheet, error] {
	return func(yield func(Sheet, error) bool) {
		for rec, err := range innovations.All(r, storage.InnovationPublished.Key()) {
			s, _ := rec.Sheet()
			if !yield(s, err) || err != nil {
				return
			}
		}
	}
}
