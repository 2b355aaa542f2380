package beneficiary

import (
	"slices"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/reference"
)

// Details is what is told about a person when they are registered and, all of
// it anew, whenever it changes. A NIK tells the birth date, the sex and a
// regency, so each of these may be left out where the NIK is clear.
type Details struct {
	Centre           string   `json:"centre" validate:"max=60"` // for Register; empty is the actor's
	Person           string   `json:"person" validate:"max=40"` // for Change: ref or id
	Version          int64    `json:"version" validate:"min=0"` // for Change: of the record that was opened
	Name             string   `json:"name" validate:"required,max=120"`
	NIK              string   `json:"nik" validate:"max=30"`
	NIKReason        string   `json:"nik_reason" validate:"max=300"`
	NIKAbsentReason  string   `json:"nik_absent_reason" validate:"max=300"`
	BirthDate        string   `json:"birth_date" validate:"omitempty,datetime=2006-01-02"`
	Sex              string   `json:"sex" validate:"omitempty,oneof=male female"`
	Address          string   `json:"address" validate:"required,max=300"`
	Region           string   `json:"region" validate:"max=5"`
	Phone            string   `json:"phone" validate:"max=30"`
	Disabilities     []string `json:"disabilities" validate:"max=6,dive,max=20"`
	GuardianName     string   `json:"guardian_name" validate:"max=120"`
	GuardianRelation string   `json:"guardian_relation" validate:"max=60"`
	GuardianPhone    string   `json:"guardian_phone" validate:"max=30"`
	ConsentBy        string   `json:"consent_by" validate:"required,oneof=person guardian"`
	ConsentMode      string   `json:"consent_mode" validate:"required,oneof=lisan tulisan isyarat braille-audio mudah-baca"`
	ConsentOn        string   `json:"consent_on" validate:"required,datetime=2006-01-02"`
}

// Check asks what the tags cannot say.
func (d Details) Check() []fault.Field {
	var bad []fault.Field
	add := func(name, key string) { bad = append(bad, fault.Field{Name: name, Key: key}) }
	if maskName(d.Name) == "" {
		add("name", "field.required")
	}
	nik, reason := strings.TrimSpace(d.NIK) != "", strings.TrimSpace(d.NIKAbsentReason) != ""
	if !nik && !reason {
		add("nik", "person.nik_or_reason")
	}
	if nik && reason {
		add("nik_absent_reason", "person.nik_and_absent")
	}
	for _, kind := range d.Disabilities {
		if _, known := reference.DisabilityByCode(kind); !known {
			add("disabilities", "person.disability_unknown")
			break
		}
	}
	if d.GuardianName == "" && d.ConsentBy == "guardian" {
		add("guardian_name", "person.guardian_needed")
	}
	if d.GuardianName != "" && d.GuardianRelation == "" {
		add("guardian_relation", "person.relation_needed")
	}
	if d.Phone != "" && !phone(d.Phone) {
		add("phone", "person.phone")
	}
	if d.GuardianPhone != "" && !phone(d.GuardianPhone) {
		add("guardian_phone", "person.phone")
	}
	return bad
}

// phone accepts digits with the marks people write between them.
func phone(s string) bool {
	digits := 0
	for i, c := range s {
		switch {
		case '0' <= c && c <= '9':
			digits++
		case c == '+' && i == 0, strings.ContainsRune(" -().", c):
		default:
			return false
		}
	}
	return digits >= 6 && digits <= 15
}

// identity is what is known of somebody after NIK, birth date, sex and region
// have been held against each other.
type identity struct {
	nik    reference.NIK
	born   time.Time
	sex    reference.Sex
	region string
	opaque bool // the NIK is refused, so what it would have told is not asked for
	bad    []fault.Field
}

// weigh reads the NIK and fills in what it tells. Errors block. A warning wants
// a written reason and then passes, because numbers were issued with mistakes
// and stay valid for life.
func (d Details) weigh(book *reference.Book, now time.Time) identity {
	today := now.In(time.FixedZone("WIT", 9*60*60)) // where the day begins first
	id := identity{sex: reference.Sex(d.Sex), region: strings.TrimSpace(d.Region), born: date(d.BirthDate)}
	if d.NIK != "" {
		id.weighNIK(d, book, today)
	}
	id.complete(today)
	if _, known := book.Region(id.region); id.region != "" && (!known || len(id.region) != len("00.00")) {
		id.refuse("region", "person.region_unknown", nil)
	}
	if on := date(d.ConsentOn); on.After(midnight(today)) {
		id.refuse("consent_on", "person.consent_future", nil)
	}
	if id.child(today) && d.ConsentBy != "guardian" {
		id.refuse("consent_by", "person.child_needs_guardian", nil)
	}
	return id
}

func (id *identity) refuse(field, key string, args fault.Args) {
	id.bad = append(id.bad, fault.Field{Name: field, Key: key, Args: args})
}

func (id *identity) weighNIK(d Details, book *reference.Book, today time.Time) {
	nik, found := book.ParseNIK(d.NIK, today)
	found = append(found, nik.Compare(id.born, id.sex)...)
	for _, f := range found {
		if f.Severity == reference.Error || f.Severity == reference.Warn && d.NIKReason == "" {
			id.refuse("nik", f.Key, f.Args)
		}
	}
	warns := slices.ContainsFunc(found, func(f reference.Finding) bool { return f.Severity == reference.Warn })
	if warns && d.NIKReason == "" && !reference.Blocks(found) {
		id.refuse("nik_reason", "person.nik_reason_needed", nil)
	}
	id.nik, id.opaque = nik, reference.Blocks(found)
	if id.sex == "" {
		id.sex = nik.Sex()
	}
	if born, sure := nik.BirthDate(id.born, d.ConsentBy == "guardian", today); sure && id.born.IsZero() {
		id.born = born
	}
	if code := nik.RegionCode(); id.region == "" && code != "" {
		if _, known := book.Region(code[:5]); known {
			id.region = code[:5]
		}
	}
}

// complete asks for what neither the form nor the NIK has told.
func (id *identity) complete(today time.Time) {
	switch {
	case id.born.IsZero() && id.opaque:
	case id.born.IsZero():
		id.refuse("birth_date", "person.birth_needed", nil)
	case id.born.After(midnight(today)), id.born.Year() < 1900:
		id.refuse("birth_date", "person.birth_range", nil)
	}
	if id.sex == "" && !id.opaque {
		id.refuse("sex", "field.required", nil)
	}
	if id.region == "" && !id.opaque {
		id.refuse("region", "field.required", nil)
	}
}

// child tells whether somebody is under 18, the age of law 35/2014.
func (id *identity) child(today time.Time) bool {
	return !id.born.IsZero() && id.born.AddDate(18, 0, 0).After(midnight(today))
}

// date reads a day whose form the validator has passed; the zero time for none.
func date(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}
	}
	return t
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// List is the input of a list of persons. An empty centre means the actor's, or
// all centres for those who belong to none.
type List struct {
	Centre string `json:"centre" validate:"max=60"`
	Cursor string `json:"cursor" validate:"max=400"`
	Limit  int    `json:"limit" validate:"min=0,max=200"`
}

// Naming is the input of commands that need no more than a person: a ref or id.
type Naming struct {
	Person string `json:"person" validate:"required,max=40"`
}

// personal is the sealed part of the details.
func (d Details) personal(id identity) Personal {
	p := Personal{
		Name: strings.Join(strings.Fields(d.Name), " "), NIK: id.nik.Digits(), Birth: id.born,
		Address: strings.TrimSpace(d.Address), Phone: d.Phone,
		NIKReason: d.NIKReason, NIKAbsent: d.NIKAbsentReason,
	}
	if d.GuardianName != "" {
		p.Guardian = Guardian{Name: d.GuardianName, Relation: d.GuardianRelation, Phone: d.GuardianPhone}
	}
	return p
}
