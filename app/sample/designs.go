package sample

import (
	"context"
	"time"

	"lumbung/app/innovation"
	"lumbung/app/policy"
)

// shape is what tells the design of one device from that of another: measures in
// mm and g, and what is set to the person.
type shape struct {
	length, width, height, mass, load int64
	power, user                       string
	fitting                           innovation.FittingEdit
	parts                             []innovation.ComponentEdit
	open                              bool // anyone may make it
}

// shapes are the designs of the devices of the play. All of them are invented.
func shapes() map[string]shape {
	seat := innovation.FittingEdit{Name: "Lebar dudukan", From: 380, To: 460, Unit: "mm", How: "Geser pipa dudukan, kunci dengan dua baut."}
	handle := innovation.FittingEdit{Name: "Tinggi pegangan", From: 720, To: 950, Unit: "mm", How: "Lubang pengunci tiap 25 mm."}
	strap := innovation.FittingEdit{Name: "Lingkar tali", From: 130, To: 220, Unit: "mm", How: "Perekat."}
	steel := innovation.ComponentEdit{Name: "Pipa besi 1 inci", Quantity: 620, Unit: "cm", Price: 450, Source: "Toko besi setempat"}
	motor := innovation.ComponentEdit{Name: "Motor 250 W dengan roda", Quantity: 2, Unit: "buah", Price: 2_150_000, Source: "Pemasok contoh"}
	battery := innovation.ComponentEdit{Name: "Baterai litium 24 V 12 Ah", Quantity: 1, Unit: "buah", Price: 3_400_000, Source: "Pemasok contoh"}
	buzzer := innovation.ComponentEdit{Name: "Motor getar kecil", Quantity: 1, Unit: "buah", Price: 18_000, Source: "Toko elektronik"}
	circuit := innovation.ComponentEdit{Name: "Papan pengendali", Quantity: 1, Unit: "buah", Price: 145_000, Source: "Toko elektronik"}
	return map[string]shape{
		"elektrik":  {1080, 640, 920, 38_500, 120, "Baterai 24 V 12 Ah", "Tinggi 150 sampai 185 cm, berat sampai 120 kg", seat, []innovation.ComponentEdit{motor, battery, steel, circuit}, true},
		"adaptif":   {900, 560, 1050, 19_200, 60, "Tanpa listrik", "Anak dengan tinggi 95 sampai 140 cm", seat, []innovation.ComponentEdit{steel, {Name: "Busa penyangga", Quantity: 4, Unit: "lembar", Price: 65_000}}, false},
		"multiguna": {1020, 630, 900, 17_800, 110, "Tanpa listrik", "Tinggi 145 sampai 185 cm", seat, []innovation.ComponentEdit{steel}, true},
		"tongkat":   {60, 60, 1250, 410, 0, "Baterai isi ulang 3,7 V", "Tinggi 140 sampai 190 cm", handle, []innovation.ComponentEdit{buzzer, circuit}, true},
		"roda-tiga": {2150, 1050, 1180, 164_000, 180, "Bensin 110 cc", "Tinggi 150 sampai 180 cm", seat, nil, false},
		"getar":     {48, 42, 14, 46, 0, "Baterai isi ulang 3,7 V", "Lingkar pergelangan 13 sampai 22 cm", strap, []innovation.ComponentEdit{buzzer, circuit}, true},
		"prostesis": {420, 110, 110, 1_350, 100, "Tanpa listrik", "Berat sampai 100 kg, amputasi bawah lutut", innovation.FittingEdit{Name: "Panjang tungkai", From: 280, To: 460, Unit: "mm", How: "Potong pipa menurut ukuran sisi sehat."}, nil, false},
		"denyut":    {44, 40, 13, 41, 0, "Baterai isi ulang 3,7 V", "Lingkar pergelangan 13 sampai 22 cm", strap, nil, false},
		"bambu":     {40, 40, 1200, 380, 90, "Tanpa listrik", "Tinggi 140 sampai 180 cm", handle, nil, true},
	}
}

// plain is a small piece of furniture, for a device whose shape nobody drew.
func plain() shape {
	return shape{
		length: 420, width: 460, height: 450, mass: 3_800, load: 110, power: "Tanpa listrik", user: "Tinggi 140 sampai 185 cm",
		fitting: innovation.FittingEdit{Name: "Tinggi kaki", From: 400, To: 500, Unit: "mm", How: "Lubang pengunci tiap 25 mm."},
	}
}

// design draws up how a work is built, before it is handed in.
func (p *play) design(ctx context.Context, w work) error {
	rec := p.works[w.key]
	in := innovation.BlueprintEdit{
		Innovation: rec.ID.String(), Version: rec.Version,
		Rights: &innovation.RightsEdit{IP: "none", Producer: "centres"},
	}
	if w.said.Kind == innovation.Device {
		s, ok := shapes()[w.key]
		if !ok {
			s = plain()
		}
		s.draw(&in, rec.CreatedAt.Truncate(24*time.Hour))
	}
	rec, err := p.app.Innovations.Design(p.as(ctx, policy.SKA, w.centre), in)
	if err == nil {
		p.works[w.key] = rec
	}
	return err
}

// draw says all of a device: two batches were tested, one failed and was mended.
func (s shape) draw(in *innovation.BlueprintEdit, day time.Time) {
	in.Sizes = &innovation.SizesEdit{
		Length: s.length, Width: s.width, Height: s.height, Mass: s.mass, MaxLoad: s.load, Power: s.power, User: s.user,
		Fittings: []innovation.FittingEdit{s.fitting},
	}
	in.Releases = &innovation.ReleasesEdit{Rows: []innovation.ReleaseEdit{
		{Version: "1.0.0", Date: day.AddDate(0, -3, 0), Note: "Rancangan pertama."}, {Version: "1.1.0", Date: day.AddDate(0, -1, 0), Note: "Diperkuat setelah uji batch pertama."},
	}}
	in.Tests = &innovation.TestsEdit{}
	for i, batch := range []string{"CTH-01", "CTH-02"} {
		for _, parameter := range []string{"dimensions", "static", "impact", "fatigue"} {
			test := innovation.TestEdit{Parameter: parameter, Batch: batch, Result: "pass", Date: day.AddDate(0, i-2, 0), By: "Contoh Tim Mutu Sentra"}
			if i == 0 && parameter == "fatigue" {
				test.Result, test.Value, test.Limit = "fail", "61.000 siklus", "paling sedikit 100.000 siklus"
			}
			in.Tests.Rows = append(in.Tests.Rows, test)
		}
	}
	in.Safety = &innovation.SafetyEdit{Statement: "Tepi tajam ditutup dan setiap sambungan diperiksa sebelum diserahkan (contoh)."}
	in.Parts = &innovation.PartsEdit{PricesOn: day, Rows: s.parts}
	if s.open {
		in.Rights.Producer, in.Rights.Hardware, in.Rights.Documents = innovation.Anyone, "CERN-OHL-P-2.0", "CC-BY-4.0"
	}
}
