package views

import "lumbung/app/intake"

func galleryQuestion(state intake.QuestionState) intake.QuestionSheet {
	return intake.QuestionSheet{
		Question: intake.Question{ID: galleryID(95), Centre: "contoh-satu", State: state, Asked: galleryNoon.AddDate(0, 0, -3), Contact: true, Version: 1},
		Words:    "Apakah baterainya dapat diisi dengan listrik 450 VA?", Title: "Kursi roda elektrik", Slug: "kursi-roda-elektrik", MayAnswer: true, MayReveal: true,
	}
}

func galleryShown() []intake.Shown {
	return []intake.Shown{
		{Text: "Apakah baterainya dapat diisi dengan listrik 450 VA?", Answer: "Dapat. Pengisi daya memakai 120 watt.\nIsi di malam hari.", Asked: galleryNoon.AddDate(0, 0, -9), Answered: galleryNoon.AddDate(0, 0, -7), State: intake.QuestionPublished, Owner: "Sentra Contoh Satu"},
		{Text: "Motor mana yang dipakai sejak versi kedua?", From: "Sentra Contoh Dua", Asked: galleryNoon.AddDate(0, 0, -8), State: intake.QuestionWaiting, Owner: "Sentra Contoh Satu"},
	}
}

func questionSpecimens() []Specimen {
	const slug = "kursi-roda-elektrik"
	public := galleryFrame("Tanya jawab: Kursi roda elektrik", "/inovasi/"+slug+"/tanya-jawab", "")
	form := galleryFrame("Tanya tentang Kursi roda elektrik", "/inovasi/"+slug+"/tanya", "")
	staff := galleryFrame("Pertanyaan", "/pertanyaan", makerRole)
	one := galleryFrame("Pertanyaan tentang Kursi roda elektrik", QuestionHref("x"), makerRole)
	send := galleryForm(form, form.Path, "post")
	wrong := send.Set("text", "Berapa").Set("contact", "besok")
	wrong.Errors = map[string]string{"text": form.T("question.too_short"), "contact": form.T("question.contact_form"), "consent": form.T("question.consent_needed")}
	page := func(s intake.QuestionSheet) QuestionPage {
		p := QuestionPage{Sheet: s, Reveal: galleryForm(one, one.Path+"/buka", "post"), Answer: galleryForm(one, one.Path+"/jawab", "post"), Reject: galleryForm(one, one.Path+"/tolak", "post")}
		p.Answer.ID, p.Reject.ID = "jawab-", "tolak-"
		p.Answer = p.Answer.Set("text", s.Words)
		return p
	}
	open := galleryQuestion(intake.QuestionPublished)
	open.Revealed, open.Who = true, intake.Original{Name: "Kenanga Contoh", Contact: "+6280000000001"}
	open.Answer, open.Text = "Dapat. Pengisi daya memakai 120 watt.", open.Words
	refused := page(galleryQuestion(intake.QuestionWaiting))
	refused.Answer.Errors = map[string]string{"answer": one.T("field.required")}
	rejected := galleryQuestion(intake.QuestionRejected)
	rejected.Reason = "off-topic"
	queue := QuestionQueuePage{Items: []intake.QuestionSheet{galleryQuestion(intake.QuestionWaiting)}, Tabs: []Link{{Href: "/pertanyaan?state=waiting", Text: "menunggu jawaban", Current: true}}}
	return []Specimen{
		{"question-shown", public.Path, Questions(public, QuestionsPage{Slug: slug, Items: galleryShown()[:1]})},
		{"question-none", public.Path, Questions(public, QuestionsPage{Slug: slug})},
		{"question-staff-reads", public.Path, Questions(staff.With(public.Title), QuestionsPage{Slug: slug, Items: galleryShown()})},
		{"question-form", form.Path, QuestionForm(form, QuestionFormPage{Form: send})},
		{"question-form-refused", form.Path, QuestionForm(form, QuestionFormPage{Form: wrong})},
		{"question-form-peer", form.Path, QuestionForm(staff.With(form.Title), QuestionFormPage{Form: send, Peer: true})},
		{"question-queue", staff.Path, QuestionQueue(staff, queue)},
		{"question-queue-empty", staff.Path, QuestionQueue(staff, QuestionQueuePage{Tabs: queue.Tabs})},
		{"question-waiting-refused", one.Path, QuestionStaff(one, refused)},
		{"question-published", one.Path, QuestionStaff(one, page(open))},
		{"question-rejected", one.Path, QuestionStaff(one, page(rejected))},
	}
}
