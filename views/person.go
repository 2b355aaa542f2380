package views

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"lumbung/app/beneficiary"
	"lumbung/app/outcome"
	"lumbung/app/reference"
	"lumbung/views/i18n"
)

// PeoplePage lists the persons of a centre, masked (/penerima).
type PeoplePage struct {
	Rows        []beneficiary.Person
	Regions     map[string]string // names of regencies by code
	Pager       Pager
	Find        Form // looks somebody up by ref or NIK
	MayRegister bool
}

// RegisterPage is the form of a new person. Then says what follows.
type RegisterPage struct {
	Form    Form
	Regions []Option
	Then    string // hint above the form when the person is registered for a request
}

// PersonPage is one person with all that happened around them. Clear is nil
// until somebody with the right to do so has opened the sealed data.
type PersonPage struct {
	Line    outcome.Line
	Region  string
	Reveal  Form
	Clear   *beneficiary.Personal
	Change  Form // filled only with Clear
	Regions []Option
	Refer   Form
}

func personHref(ref string) string { return "/penerima/" + url.PathEscape(ref) }

// prefixed makes options of the words of a closed list: the text of the code
// by-hand under person.mode is that of person.mode_by_hand.
func prefixed(l i18n.Lang, prefix string, codes ...string) []Option {
	options := make([]Option, len(codes))
	for i, code := range codes {
		options[i] = Option{Value: code, Label: l.T(prefix + "_" + strings.ReplaceAll(code, "-", "_"))}
	}
	return options
}

// word is the text of a code under a feature, with dashes written as keys are.
func word(l i18n.Lang, prefix, code string) string {
	return l.T(prefix + "." + strings.ReplaceAll(code, "-", "_"))
}

func disabilityChoices(l i18n.Lang) []Option {
	var options []Option
	for _, d := range reference.Disabilities() {
		options = append(options, Option{Value: d.Code, Label: termName(l, d.Term)})
	}
	return options
}

func termName(l i18n.Lang, t reference.Term) string {
	if l == i18n.EN {
		return t.NameEN
	}
	return t.NameID
}

// disabilities says the kinds in words, and that they are several.
func disabilities(l i18n.Lang, p beneficiary.Person) string {
	var names []string
	for _, code := range p.Disabilities {
		if d, known := reference.DisabilityByCode(code); known {
			names = append(names, termName(l, d.Term))
		}
	}
	text := strings.Join(names, ", ")
	if p.IsMultiple() {
		text = l.T("person.multiple", "kinds", text)
	}
	return orDash(text)
}

func (p PeoplePage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("person.list"), HideCaption: true,
		Columns: []Column{
			{Label: l.T("person.ref")},
			{Label: l.T("person.name")},
			{Label: l.T("person.region")},
			{Label: l.T("person.disabilities")},
			{Label: l.T("person.registered")},
		},
	}
	for _, x := range p.Rows {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: x.Ref, Href: personHref(x.Ref)},
			{Text: x.MaskedName},
			{Text: orDash(p.Regions[x.Region])},
			{Text: disabilities(l, x)},
			{Text: l.ShortDate(x.Registered)},
		}})
	}
	return t
}

// facts are what everybody who may read persons sees of one.
func (p PersonPage) facts(l i18n.Lang) []Definition {
	x := p.Line.Person
	return []Definition{
		{Term: l.T("person.name"), Text: x.MaskedName},
		{Term: l.T("person.nik"), Text: orDash(x.MaskedNIK)},
		{Term: l.T("person.sex"), Text: word(l, "choice", "person_sex_"+string(x.Sex))},
		{Term: l.T("person.birth_year"), Text: strconv.Itoa(x.BirthYear)},
		{Term: l.T("person.region"), Text: orDash(p.Region)},
		{Term: l.T("person.disabilities"), Text: disabilities(l, x)},
		{Term: l.T("person.consent"), Text: l.T(
			"person.consent_line", "who", word(l, "choice", "person_consent_"+x.Consent.By),
			"mode", word(l, "choice", "person_mode_"+x.Consent.Mode), "date", x.Consent.On)},
		{Term: l.T("person.centre"), Text: p.Line.CentreName, Href: "/sentra/" + x.Centre},
	}
}

// clearFacts are what stands sealed, once it is opened.
func (p PersonPage) clearFacts(l i18n.Lang) []Definition {
	x := p.Clear
	facts := []Definition{
		{Term: l.T("person.name"), Text: x.Name},
		{Term: l.T("person.nik"), Text: orDash(x.NIK)},
		{Term: l.T("person.birth_date"), Text: l.Date(x.Birth)},
		{Term: l.T("person.address"), Text: x.Address},
		{Term: l.T("person.phone"), Text: orDash(x.Phone)},
	}
	if x.Guardian.Name != "" {
		facts = append(facts,
			Definition{Term: l.T("person.guardian"), Text: l.T("person.guardian_line", "name", x.Guardian.Name, "relation", x.Guardian.Relation)},
			Definition{Term: l.T("person.guardian_phone"), Text: orDash(x.Guardian.Phone)})
	}
	if x.NIKReason != "" {
		facts = append(facts, Definition{Term: l.T("person.nik_reason"), Text: x.NIKReason})
	}
	if x.NIKAbsent != "" {
		facts = append(facts, Definition{Term: l.T("person.nik_absent_reason"), Text: x.NIKAbsent})
	}
	return facts
}

// directorate is the short name of a directorate general.
func directorate(l i18n.Lang, code string) string { return l.T("ditjen." + code) }

// moments tells the events of one lane; a lane of nobody has one empty place.
func (p PersonPage) moments(l i18n.Lang, lane outcome.Lane) []Moment {
	var list []Moment
	if lane.Missing {
		missing := Moment{Missing: true, Title: l.T("person.lane_missing", "ditjen", directorate(l, lane.Directorate))}
		if p.Line.MayRefer {
			missing.Href = "#rujuk" // connection is an act, not a slogan
		}
		list = append(list, missing)
	}
	for _, e := range lane.Events {
		list = append(list, moment(l, e))
	}
	return list
}

func moment(l i18n.Lang, e outcome.Event) Moment {
	m := Moment{When: l.Date(e.At), ISO: e.At.Format(time.RFC3339), Tone: Info, Actor: e.By}
	switch e.Kind {
	case outcome.WasRegistered:
		m.Title, m.Tone = l.T("person.event_registered"), Neutral
	case outcome.WasRequested:
		m.Title, m.Href, m.Text = l.T("person.event_requested", "name", e.Name), requestHref(e.Number), word(l, "state", "request_"+e.State)
	case outcome.WasClosed:
		m.Title, m.Tone, m.Text = l.T("person.event_closed", "name", e.Name), Neutral, word(l, "choice", "request_close_"+e.State)
	case outcome.WasGiven:
		m.Title, m.Tone, m.Href, m.Text = l.T("person.event_given", "name", e.Name), Good, handoverHref(e.Number), e.Number
	case outcome.WasAsked:
		m.Title, m.Href, m.Text = l.T("person.event_asked", "name", e.Name), followUpHref(e.ID), word(l, "choice", "follow_up_use_"+e.State)
	case outcome.WillBeAsked:
		m.Title, m.Tone, m.Href = l.T("person.event_asking", "name", e.Name), Wait, followUpHref(e.ID)
	case outcome.WasReferred:
		m.Title, m.Href, m.Text = word(l, "choice", "referral_service_"+e.Name), referralHref(e.ID), word(l, "state", "referral_"+e.State)
	}
	if e.Late {
		m.Tone, m.Text = Bad, strings.TrimSpace(m.Text+" "+l.T("person.late"))
	}
	return m
}
