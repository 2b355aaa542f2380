package views

import (
	"time"

	"lumbung/app/commandroom"
	"lumbung/app/policy"
	"lumbung/views/i18n"
)

// roomSpecimens shows the command room empty, busy, cut off and on the wall.
func roomSpecimens() []Specimen {
	frame := func(role string) Frame {
		f := galleryFrame(i18n.ID.T("room.title"), "/ruang-komando", role)
		f.OwnHeading, f.Bilingual, f.Style, f.Description = true, true, "room.css", i18n.ID.T("room.description")
		return f
	}
	wall := galleryFrame(i18n.ID.T("room.question"), "/ruang-komando/tv", "")
	wall.Style = "room.css"
	english := frame("")
	english.Lang = i18n.EN
	busy := RoomPage{Snap: busyRoom(), Stream: "/ruang-komando/arus", Photo: roomPhoto, Turn: 30}
	inner := busy
	inner.Inner = true
	empty := RoomPage{Snap: emptyRoom(), Stream: "/ruang-komando/arus"}
	cut := busy
	cut.Stream = "/tidak-ada" // the gallery answers it with 404, so the script says since when it is cut off
	return []Specimen{
		{"room-public", "/ruang-komando", Room(frame(""), busy)},
		{"room-inner", "/ruang-komando", Room(frame("Kementerian"), inner)},
		{"room-empty", "/ruang-komando", Room(frame(""), empty)},
		{"room-cut", "/ruang-komando", Room(frame(""), cut)},
		{"room-english", "/en/ruang-komando", Room(english, busy)},
		{"room-wall", "/ruang-komando/tv", RoomWall(wall, inner)},
		{"room-wall-empty", "/ruang-komando/tv", RoomWall(wall, empty)},
	}
}

func roomPhoto(string, int) string { return "/static/src/barn.svg" }

func emptyRoom() *commandroom.Snapshot {
	s := &commandroom.Snapshot{AsOf: galleryNoon, Goals: []commandroom.Goal{
		{Code: commandroom.Answered, Target: 90}, {Code: commandroom.Helped, Target: 70}, {Code: commandroom.Connected, Target: 80},
	}}
	s.Chain.Outputs = []commandroom.Ditjen{{Code: "rehsos", Own: true}, {Code: "linjamsos"}, {Code: "dayasos"}}
	return withMonths(s, make([]int64, 12))
}

func withMonths(s *commandroom.Snapshot, units []int64) *commandroom.Snapshot {
	first := time.Date(2025, time.April, 1, 0, 0, 0, 0, i18n.WIB)
	for i, n := range units {
		s.Months = append(s.Months, commandroom.Month{Month: first.AddDate(0, i, 0), Units: n})
	}
	for _, t := range tiles() {
		s.Provinces = append(s.Provinces, commandroom.Province{Code: t.Code, Name: t.Name})
	}
	return s
}

func busyRoom() *commandroom.Snapshot {
	s := withMonths(&commandroom.Snapshot{AsOf: galleryNoon}, []int64{12, 9, 14, 11, 16, 13, 19, 24, 22, 29, 34, 31})
	for i, n := range []commandroom.Count{6, 0, 12, 5, 0, 8, 0, 7, 0, 0, 14, 38, 61, 9, 22, 0, commandroom.Few, commandroom.Few, 11} {
		s.Provinces[i].Home = n
	}
	s.Totals = commandroom.Totals{
		Stock:   commandroom.Stock{Ready: 42, Reserved: 11, Held: 7, InUse: 214, Made: 190},
		Waiting: 63, Today: 4, ThisMonth: 31, ThisYear: 234, Centres: 32, CentresReady: 9, Provinces: 14,
	}
	s.Outcomes = commandroom.Outcomes{
		FollowedUp: commandroom.Share{Part: 162, Whole: 241}, StillInUse: commandroom.Share{Part: 141, Whole: 162},
		Satisfied: commandroom.Share{Part: 118, Whole: 149}, GoalReached: commandroom.Share{Part: 78, Whole: 150},
		Orphans: commandroom.Share{Part: 41, Whole: 124},
		Fates:   commandroom.Fates{Helped: 67, Used: 58, Ended: 21, Unasked: 88},
	}
	s.Goals = busyGoals()
	s.Chain = commandroom.Chain{Outcomes: s.Outcomes, Outputs: []commandroom.Ditjen{
		{Code: "rehsos", Own: true, Units: 234}, {Code: "linjamsos", Served: commandroom.Share{Part: 19, Whole: 28}}, {Code: "dayasos", Served: commandroom.Share{Whole: 37}},
	}}
	s.Alerts = busyAlerts()
	s.Centres = busyCentres()
	s.Models = []commandroom.Model{
		busyModel("Kursi roda elektrik", "kursi-roda-elektrik", 28, 6, 92), busyModel("Kursi roda adaptif", "kursi-roda-adaptif", 17, 12, 61),
		busyModel("Tongkat adaptif", "tongkat-adaptif", 9, 18, 33), busyModel("Motor roda tiga niaga", "motor-roda-tiga-niaga", 9, 0, commandroom.Few),
		busyModel("Prostesis transtibial", "prostesis-transtibial", 0, 6, commandroom.Few),
	}
	s.Innovations = busyOffers()
	for i, device := range []string{"Kursi roda elektrik", "Tongkat adaptif", "Kursi roda adaptif", "Kursi roda elektrik"} {
		centre := []string{"Sentra Contoh Satu", "Sentra Contoh Dua"}[i%2]
		s.Latest = append(s.Latest, commandroom.Handed{At: galleryNoon.Add(-time.Duration(i*i*50) * time.Minute), Centre: centre, Device: device, Units: 1 + i%2})
	}
	return s
}

func busyModel(name, slug string, waiting commandroom.Count, ready int64, used commandroom.Count) commandroom.Model {
	return commandroom.Model{Slug: slug, Name: name, Waiting: waiting, Stock: commandroom.Stock{Ready: ready, Reserved: ready / 3, InUse: used, Made: ready * 4}}
}

func busyGoals() []commandroom.Goal {
	goals := []commandroom.Goal{
		{Code: commandroom.Answered, Target: 90, Share: commandroom.Share{Part: 234, Whole: 308}},
		{
			Code: commandroom.Helped, Target: 70, Share: commandroom.Share{Part: 78, Whole: 150}, Follow: commandroom.Share{Part: 162, Whole: 241},
			Recent: commandroom.Share{Part: 31, Whole: 54}, Before: commandroom.Share{Part: 24, Whole: 45},
		},
		{
			Code: commandroom.Connected, Target: 80, Share: commandroom.Share{Part: 19, Whole: 65},
			Recent: commandroom.Share{Part: 6, Whole: 24}, Before: commandroom.Share{Part: 7, Whole: 20},
		},
	}
	for i := range int64(12) {
		goals[1].Monthly = append(goals[1].Monthly, commandroom.Share{Part: commandroom.Count(4 + i/2 + i%3), Whole: 14})
		goals[2].Monthly = append(goals[2].Monthly, commandroom.Share{Part: commandroom.Count(6 - i/4), Whole: 14})
	}
	return goals
}

func busyAlerts() []commandroom.Alert {
	since := func(days int) time.Time { return galleryNoon.AddDate(0, 0, -days) }
	return []commandroom.Alert{
		{Kind: commandroom.OpenRecall, Centre: "contoh-satu", Place: "Sentra Contoh Satu", Count: 14, Model: "Kursi roda elektrik", Number: "PNR-2026-0001", Since: since(6), Owner: policy.Head},
		{Kind: commandroom.LateReferral, Ditjen: "dayasos", Count: 6, Since: since(40), Owner: policy.Ministry},
		{Kind: commandroom.LateFollowUp, Centre: "contoh-satu", Place: "Sentra Contoh Satu", Count: 23, Since: since(31), Owner: policy.SocialWorker},
		{Kind: commandroom.LongWait, Centre: "contoh-dua", Place: "Sentra Contoh Dua", Count: 100, More: true, Since: since(112), Owner: policy.Head},
		{Kind: commandroom.Elsewhere, Centre: "contoh-tiga", Place: "Sentra Contoh Tiga", Count: 5, Model: "Kursi roda elektrik", Slug: "kursi-roda-elektrik", Other: "Sentra Contoh Satu", Since: since(20), Owner: policy.Warehouse},
		{Kind: commandroom.Shortage, Centre: "contoh-satu", Place: "Sentra Contoh Satu", Count: 12, Model: "Baterai litium 24 V", Since: since(9), Owner: policy.Warehouse},
		{Kind: commandroom.StuckUnit, Centre: "contoh-dua", Place: "Sentra Contoh Dua", Count: 4, Since: since(65), Owner: policy.Warehouse},
	}
}

func busyCentres() []commandroom.Centre {
	var list []commandroom.Centre
	for i, name := range []string{"Satu", "Dua", "Tiga", "Empat", "Lima"} {
		n := int64(5 - i)
		list = append(list, commandroom.Centre{
			Code: "contoh-" + name, Name: "Sentra Contoh " + name, Waiting: commandroom.Count(n * 4), ThisYear: commandroom.Count(n * 17),
			Stock: commandroom.Stock{Ready: n * 4, Reserved: n, Held: n / 2, InUse: commandroom.Count(n * 15)}, Published: n,
		})
	}
	list[4].Waiting, list[4].ThisYear, list[3].ThisYear = commandroom.Few, commandroom.Few, commandroom.Few
	return list
}

func busyOffers() commandroom.Innovations {
	var list []commandroom.Offer
	for i, title := range []string{"Kursi roda elektrik dengan kendali dagu", "Tongkat adaptif bersensor", "Batik ciprat", "Motor roda tiga niaga"} {
		list = append(list, commandroom.Offer{
			Slug: "contoh", Title: title, Centre: "Sentra Contoh Satu", PublishedAt: galleryNoon, InUse: commandroom.Count(92 - i*30), Ready: int64(6 * i),
			Photo: "contoh", PhotoAlt: "Lumbung padi, gambar contoh", PhotoWidth: 480, PhotoHeight: 360, PhotoWidths: []int{480},
		})
	}
	list[3].InUse = commandroom.Few
	return commandroom.Innovations{Published: 23, ThisMonth: 2, Newest: list, MostUsed: list[:3]}
}
