package innovation

import (
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

func key(err error) string {
	if err == nil {
		return ""
	}
	return fault.As(err).Key
}

func (b bench) judge(by policy.Actor, rec Innovation, d Decision) (Innovation, error) {
	return b.Review(b.as(by), Judgement{Innovation: rec.Slug, Version: rec.Version, Decision: d, Reason: "Alasan."})
}

func TestTwoReviewersOfTwoCentresHaveToAgree(t *testing.T) {
	b := newBench(t)
	rec := b.submitted()
	read := rec.Version
	rec = b.must(b.judge(reviewer, rec, Publish))
	if rec.State != Submitted || rec.Public != nil || len(rec.Approvals()) != 1 {
		t.Fatalf("after one: %s, public %v, %d approvals", rec.State, rec.Public != nil, len(rec.Approvals()))
	}
	colleague := policy.Actor{ID: op.ID{30}, Role: policy.Reviewer, Centre: reviewer.Centre}
	for _, c := range []struct {
		by   policy.Actor
		want string
	}{{reviewer, "innovation.already_decided"}, {colleague, "innovation.same_centre"}} {
		if _, err := b.judge(c.by, rec, Publish); key(err) != c.want || fault.CodeOf(err) != fault.Denied {
			t.Errorf("a second approval: %v, want %s", err, c.want)
		}
		if page, err := b.Queue(b.as(c.by), List{}); err != nil || len(page.Items) != 0 {
			t.Errorf("it is still offered to them: %d, %v", len(page.Items), err)
		}
	}
	rec = b.must(b.Review(b.as(second), Judgement{Innovation: rec.Slug, Version: read, Decision: Publish})) // read before the first decided
	if rec.State != Published || rec.Public == nil || rec.PublishedVersion != rec.Version {
		t.Errorf("after two: %s", rec.State)
	}
	b.sound()
}

func TestAnApprovalHoldsForWhatWasSubmittedAlone(t *testing.T) {
	b := newBench(t)
	rec := b.submitted()
	rec = b.must(b.judge(reviewer, rec, Publish))
	rec = b.must(b.judge(second, rec, Return))
	e := filled(rec)
	e.Summary = "Lain sekali."
	rec = b.must(b.Change(b.as(maker), e))
	if rec.State != Returned {
		t.Errorf("what was returned is %s while it is mended", rec.State)
	}
	rec = b.must(b.Submit(b.as(maker), Submission{Innovation: rec.Slug}))
	rec = b.must(b.judge(second, rec, Publish))
	if rec.State != Submitted {
		t.Errorf("an approval of the text before counted: %s", rec.State)
	}
	if rec = b.must(b.judge(reviewer, rec, Publish)); rec.State != Published {
		t.Errorf("after both: %s", rec.State)
	}
	b.sound()
}

func TestWhatWasSubmittedUnderTheOldRuleNeedsTwo(t *testing.T) {
	b := newBench(t)
	rec := b.submitted()
	rec.SubmittedVersion = 0 // as it was written then
	err := b.deps.Store.Update(t.Context(), func(w storage.Writer) error { return innovations.Put(w, &rec) })
	if err != nil {
		t.Fatal(err)
	}
	rec = b.must(b.judge(reviewer, rec, Publish))
	if rec.State != Submitted || len(rec.Approvals()) != 1 {
		t.Fatalf("after one: %s, %d approvals", rec.State, len(rec.Approvals()))
	}
	if rec = b.must(b.judge(second, rec, Publish)); rec.State != Published {
		t.Errorf("after two: %s", rec.State)
	}
	b.sound()
}

func TestAReturnNamesADay(t *testing.T) {
	b := newBench(t)
	rec := b.submitted()
	in := Judgement{Innovation: rec.Slug, Version: rec.Version, Decision: Return, Reason: "Ukuran."}
	for name, due := range map[string]time.Time{"yesterday": b.deps.Now().AddDate(0, 0, -1), "in two years": b.deps.Now().AddDate(2, 0, 0)} {
		in.Due = due
		if _, err := b.Review(b.as(reviewer), in); fields(err) != "due" {
			t.Errorf("due %s: %v", name, err)
		}
	}
	in.Due = time.Time{}
	rec = b.must(b.Review(b.as(reviewer), in))
	if days := rec.Due().Sub(rec.ChangedAt).Hours() / 24; days != 30 {
		t.Errorf("due in %v days", days)
	}
	if rec = b.must(b.Submit(b.as(maker), Submission{Innovation: rec.Slug})); !rec.Due().IsZero() {
		t.Errorf("handed in again it is due %v", rec.Due())
	}
}

func TestARefusalMayBeAppealedToOthers(t *testing.T) {
	b := newBench(t)
	rec := b.submitted()
	rec = b.must(b.judge(reviewer, rec, Refuse))
	if _, err := b.Submit(b.as(maker), Submission{Innovation: rec.Slug}); fields(err) != "note" {
		t.Errorf("an appeal without a note: %v", err)
	}
	e := filled(rec)
	e.Novelty = "Gambarnya sekarang buatan sendiri."
	rec = b.must(b.Change(b.as(maker), e))
	rec = b.must(b.Submit(b.as(maker), Submission{Innovation: rec.Slug, Note: "Gambar sudah diganti."}))
	if rec.Appeal == "" || rec.State != Submitted {
		t.Fatalf("appeal: %q, %s", rec.Appeal, rec.State)
	}
	if _, err := b.judge(reviewer, rec, Publish); key(err) != "innovation.refused_before" {
		t.Errorf("who refused decides on the appeal: %v", err)
	}
	rec = b.must(b.judge(second, rec, Publish))
	rec = b.must(b.judge(policy.Actor{ID: op.ID{31}, Role: policy.Reviewer, Centre: "wirajaya"}, rec, Publish))
	if rec.State != Published || rec.Appeal != "" {
		t.Errorf("after the appeal: %s", rec.State)
	}
	b.sound()
}

func TestADraftIsGivenUpAndWhatIsPublicIsNot(t *testing.T) {
	b := newBench(t)
	draft, public := b.begun(), b.published()
	if rec := b.must(b.Cancel(b.as(maker), Closing{Innovation: draft.Slug, Reason: "Tidak jadi."})); rec.State != Cancelled || rec.Editable() {
		t.Errorf("cancelled: %s", rec.State)
	}
	if _, err := b.Cancel(b.as(maker), Closing{Innovation: public.Slug, Reason: "Tidak jadi."}); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("a public one: %v", err)
	}
	for by, want := range map[string]policy.Actor{"a stranger": stranger, "a reviewer": reviewer} {
		if _, err := b.Cancel(b.as(want), Closing{Innovation: public.Slug, Reason: "x"}); err == nil {
			t.Errorf("%s gave it up", by)
		}
	}
	b.sound()
}

func TestARecalledPageWarnsUntilABetterOneIsPublished(t *testing.T) {
	b := newBench(t)
	rec := b.published()
	in := RecallOrder{Innovation: rec.Slug, Reason: "Rangka patah pada tiga unit."}
	for _, by := range []policy.Actor{maker, stranger, reviewer, auditor, nobody} {
		if _, err := b.Withdraw(b.as(by), in); err == nil {
			t.Errorf("%s recalled it", by.Name)
		}
	}
	rec = b.must(b.Withdraw(b.as(ministry), in))
	s, err := b.BySlug(b.as(nobody), rec.Slug)
	if err != nil || s.Recall == nil || s.Recall.Reason != in.Reason || s.Offered() || rec.State != Recalled {
		t.Fatalf("the page of a recalled innovation: %+v, %v", s.Recall, err)
	}
	if _, err := b.Withdraw(b.as(head), in); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("twice: %v", err)
	}
	e := filled(rec)
	e.Novelty = "Rangka diperkuat."
	rec = b.must(b.Change(b.as(maker), e))
	if s, _ := b.BySlug(b.as(nobody), rec.Slug); s.Recall == nil {
		t.Error("the warning is gone while the mended text is a draft")
	}
	rec = b.must(b.Submit(b.as(maker), Submission{Innovation: rec.Slug}))
	rec = b.approved(rec)
	if s, _ := b.BySlug(b.as(nobody), rec.Slug); s.Recall != nil || !s.Offered() {
		t.Error("the warning stays after the mended text is published")
	}
	b.sound()
}

func TestAPageIsReadAgainAfterAYear(t *testing.T) {
	b := newBench(t)
	rec := b.published()
	if want := rec.RenewedAt.AddDate(1, 0, 0); !rec.ReviewBy().Equal(want) || rec.Outdated(want) || !rec.Outdated(want.Add(time.Second)) {
		t.Errorf("review by %v, want %v", rec.ReviewBy(), want)
	}
	was := rec.ReviewBy()
	rec = b.must(b.Confirm(b.as(maker), Decided{Innovation: rec.Slug, Version: rec.Version}))
	if !rec.ReviewBy().After(was) || rec.State != Published || !rec.RenewedAt.Before(rec.ConfirmedAt) {
		t.Errorf("after it was confirmed: by %v, %s", rec.ReviewBy(), rec.State)
	}
	if _, err := b.Confirm(b.as(head), Decided{Innovation: rec.Slug, Version: rec.Version - 1}); fault.CodeOf(err) != fault.Stale {
		t.Errorf("confirming what was read before: %v", err)
	}
	if rec := b.begun(); !rec.ReviewBy().IsZero() || rec.Outdated(b.deps.Now().AddDate(9, 0, 0)) {
		t.Error("a draft is outdated")
	}
	b.sound()
}

func TestEvidenceIsVerifiedByAnotherCentreAndForItsWords(t *testing.T) {
	b := newBench(t)
	rec := b.submitted()
	piece := rec.Proof[0].ID
	if piece.IsZero() || rec.Proof[0].By.ID != maker.ID {
		t.Fatalf("the piece: %+v", rec.Proof[0])
	}
	for _, by := range []policy.Actor{maker, head, ownEye, auditor} {
		if _, err := b.VerifyProof(b.as(by), ProofCheck{Innovation: rec.Slug, Proof: piece}); err == nil {
			t.Errorf("%s verified it", by.Name)
		}
	}
	rec = b.must(b.VerifyProof(b.as(reviewer), ProofCheck{Innovation: rec.Slug, Proof: piece}))
	if v := rec.VerifiedBy(piece); v == nil || v.By.ID != reviewer.ID {
		t.Errorf("verified by %+v", v)
	}
	if _, err := b.VerifyProof(b.as(second), ProofCheck{Innovation: rec.Slug, Proof: piece}); key(err) != "innovation.verified_already" {
		t.Errorf("twice: %v", err)
	}
	if _, err := b.VerifyProof(b.as(second), ProofCheck{Innovation: rec.Slug, Proof: op.ID{99}}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a piece that is not there: %v", err)
	}
	rec = b.approved(rec)
	if s, err := b.BySlug(b.as(nobody), rec.Slug); err != nil || len(s.Verified) != 1 || s.Proof[0].By.Name != "" {
		t.Errorf("the public sees %+v, %v", s.Verified, err)
	}
	e := filled(rec)
	e.Proof[0].Result = "Semua 30 memakainya."
	rec = b.must(b.Change(b.as(maker), e))
	if rec.VerifiedBy(rec.Proof[0].ID) != nil {
		t.Error("changed words count as verified")
	}
	b.sound()
}

func TestNamesArePublicWhenEachHasAgreed(t *testing.T) {
	b := newBench(t)
	rec := b.begun()
	e := filled(rec)
	e.NamesAgreed = false
	rec = b.must(b.Change(b.as(maker), e))
	rec = b.must(b.Submit(b.as(maker), Submission{Innovation: rec.Slug}))
	rec = b.approved(rec)
	s, err := b.BySlug(b.as(nobody), rec.Slug)
	if err != nil || s.Contributors != "" || s.Keeping.Responsible != "" || s.Keeping.Role != "Kepala SKA" {
		t.Errorf("the public reads %q and %+v, %v", s.Contributors, s.Keeping, err)
	}
}
