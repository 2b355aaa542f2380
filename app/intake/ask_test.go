package intake

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/fault"
	"lumbung/app/holiday"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

func TestAnAskIsFollowedFromTheFormToTheHandOver(t *testing.T) {
	w := newWorld(t)
	got := w.file(t)
	if got.Centre != soeharso || got.AnswerBy != "2026-05-07" || !regexp.MustCompile(`^PMT-2026-00001-[2-9A-Z]{2}$`).MatchString(got.Number) || !regexp.MustCompile(`^\d{6}$`).MatchString(got.PIN) {
		t.Fatalf("receipt = %+v", got)
	}
	if f := w.follow(t, got); f.State != Waiting || f.ModelName != w.model.Name || !f.MayWithdraw || kinds(f.Moments) != "filed" {
		t.Errorf("at first it is %+v", f)
	}
	answer := Answer{Opened: Opened{Ask: got.Number}, Text: "Kapan kami boleh berkunjung?", Question: true}
	if _, err := w.Answer(worker(t, soeharso), answer); err != nil {
		t.Fatal(err)
	}
	if f, err := w.Reply(t.Context(), Reply{pass(got), "Hari Selasa pagi"}); err != nil || f.State != Waiting || kinds(f.Moments) != "filed asked replied" || f.Moments[1].Text != answer.Text {
		t.Errorf("after the reply: %+v, %v", f, err)
	}
	p := w.person(t, soeharso)
	row, err := w.Take(worker(t, soeharso), w.taking(got, p.Ref))
	if err != nil {
		t.Fatal(err)
	}
	w.handOver(t, got, row.RequestNo)
	if n, err := w.Of(worker(t, soeharso), w.ask(t, got.Number).Request); n != got.Number || err != nil {
		t.Errorf("the request came from %q, %v", n, err)
	}
	w.nothingPersonal(t, "Selasa pagi", "boleh berkunjung")
	w.verify(t)
}

// handOver leads the request of an ask to its end, and looks at each stage what
// the person sees.
func (w world) handOver(t *testing.T, r Receipt, number string) {
	t.Helper()
	if f := w.follow(t, r); f.State != Taken || f.Request != allocation.Filed || !f.MayWithdraw || f.MayCorrect {
		t.Errorf("as a request it is %+v", f)
	}
	head := as(t, policy.Head, soeharso)
	rec, err := w.stock.Receive(head, stock.NewReceipt{Model: w.model.Slug, Source: stock.Production, Fund: "APBN 2026", UnitCost: 1, Serials: []string{"S-1"}})
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := w.stock.Receipt(head, rec.ID)
	if err != nil {
		t.Fatal(err)
	}
	set, err := w.allocations.Reserve(head, allocation.Choice{Request: number, Unit: sheet.Units[0].Code})
	if err != nil {
		t.Fatal(err)
	}
	if f := w.follow(t, r); f.Request != allocation.Allocated {
		t.Errorf("with a unit set apart it is %s", f.Request)
	}
	_, err = w.allocations.HandOver(head, allocation.Delivery{
		Allocations: []string{set.ID.String()}, IdentityChecked: true, Receiver: allocation.ToSelf, Place: "Surakarta", Basis: []string{"SK KPA 1/2026"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if f := w.follow(t, r); f.Request != allocation.Fulfilled || f.RequestEnded.IsZero() {
		t.Errorf("handed over it is %+v", f)
	}
}

func TestWhatIsMissingInAnAskIsSaid(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct {
		change func(*NewAsk)
		field  string
		key    string
	}{
		"no name":          {func(a *NewAsk) { a.Name = " " }, "name", "field.required"},
		"a name of signs":  {func(a *NewAsk) { a.Name = "\u202e--" }, "name", "field.required"},
		"no contact":       {func(a *NewAsk) { a.Phone = "" }, "phone", "ask.contact_needed"},
		"no number at all": {func(a *NewAsk) { a.Phone = "besok saja" }, "phone", "ask.phone"},
		"a short number":   {func(a *NewAsk) { a.Phone = "0812" }, "phone", "ask.phone"},
		"no address":       {func(a *NewAsk) { a.Email = "bukan surel" }, "email", "field.email"},
		"no place":         {func(a *NewAsk) { a.Place = "" }, "place", "field.required"},
		"unknown place":    {func(a *NewAsk) { a.Place = "Atlantis" }, "place", "ask.place_unknown"},
		"two places":       {func(a *NewAsk) { a.Place = "bogor" }, "place", "ask.place_choose"},
		"a district":       {func(a *NewAsk) { a.Place, a.Region = "", "33.72.01" }, "region", "field.max_letters"},
		"no consent":       {func(a *NewAsk) { a.Consent = false }, "consent", "ask.consent_needed"},
		"for whom":         {func(a *NewAsk) { a.ForWhom = "neighbour" }, "for_whom", "field.oneof"},
		"a disability":     {func(a *NewAsk) { a.Disabilities = []string{"lelah"} }, "disabilities", "person.disability_unknown"},
		"a model":          {func(a *NewAsk) { a.Model = "tidak-ada" }, "model", "error.not_found"},
		"a long name":      {func(a *NewAsk) { a.Name = strings.Repeat("a", 1<<20) }, "name", "field.max_letters"},
	} {
		in := w.wish()
		c.change(&in)
		_, err := w.File(t.Context(), in)
		f := fault.As(err)
		if err == nil || len(f.Fields) == 0 || f.Fields[0].Name != c.field || f.Fields[0].Key != c.key {
			t.Errorf("%s: %v, want %s %s", name, err, c.field, c.key)
		}
	}
	if len(*w.entries) > 0 {
		t.Errorf("%d of them are kept", len(*w.entries))
	}
}

func TestATelephoneNumberIsKeptAsTheNetworkDialsIt(t *testing.T) {
	for typed, want := range map[string]string{
		"0812-3456-7890": "+6281234567890", "81234567890": "+6281234567890", "+62 812 3456 7890": "+6281234567890",
		"6281234567890": "+6281234567890", "(0271) 714458": "+62271714458", "+65 6123 4567": "+6561234567",
		"+62 0812 3456 7890": "+6281234567890", "(+62) 812-3456-7890": "+6281234567890", "0062 812 3456 7890": "+6281234567890", "tel:+6281234567890": "+6281234567890",
		"0812\u20113456\u20137890": "+6281234567890", "0812\u00a03456\u00a07890": "+6281234567890", "0812/3456/7890": "+6281234567890", "０８１２３４５６７８９０": "+6281234567890",
		"021 5551234": "+62215551234", "+62": "", "0000000000": "", "0812 3456 7890 atau 0813 1111 2222": "", "0812 3456 7890 / 0813 1111 2222": "", "112": "",
		"0812": "", "telepon": "", "+": "", "0812345678901234567": "", "0812+345678": "",
	} {
		if got := normalPhone(typed); got != want {
			t.Errorf("normalPhone(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestAPlaceOfSeveralIsChosenAmongThem(t *testing.T) {
	w := newWorld(t)
	in := w.wish()
	in.Place, in.Region = "bogor", "32.71"
	got, err := w.File(t.Context(), in)
	if err != nil || w.ask(t, got.Number).Region != "32.71" {
		t.Errorf("chosen: %+v, %v", got, err)
	}
	in.Region = "33.72" // of another name that stood there before
	_, err = w.File(t.Context(), in)
	wantKey(t, "a choice that is none of them", err, fault.Invalid, "ask.place_choose")
}

func TestTheSameFormTwiceIsOneAskWithOnePIN(t *testing.T) {
	w := newWorld(t)
	ctx := op.Once(t.Context(), "form-1")
	one, err := w.File(ctx, w.wish())
	if err != nil {
		t.Fatal(err)
	}
	two, err := w.File(ctx, w.wish())
	if err != nil || one != two || two.PIN == "" {
		t.Errorf("the second time it is %+v, %v, at first %+v", two, err, one)
	}
	other := w.wish()
	other.Name = "Melati Contoh"
	_, err = w.File(ctx, other)
	wantKey(t, "another form with its key", err, fault.Conflict, "error.idempotency_key")
	if three := w.file(t); three.Number == one.Number || three.PIN == one.PIN {
		t.Errorf("another ask has %+v as well", three)
	}
}

func TestAWrongNumberAndAWrongPINAreAnsweredAlike(t *testing.T) {
	w := newWorld(t)
	got := w.file(t)
	_, wrong := w.Follow(t.Context(), Pass{Number: got.Number, PIN: "x"})
	_, none := w.Follow(t.Context(), Pass{Number: "PMT-2026-00001-AA", PIN: got.PIN})
	wantKey(t, "wrong PIN", wrong, fault.Invalid, "ask.no_match")
	if wrong.Error() != none.Error() {
		t.Errorf("a wrong PIN gives %v, a wrong number %v", wrong, none)
	}
	spoken := Pass{Number: strings.ToLower(strings.ReplaceAll(got.Number, "-", " ")), PIN: got.PIN[:3] + " " + got.PIN[3:]}
	if _, err := w.Follow(t.Context(), spoken); err != nil {
		t.Errorf("typed with blanks it is %v", err)
	}
}

func TestANumberRestsAfterAFewWrongPINs(t *testing.T) {
	w := newWorld(t)
	got, other := w.file(t), w.file(t)
	for range 5 {
		_, err := w.Follow(t.Context(), Pass{Number: got.Number, PIN: "000000x"})
		wantKey(t, "a wrong PIN", err, fault.Invalid, "ask.no_match")
	}
	_, err := w.Follow(t.Context(), pass(got))
	wantKey(t, "the right PIN too soon", err, fault.TooMany, "ask.too_many")
	_, err = w.Withdraw(t.Context(), pass(got))
	wantKey(t, "another way to try", err, fault.TooMany, "ask.too_many")
	if _, err := w.Follow(t.Context(), pass(other)); err != nil {
		t.Errorf("another number: %v", err)
	}
	*w.now = w.now.Add(10 * time.Minute)
	w.follow(t, got)
}

func TestAWithdrawnAskLeavesNothingOfAnybody(t *testing.T) {
	w := newWorld(t)
	got := w.file(t)
	if _, err := w.Reply(t.Context(), Reply{pass(got), "Tolong cepat"}); err != nil {
		t.Fatal(err)
	}
	f, err := w.Withdraw(t.Context(), pass(got))
	if err != nil || f.State != Withdrawn || !f.Erased || f.MayReply {
		t.Errorf("withdrawn it is %+v, %v", f, err)
	}
	if a := w.ask(t, got.Number); len(a.Sealed)+len(a.Talk) > 0 {
		t.Errorf("%d bytes are left", len(a.Sealed)+len(a.Talk))
	}
	_, err = w.Reveal(worker(t, soeharso), Naming{got.Number})
	wantKey(t, "Reveal", err, fault.Conflict, "ask.erased")
	_, err = w.Withdraw(t.Context(), pass(got))
	wantKey(t, "a second time", err, fault.Conflict, "ask.ended")
	_, err = w.Take(worker(t, soeharso), w.taking(got, w.person(t, soeharso).Ref))
	wantKey(t, "Take", err, fault.Conflict, "ask.ended")
	w.verify(t)
}

func TestWhoAsksIsErasedWhenItIsDue(t *testing.T) {
	w := newWorld(t)
	closed, open, fresh := w.file(t), w.file(t), w.file(t)
	if _, err := w.Close(worker(t, soeharso), Closing{Opened{Ask: closed.Number}, "unsuitable", "Maaf"}); err != nil {
		t.Fatal(err)
	}
	operator := as(t, policy.Admin, "")
	for _, step := range []struct {
		months int
		want   int
	}{{5, 0}, {2, 1}, {0, 0}, {18, 2}, {1, 0}} {
		*w.now = w.now.AddDate(0, step.months, 0)
		if n, err := w.Forget(operator); n != step.want || err != nil {
			t.Errorf("after %d more months it erases %d, %v, want %d", step.months, n, err, step.want)
		}
	}
	for _, r := range []Receipt{closed, open, fresh} {
		if a := w.ask(t, r.Number); len(a.Sealed)+len(a.Talk) > 0 || a.State != Closed {
			t.Errorf("%s is %s with %d bytes", r.Number, a.State, len(a.Sealed)+len(a.Talk))
		}
	}
	if f := w.follow(t, open); f.Reason != silent || !f.Erased {
		t.Errorf("one that nobody touched is %+v", f)
	}
	if _, err := w.Forget(worker(t, soeharso)); err != nil {
		t.Errorf("with nothing due nobody is asked who they are: %v", err)
	}
	w.verify(t)
}

func TestAnotherCentreKnowsNothingOfAnAsk(t *testing.T) {
	w := newWorld(t)
	got := w.file(t)
	foreign := worker(t, jaya)
	for name, try := range map[string]func() error{
		"Ask":    func() error { _, err := w.Ask(foreign, got.Number); return err },
		"Reveal": func() error { _, err := w.Reveal(foreign, Naming{got.Number}); return err },
		"Answer": func() error {
			_, err := w.Answer(foreign, Answer{Opened: Opened{Ask: got.Number}, Text: "x"})
			return err
		},
		"Close": func() error { _, err := w.Close(foreign, Closing{Opened{Ask: got.Number}, "misuse", ""}); return err },
		"Forward": func() error {
			_, err := w.Forward(foreign, Forwarding{Opened{Ask: got.Number}, jaya, "area", "x"})
			return err
		},
		"Take": func() error { _, err := w.Take(foreign, w.taking(got, w.person(t, jaya).Ref)); return err },
	} {
		if err := try(); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("%s from another centre = %v, want not found", name, err)
		}
	}
	if _, err := w.Queue(foreign, QueueAsk{Centre: soeharso}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("Queue from another centre = %v", err)
	}
	if q, err := w.Queue(foreign, QueueAsk{}); err != nil || len(q.Rows) > 0 {
		t.Errorf("its own queue has %d, %v", len(q.Rows), err)
	}
	if _, err := w.Ask(t.Context(), got.Number); fault.CodeOf(err) != fault.NoActor {
		t.Errorf("Ask by nobody = %v", err)
	}
}

func TestWhoAsksIsShownToWhoOpensItAndToNobodyUnseen(t *testing.T) {
	w := newWorld(t)
	got := w.file(t)
	if s, err := w.Ask(worker(t, soeharso), got.Number); err != nil || s.Contact.Name != "" || !s.MayReveal || s.Revealed {
		t.Errorf("closed it is %+v, %v", s, err)
	}
	ctx := op.Once(worker(t, soeharso), "key")
	for range 2 {
		s, err := w.Reveal(ctx, Naming{got.Number})
		if err != nil || s.Contact.Name != secretName || s.Contact.Phone != "+6281200009999" {
			t.Errorf("opened it is %+v, %v", s.Contact, err)
		}
	}
	looks := 0
	for _, e := range *w.entries {
		if e.Action == policy.AskReveal {
			looks++
		}
	}
	if looks != 2 {
		t.Errorf("%d looks are journalled, want 2", looks)
	}
	for _, role := range []policy.Role{policy.Ministry, policy.Auditor} {
		s, err := w.Ask(as(t, role, ""), got.Number)
		if err != nil || s.MayReveal {
			t.Errorf("%s sees %+v, %v", role, s, err)
		}
		if _, err := w.Reveal(as(t, role, ""), Naming{got.Number}); err == nil {
			t.Errorf("%s may open it", role)
		}
	}
	w.nothingPersonal(t)
}

func TestAForwardedAskWaitsAnewInTheOtherQueue(t *testing.T) {
	w := newWorld(t)
	got := w.file(t)
	*w.now = w.now.AddDate(0, 0, 10)
	in := Forwarding{Opened{Ask: got.Number}, jaya, "moved", "Pindah ke Jakarta"}
	if row, err := w.Forward(worker(t, soeharso), in); err != nil || row.Centre != jaya || row.Overdue {
		t.Errorf("forwarded it is %+v, %v", row, err)
	}
	if _, err := w.Ask(worker(t, soeharso), got.Number); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("the centre that had it: %v", err)
	}
	if s, err := w.Reveal(worker(t, jaya), Naming{got.Number}); err != nil || s.Moments[1].Text != in.Why {
		t.Errorf("the other centre sees %+v, %v", s.Moments, err)
	}
	if f := w.follow(t, got); f.Centre != jaya || f.Moments[1].Kind != DidForward || f.Moments[1].Reason != "moved" || f.Moments[1].Text != "" {
		t.Errorf("the person sees %+v", f)
	}
	for to, key := range map[string]string{jaya: "ask.here_already", "tidak-ada": "error.not_found"} {
		in.To = to
		_, err := w.Forward(worker(t, jaya), in)
		wantKey(t, "to "+to, err, fault.Invalid, key)
	}
	w.verify(t)
}

func TestAnOvertakenFormIsRefused(t *testing.T) {
	w := newWorld(t)
	got := w.file(t)
	opened := w.ask(t, got.Number).Version
	if _, err := w.Reply(t.Context(), Reply{pass(got), "Masih perlu"}); err != nil {
		t.Fatal(err)
	}
	_, err := w.Close(worker(t, soeharso), Closing{Opened{got.Number, opened}, "unreachable", ""})
	wantKey(t, "Close", err, fault.Stale, "error.stale")
}

func TestAPersonOfAnotherCentreIsNoneOfThisAsk(t *testing.T) {
	w := newWorld(t)
	got := w.file(t)
	p := w.person(t, jaya)
	_, err := w.Take(worker(t, soeharso), w.taking(got, p.Ref))
	wantKey(t, "Take", err, fault.Invalid, "error.not_found")
	if a := w.ask(t, got.Number); a.State != Waiting || len(*w.entries) != 2 {
		t.Errorf("it is %s, %d entries", a.State, len(*w.entries))
	}
}

func TestWhoWritesAgainKeepsTheirPlaceInTheQueue(t *testing.T) {
	w := newWorld(t)
	got := w.file(t)
	since := w.ask(t, got.Number).Since
	*w.now = w.now.AddDate(0, 0, 2)
	if _, err := w.Reply(t.Context(), Reply{pass(got), "Masih perlu"}); err != nil {
		t.Fatal(err)
	}
	if a := w.ask(t, got.Number); !a.Since.Equal(since) {
		t.Errorf("it waits since %v, want %v", a.Since, since)
	}
}

func TestAnAskIsOverdueAfterThreeWorkingDays(t *testing.T) {
	w := newWorld(t)
	w.check(t, holiday.New(w.d).Load(t.Context()))
	var calendar holiday.Calendar
	w.check(t, w.d.Store.View(t.Context(), func(r storage.Reader) (err error) {
		calendar, err = holiday.Read(r)
		return err
	}))
	for _, c := range []struct {
		filed string
		days  int
		want  bool
	}{
		{"2026-05-04", 3, false}, {"2026-05-04", 4, true}, // Monday
		{"2026-05-07", 5, false}, {"2026-05-07", 6, true}, // Thursday, over a weekend
		{"2026-12-23", 6, false}, {"2026-12-23", 7, true}, // Wednesday, over Christmas and a weekend
	} {
		at, err := time.ParseInLocation(time.DateOnly, c.filed, wib)
		if err != nil {
			t.Fatal(err)
		}
		a := Ask{State: Waiting, Since: at.Add(10 * time.Hour)}
		if got := a.Overdue(calendar, a.Since.AddDate(0, 0, c.days)); got != c.want {
			t.Errorf("filed on %s, %d days later overdue is %v", c.filed, c.days, got)
		}
	}
}

func TestWhatWaitsIsCountedForWhoAnswersIt(t *testing.T) {
	w := newWorld(t)
	w.file(t)
	*w.now = w.now.AddDate(0, 0, 7)
	w.file(t)
	for ctx, want := range map[context.Context]Pending{
		worker(t, soeharso):                                 {Waiting: 2, Overdue: 1},
		worker(t, jaya):                                     {},
		as(t, policy.Warehouse, soeharso):                   {},
		as(t, policy.Ministry, ""):                          {},
		context.Context(op.As(t.Context(), policy.Actor{})): {},
	} {
		if got, err := w.Pending(ctx); got != want || err != nil {
			t.Errorf("%s: %+v, %v, want %+v", op.ActorOf(ctx).Name, got, err, want)
		}
	}
}

func TestAPINHoldsOnWhenTheKeyIsChanged(t *testing.T) {
	w := newWorld(t)
	got := w.file(t)
	newer, err := beneficiary.NewKeyring([]byte(strings.Repeat("n", 32)), []byte(strings.Repeat("\x07", 32)))
	if err != nil {
		t.Fatal(err)
	}
	later := New(w.d, newer)
	if _, err := later.Follow(t.Context(), pass(got)); err != nil {
		t.Errorf("under a newer key: %v", err)
	}
	if later.pinOf(got.ID, 0) == got.PIN {
		t.Error("the newer key makes the same PIN")
	}
}

func TestADecoyLooksLikeAReceiptAndOpensNothing(t *testing.T) {
	w := newWorld(t)
	got := w.Decoy()
	if !regexp.MustCompile(`^PMT-2026-\d{5}-[2-9A-Z]{2}$`).MatchString(got.Number) || len(got.PIN) != 6 {
		t.Errorf("decoy = %+v", got)
	}
	if _, err := w.Follow(t.Context(), pass(got)); err == nil || len(*w.entries) > 0 {
		t.Errorf("it opens something: %v, %d entries", err, len(*w.entries))
	}
}

func TestATalkHasAnEnd(t *testing.T) {
	w := newWorld(t)
	got := w.file(t)
	var err error
	for i := 0; i < 2*maxSteps && err == nil; i++ {
		_, err = w.Reply(t.Context(), Reply{pass(got), strings.Repeat("a", 1000)})
	}
	wantKey(t, "without end", err, fault.Conflict, "ask.too_long")
	if _, err := w.Withdraw(t.Context(), pass(got)); err != nil {
		t.Errorf("it can be ended still: %v", err)
	}
}
