// Package beneficiary keeps the persons (penerima manfaat, PM) whom the centres
// serve. Who somebody is stands sealed in one blob of the record; clear are only
// the fields that lists and statistics need. Law 27/2022 counts children's and
// health data as specific data, and asks for consent in a suitable manner
// (articles 25 and 26).
package beneficiary

import (
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/storage"
)

// Person is a record of somebody who is served. Everything but Sealed may be
// shown to those who may read persons of the centre.
type Person struct {
	ID           op.ID         `cbor:"1,keyasint" json:"id"`
	Ref          string        `cbor:"2,keyasint" json:"ref"` // PM-7K3Q9XA: stands in URLs and on letters, says nothing
	Centre       string        `cbor:"3,keyasint" json:"centre"`
	Sealed       []byte        `cbor:"4,keyasint" json:"sealed,omitempty"` // a Personal, see Keyring.Seal
	Blind        string        `cbor:"5,keyasint,omitempty" json:"-"`      // blind index of the NIK
	MaskedName   string        `cbor:"6,keyasint" json:"masked_name"`
	MaskedNIK    string        `cbor:"7,keyasint,omitempty" json:"masked_nik"`
	Region       string        `cbor:"8,keyasint" json:"region"` // regency (kabupaten or kota) of residence
	Sex          reference.Sex `cbor:"9,keyasint" json:"sex"`
	BirthYear    int           `cbor:"10,keyasint" json:"birth_year"`
	Disabilities []string      `cbor:"11,keyasint,omitempty" json:"disabilities"`
	Consent      Consent       `cbor:"12,keyasint" json:"consent"`
	Guarded      bool          `cbor:"13,keyasint,omitempty" json:"guarded"` // a guardian is on file
	Registered   time.Time     `cbor:"14,keyasint" json:"registered_at"`
	Changed      time.Time     `cbor:"15,keyasint" json:"changed_at"`
	Version      int64         `cbor:"16,keyasint" json:"version"`
}

// Consent is who agreed to the record, how they were spoken with, and when.
type Consent struct {
	By   string    `cbor:"1,keyasint" json:"by"`   // person or guardian
	Mode string    `cbor:"2,keyasint" json:"mode"` // one of ConsentModes
	On   time.Time `cbor:"3,keyasint" json:"on"`   // a day
}

// ConsentModes lists the manners of communication in which consent is asked.
func ConsentModes() []string {
	return []string{"lisan", "tulisan", "isyarat", "braille-audio", "mudah-baca"}
}

// Personal is what is sealed. It leaves this package only through Reveal and
// into documents that are sealed again.
type Personal struct {
	Name      string    `cbor:"1,keyasint" json:"name"`
	NIK       string    `cbor:"2,keyasint,omitempty" json:"nik"` // 16 digits or none
	Birth     time.Time `cbor:"3,keyasint" json:"birth_date"`
	Address   string    `cbor:"4,keyasint" json:"address"`
	Phone     string    `cbor:"5,keyasint,omitempty" json:"phone"`
	Guardian  Guardian  `cbor:"6,keyasint,omitempty" json:"guardian"`
	NIKReason string    `cbor:"7,keyasint,omitempty" json:"nik_reason"` // why a doubtful NIK was kept
	NIKAbsent string    `cbor:"8,keyasint,omitempty" json:"nik_absent_reason"`
}

// Guardian is who speaks for a child or for somebody who cannot.
type Guardian struct {
	Name     string `cbor:"1,keyasint,omitempty" json:"name"`
	Relation string `cbor:"2,keyasint,omitempty" json:"relation"`
	Phone    string `cbor:"3,keyasint,omitempty" json:"phone"`
}

var persons = storage.Table[Person]{
	Kind: "person",
	ID:   func(p *Person) storage.Key { return storage.PersonByID.Key().ID(p.ID) },
	Claims: func(p *Person) []storage.Claim {
		claims := []storage.Claim{{Key: refKey(p.Ref), Field: "ref"}}
		if p.Blind != "" {
			claims = append(claims, storage.Claim{Key: nikKey(p.Blind), Field: "nik"})
		}
		return claims
	},
	Index: func(p *Person) []storage.Key {
		return []storage.Key{storage.PersonByCentre.Key().Text(p.Centre).Time(p.Registered).ID(p.ID)}
	},
}

func refKey(ref string) storage.Key   { return storage.PersonByRef.Key().Text(ref) }
func nikKey(blind string) storage.Key { return storage.PersonByNIK.Key().Text(blind) }

// IsMultiple tells whether the person has a multiple disability (ganda).
func (p Person) IsMultiple() bool { return reference.IsMultiple(p.Disabilities) }

// Age returns the age that the year of birth gives in the year of at.
func (p Person) Age(at time.Time) int { return at.Year() - p.BirthYear }

// People is who is served, and the use cases around them.
type People struct {
	d    *op.Deps
	ring *Keyring
}

// New returns the persons of a store. The key ring opens what is sealed.
func New(d *op.Deps, ring *Keyring) *People { return &People{d: d, ring: ring} }

// FindPerson looks a person up by ref (in either case) or by the text of an id.
// It fails with NotFound. The caller asks the policy, see OwnPerson.
func FindPerson(r storage.Reader, text string) (Person, error) {
	text = strings.TrimSpace(text)
	p, ok, err := persons.Find(r, refKey(strings.ToUpper(text)))
	if err == nil && !ok {
		if id, bad := op.ParseID(text); bad == nil && !id.IsZero() {
			p, ok, err = persons.Get(r, storage.PersonByID.Key().ID(id))
		}
	}
	if err == nil && !ok {
		err = fault.Missing("person")
	}
	return p, err
}

// PersonByID returns the person with an id, which another record refers to.
func PersonByID(r storage.Reader, id op.ID) (Person, error) {
	p, ok, err := persons.Get(r, storage.PersonByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("person")
	}
	return p, err
}

// OwnPerson is FindPerson for a command: a person whom the actor may not act on
// is answered as not found, because even that somebody is served is private.
func OwnPerson(tx *op.Tx, text string) (Person, error) {
	p, err := FindPerson(tx, text)
	if err != nil {
		return Person{}, err
	}
	if tx.Allow(p.Centre) != nil {
		return Person{}, fault.Missing("person")
	}
	return p, nil
}

// SeesPersons tells whether an actor may read more of the persons of a centre
// than their masked names.
func SeesPersons(by policy.Actor, centre string) bool {
	return policy.May(by, policy.PersonRead, centre)
}

// maskName shows the first letter of a name and the initial of its last word:
// "S•••• W.". The number of dots says nothing about the length.
func maskName(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	first := []rune(words[0])
	masked := strings.ToUpper(string(first[:1])) + "••••"
	if len(words) > 1 {
		last := []rune(words[len(words)-1])
		masked += " " + strings.ToUpper(string(last[:1])) + "."
	}
	return masked
}
