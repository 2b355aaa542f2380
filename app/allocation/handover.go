package allocation

import (
	"crypto/sha256"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/numbering"
	"lumbung/app/op"
	"lumbung/storage"
)

// Terms names the wording of the clauses that a hand-over is printed with, so
// that an old one is printed as it was signed.
const Terms = "2026-1"

// Who receives a device.
const (
	ToSelf       = "self"       // the person signs
	ToProxy      = "proxy"      // a guardian or somebody authorised signs
	ToThumbprint = "thumbprint" // the person gives a thumbprint before a witness
)

// Receivers lists who can receive.
func Receivers() []string { return []string{ToSelf, ToProxy, ToThumbprint} }

// Handover is a hand-over with its minutes (BAST): the accounting event. It is
// written once and never changed. Who the parties are stands sealed; clear is
// what a register needs.
type Handover struct {
	ID        op.ID     `cbor:"1,keyasint" json:"id"`
	Number    string    `cbor:"2,keyasint" json:"number"` // 591/BAST/4.11/5/2024
	Centre    string    `cbor:"3,keyasint" json:"centre"`
	Head      Head      `cbor:"4,keyasint" json:"head"`
	Person    op.ID     `cbor:"5,keyasint" json:"person"`
	PersonRef string    `cbor:"6,keyasint" json:"beneficiary"`
	At        time.Time `cbor:"7,keyasint" json:"occurred_at"`
	Recorded  time.Time `cbor:"8,keyasint" json:"recorded_at"`
	Place     string    `cbor:"9,keyasint" json:"place"`
	Lines     []Line    `cbor:"10,keyasint" json:"items"`
	Total     int64     `cbor:"11,keyasint" json:"total"` // whole rupiah
	Receiver  string    `cbor:"12,keyasint" json:"receiver"`
	Basis     []string  `cbor:"13,keyasint,omitempty" json:"basis,omitempty"` // decrees
	Condition string    `cbor:"14,keyasint,omitempty" json:"condition"`       // clause that replaces the usual one
	Terms     string    `cbor:"15,keyasint" json:"terms"`
	Parties   []byte    `cbor:"16,keyasint" json:"parties_digest,omitempty"` // SHA-256 of what Sealed holds
	Hash      []byte    `cbor:"17,keyasint" json:"hash,omitempty"`           // see ContentHash
	Sealed    []byte    `cbor:"18,keyasint" json:"sealed,omitempty"`
	Movement  op.ID     `cbor:"19,keyasint" json:"movement"`
	By        string    `cbor:"20,keyasint" json:"by"`          // name of the member of staff
	Province  string    `cbor:"21,keyasint,omitempty" json:"-"` // two digits, where the person lived; for counting

	Parts     []Accessory `cbor:"22,keyasint,omitempty" json:"parts,omitempty"`      // that went along with the units
	PartsLeft string      `cbor:"23,keyasint,omitempty" json:"parts_left,omitempty"` // why a required one stayed behind
}

// Head is what the letterhead says, as it was.
type Head struct {
	Centre  string `cbor:"1,keyasint" json:"centre"` // name
	Address string `cbor:"2,keyasint,omitempty" json:"address"`
}

// Line is one device of a hand-over, as it was.
type Line struct {
	Allocation op.ID  `cbor:"1,keyasint" json:"allocation"`
	Request    op.ID  `cbor:"2,keyasint" json:"-"`
	RequestNo  string `cbor:"3,keyasint" json:"request"`
	Unit       op.ID  `cbor:"4,keyasint" json:"-"`
	UnitCode   string `cbor:"5,keyasint" json:"unit"`
	Serial     string `cbor:"6,keyasint" json:"serial"`
	Model      op.ID  `cbor:"7,keyasint" json:"-"`
	ModelName  string `cbor:"8,keyasint" json:"model"`
	Maker      string `cbor:"9,keyasint,omitempty" json:"maker"`
	Fund       string `cbor:"10,keyasint,omitempty" json:"fund"`
	Value      int64  `cbor:"11,keyasint" json:"value"` // whole rupiah
}

// Parties is the sealed part of a hand-over. Salt keeps somebody who guesses a
// name or a NIK from proving it by the public hash.
type Parties struct {
	First    Officer `cbor:"1,keyasint"`
	Delegate Officer `cbor:"6,keyasint,omitzero"` // who hands over for the first party, if another
	Second   Party   `cbor:"2,keyasint"`
	Proxy    Party   `cbor:"3,keyasint,omitzero"`
	Witness  string  `cbor:"4,keyasint,omitempty"`
	Salt     string  `cbor:"5,keyasint"`
}

// Officer is who hands over for the centre.
type Officer struct {
	Name  string `cbor:"1,keyasint"`
	NIP   string `cbor:"2,keyasint,omitempty"`
	Title string `cbor:"3,keyasint,omitempty"`
}

// Party is a person of the second party. Relation is set for a proxy.
type Party struct {
	Name     string `cbor:"1,keyasint,omitempty"`
	NIK      string `cbor:"2,keyasint,omitempty"`
	Address  string `cbor:"3,keyasint,omitempty"`
	Relation string `cbor:"4,keyasint,omitempty"`
}

var handovers = storage.Table[Handover]{
	Kind: "handover",
	ID:   func(h *Handover) storage.Key { return storage.HandoverByID.Key().ID(h.ID) },
	Claims: func(h *Handover) []storage.Claim {
		return []storage.Claim{{Key: handoverNumberKey(numbering.Path(h.Number)), Field: "number"}}
	},
	Index: func(h *Handover) []storage.Key {
		return []storage.Key{
			storage.HandoverByCentre.Key().Text(h.Centre).Time(h.At).ID(h.ID),
			storage.HandoverByPerson.Key().ID(h.Person).Time(h.At).ID(h.ID),
			storage.HandoverByTime.Key().Time(h.At).ID(h.ID),
		}
	},
}

func handoverNumberKey(path string) storage.Key {
	return storage.HandoverByNumber.Key().Text(strings.ToUpper(path))
}

// FindHandover looks a hand-over up by its number, the path form of it, or its
// id. It fails with NotFound.
func FindHandover(r storage.Reader, text string) (Handover, error) {
	text = strings.TrimSpace(text)
	var h Handover
	id, err := op.ParseID(text)
	ok := false
	if err == nil && !id.IsZero() {
		h, ok, err = handovers.Get(r, storage.HandoverByID.Key().ID(id))
	} else {
		h, ok, err = handovers.Find(r, handoverNumberKey(strings.ReplaceAll(text, "/", "-")))
	}
	if err == nil && !ok {
		err = fault.Missing("handover")
	}
	return h, err
}

// content is what the hash of a hand-over covers: every word of the document,
// the parties by their digest.
type content struct {
	Number    string    `cbor:"1,keyasint"`
	Centre    string    `cbor:"2,keyasint"`
	Head      Head      `cbor:"3,keyasint"`
	PersonRef string    `cbor:"4,keyasint"`
	At        time.Time `cbor:"5,keyasint"`
	Place     string    `cbor:"6,keyasint"`
	Lines     []Line    `cbor:"7,keyasint"`
	Total     int64     `cbor:"8,keyasint"`
	Receiver  string    `cbor:"9,keyasint"`
	Basis     []string  `cbor:"10,keyasint"`
	Condition string    `cbor:"11,keyasint"`
	Terms     string    `cbor:"12,keyasint"`
	Parties   []byte    `cbor:"13,keyasint"`

	Parts     []Accessory `cbor:"14,keyasint,omitempty"` // absent from documents without
	PartsLeft string      `cbor:"15,keyasint,omitempty"`
}

// ContentHash is the SHA-256 of the canonical content of the document. It can be
// recomputed without opening what is sealed.
func (h Handover) ContentHash() ([]byte, error) {
	basis := h.Basis
	if len(basis) == 0 {
		basis = nil // stored as absent
	}
	return digest(content{
		h.Number, h.Centre, h.Head, h.PersonRef, h.At, h.Place, h.Lines, h.Total,
		h.Receiver, basis, h.Condition, h.Terms, h.Parties, h.Parts, h.PartsLeft,
	})
}

// digest is the SHA-256 of the encoding of v, in which equal values have equal
// bytes.
func digest(v any) ([]byte, error) {
	data, err := storage.Encode(v)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	return sum[:], nil
}
