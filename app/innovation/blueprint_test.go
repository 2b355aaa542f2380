package innovation

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lumbung/app/fault"
	"lumbung/app/policy"
)

var may = time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)

// drawn is a blueprint in which each part is said.
func drawn(rec Innovation) BlueprintEdit {
	return BlueprintEdit{
		Innovation: rec.Slug, Version: rec.Version,
		Sizes: &SizesEdit{
			Length: 1100, Width: 640, Height: 920, Mass: 18_500, MaxLoad: 120, Power: "Baterai 24 V 12 Ah", User: "Tinggi 140 sampai 180 cm",
			Fittings: []FittingEdit{{Name: "Lebar dudukan", From: 380, To: 460, Unit: "mm"}, {}},
		},
		Releases:     &ReleasesEdit{Rows: []ReleaseEdit{{Version: "1.0.0", Note: "Rancangan pertama"}, {}, {Version: "1.10.0", Note: "Rem baru"}, {Version: "1.2.0", Note: "Sandaran lebih tinggi"}}},
		Tests:        &TestsEdit{Rows: []TestEdit{{Parameter: "braking", Batch: "B-1", Result: "pass", Value: "12°", Limit: "≥ 10°", By: "Tim mutu sentra"}}},
		Safety:       &SafetyEdit{Statement: "Semua tepi tajam ditutup.", NotFor: "Jangan dipakai bila tidak dapat duduk tegak."},
		Certificates: &CertificatesEdit{Rows: []CertificateEdit{{Standard: "ISO 7176-8", Number: "LU-1", Body: "Lab Contoh", Until: may}}},
		Rights:       &RightsEdit{Hardware: "cern-ohl-s-2.0", Documents: "CC-BY-SA-4.0", IP: "none", Producer: Anyone},
		Parts: &PartsEdit{
			Rows:  []ComponentEdit{{Name: "Motor 250 W", Quantity: 2, Unit: "buah", Price: 1_200_000}, {}},
			Paste: []string{"Pipa besi 1 inci;6;meter;Rp45.000;Toko setempat", "", "Baut M8\t24\tbuah"},
		},
	}
}

func (b bench) designed() Innovation {
	b.Helper()
	rec := b.must(b.Begin(b.as(maker), wheelchair()))
	return b.must(b.Design(b.as(maker), drawn(rec)))
}

func TestEachPartOfABlueprintIsSavedForItself(t *testing.T) {
	b := newBench(t)
	rec := b.designed()
	if got := rec.Blueprint.Releases; len(got) != 3 || got[0].Version != "1.10.0" || got[2].Version != "1.0.0" {
		t.Errorf("versions are not in order: %+v", got)
	}
	if r := rec.Blueprint.Rights; r.Hardware != "CERN-OHL-S-2.0" {
		t.Errorf("licence = %q, want its SPDX spelling", r.Hardware)
	}
	total, unpriced := rec.Blueprint.Parts.Total()
	if total != 2*1_200_000+6*45_000 || unpriced != 1 || len(rec.Blueprint.Parts.Rows) != 3 {
		t.Errorf("parts cost %d with %d unpriced of %d", total, unpriced, len(rec.Blueprint.Parts.Rows))
	}
	rec = b.must(b.Design(b.as(head), BlueprintEdit{Innovation: rec.Slug, Version: rec.Version, Safety: &SafetyEdit{Statement: "Lain."}}))
	if rec.Blueprint.Safety != (Safety{Statement: "Lain."}) || rec.Blueprint.Sizes.Length != 1100 || len(rec.Blueprint.Tests) != 1 {
		t.Errorf("another part changed with it: %+v", rec.Blueprint)
	}
	if got := Differing(Content{}, rec.Content); !slices.Contains(got, "blueprint_sizes") || !slices.Contains(got, "blueprint_rights") {
		t.Errorf("a comparison of versions overlooks the blueprint: %v", got)
	}
	b.sound()
}

func TestTwoPeopleOnDifferentPartsDoNotDisturbEachOther(t *testing.T) {
	b := newBench(t)
	opened := b.designed()
	b.must(b.Change(b.as(head), filled(opened)))
	b.must(b.Design(b.as(head), BlueprintEdit{Innovation: opened.Slug, Version: opened.Version + 1, Safety: &SafetyEdit{Statement: "Kepala."}}))
	rec := b.must(b.Design(b.as(maker), BlueprintEdit{Innovation: opened.Slug, Version: opened.Version, Sizes: &SizesEdit{Length: 900}}))
	if rec.Blueprint.Sizes.Length != 900 || rec.Blueprint.Safety.Statement != "Kepala." || rec.Summary == "" {
		t.Errorf("something of the others is lost: %+v", rec.Content)
	}
	_, err := b.Design(b.as(maker), BlueprintEdit{Innovation: opened.Slug, Version: opened.Version, Safety: &SafetyEdit{Statement: "Pembuat."}})
	clash, ok := errors.AsType[*BlueprintClash](err)
	if fault.CodeOf(err) != fault.Stale || !ok {
		t.Fatalf("an older form of the same part: %v, want Stale with the clash", err)
	}
	if clash.Theirs.Safety.Statement != "Kepala." || clash.Version != rec.Version || clash.By.ID != maker.ID {
		t.Errorf("clash = %+v", clash)
	}
	rec = b.must(b.Design(b.as(maker), BlueprintEdit{Innovation: opened.Slug, Version: clash.Version, Safety: &SafetyEdit{Statement: "Pembuat."}}))
	if rec.Blueprint.Safety.Statement != "Pembuat." {
		t.Errorf("saving over it with its version = %+v", rec.Blueprint.Safety)
	}
	if _, err := b.Design(b.as(maker), BlueprintEdit{Innovation: opened.Slug, Version: 99, Safety: &SafetyEdit{}}); fault.CodeOf(err) != fault.Stale {
		t.Errorf("a version that never was: %v", err)
	}
}

func TestWhoMayDesign(t *testing.T) {
	b := newBench(t)
	rec := b.designed()
	in := BlueprintEdit{Innovation: rec.Slug, Version: rec.Version, Safety: &SafetyEdit{}}
	for _, tt := range []struct {
		by   policy.Actor
		want fault.Code
	}{{stranger, fault.NotFound}, {auditor, fault.Denied}, {reviewer, fault.Denied}, {nobody, fault.NoActor}} {
		if _, err := b.Design(b.as(tt.by), in); fault.CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %s", tt.by.Name, err, tt.want)
		}
	}
	rec = b.must(b.Change(b.as(maker), filled(rec)))
	b.must(b.Submit(b.as(maker), Submission{Innovation: rec.Slug}))
	if _, err := b.Design(b.as(maker), in); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("while it is reviewed: %v", err)
	}
}

func TestABlueprintRefusesWhatCannotBe(t *testing.T) {
	b := newBench(t)
	rec := b.designed()
	early := time.Date(24, 1, 1, 0, 0, 0, 0, time.UTC)
	many := make([]string, 120)
	for i := range many {
		many[i] = fmt.Sprintf("Baut %d;1", i)
	}
	rows := make([]ComponentEdit, 40)
	for i := range rows {
		rows[i] = ComponentEdit{Name: "Mur", Quantity: 1}
	}
	for name, tt := range map[string]struct {
		in   BlueprintEdit
		want string
	}{
		"negative length":      {BlueprintEdit{Sizes: &SizesEdit{Length: -1}}, "sizes.length_mm field.min"},
		"as long as a street":  {BlueprintEdit{Sizes: &SizesEdit{Length: 20_001}}, "sizes.length_mm field.max"},
		"fitting backwards":    {BlueprintEdit{Sizes: &SizesEdit{Fittings: []FittingEdit{{Name: "Lebar", From: 2, To: 1, Unit: "mm"}}}}, "sizes.fittings.0.to blueprint.from_to"},
		"fitting without name": {BlueprintEdit{Sizes: &SizesEdit{Fittings: []FittingEdit{{}, {From: 1, To: 2, Unit: "mm"}}}}, "sizes.fittings.1.name field.required"},
		"unknown unit":         {BlueprintEdit{Sizes: &SizesEdit{Fittings: []FittingEdit{{Name: "x", Unit: "hasta"}}}}, "sizes.fittings.0.unit field.oneof"},
		"version of words":     {BlueprintEdit{Releases: &ReleasesEdit{Rows: []ReleaseEdit{{Version: "versi dua", Note: "x"}}}}, "releases.rows.0.version blueprint.semver"},
		"version with zeros":   {BlueprintEdit{Releases: &ReleasesEdit{Rows: []ReleaseEdit{{Version: "1.02.0", Note: "x"}}}}, "releases.rows.0.version blueprint.semver"},
		"version twice":        {BlueprintEdit{Releases: &ReleasesEdit{Rows: []ReleaseEdit{{Version: "1.0.0", Note: "x"}, {Version: "1.0.0", Note: "y"}}}}, "releases.rows.1.version blueprint.version_twice"},
		"version untold":       {BlueprintEdit{Releases: &ReleasesEdit{Rows: []ReleaseEdit{{Version: "1.0.0"}}}}, "releases.rows.0.note field.required"},
		"version of tomorrow":  {BlueprintEdit{Releases: &ReleasesEdit{Rows: []ReleaseEdit{{Version: "1.0.0", Note: "x", Date: may}}}}, "releases.rows innovation.future"},
		"test of no batch":     {BlueprintEdit{Tests: &TestsEdit{Rows: []TestEdit{{Parameter: "braking", Result: "pass"}}}}, "tests.rows.0.batch field.required"},
		"test without result":  {BlueprintEdit{Tests: &TestsEdit{Rows: []TestEdit{{Parameter: "braking", Batch: "1"}}}}, "tests.rows.0.result field.required"},
		"unknown parameter":    {BlueprintEdit{Tests: &TestsEdit{Rows: []TestEdit{{Parameter: "sulap", Batch: "1", Result: "pass"}}}}, "tests.rows.0.parameter field.oneof"},
		"test of the year 24":  {BlueprintEdit{Tests: &TestsEdit{Rows: []TestEdit{{Parameter: "braking", Batch: "1", Result: "pass", Date: early}}}}, "tests.rows.0.date blueprint.year"},
		"a script as a link":   {BlueprintEdit{Certificates: &CertificatesEdit{Rows: []CertificateEdit{{Standard: "x", Link: "javascript:alert(1)"}}}}, "certificates.rows.0.link blueprint.link"},
		"a name in a link":     {BlueprintEdit{Rights: &RightsEdit{Repository: "https://a:b@contoh.id"}}, "rights.repository blueprint.link"},
		"a bare path":          {BlueprintEdit{Rights: &RightsEdit{ForkOf: "//contoh.id/x"}}, "rights.fork_of blueprint.link"},
		"unknown licence":      {BlueprintEdit{Rights: &RightsEdit{Hardware: "Bebas-1.0"}}, "rights.hardware blueprint.licence_unknown"},
		"licence of another":   {BlueprintEdit{Rights: &RightsEdit{Software: "CC-BY-4.0"}}, "rights.software blueprint.licence_unknown"},
		"granted, no number":   {BlueprintEdit{Rights: &RightsEdit{IP: "granted", IPKind: "patent"}}, "rights.ip_number field.required"},
		"embargo in year 24":   {BlueprintEdit{Rights: &RightsEdit{After: early}}, "rights.after blueprint.year"},
		"no quantity":          {BlueprintEdit{Parts: &PartsEdit{Rows: []ComponentEdit{{Name: "Baut"}}}}, "parts.rows.0.quantity field.required"},
		"negative quantity":    {BlueprintEdit{Parts: &PartsEdit{Rows: []ComponentEdit{{Name: "Baut", Quantity: -1}}}}, "parts.rows.0.quantity field.min"},
		"a line without sense": {BlueprintEdit{Parts: &PartsEdit{Paste: []string{"Baut;1", "Mur;banyak"}}}, "parts.paste blueprint.paste_line"},
		"half a bolt":          {BlueprintEdit{Parts: &PartsEdit{Paste: []string{"Baut;1,5"}}}, "parts.paste blueprint.paste_line"},
		"seven columns":        {BlueprintEdit{Parts: &PartsEdit{Paste: []string{"a;1;b;2;c;d;e"}}}, "parts.paste blueprint.paste_line"},
		"too many parts":       {BlueprintEdit{Parts: &PartsEdit{Rows: rows, Paste: many}}, "parts.paste blueprint.too_many_parts"},
		"thousands of parts":   {BlueprintEdit{Parts: &PartsEdit{Paste: slices.Repeat(many, 20)}}, "parts.paste field.max_items"},
		"text turned around":   {BlueprintEdit{Safety: &SafetyEdit{Statement: "aman\u202e"}}, "safety.statement field.text"},
		"a megabyte":           {BlueprintEdit{Safety: &SafetyEdit{NotFor: strings.Repeat("x", 1<<20)}}, "safety.not_for field.max_letters"},
	} {
		in := tt.in
		in.Innovation, in.Version = rec.Slug, rec.Version
		_, err := b.Design(b.as(maker), in)
		var got []string
		if f := fault.As(err); err != nil {
			for _, x := range f.Fields {
				got = append(got, x.Name+" "+x.Key)
			}
		}
		if !slices.Contains(got, tt.want) {
			t.Errorf("%s: %v %v, want %s", name, err, got, tt.want)
		}
	}
}

func TestALargestBlueprintFitsATransaction(t *testing.T) {
	b := newBench(t)
	rec := b.designed()
	wide := func(n int) string { return strings.Repeat("ñ", n) }
	in := BlueprintEdit{Innovation: rec.Slug, Version: rec.Version, Parts: &PartsEdit{}, Tests: &TestsEdit{}}
	for range MaxComponents {
		in.Parts.Rows = append(in.Parts.Rows, ComponentEdit{Name: wide(120), Quantity: 100_000, Unit: wide(20), Price: 10_000_000_000, Source: wide(120), Note: wide(120)})
	}
	for range 120 {
		in.Tests.Rows = append(in.Tests.Rows, TestEdit{Parameter: "braking", Batch: wide(40), Result: "fail", Value: wide(60), Limit: wide(60), By: wide(120)})
	}
	rec = b.must(b.Design(b.as(maker), in))
	if total, _ := rec.Blueprint.Parts.Total(); total != 150*100_000*10_000_000_000 {
		t.Errorf("the total of a largest list = %d", total)
	}
}

func TestWhatIsWithheldIsNotShown(t *testing.T) {
	now := may
	full := BlueprintEdit{Rights: &RightsEdit{Hardware: "CERN-OHL-P-2.0", Producer: Anyone, Repository: "https://contoh.id", IP: "filed"}}
	for name, tt := range map[string]struct {
		change   func(*Rights)
		withheld bool
	}{
		"free":            {func(*Rights) {}, false},
		"embargo is over": {func(r *Rights) { r.After = may }, false},
		"embargo":         {func(r *Rights) { r.After = may.Add(time.Second) }, true},
		"secret":          {func(r *Rights) { r.IP = ipSecret }, true},
	} {
		b := drawn(Innovation{}).onto(full.onto(Blueprint{}))
		b.Rights = full.Rights.rights()
		b.Files = []File{{Hash: "x"}}
		tt.change(&b.Rights)
		shown := b.Shown(now)
		hidden := len(shown.Files) == 0 && len(shown.Parts.Rows) == 0 && len(shown.Releases) == 0 && shown.Rights.Repository == ""
		if b.Withheld(now) != tt.withheld || hidden != tt.withheld || b.Open(now) == tt.withheld {
			t.Errorf("%s: withheld %v, hidden %v, open %v", name, b.Withheld(now), hidden, b.Open(now))
		}
		if !shown.Rights.After.IsZero() {
			t.Errorf("%s: the day of an embargo is shown", name)
		}
		if shown.Sizes.Length == 0 || shown.Safety.NotFor == "" || len(shown.Tests) == 0 {
			t.Errorf("%s: what keeps a user safe is hidden", name)
		}
	}
}

func TestThePublicDoesNotReadWhatWaits(t *testing.T) {
	b := newBench(t)
	rec := b.designed()
	rec = b.must(b.AddFile(b.as(maker), NewFile{Innovation: rec.Slug, Kind: "drawing", Name: "rangka.pdf", File: []byte("%PDF-1.7 rangka")}))
	hash := rec.Blueprint.Files[0].Hash
	rights := *drawn(rec).Rights
	rights.After = may
	rec = b.must(b.Design(b.as(maker), BlueprintEdit{Innovation: rec.Slug, Version: rec.Version, Rights: &rights}))
	rec = b.must(b.Change(b.as(maker), filled(rec)))
	rec = b.must(b.Submit(b.as(maker), Submission{Innovation: rec.Slug}))
	rec = b.approved(rec) // publication itself waits for the day
	if rec.State != Approved || rec.Public != nil {
		t.Errorf("two reviewers agreed before the day: %s", rec.State)
	}
	if _, err := b.Release(b.as(maker), Decided{Innovation: rec.Slug}); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("released before its day: %v", err)
	}
	if sheet, err := b.BySlug(b.as(nobody), rec.Slug); err == nil && (len(sheet.Blueprint.Files) > 0 || len(sheet.Blueprint.Parts.Rows) > 0) {
		t.Error("the design is public before its day")
	}
	if _, _, err := b.File(b.as(nobody), rec.Slug, hash); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a file before its day: %v", err)
	}
	if _, _, err := b.File(b.as(maker), rec.Slug, hash); err != nil {
		t.Errorf("a file for its makers: %v", err)
	}
	if until := rec.Blueprint.Embargo(may.AddDate(0, 0, -1)); !until.Equal(may) {
		t.Errorf("embargo until %v", until)
	}
}

func TestVersionsStandAsSemverOrdersThem(t *testing.T) {
	want := strings.Fields("1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.2.0 1.10.0 2.0.0")
	slices.Reverse(want)
	rapid.Check(t, func(t *rapid.T) {
		var list []Release
		for _, v := range rapid.Permutation(want).Draw(t, "versions") {
			list = append(list, Release{Version: v})
		}
		newestFirst(list)
		for i, r := range list {
			if r.Version != want[i] {
				t.Fatalf("place %d is %s, want %s", i, r.Version, want[i])
			}
		}
	})
}

func TestACertificateHoldsToTheEndOfItsLastDay(t *testing.T) {
	c := Certificate{Until: may}
	for at, want := range map[time.Time]bool{may.Add(-time.Hour): false, may.Add(23 * time.Hour): false, may.Add(24 * time.Hour): true} {
		if c.Expired(at) != want {
			t.Errorf("at %v: expired %v", at, !want)
		}
	}
	if (Certificate{}).Expired(may) {
		t.Error("a certificate without a last day expired")
	}
}

func TestLicencesAreThoseOfSPDX(t *testing.T) {
	seen := map[string]bool{}
	for _, l := range Licences() {
		if seen[l.ID] || l.Name == "" || strings.ContainsAny(l.ID, " ,") {
			t.Errorf("licence %+v", l)
		}
		seen[l.ID] = true
	}
	for _, use := range []string{ForHardware, ForSoftware, ForDocuments} {
		if len(LicencesFor(use)) == 0 || LicencesFor(use)[0].For != use {
			t.Errorf("licences for %s: %v", use, LicencesFor(use))
		}
	}
}

func TestWhatTheGatesAskOfADesign(t *testing.T) {
	whole := drawn(Innovation{}).onto(Blueprint{})
	for name, tt := range map[string]struct {
		kind   Kind
		change func(*Blueprint)
		submit string
		want   string // before publishing
	}{
		"a whole one":                 {Device, func(*Blueprint) {}, "", ""},
		"nothing of a device":         {Device, func(b *Blueprint) { *b = Blueprint{} }, "releases ip", "releases sizes fittings tests ip producer"},
		"nothing of a service":        {Service, func(b *Blueprint) { *b = Blueprint{} }, "ip", "ip producer"},
		"no weight":                   {Device, func(b *Blueprint) { b.Sizes.Mass = 0 }, "", "sizes"},
		"what is worn has no load":    {Device, func(b *Blueprint) { b.Sizes.MaxLoad = 0 }, "", ""},
		"a certificate for a test":    {Device, func(b *Blueprint) { b.Tests = nil }, "", ""},
		"neither":                     {Device, func(b *Blueprint) { b.Tests, b.Certificates = nil, nil }, "", "tests"},
		"free to all under nothing":   {Device, func(b *Blueprint) { b.Rights.Hardware, b.Rights.Documents = "", "" }, "", "licence"},
		"not free to all, no licence": {Device, func(b *Blueprint) { b.Rights = Rights{IP: "secret", Producer: "ask"} }, "", ""},
	} {
		c := Content{Kind: tt.kind, Blueprint: whole.clone()}
		tt.change(&c.Blueprint)
		var submit, publish []string
		for _, n := range blueprintNeeds() {
			if n.met(&c) {
				continue
			}
			publish = append(publish, n.name)
			if n.gate == ToSubmit {
				submit = append(submit, n.name)
			}
		}
		if strings.Join(submit, " ") != tt.submit || strings.Join(publish, " ") != tt.want {
			t.Errorf("%s: submitting misses %v, publishing %v", name, submit, publish)
		}
	}
}
