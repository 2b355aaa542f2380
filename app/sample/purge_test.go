package sample_test

import (
	"context"
	"maps"
	"slices"
	"testing"

	"lumbung/app"
	"lumbung/app/fault"
	"lumbung/app/identity"
	"lumbung/app/policy"
	"lumbung/app/sample"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

// kept are the families that a purged store may have entries in: itself, its
// centres, the accounts of the operator, and a journal that says so.
var kept = []string{"meta", "centre", "warehouse", "shelf", "holiday", "holiday seed", "account", "entry", "journal head"}

func TestPurgeLeavesNoSampleRow(t *testing.T) {
	a := open(t, memkv.New())
	own := identity.NewAccount{Name: "rahma", Role: string(policy.Admin), Password: "sandi-percobaan"}
	if _, _, err := a.Accounts.Add(operator(t), own); err != nil {
		t.Fatal(err)
	}
	before := a.About()
	if err := sample.Fill(operator(t), a, nil); err != nil {
		t.Fatal(err)
	}
	centres := entries(t, a)[storage.CentreByCode.Tag]
	if err := sample.Purge(operator(t), a, nil); err != nil {
		t.Fatal(err)
	}
	checked(t, a)
	left := entries(t, a)
	for _, f := range storage.Families() {
		if n := left[f.Tag]; n > 0 && !slices.Contains(kept, f.Kind) {
			t.Errorf("%d entries of %s (%s) are left", n, f.Kind, f.Tag)
		}
	}
	if got := left[storage.AccountByID.Tag]; got != 1 {
		t.Errorf("%d accounts are left, want the operator's own", got)
	}
	if got := left[storage.CentreByCode.Tag]; got != centres {
		t.Errorf("%d centres are left of %d", got, centres)
	}
	if _, err := a.Accounts.SignIn(t.Context(), identity.Credentials{Name: own.Name, Password: own.Password}, identity.Origin{}); err != nil {
		t.Errorf("the account that user add made cannot sign in: %v", err)
	}
	if about := a.About(); about.Sample || about.Epoch == before.Epoch {
		t.Errorf("About = %+v, want no mark and another epoch than %s", about, before.Epoch)
	}
	purgeIsJournalled(t, a)
	if err := sample.Fill(operator(t), a, nil); err != nil {
		t.Fatalf("a Fill after the Purge: %v", err)
	}
	checked(t, a)
}

func purgeIsJournalled(t *testing.T, a *app.App) {
	t.Helper()
	page, err := a.Journal(operator(t), app.JournalList{Centre: "pusat"})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range page.Items {
		if e.Action == policy.StoreOperate && e.Seq == 1 && len(e.Changes) == 1 && e.Changes[0].Field == "sample" {
			return
		}
	}
	t.Errorf("the journal does not begin with the purge: %+v", page.Items)
}

func TestPurgeRefusesAStoreThatIsNotSample(t *testing.T) {
	a := open(t, memkv.New())
	before := entries(t, a)
	err := sample.Purge(operator(t), a, nil)
	if f := fault.As(err); f.Code != fault.Conflict || f.Key != "sample.none" {
		t.Errorf("Purge = %v, want a conflict", err)
	}
	if !maps.Equal(before, entries(t, a)) {
		t.Error("the refused Purge changed the store")
	}
}

func TestPurgeIsForThoseWhoOperateTheStore(t *testing.T) {
	a := open(t, memkv.New())
	if err := a.MarkSample(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := sample.Purge(t.Context(), a, nil); fault.CodeOf(err) != fault.Denied {
		t.Errorf("Purge by nobody = %v, want denied", err)
	}
}

func TestFillAndPurgeGoOnAfterACut(t *testing.T) {
	s := memkv.New()
	cut := func(run func(context.Context, *app.App, sample.Progress) error, at int) {
		t.Helper()
		ctx, stop := context.WithCancel(operator(t))
		defer stop()
		err := run(ctx, open(t, s), func(done, _ int, _ string) {
			if done == at {
				stop()
			}
		})
		if err == nil {
			t.Fatal("the cut did not end it")
		}
	}
	cut(sample.Fill, 200)
	a := open(t, s)
	if err := sample.Fill(operator(t), a, nil); err != nil {
		t.Fatalf("Fill after a cut: %v", err)
	}
	checked(t, a)
	cut(sample.Purge, 30)
	if a = open(t, s); !a.About().Sample {
		t.Error("the mark went before the records")
	}
	if err := sample.Purge(operator(t), a, nil); err != nil {
		t.Fatalf("Purge after a cut: %v", err)
	}
	if fresh, err := a.Fresh(t.Context()); err != nil || !fresh || a.About().Sample {
		t.Errorf("Fresh = %v, %v; About = %+v", fresh, err, a.About())
	}
}
