package views

import (
	"slices"
	"testing"

	"lumbung/app/innovation"
	"lumbung/app/ska"
)

// eachHasAPage fails for a part without an address, and for two with the same.
func eachHasAPage[P ~string](t *testing.T, parts formParts[P]) {
	t.Helper()
	if len(parts.paths) != len(parts.order) {
		t.Errorf("%d addresses for %d parts", len(parts.paths), len(parts.order))
	}
	for _, part := range parts.order {
		if got, ok := parts.at(parts.paths[part]); !ok || got != part {
			t.Errorf("the address %q of %s leads to %q", parts.paths[part], part, got)
		}
	}
	if part, ok := parts.at(""); ok {
		t.Errorf("no address leads to %q", part)
	}
}

func TestEachPartOfAFormHasAPageOfItsOwn(t *testing.T) {
	eachHasAPage(t, innovationParts)
	eachHasAPage(t, designParts)
	eachHasAPage(t, skaParts)
}

func TestAPartLeadsToThoseBesideIt(t *testing.T) {
	f := galleryFrame("Contoh", "/", "")
	for _, c := range []struct {
		links []Link
		want  []string
	}{
		{InnovationPartPage{Record: innovation.Innovation{Slug: "x"}, Part: innovation.Parts()[0]}.links(f), []string{"/inovasi/x/sunting", "/inovasi/x/sunting/foto"}},
		{SKAEditPage{Profile: ska.Profile{Centre: "x"}, Part: ska.PartRooms}.links(f), []string{"/ska/x/sunting/dasar", "/ska/x", "/ska/x/sunting/peralatan"}},
		{BlueprintFormPage{Record: innovation.Innovation{Slug: "x"}, Part: "files"}.links(f), []string{"/inovasi/x/rancangan/bahan", "/inovasi/x/rancangan"}},
	} {
		var got []string
		for _, l := range c.links {
			got = append(got, l.Href)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("links = %q, want %q", got, c.want)
		}
	}
}

func TestAListHasSpareRowsBelowWhatStandsThere(t *testing.T) {
	for name, c := range map[string]struct {
		values map[string][]string
		want   int
	}{
		"nothing":                      {nil, 2},
		"two rows":                     {map[string][]string{"rows.0.name": {"a"}, "rows.1.name": {"b"}}, 4},
		"a hole":                       {map[string][]string{"rows.2.name": {"c"}}, 5},
		"rows that were sent empty":    {map[string][]string{"rows.0.name": {"a"}, "rows.1.name": {""}, "rows.2.name": {""}}, 3},
		"another list, another number": {map[string][]string{"rowsmore.7.name": {"a"}, "rows.x.name": {"a"}}, 2},
		"as many as there may be":      {map[string][]string{"rows.5.name": {"f"}}, 6},
	} {
		if got := formRows(Form{Values: c.values}, "rows", 2, 6); got != c.want {
			t.Errorf("%s: %d rows, want %d", name, got, c.want)
		}
	}
}
