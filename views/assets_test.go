package views

import (
	"strings"
	"testing"
)

func TestAssetsOfAFreshCloneAreTheSources(t *testing.T) {
	a := Assets{}
	for _, name := range []string{"lumbung.css", "dark.css", "lumbung.js", "barn.svg"} {
		url := a.URL(name)
		data, kind, immutable, ok := a.File(strings.TrimPrefix(url, "/static/"))
		if !ok || len(data) == 0 || kind == "" || immutable {
			t.Errorf("File(%q) = %d bytes, %q, immutable %v, ok %v", url, len(data), kind, immutable, ok)
		}
	}
}

func TestBuiltAssetsAreNamedByTheirContent(t *testing.T) {
	a, err := NewAssets()
	if err != nil {
		t.Fatal(err)
	}
	if len(a.hashed) == 0 {
		t.Skip("not built; npm run build")
	}
	url := a.URL("lumbung.css")
	if _, kind, immutable, ok := a.File(strings.TrimPrefix(url, "/static/")); !ok || !immutable || !strings.HasPrefix(kind, "text/css") {
		t.Errorf("File(%q) = %q, immutable %v, ok %v", url, kind, immutable, ok)
	}
}

func TestNothingElseIsServed(t *testing.T) {
	a, err := NewAssets()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"", ".", "src", "src/../build.mjs", "../assets.go", "manifest.json", ".gitkeep", "src/../../frame.go", "/etc/passwd"} {
		if data, _, _, ok := a.File(p); ok {
			t.Errorf("File(%q) gave %d bytes, want nothing", p, len(data))
		}
	}
}

func TestStylesStayWithinTheirBudget(t *testing.T) {
	a, err := NewAssets()
	if err != nil {
		t.Fatal(err)
	}
	if len(a.hashed) == 0 {
		t.Skip("not built; npm run build")
	}
	for name, limit := range map[string]int{"lumbung.css": 20 << 10, "lumbung.js": 12 << 10} {
		if data, _, _, _ := a.File(strings.TrimPrefix(a.URL(name), "/static/")); len(data) > limit {
			t.Errorf("%s has %d bytes, the budget is %d", name, len(data), limit)
		}
	}
}
