package views

import (
	"time"

	"lumbung/app/disclosure"
	"lumbung/app/outcome"
	"lumbung/views/i18n"
)

func galleryNumbers() outcome.Numbers {
	few := disclosure.Few
	return outcome.Numbers{
		Models: []outcome.NumberedModel{{Slug: "kursi-roda-elektrik", Name: "Kursi roda elektrik"}}, Made: 214, Ready: 31,
		Until: time.Date(2026, 9, 30, 17, 0, 0, 0, time.UTC), HandedOver: 162, Rated: 96, Halves: 9,
		Used: []outcome.UsedAt{
			{Months: 3, Used: disclosure.Share{Part: 101, Whole: 118}},
			{Months: 6, Used: disclosure.Share{Part: few, Whole: 74, Words: disclosure.Most}},
			{Months: 12, Used: disclosure.Share{Part: few, Whole: few}},
		},
		Kinds: outcome.Breakdown{Rows: []outcome.GroupRow{
			{Code: "fisik", HandedOver: 121, Reached: 88, InUse: 79, Rated: 71, Halves: 9},
			{Code: "mental", HandedOver: few, Reached: few, InUse: few, Rated: few},
			{Code: "ganda", HandedOver: few, Reached: few, InUse: few, Rated: few},
		}},
		Provinces: outcome.Breakdown{Rows: []outcome.GroupRow{
			{Code: "33", HandedOver: 90, Reached: 60, InUse: few, Rated: 55, Halves: 8},
			{Code: "74", HandedOver: 60, Reached: 32, InUse: 25, Rated: few},
			{Code: "91", HandedOver: few, Reached: few, InUse: few, Rated: few},
			{Code: "unknown", HandedOver: few, Reached: few, InUse: few, Rated: few},
		}},
	}
}

// numbersSpecimens shows what is counted, and where it comes from.
func numbersSpecimens() []Specimen {
	const path = "/inovasi/kursi-roda-elektrik-contoh/angka"
	places := map[string]string{"33": "Jawa Tengah", "74": "Sulawesi Tenggara", "91": "Papua"}
	page := func(name string, l i18n.Lang, n outcome.Numbers, staff bool) Specimen {
		role := ""
		if staff {
			role = "Petugas gudang"
		}
		title := "Kursi roda elektrik contoh"
		f := galleryFrame(l.T("numbers.where", "title", title), path, role)
		f.Lang, f.Bilingual = l, true
		p := NumbersPart{Numbers: n, Href: path, Provinces: places, Staff: staff, FollowUps: staff}
		return Specimen{name, f.Href(path), Numbers(f, NumbersPage{NumbersPart: p, Page: Link{Href: f.Href("/inovasi/kursi-roda-elektrik-contoh"), Text: title}})}
	}
	part := func(name string, n outcome.Numbers, ofModel bool) Specimen {
		f := galleryFrame("Kursi roda elektrik contoh", "/alat/kursi-roda-elektrik", "")
		f.Style = "catalogue.css"
		return Specimen{name, "/alat/kursi-roda-elektrik", inPage(f, NumbersSection(f, &NumbersPart{Numbers: n, Href: path, Provinces: places, OfModel: ofModel}))}
	}
	early := outcome.Numbers{Models: galleryNumbers().Models, Made: 3}
	small := galleryNumbers()
	small.HandedOver, small.Rated, small.Halves, small.Used = disclosure.Few, disclosure.Few, 0, nil
	small.Kinds, small.Provinces = outcome.Breakdown{Withheld: true}, outcome.Breakdown{Withheld: true}
	shared := galleryNumbers()
	shared.Models = append(shared.Models, outcome.NumberedModel{Slug: "kursi-roda-anak", Name: "Kursi roda anak"})
	return []Specimen{
		page("numbers-page", i18n.ID, galleryNumbers(), false),
		page("numbers-page-en", i18n.EN, galleryNumbers(), false),
		page("numbers-page-staff", i18n.ID, galleryNumbers(), true),
		part("numbers-part", galleryNumbers(), false),
		part("numbers-part-early", early, false),
		part("numbers-part-small", small, false),
		part("numbers-part-shared", shared, true),
	}
}
