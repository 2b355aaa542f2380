package innovation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"lumbung/app/reference"
)

// formFields is the whole form, part by part, in its order.
func formFields() []field {
	return slices.Concat(coreFields(), audienceFields(), readinessFields(), evidenceFields(), costFields(), spreadFields(), peopleFields())
}

func coreFields() []field {
	return []field{
		prose("title", PartCore, func(c *Content) *string { return &c.Title }, func(in *Edit) string { return in.Title }).opened().single(),
		choice("kind", PartCore, func(c *Content) *Kind { return &c.Kind }, func(in *Edit) Kind { return in.Kind }),
		prose("problem", PartCore, func(c *Content) *string { return &c.Problem }, func(in *Edit) string { return in.Problem }),
		prose("summary", PartCore, func(c *Content) *string { return &c.Summary }, func(in *Edit) string { return in.Summary }),
		prose("novelty", PartCore, func(c *Content) *string { return &c.Novelty }, func(in *Edit) string { return in.Novelty }),
		photoField(),
	}
}

// single takes the joining away: two titles are no title.
func (f field) single() field {
	f.join = nil
	return f
}

// photoField is the pictures with their texts; an edit names those that it
// changes.
func photoField() field {
	f := a("photos", PartPhotos, func(c *Content) *[]Photo { return &c.Photos }, func(*Edit) []Photo { return nil }, photoText)
	f.take = func(to *Content, in *Edit) { to.Photos = editPhotos(to.Photos, in.Photos) }
	return f
}

func photoText(photos []Photo) string {
	lines := make([]string, len(photos))
	for i, p := range photos {
		lines[i] = strings.TrimSpace(p.Hash[:min(12, len(p.Hash))] + " " + p.Alt)
	}
	return strings.Join(lines, "\n")
}

func audienceFields() []field {
	const part = PartAudience
	return []field{
		choices("clusters", part, func(c *Content) *[]Cluster { return &c.Clusters }, func(in *Edit) []Cluster { return in.Clusters }),
		choices("disabilities", part, func(c *Content) *[]string { return &c.Disabilities }, func(in *Edit) []string { return in.Disabilities }),
		choices("functions", part, func(c *Content) *[]Function { return &c.Functions }, func(in *Edit) []Function { return in.Functions }),
		prose("for_whom", part, func(c *Content) *string { return &c.ForWhom }, func(in *Edit) string { return in.ForWhom }),
		prose("easy", part, func(c *Content) *string { return &c.Easy }, func(in *Edit) string { return in.Easy }),
		choice("iso", part, func(c *Content) *string { return &c.ISO }, func(in *Edit) string { code, _ := reference.ListedISO9999(in.ISO); return code }),
		choices("atensi", part, func(c *Content) *[]string { return &c.Atensi }, func(in *Edit) []string { return in.Atensi }),
		choices("outcomes", part, func(c *Content) *[]Outcome { return &c.Outcomes }, func(in *Edit) []Outcome { return in.Outcomes }),
		a("goals", part, func(c *Content) *[]int { return &c.Goals }, func(in *Edit) []int { return slices.Sorted(slices.Values(in.Goals)) }, numbers).opened(),
	}
}

func numbers(list []int) string {
	texts := make([]string, len(list))
	for i, n := range list {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, ",")
}

func readinessFields() []field {
	const part = PartReadiness
	measured := func(in *Edit, at time.Time) time.Time { // a day without a level says nothing
		if in.TKT == 0 {
			return time.Time{}
		}
		return at
	}
	return []field{
		count("tkt", part, func(c *Content) *int { return &c.Readiness.TKT }, func(in *Edit) int { return in.TKT }),
		choices("tkt_ticks", part, func(c *Content) *[]string { return &c.Readiness.Ticks }, func(in *Edit) []string { return ticksOf(in.TKT, in.TKTTicks) }),
		date("tkt_on", part, func(c *Content) *time.Time { return &c.Readiness.On }, func(in *Edit) time.Time { return measured(in, in.TKTOn) }),
		prose("tkt_by", part, func(c *Content) *string { return &c.Readiness.By }, func(in *Edit) string {
			if in.TKT == 0 {
				return ""
			}
			return in.TKTBy
		}).single(),
		date("tkt_until", part, func(c *Content) *time.Time { return &c.Readiness.Until }, func(in *Edit) time.Time { return measured(in, in.TKTUntil) }),
		count("documentation", part, func(c *Content) *int { return &c.Documentation }, func(in *Edit) int { return in.Documentation }),
		choice("diffusion", part, func(c *Content) *Diffusion { return &c.Diffusion }, func(in *Edit) Diffusion { return in.Diffusion }),
		date("applied_on", part, func(c *Content) *time.Time { return &c.AppliedOn }, func(in *Edit) time.Time { return in.AppliedOn }),
	}
}

func evidenceFields() []field {
	const part = PartEvidence
	return []field{
		a("evidence", part, func(c *Content) **int { return &c.Evidence }, func(in *Edit) *int { return in.Evidence }, level).opened(),
		prose("evidence_note", part, func(c *Content) *string { return &c.EvidenceNote }, func(in *Edit) string { return in.EvidenceNote }),
		proofField(),
		prose("lessons", part, func(c *Content) *string { return &c.Lessons }, func(in *Edit) string { return in.Lessons }),
		prose("warnings", part, func(c *Content) *string { return &c.Warnings }, func(in *Edit) string { return in.Warnings }),
	}
}

// proofField is the pieces of evidence; one whose words are as they were stays
// the same piece.
func proofField() field {
	f := a("proof", PartEvidence, func(c *Content) *[]Proof { return &c.Proof }, func(*Edit) []Proof { return nil }, proofText)
	f.take = func(to *Content, in *Edit) { to.Proof = editProof(to.Proof, in.Proof) }
	return f
}

func proofText(list []Proof) string {
	lines := make([]string, len(list))
	for i, p := range list {
		lines[i] = fmt.Sprintf("%s · %s · %s · %s–%s · %s", p.Kind, p.Method, number(int64(p.N)), day(p.From), day(p.To), p.Result)
	}
	return strings.Join(lines, "\n")
}

func costFields() []field {
	const part = PartCost
	return []field{
		count("unit_cost", part, func(c *Content) *int64 { return &c.UnitCost }, func(in *Edit) int64 { return in.UnitCost }),
		date("priced_on", part, func(c *Content) *time.Time { return &c.Making.PricedOn }, func(in *Edit) time.Time { return in.PricedOn }),
		count("materials", part, func(c *Content) *int64 { return &c.Making.Materials }, func(in *Edit) int64 { return in.Materials }),
		count("labour", part, func(c *Content) *int64 { return &c.Making.Labour }, func(in *Edit) int64 { return in.Labour }),
		count("overhead", part, func(c *Content) *int64 { return &c.Making.Overhead }, func(in *Edit) int64 { return in.Overhead }),
		count("hours", part, func(c *Content) *int { return &c.Making.Hours }, func(in *Edit) int { return in.Hours }),
		count("days", part, func(c *Content) *int { return &c.Making.Days }, func(in *Edit) int { return in.Days }),
		count("capacity", part, func(c *Content) *int { return &c.Making.Capacity }, func(in *Edit) int { return in.Capacity }),
		prose("tools", part, func(c *Content) *string { return &c.Making.Tools }, func(in *Edit) string { return in.Tools }),
		prose("skills", part, func(c *Content) *string { return &c.Making.Skills }, func(in *Edit) string { return in.Skills }),
		choice("fund", part, func(c *Content) *Fund { return &c.Making.Fund }, func(in *Edit) Fund { return in.Fund }),
		count("tkdn", part, func(c *Content) *int { return &c.Making.TKDN }, func(in *Edit) int { return in.TKDN }),
	}
}

func spreadFields() []field {
	const part = PartSpread
	return []field{
		prose("prerequisites", part, func(c *Content) *string { return &c.Passing.Prerequisites }, func(in *Edit) string { return in.Prerequisites }),
		prose("mentor", part, func(c *Content) *string { return &c.Passing.Mentor }, func(in *Edit) string { return in.Mentor }),
		prose("sustainability", part, func(c *Content) *string { return &c.Passing.Sustainability }, func(in *Edit) string { return in.Sustainability }),
		a("mentions", part, func(c *Content) *[]Mention { return &c.Mentions }, func(in *Edit) []Mention { return mentionsOf(in.Mentions) }, mentionText),
	}
}

func mentionText(list []Mention) string {
	lines := make([]string, len(list))
	for i, m := range list {
		lines[i] = strings.TrimSpace(fmt.Sprintf("%s · %s %s %s", m.Kind, m.Name, number(int64(m.Year)), m.Link))
	}
	return strings.Join(lines, "\n")
}

func peopleFields() []field {
	const part = PartPeople
	return []field{
		prose("unit", part, func(c *Content) *string { return &c.Keeping.Unit }, func(in *Edit) string { return in.Unit }).single(),
		prose("responsible", part, func(c *Content) *string { return &c.Keeping.Responsible }, func(in *Edit) string { return in.Responsible }).single(),
		prose("responsible_role", part, func(c *Content) *string { return &c.Keeping.Role }, func(in *Edit) string { return in.ResponsibleRole }).single(),
		prose("contributors", part, func(c *Content) *string { return &c.Contributors }, func(in *Edit) string { return in.Contributors }),
		a("names_agreed", part, func(c *Content) *bool { return &c.Keeping.NamesAgreed }, func(in *Edit) bool { return in.NamesAgreed }, yes).opened(),
		choices("involved", part, func(c *Content) *[]Involvement { return &c.Keeping.Involved }, func(in *Edit) []Involvement { return in.Involved }),
		prose("title_en", part, func(c *Content) *string { return &c.English.Title }, func(in *Edit) string { return in.TitleEN }).single(),
		prose("summary_en", part, func(c *Content) *string { return &c.English.Summary }, func(in *Edit) string { return in.SummaryEN }),
		prose("easy_en", part, func(c *Content) *string { return &c.English.Easy }, func(in *Edit) string { return in.EasyEN }),
	}
}

func yes(b bool) string {
	if b {
		return "1"
	}
	return ""
}
