package views

import (
	"strconv"
	"time"

	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/views/i18n"
)

// InnovationActs are the steps of its life that the reader may take now; nil is
// one that they may not.
type InnovationActs struct {
	Release, Confirm *Form // one button each
	Cancel, Withdraw *Form // with a reason
	Versions         bool  // may read every version
	PublicAfter      time.Time
}

// DutiesPart is what waits for a centre.
type DutiesPart struct {
	innovation.Duties
	Now time.Time
}

// dutyRow is one line of it.
type dutyRow struct {
	Title, Href, Text string
	Tone              Tone
	Word              string
}

func (d DutiesPart) rows(l i18n.Lang) (rows []dutyRow) {
	for _, i := range d.Returned {
		r := dutyRow{Title: i.Title, Href: "/inovasi/" + i.Slug + "/sunting", Tone: Warn, Word: l.T("choice.state_returned")}
		if due := i.Due(); !due.IsZero() {
			r.Text = l.T("innovation.returned_due", "date", due)
			if d.Now.After(due) {
				r.Tone, r.Text = Bad, l.T("duty.late", "date", due)
			}
		}
		rows = append(rows, r)
	}
	for _, i := range d.Approved {
		r := dutyRow{Title: i.Title, Href: "/inovasi/" + i.Slug, Tone: Wait, Word: l.T("choice.state_approved"), Text: l.T("duty.release")}
		if after := i.Blueprint.Rights.After; after.After(d.Now) {
			r.Text = l.T("innovation.embargoed", "date", after)
		}
		rows = append(rows, r)
	}
	for _, i := range d.Outdated {
		rows = append(rows, dutyRow{
			Title: i.Title, Href: "/inovasi/" + i.Slug, Tone: Warn, Word: l.T("duty.outdated"), Text: l.T("duty.outdated_text", "date", i.ReviewBy()),
		})
	}
	return rows
}

// VersionsPage lists the versions of a record, the newest first.
type VersionsPage struct {
	Record innovation.Innovation
	Items  []innovation.Chapter
	Pager  Pager
}

func (p VersionsPage) table(f Frame) Table {
	l, base := f.Lang, "/inovasi/"+p.Record.Slug+"/versi/"
	t := Table{Caption: f.T("version.list"), HideCaption: true, Columns: []Column{
		{Label: l.T("version.number")}, {Label: l.T("innovation.column_state")}, {Label: l.T("version.when")}, {Label: l.T("version.by")}, {Label: l.T("version.changed")}, {Label: l.T("version.compare")},
	}}
	for _, v := range p.Items {
		n := strconv.FormatInt(v.Number, 10)
		row := Row{Cells: []Cell{
			{Text: l.T("version.name", "n", v.Number), Href: base + n},
			{Content: Badge(stateTone(v.State), l.T("choice.state_"+string(v.State)))},
			{Text: l.DateTime(v.At)},
			{Text: v.By.Name},
			{Text: changedWords(l, v.Changed)},
			{},
		}}
		if v.Number > 1 {
			row.Cells[5] = Cell{Text: l.T("version.with_before", "n", v.Number-1), Href: base + strconv.FormatInt(v.Number-1, 10) + ".." + n}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// compare leads to what separates the working copy from what is public.
func (p VersionsPage) compare() (href string, ok bool) {
	if p.Record.PublishedVersion == 0 || p.Record.PublishedVersion == p.Record.Version {
		return "", false
	}
	return versionsHref(p.Record.Slug, p.Record.PublishedVersion, p.Record.Version), true
}

// VersionsHref is the page of what separates two versions.
func VersionsHref(slug string, from, to int64) string { return versionsHref(slug, from, to) }

func versionsHref(slug string, from, to int64) string {
	return "/inovasi/" + slug + "/versi/" + strconv.FormatInt(from, 10) + ".." + strconv.FormatInt(to, 10)
}

// VersionPage is one version as it was.
type VersionPage struct {
	Old  innovation.Old
	Page InnovationPage // its Sheet holds the content
}

// ProofRow is a piece of evidence for a reviewer: its words, who has looked at
// it, and the button of who may.
type ProofRow struct {
	Text     string
	Verified string // the centre that has; "" is none
	Verify   *Form
}

// verifiedMark says of a piece of evidence whether another centre has looked.
func verifiedMark(l i18n.Lang, s innovation.Sheet, id op.ID) string {
	for _, v := range s.Verified {
		if v == id {
			return l.T("innovation.verified")
		}
	}
	return l.T("innovation.unverified")
}

// VersionLead says which version it is.
func VersionLead(f Frame, o innovation.Old) string { return versionName(f.Lang, o) }

// ProofText is a piece of evidence as one sentence.
func ProofText(f Frame, p innovation.Proof) string { return proofWords(f.Lang, p) }
