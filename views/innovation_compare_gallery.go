package views

import (
	"lumbung/app/innovation"
	"lumbung/app/op"
)

func compareSpecimen() Specimen {
	const path = "/inovasi/kursi-roda-elektrik/versi/4..9"
	from, to := galleryOld(4), galleryOld(9)
	to.Content.Summary = "Kursi roda ringan dengan dua motor yang dikendalikan satu tangan. Baterainya dapat diisi di rumah dalam lima jam."
	to.Content.Readiness = innovation.Readiness{TKT: 9, Ticks: innovation.Indicators(9), On: galleryNoon, By: "Tim teknik sentra"}
	to.Content.UnitCost, to.Content.Novelty = 11_750_000, ""
	to.Content.Proof = append(to.Content.Proof, innovation.Proof{Kind: "survey", N: 50, Result: "47 dari 50 puas."})
	f := innovationFrame("Beda dua versi: Kursi roda elektrik", path, "")
	return Specimen{Name: "innovation-compare", Path: path, Component: InnovationCompare(f, ComparePage{From: from, To: to})}
}

// compareDesignSpecimen is two versions whose designs, needs and videos differ.
func compareDesignSpecimen() Specimen {
	const path = "/inovasi/kursi-roda-elektrik/versi/9..10"
	from, to := galleryOld(9), galleryOld(10)
	from.Content.Blueprint, to.Content.Blueprint = galleryBlueprint(), galleryBlueprint()
	b := &to.Content.Blueprint
	b.Sizes.Width, b.Sizes.Mass = 625, 37_950
	b.Sizes.Fittings[0].To = 480
	b.Releases = append([]innovation.Release{{Version: "1.2.0", Date: galleryNoon, Note: "Rangka lebih ringan."}}, b.Releases...)
	b.Tests[0].Result, b.Tests[1].Value = "fail", "14°"
	b.Rights.Software, b.Rights.Producer = "GPL-3.0-or-later", "centres"
	b.Parts.Rows[0].Price, b.Parts.Rows[3].Price = 1_700_000, 900
	b.Parts.Rows = append(b.Parts.Rows[:2], b.Parts.Rows[3:]...)
	b.Files = b.Files[:1]
	to.Content.Needs = []op.ID{galleryID(71)}
	to.Content.Media = innovation.Media{Video: "https://youtu.be/contoh", Signed: true, Transcript: "Kursi ini berjalan dengan baterai."}
	f := innovationFrame("Beda dua versi: Kursi roda elektrik", path, makerRole)
	return Specimen{Name: "innovation-compare_design", Path: path, Component: InnovationCompare(f, ComparePage{
		From: from, To: to, Needs: map[op.ID]string{galleryID(71): "Kursi roda untuk jalan menanjak"},
	})}
}
