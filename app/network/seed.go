package network

import (
	"context"

	"lumbung/app/fault"
	"lumbung/app/numbering"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/storage"
)

// letters are the codes that are known from letters of the centres themselves.
var letters = map[string]struct{ letterCode, budgetUnit string }{
	"mulya-jaya": {"4.11", "690564"},
}

// workshops are the centres that are known to make devices, with what.
var workshops = map[string][]string{
	"soeharso":      {"Kursi roda elektrik", "Prostesis dan ortosis"},
	"inten-soeweno": {"Sepeda motor roda tiga"},
	"wirajaya":      {"Kursi roda elektrik"},
}

// areasKnown are the working areas that a source names beyond the province of a
// centre itself: Pangurangi serves Papua, which was divided in 2022 (reference,
// domain 1.3, S43). That of every other centre is entered from its decree.
var areasKnown = map[string][]string{
	"pangurangi": {"91", "93", "94", "95"},
}

// Load puts the seed of the centres, each with its main warehouse, into a store
// that has none. It does nothing to one that has: edits are never overwritten.
func (c *Centres) Load(ctx context.Context) error {
	book, err := reference.Load()
	if err != nil {
		return fault.Wrap(err, "reference data")
	}
	seeds := book.Centres()
	if loaded, err := c.loaded(ctx, seeds); err != nil || loaded {
		return err
	}
	ctx = op.As(ctx, policy.Actor{Name: "Lumbung", Role: policy.Admin})
	_, err = op.Write(ctx, c.d, policy.CentreChange, nil, func(tx *op.Tx) (struct{}, error) {
		if err := tx.Allow(op.Headquarters); err != nil {
			return struct{}{}, err
		}
		for _, s := range seeds {
			if err := plant(tx, s); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	})
	return err
}

// loaded looks for the seeds one by one, because a rule never rests on a list.
func (c *Centres) loaded(ctx context.Context, seeds []reference.CentreSeed) (any bool, err error) {
	err = c.d.Store.View(ctx, func(r storage.Reader) error {
		for _, s := range seeds {
			_, ok, err := r.Get(centreKey(s.Code))
			if any = any || ok; err != nil {
				return err
			}
		}
		return nil
	})
	return any, err
}

func plant(tx *op.Tx, s reference.CentreSeed) error {
	rec := Centre{
		Code: s.Code, Name: s.Name, Type: s.Type, Region: s.RegionCode, Aliases: s.Aliases, Confidence: s.Confidence,
		BAST: numbering.DefaultBAST, LetterCode: letters[s.Code].letterCode, BudgetUnit: letters[s.Code].budgetUnit,
		Head: Official{Title: "Kepala " + s.Name}, Signer: Official{Title: "Pejabat Pembuat Komitmen"},
		Areas: areasKnown[s.Code],
		SKA:   true, Makes: workshops[s.Code], // the ministry opened one at each centre in 2021
		Changed: tx.At, Version: 1,
	}
	tx.About("centre", op.ID{}, rec.Code)
	if err := centres.Put(tx, &rec); err != nil {
		return err
	}
	house := mainWarehouse(rec.Code)
	return warehouses.Put(tx, &house)
}
