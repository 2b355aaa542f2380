package sample

import (
	"context"

	"lumbung/app/policy"
	"lumbung/app/replication"
)

// takeover is a centre that replicates the innovation of another. Days count
// back from the end; 0 is never.
type takeover struct {
	work, owner, centre             string
	form                            replication.Form
	note                            string
	asked, accepted, plan, try, run int
	changes, obstacles              string
}

func takeovers() []takeover {
	return []takeover{
		{
			"elektrik", "soeharso", "wirajaya", replication.Adapted, "Untuk penerima di lereng Gowa dan Maros (contoh).", 250, 243, 228, 170, 141,
			"Rangka dilebarkan 2 cm dan ban diganti yang lebih besar untuk jalan berbatu (contoh).", "Pengendali motor datang enam minggu terlambat (contoh).",
		},
		{"adaptif", "soeharso", "meohai", replication.Full, "Kira-kira sepuluh anak menunggu (contoh).", 60, 52, 30, 0, 0, "", ""},
		{
			"batik", "paramita", "mulya-jaya", replication.Full, "Untuk peserta kelas sore (contoh).", 160, 152, 140, 128, 110,
			"Malam dingin, supaya aman tanpa kompor (contoh).", "Kain katun harus dikirim dari luar kota (contoh).",
		},
		{"elektrik", "soeharso", "inten-soeweno", replication.Partial, "Hanya pengendalinya, untuk motor roda tiga (contoh).", 4, 0, 0, 0, 0, "", ""},
	}
}

// spread plays how innovations come from one centre to another.
func (p *play) spread() {
	for _, x := range takeovers() {
		t, id := p.thread(), ""
		t.on(x.asked, x.work, func(ctx context.Context) error {
			rec, err := p.app.Replications.Ask(p.as(ctx, policy.SKA, x.centre), replication.NewReplication{
				Innovation: p.works[x.work].ID.String(), Form: x.form, Note: x.note,
			})
			id = rec.ID.String()
			return err
		})
		if x.accepted > 0 {
			t.on(x.accepted, x.work, func(ctx context.Context) error {
				_, err := p.app.Replications.Answer(p.as(ctx, policy.SKA, x.owner), replication.Reply{
					Replication: id, Decision: replication.Accept, Contact: "Contoh bengkel SKA, telepon kantor 0271-000000",
				})
				return err
			})
		}
		for _, s := range []struct {
			ago   int
			state replication.State
		}{{x.plan, replication.Planning}, {x.try, replication.Trial}, {x.run, replication.Running}} {
			if s.ago > 0 {
				t.on(s.ago, x.work, func(ctx context.Context) error {
					_, err := p.app.Replications.Advance(p.as(ctx, policy.SKA, x.centre), replication.NextStep{Replication: id, State: s.state})
					return err
				})
			}
		}
		if x.changes != "" {
			p.tell(t, x, &id)
		}
	}
}

// reach is a centre that tells by month whom it has reached with what no device
// stands for: people and cost of each month, the last month told first.
type reach struct {
	work, centre string
	months       [][2]int64
}

func reached() []reach {
	return []reach{
		{"batik", "paramita", [][2]int64{{22, 3_960_000}, {25, 4_125_000}, {18, 3_330_000}, {21, 3_675_000}, {20, 0}}},
		{"batik", "mulya-jaya", [][2]int64{{12, 2_760_000}, {4, 1_100_000}, {11, 2_420_000}}},
	}
}

// tellMonths plays what centres tell of their months, a few days after each.
func (p *play) tellMonths() {
	for _, x := range reached() {
		t := p.thread()
		for n := len(x.months) - 1; n >= 0; n-- {
			people, cost := x.months[n][0], x.months[n][1]
			month := p.end.AddDate(0, -1-n, 1-p.end.Day())
			told := int(p.end.Sub(month.AddDate(0, 1, 4)).Hours() / 24)
			t.on(max(told, 0), x.work, func(ctx context.Context) error {
				_, err := p.app.Replications.Serve(p.as(ctx, policy.SKA, x.centre), replication.ServedMonth{
					Innovation: p.works[x.work].ID.String(), Month: month.Format("2006-01"), People: &people, Cost: cost,
				})
				return err
			})
		}
	}
}

// tell describes what was changed, once it runs.
func (p *play) tell(t *thread, x takeover, id *string) {
	t.on(x.run-3, x.work, func(ctx context.Context) error {
		as := p.as(ctx, policy.SKA, x.centre)
		sheet, err := p.app.Replications.One(as, *id)
		if err != nil {
			return err
		}
		_, err = p.app.Replications.Describe(as, replication.Details{
			Replication: *id, Version: sheet.Version, Form: x.form, Changes: x.changes, Obstacles: x.obstacles,
		})
		return err
	})
}
