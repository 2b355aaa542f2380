package stock

import (
	"context"
	"slices"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// maxPreview is how many units of a model a preview looks at; beyond that it
// says "more than".
const maxPreview = 20_000

// RecallPreview is what a recall would stop, before anybody confirms it.
type RecallPreview struct {
	Model   Model
	Names   Scope
	Centre  string  // whose head may open it
	Places  []Tally // one for each centre that has some of them, by centre
	Total   Tally
	Units   int64
	People  int64 // units that are with a person or on loan
	Looked  int64 // units of the model that were looked at
	More    bool  // there are more that were not looked at
	Counted bool  // the model is counted: Places are pieces of all lots unless the scope is one lot
}

// PreviewRecall tells how many units and people a recall would concern. Fields
// that do not change that may still be empty.
func (s *Stock) PreviewRecall(ctx context.Context, in NewRecall) (RecallPreview, error) {
	return op.Read(ctx, s.d, policy.RecallOpen, func(v *op.View) (RecallPreview, error) {
		if bad := in.incomplete(); len(bad) > 0 {
			return RecallPreview{}, fault.InFields(bad...)
		}
		m, err := in.recalled(v)
		if err != nil {
			return RecallPreview{}, err
		}
		p := RecallPreview{Model: m, Names: in.names(), Centre: recallCentre(m), Counted: m.Tracking == Counted}
		if err := v.Allow(p.Centre); err != nil {
			return p, err
		}
		if err := checkDecided(in.DecidedOn, s.d.Now()); !in.DecidedOn.IsZero() && err != nil {
			return p, err
		}
		if p.Counted {
			return p, p.countPieces(v)
		}
		return p, p.countUnits(v)
	})
}

// incomplete finds what OpenRecall would refuse in a form, so that it is said
// before the preview and not after it.
func (in NewRecall) incomplete() (bad []fault.Field) {
	needed := []struct {
		name, value string
		always      bool
	}{
		{"model", in.Model, true},
		{"scope", string(in.Scope), true},
		{"design", in.Design, in.Scope == RecallDesign},
		{"lot", in.Lot, in.Scope == RecallLot},
		{"from", in.From, in.Scope == RecallSerial},
		{"risk", string(in.Risk), true},
		{"reason", in.Reason, true},
		{"instruction", in.Instruction, true},
		{"contact", in.Contact, true},
		{"decided_by", in.DecidedBy, true},
	}
	for _, f := range needed {
		if f.always && f.value == "" {
			bad = append(bad, fault.Field{Name: f.name, Key: "field.required"})
		}
	}
	if in.Scope != "" && !slices.Contains(RecallScopes(), in.Scope) {
		bad = append(bad, fault.Field{Name: "scope", Key: "field.oneof"})
	}
	if in.Risk != "" && !slices.Contains(Risks(), in.Risk) {
		bad = append(bad, fault.Field{Name: "risk", Key: "field.oneof"})
	}
	if len(bad) == 0 {
		bad = in.Check()
	}
	return bad
}

func (p *RecallPreview) countUnits(r storage.Reader) error {
	sums := count{}
	for u, err := range units.All(r, storage.UnitByModel.Key().ID(p.Model.ID)) {
		if err != nil {
			return err
		}
		if p.More = p.Looked == maxPreview; p.More {
			break
		}
		p.Looked++
		named, err := p.Names.has(r, u)
		if err != nil {
			return err
		}
		if named && bucketOf(u) != Void {
			p.Units++
			sums.add(u.Model, u.Centre, bucketOf(u), 1)
		}
	}
	for k, t := range sums {
		t.Model, t.Centre = k.model, k.centre
		p.Places = append(p.Places, t.Tally)
	}
	p.sum()
	return nil
}

// countPieces counts what there is of a counted model, at all centres.
func (p *RecallPreview) countPieces(r storage.Reader) error {
	rows, err := recalledLots(r, p.Model, p.Names)
	if err != nil {
		return err
	}
	for _, x := range rows {
		i := slices.IndexFunc(p.Places, func(t Tally) bool { return t.Centre == x.Centre })
		if i < 0 {
			i, p.Places = len(p.Places), append(p.Places, Tally{Model: p.Model.ID, Centre: x.Centre})
		}
		p.Places[i].Ready += x.Quantity
		p.Units += x.Quantity
	}
	p.sum()
	return nil
}

func (p *RecallPreview) sum() {
	slices.SortFunc(p.Places, func(a, b Tally) int {
		if a.Centre < b.Centre {
			return -1
		}
		return 1
	})
	for _, t := range p.Places {
		p.Total = p.Total.Plus(t)
	}
	p.People = p.Total.InUse
}
