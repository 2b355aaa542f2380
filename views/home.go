package views

import (
	"lumbung/app/catalogue"
	"lumbung/app/commandroom"
	"lumbung/app/disclosure"
	"lumbung/views/i18n"
)

// HomePage is where everybody begins. Totals are missing until the catalogue has
// been built after a start.
type HomePage struct {
	Totals catalogue.Totals
	Known  bool
	Cards  FoundCards // the newest innovations, finished
	Door   string     // where people of a centre go
}

// homeTries are words that people often look for.
func homeTries(l i18n.Lang) []Link {
	words := []string{"kursi roda", "tunanetra", "tongkat", "alat bantu dengar", "prostesis"}
	if l == i18n.EN {
		words = []string{"wheelchair", "blind", "crutch", "hearing aid", "prosthesis"}
	}
	links := make([]Link, len(words))
	for i, w := range words {
		links[i] = Link{Href: CatalogueAsk{Q: w}.Href(l), Text: w}
	}
	return links
}

func (p HomePage) numbers(f Frame) []Stat {
	return []Stat{
		{Label: f.T("home.innovations"), Value: f.Lang.Number(int64(p.Totals.Innovations)), Href: f.Href("/katalog"), Why: f.T("home.see_innovations")},
		{Label: f.T("home.ready"), Value: f.Lang.Number(p.Totals.Ready), Href: CatalogueAsk{Ready: true}.Href(f.Lang), Why: f.T("home.see_ready")},
		{Label: f.T("home.in_use"), Value: countText(f.Lang, peopleTold(p.Totals.InUse)), Href: f.Href("/ruang-komando"), Why: f.T("home.see_room")},
	}
}

// peopleTold is a number of people as everybody may know it.
func peopleTold(n int64) commandroom.Count {
	if disclosure.Small(n) {
		return commandroom.Few
	}
	return commandroom.Count(n)
}

func (p HomePage) doors(f Frame) []Card {
	return []Card{
		{Level: 3, Href: CatalogueAsk{Ready: true}.Href(f.Lang), Title: f.T("home.door_need"), Text: f.T("home.door_need_text")},
		{Level: 3, Href: p.Door, Title: f.T("home.door_centre"), Text: f.T("home.door_centre_text")},
		{Level: 3, Href: f.Href("/data"), Title: f.T("home.door_data"), Text: f.T("home.door_data_text")},
	}
}
