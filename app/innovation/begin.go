package innovation

import (
	"context"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// NewInnovation is what a draft needs. The photo may follow.
type NewInnovation struct {
	Title   string `json:"title" validate:"required,min=3,max=120"`
	Problem string `json:"problem" validate:"required,min=3,max=2000"`
	Kind    Kind   `json:"kind" validate:"required,oneof=assistive_device business_product service method digital"`
	Photo   []byte `json:"photo"` // a file: JPEG, PNG, WebP or GIF
	Alt     string `json:"alt" validate:"max=300"`
}

// Begin saves a draft for the centre of the actor at once, with what is known.
// It fails with Invalid when a field or the photo cannot be used.
func (n *Innovations) Begin(ctx context.Context, in NewInnovation) (Innovation, error) {
	pic, err := n.develop(ctx, policy.InnovationDraft, "photo", in.Photo)
	if err != nil {
		return Innovation{}, err
	}
	return op.Write(ctx, n.d, policy.InnovationDraft, in, func(tx *op.Tx) (Innovation, error) {
		rec := Innovation{ID: tx.ID(), Centre: tx.By.Centre, State: Draft, Author: tx.By, CreatedAt: tx.At}
		if err := tx.Allow(rec.Centre); err != nil {
			return rec, err
		}
		var err error
		if rec.Code, rec.Slug, err = newName(tx, in.Title); err != nil {
			return rec, err
		}
		rec.Content = Content{Title: in.Title, Problem: in.Problem, Kind: in.Kind}
		if pic != nil {
			rec.Photos = []Photo{pic.photo(in.Alt)}
			if err := pic.keep(tx); err != nil {
				return rec, err
			}
		}
		tx.Changed("title", "", in.Title)
		return rec, save(tx, &rec)
	})
}

// save writes a record that a command has changed: it counts the version, keeps
// a snapshot of what the working copy says and names the record in the journal.
func save(tx *op.Tx, rec *Innovation) error { return saveAs(tx, rec, tx.At) }

func saveAs(tx *op.Tx, rec *Innovation, changed time.Time) error {
	rec.Version++
	rec.ChangedAt = changed
	tx.About("innovation", rec.ID, rec.Code)
	if err := innovations.Put(tx, rec); err != nil {
		return err
	}
	return versions.Put(tx, &Version{
		Innovation: rec.ID, Number: rec.Version, State: rec.State, By: tx.By, At: tx.At, Content: rec.Content.clone(),
	})
}

// conflict is the refusal of a step that the state of a record does not allow.
func conflict(state State) error {
	return fault.New(fault.Conflict, "innovation.not_now", fault.Args{"state": "innovation_" + string(state)})
}
