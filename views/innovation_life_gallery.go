package views

import (
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
)

func innovationLifeSpecimens() []Specimen {
	const path = "/inovasi/kursi-roda-elektrik"
	page := func(name, role string, state innovation.State, change func(*Frame, *InnovationPage)) Specimen {
		f, p := innovationFrame("Kursi roda elektrik", path, role), galleryInnovationPage()
		rec := galleryInnovation(state)
		rec.Public, rec.PublishedAt, rec.RenewedAt = &rec.Content, galleryNoon.AddDate(-2, 0, 0), galleryNoon.AddDate(-2, 0, 0)
		p.Staff = &InnovationStaff{Record: rec, MayEdit: true, Acts: InnovationActs{Versions: true}}
		change(&f, &p)
		return Specimen{Name: "innovation-" + name, Path: path, Component: Innovation(f, p)}
	}
	form := func(f *Frame, id string) *Form {
		x := f.Form(path + "/" + id)
		x.ID = id + "-"
		return &x
	}
	return []Specimen{
		page("recalled", "", innovation.Recalled, func(_ *Frame, p *InnovationPage) {
			p.Staff, p.Entry.ID = nil, op.ID{}
			p.Sheet.Recall = &innovation.Warning{Reason: "Rangka patah pada tiga unit.\nBerhenti memakainya.", At: galleryNoon.AddDate(0, 0, -3)}
			p.Sheet.Editions = []innovation.Edition{{Version: 4, At: galleryNoon.AddDate(-1, 0, 0)}, {Version: 9, At: galleryNoon.AddDate(0, -1, 0)}}
		}),
		page("outdated", makerRole, innovation.Published, func(f *Frame, p *InnovationPage) {
			p.Staff.Acts.Confirm, p.Staff.Acts.Withdraw = form(f, "pastikan"), form(f, "tarik")
		}),
		page("approved", makerRole, innovation.Approved, func(f *Frame, p *InnovationPage) {
			p.Preview, p.Staff.Acts.Release, p.Staff.Acts.Cancel = true, form(f, "terbit"), form(f, "batal")
		}),
		page("embargoed", makerRole, innovation.Approved, func(_ *Frame, p *InnovationPage) {
			p.Preview, p.Staff.Acts.PublicAfter = true, galleryNoon.AddDate(0, 2, 0)
		}),
		dutiesSpecimen(), versionsSpecimen(), compareSpecimen(), compareDesignSpecimen(),
		versionSpecimen("version", true), versionSpecimen("version_internal", false), proofSpecimen(),
	}
}

func dutiesSpecimen() Specimen {
	f := innovationFrame("Inovasi sentra saya", "/inovasi", makerRole)
	back, late := galleryInnovation(innovation.Returned), galleryInnovation(innovation.Returned)
	back.Reviews = []innovation.Review{{Decision: innovation.Return, Reason: "Ukuran.", Due: galleryNoon.AddDate(0, 0, 20)}}
	late.Reviews = []innovation.Review{{Decision: innovation.Return, Reason: "Ukuran.", Due: galleryNoon.AddDate(0, 0, -2)}}
	held := galleryInnovation(innovation.Approved)
	held.Blueprint.Rights.After = galleryNoon.AddDate(0, 1, 0)
	old := galleryInnovation(innovation.Published)
	old.RenewedAt = galleryNoon.AddDate(-2, 0, 0)
	d := innovation.Duties{
		Returned: []innovation.Innovation{late, back}, Approved: []innovation.Innovation{held, galleryInnovation(innovation.Approved)}, Outdated: []innovation.Innovation{old},
	}
	return Specimen{Name: "innovations-duties", Path: "/inovasi", Component: Innovations(f, InnovationsPage{Items: d.Returned, MayBegin: true, Duties: DutiesPart{d, galleryNoon}})}
}

func versionsSpecimen() Specimen {
	const path = "/inovasi/kursi-roda-elektrik/versi"
	rec := galleryInnovation(innovation.Draft)
	rec.PublishedVersion, rec.Version = 2, 4
	var list []innovation.Chapter
	changed := [][]string{{"blueprint_sizes", "needs"}, {}, {}, {"title", "kind", "problem", "summary", "novelty", "photos", "unit_cost"}}
	for n, s := range []innovation.State{innovation.Draft, innovation.Submitted, innovation.Published, innovation.Draft} {
		v := innovation.Version{Number: int64(4 - n), State: s, At: galleryNoon.AddDate(0, 0, -n), By: policy.Actor{Name: "Contoh Pengelola SKA"}, Content: rec.Content}
		list = append(list, innovation.Chapter{Version: v, Changed: changed[n]})
	}
	f := innovationFrame("Semua versi: "+rec.Title, path, makerRole)
	return Specimen{Name: "innovation-versions", Path: path, Component: InnovationVersions(f, VersionsPage{Record: rec, Items: list})}
}

func galleryOld(version int64) innovation.Old {
	return innovation.Old{
		ID: galleryID(10), Code: "SKA-2026-0007", Slug: "kursi-roda-elektrik", Centre: "contoh-satu",
		Version: version, At: galleryNoon.AddDate(0, 0, -int(version)), State: innovation.Published, Published: true, Content: galleryContent(),
	}
}

func versionSpecimen(name string, public bool) Specimen {
	const path = "/inovasi/kursi-roda-elektrik/versi/4"
	old, p := galleryOld(4), galleryInnovationPage()
	old.Published, p.Preview, p.Entry.ID = public, true, op.ID{}
	f := innovationFrame("Kursi roda elektrik", path, "")
	f.Lead = VersionLead(f, old)
	return Specimen{Name: "innovation-" + name, Path: path, Component: InnovationVersion(f, VersionPage{Old: old, Page: p})}
}

// proofSpecimen is a second reviewer's page of an appeal.
func proofSpecimen() Specimen {
	rec := galleryInnovation(innovation.Submitted)
	path := "/inovasi/" + rec.Slug + "/telaah"
	f := innovationFrame("Telaah: "+rec.Title, path, reviewerRole)
	p := galleryInnovationPage()
	p.Preview, p.Sheet.Content, p.Entry.ID = true, rec.Content, op.ID{}
	verify := f.Form(path)
	return Specimen{Name: "review-second", Path: path, Component: Review(f, ReviewPage{
		Form: f.Form(path), Page: p, SubmittedAt: galleryNoon.AddDate(0, 0, -2), Reviews: galleryReviews(), Approvals: 1,
		Appeal: "Gambarnya sudah diganti dengan buatan sendiri.", Compare: versionsHref(rec.Slug, 2, 4),
		Proof: []ProofRow{
			{Text: ProofText(f, rec.Proof[0]), Verify: &verify}, {Text: "Survei, 50 diamati: 47 puas.", Verified: "Sentra Contoh Dua"}, {Text: "Keterangan: baik."},
		},
	})}
}
