package handlers

import (
	"bytes"
	"encoding/hex"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/stock"
	"lumbung/views"
	"lumbung/views/i18n"
	"lumbung/views/paper"
)

// countMinutes prints the Berita Acara of a count; before it is posted, as a
// draft.
func (s *Server) countMinutes(c *fiber.Ctx) error {
	minutes, err := s.app.Stock.CountMinutes(c.UserContext(), c.Params("count"))
	if err != nil {
		return err
	}
	centre, err := s.app.Centres.One(c.UserContext(), minutes.Count.Centre)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := s.minutesOf(c, minutes, centre).Render(&out); err != nil {
		return fault.Wrap(err, "print count %s", minutes.Count.Number)
	}
	noStore(c)
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, `inline; filename="`+minutes.Count.Number+`.pdf"`)
	return c.Send(out.Bytes())
}

// minutesOf maps a count to the paper. Documents are Indonesian whatever the
// language of the screen.
func (s *Server) minutesOf(c *fiber.Ctx, m stock.CountMinutes, centre network.Centre) paper.CountMinutes {
	l, x := i18n.ID, m.Count
	doc := paper.CountMinutes{
		Letterhead: paper.Letterhead{Directorate: l.T("handover.directorate"), Centre: centre.Name, Address: centre.Address},
		Number:     x.Number, Date: s.app.Now().In(i18n.WIB), Place: townOf(centre.Region), Basis: x.Basis,
		Scope: x.Scope, Facts: countFacts(l, x), Head: paper.CountMember{Name: centre.Head.Name, Title: centre.Head.Title},
		Notes: countNotes(l, x), Draft: x.Stage != stock.StagePosted, Sample: s.app.About().Sample,
	}
	for _, t := range x.Team {
		doc.Team = append(doc.Team, member(l, t))
	}
	if !x.Approved.IsZero() {
		doc.Reviewer = member(l, x.Reviewer)
	}
	if x.Stage == stock.StagePosted { // what was frozen stands, whatever the centre is called now
		doc.Date = x.Posted.In(i18n.WIB)
		doc.Letterhead.Centre, doc.Letterhead.Address = x.Head.Centre, x.Head.Address
		doc.Head = paper.CountMember{Name: x.Head.HeadName, Title: x.Head.HeadTitle}
		doc.ContentHash, doc.VerifyURL = hex.EncodeToString(x.Hash), s.countURL(c, x)
	}
	names := map[string]string{}
	for _, line := range m.Lines {
		doc.Rows = append(doc.Rows, rowsOf(l, line)...)
		names[line.Model.String()] = line.ModelName
	}
	for _, mark := range m.Marks {
		doc.Units = append(doc.Units, unitOf(l, mark, names[mark.Model.String()]))
	}
	return doc
}

// countURL is where the code on the minutes leads.
func (s *Server) countURL(c *fiber.Ctx, x stock.Count) string {
	return s.base(c) + "/bukti-opname/" + x.ID.String()
}

func member(l i18n.Lang, t stock.Teller) paper.CountMember {
	return paper.CountMember{Name: t.Name, Title: l.T("role." + roleKey(t.Role))}
}

func countFacts(l i18n.Lang, x stock.Count) []paper.Fact {
	facts := []paper.Fact{
		{Label: l.T("count.kind"), Value: l.T("choice.count_kind_" + string(x.Kind))},
		{Label: l.T("count.scope"), Value: x.Scope},
		{Label: l.T("count.opened_at"), Value: l.DateTime(x.Opened)},
	}
	if !x.Ended.IsZero() {
		facts = append(facts, paper.Fact{Label: l.T("count.ended_at"), Value: l.DateTime(x.Ended)})
	}
	if x.Seed != "" {
		facts = append(facts, paper.Fact{Label: l.T("count.seed"), Value: x.Seed})
	}
	return facts
}

// countNotes sum the count up below its table.
func countNotes(l i18n.Lang, x stock.Count) []string {
	s := x.Sums
	notes := []string{l.T("count.note_lines", "n", s.Closed, "all", s.Slots, "differs", s.Differs)}
	if s.Unknown > 0 {
		notes = append(notes, l.T("count.note_unknown", "n", s.Unknown))
	}
	if x.Stage == stock.StagePosted {
		notes = append(notes, l.T("count.note_posted", "lost", s.Lost, "gained", s.Gained, "left", s.Left, "value", l.Rupiah(s.Value)), l.T("count.note_how"))
	}
	return notes
}

// rowsOf are the rows of one line on paper: one for a serialised model, one for
// each lot of a counted one.
func rowsOf(l i18n.Lang, x stock.CountLine) (rows []paper.CountRow) {
	reason := ""
	if x.Differs && x.Reason != "" {
		reason = l.T("choice.reason_" + string(x.Reason))
	}
	item := l.T("model.option", "name", x.ModelName, "code", x.ModelCode)
	if x.Tracking == stock.Serialised {
		row := paper.CountRow{Place: x.PlaceName, Item: item, Book: x.Booked, Uncounted: !x.Done() && x.Seen() == 0, Reason: reason}
		if x.Done() {
			row.Book, row.Difference, row.Value = x.Seen()-x.Difference(), x.Difference(), x.Value
		}
		row.Counted = x.Seen()
		return []paper.CountRow{row}
	}
	for _, lot := range x.Lots {
		row := paper.CountRow{Place: x.PlaceName, Item: item, Book: lot.Booked, Uncounted: lot.At.IsZero(), Reason: reason}
		if lot.Code != "" {
			row.Item = l.T("count.model_lot", "model", item, "lot", lot.Code)
		}
		if !row.Uncounted {
			row.Book, row.Counted, row.Difference, row.Value = lot.Expected, lot.Counted, lot.Difference(), lot.Difference()*lot.UnitCost
		}
		if row.Difference == 0 {
			row.Reason = ""
		}
		rows = append(rows, row)
	}
	return rows
}

// unitOf is a device of the annex.
func unitOf(l i18n.Lang, m stock.CountMark, model string) paper.CountUnit {
	what := l.T("count.annex_missing", "place", views.NodeText(l, m.Node))
	if m.Kind == stock.MarkExtra {
		what = l.T("count.annex_extra", "place", views.NodeText(l, m.Node), "book", views.NodeText(l, m.Book))
	}
	outcome := ""
	if m.Outcome != "" {
		outcome = l.T("choice.count_outcome_" + string(m.Outcome))
	}
	return paper.CountUnit{Code: m.Code, Serial: m.Serial, Item: model, What: what, Outcome: outcome}
}

// countProofPage confirms minutes to whoever scans their code.
func (s *Server) countProofPage(c *fiber.Ctx) error {
	proof, err := s.app.Stock.ProveCount(c.UserContext(), c.Params("count"))
	if err != nil {
		return err
	}
	f := s.frame(c, "count.proof_title")
	f.Noindex = true
	return s.page(c, views.CountProof(f, views.CountProofPage{Proof: proof}))
}
