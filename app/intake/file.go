package intake

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"lumbung/app/fault"
	"lumbung/app/holiday"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/app/stock"
	"lumbung/storage"
)

// NewAsk is the input of File: what somebody tells who asks for a device, and
// nothing more. Place is the regency as it was typed; Region is its code, and
// wins where it is one of those that Place can mean.
type NewAsk struct {
	Model        string   `json:"model" validate:"required,max=120"` // slug, code or id
	Name         string   `json:"name" validate:"max=120"`
	Phone        string   `json:"phone" validate:"max=40"`
	Email        string   `json:"email" validate:"omitempty,email,max=120"`
	Place        string   `json:"place" validate:"max=120"`
	Region       string   `json:"region" validate:"max=5"`
	ForWhom      string   `json:"for_whom" validate:"max=20"`
	Disabilities []string `json:"disabilities" validate:"max=6,dive,max=20"`
	Consent      bool     `json:"consent"`
}

// Check asks for all that is missing, so that it is said at once.
func (in NewAsk) Check() (bad []fault.Field) {
	add := func(name, key string) { bad = append(bad, fault.Field{Name: name, Key: key}) }
	if !slices.Contains(ForWhom(), in.ForWhom) {
		add("for_whom", "field.oneof")
	}
	if !strings.ContainsFunc(in.Name, unicode.IsLetter) {
		add("name", "field.required")
	}
	if in.Phone == "" && in.Email == "" {
		add("phone", "ask.contact_needed")
	}
	if in.Phone != "" && normalPhone(in.Phone) == "" {
		add("phone", "ask.phone")
	}
	if in.Place == "" && in.Region == "" {
		add("place", "field.required")
	}
	for _, kind := range in.Disabilities {
		if _, known := reference.DisabilityByCode(kind); !known {
			add("disabilities", "person.disability_unknown")
			break
		}
	}
	if !in.Consent {
		add("consent", "ask.consent_needed")
	}
	return bad
}

// MaxPlaces is how many regencies somebody is given to choose from.
const MaxPlaces = 12

// region finds the regency that was meant.
func (in NewAsk) region(book *reference.Book) (string, error) {
	chosen, known := book.Region(in.Region)
	known = known && chosen.Level == reference.Regency
	if in.Place == "" {
		if !known {
			return "", fault.InField("place", "ask.place_unknown", nil)
		}
		return chosen.Code, nil
	}
	found, sure := book.FindRegencies(in.Place, MaxPlaces)
	for _, r := range found {
		if known && r.Code == chosen.Code || sure {
			return r.Code, nil
		}
	}
	if len(found) == 0 {
		return "", fault.InField("place", "ask.place_unknown", nil)
	}
	return "", fault.InField("place", "ask.place_choose", nil)
}

// Receipt is what somebody gets who has asked: with both they follow it.
type Receipt struct {
	Number string `cbor:"1,keyasint" json:"number"`
	PIN    string `cbor:"-" json:"pin"`
	Centre string `cbor:"2,keyasint" json:"centre"`
	ID     op.ID  `cbor:"3,keyasint" json:"-"`
	Region string `cbor:"7,keyasint,omitempty" json:"region,omitempty"` // as it was understood

	Why      network.Why `cbor:"5,keyasint,omitempty" json:"why,omitempty"`       // why that centre answers
	AnswerBy string      `cbor:"6,keyasint,omitempty" json:"answer_by,omitempty"` // the last day on which it does so in time, 2026-05-07
}

// File takes in what somebody asks for, and gives it to the centre that serves
// their place. Sent twice with one idempotency key it is one ask, with the same
// number and PIN.
func (n *Intake) File(ctx context.Context, in NewAsk) (Receipt, error) {
	in.Name, in.Phone, in.Email = plain(in.Name), plain(in.Phone), plain(in.Email)
	in.Place = plain(in.Place)
	out, err := op.Write(ctx, n.d, policy.AskFile, in, func(tx *op.Tx) (Receipt, error) {
		book, err := reference.Load()
		if err != nil {
			return Receipt{}, fault.Wrap(err, "reference data")
		}
		model, err := askable(tx, in.Model)
		if err != nil {
			return Receipt{}, err
		}
		a := Ask{ID: tx.ID(), Model: model.ID, ForWhom: in.ForWhom, Terms: Terms, Filed: tx.At}
		if a.Region, err = in.region(book); err != nil {
			return Receipt{}, err
		}
		if a.Centre, a.Why, err = route(tx, book, tx.At, a.Region); err != nil {
			return Receipt{}, err
		}
		if err := tx.Allow(a.Centre); err != nil {
			return Receipt{}, err
		}
		if a.Number, err = n.nextNumber(tx); err != nil {
			return Receipt{}, err
		}
		contact := Contact{Name: in.Name, Phone: normalPhone(in.Phone), Email: in.Email, Disabilities: in.Disabilities}
		if a.Sealed, err = n.ring.Seal(a.ID, contact); err != nil {
			return Receipt{}, fault.Wrap(err, "seal an ask")
		}
		days, err := holiday.Read(tx)
		if err != nil {
			return Receipt{}, err
		}
		tx.About("model", model.ID, model.Code)
		got := Receipt{Number: a.Number, Centre: a.Centre, ID: a.ID, Region: a.Region, Why: a.Why, AnswerBy: answerBy(days, tx.At)}
		return got, a.move(tx, Waiting, DidFile)
	})
	if err == nil {
		out.PIN = n.pinOf(out.ID, 0)
	}
	return out, err
}

// askable finds the model that is asked for.
func askable(r storage.Reader, ref string) (stock.Model, error) {
	model, err := stock.FindModel(r, ref)
	if fault.CodeOf(err) == fault.NotFound {
		err = fault.InField("model", "error.not_found", fault.As(err).Args)
	}
	return model, err
}

// Decoy is the receipt of a form that fell into the trap: it looks like any
// other, and opens nothing.
func (n *Intake) Decoy() Receipt {
	id := n.d.NewID(n.d.Now())
	mark := n.ring.Marks("decoy", id.String())[0]
	now := n.d.Now()
	return Receipt{
		Number: n.numberOf(now.In(wib).Year(), int64(mark[0])+int64(mark[1])), PIN: pinFrom(mark),
		Centre: op.Headquarters, AnswerBy: answerBy(holiday.Calendar{}, now),
	}
}

// move takes an ask to a state by a step, and stores and journals it. Who writes
// again while they wait keeps their place in the queue.
func (a *Ask) move(tx *op.Tx, to State, kind StepKind) error {
	if len(a.Steps) >= maxSteps && kind.talks() {
		return fault.New(fault.Conflict, "ask.too_long", nil)
	}
	tx.About("ask", a.ID, a.Number)
	tx.Changed("state", string(a.State), string(to))
	step := Step{Kind: kind, At: tx.At}
	if !kind.byPerson() { // else it is whoever holds the PIN, also when somebody of the staff types it for them
		step.Centre, step.By = a.Centre, tx.By.Name
	}
	a.Steps = append(a.Steps, step)
	if a.State != Waiting || to != Waiting || kind == DidForward {
		a.Since = tx.At
	}
	a.State = to
	a.Version++
	return asks.Put(tx, a)
}

// plain is a text of somebody outside without what is not to be seen: control
// characters, and marks that turn the direction around or have no width.
func plain(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r':
			return -1
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, text))
}
