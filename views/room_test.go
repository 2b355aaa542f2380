package views

import (
	"strings"
	"testing"

	"lumbung/app/commandroom"
	"lumbung/views/i18n"
)

func TestTheFieldHasAGrainForEachDevice(t *testing.T) {
	for _, f := range []commandroom.Fates{
		{},
		{Helped: 1},
		{Helped: 11, Used: 18, Ended: 6, Unasked: 7},
		{Helped: 67, Used: 58, Ended: 21, Unasked: 88},
		{Asked: 7, Unasked: 3},
		{Helped: 1, Unasked: 100_000},
		{Helped: 5000, Used: 5000, Ended: 5000, Unasked: 5000},
	} {
		field := fieldOf(i18n.ID, f)
		grains, classes := 0, map[string]bool{}
		for _, s := range field.Stalks {
			grains += len(s.Grains)
			for _, g := range s.Grains {
				classes[g] = true
			}
		}
		if field.Scale == 1 && int64(grains) != int64(f.Total()) {
			t.Errorf("%+v has %d grains", f, grains)
		}
		if grains > mostGrains+len(field.Fates) {
			t.Errorf("%+v has %d grains, too many to see", f, grains)
		}
		if len(classes) != len(field.Fates) {
			t.Errorf("%+v: a fate has no grain: %v", f, classes)
		}
	}
}

func TestAFullStalkBows(t *testing.T) {
	ripe := newStalk([]string{"grain-helped", "grain-helped", "grain-helped", "grain-helped"}, 4)
	empty := newStalk([]string{"grain-unasked", "grain-unasked", "grain-unasked", "grain-unasked"}, 4)
	if ripe.Lean <= empty.Lean || ripe.Lean > 12 {
		t.Errorf("a ripe stalk leans %d degrees, an empty one %d", ripe.Lean, empty.Lean)
	}
}

func TestGrainsStandForRoundNumbers(t *testing.T) {
	for total, want := range map[int64]int64{0: 1, 240: 1, 241: 2, 480: 2, 481: 5, 1200: 5, 1201: 10, 100_000: 500} {
		if got := grainScale(total); got != want {
			t.Errorf("grainScale(%d) = %d, want %d", total, got, want)
		}
	}
}

func TestTheRoomClaimsNothingOfWhatItHides(t *testing.T) {
	p := RoomPage{Snap: &commandroom.Snapshot{Totals: commandroom.Totals{Waiting: 3}}}
	p.Snap.Totals.Ready = 9
	p.Snap.Models = []commandroom.Model{{Name: "A", Waiting: commandroom.Few}, {Name: "B", Waiting: commandroom.Few, Stock: commandroom.Stock{Ready: 9}}}
	if got, want := p.balanceText(i18n.ID).Headline, "3 menunggu, 9 siap"; got != want {
		t.Errorf("headline = %q, want %q", got, want)
	}
	few := commandroom.Share{Part: commandroom.Few, Whole: 23}
	if got, want := percentText(i18n.ID, few), "≤ 17%"; got != want {
		t.Errorf("percentText(%+v) = %q, want %q", few, got, want)
	}
	if got, want := shareText(i18n.ID, "room.chain_served", few), "kurang dari 5 dari 23"; got != want {
		t.Errorf("shareText(%+v) = %q, want %q", few, got, want)
	}
	p.Snap.Outcomes.Fates = commandroom.Fates{Asked: 3, Unasked: 4}
	if got := p.answer(i18n.ID) + p.rest(i18n.ID); strings.Contains(got, "menjadi hasil.") && strings.Contains(got, "0 dari 7") {
		t.Errorf("the answer tells of hidden outcomes: %s", got)
	}
}

func TestThePublicPageLeavesOutWhatNeedsAction(t *testing.T) {
	p := RoomPage{Snap: busyRoom()}
	for _, part := range RoomParts(i18n.ID, p) {
		if part.ID == "room-alerts" {
			t.Error("the public page has the part of alerts")
		}
		html, _ := render(t, part.Component)
		if !strings.HasPrefix(html, `<section id="`+part.ID+`"`) || strings.Contains(html, "Pekerja sosial") {
			t.Errorf("part %s begins %.60s, or names an owner", part.ID, html)
		}
	}
	p.Inner = true
	p.MayOpen = func(commandroom.Alert) bool { return false }
	for _, a := range p.alerts(i18n.ID) {
		if a.Href != "" || a.Owner == "" || a.What == "" {
			t.Errorf("an alert leads where its reader may not go, or has no owner: %+v", a)
		}
	}
}
