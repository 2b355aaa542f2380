package app

import (
	"context"

	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/holiday"
	"lumbung/app/identity"
	"lumbung/app/innovation"
	"lumbung/app/intake"
	"lumbung/app/need"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/outcome"
	"lumbung/app/replication"
	"lumbung/app/ska"
	"lumbung/app/stock"
	"lumbung/storage"
)

// verifiers recompute what each feature derives. Each gives a report per
// invariant with how much it looked at.
func verifiers() []func(storage.Reader) ([]storage.Report, error) {
	return []func(storage.Reader) ([]storage.Report, error){
		func(r storage.Reader) ([]storage.Report, error) {
			rep, err := op.VerifyJournal(r)
			return []storage.Report{rep}, err
		},
		network.Verify,
		holiday.Verify,
		identity.Verify,
		innovation.Verify,
		stock.Verify,
		beneficiary.Verify,
		allocation.Verify,
		outcome.Verify,
		replication.Verify,
		ska.Verify,
		intake.Verify,
		need.Verify,
	}
}

// Check proves the store: indexes equal records, balances and tallies equal the
// replay of the ledger, every unit stands at one node, the journal is unbroken.
// It reads one snapshot; the server goes on meanwhile.
func (a *App) Check(ctx context.Context) (reports []storage.Report, err error) {
	return a.check(ctx, func(int, int) {})
}

func (a *App) check(ctx context.Context, progress func(done, total int)) (reports []storage.Report, err error) {
	err = a.deps.Store.View(ctx, func(r storage.Reader) error {
		for i, verify := range verifiers() {
			progress(i, len(verifiers()))
			some, err := verify(r)
			reports = append(reports, some...)
			if err != nil {
				return err
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		files, err := innovation.VerifyBlobs(r, a.deps.Blobs)
		reports = append(reports, files)
		return err
	})
	return reports, err
}

// exporters print the records of each feature; personal data stays sealed.
func exporters() []func(storage.Reader, func(kind string, record any) error) error {
	return []func(storage.Reader, func(kind string, record any) error) error{
		network.Export,
		holiday.Export,
		identity.Export,
		innovation.Export,
		stock.Export,
		beneficiary.Export,
		allocation.Export,
		outcome.Export,
		replication.Export,
		ska.Export,
		intake.Export,
		need.Export,
	}
}

// Export hands every record to emit, feature by feature, in key order.
func (a *App) Export(ctx context.Context, emit func(kind string, record any) error) error {
	return a.deps.Store.View(ctx, func(r storage.Reader) error {
		for _, export := range exporters() {
			if err := export(r, emit); err != nil {
				return err
			}
		}
		return nil
	})
}
