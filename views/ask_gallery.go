package views

import (
	"time"

	"lumbung/app/allocation"
	"lumbung/app/intake"
	"lumbung/app/network"
	"lumbung/views/i18n"
)

func galleryStep(kind intake.StepKind, hours int, text string) intake.Moment {
	m := intake.Moment{Step: intake.Step{Kind: kind, At: galleryNoon.AddDate(0, 0, -9).Add(time.Duration(hours) * time.Hour)}, Text: text}
	switch kind {
	case intake.DidFile, intake.DidReply, intake.DidWithdraw, intake.DidCorrect:
	default:
		m.Centre, m.CentreName, m.By = "contoh-satu", "Sentra Contoh Satu", "Contoh Peksos"
	}
	return m
}

func galleryForward() intake.Moment {
	m := galleryStep(intake.DidForward, 5, "")
	m.Reason = "area"
	return m
}

func galleryFollowed(state intake.State, moments ...intake.Moment) intake.Followed {
	for i := range moments {
		moments[i].By = ""
	}
	return intake.Followed{
		Number: "PMT-2026-00042-K7", ModelName: "Kursi roda elektrik", ModelSlug: "kursi-roda-elektrik", Centre: "contoh-satu",
		CentreName: "Sentra Contoh Satu", CentreAddress: "Jalan Contoh 1", Region: "81.71", Why: network.ByDistance, AnswerBy: "2026-05-07", Filed: galleryNoon.AddDate(0, 0, -9), State: state,
		Moments: moments, MayReply: state.Open() || state == intake.Taken, MayWithdraw: state.Open() || state == intake.Taken, MayCorrect: state.Open(),
	}
}

func galleryAsk(state intake.State) intake.Row {
	return intake.Row{
		Ask: intake.Ask{
			ID: galleryID(90), Number: "PMT-2026-00042-K7", Centre: "contoh-satu", Region: "33.72", ForWhom: "family", State: state,
			Filed: galleryNoon.AddDate(0, 0, -9), Since: galleryNoon.AddDate(0, 0, -2), Version: 3,
		},
		ModelName: "Kursi roda elektrik", ModelSlug: "kursi-roda-elektrik",
	}
}

func askSpecimens() []Specimen {
	return append(askPublicSpecimens(), askStaffSpecimens()...)
}

func askPublicSpecimens() []Specimen {
	f := galleryFrame("Minta alat: Kursi roda elektrik", "/alat/kursi-roda-elektrik/minta", "")
	f.Lead, f.Now = f.T("ask.form_lead"), galleryNoon
	form := galleryForm(f, f.Path, "post")
	wrong := form.Set("name", "Kenanga Contoh").Set("place", "bogor").Set("for_whom", "family")
	wrong.Errors = map[string]string{"phone": f.T("ask.contact_needed"), "place": f.T("ask.place_choose"), "consent": f.T("ask.consent_needed")}
	places := []Option{{Value: "32.01", Label: "Kabupaten Bogor, Jawa Barat"}, {Value: "32.71", Label: "Kota Bogor, Jawa Barat"}}
	done := AskDonePage{Receipt: intake.Receipt{Number: "PMT-2026-00042-K7", PIN: "204731", Centre: "contoh-satu", Region: "33.72", Why: network.BySeat, AnswerBy: "2026-05-07"}, CentreName: "Sentra Contoh Satu", Model: "Kursi roda elektrik"}
	track := galleryFrame(f.T("ask.track_title"), "/lacak", "")
	track.Now, track.Lead = galleryNoon, f.T("ask.track_lead")
	pass := galleryForm(track, "/lacak", "post")
	refused := pass.Set("number", "PMT-2026-00042-K8")
	refused.Errors = map[string]string{"": f.T("ask.no_match")}
	one := track
	one.Title, one.Lead = "PMT-2026-00042-K7", ""
	page := func(a intake.Followed) TrackedPage {
		p := TrackedPage{Ask: a, Reply: galleryForm(one, "/lacak/tulis", "post"), Correct: galleryForm(one, "/lacak/perbaiki", "post"), Withdraw: galleryForm(one, "/lacak/tarik", "post")}
		p.Reply.ID, p.Correct.ID, p.Withdraw.ID = "tulis-", "perbaiki-", "tarik-"
		return p
	}
	filed, asked := galleryStep(intake.DidFile, 0, ""), galleryStep(intake.DidQuestion, 30, "Kapan petugas kami dapat mengunjungi Anda?")
	taken := galleryFollowed(intake.Taken, filed, galleryStep(intake.DidTake, 60, ""), galleryStep(intake.StepKind(allocation.EventReserved), 90, ""))
	taken.Request, taken.UsualDays = allocation.Allocated, 9
	listed := galleryFollowed(intake.Taken, filed, galleryStep(intake.DidTake, 60, ""), galleryStep(intake.DidReply, 70, "Kami pindah ke Boyolali"), galleryStep(intake.DidAnswer, 80, "Sudah kami catat"))
	listed.Request, listed.UsualDays = allocation.Filed, 80
	unanswered := galleryFollowed(intake.Waiting, filed, galleryForward())
	unanswered.Late, unanswered.Why = true, network.Passed
	late := galleryFollowed(intake.Taken, filed, galleryStep(intake.DidTake, 60, ""), galleryStep(intake.StepKind(allocation.EventHanded), 99, ""))
	late.Request, late.MayWithdraw, late.MayReply = allocation.Fulfilled, false, false
	tooLate := page(late)
	tooLate.Withdraw.Errors = map[string]string{"": f.T("request.handed_over", "date", galleryNoon)}
	closed := galleryFollowed(intake.Closed, filed, galleryStep(intake.DidClose, 60, "Kami menyarankan kursi roda biasa."))
	closed.Reason = "unsuitable"
	gone := galleryFollowed(intake.Withdrawn, filed, galleryStep(intake.DidWithdraw, 2, ""))
	gone.Erased = true
	dropped := galleryFollowed(intake.Withdrawn, filed, galleryStep(intake.DidTake, 60, ""), galleryStep(intake.StepKind(allocation.EventReleased), 90, ""), galleryStep(intake.DidWithdraw, 90, ""))
	dropped.Erased, dropped.Request = true, allocation.Closed
	fixing := page(galleryFollowed(intake.Waiting, filed, galleryStep(intake.DidCorrect, 3, ""), galleryStep(intake.DidRenew, 20, "")))
	fixing.Correct, fixing.Places = fixing.Correct.Set("place", "bogor"), places
	fixing.Correct.Errors = map[string]string{"place": f.T("ask.place_choose")}
	long := page(galleryFollowed(intake.Answered, filed, asked))
	long.Reply = long.Reply.Set("text", "")
	long.Reply.Errors = map[string]string{"text": f.T("field.required")}
	english := f
	english.Lang, english.Title, english.Lead = i18n.EN, i18n.EN.T("ask.form_title", "model", "Kursi roda elektrik"), i18n.EN.T("ask.form_lead")
	return []Specimen{
		{"ask-form", f.Path, AskForm(f, AskFormPage{Form: form})},
		{"ask-form-refused", f.Path, AskForm(f, AskFormPage{Form: wrong, Places: places})},
		{"ask-form-english", "/en" + f.Path, AskForm(english, AskFormPage{Form: galleryForm(english, "/en"+f.Path, "post")})},
		{"ask-done", f.Path, AskDone(f.With(f.T("ask.done_page")), done)},
		{"track-form", "/lacak", Track(track, TrackPage{Form: pass})},
		{"track-refused", "/lacak", Track(track, TrackPage{Form: refused})},
		{"tracked-waiting", "/lacak", Tracked(one, page(galleryFollowed(intake.Waiting, filed)))},
		{"tracked-late", "/lacak", Tracked(one, page(unanswered))},
		{"tracked-asked-refused", "/lacak", Tracked(one, long)},
		{"tracked-correct-refused", "/lacak", Tracked(one, fixing)},
		{"tracked-listed", "/lacak", Tracked(one, page(listed))},
		{"tracked-allocated", "/lacak", Tracked(one, page(taken))},
		{"tracked-too-late", "/lacak", Tracked(one, tooLate)},
		{"tracked-dropped", "/lacak", Tracked(one, page(dropped))},
		{"tracked-closed", "/lacak", Tracked(one, page(closed))},
		{"tracked-withdrawn", "/lacak", Tracked(one, page(gone))},
	}
}

func askStaffSpecimens() []Specimen {
	f := galleryFrame("Permintaan dari masyarakat", "/permintaan", workerRole)
	f.Now, f.Lead = galleryNoon, "Sentra Contoh Satu"
	late := galleryAsk(intake.Waiting)
	late.Overdue, late.AnswerBy, late.Ask.Why = true, "2026-05-07", network.ByProvince
	one := f
	one.Title, one.Path = "PMT-2026-00042-K7", AskHref("PMT-2026-00042-K7")
	sheet := intake.Sheet{
		Row: late, CentreName: "Sentra Contoh Satu", MayReveal: true, MayAnswer: true, MayClose: true, MayTake: true, MayForward: true, MayRenew: true,
		Queues:  []network.Centre{{Code: "contoh-dua", Name: "Sentra Contoh Dua", Region: "35.78"}},
		Moments: []intake.Moment{galleryStep(intake.DidFile, 0, ""), galleryStep(intake.DidQuestion, 30, ""), galleryStep(intake.DidReply, 50, "")},
	}
	page := func(s intake.Sheet) AskPage {
		form := func(id, path string) Form {
			x := galleryForm(one, one.Path+"/"+path, "post")
			x.ID = id + "-"
			return x
		}
		return AskPage{
			Sheet: s, Models: []Option{{Value: "kursi-roda-elektrik", Label: "Kursi roda elektrik"}},
			Reveal: form("buka", "buka"), Register: form("daftar", "daftar"), Answer: form("jawab", "jawab"),
			Forward: form("teruskan", "teruskan"), Close: form("tutup", "tutup"), Take: form("jadikan", "jadikan").Set("model", "kursi-roda-elektrik"), Renew: form("pin", "pin"),
		}
	}
	open := sheet
	open.Revealed, open.Contact = true, intake.Contact{Name: "Kenanga Contoh", Phone: "+6280000000001", Email: "contoh@contoh.id", Disabilities: []string{"fisik"}}
	open.Moments = []intake.Moment{
		galleryStep(intake.DidFile, 0, ""), galleryForward(),
		galleryStep(intake.DidQuestion, 30, "Kapan kami boleh berkunjung?"), galleryStep(intake.DidReply, 50, "Selasa pagi"),
	}
	refused := page(open)
	refused.Forward.Errors = map[string]string{"to": f.T("field.required")}
	ended := intake.Sheet{Row: galleryAsk(intake.Closed), CentreName: "Sentra Contoh Satu", Moments: sheet.Moments[:1]}
	ended.Reason, ended.Erased = "silent", galleryNoon
	taken := intake.Sheet{Row: galleryAsk(intake.Taken), CentreName: "Sentra Contoh Satu", Moments: sheet.Moments[:1]}
	taken.RequestNo, taken.Wrote, taken.MayAnswer, taken.MayRenew = "12/PMH/4.11/5/2026", galleryNoon, true, true
	queue := intake.Queue{Centre: "contoh-satu", State: intake.Waiting, Rows: []intake.Row{late, galleryAsk(intake.Waiting)}}
	tabs := []Link{{Href: "/permintaan?state=waiting", Text: "menunggu jawaban", Current: true}, {Href: "/permintaan?state=closed", Text: "ditutup"}}
	return []Specimen{
		{"asks-list", "/permintaan", Asks(f, AsksPage{Queue: queue, Tabs: tabs})},
		{"asks-empty", "/permintaan", Asks(f, AsksPage{Tabs: tabs})},
		{"ask-waiting", one.Path, AskStaff(one, page(sheet))},
		{"ask-revealed-refused", one.Path, AskStaff(one, refused)},
		{"ask-taken", one.Path, AskStaff(one, page(taken))},
		{"ask-closed", one.Path, AskStaff(one, page(ended))},
		{"ask-renewed", one.Path + "/pin", AskRenewed(one.With(f.T("ask.renewed_page")), AskDonePage{Receipt: intake.Receipt{Number: "PMT-2026-00042-K7", PIN: "204731"}, Model: "Kursi roda elektrik"})},
		{"requests-pending", "/permohonan", Requests(f, RequestsPage{Asks: intake.Pending{Waiting: 3, Overdue: 1, Written: 2}})},
		{"requests-written", "/permohonan", Requests(f, RequestsPage{Asks: intake.Pending{Written: 1}})},
	}
}
