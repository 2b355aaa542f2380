package beneficiary

import (
	"context"
	"fmt"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/storage"
)

// Person returns one person, masked.
func (p *People) Person(ctx context.Context, ref string) (Person, error) {
	return op.Read(ctx, p.d, policy.PersonRead, func(v *op.View) (Person, error) {
		rec, err := FindPerson(v, ref)
		if err != nil {
			return Person{}, err
		}
		return rec, v.Hide("person", rec.Centre)
	})
}

// List pages through the persons of a centre, the newest first, masked.
func (p *People) List(ctx context.Context, in List) (storage.Page[Person], error) {
	return op.Read(ctx, p.d, policy.PersonRead, func(v *op.View) (storage.Page[Person], error) {
		centre, prefix := in.Centre, storage.PersonByCentre.Key()
		if centre == "" {
			centre = v.By.Centre
		}
		if err := v.Allow(centre); err != nil {
			return storage.Page[Person]{}, err
		}
		if centre != "" {
			prefix = prefix.Text(centre)
		}
		return persons.Page(v, prefix, storage.Ask{Cursor: in.Cursor, Limit: in.Limit, Newest: true})
	})
}

// Finding is the input of Find: a ref, or a NIK as people type it.
type Finding struct {
	Who string `json:"who" validate:"required,max=40"`
}

// Find looks up a person of the actor's reach by ref or NIK. It is a command
// only in that the input must not stand in a URL; it changes nothing. A NIK of
// another centre's person is answered with Conflict, without saying whose.
func (p *People) Find(ctx context.Context, in Finding) (Person, error) {
	return op.Read(ctx, p.d, policy.PersonRead, func(v *op.View) (Person, error) {
		rec, err := p.Resolve(v, in.Who)
		if err != nil {
			v.Can("") // decided: there is nobody to ask about
			return Person{}, err
		}
		if !v.Can(rec.Centre) && looksLikeNIK(in.Who) {
			return Person{}, taken("person.nik_registered", nil)
		}
		return rec, v.Hide("person", rec.Centre)
	})
}

// Resolve finds a person by ref, id or NIK; the caller asks the policy.
func (p *People) Resolve(r storage.Reader, who string) (Person, error) {
	if !looksLikeNIK(who) {
		return FindPerson(r, who)
	}
	nik, _ := reference.ParseNIK(who)
	rec, ok, err := p.byNIK(r, nik.Digits())
	if err == nil && !ok {
		err = fault.Missing("person")
	}
	return rec, err
}

func looksLikeNIK(who string) bool {
	digits := 0
	for _, c := range who {
		switch {
		case '0' <= c && c <= '9':
			digits++
		case !strings.ContainsRune(" .-", c):
			return false
		}
	}
	return digits == 16
}

// Verify recomputes the unique and index keys of the persons and looks at what
// must be true of each without a key: it is sealed, masked and has consent.
func Verify(r storage.Reader) ([]storage.Report, error) {
	rep, err := persons.Verify(r)
	if err != nil {
		return nil, err
	}
	own := storage.Report{Kind: "person sealed, masked, with consent"}
	for rec, err := range persons.All(r, storage.PersonByID.Key()) {
		if err != nil {
			return nil, err
		}
		own.Records++
		if len(rec.Sealed) < 2 || !strings.Contains(rec.MaskedName, "••••") || rec.Consent.By == "" {
			own.Findings = append(own.Findings, storage.Finding{Kind: own.Kind, Text: fmt.Sprintf("person %s", rec.Ref)})
		}
	}
	return []storage.Report{rep, own}, nil
}

// Export emits every person with the personal data still sealed.
func Export(r storage.Reader, emit func(kind string, record any) error) error {
	for rec, err := range persons.All(r, storage.PersonByID.Key()) {
		if err != nil {
			return err
		}
		if err := emit("person", rec); err != nil {
			return err
		}
	}
	return nil
}
