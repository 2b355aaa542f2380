package paper

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"pgregory.net/rapid"
)

const address = "https://lumbung.example/u/KRE-0001"

func TestAnSVGCodeIsWellFormedAndCarriesNoStyle(t *testing.T) {
	svg, err := QRSVG(address, 160)
	if err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("QRSVG is not XML: %v", err)
		}
	}
	if strings.Contains(svg, "style") || !strings.Contains(svg, `width="160" height="160"`) {
		t.Errorf("QRSVG = %s", svg)
	}
}

// The picture is checked against the symbol, pixel by pixel: whole modules, in
// the middle, with a quiet zone.
func TestAPNGCodeShowsTheSymbol(t *testing.T) {
	const size = 300
	data, err := QRPNG(address, size)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	s, err := encode(address)
	if err != nil {
		t.Fatal(err)
	}
	scale := size / (s.side + 2*quiet)
	margin := (size - scale*s.side) / 2
	for y := range size {
		for x := range size {
			mx, my := x-margin, y-margin
			inside := mx >= 0 && my >= 0 && mx < s.side*scale && my < s.side*scale
			want := inside && s.dark(mx/scale, my/scale)
			if r, _, _, _ := picture.At(x, y).RGBA(); (r == 0) != want {
				t.Fatalf("pixel %d,%d is dark: %v, want %v", x, y, r == 0, want)
			}
		}
	}
	if margin < quiet*scale {
		t.Errorf("quiet zone = %d pixels, want at least %d", margin, quiet*scale)
	}
}

func TestACodeThatCannotBeIsRefused(t *testing.T) {
	if _, err := QRSVG("", 100); err == nil {
		t.Error("QRSVG of nothing gives no error")
	}
	if _, err := QRPNG(strings.Repeat("x", 5000), 300); err == nil {
		t.Error("QRPNG of 5000 bytes gives no error")
	}
	if _, err := QRPNG(address, 20); !errors.Is(err, ErrQRSize) {
		t.Errorf("QRPNG of 20 pixels = %v, want ErrQRSize", err)
	}
}

func labels(n int) []Label {
	var list []Label
	for i := range n {
		list = append(list, Label{Code: fmt.Sprintf("SKA-contoh-KRE-2026-%05d", i), Name: "Kursi roda elektrik adaptif anak", Owner: "Sentra Contoh"})
	}
	return list
}

func TestEveryLabelIsPrinted(t *testing.T) {
	for format, want := range map[Format]int{A4Labels: 3, RollLabels: 49} {
		var out, again bytes.Buffer
		if err := Labels(&out, labels(49), LabelSheet{Format: format}); err != nil {
			t.Fatal(err)
		}
		got := pages(t, out.Bytes())
		if len(got) != want {
			t.Errorf("49 labels on %s take %d pages, want %d", format, len(got), want)
		}
		whole := strings.Join(got, " ")
		for _, l := range labels(49) {
			wants(t, whole, l.Code)
		}
		wants(t, whole, "Kursi roda", "Sentra Contoh")
		if err := Labels(&again, labels(49), LabelSheet{Format: format}); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
			t.Errorf("the same labels on %s differ (error %v)", format, err)
		}
	}
}

// A sheet of which some labels were used is put into the printer again.
func TestUsedLabelsOfASheetAreSkipped(t *testing.T) {
	for skip, want := range map[int]int{0: 1, 1: 2, 23: 2} {
		var out bytes.Buffer
		if err := Labels(&out, labels(24), LabelSheet{A4Labels, skip}); err != nil {
			t.Fatal(err)
		}
		if got := pages(t, out.Bytes()); len(got) != want {
			t.Errorf("24 labels after %d used ones take %d pages, want %d", skip, len(got), want)
		}
	}
	s := newSheet(fpdf.SizeType{Wd: pageWidth, Ht: 297}, time.Unix(0, 0))
	first, skipped := s.place(0, LabelSheet{A4Labels, 0}), s.place(0, LabelSheet{A4Labels, 4})
	if skipped.x <= first.x || skipped.y <= first.y {
		t.Errorf("after four used labels the first goes to %v, without to %v", skipped, first)
	}
}

func TestALongCodeIsPrintedWhole(t *testing.T) {
	long := Label{Code: strings.Repeat("KODE-PANJANG-", 8), Name: strings.Repeat("nama panjang ", 40), Owner: strings.Repeat("sentra ", 20)}
	var out bytes.Buffer
	if err := Labels(&out, []Label{long}, LabelSheet{Format: RollLabels}); err != nil {
		t.Fatal(err)
	}
	wants(t, pages(t, out.Bytes())[0], long.Code, "…")
}

func TestLabelsThatCannotBeAreRefused(t *testing.T) {
	for _, c := range []struct {
		labels []Label
		on     LabelSheet
		want   error
	}{
		{nil, LabelSheet{Format: A4Labels}, ErrNoLabels},
		{labels(1), LabelSheet{Format: "a5"}, ErrFormat},
		{labels(1), LabelSheet{A4Labels, LabelsOnSheet}, ErrSkip},
		{labels(1), LabelSheet{A4Labels, -1}, ErrSkip},
		{[]Label{{Name: "Kursi roda"}}, LabelSheet{Format: RollLabels}, ErrNoCode},
	} {
		if err := Labels(io.Discard, c.labels, c.on); !errors.Is(err, c.want) {
			t.Errorf("Labels(%v, %v) = %v, want %v", c.labels, c.on, err, c.want)
		}
	}
}

func TestWrappedTextFitsAndLosesNothing(t *testing.T) {
	s := newSheet(fpdf.SizeType{Wd: pageWidth, Ht: 297}, time.Unix(0, 0))
	s.addSerif()
	s.font("", bodySize)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringOf(rapid.SampledFrom([]rune("aiW.m  \n-é"))).Draw(t, "words")
		width := rapid.Float64Range(8, 60).Draw(t, "width")
		lines := s.wrap(words, width)
		for _, line := range lines {
			if got := s.pdf.GetStringWidth(line); got > width {
				t.Fatalf("line %q is %v mm wide, want at most %v", line, got, width)
			}
		}
		solid := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got, want := solid(strings.Join(lines, " ")), solid(words); got != want {
			t.Fatalf("wrap(%q) keeps %q", words, got)
		}
	})
}
