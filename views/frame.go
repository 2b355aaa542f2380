// Package views is what Lumbung shows: typed templ components fed by plain page
// structs, the styles, the scripts and, in i18n, the words. A page decides
// nothing and knows no storage; handlers hand it what it shows.
package views

import (
	"slices"
	"strings"
	"time"

	"lumbung/views/i18n"
)

// Tone is what a notice or a badge says before it is read. Every tone has its
// own icon and word, so that none is told by colour alone.
type Tone string

// The tones.
const (
	Neutral Tone = "neutral"
	Info    Tone = "info"
	Good    Tone = "good"
	Warn    Tone = "warn"
	Bad     Tone = "bad"
	Wait    Tone = "wait"
)

// Tones lists every tone.
func Tones() []Tone { return []Tone{Neutral, Info, Good, Warn, Bad, Wait} }

// Link is a place to go. Current marks the page the reader is on.
type Link struct {
	Href, Text string
	Current    bool
	Own        bool // the text is what somebody typed in Indonesian
}

// Flash is a message about what the last request did. It is shown once. A Good
// flash also tells the browser that what was typed has arrived and need not be
// kept any longer.
type Flash struct {
	Tone Tone
	Text string
}

// User is whoever is signed in, as the header shows them.
type User struct {
	Ref    string // opaque and stable; keeps drafts of two people on one phone apart
	Name   string
	Role   string // text of the role, already translated
	Centre string // empty for people of the ministry
}

// Frame is everything a page has besides its own content. One function in
// handlers builds it, so that no page forgets a part.
type Frame struct {
	Lang        i18n.Lang
	Title       string // of the page, without the name of the site
	Description string // one sentence for search engines and shared links
	Lead        string // sentence under the heading
	OwnHeading  bool   // the content brings the h1 itself
	Own         bool   // title and lead are Indonesian words that somebody typed, whatever the language of the page
	Crumbs      []Link // what lies between the front page and this page; nil is no breadcrumb
	Nav         []Link // main navigation; PublicNav when empty
	User        *User  // nil when nobody is signed in
	CSRF        string // token that every form carries
	Flashes     []Flash
	Demo        bool   // sample data: shows the banner on every page
	Origin      string // scheme and host for canonical links, e.g. https://lumbung.example
	Path        string // of this page in Indonesian, without /en and query
	Bilingual   bool   // the page also exists under /en
	Noindex     bool
	Session     bool   // the page is about signing in: unsent drafts stay kept
	Failed      bool   // the page shows a form that was refused
	RequestID   string // shown in the footer, to quote when asking for help
	Image       string // path of the picture for shared links, 1200 by 630
	Kind        string // of thing the page is about, in the words of OpenGraph; website when empty
	Structured  []byte // the page for machines, as JSON-LD
	Style       string // a stylesheet that this page alone needs, e.g. room.css
	Refresh     int    // seconds after which the page asks again, while long work goes on; 0 never
	Now         time.Time
	Assets      Assets
}

// T returns the text of key in the language of the page.
func (f Frame) T(key string, pairs ...any) string { return f.Lang.T(key, pairs...) }

// Href returns path in the language of the page: /en/katalog for /katalog when
// the page is an English one.
func (f Frame) Href(path string) string { return localPath(f.Lang, path) }

// With returns a copy of f for one page.
func (f Frame) With(title string, crumbs ...Link) Frame {
	f.Title, f.Crumbs = title, crumbs
	return f
}

// styled returns a copy of f that loads a stylesheet of its own.
func (f Frame) styled(name string) Frame {
	f.Style = name
	return f
}

// Form starts a form that posts to action.
func (f Frame) Form(action string) Form {
	return Form{Lang: f.Lang, Action: action, CSRF: f.CSRF}
}

// publicSections are the navigation of somebody who is not signed in, with the
// keys of their names.
var publicSections = []struct{ href, key string }{
	{"/katalog", "site.catalogue"}, {"/sentra", "site.centres"}, {"/cara-mendapatkan", "site.how"}, {"/ruang-komando", "site.command_room"},
}

// PublicNav is the navigation of somebody who is not signed in.
func (f Frame) PublicNav() []Link {
	links := make([]Link, len(publicSections))
	for i, x := range publicSections {
		links[i] = Link{Href: f.Href(x.href), Text: f.T(x.key), Current: within(f.Path, x.href)}
	}
	return links
}

func (f Frame) nav() []Link {
	if len(f.Nav) > 0 {
		return f.Nav
	}
	return f.PublicNav()
}

// within tells whether the page at path belongs to the section at href.
func within(path, href string) bool {
	return path == href || strings.HasPrefix(path, href+"/")
}

func localPath(l i18n.Lang, path string) string {
	if l != i18n.EN {
		return path
	}
	return strings.TrimSuffix("/en"+path, "/")
}

// pageTitle is the title element: errors first, so that a screen reader says
// them first, the site last.
func (f Frame) pageTitle() string {
	title := f.Title
	if f.Failed {
		title = f.T("form.title_error", "title", title)
	}
	if title == "" || title == f.T("site.name") {
		return f.T("site.name")
	}
	return title + " · " + f.T("site.name")
}

func (f Frame) url(l i18n.Lang) string { return f.Origin + localPath(l, f.Path) }

func (f Frame) otherLang() i18n.Lang {
	if f.Lang == i18n.EN {
		return i18n.ID
	}
	return i18n.EN
}

// delivered tells whether the last request did what was asked.
func (f Frame) delivered() bool {
	for _, flash := range f.Flashes {
		if flash.Tone == Good {
			return true
		}
	}
	return false
}

func (f Frame) userRef() string {
	if f.User == nil {
		return ""
	}
	return f.User.Ref
}

// errorFrame is the frame of an error page of that kind.
func (f Frame) errorFrame(kind string) Frame {
	switch kind {
	case "403", "404", "expired", "offline":
	default:
		kind = "500"
	}
	f = f.With(f.T("error.page_" + kind))
	f.Crumbs, f.Noindex, f.Bilingual = nil, true, false
	f.Session = kind == "expired"
	return f
}

// navRow splits the navigation into what stands in a row and what is folded into
// a menu behind it, and tells whether the page at hand is in the menu.
func (f Frame) navRow() (shown, folded []Link, current bool) {
	const most, row = 8, 6
	shown = f.nav()
	if len(shown) <= most {
		return shown, nil, false
	}
	shown, folded = shown[:row], shown[row:]
	return shown, folded, slices.ContainsFunc(folded, func(l Link) bool { return l.Current })
}
