package views

import (
	"lumbung/app"
	"lumbung/views/i18n"
)

// ProofsPage is what the proofs of the store have found (/admin/pemeriksaan).
type ProofsPage struct {
	Proofs      []app.Proof // newest first
	Running     bool
	Done, Total int // steps of the run under way
	MayRun      bool
	Run         Form
}

// verdict is what a proof says, in a badge.
func verdict(l i18n.Lang, p app.Proof) (Tone, string) {
	switch n := p.Findings(); {
	case n < 0:
		return Warn, l.T("proof.failed")
	case n == 0:
		return Good, l.T("proof.whole")
	default:
		return Bad, l.T("proof.differs", "n", n)
	}
}

func proofTable(l i18n.Lang, p app.Proof) Table {
	t := Table{
		Caption: l.T("proof.lines"), HideCaption: true,
		Columns: []Column{{Label: l.T("proof.invariant")}, {Label: l.T("proof.records"), Numeric: true}, {Label: l.T("proof.entries"), Numeric: true}, {Label: l.T("proof.result")}},
	}
	for _, x := range p.Lines {
		row := Row{Cells: []Cell{{Text: x.Kind}, {Text: l.Number(int64(x.Records))}, {Text: l.Number(int64(x.Entries))}, {Content: Badge(Good, l.T("proof.whole"))}}}
		if len(x.Findings) > 0 {
			row.Tone = Bad
			row.Cells[3] = Cell{Content: plainLines(x.Findings)}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (p ProofsPage) table(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("proof.history"), HideCaption: true, Empty: l.T("proof.none"),
		Columns: []Column{{Label: l.T("proof.began")}, {Label: l.T("proof.took"), Numeric: true}, {Label: l.T("proof.by")}, {Label: l.T("proof.result")}},
	}
	for _, x := range p.Proofs {
		tone, text := verdict(l, x)
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: l.DateTime(x.Began)},
			{Text: l.T("proof.seconds", "n", l.Decimal(x.Took.Seconds(), 1))},
			{Text: x.Started},
			{Content: Badge(tone, text)},
		}})
	}
	return t
}
