// Package network keeps the ministry's centres (UPT: sentra and sentra terpadu)
// and their warehouses. Nobody knows the list for sure: the ministry, the press
// and the decrees count differently. So centres are editable data with former
// names, validity and merger, and the seed only fills a new store.
package network

import (
	"slices"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/numbering"
	"lumbung/app/op"
	"lumbung/app/reference"
	"lumbung/storage"
)

// Centre is one centre. All of it may be shown to everybody.
type Centre struct {
	Code       string               `cbor:"1,keyasint" json:"code"` // stable, as in URLs: "mulya-jaya"
	Name       string               `cbor:"2,keyasint" json:"name"`
	Type       reference.CentreType `cbor:"3,keyasint" json:"type"`
	Region     string               `cbor:"4,keyasint" json:"region"`                           // of its regency, dotted
	Aliases    []string             `cbor:"5,keyasint,omitempty" json:"aliases,omitempty"`      // former names and abbreviations
	ValidFrom  time.Time            `cbor:"6,keyasint,omitzero" json:"valid_from,omitzero"`     // a day; zero: since ever
	ValidTo    time.Time            `cbor:"7,keyasint,omitzero" json:"valid_to,omitzero"`       // the last day; zero: no end
	MergedInto string               `cbor:"8,keyasint,omitempty" json:"merged_into,omitempty"`  // code of the centre that took it over
	LetterCode string               `cbor:"9,keyasint,omitempty" json:"letter_code,omitempty"`  // kode_unit of letters, e.g. 4.11
	BudgetUnit string               `cbor:"10,keyasint,omitempty" json:"budget_unit,omitempty"` // satker, six digits
	Address    string               `cbor:"11,keyasint,omitempty" json:"address,omitempty"`     // as on letters
	BAST       string               `cbor:"12,keyasint" json:"bast_template"`                   // see package numbering
	Head       Official             `cbor:"13,keyasint,omitempty" json:"head"`                  // kepala sentra, KPA of the satker
	Signer     Official             `cbor:"14,keyasint,omitempty" json:"signer"`                // PPK, first party of a BAST
	SKA        bool                 `cbor:"15,keyasint,omitempty" json:"ska"`                   // has a Sentra Kreasi ATENSI
	Makes      []string             `cbor:"16,keyasint,omitempty" json:"makes,omitempty"`       // what its SKA makes, in short words
	Confidence reference.Confidence `cbor:"17,keyasint,omitempty" json:"confidence,omitempty"`  // of the seed; empty once edited
	Changed    time.Time            `cbor:"18,keyasint" json:"changed_at"`                      // UTC
	Version    int64                `cbor:"19,keyasint" json:"version"`
	Areas      []string             `cbor:"20,keyasint,omitempty" json:"areas,omitempty"` // working area: codes of provinces and regencies
}

// Official is who signs for a centre: the function, and the name in it as the
// centre writes it on letters.
type Official struct {
	Title string `cbor:"1,keyasint,omitempty" json:"title,omitempty"`
	Name  string `cbor:"2,keyasint,omitempty" json:"name,omitempty"`
}

var centres = storage.Table[Centre]{
	Kind:   "centre",
	ID:     func(c *Centre) storage.Key { return centreKey(c.Code) },
	Claims: claims,
	Index: func(c *Centre) []storage.Key {
		return []storage.Key{storage.CentreByRegion.Key().Text(c.Region).Text(c.Code)}
	},
}

func centreKey(code string) storage.Key { return storage.CentreByCode.Key().Text(code) }
func aliasKey(alias string) storage.Key { return storage.CentreByAlias.Key().Text(alias) }
func warehouseKey(c string) storage.Key {
	return storage.WarehouseByCode.Key().Text(strings.ToLower(c))
}
func (c Centre) usable(at time.Time) bool { return c.ValidFrom.IsZero() || !at.Before(c.ValidFrom) }

// claims are the names by which a centre is found, each once and folded.
func claims(c *Centre) (out []storage.Claim) {
	field := "name"
	for _, name := range append([]string{c.Name}, c.Aliases...) {
		key := aliasKey(Fold(name))
		if !slices.ContainsFunc(out, func(o storage.Claim) bool { return string(o.Key) == string(key) }) {
			out = append(out, storage.Claim{Key: key, Field: field})
		}
		field = "aliases"
	}
	return out
}

// Active tells whether the centre is at work on the day of at.
func (c Centre) Active(at time.Time) bool {
	return c.MergedInto == "" && c.usable(at) && (c.ValidTo.IsZero() || at.Before(c.ValidTo.AddDate(0, 0, 1)))
}

// UnitCode is what stands for the centre in letter numbers: its kode_unit, or,
// as only one centre's is known for sure, its code in capitals.
func (c Centre) UnitCode() string {
	if c.LetterCode != "" {
		return c.LetterCode
	}
	return strings.ToUpper(c.Code)
}

// NumberTemplate returns the template of the centre's BAST numbers.
func (c Centre) NumberTemplate() (numbering.Template, error) {
	if c.BAST == "" {
		return numbering.Parse(numbering.DefaultBAST)
	}
	return numbering.Parse(c.BAST)
}

// Fold turns a name into the form in which codes and former names are compared:
// "Balai Darussa'adah Aceh" becomes "balai-darussa-adah-aceh".
func Fold(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return strings.Join(words, "-")
}

// NameOf is the name of a centre; its code where there is no such centre.
func NameOf(r storage.Reader, code string) string {
	c, err := CentreByCode(r, code)
	if err != nil {
		return code
	}
	return c.Name
}

// CentreByCode looks a centre up by its code, its name or a former name, in any
// way of writing them. It fails with NotFound.
func CentreByCode(r storage.Reader, code string) (Centre, error) {
	c, ok, err := find(r, code)
	if err == nil && !ok {
		err = fault.Missing("centre")
	}
	return c, err
}

func find(r storage.Reader, code string) (c Centre, ok bool, err error) {
	folded := Fold(code)
	if c, ok, err = centres.Get(r, centreKey(folded)); err != nil || ok {
		return c, ok, err
	}
	return centres.Find(r, aliasKey(folded))
}

// Centres are the centres and their warehouses, and the use cases around them.
type Centres struct{ d *op.Deps }

// New returns the centres of a store. Load fills a new one.
func New(d *op.Deps) *Centres { return &Centres{d: d} }
