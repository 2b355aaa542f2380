package sample

import (
	"context"

	"lumbung/app/intake"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// asking plays what people outside ask: four asks for a device in different
// states, one of which waits for too long and one was passed on, and three
// questions.
func (p *play) asking() {
	p.asks()
	p.questions()
}

// nobody is whoever has no account.
func nobody(ctx context.Context) context.Context { return op.As(ctx, policy.Actor{}) }

// asker is one of those who ask for a wheelchair.
func (p *play) asker(name, phone, place string) intake.NewAsk {
	return intake.NewAsk{
		Model: p.models["kre"].Slug, Name: name, Phone: phone, Place: place, ForWhom: "family", Disabilities: []string{"fisik"}, Consent: true,
	}
}

func (p *play) asks() {
	const centre = "soeharso"
	served, late, fresh, moved := p.thread(), p.thread(), p.thread(), p.thread()
	var one, two, three intake.Receipt
	moved.on(6, "permintaan", func(ctx context.Context) (err error) {
		three, err = p.app.Intake.File(nobody(ctx), p.asker("Contoh Wijaya Enam", "0800 0000 0064", "Kota Surakarta"))
		return err
	})
	moved.on(5, "permintaan", func(ctx context.Context) error {
		_, err := p.app.Intake.Forward(p.as(ctx, policy.SocialWorker, centre), intake.Forwarding{
			Opened: intake.Opened{Ask: three.Number}, To: "meohai", Reason: "moved",
		})
		return err
	})
	served.on(40, "permintaan", func(ctx context.Context) (err error) {
		one, err = p.app.Intake.File(nobody(ctx), p.asker("Contoh Seruni Enam", "0800 0000 0061", "Kabupaten Sukoharjo"))
		return err
	})
	served.on(38, "permintaan", func(ctx context.Context) error {
		_, err := p.app.Intake.Close(p.as(ctx, policy.SocialWorker, centre), intake.Closing{
			Opened: intake.Opened{Ask: one.Number}, Reason: "served-elsewhere", Text: "Kursi roda sudah diterima dari dinas sosial (contoh).",
		})
		return err
	})
	late.on(12, "permintaan", func(ctx context.Context) (err error) {
		two, err = p.app.Intake.File(nobody(ctx), p.asker("Contoh Soka Enam", "0800 0000 0062", "Kota Surakarta"))
		return err
	})
	late.on(11, "permintaan", func(ctx context.Context) error {
		_, err := p.app.Intake.Answer(p.as(ctx, policy.SocialWorker, centre), intake.Answer{
			Opened: intake.Opened{Ask: two.Number}, Text: "Kapan petugas kami dapat berkunjung? (contoh)", Question: true,
		})
		return err
	})
	late.on(10, "permintaan", func(ctx context.Context) error {
		_, err := p.app.Intake.Reply(nobody(ctx), intake.Reply{Pass: intake.Pass{Number: two.Number, PIN: two.PIN}, Text: "Setiap hari setelah pukul sembilan (contoh)."})
		return err
	})
	fresh.on(1, "permintaan", func(ctx context.Context) error {
		_, err := p.app.Intake.File(nobody(ctx), p.asker("Contoh Tanjung Enam", "0800 0000 0063", "Kabupaten Boyolali"))
		return err
	})
}

func (p *play) questions() {
	const centre, work = "soeharso", "elektrik"
	t := p.thread()
	ask := func(ago int, text string) {
		t.on(ago, "pertanyaan", func(ctx context.Context) error {
			_, err := p.app.Intake.Question(nobody(ctx), intake.NewQuestion{Innovation: p.works[work].ID.String(), Text: text})
			return err
		})
	}
	ask(30, "Apakah baterainya dapat diisi di rumah dengan listrik 450 VA? (contoh)")
	t.on(28, "pertanyaan", func(ctx context.Context) error {
		by := p.as(ctx, policy.SKA, centre)
		open, err := p.app.Intake.QuestionQueue(by, intake.QuestionsAsk{})
		if err != nil || len(open.Items) == 0 {
			return err
		}
		_, err = p.app.Intake.AnswerQuestion(by, intake.Answering{
			QuestionNaming: intake.QuestionNaming{Question: open.Items[0].ID.String()}, Publish: true,
			Text: open.Items[0].Words, Answer: "Dapat. Pengisi dayanya memakai 120 watt, kira-kira sama dengan dua lampu besar (contoh).",
		})
		return err
	})
	t.on(20, "pertanyaan", func(ctx context.Context) error {
		_, err := p.app.Intake.PeerQuestion(p.as(ctx, policy.SKA, "meohai"), intake.PeerQuestion{
			Innovation: p.works[work].ID.String(), Text: "Motor mana yang dipakai sejak versi kedua? (contoh)",
		})
		return err
	})
	ask(2, "Apakah ada ukuran untuk anak umur delapan tahun? (contoh)")
}
