package reference

import (
	"slices"
	"strings"
)

// CentreType is the rank of a social-rehabilitation centre.
type CentreType string

// The ranks. The ministry's Balai Besar are for training and not listed.
const (
	IntegratedCentre CentreType = "sentra-terpadu"
	PlainCentre      CentreType = "sentra"
)

// CentreSeed is what is known of one centre (UPT) before anybody has entered
// it. Centres are editable records of package network; the seed only fills an
// empty store, because the ministry's own count differs from this list.
type CentreSeed struct {
	Code       string // stable, as in URLs: "mulya-jaya"
	Name       string
	Type       CentreType
	RegionCode string   // of its regency
	Aliases    []string // former names and abbreviations
	Confidence Confidence
}

// Centres returns the seed of the centres.
func (b *Book) Centres() []CentreSeed {
	list := slices.Clone(b.centres)
	for i := range list {
		list[i].Aliases = slices.Clone(list[i].Aliases)
	}
	return list
}

func (b *Book) addCentre(row []string) error {
	b.centres = append(b.centres, CentreSeed{
		Code: row[0], Name: row[1], Type: CentreType(row[2]), RegionCode: row[3],
		Aliases:    strings.FieldsFunc(row[4], func(r rune) bool { return r == ';' }),
		Confidence: Confidence(row[5]),
	})
	return nil
}
