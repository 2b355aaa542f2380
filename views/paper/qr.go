package paper

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
)

// quiet is the light margin round a QR code, in modules; readers need it.
const quiet = 4

// ErrQRSize is returned for a picture too small for its code.
var ErrQRSize = errors.New("paper: picture is smaller than its QR code")

// symbol is a QR code as a square of modules.
type symbol struct {
	code barcode.Barcode
	side int // modules on a side, without the quiet zone
}

// encode chooses level M, which survives the stains and folds of a document
// that is carried about.
func encode(content string) (symbol, error) {
	if content == "" {
		return symbol{}, errors.New("paper: a QR code of nothing")
	}
	code, err := qr.Encode(content, qr.M, qr.Auto)
	if err != nil {
		return symbol{}, fmt.Errorf("paper: QR code of %d bytes: %w", len(content), err)
	}
	return symbol{code, code.Bounds().Dx()}, nil
}

func (s symbol) dark(x, y int) bool {
	r, _, _, _ := s.code.At(x, y).RGBA()
	return r == 0
}

// runs calls draw for every horizontal run of dark modules.
func (s symbol) runs(draw func(x, y, length int)) {
	for y := range s.side {
		for x := 0; x < s.side; x++ {
			from := x
			for x < s.side && s.dark(x, y) {
				x++
			}
			if x > from {
				draw(from, y, x-from)
			}
		}
	}
}

// QRSVG returns a QR code as an SVG element of size CSS pixels on a side, with
// its quiet zone. It is black on white whatever the page's colours, and hidden
// from assistive technology: the page says the content in words beside it.
func QRSVG(content string, size int) (string, error) {
	s, err := encode(content)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	whole := s.side + 2*quiet
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" shape-rendering="crispEdges" aria-hidden="true" focusable="false">`, size, size, whole, whole)
	fmt.Fprintf(&b, `<path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="`, whole, whole)
	s.runs(func(x, y, length int) {
		fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, length, length)
	})
	b.WriteString(`"/></svg>`)
	return b.String(), nil
}

// QRPNG returns a QR code as a PNG picture of size pixels on a side. Modules
// are whole pixels, so the quiet zone takes up what does not divide; a size
// below one pixel a module is refused with ErrQRSize.
func QRPNG(content string, size int) ([]byte, error) {
	s, err := encode(content)
	if err != nil {
		return nil, err
	}
	scale := size / (s.side + 2*quiet)
	if scale < 1 {
		return nil, fmt.Errorf("%w: %d pixels for %d modules", ErrQRSize, size, s.side+2*quiet)
	}
	picture := image.NewPaletted(image.Rect(0, 0, size, size), color.Palette{color.White, color.Black})
	margin := (size - scale*s.side) / 2
	s.runs(func(x, y, length int) {
		for py := range scale {
			row := picture.Pix[(margin+y*scale+py)*picture.Stride:]
			for px := range length * scale {
				row[margin+x*scale+px] = 1
			}
		}
	})
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		return nil, fmt.Errorf("paper: QR picture: %w", err)
	}
	return b.Bytes(), nil
}
