package views

import (
	"lumbung/app/innovation"
	"lumbung/app/replication"
	"lumbung/views/i18n"
)

func galleryReplication(states ...replication.State) replication.Sheet {
	p := replication.Replication{
		ID: galleryID(90), Code: "SKA-2026-0007", Owner: "contoh-satu", Centre: "contoh-dua", Published: 3, Form: replication.Adapted,
		Contact: "Bengkel SKA, telepon kantor 0271-000000", Version: int64(len(states)),
		Changes: "Rangka diberi gagang dari bambu petung karena pipa baja terlambat datang.",
	}
	for i, s := range states {
		p.State = s
		step := replication.Step{State: s, Occurred: galleryNoon.AddDate(0, i-len(states), 0), Recorded: galleryNoon.AddDate(0, i-len(states), 1), By: "Contoh Pengelola SKA", Centre: p.Centre}
		if s == replication.Accepted || s == replication.Declined {
			step.Centre = p.Owner
		}
		if !s.Open() {
			step.Note = "Bahan tidak tersedia di daerah ini sampai tahun depan."
		}
		p.Steps = append(p.Steps, step)
	}
	row := replication.Row{
		Replication: p, Slug: "kursi-roda-elektrik", Title: "Kursi roda elektrik",
		Numbers: replication.Numbers{Made: 14, MadeLately: 6, Served: 5, UnitCost: 4_350_000},
	}
	row.Counts = replication.Counts(p.State, row.Numbers)
	return replication.Sheet{Row: row, Newest: 4}
}

func galleryNames() map[string]string {
	return map[string]string{"contoh-satu": "Sentra Contoh Satu", "contoh-dua": "Sentra Contoh Dua", "contoh-tiga": "Sentra Terpadu Contoh Tiga"}
}

func gallerySpread() SpreadPage {
	served, none := int64(12), int64(0)
	return SpreadPage{
		Sheet: publishedSample(), Centres: galleryNames(), Provinces: map[string]string{"contoh-satu": "33", "contoh-dua": "74", "contoh-tiga": "12"},
		Spread: replication.Spread{
			Owner: "contoh-satu", Counted: 1, Tally: replication.Tally{Asked: 1, Running: 2, Stopped: 1},
			Costs: replication.Costs{Min: 3_150_000, Median: 3_900_000, Max: 5_200_000, Makers: []replication.Maker{
				{Centre: "contoh-tiga", Made: 4, UnitCost: 3_150_000}, {Centre: "contoh-satu", Made: 61, UnitCost: 3_900_000}, {Centre: "contoh-dua", Made: 14, UnitCost: 5_200_000},
			}},
			Places: []replication.Place{
				{Centre: "contoh-dua", State: replication.Running, Form: replication.Full, Since: "2026-02-03", Made: 14, Served: &served, Counts: true},
				{Centre: "contoh-tiga", State: replication.Running, Form: replication.Adapted, Since: "2025-06-30", Made: 4, Served: &none},
				{Centre: "contoh-dua", State: replication.Stopped, Form: replication.Partial, Since: "2024-06-30", Made: 14},
			},
		},
	}
}

func replicationSpecimens() []Specimen {
	f := galleryFrame("Replikasi", "/replikasi", makerRole)
	f.Now = galleryNoon
	one := f
	one.Title, one.Path = "Replikasi: Kursi roda elektrik", ReplicationHref("x")
	page := func(x replication.Sheet) ReplicationPage {
		form := func(id, path string) Form {
			form := galleryForm(one, one.Path+path, "post")
			form.ID = id
			return form
		}
		return ReplicationPage{
			Sheet: x, Centres: galleryNames(), Accept: form("terima-", "/jawab"), Decline: form("tolak-", "/jawab"),
			Next: form("langkah-", "/langkah"), Stop: form("henti-", "/langkah"), Described: form("rinci-", "/rincian"),
		}
	}
	asked := galleryReplication(replication.Asked)
	asked.MayAnswer = true
	trial := galleryReplication(replication.Asked, replication.Accepted, replication.Planning, replication.Trial)
	trial.MayAdvance, trial.MayDescribe = true, true
	running := galleryReplication(replication.Asked, replication.Accepted, replication.Planning, replication.Trial, replication.Running)
	running.MayAdvance, running.MayDescribe = true, true
	stopped := galleryReplication(replication.Asked, replication.Accepted, replication.Stopped)
	wrong := page(trial)
	wrong.Stop.Errors = map[string]string{"reason": i18n.ID.T("replication.reason_needed")}
	list := ReplicationsPage{List: replication.List{Rows: []replication.Row{asked.Row, running.Row, stopped.Row}}, Own: "contoh-satu", Centres: galleryNames()}
	public := galleryFrame("Penyebaran: Kursi roda elektrik", "/inovasi/kursi-roda-elektrik/replikasi", "")
	public.Now, public.Bilingual = galleryNoon, true
	staff := gallerySpread()
	staff.MayReplicate, staff.Spread = true, replication.Spread{Owner: "contoh-satu"}
	maker := galleryFrame("Replikasi di sentra saya", "/inovasi/kursi-roda-elektrik/replikasi/minta", makerRole)
	question := ReplicationAskPage{Form: galleryForm(maker, maker.Path, "post").Set("form", "full"), Sheet: innovation.Sheet{Slug: "kursi-roda-elektrik"}, Owner: "Sentra Contoh Satu", Own: "Sentra Contoh Dua"}
	spreading := galleryInnovationPage()
	part := gallerySpread()
	spreading.Spread = &part
	return []Specimen{
		{"replication-list", "/replikasi", Replications(f, list)},
		{"replication-list-empty", "/replikasi", Replications(f, ReplicationsPage{})},
		{"replication-ask", maker.Path, ReplicationAsk(maker, question)},
		{"replication-asked", one.Path, Replication(one, page(asked))},
		{"replication-trial", one.Path, Replication(one, page(trial))},
		{"replication-refused", one.Path, Replication(one, wrong)},
		{"replication-running", one.Path, Replication(one, page(running))},
		{"replication-stopped", one.Path, Replication(one, page(stopped))},
		{"replication-spread", public.Path, Spread(public, gallerySpread())},
		{"replication-spread-empty", public.Path, Spread(public, staff)},
		{"replication-part", "/inovasi/kursi-roda-elektrik", Innovation(innovationFrame("Kursi roda elektrik", "/inovasi/kursi-roda-elektrik", ""), spreading)},
	}
}
