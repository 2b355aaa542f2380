package stock

import (
	"context"
	"strings"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// ImportsAsk is which imports are wanted.
type ImportsAsk struct {
	Centre string `json:"centre"` // empty: the actor's own, or all for those of the ministry
	Paging
}

// Imports pages through the imports of a centre, the newest first.
func (s *Stock) Imports(ctx context.Context, ask ImportsAsk) (storage.Page[Import], error) {
	return op.Read(ctx, s.d, policy.ImportRead, func(v *op.View) (storage.Page[Import], error) {
		centre := ask.Centre
		if centre == "" {
			centre = v.By.Centre
		}
		if !strings.EqualFold(centre, op.Headquarters) {
			var err error
			if centre, err = centreOf(v, centre); err != nil {
				return storage.Page[Import]{}, err
			}
		}
		if err := v.Allow(centre); err != nil {
			return storage.Page[Import]{}, err
		}
		prefix := storage.ImportByTime.Key()
		if centre != "" {
			prefix = storage.ImportByCentre.Key().Text(centre)
		}
		return imports.Page(v, prefix, ask.ask(true))
	})
}

// ImportSheet is an import with how far it is.
type ImportSheet struct {
	Import  Import
	Work    Work // of one that is under way
	MayUndo bool
}

// ImportOf returns an import.
func (s *Stock) ImportOf(ctx context.Context, id op.ID) (ImportSheet, error) {
	return op.Read(ctx, s.d, policy.ImportRead, func(v *op.View) (ImportSheet, error) {
		i, err := ImportByID(v, id)
		if err != nil {
			return ImportSheet{}, err
		}
		if err := v.Hide("import", i.Centre); err != nil {
			return ImportSheet{}, err
		}
		out := ImportSheet{Import: i}
		out.MayUndo = (i.State == ImportDone || i.State == ImportPosting) && policy.May(v.By, policy.StockImport, i.Centre)
		out.Work, _, err = works.Get(v, works.ID(&Work{Kind: ImportWork, ID: i.ID}))
		return out, err
	})
}
