package network

import (
	"context"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/storage"
)

// List is the input of a list of centres.
type List struct {
	Cursor string `json:"cursor" validate:"max=400"`
	Limit  int    `json:"limit" validate:"min=0,max=200"`
}

// List pages through the centres in the order of their codes.
func (c *Centres) List(ctx context.Context, in List) (storage.Page[Centre], error) {
	return op.Read(ctx, c.d, policy.CentreRead, func(v *op.View) (storage.Page[Centre], error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return storage.Page[Centre]{}, err
		}
		return centres.Page(v, storage.CentreByCode.Key(), storage.Ask{Cursor: in.Cursor, Limit: in.Limit})
	})
}

// All returns every centre in the order of codes, for choices in forms. There
// are some dozens.
func (c *Centres) All(ctx context.Context) ([]Centre, error) {
	return op.Read(ctx, c.d, policy.CentreRead, func(v *op.View) (list []Centre, err error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return nil, err
		}
		for rec, err := range centres.All(v, storage.CentreByCode.Key()) {
			if err != nil {
				return nil, err
			}
			list = append(list, rec)
		}
		return list, nil
	})
}

// One returns the centre of a code, a name or a former name.
func (c *Centres) One(ctx context.Context, code string) (Centre, error) {
	return op.Read(ctx, c.d, policy.CentreRead, func(v *op.View) (Centre, error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return Centre{}, err
		}
		return CentreByCode(v, code)
	})
}

// Add makes a centre with its main warehouse. Only those whose reach is every
// centre may.
func (c *Centres) Add(ctx context.Context, in Details) (Centre, error) {
	return op.Write(ctx, c.d, policy.CentreChange, in, func(tx *op.Tx) (Centre, error) {
		if err := tx.Allow(op.Headquarters); err != nil {
			return Centre{}, err
		}
		if in.Code != Fold(in.Code) || in.Code == op.Headquarters {
			return Centre{}, fault.InField("code", "centre.code_form", nil)
		}
		if _, taken, err := find(tx, in.Code); err != nil {
			return Centre{}, err
		} else if taken {
			return Centre{}, fault.InField("code", "centre.code_taken", nil)
		}
		rec := Centre{Code: in.Code}
		if err := settle(tx, &rec, in); err != nil {
			return Centre{}, err
		}
		tx.About("centre", op.ID{}, rec.Code)
		tx.Changed("code", "", rec.Code)
		house := mainWarehouse(rec.Code)
		if err := warehouses.Put(tx, &house); err != nil {
			return Centre{}, err
		}
		return rec, centres.Put(tx, &rec)
	})
}

// Change replaces the details of a centre. It fails with Stale when the record
// has changed since that version. What only the ministry decides (rank, validity
// and merger) is refused to a head of centre.
func (c *Centres) Change(ctx context.Context, in Details) (Centre, error) {
	return op.Write(ctx, c.d, policy.CentreChange, in, func(tx *op.Tx) (Centre, error) {
		rec, err := CentreByCode(tx, in.Code)
		if err != nil {
			return Centre{}, err
		}
		if err := tx.Allow(rec.Code); err != nil {
			return Centre{}, err
		}
		if rec.Version != in.Version {
			return Centre{}, fault.New(fault.Stale, "error.stale", fault.Args{"yours": in.Version, "theirs": rec.Version})
		}
		old := rec
		if err := settle(tx, &rec, in); err != nil {
			return Centre{}, err
		}
		if reorganised(old, rec) {
			if err := tx.Allow(op.Headquarters); err != nil {
				return Centre{}, err
			}
		}
		tx.About("centre", op.ID{}, rec.Code)
		journal(tx, old, rec)
		return rec, centres.Put(tx, &rec)
	})
}

// settle writes the details into rec and checks them against the other centres.
func settle(tx *op.Tx, rec *Centre, d Details) error {
	book, err := reference.Load()
	if err != nil {
		return fault.Wrap(err, "reference data")
	}
	d.write(rec)
	if region, known := book.Region(rec.Region); !known || region.Level != reference.Regency {
		return fault.InField("region", "centre.region_unknown", nil)
	}
	if rec.Areas, err = areas(book, d.Areas); err != nil {
		return err
	}
	if rec.MergedInto, err = mergedInto(tx, rec.Code, d.MergedInto); err != nil {
		return err
	}
	rec.Confidence, rec.Changed = "", tx.At
	rec.Version++
	return namesFree(tx, rec)
}

// mergedInto finds the centre that took another one over. The way on from there
// must not lead back.
func mergedInto(r storage.Reader, own, into string) (string, error) {
	if into == "" {
		return "", nil
	}
	to, ok, err := find(r, into)
	code := to.Code
	for steps := 0; err == nil && ok && to.MergedInto != "" && to.Code != own && steps < maxMergers; steps++ {
		to, ok, err = centres.Get(r, centreKey(to.MergedInto))
	}
	if err != nil {
		return "", err
	}
	if !ok || to.Code == own || to.MergedInto != "" {
		return "", fault.InField("merged_into", "centre.merged_into", nil)
	}
	return code, nil
}

// maxMergers is how often a centre may have been merged on.
const maxMergers = 8

// namesFree makes sure that no other centre is found under a name of rec.
func namesFree(r storage.Reader, rec *Centre) error {
	for i, name := range append([]string{rec.Name}, rec.Aliases...) {
		other, taken, err := find(r, name)
		if err != nil {
			return err
		}
		if taken && other.Code != rec.Code {
			field := "aliases"
			if i == 0 {
				field = "name"
			}
			return fault.InField(field, "centre.name_taken", fault.Args{"name": name, "centre": other.Name})
		}
	}
	return nil
}

// reorganised tells whether a change is one that the ministry decides.
func reorganised(old, rec Centre) bool {
	return old.Type != rec.Type || old.MergedInto != rec.MergedInto ||
		!old.ValidFrom.Equal(rec.ValidFrom) || !old.ValidTo.Equal(rec.ValidTo)
}

// journal notes what differs. The names of officials stay out of it.
func journal(tx *op.Tx, old, rec Centre) {
	for _, f := range []struct{ name, from, to string }{
		{"name", old.Name, rec.Name},
		{"type", string(old.Type), string(rec.Type)},
		{"region", old.Region, rec.Region},
		{"aliases", strings.Join(old.Aliases, "; "), strings.Join(rec.Aliases, "; ")},
		{"valid_from", dayText(old.ValidFrom), dayText(rec.ValidFrom)},
		{"valid_to", dayText(old.ValidTo), dayText(rec.ValidTo)},
		{"merged_into", old.MergedInto, rec.MergedInto},
		{"letter_code", old.LetterCode, rec.LetterCode},
		{"budget_unit", old.BudgetUnit, rec.BudgetUnit},
		{"address", old.Address, rec.Address},
		{"bast_template", old.BAST, rec.BAST},
		{"makes", strings.Join(old.Makes, "; "), strings.Join(rec.Makes, "; ")},
		{"areas", strings.Join(old.Areas, " "), strings.Join(rec.Areas, " ")},
	} {
		if f.from != f.to {
			tx.Changed(f.name, f.from, f.to)
		}
	}
	if old.Head != rec.Head {
		tx.Changed("head", "", "")
	}
	if old.Signer != rec.Signer {
		tx.Changed("signer", "", "")
	}
}

func dayText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}
