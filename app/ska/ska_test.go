package ska

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lumbung/app/disclosure"
	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
	"lumbung/storage/kv/optkv"
)

const (
	soeharso = "soeharso"
	meohai   = "meohai"
	closed   = "mulya-jaya" // has no SKA any more
)

var noon = time.Date(2026, 11, 24, 5, 0, 0, 0, time.UTC)

// world is a store with the centres of the seed, one of them without an SKA.
type world struct {
	*House
	d *op.Deps
	t *testing.T
}

func newWorld(t *testing.T, store storage.Store) world {
	t.Helper()
	d := op.Frozen(store, noon)
	centres := network.New(d)
	if err := centres.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	c, err := centres.One(t.Context(), closed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := centres.Change(as(t, policy.Admin, ""), network.Details{
		Code: c.Code, Version: c.Version, Name: c.Name, Type: string(c.Type), Region: c.Region, Aliases: c.Aliases,
	}); err != nil {
		t.Fatal(err)
	}
	return world{New(d, innovation.New(d)), d, t}
}

func as(t *testing.T, role policy.Role, centre string) context.Context {
	t.Helper()
	actor := policy.Actor{Name: "Petugas " + string(role), Role: role, Centre: centre}
	copy(actor.ID[:], fmt.Sprintf("%-8s%-8s", role, centre))
	return op.As(t.Context(), actor)
}

func manager(t *testing.T) context.Context { t.Helper(); return as(t, policy.SKA, soeharso) }

// picture is an invented photo.
func picture(t *testing.T, shade uint8) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 40, 30))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (w world) verify() {
	w.t.Helper()
	err := w.d.Store.View(w.t.Context(), func(r storage.Reader) error {
		reports, err := Verify(r)
		for _, rep := range reports {
			for _, f := range rep.Findings {
				w.t.Errorf("%s: %s", rep.Kind, f.Text)
			}
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// wantKey looks for a code with the key of the fault or of its first field.
func wantKey(t *testing.T, what string, err error, code fault.Code, key string) {
	t.Helper()
	f := fault.As(err)
	if err == nil || f.Code != code || f.Key != key && (len(f.Fields) == 0 || f.Fields[0].Key != key) {
		t.Errorf("%s: %v, want %s %s", what, err, code, key)
	}
}

func room(name string) RoomForm {
	return RoomForm{At: At{Centre: soeharso}, Name: name, Area: 60, Use: InUse}
}

func TestAProfileGrowsByItsParts(t *testing.T) {
	w, ctx := newWorld(t, memkv.New()), manager(t)
	steps := []func() error{
		func() error {
			_, err := w.Describe(ctx, Description{Centre: soeharso, About: "Bengkel contoh", Phone: "(0271) 000-000", Hours: "Senin–Jumat 08.00–16.00"})
			return err
		},
		func() error { _, err := w.SetRoom(ctx, room("Ruang batik")); return err },
		func() error {
			_, err := w.SetTool(ctx, ToolForm{At: At{Centre: soeharso}, Name: "Mesin jahit", Number: 4, Year: 2016, Condition: Damaged, Needs: "dinamo", Cost: 12_000_000})
			return err
		},
		func() error {
			_, err := w.SetLine(ctx, LineForm{At: At{Centre: soeharso}, Product: "Batik ciprat", PerMonth: 60, Unit: "potong"})
			return err
		},
		func() error {
			_, err := w.SetIntake(ctx, IntakeForm{At: At{Centre: soeharso}, Year: 2026, Half: 1, Women: 12, Men: 8, Physical: 15, Multiple: 5})
			return err
		},
		func() error {
			_, err := w.SetDecree(ctx, DecreeForm{At: At{Centre: soeharso}, Kind: CentreDecree, Number: "99/CONTOH/2026", Date: noon.AddDate(-1, 0, 0), Title: "Contoh", File: []byte("%PDF-1.4 contoh")})
			return err
		},
		func() error {
			_, err := w.AddPhoto(ctx, NewPhoto{Centre: soeharso, Photo: picture(t, 90), Alt: "Bengkel"})
			return err
		},
	}
	for i, step := range steps {
		if err := step(); err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
	}
	s, err := w.One(t.Context(), soeharso)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Rooms) != 1 || s.Cost() != 12_000_000 || len(s.Capacity) != 1 || len(s.Photos) != 1 || s.Trainees[0].Women != 12 || s.Decrees[0].File == "" {
		t.Errorf("sheet = %+v", s)
	}
	page, err := w.History(ctx, List{Centre: soeharso})
	if err != nil || len(page.Items) != len(steps) {
		t.Errorf("%d versions, %v", len(page.Items), err)
	}
	if _, data, err := w.Paper(t.Context(), soeharso, s.Decrees[0].ID.String()); err != nil || string(data) != "%PDF-1.4 contoh" {
		t.Errorf("paper: %q, %v", data, err)
	}
	w.verify()
}

func TestTwoPeopleMayChangeDifferentItems(t *testing.T) {
	w, ctx := newWorld(t, memkv.New()), manager(t)
	if _, err := w.SetRoom(ctx, room("Ruang batik")); err != nil {
		t.Fatal(err)
	}
	p, err := w.SetRoom(ctx, room("Ruang las"))
	if err != nil {
		t.Fatal(err)
	}
	change := func(i int, version int64, name string) error {
		in := room(name)
		in.Item, in.Version = p.Rooms[i].ID.String(), version
		_, err := w.SetRoom(ctx, in)
		return err
	}
	if err := change(0, 1, "Ruang batik ciprat"); err != nil {
		t.Errorf("the first: %v", err)
	}
	if err := change(1, 1, "Ruang las dan bubut"); err != nil {
		t.Errorf("the other: %v", err)
	}
	wantKey(t, "the first again with an old form", change(0, 1, "Ruang gambar"), fault.Stale, "error.stale")
	gone := Removal{At: At{Centre: soeharso, Item: p.Rooms[1].ID.String(), Version: 2}, Part: PartRooms}
	if _, err := w.Remove(ctx, gone); err != nil {
		t.Error(err)
	}
	_, err = w.Remove(ctx, gone)
	if fault.CodeOf(err) != fault.NotFound {
		t.Errorf("removed twice: %v", err)
	}
	w.verify()
}

func TestWhatAProfileRefuses(t *testing.T) {
	w, ctx := newWorld(t, memkv.New()), manager(t)
	at := At{Centre: soeharso}
	intake := func(change func(*IntakeForm)) error {
		in := IntakeForm{At: at, Year: 2026, Women: 6, Men: 6, Physical: 12}
		change(&in)
		_, err := w.SetIntake(ctx, in)
		return err
	}
	decree := func(change func(*DecreeForm)) error {
		in := DecreeForm{At: at, Kind: CentreDecree, Number: "9", Date: noon, Title: "Contoh"}
		change(&in)
		_, err := w.SetDecree(ctx, in)
		return err
	}
	wantKey(t, "kinds that do not add up", intake(func(in *IntakeForm) { in.Physical = 11 }), fault.Invalid, "ska.kinds_sum")
	wantKey(t, "nobody", intake(func(in *IntakeForm) { in.Women, in.Men, in.Physical = 0, 0, 0 }), fault.Invalid, "ska.nobody")
	wantKey(t, "next year", intake(func(in *IntakeForm) { in.Year = 2027 }), fault.Invalid, "ska.future")
	if err := intake(func(*IntakeForm) {}); err != nil {
		t.Fatal(err)
	}
	wantKey(t, "a half of a year that stands as a whole", intake(func(in *IntakeForm) { in.Half = 1 }), fault.Invalid, "ska.period_taken")
	for _, link := range []string{"javascript:alert(1)", "http://jdih.example/1", "https://", "https://a:b@jdih.example", "//jdih.example"} {
		wantKey(t, link, decree(func(in *DecreeForm) { in.Link = link }), fault.Invalid, "ska.link")
	}
	wantKey(t, "no PDF", decree(func(in *DecreeForm) { in.File = []byte("<html>") }), fault.Invalid, "ska.pdf")
	wantKey(t, "a large PDF", decree(func(in *DecreeForm) { in.File = append([]byte("%PDF-"), make([]byte, MaxPDF)...) }), fault.Invalid, "ska.pdf_size")
	_, err := w.Describe(ctx, Description{Centre: soeharso, About: "Hubungi 3201994101900001"})
	wantKey(t, "a NIK", err, fault.Invalid, "ska.no_nik")
	_, err = w.Describe(ctx, Description{Centre: soeharso, Phone: "rumah Bu Contoh"})
	wantKey(t, "no telephone", err, fault.Invalid, "ska.phone")
	_, err = w.Describe(ctx, Description{Centre: soeharso, About: "abc\u202edef"})
	wantKey(t, "text turned around", err, fault.Invalid, "field.text")
	_, err = w.SetTool(ctx, ToolForm{At: at, Name: "Mesin", Number: 1, Condition: Good, Cost: 5})
	wantKey(t, "a cost of nothing", err, fault.Invalid, "ska.cost_of_what")
	_, err = w.AddPhoto(ctx, NewPhoto{Centre: soeharso, Photo: picture(t, 1)})
	wantKey(t, "a photo without words", err, fault.Invalid, "field.required")
	_, err = w.SetRoom(as(t, policy.SKA, meohai), room("x"))
	wantKey(t, "another centre", err, fault.Denied, "error.denied")
	_, err = w.SetRoom(as(t, policy.Ministry, ""), room("x"))
	wantKey(t, "the ministry", err, fault.Denied, "error.denied")
	_, err = w.SetRoom(as(t, policy.SKA, closed), RoomForm{At: At{Centre: closed}, Name: "x", Use: InUse})
	wantKey(t, "a centre without an SKA", err, fault.Conflict, "ska.none")
	if _, err := w.One(t.Context(), closed); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("its page: %v", err)
	}
	if _, err := w.Edit(as(t, policy.SKA, meohai), soeharso); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("the numbers of another centre: %v", err)
	}
}

func TestOfTwoWhoChangeAnItemAtOnceOneWins(t *testing.T) {
	w, ctx := newWorld(t, optkv.New()), manager(t)
	p, err := w.SetRoom(ctx, room("Ruang batik"))
	if err != nil {
		t.Fatal(err)
	}
	const officers = 8
	errs := make(chan error, officers)
	for i := range officers {
		go func() {
			in := room(fmt.Sprintf("Ruang %d", i))
			in.Item, in.Version = p.Rooms[0].ID.String(), 1
			_, err := w.SetRoom(ctx, in)
			errs <- err
		}()
	}
	won := 0
	for range officers {
		switch err := <-errs; fault.CodeOf(err) {
		case "":
			won++
		case fault.Stale:
		default:
			t.Error(err)
		}
	}
	if won != 1 {
		t.Errorf("%d of %d won", won, officers)
	}
	w.verify()
}

func TestSmallGroupsOfTraineesAreNotTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := rapid.OneOf(rapid.Int64Range(0, 6), rapid.Int64Range(0, 30))
		i := Intake{
			Physical: count.Draw(t, "fisik"), Intellectual: count.Draw(t, "intelektual"), Mental: count.Draw(t, "mental"), Visual: count.Draw(t, "netra"),
			Hearing: count.Draw(t, "rungu"), Speech: count.Draw(t, "wicara"), Multiple: count.Draw(t, "ganda"), Without: count.Draw(t, "tanpa"),
		}
		var total, shown, hidden int64
		for _, n := range i.Kinds() {
			total += n
		}
		i.Women = rapid.Int64Range(0, total).Draw(t, "women")
		i.Men = total - i.Women
		told := i.told()
		for _, n := range append([]disclosure.Count{told.Total, told.Women, told.Men}, told.Kinds...) {
			if disclosure.Small(int64(n)) {
				t.Fatalf("%+v tells %+v", i, told)
			}
		}
		if told.Women.Hidden() != told.Men.Hidden() && i.Women > 0 && i.Men > 0 {
			t.Fatalf("%+v tells one sex, and with it the other: %+v", i, told)
		}
		for k, n := range told.Kinds {
			if !n.Hidden() {
				shown += int64(n)
			} else if i.Kinds()[k] > 0 {
				hidden++
			}
		}
		if !told.KindsWithheld && (hidden == 1 || hidden > 1 && total-shown < hidden-1+disclosure.Smallest) {
			t.Fatalf("%+v tells too much: %+v", i, told)
		}
	})
}

func terms(title string) TermsForm {
	return TermsForm{Title: title, Kind: Product, Line: "batik", Text: "Kain contoh", Place: "Galeri SKA", Hours: "Senin–Jumat", Phone: "0271 000", PriceFrom: 150_000, PriceTo: 350_000, Available: true}
}

func TestTheLifeOfAnOffering(t *testing.T) {
	w, ctx := newWorld(t, memkv.New()), manager(t)
	o, err := w.Offer(ctx, terms("Batik Ciprat Contoh"))
	if err != nil || o.Slug != "batik-ciprat-contoh" || o.State != Draft {
		t.Fatalf("%+v, %v", o, err)
	}
	if _, err := w.Offering(t.Context(), o.Slug); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("everybody reads a draft: %v", err)
	}
	_, err = w.Publish(ctx, Step{Offering: o.Slug})
	wantKey(t, "without a photo", err, fault.Invalid, "ska.missing_photo")
	if _, err := w.AddOfferingPhoto(ctx, NewOfferingPhoto{Offering: o.Slug, Photo: picture(t, 70), Alt: "Kain"}); err != nil {
		t.Fatal(err)
	}
	if o, err = w.Publish(ctx, Step{Offering: o.Slug, Version: 2}); err != nil {
		t.Fatal(err)
	}
	_, err = w.Publish(ctx, Step{Offering: o.Slug})
	wantKey(t, "published twice", err, fault.Conflict, "ska.published_already")
	less := terms("Batik Ciprat Contoh")
	less.Offering, less.Version, less.Hours = o.Slug, o.Version, ""
	_, err = w.Offer(ctx, less)
	wantKey(t, "what is published stays complete", err, fault.Invalid, "ska.missing_hours")
	less.Hours, less.Version = "Sabtu", 1
	_, err = w.Offer(ctx, less)
	wantKey(t, "an old form", err, fault.Stale, "error.stale")
	_, err = w.ChangeOfferingPhoto(ctx, OfferingPhotoChange{Offering: o.Slug, Hash: o.Photos[0].Hash, Alt: "Kain", Remove: true})
	wantKey(t, "its last photo", err, fault.Invalid, "ska.missing_photo")
	if o, err = w.SetAvailable(ctx, Availability{Offering: o.Slug}); err != nil || o.Available {
		t.Errorf("%+v, %v", o, err)
	}
	if _, err := w.Archive(ctx, Closing{Step: Step{Offering: o.Slug}, Reason: "Berganti contoh"}); err != nil {
		t.Fatal(err)
	}
	if o, err = w.Offering(t.Context(), o.Slug); err != nil || o.State != Archived {
		t.Errorf("its page is gone: %+v, %v", o, err)
	}
	page, err := w.Offerings(t.Context(), List{})
	if err != nil || len(page.Items) != 0 {
		t.Errorf("it is still offered: %+v, %v", page, err)
	}
	if _, err := w.Publish(ctx, Step{Offering: o.Slug}); err != nil {
		t.Errorf("it cannot come back: %v", err)
	}
	w.verify()
}

func TestASlugIsGivenOnce(t *testing.T) {
	w := newWorld(t, memkv.New())
	seen := map[string]bool{}
	for i, ctx := range []context.Context{manager(t), manager(t), manager(t), as(t, policy.SKA, meohai)} {
		o, err := w.Offer(ctx, terms("Kopi — ☕"))
		if err != nil || seen[o.Slug] || strings.ContainsAny(o.Slug, " ☕/") {
			t.Errorf("%d: %q, %v", i, o.Slug, err)
		}
		seen[o.Slug] = true
	}
	if o, err := w.Offer(manager(t), terms("☕☕☕")); err != nil || o.Slug == "" {
		t.Errorf("%q, %v", o.Slug, err)
	}
	if o, err := w.Offer(manager(t), terms("Baru")); err != nil || o.Slug == "baru" {
		t.Errorf("%q, %v", o.Slug, err)
	}
}

func TestWhatAnOfferingRefuses(t *testing.T) {
	w, ctx := newWorld(t, memkv.New()), manager(t)
	for key, change := range map[string]func(*TermsForm){
		"ska.price_order":   func(in *TermsForm) { in.PriceTo = 1 },
		"ska.price_from":    func(in *TermsForm) { in.PriceFrom = 0 },
		"ska.no_nik":        func(in *TermsForm) { in.MadeBy = "Pengrajin 3201994101900001" },
		"ska.phone":         func(in *TermsForm) { in.Phone = "<script>" },
		"field.oneof":       func(in *TermsForm) { in.Line = "gold" },
		"field.max_letters": func(in *TermsForm) { in.Title = strings.Repeat("a", 1<<20) },
	} {
		in := terms("Contoh")
		change(&in)
		_, err := w.Offer(ctx, in)
		wantKey(t, key, err, fault.Invalid, key)
	}
	o, err := w.Offer(ctx, terms("Contoh"))
	if err != nil {
		t.Fatal(err)
	}
	in := terms("Contoh lain")
	in.Offering, in.Version = o.Slug, o.Version
	if _, err := w.Offer(as(t, policy.SKA, meohai), in); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("another centre learns of a draft: %v", err)
	}
}

func TestTheMinistryComparesAllOfThem(t *testing.T) {
	w := newWorld(t, memkv.New())
	for _, x := range []struct {
		centre string
		number int64
		cost   int64
	}{{soeharso, 4, 10}, {meohai, 1, 90}} {
		ctx := as(t, policy.SKA, x.centre)
		if _, err := w.SetTool(ctx, ToolForm{At: At{Centre: x.centre}, Name: "Mesin", Number: x.number, Year: 2020, Condition: Broken, Needs: "ganti", Cost: x.cost}); err != nil {
			t.Fatal(err)
		}
	}
	c, err := w.Compare(as(t, policy.Ministry, ""), CompareAsk{})
	if err != nil {
		t.Fatal(err)
	}
	if c.Rows[0].Centre != meohai || c.Sum.Cost != 100 || c.Sum.Broken != 5 || c.Sum.Age != 6 {
		t.Errorf("%+v", c)
	}
	for _, column := range Columns() {
		if _, err := w.Compare(as(t, policy.Auditor, ""), CompareAsk{Sort: column}); err != nil {
			t.Errorf("%s: %v", column, err)
		}
	}
	c, err = w.Compare(as(t, policy.Ministry, ""), CompareAsk{Sort: "equipment", Desc: true})
	if err != nil || c.Rows[0].Centre != soeharso {
		t.Errorf("%+v, %v", c, err)
	}
	_, err = w.Compare(as(t, policy.Head, soeharso), CompareAsk{})
	wantKey(t, "a head of centre", err, fault.Denied, "error.denied")
}
