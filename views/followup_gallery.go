package views

import (
	"lumbung/app/outcome"
	"lumbung/views/i18n"
)

func galleryTask(state outcome.State) outcome.Task {
	return outcome.Task{
		FollowUp: outcome.FollowUp{
			ID: galleryID(26), PersonRef: "PM-CONTOH9", UnitCode: "8F3K2QA", ModelName: "Kursi roda elektrik", HandoverNo: "12/BAST/4.11/3/2026",
			Given: galleryNoon.AddDate(0, -3, 0), Month: 3, Due: galleryNoon, State: state,
			Use: outcome.Sometimes, Device: 4, Service: 5, Repair: true, Goal: "partly", Met: galleryNoon, By: "Contoh Peksos",
		},
		Who: "S•••• C.",
	}
}

func galleryLetter(stage outcome.Stage) outcome.Letter {
	return outcome.Letter{
		Referral: outcome.Referral{
			ID: galleryID(27), PersonRef: "PM-CONTOH9", To: "dayasos", Service: "modal-usaha", Stage: stage, Refusal: "quota",
			Sent: galleryNoon.AddDate(0, 0, -20), Due: galleryNoon.AddDate(0, 0, -6), By: "Contoh Peksos",
			Steps: []outcome.Step{{Stage: outcome.Sent, At: galleryNoon.AddDate(0, 0, -20), By: "Contoh Peksos"}},
		},
		Who: "S•••• C.", CentreName: "Sentra Contoh Satu", Late: stage == outcome.Sent,
	}
}

func followUpSpecimens() []Specimen {
	f := galleryFrame("Tindak lanjut", "/tindak-lanjut", workerRole)
	one := galleryFrame("Tindak lanjut bulan ke-3", "/tindak-lanjut/x", workerRole)
	tabs := []Link{{Href: "?state=due", Text: "terjadwal", Current: true}, {Href: "?state=done", Text: "selesai"}, {Href: "?state=dropped", Text: "tidak diperlukan"}}
	late := galleryTask(outcome.Due)
	late.Late, late.Who = true, "B•••• R."
	rows := []outcome.Task{late, galleryTask(outcome.Due), galleryTask(outcome.Done), galleryTask(outcome.Dropped)}
	asked := outcome.Question{Task: galleryTask(outcome.Due), MayRecord: true}
	told := outcome.Question{Task: galleryTask(outcome.Done), Story: outcome.Story{
		Problems: []outcome.Problem{{Text: "Naik ke teras", Importance: 5, Before: 5, After: 2}}, Note: "Roda kiri berderit.",
	}}
	form := one.Form("/tindak-lanjut/x")
	refused := form.With(map[string][]string{"use": {"daily"}}, map[string]string{"device_score": i18n.ID.T("field.required"), "goal": i18n.ID.T("field.required")})
	letters := ReferralsPage{Letters: outcome.Letters{Rows: []outcome.Letter{galleryLetter(outcome.Sent), galleryLetter(outcome.Started), galleryLetter(outcome.Refused)}}}
	answer := galleryFrame("Rujukan", "/rujukan/x", "Kementerian")
	opened := outcome.Opened{Letter: galleryLetter(outcome.Sent), Note: "Ingin membuka warung.", MayAnswer: true}
	return []Specimen{
		{"follow-ups-list", "/tindak-lanjut", FollowUps(f, FollowUpsPage{Work: outcome.Work{Rows: rows}, Tabs: tabs})},
		{"follow-ups-empty", "/tindak-lanjut", FollowUps(f, FollowUpsPage{Tabs: tabs})},
		{"follow-up-form", one.Path, FollowUp(one, FollowUpPage{Question: asked, Form: form})},
		{"follow-up-refused", one.Path, FollowUp(one, FollowUpPage{Question: asked, Form: refused})},
		{"follow-up-told", one.Path, FollowUp(one, FollowUpPage{Question: told, Form: form})},
		{"referrals-list", "/rujukan", Referrals(f.With("Rujukan"), letters)},
		{"referrals-empty", "/rujukan", Referrals(f.With("Rujukan"), ReferralsPage{})},
		{"referral-answer", answer.Path, Referral(answer, ReferralPage{Letter: opened, Form: answer.Form("/rujukan/x")})},
		{"referral-refused", answer.Path, Referral(answer, ReferralPage{Letter: outcome.Opened{Letter: galleryLetter(outcome.Refused)}, Form: answer.Form("/rujukan/x")})},
	}
}
