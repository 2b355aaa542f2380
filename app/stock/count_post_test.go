package stock_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/boltkv"
	"lumbung/storage/kv/optkv"
)

func TestOfTwoReviewersOnePosts(t *testing.T) {
	for name, engine := range map[string]func(*testing.T) storage.Store{
		"optkv":  func(*testing.T) storage.Store { return optkv.New() },
		"boltkv": openBolt,
	} {
		t.Run(name, func(t *testing.T) {
			store := engine(t)
			defer func() { _ = store.Close() }()
			r := furnish(t, store)
			for round := range 12 {
				rec := r.receive(t, made(serials(fmt.Sprintf("R%d", round), 3)...))
				c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
				r.scan(t, c, "", true, r.unit(t, rec.Units[0]).Code, r.unit(t, rec.Units[1]).Code)
				c = r.finish(t, c)
				r.explainAll(t, c, stock.CountLost)
				before := r.tally(t, r.chair.ID, "soeharso").Gone
				var won atomic.Int32
				var wg sync.WaitGroup
				for _, who := range []policy.Actor{judge, head, judge, head} {
					wg.Go(func() {
						_, err := r.ApproveCount(as(t, who), stock.CountRef{Count: c.ID.String()})
						if err == nil {
							won.Add(1)
						} else if fault.As(err).Key != "count.stage" {
							t.Errorf("a loser is told %v", err)
						}
					})
				}
				wg.Wait()
				gone := r.tally(t, r.chair.ID, "soeharso").Gone - before
				want := r.lines(t, c, "")[0].Lost
				if won.Load() != 1 || gone != want || want == 0 {
					t.Fatalf("%d of 4 posted; %d units gone, the count says %d", won.Load(), gone, want)
				}
			}
			r.verify(t)
		})
	}
}

func TestAPostingThatWasCutOffGoesOnAndKeepsTheWarehouseMeanwhile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lumbung.db")
	bolt, err := boltkv.Open(path, boltkv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = bolt.Close() }()
	store := &cutting{Store: bolt, left: 1 << 30}
	r := furnish(t, store)
	r.receive(t, made(serials("K", 400)...))
	r.padsIn(t, 5)
	c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
	r.scan(t, c, "", true)
	c = r.finish(t, c)
	r.explainAll(t, c, stock.CountLost)
	store.left = 4 // the approval and some steps
	if _, err := r.ApproveCount(as(t, judge), stock.CountRef{Count: c.ID.String()}); err == nil {
		t.Fatal("the posting was not cut off")
	}
	store.left = 1 << 30
	if _, err := r.Move(as(t, clerk), stock.NewMove{Kind: stock.Issued, Model: r.pad.Slug, Quantity: 1, Reason: stock.ForService}); fault.As(err).Key != "stock.place_locked" {
		t.Errorf("goods move in the middle of a posting: %v", err)
	}
	r.ResumeWorks(t.Context(), func(err error) { t.Error(err) })
	sheet, err := r.Count(as(t, clerk), c.ID.String())
	if err != nil || sheet.Count.Stage != stage("posted") || sheet.Count.Sums.Lost != 400 {
		t.Fatalf("after the restart the count is %s with %+v (%v)", sheet.Count.Stage, sheet.Count.Sums, err)
	}
	r.use(t, 1)
	r.verify(t)
}

func cut(t *testing.T, r *room, c stock.Count, after string) error {
	t.Helper()
	_, err := r.Cut(as(t, clerk), stock.NewCut{Count: c.ID.String(), Model: r.chair.Slug, After: after})
	return err
}

func TestACountIsOfItsOwnCentreAndOfItsStage(t *testing.T) {
	r := newRoom(t)
	r.receive(t, made("K-1"))
	c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
	ref := stock.CountRef{Count: c.ID.String()}
	for name, err := range map[string]error{
		"scan by another centre": second(r.Scan(as(t, far), stock.NewScans{Count: c.ID.String(), Codes: []string{"x"}})),
		"open elsewhere":         second(r.OpenCount(as(t, far), stock.NewCount{Kind: stock.CountFull, Place: mainHouse})),
		"approve by an auditor":  second(r.ApproveCount(as(t, actor(9, policy.Auditor, "")), ref)),
		"open by a peksos":       second(r.OpenCount(as(t, peksos), stock.NewCount{Kind: stock.CountFull})),
	} {
		if fault.CodeOf(err) != fault.Denied {
			t.Errorf("%s: %v, want denied", name, err)
		}
	}
	for name, err := range map[string]error{
		"approve while they count": second(r.ApproveCount(as(t, judge), ref)),
		"explain while they count": second(r.ExplainCount(as(t, clerk), stock.NewReasons{Count: c.ID.String(), Rest: stock.CountLost})),
		"sign what is not posted":  second(r.SignCount(as(t, head), stock.NewSigning{Count: c.ID.String(), On: noon, Signers: "Uji"})),
	} {
		if fault.As(err).Key != "count.stage" {
			t.Errorf("%s: %v, want count.stage", name, err)
		}
	}
	if _, err := r.CancelCount(as(t, head), stock.CountCancel{Count: c.ID.String(), Reason: "salah gudang"}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Scan(as(t, clerk), stock.NewScans{Count: c.ID.String(), Codes: []string{"x"}}); fault.As(err).Key != "count.stage" {
		t.Errorf("a cancelled count takes a scan: %v", err)
	}
	if _, err := r.Count(as(t, peksos), "OPN-2026-0001"); err != nil {
		t.Errorf("the number does not lead to the count: %v", err)
	}
	r.verify(t)
}

func TestThePaperIsNotedWhenItIsSignedAndCanBeProved(t *testing.T) {
	r := newRoom(t)
	rec := r.receive(t, made("K-1"))
	c := r.begin(t, stock.NewCount{Kind: stock.CountFull})
	r.scan(t, c, "", true, r.unit(t, rec.Units[0]).Code)
	c = r.approve(t, r.finish(t, c))
	sign := func(on time.Time) error {
		return second(r.SignCount(as(t, head), stock.NewSigning{Count: c.ID.String(), On: on, Signers: "Petugas, pemeriksa, kepala", Archive: "Map 3"}))
	}
	if got := keys(sign(noon.AddDate(0, 1, 0))); got["signed_on"] != "stock.future" {
		t.Errorf("signed next month: %v", got)
	}
	if got := keys(sign(noon.AddDate(0, -1, 0))); got["signed_on"] != "count.signed_early" {
		t.Errorf("signed before it was posted: %v", got)
	}
	if err := sign(noon); err != nil {
		t.Error(err)
	}
	proof, err := r.ProveCount(t.Context(), c.ID.String())
	if err != nil || proof.Number != c.Number || len(proof.Hash) != 32 {
		t.Errorf("proof %+v, %v", proof, err)
	}
	r.verify(t) // the hash does not cover the note
}
