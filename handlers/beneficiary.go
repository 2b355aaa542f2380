package handlers

import (
	"net/url"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/beneficiary"
	"lumbung/app/fault"
	"lumbung/app/reference"
	"lumbung/views"
	"lumbung/views/i18n"
)

// beneficiaryRoutes are persons.
func beneficiaryRoutes() []route {
	return []route{
		{get, "/penerima", (*Server).peoplePage, 0},
		{post, "/penerima", (*Server).register, 0},
		{get, "/penerima/baru", (*Server).registerPage, 0},
		{post, "/penerima/cari", (*Server).findPerson, secret},
		{get, "/penerima/:person", (*Server).personPage, 0},
		{post, "/penerima/:person", (*Server).changePerson, 0},
		{post, "/penerima/:person/buka", (*Server).reveal, secret},
		{get, "/api/v1/beneficiaries", (*Server).listPeople, 0},
		{post, "/api/v1/beneficiaries", (*Server).createPerson, 0},
		{get, "/api/v1/beneficiaries/:person", (*Server).onePerson, 0},
		{post, "/api/v1/beneficiaries/:person", (*Server).updatePerson, 0},
		{post, "/api/v1/beneficiaries/:person/reveal", (*Server).revealPerson, secret},
	}
}

// peoplePage lists the persons of the actor's centre, masked.
func (s *Server) peoplePage(c *fiber.Ctx) error {
	return s.showPeople(c, s.form(c, "/penerima/cari"))
}

func (s *Server) showPeople(c *fiber.Ctx, find views.Form) error {
	in, _, err := query[beneficiary.List](c)
	if err != nil {
		return err
	}
	list, err := s.app.People.List(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "person.title")
	f.Lead = f.T("person.lead")
	p := views.PeoplePage{
		Rows: list.Items, Regions: map[string]string{}, Find: find, MayRegister: s.app.People.Begin(c.UserContext()) == nil,
		Pager: views.Pager{Prev: withCursor(c, list.Prev), Next: withCursor(c, list.Next), Shown: len(list.Items)},
	}
	for _, x := range list.Items {
		p.Regions[x.Region] = regionName(x.Region)
	}
	return s.page(c, views.People(f, p))
}

// findPerson leads to a person by ref or NIK; the NIK never stands in a URL.
func (s *Server) findPerson(c *fiber.Ctx) error {
	in, form, err := bind[beneficiary.Finding](c)
	var person beneficiary.Person
	if err == nil {
		person, err = s.app.People.Find(c.UserContext(), in)
	}
	if fault.CodeOf(err) == fault.NotFound {
		err = fault.InField("who", "error.not_found", fault.As(err).Args)
	}
	if form, again := s.refused(c, form, underName(err, "nik", "who")); again {
		return s.showPeople(c, form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/penerima/"+person.Ref, "")
}

// underName shows what is wrong with one field beside another.
func underName(err error, from, to string) error {
	f := fault.As(err)
	if err == nil || len(f.Fields) != 1 || f.Fields[0].Name != from {
		return err
	}
	moved := *f
	moved.Fields = []fault.Field{{Name: to, Key: f.Fields[0].Key, Args: f.Fields[0].Args}}
	return &moved
}

// registerPage is the empty form of a new person.
func (s *Server) registerPage(c *fiber.Ctx) error {
	if err := s.app.People.Begin(c.UserContext()); err != nil {
		return err
	}
	form := s.form(c, "").Set("consent_on", i18n.ISODate(s.app.Now()))
	return s.showRegister(c, form)
}

func (s *Server) showRegister(c *fiber.Ctx, form views.Form) error {
	f := s.frame(c, "person.register_title")
	f.Crumbs = []views.Link{{Href: "/penerima", Text: f.T("person.title")}}
	form.Action = "/penerima"
	p := views.RegisterPage{Regions: regionOptions(f.Lang)}
	if model := c.Query("permohonan"); model != "" {
		form.Action += "?" + url.Values{"permohonan": {model}}.Encode()
		p.Then = f.T("person.register_then")
	}
	if ask := c.Query("permintaan"); ask != "" {
		form.Action += "?" + url.Values{"permintaan": {ask}}.Encode()
		p.Then = f.T("ask.register_then", "number", ask)
	}
	p.Form = form
	return s.page(c, views.Register(f, p))
}

// register adds a person. Whoever came from a request, or from what somebody
// asks for, goes back to it.
func (s *Server) register(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.showRegister(c, form) }
	return acted(s, c, s.app.People.Register, again, func(person beneficiary.Person) error {
		next := "/penerima/" + person.Ref
		if model := c.Query("permohonan"); model != "" {
			next = fileHref(person.Ref, model)
		}
		if ask := c.Query("permintaan"); ask != "" {
			next = askHref(ask, person.Ref)
		}
		return s.redirect(c, next, "person.saved", "ref", person.Ref)
	})
}

// personPage is one person on the timeline of all directorates general.
func (s *Server) personPage(c *fiber.Ctx) error {
	return s.showPerson(c, c.Params("person"), func(*views.PersonPage) {})
}

// showPerson shows the page of a person, changed by what just happened on it.
func (s *Server) showPerson(c *fiber.Ctx, ref string, change func(*views.PersonPage)) error {
	line, err := s.app.Outcomes.Timeline(c.UserContext(), ref)
	if err != nil {
		return err
	}
	f := s.frame(c, "")
	f.Title, f.Lead = line.Person.Ref, line.Person.MaskedName
	f.Crumbs = []views.Link{{Href: "/penerima", Text: f.T("person.title")}}
	p := views.PersonPage{
		Line: line, Region: regionName(line.Person.Region),
		Reveal: s.form(c, "/penerima/"+line.Person.Ref+"/buka"),
		Refer:  s.form(c, "/rujukan").Set("beneficiary", line.Person.Ref),
	}
	change(&p)
	p.Change.ID, p.Refer.ID = "ubah-", "rujuk-"
	return s.page(c, views.Person(f, p))
}

// reveal opens the sealed data of a person in the answer itself, which no cache
// and no idempotency key keeps. Each time is a line of the journal.
func (s *Server) reveal(c *fiber.Ctx) error {
	in, _, err := bind[beneficiary.Naming](c)
	if err != nil {
		return err
	}
	open, err := s.app.People.Reveal(c.UserContext(), in)
	if err != nil {
		return err
	}
	return s.showPerson(c, open.Ref, func(p *views.PersonPage) {
		p.Clear = &open.Personal
		p.Change = s.formOf(c, "/penerima/"+open.Ref, detailValues(open))
		p.Change.Values["disabilities"] = open.Disabilities
		p.Change.Version = strconv.FormatInt(open.Version, 10)
		p.Regions = regionOptions(visitOf(c).lang)
	})
}

// detailValues fills the form of a change.
func detailValues(x beneficiary.Revealed) map[string]string {
	day := func(t time.Time) string { return t.Format(time.DateOnly) }
	p := x.Personal
	return map[string]string{
		"name": p.Name, "nik": p.NIK, "nik_reason": p.NIKReason, "nik_absent_reason": p.NIKAbsent,
		"birth_date": day(p.Birth), "sex": string(x.Sex), "address": p.Address, "region": x.Region, "phone": p.Phone,
		"guardian_name": p.Guardian.Name, "guardian_relation": p.Guardian.Relation, "guardian_phone": p.Guardian.Phone,
		"consent_by": x.Consent.By, "consent_mode": x.Consent.Mode, "consent_on": day(x.Consent.On),
	}
}

// changePerson replaces the details of a person. A refused form is shown on the
// page of the person again, with what was typed.
func (s *Server) changePerson(c *fiber.Ctx) error {
	in, form, err := bind[beneficiary.Details](c)
	if err == nil {
		_, err = s.app.People.Change(c.UserContext(), in)
	}
	if fault.CodeOf(err) == fault.Stale {
		return s.stalePerson(c, in, form)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showPerson(c, c.Params("person"), func(p *views.PersonPage) {
			form.Version = form.Value("version")
			p.Clear, p.Change, p.Regions = &beneficiary.Personal{}, form, regionOptions(visitOf(c).lang)
		})
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/penerima/"+in.Person, "person.changed")
}

// stalePerson shows what was typed beside what now stands, which is a look at
// the person and journalled as one.
func (s *Server) stalePerson(c *fiber.Ctx, in beneficiary.Details, form views.Form) error {
	open, err := s.app.People.Reveal(c.UserContext(), beneficiary.Naming{Person: in.Person})
	if err != nil {
		return err
	}
	now := current{Version: strconv.FormatInt(open.Version, 10), Page: "/penerima/" + open.Ref}
	values := detailValues(open)
	for _, name := range []string{"name", "nik", "birth_date", "sex", "address", "region", "phone", "guardian_name", "guardian_relation", "guardian_phone"} {
		now.Fields = append(now.Fields, currentField{Name: name, Label: "person." + name, Value: values[name]})
	}
	return s.stale(c, form, now)
}

// The API.

func (s *Server) listPeople(c *fiber.Ctx) error {
	in, _, err := query[beneficiary.List](c)
	if err != nil {
		return err
	}
	list, err := s.app.People.List(c.UserContext(), in)
	if err != nil {
		return err
	}
	return listedAs(c, list.Items, list.Next, list.Prev, unsealed)
}

// unsealed leaves the sealed blob out of an answer: nobody but us can open it.
func unsealed(p beneficiary.Person) beneficiary.Person {
	p.Sealed = nil
	if p.Disabilities == nil {
		p.Disabilities = []string{}
	}
	return p
}

func (s *Server) createPerson(c *fiber.Ctx) error {
	return actThen(c, s.app.People.Register, func(person beneficiary.Person) error {
		return created(c, "/api/v1/beneficiaries/"+person.Ref, unsealed(person))
	})
}

func (s *Server) onePerson(c *fiber.Ctx) error {
	person, err := s.app.People.Person(c.UserContext(), c.Params("person"))
	if err != nil {
		return err
	}
	return found(c, unsealed(person))
}

func (s *Server) updatePerson(c *fiber.Ctx) error {
	return actThen(c, s.app.People.Change, func(person beneficiary.Person) error {
		return found(c, unsealed(person))
	})
}

func (s *Server) revealPerson(c *fiber.Ctx) error {
	return actThen(c, s.app.People.Reveal, func(open beneficiary.Revealed) error {
		open.Person = unsealed(open.Person)
		return found(c, open)
	})
}

// regionName is the name of a regency with its province, "" for one that is gone.
func regionName(code string) string {
	book, err := reference.Load()
	if err != nil {
		return code
	}
	return book.RegionName(code)
}

// regionOptions lists the regencies and cities, each with its province.
func regionOptions(l i18n.Lang) []views.Option {
	book, err := reference.Load()
	if err != nil {
		return nil
	}
	var options []views.Option
	for r := range book.Regencies() {
		province, _ := book.Region(r.Parent())
		options = append(options, views.Option{Value: r.Code, Label: l.T("person.region_option", "name", r.Name, "province", province.Name)})
	}
	return options
}
