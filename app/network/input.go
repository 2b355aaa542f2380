package network

import (
	"slices"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/numbering"
	"lumbung/app/reference"
)

// Details are what a form says of a centre: the input of Add and of Change.
type Details struct {
	Code        string   `json:"code" validate:"required,max=120"` // of a new one: small letters, digits and single dashes
	Version     int64    `json:"version" validate:"min=0"`         // that the form was opened with; 0 for a new centre
	Name        string   `json:"name" validate:"required,max=120"`
	Type        string   `json:"type" validate:"oneof=sentra-terpadu sentra"`
	Region      string   `json:"region" validate:"required,max=8"` // code of a regency
	Aliases     []string `json:"aliases" validate:"max=20,dive,max=120"`
	ValidFrom   string   `json:"valid_from" validate:"omitempty,datetime=2006-01-02"`
	ValidTo     string   `json:"valid_to" validate:"omitempty,datetime=2006-01-02"`
	MergedInto  string   `json:"merged_into" validate:"max=120"` // code or name of a centre
	LetterCode  string   `json:"letter_code" validate:"max=40"`
	BudgetUnit  string   `json:"budget_unit" validate:"omitempty,len=6,numeric"`
	Address     string   `json:"address" validate:"max=300"`
	BAST        string   `json:"bast_template" validate:"max=120"` // empty: the default
	HeadTitle   string   `json:"head_title" validate:"max=120"`
	HeadName    string   `json:"head_name" validate:"max=120"`
	SignerTitle string   `json:"signer_title" validate:"max=120"`
	SignerName  string   `json:"signer_name" validate:"max=120"`
	SKA         bool     `json:"ska"`
	Makes       []string `json:"makes" validate:"max=20,dive,max=80"`
	Areas       []string `json:"areas" validate:"max=600,dive,max=80"` // names or codes of provinces and regencies
}

// Check tells what the tags cannot say.
func (d Details) Check() (bad []fault.Field) {
	add := func(name, key string, args fault.Args) {
		bad = append(bad, fault.Field{Name: name, Key: key, Args: args})
	}
	if Fold(d.Name) == "" {
		add("name", "centre.name_letters", nil)
	}
	if d.ValidFrom != "" && d.ValidTo != "" && d.ValidTo < d.ValidFrom {
		add("valid_to", "centre.valid_order", nil)
	}
	if d.BAST != "" {
		if _, err := numbering.Parse(d.BAST); err != nil {
			add("bast_template", "centre.template", fault.Args{"example": numbering.DefaultBAST})
		}
	}
	if strings.ContainsFunc(d.LetterCode, notInLetters) {
		add("letter_code", "centre.letter_code", nil)
	}
	return bad
}

// notInLetters tells characters that a letter number cannot have.
func notInLetters(r rune) bool {
	return !strings.ContainsRune(".-_", r) && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
}

// write puts the details into rec. The code that MergedInto leads to is the
// caller's to find.
func (d Details) write(rec *Centre) {
	rec.Name, rec.Type, rec.Region = tidy(d.Name), reference.CentreType(d.Type), strings.TrimSpace(d.Region)
	rec.Aliases, rec.Makes, rec.SKA = tidyAll(d.Aliases), tidyAll(d.Makes), d.SKA
	rec.ValidFrom, rec.ValidTo = day(d.ValidFrom), day(d.ValidTo)
	rec.LetterCode, rec.BudgetUnit, rec.Address = d.LetterCode, d.BudgetUnit, strings.TrimSpace(d.Address)
	rec.BAST = d.BAST
	if rec.BAST == "" {
		rec.BAST = numbering.DefaultBAST
	}
	rec.Head = Official{Title: tidy(d.HeadTitle), Name: tidy(d.HeadName)}
	rec.Signer = Official{Title: tidy(d.SignerTitle), Name: tidy(d.SignerName)}
}

func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }

// tidyAll drops empty texts and those that fold to one that stands before.
func tidyAll(list []string) (out []string) {
	for _, s := range list {
		same := func(o string) bool { return Fold(o) == Fold(s) }
		if Fold(s) != "" && !slices.ContainsFunc(out, same) {
			out = append(out, tidy(s))
		}
	}
	return out
}

// day reads a date whose form the validator has passed; the zero time for none.
func day(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}
	}
	return t
}
