// Package sample fills a new store with an invented year, so that a newcomer
// sees at once what the program is for, and takes it all away again. It plays
// the year through the real use cases, as the accounts that the sign-in page
// lists: journal, ledger, tallies and follow-ups are what they would be had
// people done it. Nobody in it exists: every name says Contoh ("example"), and
// every NIK is of district 99, which is nowhere.
package sample

import (
	"context"
	"time"

	"lumbung/app"
	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Progress hears how far Fill or Purge has come: done of total steps, and what
// is being done. It may be nil.
type Progress func(done, total int, what string)

// span is how many days the year begins before it ends.
const span = 366

// Fill fills a fresh store with twelve months that end now. It marks the store
// as sample first and opens one account last; a store that has both is left as
// it is, and one where an earlier Fill was cut off is emptied and filled anew.
// The actor must be allowed to operate the store. It fails with Conflict
// sample.not_fresh when there are real records, and with Conflict
// sample.name_taken when an operator has made an account of a sample name.
func Fill(ctx context.Context, a *app.App, progress Progress) error {
	if !policy.May(op.ActorOf(ctx), policy.StoreOperate, op.Headquarters) {
		return fault.New(fault.Denied, "error.denied", nil)
	}
	filled, err := prepare(ctx, a)
	if err != nil || filled {
		return err
	}
	p := newPlay(a)
	p.openAccounts()
	p.register()
	p.spread()
	p.tellMonths()
	p.lack()
	p.stock()
	p.shelve()
	p.produce()
	p.road()
	p.counting()
	p.serve()
	p.upkeep()
	p.safety()
	p.houses()
	p.asking()
	return p.run(ctx, progress)
}

// prepare makes sure that the store is empty and marked, or tells that it has
// been filled.
func prepare(ctx context.Context, a *app.App) (filled bool, err error) {
	if a.About().Sample {
		if filled, err = complete(ctx, a); err != nil || filled {
			return filled, err
		}
		if err := a.Empty(ctx, nil); err != nil {
			return false, err
		}
	}
	fresh, err := a.Fresh(ctx)
	if err == nil && !fresh {
		err = fault.New(fault.Conflict, "sample.not_fresh", nil)
	}
	if err == nil {
		err = namesFree(ctx, a)
	}
	if err != nil {
		return false, err
	}
	return false, a.MarkSample(ctx)
}

// Purge removes everything that was recorded in a sample store but the centres
// and the accounts that an operator made; see App.Empty. The pictures stay in
// the blob store, where no record names them any more.
func Purge(ctx context.Context, a *app.App, progress Progress) error {
	return a.Empty(ctx, progress)
}

// wib is the zone of the days and office hours of the play.
var wib = time.FixedZone("WIB", 7*60*60)
