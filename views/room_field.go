package views

import (
	"cmp"
	"strconv"

	"lumbung/app/commandroom"
	"lumbung/views/i18n"
)

// The field is the picture of the room: each grain of rice is a device that was
// handed over, ripe when it became an outcome, an empty husk while nobody has
// asked. Stalks bow the deeper the fuller they are, as the proverb has it.

const (
	grainsPerStalk = 10 // at most
	fewestGrains   = 4  // on a stalk, while there are few
	usualStalks    = 16 // that fill the field
	mostGrains     = 240
	grainStep      = 11 // from one pair of grains to the next
)

// fate is one kind of grain.
type fate struct {
	Class      string // of its grains
	Number     int64
	Name, Text string
}

// stalk is ten grains on one stem.
type stalk struct {
	Grains []string // class of each, from the tip down
	Lean   int      // degrees
	Height int      // in units of the drawing
}

// riceField is what the picture shows.
type riceField struct {
	Fates  []fate // those that there are
	Stalks []stalk
	Scale  int64 // devices to a grain
}

func fieldOf(l i18n.Lang, f commandroom.Fates) riceField {
	all := []fate{
		{"grain-helped", int64(f.Helped), l.T("room.fate_helped"), l.T("room.fate_helped_text")},
		{"grain-used", int64(f.Used), l.T("room.fate_used"), l.T("room.fate_used_text")},
		{"grain-asked", int64(f.Asked), l.T("room.fate_asked"), l.T("room.fate_asked_text")},
		{"grain-ended", int64(f.Ended), l.T("room.fate_ended"), l.T("room.fate_ended_text")},
		{"grain-unasked", int64(f.Unasked), l.T("room.fate_unasked"), l.T("room.fate_unasked_text")},
	}
	field := riceField{Scale: grainScale(int64(f.Total()))}
	var grains []string
	for _, x := range all {
		if x.Number <= 0 {
			continue
		}
		field.Fates = append(field.Fates, x)
		for range max(1, (x.Number+field.Scale/2)/field.Scale) {
			grains = append(grains, x.Class)
		}
	}
	each := min(max(len(grains)/usualStalks, fewestGrains), grainsPerStalk)
	for len(grains) > 0 {
		n := min(each, len(grains))
		field.Stalks = append(field.Stalks, newStalk(grains[:n], each))
		grains = grains[n:]
	}
	return field
}

// newStalk is a stalk of a field whose stalks have room for each grains.
func newStalk(grains []string, each int) stalk {
	s := stalk{Grains: grains, Lean: -2, Height: 29 + (each+1)/2*grainStep}
	for _, g := range grains {
		if g == "grain-helped" {
			s.Lean += grainsPerStalk / len(grains)
		}
	}
	return s
}

// grainScale is how many devices one grain stands for: 1, 2, 5, 10 … so that the
// field stays one that can be seen at a glance.
func grainScale(total int64) int64 {
	for magnitude := int64(1); ; magnitude *= 10 {
		for _, unit := range []int64{1, 2, 5} {
			if n := unit * magnitude; total <= n*mostGrains {
				return n
			}
		}
	}
}

func (f riceField) scaleText(l i18n.Lang) string {
	if f.Scale == 1 {
		return l.T("room.field_one")
	}
	return l.T("room.field_many", "n", f.Scale)
}

// grainPlace is where the n-th grain sits on its stalk.
func grainPlace(n int) string {
	x, turn := 12, "-32"
	if n%2 == 1 {
		x, turn = 24, "32"
	}
	y := 14 + n/2*grainStep + n%2*4
	return "translate(" + px(x) + " " + px(y) + ") rotate(" + turn + ")"
}

func (s stalk) lean() string { return "rotate(" + strconv.Itoa(s.Lean) + " 18 " + px(s.Height) + ")" }

// stem is the stem with two leaves at its foot.
func (s stalk) stem() string {
	return "M18 " + px(s.Height) + "V9M18 " + px(s.Height-4) + "c-5-3-8-8-9-14M18 " + px(s.Height-2) + "c5-3 8-7 9-12"
}

// balance is waiting and ready of one model on one scale.
type balance struct {
	Name, Href          string
	Waiting, Ready      int64
	Hidden              bool
	WaitingText         string
	WaitingPx, WaitingX int
	ReadyPx             int
}

const balanceHalf = 170 // width of each side; the middle holds the line

// balances is the models that people wait for, or that are ready, the most
// wanted first.
func (p RoomPage) balances(l i18n.Lang) []balance {
	var rows []balance
	largest := int64(1)
	for _, m := range p.Snap.Models {
		if m.Waiting == 0 && m.Ready == 0 || len(rows) == shownModels {
			continue
		}
		b := balance{
			Name: m.Name, Href: localPath(l, "/alat/"+m.Slug), Ready: m.Ready, Waiting: max(int64(m.Waiting), 0),
			Hidden: m.Waiting.Hidden(), WaitingText: countText(l, m.Waiting),
		}
		largest = max(largest, b.Waiting, b.Ready)
		rows = append(rows, b)
	}
	for i := range rows {
		b := &rows[i]
		b.WaitingPx, b.ReadyPx = int(b.Waiting*balanceHalf/largest), int(b.Ready*balanceHalf/largest)
		b.WaitingX = 200 - b.WaitingPx
	}
	return rows
}

// balanceText heads the balance with what is missing most.
func (p RoomPage) balanceText(l i18n.Lang) ChartText {
	t := ChartText{ID: "balance", Headline: l.T("room.balance_none"), Subtitle: l.T("room.balance_text"), CSV: roomCSV(l)}
	if p.Snap.Totals.Waiting == 0 {
		return t
	}
	t.Headline = l.T("room.balance_good")
	var worst *commandroom.Model
	for i := range p.Snap.Models {
		m := &p.Snap.Models[i]
		if m.Waiting.Hidden() { // it may be the one that is short
			t.Headline = l.T("room.balance_total", "waiting", p.Snap.Totals.Waiting, "ready", p.Snap.Totals.Ready)
		}
		if gap := int64(m.Waiting) - m.Ready; gap > 0 && (worst == nil || cmp.Compare(gap, int64(worst.Waiting)-worst.Ready) > 0) {
			worst = m
		}
	}
	if worst != nil {
		t.Headline = l.T("room.balance_short", "model", worst.Name, "waiting", int64(worst.Waiting), "ready", worst.Ready)
	}
	return t
}

func (p RoomPage) balanceTable(l i18n.Lang) Table {
	t := Table{
		Caption: l.T("room.balance_text"),
		Columns: []Column{
			{Label: l.T("room.balance_device")},
			{Label: l.T("room.balance_waiting"), Numeric: true},
			{Label: l.T("room.balance_ready"), Numeric: true},
			{Label: l.T("state.unit_reserved"), Numeric: true},
			{Label: l.T("state.unit_held"), Numeric: true},
			{Label: l.T("room.in_use"), Numeric: true},
			{Label: l.T("room.made"), Numeric: true},
		},
	}
	for _, m := range p.Snap.Models {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			{Text: m.Name, Href: localPath(l, "/alat/"+m.Slug), Own: true},
			{Text: countText(l, m.Waiting)},
			{Text: l.Number(m.Ready)},
			{Text: l.Number(m.Reserved)},
			{Text: l.Number(m.Held)},
			{Text: countText(l, m.InUse)},
			{Text: l.Number(m.Made)},
		}})
	}
	return t
}
