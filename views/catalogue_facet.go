package views

import (
	"bytes"
	"context"
	"io"
	"slices"
	"sync"

	"lumbung/app/catalogue"
	"lumbung/app/reference"
	"lumbung/views/i18n"
)

// FacetGroup is a filter with its values as links.
type FacetGroup struct {
	Label string
	Shown []Link
	More  Link // to the page with all values of this filter; no text for none
}

// facetsShown is how many values of a filter stand in sight: the page is to stay
// light, and few people choose among thirty.
const facetsShown = 4

// filterWords are the filters as they stand in addresses.
var filterWords = map[string]string{
	"kind": "jenis", "disabilities": "untuk", "centre": "sentra", "province": "provinsi", "iso": "fungsi", "readiness": "tkt",
}

// facetLinks are the values of a filter. It writes them itself: a page has some
// thirty, and they differ from the last page in their numbers alone.
type facetLinks struct {
	lang  i18n.Lang
	links []Link
}

// Render writes the items of a list.
func (f facetLinks) Render(ctx context.Context, w io.Writer) error {
	size := 0
	for _, x := range f.links {
		size += len(x.Href) + len(x.Text) + 64
	}
	b := make([]byte, 0, size)
	for _, x := range f.links {
		b = append(b, "<li>"...)
		if x.Current {
			off := bytes.NewBuffer(b)
			if err := facetOff(f.lang, x).Render(ctx, off); err != nil {
				return err
			}
			b = off.Bytes()
		} else {
			b = escape(append(b, `<a href="`...), x.Href)
			b = escape(append(b, `" rel="nofollow">`...), x.Text)
			b = append(b, "</a>"...)
		}
		b = append(b, "</li>"...)
	}
	_, err := w.Write(b)
	return err
}

// counted is a name with how many it stands for.
func counted(l i18n.Lang, name string, n int) string {
	return name + " (" + l.Number(int64(n)) + ")"
}

// folded leads from the page with all values of one filter to that with all filters.
func (p CataloguePage) folded(l i18n.Lang) Link {
	a := p.Ask
	a.Unfold = ""
	return Link{Href: a.Href(l), Text: l.T("catalogue.all_filters")}
}

// Facets are the filters that would still leave something.
func (p CataloguePage) facets(l i18n.Lang) []FacetGroup {
	groups := []FacetGroup{
		p.facet(l, "disabilities", l.T("catalogue.facet_whom"), p.Result.Disabilities),
		p.facet(l, "iso", l.T("catalogue.facet_iso"), p.Result.ISO),
		p.facet(l, "kind", l.T("catalogue.facet_kind"), p.Result.Kinds),
		p.readyFacet(l),
		p.facet(l, "readiness", l.T("catalogue.facet_readiness"), p.Result.Stages),
		p.openFacet(l),
		p.facet(l, "centre", l.T("catalogue.facet_centre"), p.Result.Centres),
		p.facet(l, "province", l.T("catalogue.facet_province"), p.Result.Provinces),
	}
	return slices.DeleteFunc(groups, func(g FacetGroup) bool { return len(g.Shown) == 0 })
}

func (p CataloguePage) facet(l i18n.Lang, group, label string, counts []catalogue.Count) FacetGroup {
	g := FacetGroup{Label: label}
	left, unfolded := 0, p.Ask.Unfold == filterWords[group]
	room := facetsShown
	if len(counts) == room+1 {
		room++ // a link to one more is no shorter than the one
	}
	if p.Ask.Unfold != "" && !unfolded {
		return g
	}
	for _, c := range counts {
		if len(g.Shown) >= room && !c.On && !unfolded {
			left++
			continue
		}
		g.Shown = append(g.Shown, Link{
			Href: p.Ask.with(group, wordFor(group, c.Value)).Href(l), Current: c.On,
			Text: counted(l, valueName(l, group, c), c.N),
		})
	}
	if left > 0 {
		all := p.Ask
		all.Unfold = filterWords[group]
		g.More = Link{Href: all.Href(l), Text: l.T("catalogue.more_values", "n", left)}
	}
	return g
}

func (p CataloguePage) readyFacet(l i18n.Lang) FacetGroup {
	turned := p.Ask
	turned.Ready = !turned.Ready
	return turned.yesFacet(l, "catalogue.facet_ready", "catalogue.ready_now", p.Result.Ready)
}

func (p CataloguePage) openFacet(l i18n.Lang) FacetGroup {
	turned := p.Ask
	turned.Open = !turned.Open
	return turned.yesFacet(l, "catalogue.facet_open", "catalogue.open_design", p.Result.Open)
}

// yesFacet is a filter with one value; a is the query in which it is turned.
func (a CatalogueAsk) yesFacet(l i18n.Lang, label, name string, c catalogue.Count) FacetGroup {
	g := FacetGroup{Label: l.T(label)}
	if (c.N > 0 || c.On) && a.Unfold == "" {
		a.Cursor = ""
		g.Shown = []Link{{Href: a.Href(l), Current: c.On, Text: counted(l, l.T(name), c.N)}}
	}
	return g
}

// valueName is a value of a filter in words.
func valueName(l i18n.Lang, group string, c catalogue.Count) string {
	if name, ok := valueNames()[namedValue{l, group, c.Value}]; ok {
		return name
	}
	if c.Label != "" {
		return c.Label
	}
	return c.Value
}

// namedValue is a value of a filter whose name does not change while the program
// runs: those of centres do.
type namedValue struct {
	lang         i18n.Lang
	group, value string
}

// valueNames are the names of all such values.
var valueNames = sync.OnceValue(func() map[namedValue]string {
	names := map[namedValue]string{}
	for _, l := range i18n.Langs() {
		for _, kind := range catalogue.Kinds() {
			names[namedValue{l, "kind", kind}] = KindName(l, kind)
		}
		for _, stage := range catalogue.Stages() {
			names[namedValue{l, "readiness", string(stage)}] = stageName(l, string(stage))
		}
		for _, d := range reference.Disabilities() {
			names[namedValue{l, "disabilities", d.Code}] = termName(l, d.Term)
		}
		book, err := reference.Load()
		if err != nil {
			continue // the values then stand as they are
		}
		for _, class := range book.ISOChildren("") {
			names[namedValue{l, "iso", class.Code}] = className(l, class.Code)
		}
		for _, province := range book.Provinces() {
			names[namedValue{l, "province", province.Code}] = province.Name
		}
	}
	return names
})

// KindName is a kind of innovation, or the one of device models, in words.
func KindName(l i18n.Lang, kind string) string {
	if key := "choice.kind_" + kind; l.Has(key) {
		return l.T(key)
	}
	return kind
}

// className is a class of ISO 9999 in everyday words, with its code behind them.
func className(l i18n.Lang, class string) string {
	if key := "choice.iso_" + class; l.Has(key) {
		return l.T("catalogue.iso", "name", l.T(key), "code", class)
	}
	return class
}

func stageName(l i18n.Lang, stage string) string {
	if key := "choice.stage_" + stage; l.Has(key) {
		return l.T(key)
	}
	return stage
}

func disabilityName(l i18n.Lang, code string) string {
	if d, ok := reference.DisabilityByCode(code); ok {
		return termName(l, d.Term)
	}
	return code
}

func provinceName(code string) string {
	book, err := reference.Load()
	if err != nil {
		return code
	}
	if r, ok := book.Region(code); ok {
		return r.Name
	}
	return code
}
