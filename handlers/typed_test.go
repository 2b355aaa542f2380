package handlers

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"lumbung/app"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/sample"
	"lumbung/storage/kv/memkv"
)

// invented is a program with the sample data of a year.
func invented(t *testing.T) *harness {
	t.Helper()
	a, err := app.New(t.Context(), app.Options{Store: memkv.New(), Secret: bytes.Repeat([]byte{7}, 32)})
	if err != nil {
		t.Fatal(err)
	}
	operator := op.As(t.Context(), policy.Actor{ID: op.ID{1}, Name: "Operator", Role: policy.Admin})
	if err := sample.Fill(operator, a, nil); err != nil {
		t.Fatal(err)
	}
	h := &harness{t: t, app: a, log: &bytes.Buffer{}, entries: &[]op.Entry{}}
	if h.server, err = New(a, Options{Origin: here}); err != nil {
		t.Fatal(err)
	}
	return h
}

// typedColumns are the columns of the public lists that hold what somebody typed
// in Indonesian, proper names left out.
var typedColumns = map[string][]string{
	"inovasi":       {"title", "summary"},
	"alat":          {"name", "summary"},
	"sentra":        {"makes"},
	"produk":        {"title", "text", "hours"},
	"kebutuhan":     {"title", "text"},
	"penyebaran":    {"title"},
	"ska":           {"about", "hours"},
	"ska-ruang":     {"name", "purpose"},
	"ska-peralatan": {"name", "needs"},
	"ska-kapasitas": {"product", "note"},
}

// typed are the texts that people typed into public records: those of the lists,
// and all that the API tells of a published innovation in sentences.
func (h *harness) typed() (texts []string) {
	h.t.Helper()
	add := func(text string) {
		for line := range strings.Lines(text) {
			for _, part := range strings.Split(line, "; ") {
				if part = strings.Join(strings.Fields(part), " "); len(part) >= 12 && strings.Contains(part, " ") {
					texts = append(texts, part)
				}
			}
		}
	}
	for set, columns := range typedColumns {
		for _, row := range h.listed(set) {
			for _, name := range columns {
				text, _ := row[name].(string)
				add(text)
			}
		}
	}
	for _, row := range h.listed("inovasi") {
		address, _ := row["url"].(string)
		var told map[string]any
		got := h.get(public0, "/api/v1/innovations/"+address[strings.LastIndex(address, "/")+1:])
		if err := json.Unmarshal([]byte(got.body), &told); err != nil {
			h.t.Fatal(err)
		}
		for _, part := range []string{"problem", "novelty", "easy", "approach", "results", "lessons", "obstacles", "sustainability", "proof", "photos", "claims"} {
			sentences(told[part], add)
		}
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// sentences gives the texts in a part of a record.
func sentences(x any, add func(string)) {
	switch x := x.(type) {
	case string:
		add(x)
	case []any:
		for _, y := range x {
			sentences(y, add)
		}
	case map[string]any:
		for _, y := range x {
			sentences(y, add)
		}
	}
}

func TestWhatWasTypedInIndonesianIsMarkedAsSuchOnEnglishPages(t *testing.T) {
	if testing.Short() {
		t.Skip("filling a year takes seconds")
	}
	h := invented(t)
	texts := h.typed()
	if len(texts) < 100 {
		t.Fatalf("only %d typed texts are known", len(texts))
	}
	seen := map[string]int{}
	for path := range h.sitemapOf() {
		if !strings.HasPrefix(path, "/en/") {
			continue
		}
		doc, err := html.Parse(strings.NewReader(h.get(public0, path).body))
		if err != nil {
			t.Fatal(err)
		}
		for text, around := range unmarked(doc, texts) {
			kind := strings.Split(path, "/")[2]
			if seen[kind+around]++; seen[kind+around] <= 2 {
				t.Errorf("%s: %q in %s is not marked as Indonesian", path, text, around)
			}
		}
	}
}

// unmarked finds texts that stand outside of every element with lang="id", and
// what stands around them.
func unmarked(doc *html.Node, texts []string) map[string]string {
	found := map[string]string{}
	var walk func(n *html.Node, lang, around string)
	look := func(text, around string) {
		if text = strings.Join(strings.Fields(text), " "); len(text) < 12 {
			return
		}
		for _, typed := range texts {
			if text == typed || len(typed) > 40 && strings.Contains(text, typed) { // a short one in a sentence of ours is a name in it
				found[typed] = around
			}
		}
	}
	walk = func(n *html.Node, lang, around string) {
		if n.Type == html.ElementNode {
			if n.Data == "head" || n.Data == "script" || n.Data == "style" {
				return
			}
			around += ">" + n.Data
			for _, a := range n.Attr {
				switch a.Key {
				case "lang":
					lang = a.Val
				case "class":
					around += "." + a.Val
				}
			}
			for _, a := range n.Attr {
				if lang != "id" && (a.Key == "alt" || a.Key == "aria-label" || a.Key == "title") {
					look(a.Val, around+"["+a.Key+"]")
				}
			}
		}
		if n.Type == html.TextNode && lang != "id" {
			look(n.Data, around)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, lang, around)
		}
	}
	walk(doc, "", "")
	return found
}
