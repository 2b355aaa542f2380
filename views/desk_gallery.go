package views

import (
	"time"

	"lumbung/app"
)

func deskSpecimens() []Specimen {
	f := galleryFrame("Pekerjaan saya", "/beranda-saya", clerkRole)
	f.Lead = "Sentra Contoh Satu"
	since := time.Date(2026, 3, 20, 3, 0, 0, 0, time.UTC)
	starts := []Link{{Href: "/inovasi/baru", Text: f.T("innovation.new")}, {Href: "/ruang-komando", Text: f.T("site.command_room")}}
	busy := DeskPage{Starts: starts, Waits: []app.Waits{
		{Queue: "asks", Count: 50, More: true, Late: 3, Since: since, First: "PMT-2026-00042-K7", Ref: "PMT-2026-00042-K7"},
		{Queue: "returned", Count: 1, Late: 1, Since: since, First: "Kursi roda dengan nama yang panjang sekali untuk melihat apakah barisnya muat", Ref: "kursi-roda"},
		{Queue: "voices", Count: 4, Since: since},
		{Queue: "replications", Count: 2},
		{Queue: "questions"},
		{Queue: "drafts"},
	}}
	return []Specimen{
		{"desk-busy", "/beranda-saya", Desk(f, busy)},
		{"desk-quiet", "/beranda-saya", Desk(f, DeskPage{Starts: starts, Waits: []app.Waits{{Queue: "reviews"}, {Queue: "voices"}}})},
	}
}
