package views

import (
	"net/url"
	"slices"
	"strings"

	"lumbung/app/catalogue"
	"lumbung/app/innovation"
	"lumbung/views/i18n"
)

// CatalogueAsk is the query of the catalogue as it stands in an address, where
// names and values are Indonesian and stay as they are for good.
type CatalogueAsk struct {
	Q        string   `json:"q"`
	Kind     []string `json:"jenis"`
	Whom     []string `json:"untuk"`
	Centre   []string `json:"sentra"`
	Province []string `json:"provinsi"`
	ISO      []string `json:"fungsi"`
	Stage    []string `json:"tkt"`
	Ready    bool     `json:"siap"`
	Open     bool     `json:"terbuka"`
	Sort     string   `json:"urut"`
	Cursor   string   `json:"cursor"`
	Unfold   string   `json:"buka"` // the filter that is shown with all its values, by its word
}

// kindWords are the kinds as they stand in addresses.
var kindWords = map[string]string{
	catalogue.KindModel: "alat", catalogue.KindOffer: "produk-ska", string(innovation.Device): "alat-bantu", string(innovation.Product): "produk",
	string(innovation.Service): "layanan", string(innovation.Method): "metode", string(innovation.Digital): "digital",
}

// stageWords are the stages of readiness as they stand in addresses.
var stageWords = map[string]string{
	string(catalogue.Research): "riset", string(catalogue.Prototype): "prototipe", string(catalogue.Usable): "siap-pakai",
}

// sortWords are the orders as they stand in addresses.
var sortWords = map[catalogue.Sort]string{
	catalogue.ByRelevance: "", catalogue.ByNewest: "terbaru", catalogue.ByTitle: "abjad", catalogue.ByReady: "siap",
}

// Query is the same query as the catalogue understands it. A word that it does
// not know stays, so that it can be named as the one that is wrong.
func (a CatalogueAsk) Query() catalogue.Query {
	q := catalogue.Query{
		Q: a.Q, Kind: meant(kindWords, a.Kind), Disabilities: a.Whom, Centre: a.Centre, Province: a.Province,
		ISO: a.ISO, Stages: meant(stageWords, a.Stage), Ready: a.Ready, Open: a.Open,
		Sort: catalogue.Sort(a.Sort), Cursor: a.Cursor,
	}
	for sort, word := range sortWords {
		if word == a.Sort {
			q.Sort = sort
		}
	}
	return q
}

// meant are the values that words of an address stand for.
func meant(words map[string]string, list []string) []string {
	var out []string
	for _, typed := range list {
		value := typed
		for v, word := range words {
			if word == typed {
				value = v
			}
		}
		out = append(out, value)
	}
	return out
}

// wordFor is the word of an address for a value of a filter.
func wordFor(group, value string) string {
	word, ok := "", false
	switch group {
	case "kind":
		word, ok = kindWords[value]
	case "readiness":
		word, ok = stageWords[value]
	}
	if !ok {
		return value
	}
	return word
}

// Href is the address of the query, from its first page. Its parts stand in the
// order of their names, so that a query has one address.
func (a CatalogueAsk) Href(l i18n.Lang) string {
	b := append(make([]byte, 0, 96), localPath(l, "/katalog")...)
	bare := len(b)
	set := func(name string, values ...string) {
		for _, x := range values {
			if x != "" {
				b = append(append(append(b, '&'), name...), '=')
				b = append(b, url.QueryEscape(x)...)
			}
		}
	}
	set("buka", a.Unfold)
	set("cursor", a.Cursor)
	set("fungsi", a.ISO...)
	set("jenis", a.Kind...)
	set("provinsi", a.Province...)
	set("q", a.Q)
	set("sentra", a.Centre...)
	set("siap", once(a.Ready))
	set("terbuka", once(a.Open))
	set("tkt", a.Stage...)
	set("untuk", a.Whom...)
	set("urut", a.Sort)
	if len(b) > bare {
		b[bare] = '?'
	}
	return string(b)
}

// once is the value of a part of the query that has but one.
func once(is bool) string {
	if is {
		return "1"
	}
	return ""
}

// filter is one list of the query by the name that the catalogue gives it.
func (a *CatalogueAsk) filter(group string) *[]string {
	switch group {
	case "kind":
		return &a.Kind
	case "disabilities":
		return &a.Whom
	case "centre":
		return &a.Centre
	case "province":
		return &a.Province
	case "iso":
		return &a.ISO
	default: // readiness
		return &a.Stage
	}
}

// filterGroups are the names of the lists of a query, in the order of the page.
var filterGroups = []string{"disabilities", "iso", "kind", "readiness", "centre", "province"}

// with returns the query with one value of a filter more, or without it.
func (a CatalogueAsk) with(group, value string) CatalogueAsk {
	a.Cursor, a.Unfold = "", ""
	list := a.filter(group)
	if at := slices.Index(*list, value); at >= 0 {
		*list = slices.Delete(slices.Clone(*list), at, at+1)
	} else {
		*list = append(slices.Clip(*list), value)
	}
	return a
}

// without returns the query without one of its parts.
func (a CatalogueAsk) without(part string) CatalogueAsk {
	a.Cursor, a.Unfold = "", ""
	switch part {
	case "q":
		a.Q = ""
	case "ready":
		a.Ready = false
	case "open":
		a.Open = false
	default:
		*a.filter(part) = nil
	}
	return a
}

// CataloguePage is a search and what it found.
type CataloguePage struct {
	Ask    CatalogueAsk
	Result catalogue.Result
	Cards  FoundCards
	Wrong  []string        // what in the query cannot be; nothing was searched then
	Ways   []catalogue.Way // beside an empty result: what less would give
	Needs  bool            // there is a page to note what nobody has built yet
	Pager  Pager
}

// tags are the parts of the query, each with the way to be rid of it.
func (p CataloguePage) tags(l i18n.Lang) []FilterTag {
	var tags []FilterTag
	if p.Ask.Q != "" {
		tags = append(tags, FilterTag{Text: "“" + shorten(p.Ask.Q, 40) + "”", Href: p.Ask.without("q").Href(l)})
	}
	query := p.Ask.Query()
	for _, group := range filterGroups {
		for i, v := range *p.Ask.filter(group) {
			c := catalogue.Count{Value: v}
			switch group {
			case "kind":
				c.Value = query.Kind[i]
			case "readiness":
				c.Value = query.Stages[i]
			case "centre":
				c.Label = p.centreLabel(v)
			}
			tags = append(tags, FilterTag{Text: shorten(valueName(l, group, c), 40), Href: p.Ask.with(group, v).Href(l)})
		}
	}
	if p.Ask.Ready {
		tags = append(tags, FilterTag{Text: l.T("catalogue.ready_now"), Href: p.Ask.without("ready").Href(l)})
	}
	if p.Ask.Open {
		tags = append(tags, FilterTag{Text: l.T("catalogue.open_design"), Href: p.Ask.without("open").Href(l)})
	}
	return tags
}

// centreLabel is the name of a centre among those found, or "".
func (p CataloguePage) centreLabel(code string) string {
	for _, c := range p.Result.Centres {
		if c.Value == code {
			return c.Label
		}
	}
	return ""
}

func shorten(text string, most int) string {
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return text
}

// clear is the query without filters, where there are several.
func (p CataloguePage) clear(l i18n.Lang) string {
	if len(p.tags(l)) < 2 {
		return ""
	}
	return CatalogueAsk{Sort: p.Ask.Sort}.Href(l)
}

func (p CataloguePage) count(l i18n.Lang) string {
	if p.Ask.Q != "" {
		return l.T("catalogue.count_query", "n", p.Result.Total, "q", shorten(p.Ask.Q, 60))
	}
	return l.T("catalogue.count", "n", p.Result.Total)
}

func (p CataloguePage) sorts(l i18n.Lang) []Link {
	names := map[catalogue.Sort]string{
		catalogue.ByRelevance: "relevance", catalogue.ByNewest: "newest", catalogue.ByTitle: "title", catalogue.ByReady: "ready",
	}
	var links []Link
	for _, sort := range catalogue.Sorts() {
		if sort == catalogue.ByNewest && p.Ask.Q == "" {
			continue // the same as the first
		}
		name := names[sort]
		if sort == catalogue.ByRelevance && p.Ask.Q == "" {
			name = "newest"
		}
		to := p.Ask
		to.Cursor, to.Sort = "", sortWords[sort]
		links = append(links, Link{Href: to.Href(l), Text: l.T("choice.sort_" + name), Current: p.Ask.Sort == to.Sort})
	}
	return links
}

// corrections say which words were taken for others.
func (p CataloguePage) corrected(l i18n.Lang) string {
	var typed, taken []string
	for _, c := range p.Result.Corrections {
		typed = append(typed, c.Typed)
		taken = append(taken, strings.Join(c.Taken, ", "))
	}
	return l.T("catalogue.corrected", "typed", shorten(strings.Join(typed, " "), 60), "taken", strings.Join(taken, " "))
}

// help are the ways out of an empty result.
func (p CataloguePage) help(l i18n.Lang) []Link {
	var links []Link
	for _, w := range p.Ways {
		word, less := p.Ask.Q, p.Ask
		if w.Part == "word" {
			word, less.Q, less.Cursor = w.Word, w.Q, ""
		} else {
			less = less.without(w.Part)
		}
		links = append(links, Link{Href: less.Href(l), Text: l.T(dropKeys[w.Part], "q", shorten(word, 40), "n", w.N)})
	}
	return append(links, Link{Href: localPath(l, "/katalog"), Text: l.T("catalogue.see_all")})
}

// meant is the query as it was understood, to be asked for in so many words.
func (p CataloguePage) meant(l i18n.Lang) Link {
	a := p.Ask
	a.Q, a.Cursor = p.Result.Meant, ""
	return Link{Href: a.Href(l), Text: shorten(a.Q, 60)}
}

// dropKeys say what each part of a query would give up.
var dropKeys = map[string]string{
	"q": "catalogue.drop_q", "word": "catalogue.drop_q", "kind": "catalogue.drop_kind", "disabilities": "catalogue.drop_disabilities",
	"centre": "catalogue.drop_centre", "province": "catalogue.drop_province", "ready": "catalogue.drop_ready",
	"iso": "catalogue.drop_iso", "readiness": "catalogue.drop_readiness", "open": "catalogue.drop_open",
}

// filterTitle counts the filters in force, for narrow screens.
func (p CataloguePage) filterTitle(l i18n.Lang) string {
	n := 0
	for _, group := range filterGroups {
		n += len(*p.Ask.filter(group))
	}
	for _, on := range []bool{p.Ask.Ready, p.Ask.Open} {
		if on {
			n++
		}
	}
	if n == 0 {
		return l.T("catalogue.filter")
	}
	return l.T("catalogue.filter_n", "n", n)
}

// hidden are the filters that a new search keeps.
func (p CataloguePage) hidden() []Option {
	var list []Option
	for _, x := range []struct {
		name   string
		values []string
	}{{"jenis", p.Ask.Kind}, {"untuk", p.Ask.Whom}, {"sentra", p.Ask.Centre}, {"provinsi", p.Ask.Province}, {"fungsi", p.Ask.ISO}, {"tkt", p.Ask.Stage}} {
		for _, v := range x.values {
			list = append(list, Option{Value: v, Label: x.name})
		}
	}
	if p.Ask.Ready {
		list = append(list, Option{Value: "1", Label: "siap"})
	}
	if p.Ask.Open {
		list = append(list, Option{Value: "1", Label: "terbuka"})
	}
	if p.Ask.Sort != "" {
		list = append(list, Option{Value: p.Ask.Sort, Label: "urut"})
	}
	return list
}

// sayHref leads to the form of a need, with what was searched for.
func sayHref(l i18n.Lang, words string) string {
	return localPath(l, "/kebutuhan/baru") + "?" + url.Values{"kata": {words}}.Encode()
}
