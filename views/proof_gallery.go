package views

import (
	"time"

	"lumbung/app"
)

func proofSpecimens() []Specimen {
	f := galleryFrame("Pemeriksaan data", "/admin/pemeriksaan", "Admin")
	whole := app.Proof{ID: galleryID(1), Began: galleryNoon, Took: 1340 * time.Millisecond, Started: "Lumbung (pemeriksaan malam)", Lines: []app.ProofLine{
		{Kind: "movement", Records: 2_013_400, Entries: 8_053_600}, {Kind: "balance replay", Records: 41_210},
	}}
	broken := whole
	broken.Lines = []app.ProofLine{whole.Lines[0], {Kind: "balance replay", Records: 41_210, Findings: []string{"warehouse:contoh-satu-utama lot 01k: balance 4, the movements give 5"}}}
	failed := app.Proof{ID: galleryID(3), Began: galleryNoon.AddDate(0, 0, -1), Failed: "store is closed", Started: "Contoh Admin"}
	page := ProofsPage{Proofs: []app.Proof{whole, broken, failed}, MayRun: true, Run: galleryForm(f, "/admin/pemeriksaan", "post")}
	under := ProofsPage{Proofs: []app.Proof{broken, whole}, Running: true, Done: 4, Total: 9}
	return []Specimen{
		{"proof-whole", "/admin/pemeriksaan", Proofs(f, page)},
		{"proof-broken", "/admin/pemeriksaan", Proofs(f, under)},
		{"proof-none", "/admin/pemeriksaan", Proofs(f, ProofsPage{MayRun: true, Run: page.Run})},
	}
}
