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

// infoSection is a heading with its sentences, one to a paragraph.
type infoSection struct {
	ID, Title string
	Texts     []string
}

// sections are numbered among the words: s1, s1_1, s1_2, s2 …
func (t InfoTopic) sections(f Frame) (out []infoSection) {
	for i := 1; f.Lang.Has(t.Key(fmt.Sprintf("s%d", i))); i++ {
		s := infoSection{ID: fmt.Sprintf("bagian-%d", i), Title: f.T(t.Key(fmt.Sprintf("s%d", i)))}
		for j := 1; f.Lang.Has(t.Key(fmt.Sprintf("s%d_%d", i, j))); j++ {
			s.Texts = append(s.Texts, f.T(t.Key(fmt.Sprintf("s%d_%d", i, j))))
		}
		out = append(out, s)
	}
	return out
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
