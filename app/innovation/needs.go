package innovation

import (
	"context"
	"slices"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// MostNeeds is how many needs an innovation can say that it answers.
const MostNeeds = 12

// NeedsChoice says which needs of the register a working copy answers. What it
// leaves out is taken away.
type NeedsChoice struct {
	Innovation string  `json:"innovation" validate:"required,max=200"` // slug, code or id
	Version    int64   `json:"version" validate:"required,min=1"`      // that the form was opened with
	Needs      []op.ID `json:"needs" validate:"max=12,unique"`
}

// ChooseNeeds changes which needs the working copy answers. known tells whether
// the register has a need; the register stands on the innovations and not they
// on it. The public reads the new answer once it is published.
func (n *Innovations) ChooseNeeds(ctx context.Context, in NeedsChoice, known func(storage.Reader, op.ID) (bool, error)) (Innovation, error) {
	return op.Write(ctx, n.d, policy.NeedAnswer, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := Find(tx, in.Innovation)
		if err != nil {
			return rec, err
		}
		if err := tx.Allow(rec.Centre); err != nil {
			return rec, hidden(&rec, err)
		}
		switch {
		case !rec.Editable():
			return rec, conflict(rec.State)
		case in.Version != rec.Version:
			return rec, fault.New(fault.Conflict, "need.stale", nil)
		}
		for _, id := range in.Needs {
			if ok, err := known(tx, id); err != nil {
				return rec, err
			} else if !ok {
				return rec, fault.InField("needs", "need.unknown", nil)
			}
		}
		if slices.Equal(rec.Needs, in.Needs) {
			return rec, nil
		}
		tx.Changed("needs", idList(rec.Needs), idList(in.Needs))
		rec.Needs = slices.Clone(in.Needs)
		rec.reopen()
		return rec, save(tx, &rec)
	})
}

func idList(ids []op.ID) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = id.String()
	}
	return strings.Join(texts, ",")
}

// The stages of an answer in its index: what everybody reads before what is
// being worked on.
const (
	answerPublic = "a"
	answerDraft  = "b"
)

// needKeys are the index keys of the needs that a record answers, in public and
// in what is being worked on.
func (i *Innovation) needKeys() (keys []storage.Key) {
	at := func(need op.ID, stage string) storage.Key {
		return storage.NeedAnswer.Key().ID(need).Text(stage).ID(i.ID)
	}
	if i.Public != nil && i.State != Archived && i.State != Recalled {
		for _, need := range i.Public.Needs {
			keys = append(keys, at(need, answerPublic))
		}
	}
	if i.Editable() || i.State == Submitted {
		for _, need := range i.Needs {
			keys = append(keys, at(need, answerDraft))
		}
	}
	return keys
}

// Answering returns what everybody may read of the innovations that answer a
// need, and whether others are being worked on.
func Answering(r storage.Reader, need op.ID) (public []Sheet, worked bool, err error) {
	for rec, err := range innovations.All(r, storage.NeedAnswer.Key().ID(need)) {
		if err != nil {
			return nil, false, err
		}
		sheet, ok := rec.Sheet()
		if ok && rec.State != Archived && rec.State != Recalled && slices.Contains(sheet.Needs, need) {
			if !slices.ContainsFunc(public, func(s Sheet) bool { return s.ID == rec.ID }) {
				public = append(public, sheet)
			}
			continue
		}
		worked = true
	}
	return public, worked, nil
}
