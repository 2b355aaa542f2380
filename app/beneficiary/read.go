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

// Begin asks whether the actor may register persons at their centre, before a
// form is opened.
func (p *People) Begin(ctx context.Context) error {
	_, err := op.Read(ctx, p.d, policy.PersonRegister, func(v *op.View) (struct{}, error) {
		return struct{}{}, v.Allow(v.By.Centre)
	})
	return err
}

// Finding is the input of Find: a ref, or a NIK as people type it.
type Finding struct {
	Who string `json:"who" validate:"required,max=40"`
}

// Find looks up a person of the actor's reach by ref or NIK. It takes the text
// as an input because a NIK must not stand in a URL. A NIK of another centre's
// person is answered with Conflict, without saying whose.
func (p *People) Find(ctx context.Context, in Finding) (Person, error) {
	return op.Read(ctx, p.d, policy.PersonRead, func(v *op.View) (Person, error) {
		return within(v, p.ring, in.Who, v.Can)
	})
}

// Served finds the person that a command is for, by ref, id or NIK, and asks the
// policy. Somebody of another centre is answered as Find does.
func Served(tx *op.Tx, ring *Keyring, who string) (Person, error) {
	return within(tx, ring, who, func(centre string) bool { return tx.Allow(centre) == nil })
}

func within(r storage.Reader, ring *Keyring, who string, may func(centre string) bool) (Person, error) {
	nik, _ := reference.ParseNIK(who)
	if nik.Digits() == "" {
		rec, err := FindPerson(r, who)
		if err == nil && !may(rec.Centre) {
			err = fault.Missing("person")
		}
		return rec, err
	}
	rec, ok, err := byNIK(r, ring, nik.Digits())
	switch {
	case err != nil:
		return Person{}, err
	case !ok:
		return Person{}, fault.Missing("person")
	case !may(rec.Centre):
		return Person{}, taken("person.nik_registered", nil)
	}
	return rec, nil
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
	return storage.Export(r, emit, &persons)
}
