package stock

import (
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// Tracking tells how a model is kept; it is fixed when the model is added.
type Tracking string

// The ways of keeping.
const (
	Serialised Tracking = "serialised" // each piece is a unit with its own history
	Counted    Tracking = "counted"    // pieces are alike, only their number counts
)

// Model is a kind of device or part.
type Model struct {
	ID          op.ID     `cbor:"1,keyasint" json:"id"`
	Slug        string    `cbor:"2,keyasint" json:"slug"` // as in /alat/{slug}; never used again
	Code        string    `cbor:"3,keyasint" json:"code"` // that people gave it; imports name it
	Name        string    `cbor:"4,keyasint" json:"name"`
	Summary     string    `cbor:"5,keyasint,omitempty" json:"summary,omitempty"`
	ISO         string    `cbor:"6,keyasint,omitempty" json:"iso,omitempty"` // ISO 9999:2022, "12 23 06"
	Tracking    Tracking  `cbor:"7,keyasint" json:"tracking"`
	Innovation  op.ID     `cbor:"8,keyasint,omitzero" json:"innovation"`               // that it realises; zero for none
	Centre      string    `cbor:"9,keyasint" json:"centre"`                            // that keeps this record
	MakerCentre string    `cbor:"10,keyasint,omitempty" json:"maker_centre,omitempty"` // code of the centre whose SKA makes it
	Maker       string    `cbor:"11,keyasint,omitempty" json:"maker,omitempty"`        // name of a maker outside the ministry
	Warranty    int       `cbor:"12,keyasint,omitempty" json:"warranty_months,omitempty"`
	Fit         []Size    `cbor:"13,keyasint,omitempty" json:"fit,omitempty"` // sizes to fit a person by
	Warnings    string    `cbor:"14,keyasint,omitempty" json:"warnings,omitempty"`
	BMN         string    `cbor:"15,keyasint,omitempty" json:"bmn,omitempty"`   // kode barang of the state's goods, digits
	Price       int64     `cbor:"16,keyasint,omitempty" json:"price,omitempty"` // estimate, whole rupiah
	AddedAt     time.Time `cbor:"17,keyasint" json:"added_at"`
	ChangedAt   time.Time `cbor:"18,keyasint" json:"changed_at"`
	Version     int64     `cbor:"19,keyasint" json:"version"`
	Class       Class     `cbor:"30,keyasint,omitempty" json:"class,omitempty"` // to the books; see StockClass
}

// Size is one fit parameter as a line of text: "Lebar dudukan: 42 cm".
type Size string

// Name is what is measured; it ends at the first colon.
func (s Size) Name() string {
	name, _, _ := strings.Cut(string(s), ":")
	return strings.TrimSpace(name)
}

// Value is what it measures, with its unit.
func (s Size) Value() string {
	_, value, _ := strings.Cut(string(s), ":")
	return strings.TrimSpace(value)
}

var models = storage.Table[Model]{
	Kind: "model",
	ID:   func(m *Model) storage.Key { return storage.ModelByID.Key().ID(m.ID) },
	Claims: func(m *Model) []storage.Claim {
		return []storage.Claim{{Key: slugKey(m.Slug), Field: "slug"}, {Key: codeKey(m.Code), Field: "code"}}
	},
	Index: func(m *Model) []storage.Key {
		keys := []storage.Key{storage.ModelByName.Key().Text(strings.ToLower(m.Name)).ID(m.ID)}
		if !m.Innovation.IsZero() {
			keys = append(keys, storage.ModelByInnovation.Key().ID(m.Innovation).ID(m.ID))
		}
		return keys
	},
}

func slugKey(slug string) storage.Key {
	return storage.ModelBySlug.Key().Text(strings.ToLower(slug))
}

func codeKey(code string) storage.Key {
	return storage.ModelByCode.Key().Text(strings.ToUpper(code))
}

// ModelByID returns a model, or a NotFound fault.
func ModelByID(r storage.Reader, id op.ID) (Model, error) {
	m, ok, err := models.Get(r, storage.ModelByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("model")
	}
	return m, err
}

// FindModel returns the model that a text names by its slug, code or id.
func FindModel(r storage.Reader, slugCodeOrID string) (Model, error) {
	text := strings.TrimSpace(slugCodeOrID)
	if id, err := op.ParseID(text); err == nil && !id.IsZero() {
		return ModelByID(r, id)
	}
	for _, key := range []storage.Key{slugKey(text), codeKey(text)} {
		m, ok, err := models.Find(r, key)
		if err != nil || ok {
			return m, err
		}
	}
	return Model{}, fault.Missing("model")
}
