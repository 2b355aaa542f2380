package views

import (
	"time"

	"lumbung/views/i18n"
)

// SignInPage is the page on which people sign in. Form carries whatever was
// typed into another form before; Demo is filled only over sample data.
type SignInPage struct {
	Form    Form
	Carried bool // a form waits to be sent once more
	Demo    []DemoAccount
}

// DemoAccount is an account of the sample data, entered with one tap.
type DemoAccount struct {
	Form               Form
	Name, Role, Centre string
}

// AccountPage is what somebody sees of their own account. NewToken is shown
// once, right after it was made.
type AccountPage struct {
	Name, Display, Role, Centre string
	Password                    Form
	Token                       Form
	NewToken                    string
	Tokens                      []TokenRow
}

// TokenRow is one token of an account; Revoke is its form.
type TokenRow struct {
	Name   string // what it is for
	Made   time.Time
	Revoke Form
}

// AccountsPage lists accounts. Secret is the first password of the account that
// was added just now, shown once.
type AccountsPage struct {
	Accounts []AccountRow
	Pager    Pager
	MayAdd   bool
	Form     Form
	Roles    []Option
	Centres  []Option
	Added    string
	Secret   string
}

// AccountRow is one account.
type AccountRow struct {
	Name, Display, Role, Centre string
	Active                      bool
}

// JournalPage lists what has been done, the newest first.
type JournalPage struct {
	Filter  Form
	Centres []Option
	Entries []JournalRow
	Pager   Pager
}

// JournalRow is one entry in words. Subjects are numbers and codes, never names
// of people.
type JournalRow struct {
	At       time.Time
	Action   string
	By, Role string
	Centre   string
	Subjects []string
	Changes  []string
}

func (p AccountPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("account.tokens"), HideCaption: true, Empty: l.T("account.tokens_none"),
		Columns: []Column{{Label: l.T("account.token_label")}, {Label: l.T("account.token_made")}, {Label: l.T("account.token_end")}},
	}
	for _, x := range p.Tokens {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: x.Name},
			{Text: l.Date(x.Made)},
			{Content: PostButton(x.Revoke, l.T("account.token_revoke"))},
		}})
	}
	return t
}

func (p AccountsPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("account.list"), HideCaption: true,
		Columns: []Column{{Label: l.T("account.name")}, {Label: l.T("account.display")}, {Label: l.T("account.role")}, {Label: l.T("account.centre")}, {Label: l.T("account.state")}},
	}
	for _, x := range p.Accounts {
		state := Badge(Good, l.T("account.active"))
		if !x.Active {
			state = Badge(Neutral, l.T("account.closed"))
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: x.Name}, {Text: x.Display}, {Text: x.Role}, {Text: orDash(x.Centre)}, {Content: state}}})
	}
	return t
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

func (p JournalPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("journal.caption"), Empty: l.T("journal.none"),
		Columns: []Column{
			{Label: l.T("journal.what")},
			{Label: l.T("journal.when")},
			{Label: l.T("journal.who")},
			{Label: l.T("journal.centre")},
			{Label: l.T("journal.about")},
			{Label: l.T("journal.changes")},
		},
	}
	for _, x := range p.Entries {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: x.Action},
			{Text: l.DateTime(x.At)},
			{Text: l.T("journal.by", "name", x.By, "role", x.Role)},
			{Text: orDash(x.Centre)},
			{Content: plainLines(x.Subjects)},
			{Content: plainLines(x.Changes)},
		}})
	}
	return t
}
