package views

import (
	"lumbung/app/network"
	"lumbung/app/reference"
)

func areaSpecimens() []Specimen {
	f := galleryFrame("Wilayah kerja sentra", "/wilayah-kerja", "")
	f.Lead, f.Bilingual = f.T("area.lead"), true
	book, err := reference.Load()
	if err != nil {
		return nil
	}
	list := []network.Centre{
		{Code: "contoh-satu", Name: "Sentra Contoh Satu", Region: "33.72"},
		{Code: "contoh-dua", Name: "Sentra Contoh Dua", Region: "33.23"},
		{Code: "contoh-tiga", Name: "Sentra Contoh Tiga", Region: "73.05", Areas: []string{"91", "94"}},
	}
	return []Specimen{{"areas-list", "/wilayah-kerja", Areas(f, NewAreasPage(f, book, list, galleryNoon))}}
}
