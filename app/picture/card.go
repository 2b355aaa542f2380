package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"strings"
	"sync"

	"github.com/go-fonts/dejavu/dejavusans"
	"github.com/go-fonts/dejavu/dejavusansbold"
	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// The size of a card, as those who show shared links want it.
const (
	CardWidth  = 1200
	CardHeight = 630
	cardMargin = 64
)

// Card is the picture that stands beside a shared link.
type Card struct {
	Title string
	Line  string // who it is from
	Site  string
	Photo []byte // JPEG, for the right half; nil gives a plain card
}

// cardColours are those of the pages by day.
var (
	cardBack   = color.RGBA{0x1d, 0x4a, 0x3c, 255}
	cardAccent = color.RGBA{0xb3, 0x74, 0x1a, 255}
	cardInk    = color.RGBA{0xfb, 0xf3, 0xdf, 255}
)

// Draw draws the card as JPEG. A title that is too long for it ends in dots.
func (c Card) Draw() ([]byte, error) {
	img := image.NewRGBA(image.Rect(0, 0, CardWidth, CardHeight))
	draw.Draw(img, img.Rect, image.NewUniform(cardBack), image.Point{}, draw.Src)
	room := CardWidth - 2*cardMargin
	if len(c.Photo) > 0 {
		if err := c.drawPhoto(img); err != nil {
			return nil, err
		}
		room = CardWidth/2 - cardMargin - cardMargin/2
	}
	draw.Draw(img, image.Rect(0, CardHeight-18, CardWidth, CardHeight), image.NewUniform(cardAccent), image.Point{}, draw.Src)
	faces, err := cardFaces()
	if err != nil {
		return nil, err
	}
	y := cardMargin + 50
	for _, line := range wrapped(faces.title, c.Title, room, 6) {
		write(img, faces.title, line, y)
		y += 70
	}
	write(img, faces.line, clipped(faces.line, c.Line, room), CardHeight-130)
	write(img, faces.site, clipped(faces.site, c.Site, room), CardHeight-70)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("picture: card: %w", err)
	}
	return out.Bytes(), nil
}

// drawPhoto fills the right half with the middle of the photo.
func (c Card) drawPhoto(img *image.RGBA) error {
	photo, err := jpeg.Decode(bytes.NewReader(c.Photo))
	if err != nil {
		return fmt.Errorf("picture: photo of a card: %w", err)
	}
	half := image.Rect(CardWidth/2, 0, CardWidth, CardHeight)
	from := photo.Bounds()
	if w := from.Dy() * half.Dx() / half.Dy(); w < from.Dx() {
		from.Min.X += (from.Dx() - w) / 2
		from.Max.X = from.Min.X + w
	} else if h := from.Dx() * half.Dy() / half.Dx(); h < from.Dy() {
		from.Min.Y += (from.Dy() - h) / 2
		from.Max.Y = from.Min.Y + h
	}
	draw.ApproxBiLinear.Scale(img, half, photo, from, draw.Src, nil)
	return nil
}

type cardFonts struct{ title, line, site font.Face }

// cardFaces makes faces anew for each card: one must not be used by two at once.
func cardFaces() (cardFonts, error) {
	fonts, err := parsedFonts()
	if err != nil {
		return cardFonts{}, err
	}
	var f cardFonts
	for _, x := range []struct {
		face *font.Face
		font *opentype.Font
		size float64
	}{{&f.title, fonts[1], 54}, {&f.line, fonts[0], 30}, {&f.site, fonts[1], 30}} {
		if *x.face, err = opentype.NewFace(x.font, &opentype.FaceOptions{Size: x.size, DPI: 72}); err != nil {
			return f, fmt.Errorf("picture: font: %w", err)
		}
	}
	return f, nil
}

// parsedFonts reads the fonts once: plain and bold.
var parsedFonts = sync.OnceValues(func() (fonts [2]*opentype.Font, err error) {
	for i, data := range [][]byte{dejavusans.TTF, dejavusansbold.TTF} {
		if fonts[i], err = opentype.Parse(data); err != nil {
			return fonts, fmt.Errorf("picture: font: %w", err)
		}
	}
	return fonts, nil
})

func write(img *image.RGBA, face font.Face, text string, y int) {
	d := font.Drawer{Dst: img, Src: image.NewUniform(cardInk), Face: face, Dot: fixed.P(cardMargin, y)}
	d.DrawString(text)
}

// longestTitle is how many letters of a title are looked at: no card has room for
// more.
const longestTitle = 400

// wrapped breaks a text into at most so many lines of a width in pixels.
func wrapped(face font.Face, text string, width, most int) (lines []string) {
	if letters := []rune(text); len(letters) > longestTitle {
		text = string(letters[:longestTitle])
	}
	words := strings.Fields(text)
	for len(words) > 0 {
		n := 1
		for n < len(words) && wide(face, strings.Join(words[:n+1], " ")) <= width {
			n++
		}
		if len(lines) == most-1 {
			return append(lines, clipped(face, strings.Join(words, " "), width))
		}
		lines, words = append(lines, clipped(face, strings.Join(words[:n], " "), width)), words[n:]
	}
	return lines
}

// clipped cuts a text that is wider than a width in pixels.
func clipped(face font.Face, text string, width int) string {
	if wide(face, text) <= width {
		return text
	}
	letters := []rune(text)
	letters = letters[:min(len(letters), longestTitle)]
	for len(letters) > 0 && wide(face, string(letters)+"…") > width {
		letters = letters[:len(letters)-1]
	}
	return string(letters) + "…"
}

func wide(face font.Face, text string) int { return font.MeasureString(face, text).Ceil() }
