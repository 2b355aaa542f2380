package stock

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/storage"
)

// ModelDetails is what a form says of a model: the input of AddModel and of
// ChangeModel.
type ModelDetails struct {
	Model       string   `json:"id" validate:"max=120"`    // slug, code or id of the one to change; empty for a new one
	Version     int64    `json:"version" validate:"min=0"` // that the form was opened with; 0 for a new one
	Name        string   `json:"name" validate:"required,min=3,max=120"`
	Code        string   `json:"code" validate:"max=60"` // empty: made from the slug
	Slug        string   `json:"slug" validate:"max=80"` // empty: made from the name
	Summary     string   `json:"summary" validate:"max=2000"`
	ISO         string   `json:"iso" validate:"max=30"`
	Tracking    Tracking `json:"tracking" validate:"required,oneof=serialised counted"`
	Class       Class    `json:"class" validate:"omitempty,oneof=device finished part raw consumable kit"` // empty: by the tracking
	Innovation  string   `json:"innovation" validate:"max=120"`                                            // id, code or slug
	MakerCentre string   `json:"maker_centre" validate:"max=60"`
	Maker       string   `json:"maker" validate:"max=120"`
	Warranty    int      `json:"warranty_months" validate:"min=0,max=240"`
	Fit         []Size   `json:"fit" validate:"max=20,dive,max=120"`
	Warnings    string   `json:"warnings" validate:"max=2000"`
	BMN         string   `json:"bmn" validate:"max=16"`
	Price       int64    `json:"price" validate:"min=0,max=100000000000"`
}

var (
	slugForm = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)
	codeForm = regexp.MustCompile(`^[\pL\pN][\pL\pN ._/\-+()#:&]*$`) // as people gave it
	notSlug  = regexp.MustCompile(`[^a-z0-9]+`)
)

// Check finds what no tag can say.
func (in ModelDetails) Check() (bad []fault.Field) {
	if in.Slug != "" && !slugForm.MatchString(in.Slug) {
		bad = append(bad, fault.Field{Name: "slug", Key: "model.slug_form"})
	}
	if in.Code != "" && !codeForm.MatchString(in.Code) {
		bad = append(bad, fault.Field{Name: "code", Key: "model.code_form"})
	}
	if slugOf(in.Name) == "" {
		bad = append(bad, fault.Field{Name: "name", Key: "model.name_letters"})
	}
	if strings.ContainsFunc(in.BMN, func(r rune) bool { return r < '0' || r > '9' }) {
		bad = append(bad, fault.Field{Name: "bmn", Key: "field.numeric"})
	}
	for i, s := range in.Fit {
		if s.Name() == "" || s.Value() == "" {
			bad = append(bad, fault.Field{Name: fmt.Sprintf("fit.%d", i), Key: "model.size_form"})
		}
	}
	if _, ok := reference.ListedISO9999(in.ISO); !ok {
		bad = append(bad, fault.Field{Name: "iso", Key: "model.iso_unknown"})
	}
	return bad
}

// slugOf makes the last part of an address out of a name.
func slugOf(name string) string {
	slug := strings.Trim(notSlug.ReplaceAllString(strings.ToLower(name), "-"), "-")
	if len(slug) > 70 {
		slug = strings.TrimRight(slug[:70], "-")
	}
	return slug
}

// AddModel adds a model to the record of the actor's centre. How it is tracked
// is fixed with it.
func (s *Stock) AddModel(ctx context.Context, in ModelDetails) (Model, error) {
	return op.Write(ctx, s.d, policy.ModelChange, in, func(tx *op.Tx) (Model, error) {
		if err := tx.Allow(tx.By.Centre); err != nil {
			return Model{}, err
		}
		if in.Model != "" {
			return Model{}, fault.InField("id", "field.unknown", nil)
		}
		m := Model{ID: tx.ID(), Centre: tx.By.Centre, Tracking: in.Tracking, AddedAt: tx.At, Slug: in.Slug, Code: in.Code}
		if err := s.describe(tx, &m, in); err != nil {
			return m, err
		}
		if err := m.nameItself(tx); err != nil {
			return m, err
		}
		tx.About("model", m.ID, m.Code)
		tx.Changed("tracking", "", string(m.Tracking))
		return m, models.Put(tx, &m)
	})
}

// describe sets what can be changed later too.
func (s *Stock) describe(tx *op.Tx, m *Model, in ModelDetails) (err error) {
	m.Name, m.Summary, m.Maker, m.Warranty = in.Name, in.Summary, in.Maker, in.Warranty
	m.Fit, m.Warnings, m.BMN, m.Price = in.Fit, in.Warnings, in.BMN, in.Price
	m.Class = in.Class
	m.ChangedAt = tx.At
	m.Version++
	var listed bool
	if m.ISO, listed = reference.ListedISO9999(in.ISO); !listed {
		return fault.InField("iso", "model.iso_unknown", nil)
	}
	if m.MakerCentre, err = centreOf(tx, in.MakerCentre); err != nil {
		return inField(err, "maker_centre", "model.centre_unknown")
	}
	m.Innovation, err = s.innovation(tx, in.Innovation)
	return err
}

func (s *Stock) innovation(r storage.Reader, ref string) (op.ID, error) {
	if ref == "" {
		return op.ID{}, nil
	}
	if s.link != nil {
		id, err := s.link(r, ref)
		return id, inField(err, "innovation", "model.innovation_unknown")
	}
	id, err := op.ParseID(ref)
	if err != nil {
		return id, fault.InField("innovation", "model.innovation_unknown", nil)
	}
	return id, nil
}

// nameItself gives the model the slug and the code that people left empty, and
// refuses those that another model has.
func (m *Model) nameItself(r storage.Reader) (err error) {
	if m.Slug == "" {
		if m.Slug, err = freeSlug(r, slugOf(m.Name)); err != nil {
			return err
		}
	} else if _, taken, err := r.Get(slugKey(m.Slug)); err != nil || taken {
		return orTaken(err, fault.InField("slug", "model.slug_taken", nil))
	}
	if m.Code == "" {
		m.Code = strings.ToUpper(m.Slug)
	}
	if _, taken, err := r.Get(codeKey(m.Code)); err != nil || taken {
		return orTaken(err, fault.InField("code", "model.code_taken", nil))
	}
	return nil
}

// freeSlug counts on from a slug made of a name until no model has it.
func freeSlug(r storage.Reader, base string) (string, error) {
	slug := base
	for n := 2; ; n++ {
		_, taken, err := r.Get(slugKey(slug))
		if err != nil || !taken {
			return slug, err
		}
		slug = fmt.Sprintf("%s-%d", base, n)
	}
}

func orTaken(err error, taken *fault.Error) error {
	if err != nil {
		return err
	}
	return taken
}

// ChangeModel describes a model anew. Slug, code and tracking stay: the first is
// printed, the second is in the files of others, the third is in the ledger. It
// fails with Stale when somebody else has changed it since the form was opened.
func (s *Stock) ChangeModel(ctx context.Context, in ModelDetails) (Model, error) {
	return op.Write(ctx, s.d, policy.ModelChange, in, func(tx *op.Tx) (Model, error) {
		m, err := FindModel(tx, in.Model)
		if err != nil {
			return m, err
		}
		if err := tx.Allow(m.Centre); err != nil {
			return m, err
		}
		if in.Version != m.Version {
			return m, fault.New(fault.Stale, "error.stale", fault.Args{"yours": fmt.Sprint(in.Version), "now": fmt.Sprint(m.Version)})
		}
		if in.Tracking != m.Tracking {
			return m, fault.InField("tracking", "model.tracking_fixed", nil)
		}
		before := m
		if err := s.describe(tx, &m, in); err != nil {
			return m, err
		}
		tx.About("model", m.ID, m.Code)
		tx.Changed("name", before.Name, m.Name)
		return m, models.Put(tx, &m)
	})
}
