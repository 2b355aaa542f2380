package need

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/optkv"
)

func TestASentenceOfAnybodyIsTakenAndNothingElse(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct {
		in   Sentence
		want string // field
	}{
		"a sentence":          {Sentence{Text: "Butuh ramp lipat untuk rumah panggung"}, ""},
		"with its province":   {Sentence{Text: "Butuh ramp lipat", Province: "74", ISO: "18"}, ""},
		"hidden characters":   {Sentence{Text: "Butuh\u202e ramp\u200b lipat\x07 murah"}, ""},
		"nothing":             {Sentence{}, "sentence"},
		"a word":              {Sentence{Text: "ramp"}, "sentence"},
		"a megabyte":          {Sentence{Text: strings.Repeat("x", 1<<20)}, "sentence"},
		"a link":              {Sentence{Text: "Beli murah di https://jual.example sekarang"}, "sentence"},
		"a bare link":         {Sentence{Text: "Beli murah di toko-alat.com sekarang"}, "sentence"},
		"a script in a link":  {Sentence{Text: "javascript:alert(1) untuk semua"}, "sentence"},
		"an address":          {Sentence{Text: "hubungi saya@contoh.example ya"}, "sentence"},
		"a telephone":         {Sentence{Text: "Hubungi 0812 3456 7890 segera"}, "sentence"},
		"a NIK":               {Sentence{Text: "Untuk 3201994101900001 di rumah"}, "sentence"},
		"an unknown province": {Sentence{Text: "Butuh ramp lipat", Province: "99"}, "province"},
		"an unknown class":    {Sentence{Text: "Butuh ramp lipat", ISO: "99"}, "iso"},
	} {
		_, err := w.Say(w.Context(), c.in)
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.want != "" && (fault.CodeOf(err) != fault.Invalid || fault.As(err).Fields[0].Name != c.want):
			t.Errorf("%s: %v, want field %s", name, err, c.want)
		}
	}
	q := must(w.Queue(w.curator(), Ask{}))
	if len(q.Voices) != 3 {
		t.Fatalf("%d voices wait, want 3", len(q.Voices))
	}
	for _, v := range q.Voices {
		if strings.ContainsAny(v.Sentence, "\u202e\u200b\x07") || v.Centre != "" {
			t.Errorf("kept %+q of %q", v.Sentence, v.Centre)
		}
	}
	w.sound()
}

func TestTheJournalDoesNotHoldWhatWasSaid(t *testing.T) {
	w := newWorld(t)
	var entries []op.Entry
	defer w.d.Feed.Listen(func(e op.Entry) { entries = append(entries, e) })()
	w.say("Butuh ramp lipat untuk rumah panggung", "74")
	must(w.Tell(w.as(policy.SKA, meohai), Statement{Sentence: "Ramp lipat belum ada", Words: "Rumah panggung di pesisir", People: 12}))
	w.hearOften("ramp lipat", 1)
	for _, e := range entries {
		if strings.Contains(string(must(storage.Encode(e))), "amp") {
			t.Errorf("%s holds what was said", e.Action)
		}
	}
	if len(entries) != 3 {
		t.Errorf("%d entries, want 3", len(entries))
	}
}

func TestACentreSpeaksForItself(t *testing.T) {
	w := newWorld(t)
	v := must(w.Tell(w.as(policy.SocialWorker, meohai), Statement{Sentence: "Ramp lipat belum ada", ISO: "18 18", People: 12}))
	if v.Centre != meohai || v.Province != "74" || v.Stage != Raw {
		t.Errorf("kept %+v", v)
	}
	for _, role := range []policy.Role{policy.Public, policy.Ministry, policy.Auditor} {
		if _, err := w.Tell(w.as(role, ""), Statement{Sentence: "Ramp lipat belum ada"}); err == nil {
			t.Errorf("%q speaks for a centre", role)
		}
	}
}

func TestOnlyACuratorReadsWhatWaits(t *testing.T) {
	w := newWorld(t)
	for role, ok := range map[policy.Role]bool{policy.Public: false, policy.SKA: false, policy.Head: false, policy.Auditor: false, policy.Ministry: true, policy.Reviewer: true} {
		_, err := w.Queue(w.as(role, ""), Ask{})
		if (err == nil) != ok {
			t.Errorf("%q: %v", role, err)
		}
	}
}

func TestVoicesAreGroupedOnceAndCounted(t *testing.T) {
	w := newWorld(t)
	for range 6 {
		w.say("Butuh ramp lipat untuk rumah panggung", "74")
	}
	must(w.Tell(w.as(policy.SKA, meohai), Statement{Sentence: "Ramp lipat belum ada", People: 12}))
	w.hearOften("ramp lipat", LeastHeard)
	ids := w.raw()
	n := must(w.Group(w.curator(), Grouping{Voices: ids, Words: []string{"lipat ramp"}, Show: ids[:1], Title: "Ramp lipat untuk rumah panggung"}))
	if n.Slug != "ramp-lipat-untuk-rumah-panggung" || n.Voices != 7+LeastHeard || n.People != 12 {
		t.Errorf("grouped: %+v", n)
	}
	_, err := w.Group(w.as(policy.Reviewer, soeharso), Grouping{Voices: ids[:1], Need: n.Slug})
	if fault.CodeOf(err) != fault.Conflict {
		t.Errorf("the second curator: %v, want a conflict", err)
	}
	w.hearOften("Ramp, lipat!", 2) // known words go on counting
	sheet := must(w.One(w.Context(), n.Slug))
	if sheet.Voices != 14 || len(sheet.Quotes) != 1 || sheet.State != Open {
		t.Errorf("sheet: %+v", sheet)
	}
	if q := must(w.Queue(w.curator(), Ask{})); len(q.Voices)+len(q.Words) != 0 {
		t.Errorf("still waiting: %+v", q)
	}
	w.sound()
}

func TestAGroupingNamesWhatAndWhere(t *testing.T) {
	w := newWorld(t)
	w.say("Butuh ramp lipat", "")
	id := w.raw()[0]
	for name, c := range map[string]struct {
		in   Grouping
		want fault.Code
	}{
		"nothing chosen":     {Grouping{Title: "Ramp"}, fault.Invalid},
		"no need":            {Grouping{Voices: []op.ID{id}}, fault.Invalid},
		"an unknown need":    {Grouping{Voices: []op.ID{id}, Need: "tidak-ada"}, fault.Invalid},
		"an unknown voice":   {Grouping{Voices: []op.ID{{9}}, Title: "Ramp"}, fault.Conflict},
		"the same twice":     {Grouping{Voices: []op.ID{id, id}, Title: "Ramp"}, fault.Invalid},
		"words nobody typed": {Grouping{Words: []string{"x"}, Title: "Ramp"}, fault.Conflict},
		"an unknown model":   {Grouping{Models: []string{"x"}, Title: "Ramp"}, fault.Invalid},
		"an unknown class":   {Grouping{Voices: []op.ID{id}, Title: "Ramp", ISO: "x"}, fault.Invalid},
	} {
		if _, err := w.Group(w.curator(), c.in); fault.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	must(w.Group(w.curator(), Grouping{Voices: []op.ID{id}, Title: "Baru"}))
	if n := must(w.One(w.Context(), "baru-1")); n.Title != "Baru" {
		t.Errorf("a reserved address was given: %+v", n)
	}
	w.sound()
}

func TestWhatWasDroppedIsForgotten(t *testing.T) {
	w := newWorld(t)
	w.say("Kata yang tidak pantas", "74")
	w.hearOften("kata kasar", LeastHeard)
	id := w.raw()[0]
	if _, err := w.Drop(w.curator(), Dropping{Voices: []op.ID{id}}); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	must(w.Drop(w.curator(), Dropping{Voices: []op.ID{id}, Words: []string{"kasar kata"}, Reason: "Bukan kebutuhan"}))
	q := must(w.Queue(w.curator(), Ask{}))
	if len(q.Voices)+len(q.Words) != 0 {
		t.Errorf("still waiting: %+v", q)
	}
	err := Export(must(reader(w)), func(_ string, record any) error {
		if v, ok := record.(Voice); ok && (v.Sentence != "" || v.Reason == "") {
			t.Errorf("kept: %+v", v)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	w.hearOften("kata kasar", 3)
	if q := must(w.Queue(w.curator(), Ask{})); len(q.Words) != 0 {
		t.Error("what was dropped comes back")
	}
	w.sound()
}

// reader is a snapshot that a test may keep.
func reader(w *world) (r storage.Reader, err error) {
	err = w.d.Store.View(w.Context(), func(in storage.Reader) error { r = in; return nil })
	return r, err
}

func TestTheNearestNeedsAreOffered(t *testing.T) {
	w := newWorld(t)
	for i, title := range []string{"Ramp lipat rumah panggung", "Meja wudu kursi roda", "Jam tangan bicara"} {
		w.say("Kalimat contoh nomor sekian", "")
		must(w.Group(w.curator(), Grouping{Voices: w.raw(), Title: title, Text: fmt.Sprint(i)}))
	}
	w.say("Perlu ramp untuk rumah nenek", "")
	q := must(w.Queue(w.curator(), Ask{}))
	if len(q.Voices) != 1 || len(q.Voices[0].Near) != 1 || q.Voices[0].Near[0] != "ramp-lipat-rumah-panggung" {
		t.Errorf("near: %+v", q.Voices)
	}
}

func TestANeedIsAnsweredByAnInnovationThatNamesIt(t *testing.T) {
	w := newWorld(t)
	w.say("Butuh ramp lipat", "")
	n := must(w.Group(w.curator(), Grouping{Voices: w.raw(), Title: "Ramp lipat"}))
	registry, maker := innovation.New(w.d), w.as(policy.SKA, soeharso)
	rec := must(registry.Begin(maker, innovation.NewInnovation{Title: "Ramp lipat bambu", Problem: "Rumah panggung.", Kind: innovation.Service}))
	if _, err := registry.ChooseNeeds(maker, innovation.NeedsChoice{Innovation: rec.Slug, Version: rec.Version, Needs: []op.ID{{7}}}, Known); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("an unknown need: %v", err)
	}
	if _, err := registry.ChooseNeeds(w.as(policy.SKA, meohai), innovation.NeedsChoice{Innovation: rec.Slug, Version: rec.Version, Needs: []op.ID{n.ID}}, Known); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("another centre: %v", err)
	}
	if got := must(w.One(w.Context(), n.Slug)); got.State != Open {
		t.Errorf("before: %s", got.State)
	}
	rec = must(registry.ChooseNeeds(maker, innovation.NeedsChoice{Innovation: rec.Slug, Version: rec.Version, Needs: []op.ID{n.ID}}, Known))
	if got := must(w.One(w.Context(), n.Slug)); got.State != Building || len(got.Answers) != 0 {
		t.Errorf("while it is built: %s, %v", got.State, got.Answers)
	}
	if _, err := registry.ChooseNeeds(maker, innovation.NeedsChoice{Innovation: rec.Slug, Version: 1, Needs: nil}, Known); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("a stale form: %v", err)
	}
	err := w.d.Store.View(w.Context(), func(r storage.Reader) error {
		reports, err := innovation.Verify(r)
		for _, rep := range reports {
			for _, f := range rep.Findings {
				t.Errorf("%s: %s", f.Kind, f.Text)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRequestsThatWaitLongAreCountedAndNeverTyped(t *testing.T) {
	w := newWorld(t)
	ring := must(beneficiary.NewKeyring(bytes.Repeat([]byte{7}, 32)))
	shelf, people, queue := stock.New(w.d), beneficiary.New(w.d, ring), allocation.New(w.d, ring)
	head := w.as(policy.Head, soeharso)
	model := must(shelf.AddModel(head, stock.ModelDetails{Name: "Ramp lipat", Tracking: stock.Serialised}))
	for i := range 6 {
		p := must(people.Register(head, beneficiary.Details{
			Name: "Orang Contoh", NIK: fmt.Sprintf("320199410190000%d", i+1), Address: "Jalan Contoh 99", ConsentBy: "person", ConsentMode: "lisan", ConsentOn: "2026-05-01",
		}))
		must(queue.File(head, allocation.NewRequest{Beneficiary: p.Ref, Model: model.Slug, Reason: "perlu"}))
	}
	if q := must(w.Queue(w.curator(), Ask{})); len(q.Wanted) != 0 {
		t.Errorf("wanted on the first day: %+v", q.Wanted)
	}
	*w.now = today.Add(allocation.LongWait + time.Hour)
	q := must(w.Queue(w.curator(), Ask{}))
	if len(q.Wanted) != 1 || q.Wanted[0].Long != 6 {
		t.Fatalf("wanted: %+v", q.Wanted)
	}
	n := must(w.Group(w.curator(), Grouping{Models: []string{model.Slug}, Title: "Ramp lipat"}))
	if sheet := must(w.One(w.Context(), n.Slug)); sheet.Unmet != 6 || sheet.Voices != 0 {
		t.Errorf("sheet: %+v", sheet)
	}
	if q := must(w.Queue(w.curator(), Ask{})); len(q.Wanted) != 0 {
		t.Error("what a need counts is still offered")
	}
	w.sound()
}

func TestTheListIsSortedByVoices(t *testing.T) {
	w := newWorld(t)
	for i, title := range []string{"Satu contoh", "Enam contoh", "Tiga contoh"} {
		for range []int{1, 6, 3}[i] {
			w.say("Kalimat yang menyebut "+title, "74")
		}
		must(w.Group(w.curator(), Grouping{Voices: w.raw(), Title: title}))
	}
	list := must(w.List(w.Context(), Ask{Limit: 2}))
	if len(list.Rows) != 2 || list.Rows[0].Title != "Enam contoh" || list.Rows[1].Title != "Tiga contoh" || list.Next == "" {
		t.Fatalf("first page: %+v", list)
	}
	if list.Rows[0].Voices != 6 || !list.Rows[1].Voices.Hidden() {
		t.Errorf("three voices are told: %+v", list.Rows)
	}
	list = must(w.List(w.Context(), Ask{Limit: 2, Cursor: list.Next}))
	if len(list.Rows) != 1 || list.Rows[0].Title != "Satu contoh" {
		t.Errorf("second page: %+v", list.Rows)
	}
	if list = must(w.List(w.Context(), Ask{Sort: ByNew})); list.Rows[0].Title != "Tiga contoh" {
		t.Errorf("newest: %+v", list.Rows[0])
	}
	for name, ask := range map[string]Ask{"sort": {Sort: "x"}, "cursor": {Cursor: "rusak"}} {
		_, err := w.List(w.Context(), ask)
		if fault.CodeOf(err) != fault.Invalid || fault.As(err).Fields[0].Name != name {
			t.Errorf("a bad %s: %v", name, err)
		}
	}
}

func TestOfManyCuratorsOneTakesAVoice(t *testing.T) {
	store := optkv.New()
	t.Cleanup(func() { _ = store.Close() })
	w := worldOn(t, store)
	w.say("Butuh ramp lipat", "74")
	id := w.raw()[0]
	const at = 10
	errs := make(chan error, at)
	var group sync.WaitGroup
	for i := range at {
		group.Go(func() {
			_, err := w.Group(w.curator(), Grouping{Voices: []op.ID{id}, Title: fmt.Sprintf("Ramp nomor %d", i)})
			errs <- err
		})
	}
	group.Wait()
	close(errs)
	won := 0
	for err := range errs {
		var f *fault.Error
		if err == nil {
			won++
		} else if !errors.As(err, &f) || f.Code != fault.Conflict {
			t.Errorf("a loser is told %v", err)
		}
	}
	if won != 1 {
		t.Errorf("%d won", won)
	}
	w.sound()
}

func TestNoSmallGroupOfVoicesIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		counts map[string]int64
		want   string
	}{
		"all large":           {map[string]int64{"33": 9, "74": 6}, "[{33 9} {74 6}]"},
		"one small hides two": {map[string]int64{"33": 9, "74": 6, "12": 3}, "[{33 9} {12 -1} {74 -1}]"},
		"all small":           {map[string]int64{"33": 1, "74": 2}, "[]"},
		"none":                {nil, "[]"},
	} {
		if got := fmt.Sprint(guarded(c.counts)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
