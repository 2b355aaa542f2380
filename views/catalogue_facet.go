package views

import (
	"slices"

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
		link := Link{
			Href: p.Ask.with(group, wordFor(group, c.Value)).Href(l), Current: c.On,
			Text: l.T("catalogue.value", "name", valueName(l, group, c), "n", c.N),
		}
		if len(g.Shown) < room || c.On || unfolded {
			g.Shown = append(g.Shown, link)
		} else {
			left++
		}
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
		g.Shown = []Link{{Href: a.Href(l), Current: c.On, Text: l.T("catalogue.value", "name", l.T(name), "n", c.N)}}
	}
	return g
}

// valueName is a value of a filter in words.
func valueName(l i18n.Lang, group string, c catalogue.Count) string {
	switch group {
	case "kind":
		return KindName(l, c.Value)
	case "disabilities":
		return disabilityName(l, c.Value)
	case "province":
		return provinceName(c.Value)
	case "iso":
		return className(l, c.Value)
	case "readiness":
		return stageName(l, c.Value)
	default:
		if c.Label != "" {
			return c.Label
		}
		return c.Value
	}
}

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
