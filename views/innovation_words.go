package views

import (
	"strconv"
	"strings"
	"time"

	"lumbung/app/innovation"
	"lumbung/views/i18n"
)

// fieldWords is an answer of the form as people read it: choices in their words,
// days and money in their form, each piece of a list on a line of its own.
func fieldWords(l i18n.Lang, name string, c innovation.Content) string {
	switch name {
	case "kind":
		return KindName(l, string(c.Kind))
	case "iso":
		if c.ISO == "" {
			return ""
		}
		return isoWords(l, c.ISO)
	case "tkt":
		return l.T("choice.tkt_" + strconv.Itoa(c.Readiness.TKT))
	case "documentation":
		return l.T("choice.documentation_" + strconv.Itoa(c.Documentation))
	case "evidence":
		return evidenceText(l, c.Evidence)
	case "diffusion":
		return inWords(l, "choice.diffusion_", string(c.Diffusion))
	case "fund":
		return inWords(l, "choice.innov_fund_", string(c.Making.Fund))
	case "names_agreed":
		if c.Keeping.NamesAgreed {
			return l.T("innovation.yes")
		}
		return l.T("innovation.no")
	}
	if text, ok := listWords(l, name, c); ok {
		return text
	}
	if text, ok := measureWords(l, name, c); ok {
		return text
	}
	return innovationTexts(c)[name]
}

func inWords(l i18n.Lang, family, code string) string {
	if code == "" {
		return ""
	}
	return l.T(family + code)
}

// listWords are the answers that are lists, a piece on each line.
func listWords(l i18n.Lang, name string, c innovation.Content) (string, bool) {
	var lines []string
	switch name {
	case "clusters":
		lines = lineEach(c.Clusters, func(x innovation.Cluster) string { return l.T("choice.innov_cluster_" + string(x)) })
	case "functions":
		lines = lineEach(c.Functions, func(x innovation.Function) string { return l.T("choice.innov_function_" + string(x)) })
	case "outcomes":
		lines = lineEach(c.Outcomes, func(x innovation.Outcome) string { return l.T("choice.innov_outcome_" + string(x)) })
	case "involved":
		lines = lineEach(c.Keeping.Involved, func(x innovation.Involvement) string { return l.T("choice.innov_involved_" + string(x)) })
	case "goals":
		lines = lineEach(c.Goals, func(n int) string { return l.T("choice.innov_goal_" + strconv.Itoa(n)) })
	case "disabilities":
		lines = lineEach(c.Disabilities, func(x string) string { return disabilityName(l, x) })
	case "atensi":
		lines = lineEach(c.Atensi, func(x string) string { return labelFor(atensiChoices(l), x) })
	case "tkt_ticks":
		lines = lineEach(c.Readiness.Ticks, func(x string) string { return tickText(l, x) })
	case "photos":
		lines = lineEach(c.Photos, func(p innovation.Photo) string {
			return l.T("innovation.photo_line", "name", p.Hash[:min(6, len(p.Hash))], "alt", p.Alt)
		})
	case "proof":
		lines = lineEach(c.Proof, func(p innovation.Proof) string { return proofWords(l, p) })
	case "mentions":
		lines = lineEach(c.Mentions, func(m innovation.Mention) string { return mentionWords(l, m) })
	default:
		return "", false
	}
	return strings.Join(lines, "\n"), true
}

func lineEach[T any](list []T, text func(T) string) []string {
	lines := make([]string, len(list))
	for i, x := range list {
		lines[i] = text(x)
	}
	return lines
}

func labelFor(list []Option, value string) string {
	for _, o := range list {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

// proofWords is a piece of evidence as one sentence.
func proofWords(l i18n.Lang, p innovation.Proof) string {
	parts := []string{l.T("choice.innov_proof_" + string(p.Kind))}
	if p.Method != "" {
		parts = append(parts, p.Method)
	}
	if p.N > 0 {
		parts = append(parts, l.T("innovation.proof_n", "n", p.N))
	}
	if !p.From.IsZero() || !p.To.IsZero() {
		parts = append(parts, l.T("innovation.proof_period", "from", dateOrNone(l, p.From), "to", dateOrNone(l, p.To)))
	}
	return strings.Join(parts, ", ") + ": " + p.Result
}

// proofName is how a proof was found: its method, or its kind where that is not told.
func proofName(l i18n.Lang, p innovation.Proof) string {
	if p.Method != "" {
		return p.Method
	}
	return l.T("choice.innov_proof_" + string(p.Kind))
}

// proofFacts are its kind, how many were watched, when, and who has checked it.
func proofFacts(l i18n.Lang, p innovation.Proof, checked string) string {
	var parts []string
	if p.Method != "" {
		parts = append(parts, l.T("choice.innov_proof_"+string(p.Kind)))
	}
	if p.N > 0 {
		parts = append(parts, l.T("innovation.proof_n", "n", p.N))
	}
	if !p.From.IsZero() || !p.To.IsZero() {
		parts = append(parts, l.T("innovation.proof_period", "from", dateOrNone(l, p.From), "to", dateOrNone(l, p.To)))
	}
	if checked != "" {
		parts = append(parts, strings.TrimSuffix(checked, "."))
	}
	return strings.Join(parts, " · ")
}

func mentionWords(l i18n.Lang, m innovation.Mention) string {
	text := l.T("choice.innov_mention_"+string(m.Kind)) + ": " + m.Name
	if m.Year > 0 {
		text += " (" + strconv.Itoa(m.Year) + ")"
	}
	return strings.TrimSpace(text + " " + m.Link)
}

func dateOrNone(l i18n.Lang, t time.Time) string {
	if t.IsZero() {
		return "…"
	}
	return l.Date(t)
}

// measureWords are the answers that are days, money and numbers.
func measureWords(l i18n.Lang, name string, c innovation.Content) (string, bool) {
	m := c.Making
	if at, ok := map[string]time.Time{
		"tkt_on": c.Readiness.On, "tkt_until": c.Readiness.Until, "applied_on": c.AppliedOn, "priced_on": m.PricedOn,
	}[name]; ok {
		if at.IsZero() {
			return "", true
		}
		return l.Date(at), true
	}
	if n, ok := map[string]int64{"unit_cost": c.UnitCost, "materials": m.Materials, "labour": m.Labour, "overhead": m.Overhead}[name]; ok {
		if n == 0 {
			return "", true
		}
		return l.Rupiah(n), true
	}
	suffix := map[string]string{"hours": "innovation.hours_suffix", "days": "innovation.days_suffix", "capacity": "innovation.month_suffix"}
	n, ok := map[string]int{"hours": m.Hours, "days": m.Days, "capacity": m.Capacity, "tkdn": m.TKDN}[name]
	switch {
	case !ok:
		return "", false
	case n == 0:
		return "", true
	case name == "tkdn":
		return strconv.Itoa(n) + "%", true
	}
	return l.Number(int64(n)) + " " + l.T(suffix[name]), true
}

// answerDiff compares lists line by line and everything else word by word.
func answerDiff(l i18n.Lang, name, from, to string) []stretch {
	if _, list := listWords(l, name, innovation.Content{}); list || name == "needs" {
		return lineDiff(from, to)
	}
	return wordDiff(from, to)
}
