package stock

import (
	"context"
	"fmt"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Design is one version of how a model is made: what goes into one good piece
// of it. Once a production order was made after it, it is never changed; what is
// made otherwise is another version.
type Design struct {
	Model    op.ID     `cbor:"1,keyasint" json:"model"`
	Version  string    `cbor:"2,keyasint" json:"version"` // as people call it: "1.2"
	Centre   string    `cbor:"3,keyasint" json:"centre"`  // whose SKA drew it up
	Date     time.Time `cbor:"4,keyasint" json:"date"`    // from when it holds
	Note     string    `cbor:"5,keyasint,omitempty" json:"note,omitempty"`
	Parts    []Part    `cbor:"6,keyasint" json:"parts"`                         // for one piece
	Minutes  int64     `cbor:"7,keyasint,omitempty" json:"minutes,omitempty"`   // of labour for one piece
	HourRate int64     `cbor:"8,keyasint,omitempty" json:"hour_rate,omitempty"` // whole rupiah for an hour of labour
	Overhead int64     `cbor:"9,keyasint,omitempty" json:"overhead,omitempty"`  // whole rupiah for one piece
	Used     bool      `cbor:"10,keyasint,omitempty" json:"used"`               // an order was made after it
	Added    Mark      `cbor:"11,keyasint" json:"added"`                        // by whom, when
	Stamp    int64     `cbor:"12,keyasint" json:"stamp"`                        // how often it was written, for forms
}

var designs = storage.Table[Design]{
	Kind: "design",
	ID:   func(d *Design) storage.Key { return designKey(d.Model, d.Version) },
}

// designKey folds the version: "V2" and "v2" are one.
func designKey(model op.ID, version string) storage.Key {
	return storage.DesignByModel.Key().ID(model).Text(strings.ToUpper(strings.TrimSpace(version)))
}

// DesignOf returns a version of the design of a model, or a NotFound fault.
func DesignOf(r storage.Reader, model op.ID, version string) (Design, error) {
	d, ok, err := designs.Get(r, designKey(model, version))
	if err == nil && !ok {
		err = fault.Missing("design")
	}
	return d, err
}

// Labour is what the labour for one piece costs, in whole rupiah, rounded half up.
func (d Design) Labour() int64 { return labourOf(d.Minutes, d.HourRate) }

func labourOf(minutes, rate int64) int64 { return (minutes*rate + 30) / 60 }

// NewDesign is what a form says of a version of a design. Stamp 0 adds a version;
// another one changes the version that was read with it, as long as nothing was
// made after it.
type NewDesign struct {
	Model    string     `json:"id" validate:"required,max=120"` // slug, code or id
	Version  string     `json:"design" validate:"required,max=20"`
	Date     time.Time  `json:"date"` // zero for today
	Note     string     `json:"note" validate:"max=500"`
	Lines    []PartLine `json:"lines" validate:"dive"`
	Minutes  int64      `json:"minutes" validate:"min=0,max=100000"`
	HourRate int64      `json:"hour_rate" validate:"min=0,max=10000000"`
	Overhead int64      `json:"overhead" validate:"min=0,max=1000000000"`
	Stamp    int64      `json:"stamp" validate:"min=0"`
}

// Check finds what no tag can say.
func (in NewDesign) Check() []fault.Field {
	bad := checkPartLines(in.Lines)
	if !codeForm.MatchString(in.Version) {
		bad = append(bad, fault.Field{Name: "design", Key: "design.version_form"})
	}
	empty := 0
	for _, l := range in.Lines {
		if l.empty() {
			empty++
		}
	}
	if empty == len(in.Lines) {
		bad = append(bad, fault.Field{Name: "lines", Key: "design.no_parts"})
	}
	return bad
}

// SetDesign adds a version of the design of a model, or changes one after which
// nothing was made yet. Any SKA may add its own; only the centre that added a
// version changes it.
func (s *Stock) SetDesign(ctx context.Context, in NewDesign) (Design, error) {
	return op.Write(ctx, s.d, policy.ProductionDesign, in, func(tx *op.Tx) (Design, error) {
		m, err := FindModel(tx, in.Model)
		if err != nil {
			return Design{}, err
		}
		d, err := openDesign(tx, m, in)
		if err != nil {
			return d, err
		}
		d.Date, d.Note = in.Date.UTC(), in.Note
		if in.Date.IsZero() {
			d.Date = tx.At
		}
		if err := checkDay(d.Date, tx.At, "date"); err != nil {
			return d, err
		}
		d.Minutes, d.HourRate, d.Overhead = in.Minutes, in.HourRate, in.Overhead
		if d.Parts, err = partsOf(tx, in.Lines, m.ID); err != nil {
			return d, err
		}
		d.Added = Mark{By: tx.By.Name, At: tx.At}
		tx.About("model", m.ID, m.Code)
		tx.Changed("design", "", d.Version)
		d.Stamp++
		return d, designs.Put(tx, &d)
	})
}

// openDesign is the version that a form adds or changes.
func openDesign(tx *op.Tx, m Model, in NewDesign) (Design, error) {
	d, ok, err := designs.Get(tx, designKey(m.ID, in.Version))
	if err != nil {
		return d, err
	}
	if !ok {
		d = Design{Model: m.ID, Version: in.Version, Centre: tx.By.Centre}
	}
	switch err := tx.Allow(d.Centre); {
	case err != nil:
		return d, err
	case ok && in.Stamp == 0:
		return d, fault.InField("design", "design.version_taken", fault.Args{"version": d.Version})
	case in.Stamp != d.Stamp:
		return d, fault.New(fault.Stale, "error.stale", fault.Args{"yours": fmt.Sprint(in.Stamp), "now": fmt.Sprint(d.Stamp)})
	case d.Used:
		return d, fault.New(fault.Conflict, "design.used", fault.Args{"version": d.Version})
	}
	return d, nil
}

// checkDay refuses a day in the future or before the ledger begins.
func checkDay(day, now time.Time, field string) error {
	switch {
	case day.After(now):
		return fault.InField(field, "stock.future", nil)
	case day.In(wib).Year() < firstYear:
		return fault.InField(field, "stock.too_early", fault.Args{"year": fmt.Sprint(firstYear)})
	}
	return nil
}
