package views

import "fmt"

// InfoTopic is a page that explains, named as its address is.
type InfoTopic string

// InfoTopics lists the pages that explain.
func InfoTopics() []InfoTopic {
	return []InfoTopic{"tentang", "cara-mendapatkan", "aksesibilitas", "privasi", "bantuan"}
}

// Key is the key of a text of the page.
func (t InfoTopic) Key(part string) string {
	names := map[InfoTopic]string{"tentang": "about", "cara-mendapatkan": "how", "aksesibilitas": "access", "privasi": "privacy", "bantuan": "help"}
	return "info." + names[t] + "_" + part
}

// infoSection is a heading with its sentences, one to a paragraph, and a list.
type infoSection struct {
	ID, Title string
	Texts     []string
	Items     []string // stand after the first paragraph
	Extra     infoExtra
}

// infoExtra is what a section has besides text.
type infoExtra int

const (
	noExtra infoExtra = iota
	ministersWords
	meanings
	chainPicture
	rolesList
)

// extra is what section n of the page has besides text.
func (t InfoTopic) extra(n int) infoExtra {
	return map[string]infoExtra{"tentang 2": ministersWords, "tentang 3": meanings, "tentang 4": chainPicture, "bantuan 1": rolesList}[fmt.Sprint(t, " ", n)]
}

// sections are numbered among the words: s1, with its paragraphs s1_1, s1_2 and
// its items s1_i1, s1_i2; s2 …
func (t InfoTopic) sections(f Frame) (out []infoSection) {
	for n := 1; f.Lang.Has(t.Key(fmt.Sprintf("s%d", n))); n++ {
		out = append(out, infoSection{
			ID: fmt.Sprintf("bagian-%d", n), Title: f.T(t.Key(fmt.Sprintf("s%d", n))), Extra: t.extra(n),
			Texts: t.run(f, fmt.Sprintf("s%d_", n)), Items: t.run(f, fmt.Sprintf("s%d_i", n)),
		})
	}
	return out
}

// run is the texts whose keys differ by the number at their end.
func (t InfoTopic) run(f Frame, part string) (texts []string) {
	for n := 1; f.Lang.Has(t.Key(fmt.Sprint(part, n))); n++ {
		texts = append(texts, f.T(t.Key(fmt.Sprint(part, n))))
	}
	return texts
}

// before and after are the paragraphs around the list of a section.
func (s infoSection) before() []string { return s.Texts[:min(1, len(s.Texts))] }
func (s infoSection) after() []string  { return s.Texts[len(s.before()):] }

// infoMeanings says what the words of the chain mean.
func infoMeanings(f Frame) []Definition {
	return []Definition{
		{Term: f.T("info.about_output"), Text: f.T("info.about_output_text")},
		{Term: f.T("info.about_outcome"), Text: f.T("info.about_outcome_text")},
		{Term: f.T("info.about_goal"), Text: f.T("info.about_goal_text")},
	}
}

// infoChain is the chain from an innovation to the goal, a link after the other.
func infoChain(f Frame) (links []Definition) {
	for n := 1; f.Lang.Has(fmt.Sprint("info.about_chain_", n)); n++ {
		key := fmt.Sprint("info.about_chain_", n)
		links = append(links, Definition{Term: f.T(key), Text: f.T(key + "_text")})
	}
	return links
}

// infoRoles says what each role does; everybody comes first.
func infoRoles(f Frame) (list []Definition) {
	for _, role := range []string{"public", "ska", "reviewer", "warehouse", "social_worker", "head", "ministry", "command_room", "auditor", "admin"} {
		list = append(list, Definition{Term: f.T("role." + role), Text: f.T("info.help_role_" + role)})
	}
	return list
}

// links lead on from the page to where something can be done.
func (t InfoTopic) links(f Frame) []Link {
	to := func(path, key string) Link { return Link{Href: f.Href(path), Text: f.T(key)} }
	switch t {
	case "tentang":
		return []Link{to("/ruang-komando", "site.command_room"), to("/katalog", "site.catalogue")}
	case "cara-mendapatkan":
		return []Link{to("/katalog", "site.catalogue"), to("/sentra", "site.centres")}
	case "bantuan":
		return []Link{to("/cara-mendapatkan", "site.how"), to("/sentra", "site.centres")}
	default:
		return []Link{to("/sentra", "site.centres")}
	}
}
