package catalogue

import (
	"strings"

	"lumbung/app/innovation"
	"lumbung/app/reference"
)

// What follows are words that an entry is found by though nobody wrote them into
// its text. Each ends with a mark of its own, so that it can be joined to others.

// disabilityWords are what disabilities are called, also in English.
func disabilityWords(codes []string) string {
	var b strings.Builder
	for _, code := range codes {
		if d, ok := reference.DisabilityByCode(code); ok {
			b.WriteString(d.NameID + " . disabilitas " + d.Code + " . " + d.NameEN + " disability . ")
		}
	}
	return b.String()
}

// isoWords are the everyday words of a code of ISO 9999, of its class and of
// what lies between.
func isoWords(code string) string {
	book, err := reference.Load()
	if err != nil || code == "" {
		return ""
	}
	var b strings.Builder
	for _, e := range book.ISOPath(code) {
		b.WriteString(e.NameID + " . " + e.NameEN + " . ")
	}
	return b.String()
}

// isoNumbers are a code of ISO 9999 as people write it: "12 23 06", "122306".
func isoNumbers(code string) string {
	if code == "" {
		return ""
	}
	return code + " . " + joined(code)
}

// joined is a code without the signs in it, "KRE01".
func joined(code string) string {
	list := words(code)
	if len(list) < 2 {
		return ""
	}
	return strings.Join(list, "") + " . "
}

// kindWords are what a kind of entry is called by those who search for it.
func kindWords(kind string) string {
	switch innovation.Kind(kind) {
	case KindModel, innovation.Device:
		return "alat bantu . assistive device . aid . "
	case innovation.Product:
		return "produk usaha . product . "
	case innovation.Service:
		return "layanan . jasa . service . "
	case innovation.Method:
		return "metode . method . "
	case innovation.Digital:
		return "digital . aplikasi . "
	case KindOffer:
		return "produk SKA . "
	default:
		return ""
	}
}

// placeWords are the names of the regency of a centre and of its province.
func placeWords(region string) string {
	book, err := reference.Load()
	if err != nil {
		return ""
	}
	var b strings.Builder
	for _, r := range book.RegionPath(region) {
		b.WriteString(r.Name + " . ")
	}
	return b.String()
}
