package views

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"golang.org/x/net/html"
)

// render writes a component and parses what comes out.
func render(t *testing.T, c templ.Component) (string, *html.Node) {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), doc
}

// find returns the elements called name.
func find(doc *html.Node, name string) []*html.Node {
	var found []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			found = append(found, n)
		}
	}
	return found
}

func attr(n *html.Node, key string) (string, bool) {
	i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
	if i < 0 {
		return "", false
	}
	return n.Attr[i].Val, true
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestSpecimensHaveUniqueNames(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Gallery() {
		if seen[s.Name] || !strings.Contains(s.Name, "-") || !strings.HasPrefix(s.Path, "/") {
			t.Errorf("specimen %q at %q: want a unique name feature-state and a path", s.Name, s.Path)
		}
		seen[s.Name] = true
	}
}

// pageRules are what every page keeps; each returns what is wrong with a page.
var pageRules = map[string]func(page string, doc *html.Node) []string{
	"words":    ruleWords,
	"heading":  ruleHeading,
	"policy":   ruleContentPolicy,
	"ids":      ruleIDs,
	"forms":    ruleForms,
	"pictures": rulePictures,
	"balanced": ruleBalanced,
}

func TestEverySpecimenKeepsTheRulesOfPages(t *testing.T) {
	for _, s := range Gallery() {
		t.Run(s.Name, func(t *testing.T) {
			page, doc := render(t, s.Component)
			for name, rule := range pageRules {
				for _, wrong := range rule(page, doc) {
					t.Errorf("%s: %s", name, wrong)
				}
			}
		})
	}
}

func ruleWords(page string, _ *html.Node) []string {
	if _, after, found := strings.Cut(page, "⟦"); found {
		key, _, _ := strings.Cut(after, "⟧")
		return []string{"no words for " + key}
	}
	return nil
}

func ruleHeading(_ string, doc *html.Node) (wrong []string) {
	if n := len(find(doc, "h1")); n != 1 {
		wrong = append(wrong, "the page does not have exactly one h1")
	}
	if titles := find(doc, "title"); len(titles) == 0 || text(titles[0]) == "" {
		wrong = append(wrong, "no title")
	}
	if lang, _ := attr(find(doc, "html")[0], "lang"); lang != "id" && lang != "en" {
		wrong = append(wrong, "no language")
	}
	if len(find(doc, "main")) != 1 {
		wrong = append(wrong, "the page does not have exactly one main")
	}
	return wrong
}

// ruleContentPolicy holds pages to a policy without inline styles and scripts.
func ruleContentPolicy(_ string, doc *html.Node) (wrong []string) {
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.ToLower(a.Val), "javascript:") {
				wrong = append(wrong, "inline "+a.Key+" on "+n.Data)
			}
		}
	}
	if len(find(doc, "style")) > 0 {
		wrong = append(wrong, "inline style element")
	}
	for _, n := range find(doc, "script") {
		kind, _ := attr(n, "type")
		if _, ok := attr(n, "src"); !ok && kind != "application/ld+json" {
			wrong = append(wrong, "inline script")
		}
	}
	return wrong
}

// ruleIDs wants ids to be unique and every reference to one to lead somewhere.
func ruleIDs(_ string, doc *html.Node) (wrong []string) {
	ids := map[string]bool{}
	for n := range doc.Descendants() {
		if id, ok := attr(n, "id"); ok {
			if ids[id] || id == "" {
				wrong = append(wrong, "id "+id+" twice or empty")
			}
			ids[id] = true
		}
	}
	for n := range doc.Descendants() {
		for _, key := range []string{"for", "aria-describedby", "aria-labelledby"} {
			refs, _ := attr(n, key)
			for _, ref := range strings.Fields(refs) {
				if !ids[ref] {
					wrong = append(wrong, key+" names "+ref+", which is not there")
				}
			}
		}
		if href, _ := attr(n, "href"); len(href) > 1 && href[0] == '#' && !ids[href[1:]] {
			wrong = append(wrong, "link to "+href+", which is not there")
		}
	}
	return wrong
}

// ruleForms wants a token in every form that changes something, and a label on
// every input that people see.
func ruleForms(_ string, doc *html.Node) (wrong []string) {
	for _, form := range find(doc, "form") {
		method, _ := attr(form, "method")
		if method != "get" && !slices.ContainsFunc(find(form, "input"), isToken) {
			action, _ := attr(form, "action")
			wrong = append(wrong, "form "+action+" has no token")
		}
	}
	labelled := map[string]bool{}
	for _, l := range find(doc, "label") {
		id, _ := attr(l, "for")
		labelled[id] = true
	}
	for _, name := range []string{"input", "select", "textarea"} {
		for _, n := range find(doc, name) {
			kind, _ := attr(n, "type")
			id, _ := attr(n, "id")
			if _, aria := attr(n, "aria-label"); kind != "hidden" && !aria && !labelled[id] {
				wrong = append(wrong, name+" "+id+" has no label")
			}
		}
	}
	return wrong
}

func isToken(n *html.Node) bool {
	name, _ := attr(n, "name")
	value, _ := attr(n, "value")
	return name == "csrf" && value != ""
}

func rulePictures(_ string, doc *html.Node) (wrong []string) {
	for _, n := range find(doc, "img") {
		for _, key := range []string{"alt", "width", "height"} {
			if _, ok := attr(n, key); !ok {
				wrong = append(wrong, "img without "+key)
			}
		}
	}
	return wrong
}

// ruleBalanced finds elements that are not closed where they were opened, which
// a parser would repair in silence.
func ruleBalanced(page string, _ *html.Node) (wrong []string) {
	void := []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
	var open []string
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				wrong = append(wrong, "never closed: "+strings.Join(open, " "))
			}
			return wrong
		case html.StartTagToken:
			if name, _ := z.TagName(); !slices.Contains(void, string(name)) {
				open = append(open, string(name))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				return append(wrong, "closes "+string(name)+" inside "+strings.Join(open, " "))
			}
			open = open[:len(open)-1]
		}
	}
}
