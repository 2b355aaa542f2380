package network

import (
	"slices"

	"lumbung/app/fault"
	"lumbung/app/reference"
)

// A working area (wilayah kerja) is what the decree of a centre says: provinces,
// or single regencies, and two centres may have one in common. Nineteen of the
// 38 provinces have no centre, so the address alone does not tell who serves
// whom.

// areas finds the codes of a working area by codes or names. A name that is both
// a kabupaten and a kota has to say which.
func areas(book *reference.Book, typed []string) (codes []string, err error) {
	for _, text := range typed {
		if text = tidy(text); text == "" {
			continue
		}
		code, ok := area(book, text)
		if !ok {
			return nil, fault.InField("areas", "centre.area_unknown", fault.Args{"name": text})
		}
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return slices.Compact(codes), nil
}

func area(book *reference.Book, text string) (code string, ok bool) {
	if r, known := book.Region(text); known {
		return r.Code, r.Level < reference.District
	}
	for _, p := range book.Provinces() {
		if Fold(p.Name) == Fold(text) {
			return p.Code, true
		}
	}
	found, sure := book.FindRegencies(text, 2)
	if !sure {
		return "", false
	}
	return found[0].Code, true
}
