// Package innovationtest gives tests of other rooms an innovation in which
// nothing is missing, so that they need not know what the gates ask for.
package innovationtest

import (
	"time"

	"lumbung/app/innovation"
)

// Whole is an edit of rec after which it can be submitted and published. What a
// test cares about it sets on top.
func Whole(rec innovation.Innovation) innovation.Edit {
	evidence, day := 2, rec.CreatedAt.Truncate(24*time.Hour).AddDate(0, -1, 0)
	in := innovation.Edit{
		Innovation: rec.Slug, Version: rec.Version,
		Title: rec.Title, Problem: rec.Problem, Kind: rec.Kind,
		Summary: rec.Title + " buatan sentra. Baterai diisi di rumah.", Easy: "Alat ini membantu Anda bergerak.", Novelty: "Rangka dari bahan setempat.",
		Clusters: []innovation.Cluster{"disability"}, Disabilities: []string{"fisik"}, Functions: []innovation.Function{"walking"},
		ISO: "12 23 06", Atensi: []string{"aksesibilitas"}, Outcomes: []innovation.Outcome{"self_care"}, Goals: []int{10},
		TKT: 8, TKTTicks: innovation.Indicators(8), TKTOn: day, TKTBy: "Tim teknik", TKTUntil: day.AddDate(3, 0, 0),
		Documentation: 2, Diffusion: innovation.Developed, AppliedOn: day.AddDate(-1, 0, 0),
		Evidence: &evidence, Lessons: "Motor pertama terlalu lemah.", Warnings: "Jangan dipakai di tangga.",
		Proof:    []innovation.ProofEdit{{Kind: "trial", Method: "Uji coba", N: 30, From: day.AddDate(0, -6, 0), To: day, Result: "24 dari 30 masih memakainya."}},
		UnitCost: 12_500_000, PricedOn: day, Materials: 9_000_000, Hours: 40, Days: 6, Capacity: 4, Tools: "Las listrik", Skills: "Mengelas", Fund: "apbn",
		Prerequisites: "Bengkel las.", Mentor: "SKA pemilik", Sustainability: "Anggaran tahunan sentra.",
		Unit: "SKA", Responsible: "Contoh Penanggung Jawab", ResponsibleRole: "Kepala SKA", Contributors: "Kelompok pengguna", NamesAgreed: true,
		Involved: []innovation.Involvement{"tester"},
	}
	for _, p := range rec.Photos {
		in.Photos = append(in.Photos, innovation.PhotoEdit{Hash: p.Hash, Alt: p.Alt})
	}
	return in
}

// Drawn is a design of rec with which it can be published, if it is a device.
func Drawn(rec innovation.Innovation) innovation.BlueprintEdit {
	return innovation.BlueprintEdit{
		Innovation: rec.Slug, Version: rec.Version,
		Sizes: &innovation.SizesEdit{
			Length: 1100, Width: 640, Height: 925, Mass: 38_500, MaxLoad: 120, Power: "Baterai 24 V", User: "Tinggi 140 sampai 180 cm",
			Fittings: []innovation.FittingEdit{{Name: "Lebar dudukan", From: 380, To: 460, Unit: "mm"}},
		},
		Releases: &innovation.ReleasesEdit{Rows: []innovation.ReleaseEdit{{Version: "1.0.0", Note: "Rancangan pertama."}}},
		Tests:    &innovation.TestsEdit{Rows: []innovation.TestEdit{{Parameter: "braking", Batch: "B-1", Result: "pass"}}},
		Rights:   &innovation.RightsEdit{IP: "none", Producer: "centres"},
	}
}
