package innovation

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"lumbung/storage"
)

func TestAPartLeavesTheOthersAsTheyAre(t *testing.T) {
	for _, part := range Parts() {
		b := newBench(t)
		rec := b.complete()
		e := Edit{Innovation: rec.Slug, Version: rec.Version, Part: part, Title: "Kursi lain", Problem: "Masalah lain.", Kind: Service}
		after := b.must(b.Change(b.as(maker), e))
		names := FieldNames(part)
		for _, name := range Differing(rec.Content, after.Content) {
			if !slices.Contains(names, name) {
				t.Errorf("part %s changed %s", part, name)
			}
		}
	}
}

func TestEveryAnswerHasItsPartAndItsWay(t *testing.T) {
	full, empty := filled(Innovation{Content: Content{Title: "t", Problem: "p", Kind: Device}}).onto(Content{}), Content{}
	full.Photos = []Photo{{Hash: strings.Repeat("0", 32)}}
	full.Easy, full.EvidenceNote, full.ForWhom, full.Making.Overhead, full.Making.TKDN = "a", "b", "c", 1, 2
	full.English.Summary, full.English.Easy = "d", "e"
	seen := map[string]bool{}
	for _, f := range formFields() {
		if !slices.Contains(Parts(), f.part) || seen[f.name] {
			t.Errorf("%s stands in part %q", f.name, f.part)
		}
		seen[f.name] = true
		if f.text(&full) == "" {
			t.Errorf("%s is not filled by this test", f.name)
		}
		f.copy(&empty, &full)
	}
	for i := range reflect.TypeFor[Content]().NumField() {
		was, is := reflect.ValueOf(full).Field(i), reflect.ValueOf(empty).Field(i)
		if !reflect.DeepEqual(was.Interface(), is.Interface()) {
			t.Errorf("no row of the form carries all of %s", reflect.TypeFor[Content]().Field(i).Name)
		}
	}
}

func TestAnEditThatChangesNothingMakesNoVersion(t *testing.T) {
	b := newBench(t)
	rec := b.published()
	again := b.must(b.Change(b.as(maker), filled(rec)))
	if again.Version != rec.Version || again.State != Published {
		t.Errorf("version %d is %s, was %d", again.Version, again.State, rec.Version)
	}
}

func TestTwoWhoEditDifferentPartsBothKeepTheirs(t *testing.T) {
	b := newBench(t)
	rec := b.complete()
	one := Edit{Innovation: rec.Slug, Version: rec.Version, Part: PartSpread, Prerequisites: "Bengkel."}
	b.must(b.Change(b.as(head), one))
	other := Edit{Innovation: rec.Slug, Version: rec.Version, Part: PartCost, UnitCost: 1_000_000}
	now := b.must(b.Change(b.as(maker), other))
	if now.Passing.Prerequisites != "Bengkel." || now.UnitCost != 1_000_000 {
		t.Errorf("kept: %q and %d", now.Passing.Prerequisites, now.UnitCost)
	}
	b.sound()
}

func TestTwoWhoEditOnePartChooseAnswerByAnswer(t *testing.T) {
	b := newBench(t)
	rec := b.complete()
	edit := func(change func(*Edit)) Edit {
		e := filled(rec)
		e.Part = PartSpread
		change(&e)
		return e
	}
	b.must(b.Change(b.as(head), edit(func(e *Edit) { e.Prerequisites, e.Mentor = "Dari kepala.", "Kantor kepala" })))
	mine := edit(func(e *Edit) { e.Prerequisites, e.Sustainability = "Dari manajer.", "Dana sendiri." })
	_, err := b.Change(b.as(maker), mine)
	clash, ok := errors.AsType[*Clash](err)
	if !ok {
		t.Fatalf("the second editor: %v", err)
	}
	got := map[string]ThreeWay{}
	for _, f := range clash.Fields() {
		got[f.Name] = f
	}
	both := got["prerequisites"]
	if len(got) != 3 || !both.Both || both.Yours != "Dari manajer." || both.Theirs != "Dari kepala." || got["mentor"].Both || got["sustainability"].Both {
		t.Fatalf("they differ in %+v", got)
	}
	mine.Version = clash.Version
	mine.Picks = []Pick{{Field: "prerequisites", Take: "both"}, {Field: "mentor", Take: "theirs"}, {Field: "sustainability", Take: "yours"}}
	now := b.must(b.Change(b.as(maker), mine))
	if now.Passing.Prerequisites != "Dari kepala.\n\nDari manajer." || now.Passing.Mentor != "Kantor kepala" || now.Passing.Sustainability != "Dana sendiri." {
		t.Errorf("together: %+v", now.Passing)
	}
	b.sound()
}

func TestWhatCannotBePickedIsRefused(t *testing.T) {
	b := newBench(t)
	rec := b.complete()
	for name, p := range map[string]Pick{"an unknown field": {"state", "yours"}, "two titles": {"title", "both"}, "neither": {"easy", "none"}} {
		e := filled(rec)
		e.Picks = []Pick{p}
		if _, err := b.Change(b.as(maker), e); !strings.HasPrefix(fields(err), "picks.0.") {
			t.Errorf("%s: %v", name, err)
		}
	}
	e := filled(rec)
	e.Part, e.Tools = PartCost, strings.Repeat("x", 900)
	rec = b.must(b.Change(b.as(maker), e))
	e.Version, e.Tools, e.Picks = rec.Version, strings.Repeat("y", 900), []Pick{{"tools", "both"}}
	if _, err := b.Change(b.as(maker), e); fields(err) != "tools" {
		t.Errorf("together too long: %v", err)
	}
}

func TestListsAreCheckedPieceByPiece(t *testing.T) {
	b := newBench(t)
	rec := b.complete()
	for _, c := range []struct {
		name   string
		change func(*Edit)
		want   string
	}{
		{"evidence of no kind", func(e *Edit) { e.Proof[0].Kind = "" }, "proof.0.kind"},
		{"evidence that ends before it begins", func(e *Edit) { e.Proof[0].To = e.Proof[0].From.AddDate(-1, 0, 0) }, "proof.0.to"},
		{"evidence of tomorrow", func(e *Edit) { e.Proof[0].To = b.deps.Now().AddDate(0, 0, 2) }, "proof.0.to"},
		{"a script for a link", func(e *Edit) { e.Mentions[0].Link = "javascript:alert(1)" }, "mentions.0.link"},
		{"a link with a name before it", func(e *Edit) { e.Mentions[0].Link = "https://kemensos.go.id@contoh.example" }, "mentions.0.link"},
		{"a link without a host", func(e *Edit) { e.Mentions[0].Link = "https:///etc" }, "mentions.0.link"},
		{"a link that nobody stands for", func(e *Edit) {
			e.Mentions = append(e.Mentions, MentionEdit{Kind: "press", Link: "https://contoh.example"})
		}, "mentions.1.name"},
		{"a method that has shown nothing", func(e *Edit) { e.Proof = append(e.Proof, ProofEdit{Kind: "trial", Method: "Kunjungan"}) }, "proof.1.result"},
		{"plain http", func(e *Edit) { e.Mentions[0].Link = "http://contoh.example" }, "mentions.0.link"},
		{"parts dearer than the whole", func(e *Edit) { e.UnitCost = 5 }, "unit_cost"},
		{"valid before it was measured", func(e *Edit) { e.TKTUntil = e.TKTOn.AddDate(0, 0, -1) }, "tkt_until"},
		{"goal 18", func(e *Edit) { e.Goals = []int{18} }, "goals.0"},
		{"a cluster that is none", func(e *Edit) { e.Clusters = []Cluster{"semua"} }, "clusters.0"},
		{"a part that is none", func(e *Edit) { e.Part = "rahasia" }, "part"},
		{"a title that runs backwards in English", func(e *Edit) { e.TitleEN = "Chair \u202eriahc" }, "title_en"},
	} {
		e := filled(rec)
		c.change(&e)
		if _, err := b.Change(b.as(maker), e); fields(err) != c.want {
			t.Errorf("%s: %v, want field %s", c.name, err, c.want)
		}
	}
	e := filled(rec)
	e.Proof = append(e.Proof, ProofEdit{}, e.Proof[0])
	e.Mentions = append(e.Mentions, MentionEdit{}, MentionEdit{Kind: "award", Name: "KIPP", Year: 2025})
	rec = b.must(b.Change(b.as(maker), e))
	if len(rec.Proof) != 1 || len(rec.Mentions) != 2 {
		t.Errorf("%d pieces of evidence, %d mentions", len(rec.Proof), len(rec.Mentions))
	}
	e.Version, e.Mentions[0].Remove = rec.Version, true
	if rec = b.must(b.Change(b.as(maker), e)); len(rec.Mentions) != 1 {
		t.Errorf("after removing one: %d mentions", len(rec.Mentions))
	}
}

func TestTicksBelongToTheirLevel(t *testing.T) {
	b := newBench(t)
	rec := b.begun()
	e := filled(rec)
	e.TKTTicks = []string{"7.1", "8.2", "8.1", "9.9", "x"}
	rec = b.must(b.Change(b.as(maker), e))
	if got := strings.Join(rec.Readiness.Ticks, " "); got != "8.1 8.2" || rec.Readiness.Ticked() {
		t.Errorf("ticked %q", got)
	}
	e.Version, e.TKT = rec.Version, 0
	rec = b.must(b.Change(b.as(maker), e))
	if r := rec.Readiness; r.Ticks != nil || !r.On.IsZero() || r.By != "" || r.Ticked() {
		t.Errorf("without a level: %+v", r)
	}
	for l := 1; l <= MaxTKT; l++ {
		if len(Indicators(l)) < 3 {
			t.Errorf("level %d asks for %v", l, Indicators(l))
		}
	}
	if Indicators(0) != nil || Indicators(10) != nil {
		t.Error("a level that does not exist asks for something")
	}
}

// TestWhatWasPublishedBeforeStaysSound writes a record as the first program did:
// one reviewer, and none of the answers that are asked for since.
func TestWhatWasPublishedBeforeStaysSound(t *testing.T) {
	b := newBench(t)
	rec := b.published()
	rec.Content = Content{
		Title: rec.Title, Problem: rec.Problem, Kind: rec.Kind, Summary: rec.Summary, Photos: rec.Photos,
		Readiness: Readiness{TKT: 8}, Warnings: "Awas.", Evidence: rec.Evidence,
	}
	shown := rec.Content.clone()
	rec.Public, rec.Rule, rec.SubmittedVersion, rec.Reviews = &shown, 0, 0, rec.Reviews[:1]
	err := b.deps.Store.Update(t.Context(), func(w storage.Writer) error {
		v := Version{Innovation: rec.ID, Number: rec.Version, State: rec.State, By: maker, At: rec.ChangedAt, Content: rec.Content.clone()}
		return errors.Join(innovations.Put(w, &rec), versions.Put(w, &v))
	})
	if err != nil {
		t.Fatal(err)
	}
	b.sound()
	e := filled(rec)
	rec = b.must(b.Change(b.as(maker), e))
	rec = b.must(b.Design(b.as(maker), drawn(rec)))
	rec = b.must(b.Submit(b.as(maker), Submission{Innovation: rec.Slug}))
	if rec = b.approved(rec); rec.Rule != rule {
		t.Errorf("renewed under rule %d", rec.Rule)
	}
	b.sound()
}
