package handlers

import (
	"cmp"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/app"
	"lumbung/app/identity"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/views"
)

// accountsPage lists who may sign in.
func (s *Server) accountsPage(c *fiber.Ctx) error {
	return s.showAccounts(c, func(*views.AccountsPage) {})
}

// showAccounts shows the list, changed by what just happened on it.
func (s *Server) showAccounts(c *fiber.Ctx, change func(*views.AccountsPage)) error {
	in, _, err := query[identity.List](c)
	if err != nil {
		return err
	}
	list, err := s.app.Accounts.List(c.UserContext(), in)
	if err != nil {
		return err
	}
	centres, err := s.centreOptions(c)
	if err != nil {
		return err
	}
	f := s.frame(c, "account.list")
	p := views.AccountsPage{
		Pager:  views.Pager{Prev: withCursor(c, list.Prev), Next: withCursor(c, list.Next), Shown: len(list.Items)},
		MayAdd: policy.Reach(visitOf(c).by.Role, policy.AccountAdd) != policy.Never,
		Form:   s.form(c, "/admin/pengguna"), Centres: centres,
	}
	for _, role := range policy.Roles() {
		p.Roles = append(p.Roles, views.Option{Value: string(role), Label: f.T("role." + roleKey(role))})
	}
	for _, a := range list.Items {
		p.Accounts = append(p.Accounts, views.AccountRow{
			Name: a.Name, Display: a.Display, Role: f.T("role." + roleKey(a.Role)), Centre: labelOf(centres, a.Centre), Active: !a.Disabled,
		})
	}
	change(&p)
	return s.page(c, views.Accounts(f, p))
}

// addAccount makes an account and shows its first password, once.
func (s *Server) addAccount(c *fiber.Ctx) error {
	in, form, err := bind[identity.NewAccount](c)
	var made identity.Account
	var secret string
	if err == nil {
		made, secret, err = s.app.Accounts.Add(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showAccounts(c, func(p *views.AccountsPage) { p.Form = form })
	}
	if err != nil {
		return err
	}
	return s.showAccounts(c, func(p *views.AccountsPage) { p.Added, p.Secret = made.Name, secret })
}

// centreOptions are the centres to choose from.
func (s *Server) centreOptions(c *fiber.Ctx) ([]views.Option, error) {
	all, err := s.app.Centres.All(c.UserContext())
	options := make([]views.Option, 0, len(all))
	for _, x := range all {
		options = append(options, views.Option{Value: x.Code, Label: x.Name})
	}
	return options, err
}

// labelOf is the label of a value among options, or the value itself.
func labelOf(options []views.Option, value string) string {
	for _, o := range options {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

// journalPage lists what has been done, by centre.
func (s *Server) journalPage(c *fiber.Ctx) error {
	in, form, err := query[app.JournalList](c)
	if err != nil {
		return err
	}
	list, err := s.app.Journal(c.UserContext(), in)
	if err != nil {
		return err
	}
	centres, err := s.centreOptions(c)
	if err != nil {
		return err
	}
	f := s.frame(c, "journal.title")
	centres = append([]views.Option{{Value: op.Headquarters, Label: f.T("journal.headquarters")}}, centres...)
	form.Lang = f.Lang
	p := views.JournalPage{
		Filter: form,
		Pager:  views.Pager{Prev: withCursor(c, list.Prev), Next: withCursor(c, list.Next), Shown: len(list.Items)},
	}
	if policy.Reach(visitOf(c).by.Role, policy.JournalRead) == policy.Any {
		p.Centres = centres
	}
	for _, e := range list.Items {
		p.Entries = append(p.Entries, journalRow(f, e, centres))
	}
	return s.page(c, views.Journal(f, p))
}

// journalRow puts an entry into words.
func journalRow(f views.Frame, e op.Entry, centres []views.Option) views.JournalRow {
	row := views.JournalRow{
		At: e.Recorded, Action: f.T("action." + strings.ReplaceAll(string(e.Action), "-", "_")),
		By: e.By.Name, Role: f.T("role." + cmp.Or(roleKey(e.By.Role), "public")), Centre: labelOf(centres, e.Centre),
	}
	for _, x := range e.Subjects {
		row.Subjects = append(row.Subjects, f.T("journal.subject", "kind", x.Kind, "name", cmp.Or(x.Name, x.ID)))
	}
	for _, x := range e.Changes {
		row.Changes = append(row.Changes, f.T("journal.change", "field", fieldWord(f, e, x.Field), "from", changed(f, e, x.Field, x.From), "to", changed(f, e, x.Field, x.To)))
	}
	return row
}

// fieldWords are the words for fields that no page of their records names; the
// others have the word of the page, or stand as they are named in the API.
var fieldWords = map[string]string{
	"centre": "account.centre", "password": "session.password", "display_name": "account.display", "decision": "review.decision",
	"token": "journal.field_token", "disabled": "journal.field_disabled",
	"good": "state.transfer_good", "damaged": "state.transfer_damaged", "lost": "state.transfer_lost", "back": "state.transfer_back", "found": "state.transfer_found",
	"gtin":  "gtin.label",
	"state": "journal.field_state", "condition": "journal.field_condition", "quantity": "journal.field_quantity",
}

func fieldWord(f views.Frame, e op.Entry, name string) string {
	if key, ok := fieldWords[name]; ok {
		return f.T(key)
	}
	for _, about := range e.Subjects {
		for _, key := range []string{about.Kind + "." + name, about.Kind + ".field_" + name} {
			if f.Lang.Has(key) {
				return f.T(key)
			}
		}
	}
	return name
}

// changed is one side of a change: roles, states and choices are written in
// words.
func changed(f views.Frame, e op.Entry, field, value string) string {
	word := strings.ReplaceAll(value, "-", "_")
	var keys []string
	for _, about := range e.Subjects { // first what is said of this kind of record alone
		keys = append(keys, "state."+about.Kind+"_"+word, "choice."+about.Kind+"_"+field+"_"+word)
	}
	keys = append(keys, "role."+word, "state."+word, "choice."+field+"_"+word)
	for _, key := range keys {
		if value != "" && f.Lang.Has(key) {
			return f.T(key)
		}
	}
	return cmp.Or(value, "–")
}
