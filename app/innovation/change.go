package innovation

import (
	"context"
	"slices"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
)

// Edit is the whole working copy as a form sends it back. What it leaves empty
// becomes empty.
type Edit struct {
	Innovation    string      `json:"innovation" validate:"required,max=200"` // slug, code or id
	Version       int64       `json:"version" validate:"required,min=1"`      // that the form was opened with
	Title         string      `json:"title" validate:"required,min=3,max=120"`
	Problem       string      `json:"problem" validate:"required,min=3,max=2000"`
	Kind          Kind        `json:"kind" validate:"required,oneof=assistive_device business_product service method digital"`
	Summary       string      `json:"summary" validate:"max=2000"`
	Easy          string      `json:"easy" validate:"max=1200"`
	ForWhom       string      `json:"for_whom" validate:"max=500"`
	Disabilities  []string    `json:"disabilities" validate:"max=6,unique,dive,oneof=fisik intelektual mental netra rungu wicara"`
	ISO           string      `json:"iso" validate:"max=40"`
	Novelty       string      `json:"novelty" validate:"max=2000"`
	Warnings      string      `json:"warnings" validate:"max=2000"`
	UnitCost      int64       `json:"unit_cost" validate:"min=0,max=1000000000000"`
	Contributors  string      `json:"contributors" validate:"max=1000"`
	Lessons       string      `json:"lessons" validate:"max=2000"`
	TKT           int         `json:"tkt" validate:"min=0,max=9"`
	TKTOn         time.Time   `json:"tkt_on"`
	TKTBy         string      `json:"tkt_by" validate:"max=120"`
	Documentation int         `json:"documentation" validate:"min=0,max=4"`
	Evidence      *int        `json:"evidence" validate:"omitempty,min=0,max=5"`
	EvidenceNote  string      `json:"evidence_note" validate:"max=2000"`
	Diffusion     Diffusion   `json:"diffusion" validate:"omitempty,oneof=created developed established"`
	Photos        []PhotoEdit `json:"photos" validate:"max=12,dive"`
}

// PhotoEdit says what becomes of a photo that is already there. Photos that the
// edit does not name stay as they are.
type PhotoEdit struct {
	Hash   string `json:"hash" validate:"required,len=32,hexadecimal,lowercase"`
	Alt    string `json:"alt" validate:"max=300"`
	Remove bool   `json:"remove"`
	Cover  bool   `json:"cover"` // it becomes the first
}

// maxWords is the length of a summary that the national competition allows.
const maxWords = 200

// Check looks at the length of the summary and at the ISO code.
func (in Edit) Check() (wrong []fault.Field) {
	if n := len(strings.Fields(in.Summary)); n > maxWords {
		wrong = append(wrong, fault.Field{Name: "summary", Key: "innovation.summary_words", Args: fault.Args{"n": n, "max": maxWords}})
	}
	if _, ok := isoCode(in.ISO); !ok {
		wrong = append(wrong, fault.Field{Name: "iso", Key: "innovation.iso_unknown"})
	}
	return wrong
}

// isoCode brings a code into the form of the list, and tells whether the list
// has it.
func isoCode(text string) (string, bool) {
	if text == "" {
		return "", true
	}
	code, ok := reference.ParseISO9999(text)
	book, err := reference.Load()
	if !ok || err != nil {
		return "", false
	}
	_, ok = book.ISO9999(code)
	return code, ok
}

// onto returns what c says once the edit is made.
func (in Edit) onto(c Content) Content {
	c = c.clone()
	c.Title, c.Problem, c.Kind = in.Title, in.Problem, in.Kind
	c.Summary, c.Easy, c.ForWhom = in.Summary, in.Easy, in.ForWhom
	c.Disabilities = slices.Sorted(slices.Values(in.Disabilities))
	c.ISO, _ = isoCode(in.ISO)
	c.Novelty, c.Warnings, c.UnitCost = in.Novelty, in.Warnings, in.UnitCost
	c.Contributors, c.Lessons = in.Contributors, in.Lessons
	c.Readiness = Readiness{TKT: in.TKT}
	if in.TKT > 0 {
		c.Readiness.On, c.Readiness.By = in.TKTOn, in.TKTBy
	}
	c.Documentation, c.Evidence, c.EvidenceNote = in.Documentation, in.Evidence, in.EvidenceNote
	c.Diffusion = in.Diffusion
	c.Photos = editPhotos(c.Photos, in.Photos)
	return c
}

func editPhotos(photos []Photo, edits []PhotoEdit) (out []Photo) {
	for _, p := range photos {
		at := slices.IndexFunc(edits, func(e PhotoEdit) bool { return e.Hash == p.Hash })
		if at < 0 {
			out = append(out, p)
			continue
		}
		e := edits[at]
		p.Alt = e.Alt
		switch {
		case e.Remove:
		case e.Cover:
			out = slices.Insert(out, 0, p)
		default:
			out = append(out, p)
		}
	}
	return out
}

// Change replaces the working copy. A published innovation becomes a draft
// again while the public goes on seeing what was published. It fails with Stale,
// whose cause is a *Clash, when somebody has saved since the form was opened.
func (n *Innovations) Change(ctx context.Context, in Edit) (Innovation, error) {
	return op.Write(ctx, n.d, policy.InnovationDraft, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := n.editable(tx, in.Innovation)
		if err != nil {
			return rec, err
		}
		after := in.onto(rec.Content)
		if in.Version != rec.Version {
			return rec, stale(tx, &rec, in.Version, after)
		}
		if in.TKTOn.After(tx.At) {
			return rec, fault.InField("tkt_on", "innovation.future", nil)
		}
		note(tx, rec.Content, after)
		rec.Content, rec.State = after, Draft
		return rec, save(tx, &rec)
	})
}

// editable finds a record that the actor may edit now. One of another centre
// that was never published is not found.
func (n *Innovations) editable(tx *op.Tx, ref string) (Innovation, error) {
	rec, err := Find(tx, ref)
	if err != nil {
		return rec, err
	}
	if err := tx.Allow(rec.Centre); err != nil {
		return rec, hidden(&rec, err)
	}
	if !rec.Editable() {
		return rec, conflict(rec.State)
	}
	return rec, nil
}

// hidden turns the refusal about a record that the public does not know into not
// found, so that the answer does not tell that it exists.
func hidden(rec *Innovation, refusal error) error {
	if rec.Public == nil && fault.CodeOf(refusal) == fault.Denied {
		return fault.Missing("innovation")
	}
	return refusal
}

// note writes the changed fields into the journal: short ones with their values,
// of long ones and of those that can name a person the fact alone.
func note(tx *op.Tx, was, is Content) {
	for _, f := range shortFields(was, is) {
		if f.from != f.to {
			tx.Changed(f.name, f.from, f.to)
		}
	}
	for _, f := range longFields(was, is) {
		if f.from != f.to {
			tx.Changed(f.name, "", "")
		}
	}
}
