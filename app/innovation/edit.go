package innovation

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/reference"
)

// Edit is the working copy, or one part of it, as a form sends it back. What it
// leaves empty becomes empty; what belongs to other parts than Part is not read.
type Edit struct {
	Innovation string `json:"innovation" validate:"required,max=200"` // slug, code or id
	Version    int64  `json:"version" validate:"required,min=1"`      // that the form was opened with
	Part       Part   `json:"part" validate:"omitempty,oneof=core photos audience readiness evidence cost spread people"`
	Picks      []Pick `json:"picks" validate:"max=80,dive"` // after two have edited at once

	Only []string `json:"only" validate:"max=80,dive,max=40"` // answers that the edit carries, whatever their part; empty is all of Part
	some bool     // it carries what Only names, also when that is nothing

	Title   string `json:"title" validate:"omitempty,min=3,max=120"`
	Problem string `json:"problem" validate:"omitempty,min=3,max=2000"`
	Kind    Kind   `json:"kind" validate:"omitempty,oneof=assistive_device business_product service method digital"`
	Summary string `json:"summary" validate:"max=2000"`
	Novelty string `json:"novelty" validate:"max=2000"`

	Photos []PhotoEdit `json:"photos" validate:"max=12,dive"`

	Clusters     []Cluster  `json:"clusters" validate:"max=5,unique,dive,oneof=children disability elderly addiction victims"`
	Disabilities []string   `json:"disabilities" validate:"max=6,unique,dive,oneof=fisik intelektual mental netra rungu wicara"`
	Functions    []Function `json:"functions" validate:"max=7,unique,dive,oneof=seeing hearing walking remembering self_care communicating working"`
	ForWhom      string     `json:"for_whom" validate:"max=500"`
	Easy         string     `json:"easy" validate:"max=1200"`
	ISO          string     `json:"iso" validate:"max=40"`
	Atensi       []string   `json:"atensi" validate:"max=7,unique,dive,oneof=hidup-layak perawatan keluarga terapi vokasional bantuan aksesibilitas"`
	Outcomes     []Outcome  `json:"outcomes" validate:"max=6,unique,dive,oneof=basic_needs self_care self_actualised back_home family_able community_able"`
	Goals        []int      `json:"goals" validate:"max=17,unique,dive,min=1,max=17"`

	TKT           int       `json:"tkt" validate:"min=0,max=9"`
	TKTTicks      []string  `json:"tkt_ticks" validate:"max=40,dive,max=4"`
	TKTOn         time.Time `json:"tkt_on"`
	TKTBy         string    `json:"tkt_by" validate:"max=120"`
	TKTUntil      time.Time `json:"tkt_until"`
	Documentation int       `json:"documentation" validate:"min=0,max=4"`
	Diffusion     Diffusion `json:"diffusion" validate:"omitempty,oneof=created developed established"`
	AppliedOn     time.Time `json:"applied_on"`

	Evidence     *int        `json:"evidence" validate:"omitempty,min=0,max=5"`
	EvidenceNote string      `json:"evidence_note" validate:"max=2000"`
	Proof        []ProofEdit `json:"proof" validate:"max=12,dive"`
	Lessons      string      `json:"lessons" validate:"max=2000"`
	Warnings     string      `json:"warnings" validate:"max=2000"`

	UnitCost  int64     `json:"unit_cost" validate:"min=0,max=1000000000000"`
	PricedOn  time.Time `json:"priced_on"`
	Materials int64     `json:"materials" validate:"min=0,max=1000000000000"`
	Labour    int64     `json:"labour" validate:"min=0,max=1000000000000"`
	Overhead  int64     `json:"overhead" validate:"min=0,max=1000000000000"`
	Hours     int       `json:"hours" validate:"min=0,max=10000"`
	Days      int       `json:"days" validate:"min=0,max=1000"`
	Capacity  int       `json:"capacity" validate:"min=0,max=100000"`
	Tools     string    `json:"tools" validate:"max=1000"`
	Skills    string    `json:"skills" validate:"max=1000"`
	Fund      Fund      `json:"fund" validate:"omitempty,oneof=apbn apbd donation company own other"`
	TKDN      int       `json:"tkdn" validate:"min=0,max=100"`

	Prerequisites  string        `json:"prerequisites" validate:"max=2000"`
	Mentor         string        `json:"mentor" validate:"max=300"`
	Sustainability string        `json:"sustainability" validate:"max=2000"`
	Mentions       []MentionEdit `json:"mentions" validate:"max=20,dive"`

	Unit            string        `json:"unit" validate:"max=120"`
	Responsible     string        `json:"responsible" validate:"max=120"`
	ResponsibleRole string        `json:"responsible_role" validate:"max=120"`
	Contributors    string        `json:"contributors" validate:"max=1000"`
	NamesAgreed     bool          `json:"names_agreed"`
	Involved        []Involvement `json:"involved" validate:"max=3,unique,dive,oneof=designer maker tester"`
	TitleEN         string        `json:"title_en" validate:"max=120"`
	SummaryEN       string        `json:"summary_en" validate:"max=2000"`
	EasyEN          string        `json:"easy_en" validate:"max=1200"`
}

// PhotoEdit says what becomes of a photo that is already there. Photos that the
// edit does not name stay as they are.
type PhotoEdit struct {
	Hash   string `json:"hash" validate:"required,len=32,hexadecimal,lowercase"`
	Alt    string `json:"alt" validate:"max=300"`
	Remove bool   `json:"remove"`
	Cover  bool   `json:"cover"` // it becomes the first
}

// ProofEdit is one piece of evidence. The empty one is none: a form keeps empty
// places for more.
type ProofEdit struct {
	Kind   ProofKind `json:"kind" validate:"omitempty,oneof=trial follow_up survey test study statement"`
	Method string    `json:"method" validate:"max=300"`
	N      int       `json:"n" validate:"min=0,max=10000000"`
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
	Result string    `json:"result" validate:"max=1000"`
	Remove bool      `json:"remove"`
}

// MentionEdit is one mention; the empty one is none.
type MentionEdit struct {
	Kind   MentionKind `json:"kind" validate:"omitempty,oneof=partner award press paper"`
	Name   string      `json:"name" validate:"max=200"`
	Year   int         `json:"year" validate:"omitempty,min=1945,max=2100"`
	Link   string      `json:"link" validate:"max=500"`
	Remove bool        `json:"remove"`
}

// Pick says which of two answers to one field holds.
type Pick struct {
	Field string `json:"field" validate:"required,max=40"`
	Take  string `json:"take" validate:"required,oneof=yours theirs both"` // both is one text after the other
}

// maxWords is the length of a summary that the national competition allows.
const maxWords = 200

// Check looks at what one tag cannot say.
func (in Edit) Check() (wrong []fault.Field) {
	say := func(name, key string, args fault.Args) {
		wrong = append(wrong, fault.Field{Name: name, Key: key, Args: args})
	}
	for name, value := range map[string]string{"title": in.Title, "problem": in.Problem, "kind": string(in.Kind)} {
		if in.carries(field{name: name, part: PartCore}) && value == "" {
			say(name, "field.required", nil)
		}
	}
	for i, name := range in.Only {
		if !slices.ContainsFunc(formFields(), func(f field) bool { return f.name == name }) {
			say(place("only", i), "innovation.pick_unknown", nil)
		}
	}
	for name, text := range map[string]string{"summary": in.Summary, "summary_en": in.SummaryEN} {
		if n := len(strings.Fields(text)); n > maxWords {
			say(name, "innovation.summary_words", fault.Args{"n": n, "max": maxWords})
		}
	}
	if _, ok := reference.ListedISO9999(in.ISO); !ok {
		say("iso", "innovation.iso_unknown", nil)
	}
	if parts := in.Materials + in.Labour + in.Overhead; parts > in.UnitCost && in.UnitCost > 0 {
		say("unit_cost", "innovation.cost_below_parts", fault.Args{"parts": parts})
	}
	if !in.TKTUntil.IsZero() && in.TKTUntil.Before(in.TKTOn) {
		say("tkt_until", "innovation.before_measured", nil)
	}
	return append(wrong, in.checkLists()...)
}

// checkLists looks at the pieces of evidence, the mentions and the picks.
func (in Edit) checkLists() (wrong []fault.Field) {
	for i, p := range in.Proof {
		if p.stands() {
			wrong = append(wrong, p.check(place("proof", i))...)
		}
	}
	for i, m := range in.Mentions {
		if m.stands() {
			wrong = append(wrong, m.check(place("mentions", i))...)
		}
	}
	for i, p := range in.Picks {
		at := slices.IndexFunc(formFields(), func(f field) bool { return f.name == p.Field })
		if at < 0 || p.Take == "both" && formFields()[at].join == nil {
			wrong = append(wrong, fault.Field{Name: place("picks", i) + ".field", Key: "innovation.pick_unknown"})
		}
	}
	return wrong
}

// stands tells whether there is something in the place, and it is to stay.
func (p ProofEdit) stands() bool { return !p.Remove && p != ProofEdit{} }

func (p ProofEdit) check(at string) (wrong []fault.Field) {
	wrong = required(at, map[string]string{"kind": string(p.Kind), "result": p.Result})
	if !p.To.IsZero() && p.To.Before(p.From) {
		wrong = append(wrong, fault.Field{Name: at + ".to", Key: "innovation.ends_before"})
	}
	return wrong
}

// stands tells whether there is something in the place, and it is to stay.
func (m MentionEdit) stands() bool { return !m.Remove && m != MentionEdit{} }

func (m MentionEdit) check(at string) (wrong []fault.Field) {
	wrong = required(at, map[string]string{"kind": string(m.Kind), "name": m.Name})
	if m.Link != "" && !safeLink(m.Link) {
		wrong = append(wrong, fault.Field{Name: at + ".link", Key: "innovation.link_unsafe"})
	}
	return wrong
}

// required asks for what is missing of a place in a list, in the order of names.
func required(at string, values map[string]string) (wrong []fault.Field) {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if values[name] == "" {
			wrong = append(wrong, fault.Field{Name: at + "." + name, Key: "field.required"})
		}
	}
	return wrong
}

func place(list string, at int) string { return list + "." + strconv.Itoa(at) }

// safeLink tells whether an address may be offered as a link: https to a named
// host, and no name and password before it that could pass for one.
func safeLink(link string) bool {
	u, err := url.Parse(link)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil
}

// carries tells whether the edit says something of an answer.
func (in Edit) carries(f field) bool {
	if in.some || len(in.Only) > 0 {
		return slices.Contains(in.Only, f.name)
	}
	return in.Part == "" || f.part == in.Part
}

// onto returns what c says once the edit is made.
func (in Edit) onto(c Content) Content {
	after := c.clone()
	for _, f := range formFields() {
		if f.take != nil && in.carries(f) {
			f.take(&after, &in)
		}
	}
	for _, p := range in.Picks {
		for _, f := range formFields() {
			switch {
			case f.name != p.Field:
			case p.Take == "theirs":
				f.copy(&after, &c)
			case p.Take == "both" && f.join != nil:
				f.join(&after, &c)
			}
		}
	}
	return after.clone()
}

func editPhotos(photos []Photo, edits []PhotoEdit) (out []Photo) {
	for _, p := range photos {
		at := slices.IndexFunc(edits, func(e PhotoEdit) bool { return e.Hash == p.Hash })
		if at < 0 {
			out = append(out, p)
			continue
		}
		e := edits[at]
		p.Alt = e.Alt
		switch {
		case e.Remove:
		case e.Cover:
			out = slices.Insert(out, 0, p)
		default:
			out = append(out, p)
		}
	}
	return out
}

// editProof gives the pieces of evidence of an edit. One whose words are as they
// were is the piece that was there; others are new and have no id yet.
func editProof(list []Proof, edits []ProofEdit) (out []Proof) {
	same := func(a Proof) func(Proof) bool {
		return func(b Proof) bool { return proofText([]Proof{a}) == proofText([]Proof{b}) }
	}
	for _, e := range edits {
		is := Proof{Kind: e.Kind, Method: e.Method, N: e.N, From: e.From, To: e.To, Result: e.Result}
		if !e.stands() || slices.ContainsFunc(out, same(is)) {
			continue
		}
		if at := slices.IndexFunc(list, same(is)); at >= 0 {
			is = list[at]
		}
		out = append(out, is)
	}
	return out
}

func mentionsOf(edits []MentionEdit) (out []Mention) {
	for _, e := range edits {
		if e.stands() {
			out = append(out, Mention{Kind: e.Kind, Name: e.Name, Year: e.Year, Link: e.Link})
		}
	}
	return out
}
