package sample

import (
	"context"
	"fmt"

	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

// device is a model of the play, added by the centre that makes it.
type device struct {
	key, centre string
	added       int
	work        string // the innovation that it realises
	is          stock.ModelDetails
}

func devices() []device {
	serial := stock.Serialised
	return []device{
		{"kre", "soeharso", 354, "elektrik", stock.ModelDetails{
			Name: "Kursi roda elektrik KRE-01", Code: "KRE-01", Slug: "kursi-roda-elektrik-kre-01", ISO: "12 23 06", Tracking: serial, Warranty: 24, Price: 14_500_000,
			Summary: "Dua motor 250 watt, tuas di kanan atau kiri, baterai litium 24 volt. Jarak tempuh sekitar 15 km.",
			Fit:     []stock.Size{"Lebar dudukan: 40–46 cm", "Beban terbesar: 110 kg", "Berat: 38 kg"}, Warnings: "Jangan dipakai di jalan raya.",
		}},
		{"bat", "soeharso", 302, "", stock.ModelDetails{
			Name: "Baterai litium 24 V", Code: "BAT-24", Slug: "baterai-litium-24v", ISO: "12 24 24", Tracking: stock.Counted, Maker: "PT Contoh Daya", Price: 2_100_000,
			Summary: "Baterai cadangan untuk kursi roda elektrik.",
		}},
		{"kra", "soeharso", 233, "adaptif", stock.ModelDetails{
			Name: "Kursi roda adaptif anak KRA-01", Code: "KRA-01", Slug: "kursi-roda-adaptif-anak", ISO: "12 22 18", Tracking: serial, Warranty: 12, Price: 4_250_000,
			Summary: "Dudukan yang tumbuh bersama anak.", Fit: []stock.Size{"Lebar dudukan: 24–34 cm", "Tinggi badan: 85–145 cm"},
		}},
		{"krm", "wirajaya", 224, "multiguna", stock.ModelDetails{
			Name: "Kursi roda multiguna KRM-01", Code: "KRM-01", Slug: "kursi-roda-multiguna", ISO: "12 22 18", Tracking: serial, Warranty: 12, Price: 2_900_000,
			Summary: "Duduk, makan, dan mandi dengan satu rangka.", Fit: []stock.Size{"Lebar dudukan: 42 cm", "Beban terbesar: 100 kg"},
		}},
		{"tka", "inten-soeweno", 210, "tongkat", stock.ModelDetails{
			Name: "Tongkat adaptif TKA-02", Code: "TKA-02", Slug: "tongkat-adaptif", ISO: "12 08 03", Tracking: serial, Warranty: 12, Price: 650_000,
			Summary: "Tongkat putih dengan sensor jarak yang bergetar.", Fit: []stock.Size{"Panjang: 110–140 cm"},
		}},
		{"ggt", "meohai", 181, "getar", stock.ModelDetails{
			Name: "Gelang getar GGT-01", Code: "GGT-01", Slug: "gelang-getar", ISO: "22 27 18", Tracking: serial, Warranty: 12, Price: 380_000,
			Summary: "Gelang panggil dan tombol darurat untuk orang rungu atau wicara.", Fit: []stock.Size{"Lingkar pergelangan: 14–22 cm"},
		}},
		{"mrt", "inten-soeweno", 160, "roda-tiga", stock.ModelDetails{
			Name: "Motor roda tiga niaga MRT-03", Code: "MRT-03", Slug: "motor-roda-tiga-niaga", ISO: "12 16 06", Tracking: serial, Warranty: 12, Price: 31_000_000,
			Summary: "Semua kendali di tangan, dengan bak niaga.", Fit: []stock.Size{"Beban terbesar: 250 kg"}, Warnings: "Wajib memiliki SIM D.",
		}},
		{"prt", "soeharso", 121, "prostesis", stock.ModelDetails{
			Name: "Prostesis bawah lutut PRT-01", Code: "PRT-01", Slug: "prostesis-bawah-lutut", ISO: "06 24 09", Tracking: serial, Warranty: 6, Price: 5_750_000,
			Summary: "Soket menurut cetakan, telapak ukuran 24–28.", Fit: []stock.Size{"Panjang telapak: 24–28 cm"},
		}},
	}
}

// delivery is goods that came in.
type delivery struct {
	centre, model string
	ago, n        int
	source        stock.Source
}

func deliveries() []delivery {
	return []delivery{
		{"soeharso", "kre", 352, 14, stock.Production},
		{"soeharso", "bat", 300, 20, stock.Purchase},
		{"meohai", "kre", 255, 4, stock.Purchase},
		{"soeharso", "kra", 232, 8, stock.Production},
		{"wirajaya", "krm", 222, 8, stock.Production},
		{"wirajaya", "krm", 221, 2, stock.Opening},
		{"inten-soeweno", "tka", 208, 12, stock.Production},
		{"soeharso", "kre", 205, 10, stock.Production},
		{"meohai", "ggt", 178, 10, stock.Production},
		{"paramita", "tka", 172, 6, stock.Purchase},
		{"inten-soeweno", "mrt", 158, 5, stock.Production},
		{"meohai", "kra", 152, 6, stock.Donation},
		{"wirajaya", "kre", 142, 8, stock.Production},
		{"mulya-jaya", "krm", 132, 5, stock.Purchase},
		{"soeharso", "prt", 118, 6, stock.Production},
		{"mulya-jaya", "kra", 112, 4, stock.Donation},
		{"paramita", "ggt", 72, 4, stock.Donation},
		{"soeharso", "kre", 62, 10, stock.Production},
	}
}

// trouble is what befalls a unit on the shelf: the last one that is ready.
type trouble struct {
	centre, model string
	ago           int
	hold          stock.Hold
	condition     stock.Condition
	note          string
}

func troubles() []trouble {
	return []trouble{
		{centre: "soeharso", model: "kre", ago: 96, hold: stock.HoldParts, note: "Menunggu pengendali motor"},
		{centre: "soeharso", model: "prt", ago: 58, condition: stock.CondRepair, note: "Soket retak saat uji"},
		{centre: "soeharso", model: "prt", ago: 41, hold: stock.HoldFitting, note: "Dipaskan untuk penerima"},
		{centre: "soeharso", model: "prt", ago: 8, hold: stock.HoldParts, note: "Menunggu telapak ukuran 25"},
		{centre: "wirajaya", model: "kre", ago: 47, hold: stock.HoldTest, note: "Uji beban setelah perubahan rangka"},
		{centre: "wirajaya", model: "krm", ago: 25, condition: stock.CondBroken, note: "Rangka patah saat diturunkan"},
		{centre: "inten-soeweno", model: "tka", ago: 12, hold: stock.HoldQuarantine, note: "Sensor dari kiriman yang sama diperiksa"},
		{centre: "meohai", model: "ggt", ago: 30, condition: stock.CondUnfit, note: "Terendam air, tidak layak diperbaiki"},
		{centre: "mulya-jaya", model: "krm", ago: 18, condition: stock.CondGood, note: "Diperiksa sebelum disalurkan"},
	}
}

// stock plays what comes in and what happens on the shelf.
func (p *play) stock() {
	for _, d := range devices() {
		p.thread().on(d.added, d.is.Name, func(ctx context.Context) (err error) {
			in := d.is
			if d.work != "" {
				in.MakerCentre, in.Innovation = d.centre, p.works[d.work].ID.String()
			}
			p.models[d.key], err = p.app.Stock.AddModel(p.as(ctx, policy.SKA, d.centre), in)
			return err
		})
	}
	for i, d := range deliveries() {
		p.thread().on(d.ago, d.model, func(ctx context.Context) error {
			_, err := p.app.Stock.Receive(p.as(ctx, policy.Warehouse, d.centre), p.receipt(i, d))
			return err
		})
	}
	for _, x := range troubles() {
		p.thread().on(x.ago, x.note, func(ctx context.Context) error { return p.trouble(ctx, x) })
	}
	p.mistake()
	p.funds()
}

// receipt says where goods came from; the serial number names the delivery.
func (p *play) receipt(i int, d delivery) stock.NewReceipt {
	m := p.models[d.model]
	in := stock.NewReceipt{
		Model: m.Slug, Source: d.source, UnitCost: m.Price, Quantity: int64(d.n),
		Fund: fmt.Sprintf("APBN %d", p.clock.Now().In(wib).Year()), Account: "526311", Note: "Data contoh",
	}
	if d.source == stock.Donation {
		in.Fund, in.Donor, in.Account = "CSR", "PT Contoh Sejahtera (CSR)", ""
	}
	for n := range d.n {
		if m.Tracking == stock.Serialised {
			in.Serials = append(in.Serials, fmt.Sprintf("%s-%02d%03d", m.Code, i+1, n+1))
		}
	}
	return in
}

// mistake is a receipt that is taken back on the same day.
func (p *play) mistake() {
	const centre, ago = "soeharso", 83
	t := p.thread()
	var wrong stock.Receipt
	t.on(ago, "kre", func(ctx context.Context) (err error) {
		in := p.receipt(len(deliveries()), delivery{centre, "kre", ago, 3, stock.Production})
		wrong, err = p.app.Stock.Receive(p.as(ctx, policy.Warehouse, centre), in)
		return err
	})
	t.on(ago, "kre", func(ctx context.Context) error {
		_, err := p.app.Stock.Undo(p.as(ctx, policy.Warehouse, centre), stock.Undoing{Receipt: wrong.ID, Reason: "Salah sentra: barang milik Wirajaya"})
		return err
	})
}

func (p *play) trouble(ctx context.Context, x trouble) error {
	ready, err := p.ready(ctx, x.model, x.centre)
	if err != nil {
		return err
	}
	code, by := ready[len(ready)-1].Code, p.as(ctx, policy.Warehouse, x.centre)
	if x.hold != stock.Free {
		_, err = p.app.Stock.SetHold(by, stock.Holding{Unit: code, Hold: x.hold, Note: x.note})
	} else {
		_, err = p.app.Stock.Inspect(by, stock.Inspection{Unit: code, Condition: x.condition, Note: x.note})
	}
	return err
}

// ready lists the units of a model that a centre can hand over, the first to be
// given first. It fails when there is none.
func (p *play) ready(ctx context.Context, model, centre string) (units []stock.Unit, err error) {
	err = p.read(ctx, func(r storage.Reader) error {
		units = nil
		for u, err := range stock.ReadyUnits(r, p.models[model].ID, centre) {
			if err != nil {
				return err
			}
			units = append(units, u)
		}
		return nil
	})
	if err == nil && len(units) == 0 {
		err = missing("no %s is ready at %s", model, centre)
	}
	return units, err
}
