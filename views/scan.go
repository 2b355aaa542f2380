package views

import (
	"strings"

	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// ScanPage is where codes are scanned, typed or pasted (/gudang/pindai): the
// fields once, then scan after scan.
type ScanPage struct {
	Form   Form
	List   stock.ScanList
	Word   string   // of the mode, in addresses
	Modes  []Link   // the other modes
	Places []Option // of the own centre
	Models []Option // to choose from while typing; value is the code
	Hrefs  []string // page of each line, for the mode that only looks
}

// Filled returns the page with the fields as the scans have filled them.
func (p ScanPage) Filled() ScanPage {
	p.Form = p.Form.Set("mode", p.Word)
	if p.List.Place.Code != "" {
		p.Form = p.Form.Set("place", p.List.Place.Code)
	}
	if p.List.Model.Code != "" {
		p.Form = p.Form.Set("model", p.List.Model.Code)
	}
	p.Form = p.Form.Set("lot", p.List.Lot)
	if !p.List.Expiry.IsZero() {
		p.Form = p.Form.Set("expires_at", i18n.ISODate(p.List.Expiry))
	}
	return p
}

// heard is what became of one scan, as it is shown.
type heardLine struct {
	Tone Tone
	Word string
	Text string
}

func heardOf(l i18n.Lang, r stock.ScanResult) heardLine {
	tone := map[stock.Heard]Tone{stock.HeardAdded: Good, stock.HeardFilled: Info, stock.HeardTwice: Warn, stock.HeardRefused: Bad}[r.Heard]
	return heardLine{tone, l.T("state.scan_" + string(r.Heard)), l.Say(r.Say.Key, r.Say.Args)}
}

// heard lists what became of the scans of the last press, the newest first.
func (p ScanPage) heard(l i18n.Lang) []heardLine {
	lines := make([]heardLine, 0, len(p.List.Results))
	for i := len(p.List.Results) - 1; i >= 0; i-- {
		lines = append(lines, heardOf(l, p.List.Results[i]))
	}
	return lines
}

// worst is the tone to be heard for the last press: one refusal among many must
// not go under.
func (p ScanPage) worst(l i18n.Lang) (tone Tone) {
	rank := map[Tone]int{Info: 1, Good: 2, Warn: 3, Bad: 4}
	for _, x := range p.heard(l) {
		if rank[x.Tone] > rank[tone] {
			tone = x.Tone
		}
	}
	return tone
}

// shownLine is one line of the list as it is shown.
type shownLine struct {
	Code, Text, Href string
}

// lines lists what can take part, the newest first.
func (p ScanPage) lines(l i18n.Lang) []shownLine {
	out := make([]shownLine, 0, len(p.List.Lines))
	for i := len(p.List.Lines) - 1; i >= 0; i-- {
		x := p.List.Lines[i]
		line := shownLine{Code: x.Code, Text: p.lineText(l, x)}
		if p.List.Mode == stock.ScanLook && i < len(p.Hrefs) {
			line.Href = p.Hrefs[i]
		}
		out = append(out, line)
	}
	return out
}

// lineText says what a line is, in a few words.
func (p ScanPage) lineText(l i18n.Lang, x stock.ScanLine) string {
	var parts []string
	add := func(text string) {
		if text != "" {
			parts = append(parts, text)
		}
	}
	add(x.Model.Name)
	switch {
	case x.Label:
		add(l.T("scan.with_label"))
	case x.Pieces > 1:
		add(l.T("scan.pieces", "n", x.Pieces))
	case x.Unit.Serial != "" && x.Unit.Serial != x.Code:
		add(x.Unit.Serial)
	}
	if !x.Unit.ID.IsZero() {
		add(l.T("state.unit_" + string(x.Unit.Bucket())))
		add(x.Unit.Node.Shelf())
	}
	if p.List.Mode == stock.ScanLook {
		add(l.T("state.found_" + string(x.Found.Kind)))
		add(x.Place.Name)
	}
	return strings.Join(parts, " · ")
}

// facts are the fields that scans have filled, to be seen without opening them.
func (p ScanPage) facts(l i18n.Lang) (facts []Definition) {
	add := func(key, text string) {
		if text != "" {
			facts = append(facts, Definition{Term: l.T(key), Text: text})
		}
	}
	add("stock.model", p.List.Model.Name)
	add("scan.place", p.List.Place.Name)
	add("receipt.lot", p.List.Lot)
	if !p.List.Expiry.IsZero() {
		add("scan.expiry", l.Date(p.List.Expiry))
	}
	return facts
}

// finish is what the last button says: how many of them it takes.
func (p ScanPage) finish(l i18n.Lang) string {
	return l.T("choice.scan_finish_"+string(p.List.Mode), "n", p.List.Pieces())
}

func (p ScanPage) receives() bool { return p.List.Mode == stock.ScanReceive }

// moreOpen tells whether one of the further fields holds something or is wrong.
func (p ScanPage) moreOpen() bool {
	for _, name := range []string{"lot", "expires_at", "donor", "quantity"} {
		if p.Form.Value(name) != "" || p.Form.Error(name) != "" {
			return true
		}
	}
	return false
}

func scanSources(l i18n.Lang) (list []Option) {
	for _, o := range sourceOptions(l) {
		if o.Value != string(stock.Return) {
			list = append(list, o)
		}
	}
	return list
}
