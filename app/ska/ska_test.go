package ska

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"lumbung/app/disclosure"
	"lumbung/app/fault"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/storage/kv/memkv"
	"lumbung/storage/kv/optkv"
)

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
	optest.WantKey(t, "the first again with an old form", change(0, 1, "Ruang gambar"), fault.Stale, "error.stale")
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
	optest.WantKey(t, "kinds that do not add up", intake(func(in *IntakeForm) { in.Physical = 11 }), fault.Invalid, "ska.kinds_sum")
	optest.WantKey(t, "nobody", intake(func(in *IntakeForm) { in.Women, in.Men, in.Physical = 0, 0, 0 }), fault.Invalid, "ska.nobody")
	optest.WantKey(t, "next year", intake(func(in *IntakeForm) { in.Year = 2027 }), fault.Invalid, "ska.future")
	if err := intake(func(*IntakeForm) {}); err != nil {
		t.Fatal(err)
	}
	optest.WantKey(t, "a half of a year that stands as a whole", intake(func(in *IntakeForm) { in.Half = 1 }), fault.Invalid, "ska.period_taken")
	for _, link := range []string{"javascript:alert(1)", "http://jdih.example/1", "https://", "https://a:b@jdih.example", "//jdih.example"} {
		optest.WantKey(t, link, decree(func(in *DecreeForm) { in.Link = link }), fault.Invalid, "ska.link")
	}
	optest.WantKey(t, "no PDF", decree(func(in *DecreeForm) { in.File = []byte("<html>") }), fault.Invalid, "ska.pdf")
	optest.WantKey(t, "a large PDF", decree(func(in *DecreeForm) { in.File = append([]byte("%PDF-"), make([]byte, MaxPDF)...) }), fault.Invalid, "ska.pdf_size")
	_, err := w.Describe(ctx, Description{Centre: soeharso, About: "Hubungi 3201994101900001"})
	optest.WantKey(t, "a NIK", err, fault.Invalid, "ska.no_nik")
	_, err = w.Describe(ctx, Description{Centre: soeharso, Phone: "rumah Bu Contoh"})
	optest.WantKey(t, "no telephone", err, fault.Invalid, "ska.phone")
	_, err = w.Describe(ctx, Description{Centre: soeharso, About: "abc\u202edef"})
	optest.WantKey(t, "text turned around", err, fault.Invalid, "field.text")
	_, err = w.SetTool(ctx, ToolForm{At: at, Name: "Mesin", Number: 1, Condition: Good, Cost: 5})
	optest.WantKey(t, "a cost of nothing", err, fault.Invalid, "ska.cost_of_what")
	_, err = w.AddPhoto(ctx, NewPhoto{Centre: soeharso, Photo: picture(t, 1)})
	optest.WantKey(t, "a photo without words", err, fault.Invalid, "field.required")
	_, err = w.SetRoom(optest.As(t, policy.SKA, meohai), room("x"))
	optest.WantKey(t, "another centre", err, fault.Denied, "error.denied")
	_, err = w.SetRoom(optest.As(t, policy.Ministry, ""), room("x"))
	optest.WantKey(t, "the ministry", err, fault.Denied, "error.denied")
	_, err = w.SetRoom(optest.As(t, policy.SKA, closed), RoomForm{At: At{Centre: closed}, Name: "x", Use: InUse})
	optest.WantKey(t, "a centre without an SKA", err, fault.Conflict, "ska.none")
	if _, err := w.One(t.Context(), closed); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("its page: %v", err)
	}
	if _, err := w.Edit(optest.As(t, policy.SKA, meohai), soeharso); fault.CodeOf(err) != fault.NotFound {
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

func TestTheMinistryComparesAllOfThem(t *testing.T) {
	w := newWorld(t, memkv.New())
	for _, x := range []struct {
		centre string
		number int64
		cost   int64
	}{{soeharso, 4, 10}, {meohai, 1, 90}} {
		ctx := optest.As(t, policy.SKA, x.centre)
		if _, err := w.SetTool(ctx, ToolForm{At: At{Centre: x.centre}, Name: "Mesin", Number: x.number, Year: 2020, Condition: Broken, Needs: "ganti", Cost: x.cost}); err != nil {
			t.Fatal(err)
		}
	}
	c, err := w.Compare(optest.As(t, policy.Ministry, ""), CompareAsk{})
	if err != nil {
		t.Fatal(err)
	}
	if c.Rows[0].Centre != meohai || c.Sum.Cost != 100 || c.Sum.Broken != 5 || c.Sum.Age != 6 {
		t.Errorf("%+v", c)
	}
	for _, column := range Columns() {
		if _, err := w.Compare(optest.As(t, policy.Auditor, ""), CompareAsk{Sort: column}); err != nil {
			t.Errorf("%s: %v", column, err)
		}
	}
	c, err = w.Compare(optest.As(t, policy.Ministry, ""), CompareAsk{Sort: "equipment", Desc: true})
	if err != nil || c.Rows[0].Centre != soeharso {
		t.Errorf("%+v, %v", c, err)
	}
	_, err = w.Compare(optest.As(t, policy.Head, soeharso), CompareAsk{})
	optest.WantKey(t, "a head of centre", err, fault.Denied, "error.denied")
}
