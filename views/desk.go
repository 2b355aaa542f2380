package views

import (
	"lumbung/app"
	"lumbung/views/i18n"
)

// DeskPage is what waits for whoever is signed in (/beranda-saya).
type DeskPage struct {
	Waits  []app.Waits
	Starts []Link // what they begin most often, the first of them first of all
}

// deskPaths are where the queues are, and where one record of each is; "" where
// a record has no page of its own, or the queue shows all that can be done.
var deskPaths = map[string]struct{ list, before, after string }{
	"asks":         {"/permintaan", "/permintaan/", ""},
	"returned":     {"/inovasi", "/inovasi/", "/sunting"},
	"approved":     {"/inovasi", "/inovasi/", ""},
	"outdated":     {"/inovasi", "/inovasi/", ""},
	"reviews":      {"/telaah", "/inovasi/", "/telaah"},
	"voices":       {list: "/kebutuhan/telaah"},
	"replications": {list: "/replikasi?state=asked"},
	"questions":    {"/pertanyaan", "/pertanyaan/", ""},
	"follow_ups":   {"/tindak-lanjut", "/tindak-lanjut/", ""},
	"recall_cases": {"/gudang/penarikan/kontak", "/gudang/penarikan/kontak/", ""},
	"requests":     {"/permohonan", "/permohonan/", ""},
	"handovers":    {list: "/alokasi"},
	"arrivals":     {"/gudang/kiriman", "/gudang/kiriman/", ""},
	"returns":      {list: "/gudang/kembali/antrean"},
	"shortages":    {list: "/gudang/minimum"},
	"drafts":       {"/inovasi", "/inovasi/", "/sunting"},
}

// busy are the queues in which something waits, quiet the others.
func (p DeskPage) split() (busy, quiet []app.Waits) {
	for _, w := range p.Waits {
		if w.Count > 0 {
			busy = append(busy, w)
		} else {
			quiet = append(quiet, w)
		}
	}
	return busy, quiet
}

// chart is how much waits in each queue, and how much of it for too long.
func (p DeskPage) chart(l i18n.Lang) (c ShareChart, ok bool) {
	busy, _ := p.split()
	c = ShareChart{
		ChartText: ChartText{ID: "antrean", Top: true, Subtitle: l.T("desk.chart_subtitle")},
		Of:        l.T("desk.queue"), Series: []string{l.T("desk.in_time")},
	}
	var all, late int
	for _, w := range busy {
		all, late = all+w.Count, late+w.Late
		c.Rows = append(c.Rows, Share{
			Label: l.T("desk.queue_" + w.Queue), Href: deskPaths[w.Queue].list,
			Values: []int64{int64(w.Count - w.Late), int64(w.Late)},
		})
	}
	c.Headline = l.T("desk.headline", "n", all)
	if late > 0 {
		c.Headline = l.T("desk.headline_late", "n", all, "late", late)
		c.Subtitle, c.Series = l.T("desk.chart_late"), append(c.Series, l.T("desk.late"))
	}
	for i := range c.Rows {
		c.Rows[i].Values = c.Rows[i].Values[:len(c.Series)]
	}
	return c, len(busy) > 0
}

func (p DeskPage) table(f Frame) Table {
	l := f.Lang
	t := Table{Caption: l.T("desk.table"), HideCaption: true, Columns: []Column{
		{Label: l.T("desk.queue")}, {Label: l.T("desk.count"), Numeric: true}, {Label: l.T("desk.state")}, {Label: l.T("desk.oldest")},
	}}
	busy, _ := p.split()
	for _, w := range busy {
		row := Row{Cells: []Cell{
			{Text: l.T("desk.queue_" + w.Queue), Href: deskPaths[w.Queue].list},
			{Text: deskCount(l, w)},
			{Content: Badge(Wait, l.T("desk.waits"))},
			{Content: oldest(f, w)},
		}}
		if w.Late > 0 {
			row.Tone, row.Cells[2] = Bad, Cell{Content: Badge(Bad, l.T("desk.late_n", "n", w.Late))}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func deskCount(l i18n.Lang, w app.Waits) string {
	if w.More {
		return l.T("desk.more_than", "n", w.Count)
	}
	return l.Number(int64(w.Count))
}

// next is the oldest of a queue; ok is false where it cannot be opened alone.
func deskNext(w app.Waits) (link Link, ok bool) {
	at := deskPaths[w.Queue]
	if at.before == "" || w.Ref == "" || w.First == "" {
		return link, false
	}
	return Link{Href: at.before + w.Ref + at.after, Text: w.First}, true
}

// quietLinks are the queues in which nothing waits.
func (p DeskPage) quietLinks(l i18n.Lang) (links []Link) {
	_, quiet := p.split()
	for _, w := range quiet {
		links = append(links, Link{Href: deskPaths[w.Queue].list, Text: l.T("desk.queue_" + w.Queue)})
	}
	return links
}
