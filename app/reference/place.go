package reference

import (
	"strings"

	"lumbung/app/spell"
)

// The ways in which a name can be what somebody typed, the surest first.
const (
	sameWithKind = iota // "kota bogor"
	sameName            // "bogor"
	beginsWith          // "jakarta sel", or its province does: "bali"
	oneOff              // "surakata"
	twoOff              // "purwokartta"
	noMatch
)

// longestPlace is the longest text in which a place is looked for, in bytes: what
// is longer is none, and would be compared with every regency.
const longestPlace = 200

// FindRegencies returns the regencies that somebody may have meant by what they
// typed, in the order of their codes and at most most of them. What follows a
// comma narrows it to a province. It is sure when there is one, and its name was
// typed in full: "bogor" is a kabupaten and a kota, and "surakata" is no name.
func (b *Book) FindRegencies(text string, most int) (found []Region, sure bool) {
	if len(text) > longestPlace {
		return nil, false
	}
	place, province, _ := strings.Cut(text, ",")
	wanted, within := foldPlace(place), strings.Join(foldPlace(province).words, " ")
	if len(wanted.words) == 0 {
		return nil, false
	}
	best := noMatch
	for r := range b.Regencies() {
		parent, _ := b.Region(r.Parent())
		if within != "" && !strings.Contains(strings.ToLower(parent.Name), within) {
			continue
		}
		how := wanted.match(foldPlace(r.Name), strings.ToLower(parent.Name))
		if how < best {
			best, found = how, nil
		}
		if how == best && how != noMatch && len(found) < most {
			found = append(found, r)
		}
	}
	return found, len(found) == 1 && best <= sameName
}

// folded is a name of a regency as it is compared: without its kind and marks.
type folded struct {
	kind  string // kabupaten, kota or ""
	words []string
}

func foldPlace(name string) (out folded) {
	for word := range strings.FieldsFuncSeq(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}) {
		switch word {
		case "kabupaten", "kab", "regency":
			out.kind = "kabupaten"
		case "kota", "kotamadya", "kodya", "city":
			out.kind = "kota"
		case "administrasi", "adm":
		default:
			out.words = append(out.words, word)
		}
	}
	return out
}

// match tells how the name of a regency is what was typed.
func (w folded) match(name folded, province string) int {
	typed, full := strings.Join(w.words, " "), strings.Join(name.words, " ")
	if w.kind != "" && w.kind != name.kind {
		return noMatch
	}
	switch {
	case typed == full && w.kind != "":
		return sameWithKind
	case typed == full:
		return sameName
	case len(typed) >= 3 && (strings.HasPrefix(full, typed) || strings.Contains(full, " "+typed) || strings.HasPrefix(province, typed)):
		return beginsWith
	}
	most := min(2, len(typed)/4)
	if off := spell.Edits(typed, full, most+1); off > 0 && off <= most {
		return oneOff + off - 1
	}
	return noMatch
}
