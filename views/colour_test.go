package views

import (
	"math"
	"regexp"
	"strconv"
	"testing"
)

var property = regexp.MustCompile(`(--[a-z0-9-]+): (#[0-9a-f]{6});`)

// palette reads the colours of a stylesheet over those of base.
func palette(t *testing.T, file string, base map[string]string) map[string]string {
	t.Helper()
	data, err := static.ReadFile("static/src/" + file)
	if err != nil {
		t.Fatal(err)
	}
	colours := map[string]string{}
	for name, value := range base {
		colours[name] = value
	}
	for _, m := range property.FindAllStringSubmatch(string(data), -1) {
		if _, ok := colours[m[1]]; !ok || base != nil {
			colours[m[1]] = m[2]
		}
	}
	return colours
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) != 7 {
		t.Fatalf("%q is no colour", hex)
	}
	weights := []float64{0.2126, 0.7152, 0.0722}
	var sum float64
	for i, weight := range weights {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestColoursKeepTheirContrast(t *testing.T) {
	const text, graphic = 4.5, 3 // WCAG 1.4.3 and 1.4.11
	pairs := []struct {
		least      float64
		fore, back []string
	}{
		{text, []string{"--ink", "--muted", "--link", "--bad", "--good", "--warn"}, []string{"--paper", "--surface", "--sunk"}},
		{text, []string{"--on-brand"}, []string{"--brand"}},
		{text, []string{"--on-band"}, []string{"--band"}},
		{text, []string{"--good"}, []string{"--good-tint"}},
		{text, []string{"--warn"}, []string{"--warn-tint"}},
		{text, []string{"--bad"}, []string{"--bad-tint"}},
		{text, []string{"--info"}, []string{"--info-tint"}},
		{text, []string{"--wait"}, []string{"--wait-tint"}},
		{text, []string{"--neutral"}, []string{"--neutral-tint"}},
		{graphic, []string{"--edge", "--focus", "--brand"}, []string{"--paper", "--surface", "--sunk"}},
		{graphic, []string{"--chart-1", "--chart-2", "--chart-3", "--chart-4", "--chart-5"}, []string{"--paper", "--surface"}},
	}
	light := palette(t, "lumbung.css", nil)
	for name, colours := range map[string]map[string]string{"light": light, "dark": palette(t, "dark.css", light)} {
		for _, p := range pairs {
			for _, fore := range p.fore {
				for _, back := range p.back {
					if got := contrast(t, colours[fore], colours[back]); got < p.least {
						t.Errorf("%s: %s on %s is %.2f:1, want %.1f:1", name, fore, back, got, p.least)
					}
				}
			}
		}
	}
}

func TestMapTextKeepsItsContrast(t *testing.T) {
	light := palette(t, "lumbung.css", nil)
	dark := palette(t, "dark.css", light)
	for _, tt := range []struct {
		name    string
		colours map[string]string
		ink     map[string]string // class of the tile to its text
	}{
		{"light", light, map[string]string{"--map-0": "--muted", "--map-1": "--map-dark-ink", "--map-2": "--map-dark-ink", "--map-3": "--map-light-ink", "--map-4": "--map-light-ink"}},
		{"dark", dark, map[string]string{"--map-0": "--muted", "--map-1": "--map-light-ink", "--map-2": "--map-light-ink", "--map-3": "--map-dark-ink", "--map-4": "--map-dark-ink"}},
	} {
		for tile, ink := range tt.ink {
			if got := contrast(t, tt.colours[ink], tt.colours[tile]); got < 4.5 {
				t.Errorf("%s: text on %s is %.2f:1, want 4.5:1", tt.name, tile, got)
			}
		}
	}
}
