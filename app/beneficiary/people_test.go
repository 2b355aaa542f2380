package beneficiary

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
)

const (
	soeharso = "prof-dr-soeharso"
	jaya     = "mulya-jaya"
)

var today = time.Date(2026, 3, 2, 3, 0, 0, 0, time.UTC)

type world struct {
	*People
	d *op.Deps
}

func newWorld(t *testing.T) world {
	t.Helper()
	store := optest.Closing(t, memkv.New())
	d := op.Frozen(store, today)
	return world{New(d, ring(t, master(7))), d}
}

func as(t *testing.T, role policy.Role, centre string) context.Context {
	t.Helper()
	return op.As(t.Context(), policy.Actor{ID: op.ID{0: 9, 15: byte(len(role))}, Name: "Petugas", Role: role, Centre: centre})
}

func worker(t *testing.T, centre string) context.Context {
	t.Helper()
	return as(t, policy.SocialWorker, centre)
}

// details of an invented woman: district 99 exists nowhere.
func details() Details {
	return Details{
		Name: "Sekar Wulandari Contoh", NIK: "3201 9941 0190 0001", Address: "Jalan Contoh 99",
		Phone: "0800-0000-001", Disabilities: []string{"fisik"},
		ConsentBy: "person", ConsentMode: "isyarat", ConsentOn: "2026-03-01",
	}
}

func (w world) register(t *testing.T, centre string, in Details) Person {
	t.Helper()
	p, err := w.Register(worker(t, centre), in)
	if err != nil {
		t.Fatalf("Register = %v", err)
	}
	return p
}

func fieldKeys(err error) string {
	if err == nil {
		return ""
	}
	var keys []string
	for _, f := range fault.As(err).Fields {
		keys = append(keys, f.Name+":"+f.Key)
	}
	return strings.Join(keys, " ")
}

func TestANIKTellsBirthSexAndRegency(t *testing.T) {
	p := newWorld(t).register(t, soeharso, details())
	if p.Sex != "female" || p.BirthYear != 1990 || p.Region != "32.01" {
		t.Errorf("person = %s, %d, %s; want female, 1990, 32.01", p.Sex, p.BirthYear, p.Region)
	}
	if p.MaskedName != "S•••• C." || p.MaskedNIK != "3201••••••••••01" {
		t.Errorf("masks = %q, %q", p.MaskedName, p.MaskedNIK)
	}
	if !strings.HasPrefix(p.Ref, "PM-") || len(p.Ref) != 10 || p.Version != 1 {
		t.Errorf("ref, version = %q, %d", p.Ref, p.Version)
	}
}

func TestRegistrationRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Details)
		want   string
	}{
		"no name":                     {func(d *Details) { d.Name = " " }, "name:field.required"},
		"a name over the limit":       {func(d *Details) { d.Name = strings.Repeat("x", 121) }, "name:field.max_letters"},
		"a broken text":               {func(d *Details) { d.Address = "Jalan \xff" }, "address:field.text"},
		"letters in the NIK":          {func(d *Details) { d.NIK = "32019941019000O1" }, "nik:nik.digits"},
		"a short NIK":                 {func(d *Details) { d.NIK = "3201" }, "nik:nik.length"},
		"serial 0000":                 {func(d *Details) { d.NIK = "3201994101900000" }, "nik:nik.serial"},
		"neither NIK nor reason":      {func(d *Details) { d.NIK = "" }, "nik:person.nik_or_reason"},
		"both NIK and reason":         {func(d *Details) { d.NIKAbsentReason = "hilang" }, "nik_absent_reason:person.nik_and_absent"},
		"another sex than the NIK's":  {func(d *Details) { d.Sex = "male" }, "nik:nik.sex_differs nik_reason:person.nik_reason_needed"},
		"another date than the NIK's": {func(d *Details) { d.BirthDate = "1990-02-01" }, "nik:nik.birth_differs nik_reason:person.nik_reason_needed"},
		"a date that is none":         {func(d *Details) { d.BirthDate = "1990-02-30" }, "birth_date:field.datetime"},
		"a birth to come":             {func(d *Details) { d.BirthDate, d.NIKReason = "2027-01-01", "x" }, "birth_date:person.birth_range consent_by:person.child_needs_guardian"},
		"an unknown regency":          {func(d *Details) { d.Region = "99.99" }, "region:person.region_unknown"},
		"a province for a regency":    {func(d *Details) { d.Region = "32" }, "region:person.region_unknown"},
		"an unknown disability":       {func(d *Details) { d.Disabilities = []string{"ganda"} }, "disabilities:person.disability_unknown"},
		"no consent":                  {func(d *Details) { d.ConsentBy = "" }, "consent_by:field.required"},
		"consent in no known manner":  {func(d *Details) { d.ConsentMode = "surel" }, "consent_mode:field.oneof"},
		"consent of tomorrow":         {func(d *Details) { d.ConsentOn = "2026-03-03" }, "consent_on:person.consent_future"},
		"a guardian without a name":   {func(d *Details) { d.ConsentBy = "guardian" }, "guardian_name:person.guardian_needed"},
		"a guardian of no relation":   {func(d *Details) { d.GuardianName = "Wali Contoh" }, "guardian_relation:person.relation_needed"},
		"a child's own consent": {
			func(d *Details) {
				d.NIK, d.NIKAbsentReason, d.BirthDate, d.Sex, d.Region = "", "belum terekam", "2015-05-05", "male", "32.01"
			},
			"consent_by:person.child_needs_guardian",
		},
		"nothing known without a NIK": {
			func(d *Details) { d.NIK, d.NIKAbsentReason = "", "belum terekam" },
			"birth_date:person.birth_needed sex:field.required region:field.required",
		},
		"a telephone of letters": {func(d *Details) { d.Phone = "nanti saja" }, "phone:person.phone"},
	} {
		t.Run(name, func(t *testing.T) {
			w, in := newWorld(t), details()
			c.change(&in)
			_, err := w.Register(worker(t, soeharso), in)
			if got := fieldKeys(err); got != c.want {
				t.Errorf("refused with %q, want %q", got, c.want)
			}
		})
	}
}

func TestADoubtfulNIKPassesWithAReason(t *testing.T) {
	w, in := newWorld(t), details()
	in.BirthDate, in.NIKReason = "1990-02-01", "tanggal di akta berbeda"
	p := w.register(t, soeharso, in)
	got, err := w.Reveal(worker(t, soeharso), Naming{Person: p.Ref})
	if err != nil {
		t.Fatal(err)
	}
	if got.Personal.NIKReason != in.NIKReason || got.Personal.Birth.Month() != time.February {
		t.Errorf("kept %q and %v, want the reason and the date as entered", got.Personal.NIKReason, got.Personal.Birth)
	}
}

func TestANIKIsRegisteredOnceAcrossCentres(t *testing.T) {
	w := newWorld(t)
	first := w.register(t, soeharso, details())
	_, err := w.Register(worker(t, soeharso), details())
	if f := fault.As(err); f.Code != fault.Conflict || f.Key != "person.nik_registered_here" || f.Args["ref"] != first.Ref {
		t.Errorf("the same centre is told %v %v, want the ref", err, f.Args)
	}
	_, err = w.Register(worker(t, jaya), details())
	if f := fault.As(err); f.Code != fault.Conflict || f.Key != "person.nik_registered" || len(f.Args) != 0 || strings.Contains(err.Error(), first.Ref) {
		t.Errorf("another centre is told %v %v, want that it is registered and no more", err, f.Args)
	}
}

func TestANIKIsFoundAfterTheKeyHasChanged(t *testing.T) {
	w := newWorld(t)
	w.register(t, soeharso, details())
	w.People = New(w.d, ring(t, master(8), master(7)))
	if _, err := w.Register(worker(t, soeharso), details()); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("registered again under a new key: %v, want a conflict", err)
	}
	if _, err := w.Find(worker(t, soeharso), Finding{Who: "3201994101900001"}); err != nil {
		t.Errorf("Find by NIK under a new key: %v", err)
	}
}

func TestWhoMayDoWhatWithAPerson(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, soeharso, details())
	for _, c := range []struct {
		role           policy.Role
		centre         string
		read, register fault.Code
		reveal         fault.Code
	}{
		{policy.Public, "", fault.NoActor, fault.NoActor, fault.NoActor},
		{policy.SocialWorker, soeharso, "", "", ""},
		{policy.SocialWorker, jaya, fault.NotFound, fault.Denied, fault.NotFound},
		{policy.Head, soeharso, "", "", ""},
		{policy.Warehouse, soeharso, fault.Denied, fault.Denied, fault.Denied},
		{policy.SKA, soeharso, fault.Denied, fault.Denied, fault.Denied},
		{policy.Auditor, "", "", fault.Denied, fault.Denied},
		{policy.Ministry, "", "", fault.Denied, fault.Denied},
		{policy.CommandRoom, "", fault.Denied, fault.Denied, fault.Denied},
		{policy.Admin, "", fault.Denied, fault.Denied, fault.Denied},
	} {
		ctx := as(t, c.role, c.centre)
		_, err := w.Person(ctx, p.Ref)
		if got := fault.CodeOf(err); got != c.read {
			t.Errorf("%s %s reads: %q, want %q", c.role, c.centre, got, c.read)
		}
		_, err = w.Reveal(ctx, Naming{Person: p.Ref})
		if got := fault.CodeOf(err); got != c.reveal {
			t.Errorf("%s %s reveals: %q, want %q", c.role, c.centre, got, c.reveal)
		}
		in := details()
		in.Centre, in.NIK, in.NIKAbsentReason = soeharso, "", "belum terekam"
		in.BirthDate, in.Sex, in.Region = "1980-01-01", "male", "32.01"
		_, err = w.Register(ctx, in)
		if got := fault.CodeOf(err); got != c.register {
			t.Errorf("%s %s registers: %q, want %q", c.role, c.centre, got, c.register)
		}
	}
}

func TestPersonalDataStandsNowhereInClear(t *testing.T) {
	w := newWorld(t)
	ctx := op.Once(worker(t, soeharso), "kunci-1")
	in := details()
	in.GuardianName, in.GuardianRelation = "Wali Rahasia", "ibu"
	p, err := w.Register(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Reveal(ctx, Naming{Person: p.Ref}); err != nil {
		t.Errorf("Reveal under a used idempotency key: %v, want that the key plays no part", err)
	}
	in.Person, in.Version, in.Address = p.Ref, p.Version, "Gang Tersembunyi 99"
	if _, err := w.Change(worker(t, soeharso), in); err != nil {
		t.Fatal(err)
	}
	err = w.d.Store.View(t.Context(), func(r storage.Reader) error {
		for e, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			for _, secret := range []string{"Sekar", "Wulandari", "3201994101900001", "Jalan Contoh", "Tersembunyi", "0800-0000", "Wali Rahasia"} {
				if bytes.Contains(e.Key, []byte(secret)) || bytes.Contains(e.Value, []byte(secret)) {
					t.Errorf("%q stands in the store under %q", secret, e.Key)
				}
			}
		}
		return Export(r, func(_ string, rec any) error {
			data, err := json.Marshal(rec)
			if bytes.Contains(data, []byte("Sekar")) {
				t.Error("the export holds a name")
			}
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEachLookIsJournalled(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, soeharso, details())
	for range 2 {
		got, err := w.Reveal(op.Once(worker(t, soeharso), "k"), Naming{Person: strings.ToLower(p.Ref)})
		if err != nil || got.Personal.Name != "Sekar Wulandari Contoh" {
			t.Fatalf("Reveal = %q, %v", got.Personal.Name, err)
		}
	}
	var verbs []string
	err := w.d.Store.View(t.Context(), func(r storage.Reader) error {
		for e, err := range op.History(r, "person", p.ID.String()) {
			if err != nil {
				return err
			}
			verbs = append(verbs, string(e.Action))
		}
		return nil
	})
	if got, want := strings.Join(verbs, " "), "person.reveal person.reveal person.register"; err != nil || got != want {
		t.Errorf("journal = %q, %v; want %q", got, err, want)
	}
}

func TestAStaleFormChangesNothing(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, soeharso, details())
	in := details()
	in.Person, in.Version, in.Phone = p.Ref, p.Version, "0800-0000-002"
	if got, err := w.Change(worker(t, soeharso), in); err != nil || got.Version != 2 {
		t.Fatalf("Change = version %d, %v", got.Version, err)
	}
	if _, err := w.Change(worker(t, soeharso), in); fault.CodeOf(err) != fault.Stale {
		t.Errorf("the same form again: %v, want stale", err)
	}
	in.Version = 2
	if _, err := w.Change(worker(t, jaya), in); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("another centre: %v, want not found", err)
	}
}

func TestTheListShowsACentreOnly(t *testing.T) {
	w := newWorld(t)
	w.register(t, soeharso, details())
	other := details()
	other.NIK = "3201994101900002"
	w.register(t, jaya, other)
	page, err := w.List(worker(t, jaya), List{})
	if err != nil || len(page.Items) != 1 || page.Items[0].Centre != jaya {
		t.Errorf("List of the own centre = %d persons, %v", len(page.Items), err)
	}
	if _, err := w.List(worker(t, jaya), List{Centre: soeharso}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("List of another centre: %v, want denied", err)
	}
	page, err = w.List(as(t, policy.Auditor, ""), List{})
	if err != nil || len(page.Items) != 2 {
		t.Errorf("List of the auditor = %d persons, %v; want 2", len(page.Items), err)
	}
	if _, err := w.List(worker(t, jaya), List{Cursor: "x!"}); fieldKeys(err) != "cursor:field.cursor" {
		t.Errorf("a cursor of another list: %v", err)
	}
}

func TestFindByNIK(t *testing.T) {
	w := newWorld(t)
	p := w.register(t, soeharso, details())
	if got, err := w.Find(worker(t, soeharso), Finding{Who: "3201.9941.0190.0001"}); err != nil || got.ID != p.ID {
		t.Errorf("Find by NIK = %s, %v; want %s", got.Ref, err, p.Ref)
	}
	if _, err := w.Find(worker(t, jaya), Finding{Who: "3201994101900001"}); fault.As(err).Key != "person.nik_registered" {
		t.Errorf("Find from another centre: %v, want only that it is registered", err)
	}
	if _, err := w.Find(worker(t, jaya), Finding{Who: p.Ref}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("Find of another centre's ref: %v, want not found", err)
	}
	if _, err := w.Find(worker(t, jaya), Finding{Who: "3201994101900009"}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("Find of nobody: %v, want not found", err)
	}
}

func TestVerifyPasses(t *testing.T) {
	w := newWorld(t)
	w.register(t, soeharso, details())
	err := w.d.Store.View(t.Context(), func(r storage.Reader) error {
		reps, err := Verify(r)
		for _, rep := range reps {
			if rep.Records != 1 || len(rep.Findings) != 0 {
				t.Errorf("%s: %d records, %v", rep.Kind, rep.Records, rep.Findings)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestANameIsMaskedToItsInitials(t *testing.T) {
	for name, want := range map[string]string{
		"":               "",
		"Sumi":           "S••••",
		"siti w":         "S•••• W.",
		" Éka  Dwi Tri ": "É•••• T.",
	} {
		if got := maskName(name); got != want {
			t.Errorf("maskName(%q) = %q, want %q", name, got, want)
		}
	}
}
