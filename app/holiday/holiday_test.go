package holiday

import (
	"context"
	"strings"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

var monday = time.Date(2026, 5, 4, 3, 0, 0, 0, time.UTC)

func fresh(t *testing.T) (*Holidays, *op.Deps) {
	t.Helper()
	store := memkv.New()
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	d := op.Frozen(store, monday)
	h := New(d)
	check(t, h.Load(t.Context()))
	return h, d
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func admin(t *testing.T) context.Context {
	t.Helper()
	return op.As(t.Context(), policy.Actor{Name: "Contoh Admin", Role: policy.Admin})
}

func calendar(t *testing.T, d *op.Deps) (c Calendar) {
	t.Helper()
	check(t, d.Store.View(t.Context(), func(r storage.Reader) (err error) {
		c, err = Read(r)
		return err
	}))
	return c
}

func day(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation(time.DateOnly, text, wib)
	check(t, err)
	return at
}

func names(l Listed) string {
	var out []string
	for _, x := range l.Days {
		out = append(out, x.On.Format("01-02"))
	}
	return strings.Join(out, " ")
}

func TestANewStoreKnowsTheHolidaysOfAFixedDateAndGetsThemOnce(t *testing.T) {
	h, _ := fresh(t)
	l, err := h.List(t.Context(), 0)
	if err != nil || l.Year != 2026 || names(l) != "01-01 05-01 06-01 08-17 12-25" || l.MayChange {
		t.Fatalf("this year has %d %s, %v", l.Year, names(l), err)
	}
	for _, x := range l.Days {
		_, err := h.Remove(admin(t), Naming{x.Day})
		check(t, err)
	}
	check(t, h.Load(t.Context()))
	if l, err := h.List(t.Context(), 2027); err != nil || len(l.Days) != 0 {
		t.Errorf("what was taken out is back: %s, %v", names(l), err)
	}
}

func TestWorkingDaysLeaveOutWeekendsAndHolidays(t *testing.T) {
	h, d := fresh(t)
	_, err := h.Add(admin(t), NewDay{Day: "2026-05-14", Name: "Kenaikan Yesus Kristus"})
	check(t, err)
	c := calendar(t, d)
	for _, x := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-05-04", 3, "2026-05-07"}, // Monday
		{"2026-05-08", 1, "2026-05-11"}, // Friday
		{"2026-05-09", 3, "2026-05-13"}, // Saturday
		{"2026-05-12", 3, "2026-05-18"}, // over the 14th and a weekend
		{"2025-12-31", 1, "2026-01-02"}, // over New Year
		{"2026-05-04", 0, "2026-05-04"},
	} {
		got := c.After(day(t, x.from).Add(23*time.Hour), x.n)
		if got.Format(time.DateOnly) != x.want {
			t.Errorf("%d working days after %s = %s, want %s", x.n, x.from, got.Format(time.DateOnly), x.want)
		}
		if c.Past(day(t, x.from), got.Add(23*time.Hour), x.n) || !c.Past(day(t, x.from), got.AddDate(0, 0, 7), x.n) {
			t.Errorf("%s: not past on the last day, past a week later", x.from)
		}
	}
	if !c.Off(day(t, "2031-08-17")) || c.Off(day(t, "2031-05-14")) || !(Calendar{}).Off(day(t, "2026-05-09")) {
		t.Error("a day of a fixed date is off in every year, another in its own; Saturday always")
	}
}

func TestACalendarWithoutAWorkingDayEnds(t *testing.T) {
	c := Calendar{off: map[string]bool{}}
	for at := day(t, "2026-01-01"); at.Year() < 2030; at = at.AddDate(0, 0, 1) {
		c.off[at.Format(time.DateOnly)] = true
	}
	c.After(day(t, "2026-01-01"), 3)
}

func TestADayOffIsRefused(t *testing.T) {
	h, _ := fresh(t)
	for name, x := range map[string]struct {
		in    NewDay
		field string
		key   string
	}{
		"no name":     {NewDay{Day: "2026-03-20"}, "name", "field.required"},
		"no day":      {NewDay{Name: "Idulfitri"}, "day", "field.required"},
		"no such day": {NewDay{Day: "2026-02-30", Name: "x"}, "day", "field.datetime"},
		"long ago":    {NewDay{Day: "1999-02-03", Name: "x"}, "day", "holiday.year"},
		"off already": {NewDay{Day: "2030-08-17", Name: "x", Yearly: true}, "day", "holiday.taken"},
		"a long name": {NewDay{Day: "2026-03-20", Name: strings.Repeat("a", 1<<20)}, "name", "field.max_letters"},
		"turned text": {NewDay{Day: "2026-03-20", Name: "Hari \u202eraya"}, "name", "field.text"},
	} {
		_, err := h.Add(admin(t), x.in)
		if fs := fault.As(err).Fields; err == nil || len(fs) == 0 || fs[0].Name != x.field || fs[0].Key != x.key {
			t.Errorf("%s: %v, want %s %s", name, err, x.field, x.key)
		}
	}
	if _, err := h.Remove(admin(t), Naming{"2026-03-20"}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("taking out what is none: %v", err)
	}
	for _, role := range []policy.Role{policy.Head, policy.Ministry, policy.Auditor, policy.Public} {
		ctx := op.As(t.Context(), policy.Actor{Role: role, Centre: "soeharso"})
		if _, err := h.Add(ctx, NewDay{Day: "2026-03-20", Name: "x"}); err == nil {
			t.Errorf("%s may add a day off", role)
		}
		if _, err := h.Import(ctx, File{Data: []byte("tanggal,nama\n2026-03-20,x\n")}); err == nil {
			t.Errorf("%s may bring a file", role)
		}
	}
	if _, err := h.List(t.Context(), 99999); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("the year 99999: %v", err)
	}
}

func TestAFileOfDaysIsTakenWholeOrNotAtAll(t *testing.T) {
	h, d := fresh(t)
	file := File{Data: []byte("Tanggal;Nama\n20/03/2026;Idulfitri 1447 H\n2026-03-21;Idulfitri 1447 H\n")}
	if got, err := h.Import(admin(t), file); err != nil || got.Added != 2 || calendar(t, d).off["2026-03-20"] {
		t.Errorf("looked at it is %+v, %v", got, err)
	}
	file.Commit = true
	for _, want := range []Imported{{Added: 2}, {Same: 2}} {
		got, err := h.Import(admin(t), file)
		if err != nil || got.Added != want.Added || got.Same != want.Same {
			t.Errorf("brought in it is %+v, %v, want %+v", got, err, want)
		}
	}
	if !calendar(t, d).off["2026-03-20"] {
		t.Error("the day is not off")
	}
	english := File{Data: []byte("date,name\n2026-04-03,Wafat Yesus Kristus\n"), Commit: true}
	if got, err := h.Import(admin(t), english); err != nil || got.Added != 1 {
		t.Errorf("in English it is %+v, %v", got, err)
	}
	for name, x := range map[string]struct{ data, column, key string }{
		"a day twice":  {"tanggal,nama\n2026-05-14,a\n2026-05-14,b\n", "tanggal", "holiday.twice"},
		"no name":      {"tanggal,nama\n2026-05-14,\n", "nama", "sheet.required"},
		"no day":       {"tanggal,nama\nbesok,a\n", "tanggal", "sheet.date"},
		"a lost year":  {"tanggal,nama\n2999-05-14,a\n", "tanggal", "sheet.year"},
		"no column":    {"tanggal,hari\n2026-05-14,a\n", "", ""},
		"nothing":      {"", "", ""},
		"a long table": {"tanggal,nama\n" + strings.Repeat("2026-05-14,a\n", maxRows+1), "", "holiday.many"},
	} {
		got, err := h.Import(admin(t), File{Data: []byte(x.data), Commit: true})
		if err != nil || got.Problems.Clean() {
			t.Errorf("%s is taken: %+v, %v", name, got, err)
			continue
		}
		if p := got.Problems.List[0]; x.key != "" && (p.Key != x.key || p.Column != x.column) {
			t.Errorf("%s: %+v, want %s at %q", name, p, x.key, x.column)
		}
	}
	if calendar(t, d).off["2026-05-14"] {
		t.Error("half a file was taken")
	}
}

func TestWhatIsKeptIsProvedAndExported(t *testing.T) {
	h, d := fresh(t)
	_, err := h.Add(admin(t), NewDay{Day: "2024-02-29", Name: "Contoh", Yearly: true})
	check(t, err)
	check(t, d.Store.View(t.Context(), func(r storage.Reader) error {
		reports, err := Verify(r)
		for _, rep := range reports {
			if len(rep.Findings) > 0 || rep.Records != 6 {
				t.Errorf("%s: %d records, %v", rep.Kind, rep.Records, rep.Findings)
			}
		}
		n := 0
		_ = Export(r, func(string, any) error { n++; return nil })
		if n != 6 {
			t.Errorf("%d are exported", n)
		}
		return err
	}))
	if l, err := h.List(t.Context(), 2026); err != nil || len(l.Days) != 5 {
		t.Errorf("2026 has %s, %v", names(l), err)
	}
	if l, err := h.List(t.Context(), 2028); err != nil || len(l.Days) != 6 {
		t.Errorf("2028 has %s, %v", names(l), err)
	}
}
