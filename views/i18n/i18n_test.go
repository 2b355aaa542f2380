package i18n

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func words(t *testing.T, l Lang) map[string]string {
	t.Helper()
	w, err := read(l)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestLanguagesHaveTheSameKeys(t *testing.T) {
	id, en := words(t, ID), words(t, EN)
	for key := range id {
		if _, ok := en[key]; !ok {
			t.Errorf("%s is missing in en.json", key)
		}
	}
	for key := range en {
		if _, ok := id[strings.TrimSuffix(key, "#one")]; !ok {
			t.Errorf("%s is missing in id.json", key)
		}
	}
}

var placeholder = regexp.MustCompile(`\{[a-z0-9_]+\}`)

func placeholders(text string) []string {
	found := placeholder.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestLanguagesHaveTheSamePlaceholders(t *testing.T) {
	en := words(t, EN)
	for key, text := range words(t, ID) {
		if got, want := placeholders(en[key]), placeholders(text); !slices.Equal(got, want) {
			t.Errorf("%s: en.json has %v, id.json %v", key, got, want)
		}
	}
}

func TestKeysAreSortedAndShaped(t *testing.T) {
	shape := regexp.MustCompile(`(?m)^  "([a-z0-9_]+(?:\.[a-z0-9_]+)+(?:#one)?)": "`)
	for _, l := range Langs() {
		data, err := files.ReadFile(string(l) + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, m := range shape.FindAllStringSubmatch(string(data), -1) {
			keys = append(keys, m[1])
		}
		if !slices.IsSorted(keys) {
			t.Errorf("%s.json is not sorted by key", l)
		}
		if got, want := len(keys), len(words(t, l)); got != want {
			t.Errorf("%s.json: %d keys of the right shape, want all %d", l, got, want)
		}
	}
}

func TestTextsAreNotEmptyNorPadded(t *testing.T) {
	for _, l := range Langs() {
		w := words(t, l)
		for _, key := range slices.Sorted(maps.Keys(w)) {
			if w[key] == "" || strings.TrimSpace(w[key]) != w[key] {
				t.Errorf("%s.json %s = %q, want text without outer spaces", l, key, w[key])
			}
		}
	}
}

func TestT(t *testing.T) {
	tests := []struct {
		name string
		lang Lang
		key  string
		args []any
		want string
	}{
		{"no argument", ID, "site.name", nil, "Lumbung"},
		{"unknown key is marked", ID, "no.such_key", nil, "⟦no.such_key⟧"},
		{"number is grouped", ID, "date.days_ago", []any{"n", 1250}, "1.250 hari lalu"},
		{"English singular", EN, "date.hours_ago", []any{"n", 1}, "1 hour ago"},
		{"English plural", EN, "date.hours_ago", []any{"n", 2}, "2 hours ago"},
		{"Indonesian has no plural", ID, "date.hours_ago", []any{"n", 1}, "1 jam lalu"},
		{"text is not grouped", ID, "site.reference", []any{"id", "2021"}, "Nomor rujukan: 2021"},
		{"a value cannot fill another placeholder", ID, "site.reference", []any{"id", "{id}"}, "Nomor rujukan: {id}"},
	}
	for _, tt := range tests {
		if got := tt.lang.T(tt.key, tt.args...); got != tt.want {
			t.Errorf("%s: T(%q, %v) = %q, want %q", tt.name, tt.key, tt.args, got, tt.want)
		}
	}
}

func TestSayTranslatesTheKindOfRecord(t *testing.T) {
	got := ID.Say("error.not_found", map[string]any{"kind": "page"})
	if want := "Tidak ditemukan: halaman."; got != want {
		t.Errorf("Say = %q, want %q", got, want)
	}
}

func TestParseFallsBackToIndonesian(t *testing.T) {
	for tag, want := range map[string]Lang{"id": ID, "en": EN, "en-GB": EN, "": ID, "fr": ID} {
		if got := Parse(tag); got != want {
			t.Errorf("Parse(%q) = %q, want %q", tag, got, want)
		}
	}
}
