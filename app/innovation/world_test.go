package innovation

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
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

var (
	maker    = policy.Actor{ID: op.ID{1}, Name: "Manajer SKA Contoh", Role: policy.SKA, Centre: "soeharso"}
	head     = policy.Actor{ID: op.ID{2}, Name: "Kepala Contoh", Role: policy.Head, Centre: "soeharso"}
	stranger = policy.Actor{ID: op.ID{3}, Name: "Manajer Lain", Role: policy.SKA, Centre: "meohai"}
	reviewer = policy.Actor{ID: op.ID{4}, Name: "Penelaah Contoh", Role: policy.Reviewer, Centre: "meohai"}
	second   = policy.Actor{ID: op.ID{9}, Name: "Penelaah Ketiga", Role: policy.Reviewer, Centre: "kartini"}
	ownEye   = policy.Actor{ID: op.ID{5}, Name: "Penelaah Serumah", Role: policy.Reviewer, Centre: "soeharso"}
	auditor  = policy.Actor{ID: op.ID{6}, Name: "Auditor Contoh", Role: policy.Auditor}
	ministry = policy.Actor{ID: op.ID{7}, Name: "Kementerian Contoh", Role: policy.Ministry}
	admin    = policy.Actor{ID: op.ID{8}, Name: "Admin Contoh", Role: policy.Admin}
	nobody   = policy.Actor{}
)

// bench is a registry over an empty store, with the clock frozen.
type bench struct {
	*testing.T
	*Innovations
	deps *op.Deps
}

func newBench(t *testing.T) bench {
	t.Helper()
	store := memkv.New()
	t.Cleanup(func() { _ = store.Close() })
	d := op.Frozen(store, time.Date(2026, 3, 25, 2, 0, 0, 0, time.UTC))
	return bench{t, New(d), d}
}

func (b bench) as(a policy.Actor) context.Context { return op.As(b.Context(), a) }

func (b bench) must(rec Innovation, err error) Innovation {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
	return rec
}

// photo is a small picture; each shade is another one.
func photo(shade uint8) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 400, 300))
	for i := range img.Pix {
		img.Pix[i] = shade
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	img.SetRGBA(0, 0, color.RGBA{A: 255})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return nil
	}
	return b.Bytes()
}

func wheelchair() NewInnovation {
	return NewInnovation{
		Title:   "Kursi roda elektrik",
		Problem: "Banyak penerima manfaat tidak kuat mengayuh kursi roda di jalan menanjak.",
		Kind:    Device,
		Photo:   photo(40),
	}
}

// filled is an edit after which nothing is missing.
func filled(rec Innovation) Edit {
	evidence, day := 2, time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	e := Edit{
		Innovation: rec.Slug, Version: rec.Version,
		Title: rec.Title, Problem: rec.Problem, Kind: rec.Kind,
		Summary: "Kursi roda dengan dua motor dan baterai yang dapat diisi di rumah.", Easy: "Kursi ini berjalan sendiri.",
		Novelty: "Rangka dari bahan yang ada di setiap bengkel.",
		TKT:     8, TKTOn: day, TKTBy: "Tim teknik sentra", TKTUntil: day.AddDate(3, 0, 0), TKTTicks: Indicators(8),
		Evidence: &evidence, Warnings: "Jangan dipakai di tangga.", ISO: "12.23.06",
		Disabilities: []string{"fisik"}, Documentation: 2, Diffusion: Developed, AppliedOn: day.AddDate(-1, 0, 0),
		Clusters: []Cluster{"disability"}, Functions: []Function{"walking"}, Atensi: []string{"aksesibilitas"},
		Outcomes: []Outcome{"self_care"}, Goals: []int{10, 3},
		Proof:    []ProofEdit{{Kind: "follow_up", Method: "Kunjungan", N: 30, From: day.AddDate(0, -6, 0), To: day, Result: "24 dari 30 masih memakainya."}},
		Lessons:  "Motor pertama terlalu lemah.",
		UnitCost: 12_500_000, PricedOn: day, Materials: 9_000_000, Labour: 2_000_000, Hours: 40, Days: 6, Capacity: 4,
		Tools: "Las listrik", Skills: "Mengelas", Fund: "apbn",
		Prerequisites: "Bengkel las dan seorang fisioterapis.", Mentor: "SKA Contoh, 0271-000000", Sustainability: "Anggaran tahunan sentra.",
		Mentions: []MentionEdit{{Kind: "partner", Name: "Politeknik Contoh", Link: "https://contoh.example"}},
		Unit:     "SKA Contoh", Responsible: "Contoh Penanggung Jawab", ResponsibleRole: "Kepala SKA", Contributors: "Kelompok pengguna", NamesAgreed: true,
		Involved: []Involvement{"tester"}, TitleEN: "Electric wheelchair",
	}
	for _, p := range rec.Photos {
		e.Photos = append(e.Photos, PhotoEdit{Hash: p.Hash, Alt: "Kursi roda hitam dilihat dari samping"})
	}
	return e
}

// Begin is that of the registry, with a design that lacks nothing put into the
// draft: few tests are about what a gate asks of a design, and their versions
// stay those of the steps that they are about.
func (b bench) Begin(ctx context.Context, in NewInnovation) (Innovation, error) {
	rec, err := b.Innovations.Begin(ctx, in)
	if err != nil {
		return rec, err
	}
	rec.Blueprint = enough()
	return rec, b.deps.Store.Update(ctx, func(w storage.Writer) error {
		v, _, err := versions.Get(w, versions.ID(&Version{Innovation: rec.ID, Number: rec.Version}))
		if err != nil {
			return err
		}
		v.Content = rec.Content.clone()
		return errors.Join(versions.Put(w, &v), innovations.Put(w, &rec))
	})
}

// enough is a design of which no gate asks for more.
func enough() Blueprint {
	return Blueprint{
		Releases: []Release{{Version: "1.0.0", Note: "Rancangan pertama."}},
		Sizes:    Sizes{Length: 1, Width: 1, Height: 1, Mass: 1, Power: "Tanpa listrik", User: "Dewasa", Fittings: []Fitting{{Name: "Lebar", Unit: "mm"}}},
		Tests:    []SafetyTest{{Parameter: "braking", Batch: "B-0", Result: "pass"}},
		Rights:   Rights{IP: "none", Producer: "centres"},
	}
}

// published walks the whole way.
func (b bench) published() Innovation {
	b.Helper()
	rec := b.must(b.Begin(b.as(maker), wheelchair()))
	rec = b.must(b.Change(b.as(maker), filled(rec)))
	rec = b.must(b.Submit(b.as(maker), Submission{Innovation: rec.Slug, Version: rec.Version}))
	return b.approved(rec)
}

// approved has both reviewers agree to what is submitted.
func (b bench) approved(rec Innovation) Innovation {
	b.Helper()
	for _, by := range []policy.Actor{reviewer, second} {
		rec = b.must(b.Review(b.as(by), Judgement{Innovation: rec.Slug, Version: rec.Version, Decision: Publish}))
	}
	return rec
}

func (b bench) sound() {
	b.Helper()
	optest.Sound(b, b.deps, Verify)
}

func fields(err error) string {
	var names []string
	if err == nil {
		return "no error"
	}
	for _, f := range fault.As(err).Fields {
		names = append(names, f.Name)
	}
	return strings.Join(names, " ")
}
