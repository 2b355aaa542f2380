package ska

import (
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/storage"
)

// Kind is what sort of thing an SKA offers.
type Kind string

// The kinds.
const (
	Product Kind = "product"
	Service Kind = "service"
)

// Kinds lists the kinds.
func Kinds() []Kind { return []Kind{Product, Service} }

// Lines are the lines of business that SKA have been reported with, and other.
func Lines() []string {
	return []string{
		"cafe", "catering", "bakery", "batik", "screen_printing", "sewing", "wood", "handicraft", "shop", "plants", "farm",
		"laundry", "car_wash", "motor", "welding", "electronics", "salon", "massage", "music", "other",
	}
}

// State is where an offering stands.
type State string

// The states. One that was published once stays public as it is archived.
const (
	Draft     State = "draft"
	Published State = "published"
	Archived  State = "archived"
)

// States lists the states in the order of a life.
func States() []State { return []State{Draft, Published, Archived} }

// Offering is a product or a service of an SKA. It is not for sale here: its
// price is information, and the order goes to the office. What the command room
// calls an offer is an innovation, and another thing.
type Offering struct {
	ID        op.ID     `cbor:"1,keyasint" json:"id"`
	Slug      string    `cbor:"2,keyasint" json:"slug"` // as in /produk/{slug}; never used again
	Centre    string    `cbor:"3,keyasint" json:"centre"`
	State     State     `cbor:"4,keyasint" json:"state"`
	AddedAt   time.Time `cbor:"5,keyasint" json:"added_at"`
	ChangedAt time.Time `cbor:"6,keyasint" json:"changed_at"`
	Version   int64     `cbor:"7,keyasint" json:"version"`

	PublishedAt   time.Time `cbor:"8,keyasint,omitzero" json:"published_at,omitzero"` // the first time; zero: never public
	ArchivedAt    time.Time `cbor:"9,keyasint,omitzero" json:"archived_at,omitzero"`
	ArchiveReason string    `cbor:"10,keyasint,omitempty" json:"archive_reason,omitempty"`

	Terms  `cbor:"11,keyasint"`
	Photos []innovation.Photo `cbor:"12,keyasint,omitempty" json:"photos"`
}

// Terms is what is told of an offering.
type Terms struct {
	Title     string `cbor:"1,keyasint" json:"title"`
	Kind      Kind   `cbor:"2,keyasint" json:"kind"`
	Line      string `cbor:"3,keyasint" json:"line"` // one of Lines
	Text      string `cbor:"4,keyasint,omitempty" json:"text"`
	Place     string `cbor:"5,keyasint,omitempty" json:"place"`
	PriceFrom int64  `cbor:"6,keyasint,omitempty" json:"price_from"` // whole rupiah; 0 is not told
	PriceTo   int64  `cbor:"7,keyasint,omitempty" json:"price_to"`   // 0 is no range
	Per       string `cbor:"8,keyasint,omitempty" json:"per"`        // kg, potong
	Hours     string `cbor:"9,keyasint,omitempty" json:"hours"`
	Order     string `cbor:"10,keyasint,omitempty" json:"order"` // how to order
	Phone     string `cbor:"11,keyasint,omitempty" json:"phone"` // of the office
	MadeBy    string `cbor:"12,keyasint,omitempty" json:"made_by"`
	Available bool   `cbor:"13,keyasint,omitempty" json:"available"` // now
}

// Public tells whether everybody may read it: it is published, or was once.
func (o *Offering) Public() bool { return !o.PublishedAt.IsZero() }

// Cover is the photo that stands for the offering; ok is false when there is
// none.
func (o *Offering) Cover() (innovation.Photo, bool) { return cover(o.Photos) }

// Missing names the fields that publishing asks for and that are empty.
func (o *Offering) Missing() (names []string) {
	for _, f := range []struct {
		name  string
		empty bool
	}{
		{"text", o.Text == ""},
		{"place", o.Place == ""},
		{"hours", o.Hours == ""},
		{"order", o.Order == "" && o.Phone == ""},
		{"photo", len(o.Photos) == 0},
	} {
		if f.empty {
			names = append(names, f.name)
		}
	}
	return names
}

// pass refuses with the names of what is missing.
func (o *Offering) pass() error {
	var bad []fault.Field
	for _, name := range o.Missing() {
		bad = append(bad, fault.Field{Name: name, Key: "ska.missing_" + name})
	}
	if bad != nil {
		return fault.InFields(bad...)
	}
	return nil
}

func (t Terms) fields() []field {
	available := ""
	if t.Available {
		available = "yes"
	}
	return []field{
		{"title", t.Title},
		{"kind", string(t.Kind)},
		{"line", t.Line},
		{"text", t.Text},
		{"place", t.Place},
		{"price_from", number(t.PriceFrom)},
		{"price_to", number(t.PriceTo)},
		{"per", t.Per},
		{"hours", t.Hours},
		{"order", t.Order},
		{"phone", t.Phone},
		{"made_by", t.MadeBy},
		{"available", available},
	}
}

var offerings = storage.Table[Offering]{
	Kind: "offering",
	ID:   func(o *Offering) storage.Key { return storage.OfferingByID.Key().ID(o.ID) },
	Claims: func(o *Offering) []storage.Claim {
		return []storage.Claim{{Key: slugKey(o.Slug), Field: "slug"}}
	},
	Index: func(o *Offering) []storage.Key {
		keys := []storage.Key{storage.OfferingByCentre.Key().Text(o.Centre).Text(string(o.State)).Time(o.ChangedAt).ID(o.ID)}
		if o.Public() {
			keys = append(keys, storage.OfferingPublished.Key().Time(o.PublishedAt).ID(o.ID))
		}
		return keys
	},
}

func slugKey(slug string) storage.Key { return storage.OfferingBySlug.Key().Text(slug) }

// maxRef is the longest text that can name an offering, in bytes.
const maxRef = 200

// FindOffering returns the offering that a text names by its slug or id, or a
// NotFound fault.
func FindOffering(r storage.Reader, slugOrID string) (o Offering, err error) {
	text, ok := strings.TrimSpace(slugOrID), false
	switch id, bad := op.ParseID(text); {
	case len(text) == 0 || len(text) > maxRef:
	case bad == nil && !id.IsZero():
		o, ok, err = offerings.Get(r, storage.OfferingByID.Key().ID(id))
	default:
		o, ok, err = offerings.Find(r, slugKey(strings.ToLower(text)))
	}
	if err == nil && !ok {
		err = fault.Missing("offering")
	}
	return o, err
}
