package beneficiary

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/storage"
)

// Register adds a person at a centre. A NIK that is registered anywhere already
// is refused: with the ref where the actor may see that person, and without a
// word about where they are otherwise.
func (p *People) Register(ctx context.Context, in Details) (Person, error) {
	return op.Write(ctx, p.d, policy.PersonRegister, in, func(tx *op.Tx) (Person, error) {
		centre := in.Centre
		if centre == "" {
			centre = tx.By.Centre
		}
		if err := tx.Allow(centre); err != nil {
			return Person{}, err
		}
		rec := Person{ID: tx.ID(), Centre: centre, Registered: tx.At}
		if err := p.describe(tx, &rec, in); err != nil {
			return Person{}, err
		}
		ref, err := p.freshRef(tx, rec.ID)
		if err != nil {
			return Person{}, err
		}
		rec.Ref = ref
		tx.About("person", rec.ID, rec.Ref)
		return rec, persons.Put(tx, &rec)
	})
}

// Change replaces all details of a person. It fails with Stale when the record
// has changed since the version that was opened.
func (p *People) Change(ctx context.Context, in Details) (Person, error) {
	return op.Write(ctx, p.d, policy.PersonChange, in, func(tx *op.Tx) (Person, error) {
		rec, err := OwnPerson(tx, in.Person)
		if err != nil {
			return Person{}, err
		}
		if rec.Version != in.Version {
			return Person{}, fault.New(fault.Stale, "error.stale", fault.Args{"yours": in.Version, "theirs": rec.Version})
		}
		var was Personal
		if err := p.ring.Open(rec.ID, rec.Sealed, &was); err != nil {
			return Person{}, fault.Wrap(err, "person %s", rec.Ref)
		}
		old := rec
		if err := p.describe(tx, &rec, in); err != nil {
			return Person{}, err
		}
		tx.About("person", rec.ID, rec.Ref)
		return rec, p.noteChanges(tx, [2]Person{old, rec}, was)
	})
}

// noteChanges stores the changed record and journals which fields differ,
// without what stood or stands in them.
func (p *People) noteChanges(tx *op.Tx, recs [2]Person, was Personal) error {
	old, rec := recs[0], recs[1]
	var now Personal
	if err := p.ring.Open(rec.ID, rec.Sealed, &now); err != nil {
		return fault.Wrap(err, "person %s", rec.Ref)
	}
	for _, f := range []struct {
		name    string
		differs bool
	}{
		{"name", was.Name != now.Name},
		{"nik", was.NIK != now.NIK},
		{"birth_date", !was.Birth.Equal(now.Birth)},
		{"address", was.Address != now.Address},
		{"phone", was.Phone != now.Phone},
		{"guardian", was.Guardian != now.Guardian},
		{"region", old.Region != rec.Region},
		{"sex", old.Sex != rec.Sex},
		{"disabilities", strings.Join(old.Disabilities, " ") != strings.Join(rec.Disabilities, " ")},
		{"consent", old.Consent.By != rec.Consent.By || old.Consent.Mode != rec.Consent.Mode || !old.Consent.On.Equal(rec.Consent.On)},
	} {
		if f.differs {
			tx.Changed(f.name, "", "")
		}
	}
	return persons.Put(tx, &rec)
}

// describe weighs the details and writes them into rec.
func (p *People) describe(tx *op.Tx, rec *Person, d Details) error {
	book, err := reference.Load()
	if err != nil {
		return fault.Wrap(err, "reference data")
	}
	id := d.weigh(book, tx.At)
	if len(id.bad) > 0 {
		return fault.InFields(id.bad...)
	}
	rec.Blind = ""
	if digits := id.nik.Digits(); digits != "" {
		if err := p.onlyOne(tx, rec.ID, digits); err != nil {
			return err
		}
		rec.Blind = p.ring.blindIndex(p.ring.current, digits)
	}
	personal := d.personal(id)
	if rec.Sealed, err = p.ring.Seal(rec.ID, personal); err != nil {
		return fault.Wrap(err, "seal a person")
	}
	rec.MaskedName, rec.MaskedNIK = maskName(personal.Name), reference.MaskNIK(personal.NIK)
	rec.Region, rec.Sex, rec.BirthYear = id.region, id.sex, id.born.Year()
	rec.Disabilities = d.Disabilities
	rec.Consent = Consent{By: d.ConsentBy, Mode: d.ConsentMode, On: date(d.ConsentOn)}
	rec.Guarded = d.GuardianName != ""
	rec.Changed = tx.At
	rec.Version++
	return nil
}

// onlyOne makes sure that no other person has the NIK.
func (p *People) onlyOne(tx *op.Tx, self op.ID, digits string) error {
	other, found, err := byNIK(tx, p.ring, digits)
	switch {
	case err != nil:
		return err
	case !found || other.ID == self:
		return nil
	case policy.May(tx.By, policy.PersonRead, other.Centre):
		return taken("person.nik_registered_here", fault.Args{"ref": other.Ref})
	default:
		return taken("person.nik_registered", nil)
	}
}

func taken(key string, args fault.Args) error {
	f := fault.New(fault.Conflict, key, args)
	f.Fields = []fault.Field{{Name: "nik", Key: key, Args: args}}
	return f
}

// byNIK looks a person up by the digits of a NIK, under any key of the ring.
func byNIK(r storage.Reader, ring *Keyring, digits string) (rec Person, ok bool, err error) {
	for _, keyID := range ring.order {
		if rec, ok, err = persons.Find(r, nikKey(ring.blindIndex(keyID, digits))); ok || err != nil {
			return rec, ok, err
		}
	}
	return rec, false, nil
}

// refLetters leave out those that are misread for another.
const refLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

// freshRef makes a short ref that nobody has: seven letters drawn from the id
// with a secret key, so that a ref tells neither centre, date nor neighbour.
func (p *People) freshRef(r storage.Reader, id op.ID) (string, error) {
	for attempt := byte(0); ; attempt++ {
		mac := hmac.New(sha256.New, p.ring.keys[p.ring.current].blind)
		mac.Write(append([]byte("ref"), attempt))
		mac.Write(id[:])
		ref := "PM-" + base32.NewEncoding(refLetters).EncodeToString(mac.Sum(nil))[:7]
		_, taken, err := persons.Find(r, refKey(ref))
		if err != nil || !taken {
			return ref, err
		}
	}
}

// Reveal returns the personal data of somebody in clear and journals who saw
// it. It ignores idempotency keys: each look is a line of the journal, and what
// was seen is never kept as an answer.
func (p *People) Reveal(ctx context.Context, in Naming) (Revealed, error) {
	rec, err := op.Write(bare{ctx}.with(op.ActorOf(ctx)), p.d, policy.PersonReveal, in, func(tx *op.Tx) (Person, error) {
		rec, err := OwnPerson(tx, in.Person)
		tx.About("person", rec.ID, rec.Ref)
		return rec, err
	})
	if err != nil {
		return Revealed{}, err
	}
	out := Revealed{Person: rec}
	if err := p.ring.Open(rec.ID, rec.Sealed, &out.Personal); err != nil {
		return Revealed{}, fault.Wrap(err, "person %s", rec.Ref)
	}
	return out, nil
}

// Revealed is a person with what is sealed otherwise.
type Revealed struct {
	Person
	Personal Personal `json:"personal"`
}

// bare is a context without its values, but with its deadline.
type bare struct{ context.Context }

// Value returns nothing: not the idempotency key of the request either.
func (bare) Value(any) any { return nil }

func (b bare) with(by policy.Actor) context.Context { return op.As(b, by) }

// OpenFor returns the personal data of somebody for a document that is sealed
// again in the same transaction, such as a hand-over. It is not shown to the
// actor, and hence not a look at it.
func OpenFor(_ *op.Tx, ring *Keyring, rec Person) (Personal, error) {
	var out Personal
	if err := ring.Open(rec.ID, rec.Sealed, &out); err != nil {
		return Personal{}, fault.Wrap(err, "person %s", rec.Ref)
	}
	return out, nil
}
