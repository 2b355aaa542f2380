package sample

import (
	"context"
	"slices"

	"lumbung/app/innovation"
	"lumbung/app/need"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// lack is a need of the play with what speaks for it. Days count back from the
// end.
type lack struct {
	title, text, iso string
	said             []string // the same sentence is said once in each province
	provinces        []string
	centre, told     string // a centre that says it too
	people           int64
	searched         string
	times            int
	model            string // whose unmet requests say the same
	ago              int
	work             string // an innovation of a centre that names it
	owner            string
	linked           int
}

func lacks() []lack {
	return []lack{
		{
			"Ramp lipat untuk rumah panggung", "Rumah panggung di pesisir tidak dapat dimasuki dengan kursi roda (contoh).", "18",
			[]string{"Butuh ramp yang bisa dilipat untuk rumah panggung", "Nenek tidak bisa turun dari rumah panggung dengan kursi roda"},
			[]string{"74", "74", "64", "74", "12", "74", "64", "74"},
			"meohai", "Dua puluh rumah panggung di wilayah kami butuh ramp lipat", 20, "ramp lipat", 7, "", 95, "", "", 0,
		},
		{
			"Tongkat yang memberi tahu lubang di jalan", "Lubang dan selokan terbuka tidak terasa dengan tongkat biasa (contoh).", "12",
			[]string{"Perlu tongkat yang tahu ada lubang atau selokan di depan"},
			[]string{"32", "32", "52", "32", "36", "32"},
			"paramita", "Warga binaan tunanetra sering jatuh ke selokan", 9, "", 0, "tka", 60, "", "", 0,
		},
		{
			"Perbaikan alat di rumah", "Alat yang rusak sulit dibawa ke sentra yang jauh (contoh).", "",
			[]string{"Kursi roda rusak tidak bisa dibawa ke sentra, perlu yang datang ke rumah"},
			[]string{"34", "33"},
			"", "", 0, "", 0, "", 40, "keliling", "soeharso", 5,
		},
		{
			"Prostesis yang dipaskan di daerah", "Pengguna menempuh perjalanan berhari-hari untuk pengepasan (contoh).", "06",
			[]string{"Perlu kaki palsu yang bisa dipaskan tanpa pergi ke kota"},
			[]string{"33", "33", "34", "33", "33", "35", "34", "33", "33"},
			"", "", 0, "", 0, "prt", 100, "prostesis", "soeharso", 60,
		},
		{
			"Sarung tangan untuk mengayuh kursi roda", "Telapak tangan lecet di jalan berbatu (contoh).", "09",
			[]string{"Tangan lecet saat mengayuh kursi roda, perlu sarung tangan yang awet"},
			[]string{"73", "73", "35", "73", "73", "33", "73"},
			"wirajaya", "Pengguna kursi roda di lereng minta sarung tangan", 14, "", 0, "", 25, "", "", 0,
		},
	}
}

// lack plays what people say that nobody has built yet, and the curator who
// groups it. The last sentences still wait.
func (p *play) lack() {
	for _, x := range lacks() {
		t := p.thread()
		t.on(x.ago, x.title, func(ctx context.Context) error { return p.speak(ctx, x) })
		t.on(x.ago-4, x.title, func(ctx context.Context) error { return p.group(ctx, x) })
		if x.linked > 0 {
			t.on(x.linked, x.title, func(ctx context.Context) error { return p.link(ctx, x) })
		}
	}
	t := p.thread()
	for _, sentence := range []string{"Perlu ramp ringan yang muat di motor", "Kursi mandi yang bisa dilipat untuk kamar sempit"} {
		t.on(3, sentence, func(ctx context.Context) error {
			_, err := p.app.Needs.Say(op.As(ctx, policy.Actor{}), need.Sentence{Text: sentence, Province: "33"})
			return err
		})
	}
}

func (p *play) speak(ctx context.Context, x lack) error {
	for i, province := range x.provinces {
		_, err := p.app.Needs.Say(op.As(ctx, policy.Actor{}), need.Sentence{Text: x.said[i%len(x.said)], Province: province})
		if err != nil {
			return err
		}
	}
	if x.centre != "" {
		_, err := p.app.Needs.Tell(p.as(ctx, policy.SKA, x.centre), need.Statement{Sentence: x.told, People: x.people, ISO: x.iso})
		if err != nil {
			return err
		}
	}
	for range x.times {
		p.app.Needs.Heard(x.searched)
		if err := p.app.Needs.Flush(ctx); err != nil {
			return err
		}
	}
	return nil
}

// group has the ministry bring together what was said of one need.
func (p *play) group(ctx context.Context, x lack) error {
	ministry := p.as(ctx, policy.Ministry, "")
	q, err := p.app.Needs.Queue(ministry, need.Ask{Limit: storage.MaxPage})
	if err != nil {
		return err
	}
	in := need.Grouping{Title: x.title, Text: x.text, ISO: x.iso}
	for _, v := range q.Voices {
		if v.Sentence == x.told || slices.Contains(x.said, v.Sentence) {
			in.Voices = append(in.Voices, v.ID)
		}
	}
	in.Show = in.Voices[:1]
	for _, w := range q.Words {
		if w.Text == x.searched {
			in.Words = append(in.Words, w.Roots)
		}
	}
	if x.model != "" {
		in.Models = []string{p.models[x.model].Slug}
	}
	n, err := p.app.Needs.Group(ministry, in)
	p.needs[x.title] = n.ID
	return err
}

// link has a centre say that an innovation answers a need.
func (p *play) link(ctx context.Context, x lack) error {
	rec, err := p.app.Innovations.ChooseNeeds(p.as(ctx, policy.SKA, x.owner), innovation.NeedsChoice{
		Innovation: p.works[x.work].ID.String(), Version: p.works[x.work].Version, Needs: []op.ID{p.needs[x.title]},
	}, need.Known)
	if err == nil {
		p.works[x.work] = rec
	}
	return err
}
