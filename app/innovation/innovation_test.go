package innovation

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

func TestADraftIsSavedAtOnceWithFourAnswers(t *testing.T) {
	b := newBench(t)
	rec := b.must(b.Begin(b.as(maker), wheelchair()))
	if rec.Code != "SKA-2026-0001" || rec.Slug != "kursi-roda-elektrik" || rec.Centre != "soeharso" || rec.State != Draft || rec.Version != 1 {
		t.Errorf("begun: %s %s %s %s version %d", rec.Code, rec.Slug, rec.Centre, rec.State, rec.Version)
	}
	if cover, ok := rec.Cover(); !ok || len(cover.Widths) != 2 || cover.Width != 400 || cover.HeightAt(320) != 240 {
		t.Errorf("cover: %+v, %v", cover, ok)
	}
	again := b.must(b.See(b.as(maker), rec.ID.String()))
	if again.Title != rec.Title || again.Author.ID != maker.ID {
		t.Errorf("read back: %+v", again)
	}
	b.sound()
}

func TestABadDraftChangesNothing(t *testing.T) {
	b := newBench(t)
	for _, c := range []struct {
		name   string
		change func(*NewInnovation)
		want   string
	}{
		{"no title", func(n *NewInnovation) { n.Title = "" }, "title"},
		{"a title of a megabyte", func(n *NewInnovation) { n.Title = strings.Repeat("x", 1<<20) }, "title"},
		{"a title that runs backwards", func(n *NewInnovation) { n.Title = "Kursi \u202eador" }, "title"},
		{"no problem", func(n *NewInnovation) { n.Problem = "" }, "problem"},
		{"an unknown kind", func(n *NewInnovation) { n.Kind = "magic" }, "kind"},
		{"svg", func(n *NewInnovation) { n.Photo = []byte("<svg onload=alert(1)>") }, "photo"},
		{"half a photo", func(n *NewInnovation) { n.Photo = photo(1)[:90] }, "photo"},
	} {
		in := wheelchair()
		c.change(&in)
		if _, err := b.Begin(b.as(maker), in); fields(err) != c.want {
			t.Errorf("%s: %v, want field %s", c.name, err, c.want)
		}
	}
	page, err := b.Mine(b.as(maker), List{})
	if err != nil || len(page.Items) != 0 {
		t.Errorf("after refusals there are %d drafts, %v", len(page.Items), err)
	}
	if rec := b.must(b.Begin(b.as(maker), wheelchair())); rec.Code != "SKA-2026-0001" {
		t.Errorf("a refused draft took a number: %s", rec.Code)
	}
}

func TestASlugIsGivenOnce(t *testing.T) {
	b := newBench(t)
	for _, c := range []struct{ title, want string }{
		{"Kursi roda elektrik", "kursi-roda-elektrik"},
		{"KURSI RODA, Élektrik!", "kursi-roda-elektrik-2026-0002"},
		{"Baru", "baru-2026-0003"},
		{"電動車椅子", "2026-0004"},
		{strings.Repeat("panjang ", 14), "panjang-panjang-panjang-panjang-panjang-panjang-panjang"},
	} {
		in := wheelchair()
		in.Title, in.Photo = c.title, nil
		if rec := b.must(b.Begin(b.as(maker), in)); rec.Slug != c.want {
			t.Errorf("slug of %q = %q, want %q", c.title, rec.Slug, c.want)
		}
	}
	b.sound()
}

func TestTheGatesAskForMoreOneByOne(t *testing.T) {
	const submit = "summary novelty photo clusters easy atensi outcomes tkt tkt_ticks tkt_on tkt_by diffusion "
	whole := filled(Innovation{Content: Content{Title: "a", Problem: "b", Kind: Device}}).onto(Content{})
	whole.Photos, whole.Blueprint = []Photo{{Alt: "x"}}, enough()
	with := func(change func(*Content)) Content {
		c := whole.clone()
		change(&c)
		return c
	}
	for _, c := range []struct {
		name            string
		content         Content
		submit, publish string
	}{
		{"nothing", Content{}, "title kind problem " + submit + "applied_on sustainability responsible contributors ip", ""},
		{"a draft", Content{Title: "a", Problem: "b", Kind: Device}, submit + "applied_on unit_cost sustainability responsible contributors releases ip", ""},
		{"whole", whole, "", ""},
		{"a photo without words", with(func(c *Content) { c.Photos = append(c.Photos, Photo{}) }), "", "alt"},
		{"a level that is only half met", with(func(c *Content) { c.Readiness.Ticks = c.Readiness.Ticks[1:] }), "tkt_ticks", "tkt_ticks"},
		{"no evidence", with(func(c *Content) { c.Evidence, c.Proof, c.Lessons = nil, nil, "" }), "", "evidence proof lessons"},
		{"a device without a warning and a code", with(func(c *Content) { c.Warnings, c.ISO = "", "" }), "", "iso warnings"},
		{"a service without them", with(func(c *Content) { c.Kind, c.Warnings, c.ISO, c.UnitCost, c.Making = Service, "", "", 0, Making{} }), "", ""},
		{"never applied", with(func(c *Content) { c.AppliedOn = time.Time{} }), "applied_on", "applied_on"},
		{"just created", with(func(c *Content) { c.Diffusion, c.AppliedOn = Created, time.Time{} }), "", ""},
		{"goals instead of outcomes", with(func(c *Content) { c.Outcomes = nil }), "", ""},
		{"a price without its day", with(func(c *Content) { c.Making.PricedOn = time.Time{} }), "priced_on", "priced_on"},
	} {
		if got := strings.Join(c.content.Missing(ToSubmit), " "); got != c.submit {
			t.Errorf("%s: to submit misses %q, want %q", c.name, got, c.submit)
		}
		if got := strings.Join(c.content.Missing(ToPublish), " "); c.publish != "" && got != c.publish {
			t.Errorf("%s: to publish misses %q, want %q", c.name, got, c.publish)
		}
		have, all := c.content.Complete()
		if have != all-len(c.content.Missing(ToPublish)) {
			t.Errorf("%s: complete %d of %d", c.name, have, all)
		}
	}
}

func TestSubmittingAndPublishingNameWhatIsMissing(t *testing.T) {
	b := newBench(t)
	rec := b.must(b.Begin(b.as(maker), NewInnovation{Title: "Tongkat adaptif", Problem: "Tongkat licin.", Kind: Device}))
	if _, err := b.Submit(b.as(maker), Submission{Innovation: rec.Slug}); !strings.HasPrefix(fields(err), "summary novelty photo clusters easy ") {
		t.Errorf("Submit misses %q", fields(err))
	}
	rec = b.must(b.AddPhoto(b.as(maker), NewPhoto{Innovation: rec.Slug, Photo: photo(9)}))
	e := filled(rec)
	e.Photos, e.Evidence, e.Warnings = nil, nil, ""
	rec = b.must(b.Change(b.as(maker), e))
	rec = b.must(b.Submit(b.as(maker), Submission{Innovation: rec.Slug}))
	in := Judgement{Innovation: rec.Slug, Version: rec.Version, Decision: Publish}
	if _, err := b.Review(b.as(reviewer), in); fields(err) != "alt evidence warnings" {
		t.Errorf("Review misses %q", fields(err))
	}
	in.Decision, in.Reason = Return, "Lengkapi teks foto, peringatan dan bukti."
	if rec = b.must(b.Review(b.as(reviewer), in)); rec.State != Returned {
		t.Errorf("state = %s", rec.State)
	}
	b.sound()
}

func TestThePublicSeesWhatWasPublishedLast(t *testing.T) {
	b := newBench(t)
	rec := b.published()
	if _, err := b.BySlug(b.as(nobody), rec.Slug); err != nil {
		t.Fatal(err)
	}
	e := filled(rec)
	e.Title = "Kursi roda elektrik, generasi kedua"
	rec = b.must(b.Change(b.as(maker), e))
	s, err := b.BySlug(b.as(nobody), rec.Slug)
	if err != nil || s.Title != "Kursi roda elektrik" || rec.State != Draft {
		t.Errorf("while a new draft is edited the public sees %q (%s), %v", s.Title, rec.State, err)
	}
	rec = b.must(b.Submit(b.as(head), Submission{Innovation: rec.Slug}))
	rec = b.approved(rec)
	s, err = b.BySlug(b.as(nobody), rec.Slug)
	if err != nil || s.Title != e.Title || !s.RenewedAt.After(s.PublishedAt) || s.Version != rec.Version {
		t.Errorf("after the second review the public sees %q version %d, %v", s.Title, s.Version, err)
	}
	b.sound()
}

func TestARefusedRenewalLeavesThePageAsItWas(t *testing.T) {
	b := newBench(t)
	rec := b.published()
	e := filled(rec)
	e.Summary = "Menyembuhkan semua."
	rec = b.must(b.Change(b.as(maker), e))
	rec = b.must(b.Submit(b.as(maker), Submission{Innovation: rec.Slug}))
	rec = b.must(b.Review(b.as(reviewer), Judgement{Innovation: rec.Slug, Version: rec.Version, Decision: Refuse, Reason: "Tidak benar."}))
	if rec.State != Published || rec.Summary == e.Summary {
		t.Errorf("after the refusal: %s, %q", rec.State, rec.Summary)
	}
	b.sound()
}

func TestAnArchivedPageStays(t *testing.T) {
	b := newBench(t)
	rec := b.published()
	if _, err := b.Archive(b.as(maker), Closing{Innovation: rec.Slug}); fields(err) != "reason" {
		t.Errorf("archiving without a reason: %v", err)
	}
	b.must(b.Archive(b.as(head), Closing{Innovation: rec.Slug, Reason: "Diganti generasi kedua"}))
	s, err := b.BySlug(b.as(nobody), rec.Slug)
	if err != nil || !s.Archived || s.ArchiveReason == "" {
		t.Errorf("the page of an archived innovation: %+v, %v", s, err)
	}
	if _, err := b.Change(b.as(maker), filled(rec)); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("editing an archived innovation: %v", err)
	}
	b.sound()
}

func TestAStaleFormGetsBothVersionsAndChangesNothing(t *testing.T) {
	b := newBench(t)
	opened := b.must(b.Begin(b.as(maker), wheelchair()))
	first := filled(opened)
	first.Summary = "Dari kepala sentra."
	saved := b.must(b.Change(b.as(head), first))
	second := filled(opened)
	second.Summary = "Dari manajer."
	_, err := b.Change(b.as(maker), second)
	f := fault.As(err)
	if f.Code != fault.Stale {
		t.Fatalf("a stale form: %v", err)
	}
	clash, ok := errors.AsType[*Clash](f)
	if !ok || clash.Theirs.Summary != first.Summary || clash.Yours.Summary != second.Summary || clash.Base.Summary != "" ||
		clash.Version != saved.Version || clash.By.ID != head.ID {
		t.Fatalf("clash = %+v", clash)
	}
	second.Version = clash.Version
	if rec := b.must(b.Change(b.as(maker), second)); rec.Summary != second.Summary {
		t.Errorf("after choosing mine: %q", rec.Summary)
	}
	b.sound()
}

func TestPhotosAreKeptOnceAndInOrder(t *testing.T) {
	b := newBench(t)
	rec := b.must(b.Begin(b.as(maker), wheelchair()))
	rec = b.must(b.AddPhoto(b.as(maker), NewPhoto{Innovation: rec.Slug, Photo: photo(90), Alt: "Dari depan"}))
	rec = b.must(b.AddPhoto(b.as(maker), NewPhoto{Innovation: rec.Slug, Photo: photo(90), Alt: "Dari muka"}))
	if len(rec.Photos) != 2 || rec.Photos[1].Alt != "Dari muka" {
		t.Fatalf("the same photo twice: %+v", rec.Photos)
	}
	first, second := rec.Photos[0].Hash, rec.Photos[1].Hash
	e := filled(rec)
	e.Photos = []PhotoEdit{{Hash: second, Alt: "Depan", Cover: true}}
	rec = b.must(b.Change(b.as(maker), e))
	if rec.Photos[0].Hash != second || rec.Photos[1].Hash != first {
		t.Errorf("the cover is not first: %+v", rec.Photos)
	}
	shown, err := b.Print(b.as(nobody), second, 320, AsJPEG)
	if err != nil || !bytes.HasPrefix(shown.Data, []byte("\xff\xd8")) {
		t.Errorf("Print = %d bytes, %v", len(shown.Data), err)
	}
	for _, c := range []struct {
		hash  string
		width int
	}{{second, 321}, {strings.Repeat("0", 32), 320}, {strings.Repeat("x", 5000), 320}, {"", 0}} {
		if _, err := b.Print(b.as(nobody), c.hash, c.width, AsWebP); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("Print(%.10s, %d) = %v", c.hash, c.width, err)
		}
	}
	e = filled(rec)
	e.Photos = []PhotoEdit{{Hash: second, Remove: true}}
	if rec = b.must(b.Change(b.as(maker), e)); len(rec.Photos) != 1 {
		t.Errorf("after removing one: %+v", rec.Photos)
	}
	for i := range MaxPhotos - 1 {
		rec = b.must(b.AddPhoto(b.as(maker), NewPhoto{Innovation: rec.Slug, Photo: photo(uint8(100 + i))}))
	}
	if _, err := b.AddPhoto(b.as(maker), NewPhoto{Innovation: rec.Slug, Photo: photo(200)}); fields(err) != "photo" {
		t.Errorf("one photo too many: %v", err)
	}
	if _, err := b.AddPhoto(b.as(maker), NewPhoto{Innovation: rec.Slug, Photo: []byte{}}); fields(err) != "photo" {
		t.Errorf("no photo at all: %v", err)
	}
	b.sound()
}

func TestADoubleClickIsOneDraft(t *testing.T) {
	b := newBench(t)
	ctx := op.Once(b.as(maker), "once")
	first := b.must(b.Begin(ctx, wheelchair()))
	again := b.must(b.Begin(ctx, wheelchair()))
	if first.ID != again.ID || again.Content.Title != first.Title || len(again.Photos) != 1 {
		t.Errorf("twice: %v and %v", first.ID, again.ID)
	}
	other := wheelchair()
	other.Title = "Lain"
	if _, err := b.Begin(ctx, other); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("the same key for another draft: %v", err)
	}
}

func TestANearDuplicateIsPointedOutNotForbidden(t *testing.T) {
	b := newBench(t)
	b.published()
	hidden := b.must(b.Begin(b.as(stranger), NewInnovation{Title: "Kursi roda elektrik lipat", Problem: "Sulit dibawa.", Kind: Device}))
	for _, c := range []struct {
		by    policy.Actor
		title string
		want  int
	}{
		{maker, "kursi roda Elektrik", 1},
		{maker, "Elektrik untuk kursi dengan roda", 1},
		{maker, "Kursi roda", 1},
		{maker, "Kursi mandi", 0},
		{maker, "Batik ciprat", 0},
		{maker, "", 0},
		{stranger, "Kursi roda elektrik", 2},
		{reviewer, "Kursi roda elektrik lipat", 2},
	} {
		got, err := b.Similar(b.as(c.by), c.title, op.ID{})
		if err != nil || len(got) != c.want {
			t.Errorf("%s: Similar(%q) = %d, want %d (%v)", c.by.Name, c.title, len(got), c.want, err)
		}
	}
	got, err := b.Similar(b.as(stranger), hidden.Title, hidden.ID)
	if err != nil || len(got) != 1 {
		t.Errorf("a record is like itself: %v, %v", got, err)
	}
}

func TestAnEditIsCheckedField(t *testing.T) {
	b := newBench(t)
	rec := b.must(b.Begin(b.as(maker), wheelchair()))
	six := 6
	for _, c := range []struct {
		name   string
		change func(*Edit)
		want   string
	}{
		{"a long summary", func(e *Edit) { e.Summary = strings.Repeat("kata ", 201) }, "summary"},
		{"an unknown ISO code", func(e *Edit) { e.ISO = "99 99 99" }, "iso"},
		{"no ISO code at all", func(e *Edit) { e.ISO = "kursi" }, "iso"},
		{"TKT 10", func(e *Edit) { e.TKT = 10 }, "tkt"},
		{"evidence 6", func(e *Edit) { e.Evidence = &six }, "evidence"},
		{"measured tomorrow", func(e *Edit) { e.TKTOn = time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC) }, "tkt_on"},
		{"an unknown disability", func(e *Edit) { e.Disabilities = []string{"ganda"} }, "disabilities.0"},
		{"a price below zero", func(e *Edit) { e.UnitCost = -1 }, "unit_cost"},
		{"a photo that is a path", func(e *Edit) { e.Photos = []PhotoEdit{{Hash: "../x"}} }, "photos.0.hash"},
	} {
		e := filled(rec)
		c.change(&e)
		if _, err := b.Change(b.as(maker), e); fields(err) != c.want {
			t.Errorf("%s: %v, want field %s", c.name, err, c.want)
		}
	}
	if now := b.must(b.See(b.as(maker), rec.Slug)); now.Version != rec.Version {
		t.Errorf("refused edits made version %d", now.Version)
	}
}
