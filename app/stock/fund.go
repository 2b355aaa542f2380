package stock

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// FundKind is whose money a fund is.
type FundKind string

// The kinds of fund.
const (
	StateBudget FundKind = "apbn"  // of a year and an activity
	Company     FundKind = "csr"   // a company's gift
	Grant       FundKind = "grant" // hibah
	OtherFund   FundKind = "other"
)

// FundKinds lists the kinds.
func FundKinds() []FundKind { return []FundKind{StateBudget, Company, Grant, OtherFund} }

// Fund is one entry of the register of funds. Lots name their fund as a text;
// the register says which texts are one fund and what it is. A text that it does
// not know is a fund all the same, without a page of its own for donors.
type Fund struct {
	ID        op.ID     `cbor:"1,keyasint" json:"id"`
	Code      string    `cbor:"2,keyasint" json:"code"` // as in /dana/{code}: small letters, digits and dashes
	Name      string    `cbor:"3,keyasint" json:"name"`
	Kind      FundKind  `cbor:"4,keyasint" json:"kind"`
	Year      int       `cbor:"5,keyasint,omitempty" json:"year,omitempty"`     // of the budget or the gift; 0 for none
	Activity  string    `cbor:"6,keyasint,omitempty" json:"activity,omitempty"` // code or name of the activity in the budget
	Donor     string    `cbor:"7,keyasint,omitempty" json:"donor,omitempty"`    // organisation, never a private person
	Public    bool      `cbor:"8,keyasint,omitempty" json:"public"`             // everybody may follow what became of it
	Texts     []string  `cbor:"9,keyasint,omitempty" json:"texts,omitempty"`    // how lots name it besides its code and name
	Centre    string    `cbor:"10,keyasint,omitempty" json:"centre,omitempty"`  // that keeps this record; empty: the ministry
	AddedAt   time.Time `cbor:"11,keyasint" json:"added_at"`
	ChangedAt time.Time `cbor:"12,keyasint" json:"changed_at"`
	Version   int64     `cbor:"13,keyasint" json:"version"`
}

var fundRegister = storage.Table[Fund]{
	Kind: "fund",
	ID:   func(f *Fund) storage.Key { return storage.FundByID.Key().ID(f.ID) },
	Claims: func(f *Fund) []storage.Claim {
		var claims []storage.Claim
		for _, text := range f.names() {
			claims = append(claims, storage.Claim{Key: fundTextKey(text), Field: f.fieldOf(text)})
		}
		return append(claims, storage.Claim{Key: fundCodeKey(f.Code), Field: "code"})
	},
}

func fundCodeKey(code string) storage.Key {
	return storage.FundByCode.Key().Text(strings.ToLower(code))
}
func fundTextKey(text string) storage.Key { return storage.FundByText.Key().Text(FundKey(text)) }

// free makes sure that no other fund has its code or one of its names, and says
// which one has.
func (f Fund) free(r storage.Reader) error {
	for _, text := range f.names() {
		other, taken, err := fundRegister.Find(r, fundTextKey(text))
		if err != nil {
			return err
		}
		if taken && other.ID != f.ID {
			return fault.InField(f.fieldOf(text), "fund.text_taken", fault.Args{"text": text, "fund": other.Name})
		}
	}
	other, taken, err := fundRegister.Find(r, fundCodeKey(f.Code))
	if err == nil && taken && other.ID != f.ID {
		err = fault.InField("code", "fund.code_taken", fault.Args{"fund": other.Name})
	}
	return err
}

// fieldOf is the field of the form that says a text.
func (f Fund) fieldOf(text string) string {
	switch FundKey(text) {
	case FundKey(f.Name):
		return "name"
	case FundKey(f.Code):
		return "code"
	default:
		return "texts"
	}
}

// names are all the ways in which lots name the fund, each once, its name and
// its code first.
func (f Fund) names() (names []string) {
	for _, text := range append([]string{f.Name, f.Code}, f.Texts...) {
		if !slices.ContainsFunc(names, func(n string) bool { return FundKey(n) == FundKey(text) }) {
			names = append(names, text)
		}
	}
	return names
}

// FindFund returns the registered fund that a text names: its code, its name or
// one of its other texts. It fails with NotFound.
func FindFund(r storage.Reader, text string) (Fund, error) {
	for _, key := range []storage.Key{fundCodeKey(strings.TrimSpace(text)), fundTextKey(text)} {
		f, ok, err := fundRegister.Find(r, key)
		if err != nil || ok {
			return f, err
		}
	}
	return Fund{}, fault.Missing("fund")
}

// FundDetails is what a form says of a fund: the input of AddFund and of
// ChangeFund.
type FundDetails struct {
	Fund     string   `json:"fund" validate:"max=120"`  // code of the one to change; empty for a new one
	Version  int64    `json:"version" validate:"min=0"` // that the form was opened with; 0 for a new one
	Code     string   `json:"code" validate:"max=60"`   // of a new one; empty: made from the name
	Name     string   `json:"name" validate:"required,min=3,max=80"`
	Kind     FundKind `json:"kind" validate:"required,oneof=apbn csr grant other"`
	Year     int      `json:"year" validate:"min=0,max=2100"`
	Activity string   `json:"activity" validate:"max=120"`
	Donor    string   `json:"donor" validate:"max=120"`
	Texts    []string `json:"texts" validate:"max=20,dive,max=80"`
	Public   bool     `json:"public"`
}

// Check finds what no tag can say.
func (in FundDetails) Check() (bad []fault.Field) {
	if in.Code != "" && !slugForm.MatchString(in.Code) {
		bad = append(bad, fault.Field{Name: "code", Key: "model.slug_form"})
	}
	if slugOf(in.Name) == "" {
		bad = append(bad, fault.Field{Name: "name", Key: "model.name_letters"})
	}
	if in.Year != 0 && in.Year < firstYear {
		bad = append(bad, fault.Field{Name: "year", Key: "stock.too_early", Args: fault.Args{"year": fmt.Sprint(firstYear)}})
	}
	if in.Kind == StateBudget && in.Year == 0 {
		bad = append(bad, fault.Field{Name: "year", Key: "field.required"})
	}
	if (in.Kind == Company || in.Kind == Grant) && in.Donor == "" {
		bad = append(bad, fault.Field{Name: "donor", Key: "field.required"})
	}
	return bad
}

// AddFund enters a fund into the register. It fails with Invalid when another
// one has its code, its name or one of its texts.
func (s *Stock) AddFund(ctx context.Context, in FundDetails) (Fund, error) {
	return op.Write(ctx, s.d, policy.FundChange, in, func(tx *op.Tx) (Fund, error) {
		if err := tx.Allow(tx.By.Centre); err != nil {
			return Fund{}, err
		}
		f := Fund{ID: tx.ID(), Code: in.Code, Centre: tx.By.Centre, AddedAt: tx.At}
		if f.Code == "" {
			f.Code = slugOf(in.Name)
		}
		in.write(tx, &f)
		if err := f.free(tx); err != nil {
			return f, err
		}
		return f, fundRegister.Put(tx, &f)
	})
}

// ChangeFund describes a fund anew; its code stays. It fails with Stale when it
// has changed since the form was opened.
func (s *Stock) ChangeFund(ctx context.Context, in FundDetails) (Fund, error) {
	return op.Write(ctx, s.d, policy.FundChange, in, func(tx *op.Tx) (Fund, error) {
		f, err := FindFund(tx, in.Fund)
		if err != nil {
			return f, err
		}
		if err := tx.Allow(f.Centre); err != nil {
			return f, err
		}
		if in.Version != f.Version {
			return f, fault.New(fault.Stale, "error.stale", fault.Args{"yours": fmt.Sprint(in.Version), "now": fmt.Sprint(f.Version)})
		}
		in.write(tx, &f)
		if err := f.free(tx); err != nil {
			return f, err
		}
		return f, fundRegister.Put(tx, &f)
	})
}

// write sets what a form says, and notes in the journal whether the fund is now
// open to everybody.
func (in FundDetails) write(tx *op.Tx, f *Fund) {
	tx.About("fund", f.ID, f.Code)
	if in.Public != f.Public {
		tx.Changed("public", fmt.Sprint(f.Public), fmt.Sprint(in.Public))
	}
	f.Name, f.Kind, f.Year, f.Activity, f.Donor, f.Public = in.Name, in.Kind, in.Year, in.Activity, in.Donor, in.Public
	f.Texts = nil
	for _, text := range in.Texts {
		if text = strings.TrimSpace(text); text != "" {
			f.Texts = append(f.Texts, text)
		}
	}
	f.ChangedAt = tx.At
	f.Version++
}

// MayAddFund is refused to those who may not enter a fund into the register.
func (s *Stock) MayAddFund(ctx context.Context) error {
	_, err := op.Read(ctx, s.d, policy.FundChange, func(v *op.View) (struct{}, error) {
		return struct{}{}, v.Allow(v.By.Centre)
	})
	return err
}
