package views

import (
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/views/i18n"
)

// codes are two answers of each choice; anything else can be made up.
var codes = map[string][2]string{
	"Photos.0.Hash": {"aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"},
	"Kind":          {"service", "method"}, "ISO": {"12 23 06", "12 22 03"}, "Diffusion": {"created", "developed"},
	"Disabilities.0": {"fisik", "netra"}, "Atensi.0": {"terapi", "keluarga"}, "Outcomes.0": {"self_care", "back_home"},
	"Clusters.0": {"children", "elderly"}, "Functions.0": {"walking", "seeing"}, "Readiness.Ticks.0": {"3.1", "3.2"},
	"Keeping.Involved.0": {"maker", "tester"}, "Making.Fund": {"apbn", "own"}, "Proof.0.Kind": {"trial", "survey"}, "Mentions.0.Kind": {"award", "press"},
	"Blueprint.Sizes.Fittings.0.Unit": {"mm", "deg"}, "Blueprint.Tests.0.Parameter": {"braking", "static"}, "Blueprint.Tests.0.Result": {"pass", "fail"},
	"Blueprint.Rights.Hardware": {"CERN-OHL-S-2.0", "CERN-OHL-P-2.0"}, "Blueprint.Rights.Software": {"GPL-3.0-or-later", "MIT"},
	"Blueprint.Rights.Documents": {"CC-BY-4.0", "CC-BY-SA-4.0"}, "Blueprint.Rights.IP": {"filed", "secret"},
	"Blueprint.Rights.IPKind": {"simple_patent", "industrial_design"}, "Blueprint.Rights.Producer": {"ask", "centres"}, "Blueprint.Files.0.Kind": {"drawing", "report"},
}

// bookkeeping is what no person has said: who brought a piece and when, and what
// follows from the hash of a file.
var bookkeeping = []string{
	"Photos.0.Width", "Photos.0.Height", "Photos.0.Widths", "Proof.0.ID", "Proof.0.By", "Proof.0.At",
	"Blueprint.Files.0.Type", "Blueprint.Files.0.Size", "Blueprint.Files.0.At",
}

func kept(path string) bool {
	for _, p := range bookkeeping {
		if path == p || strings.HasPrefix(path, p+".") {
			return true
		}
	}
	return false
}

// filler gives every field of a record its first answer, but the one called
// second its other; it gathers the paths that it has seen.
type filler struct {
	second string
	paths  []string
}

func (f *filler) fill(v reflect.Value, path string) {
	join := func(name string) string { return strings.TrimPrefix(path+"."+name, ".") }
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.Date(2026, 3, 1+f.nth(path), 0, 0, 0, 0, time.UTC)))
		return
	case op.ID:
		v.Set(reflect.ValueOf(galleryID(byte(80 + f.nth(path)))))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f.fill(v.Field(i), join(v.Type().Field(i).Name))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		f.fill(v.Index(0), join("0"))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem(), path)
	case reflect.String:
		text := "teks contoh " + strconv.Itoa(f.nth(path))
		if two, ok := codes[path]; ok {
			text = two[f.nthAgain(path)]
		}
		v.SetString(text)
	case reflect.Bool:
		v.SetBool(f.nth(path) == 0)
	default:
		v.SetInt(int64(3 + f.nth(path)))
	}
}

func (f *filler) nth(path string) int {
	f.paths = append(f.paths, path)
	return f.nthAgain(path)
}

func (f *filler) nthAgain(path string) int {
	if path == f.second {
		return 1
	}
	return 0
}

func filled(second string) (c innovation.Content, paths []string) {
	f := filler{second: second}
	f.fill(reflect.ValueOf(&c).Elem(), "")
	return c, f.paths
}

func TestEveryFieldOfARecordStandsInTheComparisonInWords(t *testing.T) {
	from, paths := filled("")
	if len(paths) < 90 {
		t.Fatalf("only %d fields were found", len(paths))
	}
	for _, path := range paths {
		if kept(path) {
			continue
		}
		to, _ := filled(path)
		p := ComparePage{From: innovation.Old{Content: from}, To: innovation.Old{Content: to}}
		if len(p.names()) != 1 {
			t.Errorf("%s: the answers that differ are %v, want one", path, p.names())
			continue
		}
		for _, l := range i18n.Langs() {
			out, doc := render(t, InnovationCompare(Frame{Lang: l, Now: galleryNoon}, p))
			if len(find(doc, "ins"))+len(find(doc, "del")) == 0 {
				t.Errorf("%s in %s: nothing is marked under %s", path, l, p.names()[0])
			}
			if strings.Contains(out, "⟦") || strings.Contains(out, l.T("version.order_text")) {
				t.Errorf("%s in %s: %s has no words", path, l, p.names()[0])
			}
			for _, code := range codes[path] {
				if strings.Contains(code, "_") && strings.Contains(text(find(doc, "main")[0]), code) {
					t.Errorf("%s in %s: the code %s is shown", path, l, code)
				}
			}
		}
	}
}

func TestADesignIsComparedRowByRow(t *testing.T) {
	from, to := galleryBlueprint(), galleryBlueprint()
	to.Parts.Rows[0].Price = 1_700_000
	to.Parts.Rows = append(to.Parts.Rows[:2], to.Parts.Rows[3:]...)
	to.Tests[0].Result = "fail"
	to.Sizes.Width = 625
	p := ComparePage{From: innovation.Old{Content: innovation.Content{Blueprint: from}}, To: innovation.Old{Content: innovation.Content{Blueprint: to}}}
	for name, want := range map[string][]Change{
		"blueprint_sizes": {{"Lebar", "64 cm", "62,5 cm"}},
		"blueprint_parts": {
			{"Motor 250 W", "2 buah · Rp1.850.000 satuan · Asal: Toko listrik setempat", "2 buah · Rp1.700.000 satuan · Asal: Toko listrik setempat"},
			{"Pipa besi 1 inci", "600 cm · Rp450 satuan · Catatan: Tebal 1,6 mm", ""},
		},
	} {
		got := p.Changes(i18n.ID, name)
		for i := range got {
			got[i].From, got[i].To = strings.ReplaceAll(got[i].From, "\u00a0", " "), strings.ReplaceAll(got[i].To, "\u00a0", " ")
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
	if got := p.Changes(i18n.ID, "blueprint_tests"); len(got) != 1 || !strings.HasPrefix(got[0].From, "Lulus") || !strings.HasPrefix(got[0].To, "Tidak lulus") {
		t.Errorf("tests: %+v", got)
	}
}

func TestRowsInAnotherOrderAreSaidToBe(t *testing.T) {
	from, to := galleryBlueprint(), galleryBlueprint()
	to.Parts.Rows[0], to.Parts.Rows[1] = to.Parts.Rows[1], to.Parts.Rows[0]
	p := ComparePage{From: innovation.Old{Content: innovation.Content{Blueprint: from}}, To: innovation.Old{Content: innovation.Content{Blueprint: to}}}
	if got := p.Changes(i18n.ID, "blueprint_parts"); len(got) != 1 || got[0].Label != "Urutan" {
		t.Errorf("got %+v", got)
	}
}
