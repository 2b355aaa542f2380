package views

import (
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"lumbung/app/allocation"
	"lumbung/app/catalogue"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// Availability is what a family may know of how many there are: over all
// centres and in bands, never where a single one is, and how long one waits
// while none is ready.
type Availability struct {
	Supply stock.Supply
	Wait   allocation.Wait // zero while some are ready
}

// DeviceLine is a device of an innovation with what there is of it.
type DeviceLine struct {
	Link
	Availability
}

// entry is the availability as the catalogue tells it, so that a number has the
// same band on every page.
func (a Availability) entry() catalogue.Entry {
	return catalogue.Entry{Kind: catalogue.KindModel, Supply: a.Supply}
}

// mostWeeks is the longest wait that is told in weeks.
const mostWeeks = 104

// waitWords say how long the wait is; "" where there is none to speak of.
func (a Availability) waitWords(l i18n.Lang) string {
	if e := a.entry(); e.Band() != catalogue.Waiting {
		return ""
	}
	switch {
	case !a.Wait.Known():
		return l.T("family.wait_unknown")
	case a.Wait.Weeks > mostWeeks:
		return l.T("family.wait_long")
	default:
		return l.T("family.wait", "n", a.Wait.Weeks)
	}
}

// basis says what the wait was reckoned from; "" where it was not.
func (a Availability) basis(l i18n.Lang) string {
	if e := a.entry(); e.Band() != catalogue.Waiting || !a.Wait.Known() {
		return ""
	}
	return l.T("family.wait_basis", "date", a.Wait.Since)
}

// inIndonesian marks text that somebody wrote in Indonesian where it stands on a
// page in another language.
func inIndonesian(l i18n.Lang) templ.Attributes {
	if l == i18n.ID {
		return nil
	}
	return templ.Attributes{"lang": string(i18n.ID)}
}

// words are the attributes of a cell that leads somewhere.
func (c Cell) words() templ.Attributes {
	if !c.Own {
		return nil
	}
	return templ.Attributes{"lang": string(i18n.ID)}
}

// words are the attributes of a link.
func (l Link) words() templ.Attributes { return Cell{Own: l.Own}.words() }

// words are the attributes of the title of a card.
func (c Card) words() templ.Attributes { return Cell{Own: c.Own}.words() }

// ownWords are the attributes of a title or lead that is not ours.
func (f Frame) ownWords() templ.Attributes {
	if !f.Own {
		return nil
	}
	return inIndonesian(f.Lang)
}

// easyTabs lead between the whole page and its easy-to-read text, which is at
// the same address. easy tells which of them is shown.
func (f Frame) easyTabs(path string, easy bool) []Link {
	here := f.Href(path)
	return []Link{
		{Href: here, Text: f.T("innovation.full"), Current: !easy},
		{Href: here + "?baca=mudah", Text: f.T("innovation.easy"), Current: easy},
	}
}

// sentencesOf are those of an easy-to-read text: one a line, however they were
// typed.
func sentencesOf(text string) (list []string) {
	for _, line := range paragraphs(text) {
		for rest := line; rest != ""; {
			at := strings.IndexAny(rest, ".!?")
			if at < 0 || at+1 >= len(rest) || rest[at+1] != ' ' {
				list = append(list, rest)
				break
			}
			list = append(list, rest[:at+1])
			rest = strings.TrimLeft(rest[at+1:], " ")
		}
	}
	return list
}

// address is the public address of the page at hand, without its query.
func (f Frame) address() string { return f.url(f.Lang) }

// whatsApp is the address that offers the page in WhatsApp.
func (f Frame) whatsApp() string {
	return "https://wa.me/?text=" + url.QueryEscape(f.Title+" "+f.address())
}

// QRPath is where the code of a public page is drawn, as SVG or PNG.
func QRPath(path, format string) string { return "/qr" + path + "." + format }
