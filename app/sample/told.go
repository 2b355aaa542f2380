package sample

import (
	"slices"
	"time"

	"lumbung/app/innovation"
)

// told adds to what a work says the answers that every submitted innovation
// needs; all of it is invented, and says so where it names anybody.
func told(in innovation.Edit, began time.Time) innovation.Edit {
	day := began.Truncate(24 * time.Hour)
	if in.Novelty == "" {
		in.Novelty = "Dapat dibuat di bengkel sentra dari bahan yang dijual di kota mana pun (contoh)."
	}
	if in.Lessons == "" {
		in.Lessons = "Ukuran pertama terlalu besar untuk rumah sempit; sejak itu setiap pemakai diukur lebih dahulu (contoh)."
	}
	in.Clusters, in.Functions = []innovation.Cluster{"disability"}, helpsWith(in.Disabilities)
	in.Atensi, in.Outcomes, in.Goals = []string{"aksesibilitas"}, []innovation.Outcome{"self_care", "family_able"}, []int{3, 10}
	if in.Kind == innovation.Product || in.Kind == innovation.Method {
		in.Atensi, in.Outcomes, in.Goals = []string{"vokasional"}, []innovation.Outcome{"basic_needs", "self_actualised"}, []int{1, 8}
	}
	in.TKTTicks, in.TKTUntil = innovation.Indicators(in.TKT), day.AddDate(3, 0, 0)
	if in.Diffusion == "" {
		in.Diffusion = innovation.Created
	}
	in.AppliedOn = day.AddDate(0, -9, 0)
	if in.Evidence != nil && *in.Evidence > 0 {
		in.Proof = []innovation.ProofEdit{{
			Kind: "trial", Method: "Uji coba pada pemakai (contoh)", N: 12 * *in.Evidence, From: day.AddDate(0, -6, 0), To: day.AddDate(0, -1, 0),
			Result: "Sebagian besar pemakai masih memakainya pada akhir uji coba (contoh).",
		}}
	} else {
		in.Proof = []innovation.ProofEdit{{Kind: "statement", Method: "Wawancara (contoh)", N: 3, Result: "Tiga calon pemakai menyatakan membutuhkannya (contoh)."}}
	}
	return makeable(in, day)
}

// makeable adds what it costs and takes, and how others take it over.
func makeable(in innovation.Edit, day time.Time) innovation.Edit {
	if in.UnitCost == 0 {
		in.UnitCost = 350_000
	}
	in.PricedOn, in.Materials, in.Labour = day, in.UnitCost*6/10, in.UnitCost*3/10
	in.Hours, in.Days, in.Capacity, in.Fund = 24, 4, 6, "apbn"
	in.Tools, in.Skills = "Alat bengkel dasar (contoh).", "Seorang perakit dan seorang terapis (contoh)."
	in.Prerequisites = "Ruang kerja, alat bengkel dasar, dan seorang petugas yang sudah dilatih dua hari (contoh)."
	in.Mentor = "SKA pemilik, lewat nomor kantor sentra (contoh)"
	in.Sustainability = "Masuk rencana kerja tahunan sentra; bahan dibeli dari anggaran rutin (contoh)."
	in.Unit, in.Responsible, in.ResponsibleRole = "SKA (contoh)", "Contoh Penanggung Jawab", "Pengelola SKA"
	if in.Contributors == "" {
		in.Contributors = "Contoh tim bengkel dan kelompok pemakai."
	}
	in.NamesAgreed, in.Involved = true, []innovation.Involvement{"tester"}
	return in
}

func helpsWith(disabilities []string) (list []innovation.Function) {
	for code, f := range map[string]innovation.Function{"fisik": "walking", "netra": "seeing", "rungu": "hearing", "wicara": "communicating", "intelektual": "self_care"} {
		if slices.Contains(disabilities, code) {
			list = append(list, f)
		}
	}
	if len(list) == 0 {
		list = []innovation.Function{"working"}
	}
	slices.Sort(list)
	return list
}
