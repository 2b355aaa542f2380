package intake

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage/kv/optkv"
)

// taken is an ask that became a request, with the number of that.
func (w world) taken(t *testing.T) (Receipt, string) {
	t.Helper()
	got := w.file(t)
	row, err := w.Take(worker(t, soeharso), w.taking(got, w.person(t, soeharso).Ref))
	if err != nil {
		t.Fatal(err)
	}
	return got, row.RequestNo
}

// reserved sets a unit apart for a request.
func (w world) reserved(t *testing.T, number string) (allocation.Allocation, stock.Unit) {
	t.Helper()
	head := as(t, policy.Head, soeharso)
	rec, err := w.stock.Receive(head, stock.NewReceipt{Model: w.model.Slug, Source: stock.Production, Fund: "APBN 2026", UnitCost: 1, Serials: []string{"S-1"}})
	w.check(t, err)
	sheet, err := w.stock.Receipt(head, rec.ID)
	w.check(t, err)
	set, err := w.allocations.Reserve(head, allocation.Choice{Request: number, Unit: sheet.Units[0].Code})
	w.check(t, err)
	return set, sheet.Units[0]
}

func (w world) delivered(t *testing.T, set allocation.Allocation) {
	t.Helper()
	_, err := w.allocations.HandOver(as(t, policy.Head, soeharso), allocation.Delivery{
		Allocations: []string{set.ID.String()}, IdentityChecked: true, Receiver: allocation.ToSelf, Place: "Surakarta", Basis: []string{"SK KPA 1/2026"},
	})
	w.check(t, err)
}

func TestWhoWritesAfterItIsARequestIsHeardAndAnswered(t *testing.T) {
	w := newWorld(t)
	got, _ := w.taken(t)
	f, err := w.Reply(t.Context(), Reply{pass(got), "Saya pindah rumah"})
	if err != nil || f.State != Taken || !f.MayReply {
		t.Fatalf("the message: %+v, %v", f, err)
	}
	by := worker(t, soeharso)
	if p, err := w.Pending(by); err != nil || p != (Pending{Written: 1}) {
		t.Errorf("it waits as %+v, %v", p, err)
	}
	q, err := w.Queue(by, QueueAsk{State: Written})
	if err != nil || len(q.Rows) != 1 || q.Rows[0].Number != got.Number {
		t.Errorf("the queue has %+v, %v", q.Rows, err)
	}
	if s, err := w.Reveal(by, Naming{got.Number}); err != nil || !s.MayAnswer || s.MayTake || s.Moments[2].Text != "Saya pindah rumah" {
		t.Errorf("opened it is %+v, %v", s, err)
	}
	_, err = w.Answer(by, Answer{Opened: Opened{Ask: got.Number}, Text: "Terima kasih, sudah kami catat"})
	w.check(t, err)
	if p, err := w.Pending(by); err != nil || p != (Pending{}) {
		t.Errorf("answered it waits as %+v, %v", p, err)
	}
	if f := w.follow(t, got); f.State != Taken || kinds(f.Moments) != "filed taken replied answered" {
		t.Errorf("the person sees %s, %s", f.State, kinds(f.Moments))
	}
	_, err = w.Close(by, Closing{Opened{Ask: got.Number}, "misuse", ""})
	wantKey(t, "closing what is a request", err, fault.Conflict, "ask.ended")
	w.nothingPersonal(t, "pindah rumah", "sudah kami catat")
	w.verify(t)
}

func TestWhoWithdrawsFreesWhatWasSetApart(t *testing.T) {
	w := newWorld(t)
	got, number := w.taken(t)
	_, unit := w.reserved(t, number)
	*w.entries = nil
	f, err := w.Withdraw(t.Context(), pass(got))
	if err != nil || f.State != Withdrawn || f.Request != allocation.Closed || !f.Erased || f.MayWithdraw || f.MayReply {
		t.Fatalf("withdrawn it is %+v, %v", f, err)
	}
	if kinds(f.Moments) != "filed taken reserved released withdrawn" {
		t.Errorf("the person sees %s", kinds(f.Moments))
	}
	head := as(t, policy.Head, soeharso)
	if u, err := w.stock.Unit(head, unit.Code); err != nil || !u.Unit.Allocation.IsZero() {
		t.Errorf("the unit is %+v, %v", u.Unit, err)
	}
	if q, err := w.allocations.Request(head, number); err != nil || q.State != allocation.Closed || q.CloseReason != "withdrawn" {
		t.Errorf("the request is %s, %s, %v", q.State, q.CloseReason, err)
	}
	if len(*w.entries) != 1 {
		t.Fatalf("%d entries, want one for all of it", len(*w.entries))
	}
	var about []string
	for _, s := range (*w.entries)[0].Subjects {
		about = append(about, s.Kind)
	}
	for _, kind := range []string{"ask", "request", "allocation", "unit"} {
		if !slices.Contains(about, kind) {
			t.Errorf("the journal is about %v, not %s", about, kind)
		}
	}
	w.verify(t)
}

func TestWhatWasHandedOverIsNotWithdrawn(t *testing.T) {
	w := newWorld(t)
	got, number := w.taken(t)
	set, _ := w.reserved(t, number)
	w.delivered(t, set)
	_, err := w.Withdraw(t.Context(), pass(got))
	wantKey(t, "Withdraw", err, fault.Conflict, "request.handed_over")
	_, err = w.Reply(t.Context(), Reply{pass(got), "Terima kasih"})
	wantKey(t, "Reply", err, fault.Conflict, "request.handed_over")
	if f := w.follow(t, got); f.MayWithdraw || f.MayReply || kinds(f.Moments) != "filed taken reserved handed_over" {
		t.Errorf("the person sees %+v", f)
	}
	w.verify(t)
}

func TestEitherTheHandOverOrTheWithdrawalComesFirst(t *testing.T) {
	for range 8 {
		w := newWorldOn(t, optkv.New())
		got, number := w.taken(t)
		set, _ := w.reserved(t, number)
		var wg sync.WaitGroup
		var gone, given error
		wg.Go(func() { _, gone = w.Withdraw(t.Context(), pass(got)) })
		wg.Go(func() {
			_, given = w.allocations.HandOver(as(t, policy.Head, soeharso), allocation.Delivery{
				Allocations: []string{set.ID.String()}, IdentityChecked: true, Receiver: allocation.ToSelf, Place: "Surakarta", Basis: []string{"SK KPA 1/2026"},
			})
		})
		wg.Wait()
		if (gone == nil) == (given == nil) {
			t.Errorf("withdrawn: %v, handed over: %v; want one of them", gone, given)
		}
		w.verify(t)
	}
}

func TestContactAndPlaceArePutRightBeforeTheAssessment(t *testing.T) {
	w := newWorld(t)
	w.serves(t, "meohai", "94")
	got := w.file(t)
	f, err := w.Correct(t.Context(), Correction{Pass: pass(got), Phone: "0813 0000 1234", Place: "Kabupaten Nabire"})
	if err != nil || f.Centre != "meohai" || f.State != Waiting {
		t.Fatalf("corrected it is %+v, %v", f, err)
	}
	if s, err := w.Reveal(worker(t, "meohai"), Naming{got.Number}); err != nil || s.Contact.Phone != "+6281300001234" || s.Contact.Name != secretName {
		t.Errorf("the contact is %+v, %v", s.Contact, err)
	}
	_, err = w.Answer(worker(t, "meohai"), Answer{Opened: Opened{Ask: got.Number}, Text: "Kapan?", Question: true})
	w.check(t, err)
	if f, err := w.Correct(t.Context(), Correction{Pass: pass(got), Place: "surakarta"}); err != nil || f.Centre != "meohai" || w.ask(t, got.Number).Region != "33.72" {
		t.Errorf("once a centre has answered it keeps the ask: %+v, %v", f, err)
	}
	for name, c := range map[string]struct {
		in         Correction
		field, key string
	}{
		"nothing":    {Correction{}, "phone", "ask.nothing_to_correct"},
		"no number":  {Correction{Phone: "besok"}, "phone", "ask.phone"},
		"two places": {Correction{Place: "bogor"}, "place", "ask.place_choose"},
		"no address": {Correction{Email: "bukan surel"}, "email", "field.email"},
		"long":       {Correction{Place: strings.Repeat("a", 1<<20)}, "place", "field.max_letters"},
	} {
		c.in.Pass = pass(got)
		_, err := w.Correct(t.Context(), c.in)
		if fs := fault.As(err).Fields; err == nil || len(fs) == 0 || fs[0].Name != c.field || fs[0].Key != c.key {
			t.Errorf("%s: %v, want %s %s", name, err, c.field, c.key)
		}
	}
	taken, _ := w.taken(t)
	_, err = w.Correct(t.Context(), Correction{Pass: pass(taken), Phone: "0813 0000 1234"})
	wantKey(t, "after the assessment", err, fault.Conflict, "ask.correct_late")
	w.nothingPersonal(t, "81300001234")
	w.verify(t)
}

func TestAnotherPINOpensAndTheOldOneDoesNot(t *testing.T) {
	w := newWorld(t)
	got := w.file(t)
	by := worker(t, soeharso)
	_, err := w.Renew(by, Renewal{Opened: Opened{Ask: got.Number}})
	wantKey(t, "unchecked", err, fault.Invalid, "ask.renew_check")
	_, err = w.Renew(worker(t, jaya), Renewal{Opened{Ask: got.Number}, true})
	wantKey(t, "of another centre", err, fault.NotFound, "error.not_found")
	ctx := op.Once(by, "one click too many")
	one, err := w.Renew(ctx, Renewal{Opened{Ask: got.Number}, true})
	w.check(t, err)
	two, err := w.Renew(ctx, Renewal{Opened{Ask: got.Number}, true})
	if err != nil || one != two || one.PIN == got.PIN || one.PIN == "" {
		t.Fatalf("the PINs are %+v and %+v, %v", one, two, err)
	}
	_, err = w.Follow(t.Context(), pass(got))
	wantKey(t, "the old PIN", err, fault.Invalid, "ask.no_match")
	if f := w.follow(t, one); kinds(f.Moments) != "filed pin" {
		t.Errorf("the person sees %s", kinds(f.Moments))
	}
	if last := (*w.entries)[len(*w.entries)-1]; last.Action != policy.AskRenew {
		t.Errorf("the journal ends with %s", last.Action)
	}
	w.nothingPersonal(t, one.PIN)
}

func TestAStrangerWhoGuessesShutsNobodyOut(t *testing.T) {
	w := newWorld(t)
	got := w.file(t)
	for i := range 200 { // for over a day, from one address
		guess := Pass{Number: got.Number, PIN: "000000x"}
		guess.ComesFrom("192.0.2.1")
		_, err := w.Follow(t.Context(), guess)
		if code := fault.CodeOf(err); code != fault.Invalid && code != fault.TooMany {
			t.Fatalf("guess %d: %v", i, err)
		}
		*w.now = w.now.Add(8 * time.Minute)
	}
	own := pass(got)
	own.ComesFrom("192.0.2.2")
	if _, err := w.Follow(t.Context(), own); err != nil {
		t.Errorf("its person is shut out: %v", err)
	}
}

func TestManyAddressesTogetherAreSlowedDownAsWell(t *testing.T) {
	w := newWorld(t)
	got := w.file(t)
	tried := 0
	for i := range 100 {
		guess := Pass{Number: got.Number, PIN: "000000x"}
		guess.ComesFrom(string(rune('a' + i)))
		if _, err := w.Follow(t.Context(), guess); fault.CodeOf(err) == fault.Invalid {
			tried++
		}
	}
	if tried != int(perNumber.Size) {
		t.Errorf("%d PINs were tried, want %v", tried, perNumber.Size)
	}
}

func TestWordsAreKeptAsLongAsTheRequestIsOpen(t *testing.T) {
	w := newWorld(t)
	got, number := w.taken(t)
	operator := as(t, policy.Admin, "")
	for range 3 {
		*w.now = w.now.AddDate(0, keptMonths, 1)
		if n, err := w.Forget(operator); n != 0 || err != nil {
			t.Fatalf("with its request open it erases %d, %v", n, err)
		}
	}
	if _, err := w.Reply(t.Context(), Reply{pass(got), "Masih perlu"}); err != nil {
		t.Errorf("a message after a year and a half: %v", err)
	}
	set, _ := w.reserved(t, number)
	w.delivered(t, set)
	erased := 0
	for range 3 {
		*w.now = w.now.AddDate(0, keptMonths, 1)
		n, err := w.Forget(operator)
		w.check(t, err)
		erased += n
	}
	if a := w.ask(t, got.Number); erased != 1 || a.Erased.IsZero() || a.State != Taken {
		t.Errorf("in the end %d are erased, it is %s, erased %v", erased, a.State, a.Erased)
	}
	w.verify(t)
}

func TestAUsualTimeIsToldFromSixCases(t *testing.T) {
	w := newWorld(t)
	got := w.file(t)
	_, err := w.Answer(worker(t, soeharso), Answer{Opened: Opened{Ask: got.Number}, Text: "Baik"})
	w.check(t, err)
	if f := w.follow(t, got); f.UsualDays != 0 {
		t.Errorf("of nothing it tells %d days", f.UsualDays)
	}
	p := w.person(t, soeharso)
	for range 6 {
		other := w.file(t)
		*w.now = w.now.AddDate(0, 0, 4)
		row, err := w.Take(worker(t, soeharso), w.taking(other, p.Ref))
		w.check(t, err)
		_, err = w.allocations.Close(worker(t, soeharso), allocation.Closing{Request: row.RequestNo, Reason: "mistake"})
		w.check(t, err)
	}
	if f := w.follow(t, got); f.UsualDays != 4 {
		t.Errorf("of six of four days it tells %d", f.UsualDays)
	}
}
