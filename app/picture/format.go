package picture

import (
	"bytes"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"

	"github.com/gabriel-vasile/mimetype"
	"golang.org/x/image/webp"

	"lumbung/app/fault"
)

// The limits of an upload.
const (
	MaxBytes  = 7 << 20    // of the file; a form may carry 8 MiB in all
	MaxPixels = 40_000_000 // width times height, however it is stored
	maxSide   = 20_000

	// maxMemory is what unpacking a picture may take: a machine with 1 GB has to
	// bear it beside its work. A file of a few kB can ask for any amount.
	maxMemory = 256 << 20
)

// format is a kind of picture that we read.
type format struct {
	magic    func(data []byte) bool
	config   func(data []byte) (image.Config, error)
	decode   func(data []byte) (image.Image, error)
	perPixel func(data []byte) int // bytes of memory that decode takes, at most
}

func starts(with string) func([]byte) bool {
	return func(data []byte) bool { return bytes.HasPrefix(data, []byte(with)) }
}

func always(n int) func([]byte) int { return func([]byte) int { return n } }

// formats are tried by their first bytes; the name of a file and the type that
// a browser claims for it say nothing. SVG is not among them: it is a program.
func formats() []format {
	return []format{
		{
			starts("\xff\xd8\xff"),
			func(d []byte) (image.Config, error) { return jpeg.DecodeConfig(bytes.NewReader(d)) },
			func(d []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(d)) },
			perPixelOfJPEG,
		},
		{
			starts(pngMagic),
			func(d []byte) (image.Config, error) { return png.DecodeConfig(bytes.NewReader(d)) },
			func(d []byte) (image.Image, error) { return png.Decode(bytes.NewReader(d)) },
			perPixelOfPNG,
		},
		{
			isWebP,
			func(d []byte) (image.Config, error) { return webp.DecodeConfig(bytes.NewReader(d)) },
			func(d []byte) (image.Image, error) { return webp.Decode(bytes.NewReader(d)) },
			always(8),
		},
		{
			starts("GIF8"),
			func(d []byte) (image.Config, error) { return gif.DecodeConfig(bytes.NewReader(d)) },
			func(d []byte) (image.Image, error) { return gif.Decode(bytes.NewReader(d)) }, // the first frame
			always(2),
		},
	}
}

const pngMagic = "\x89PNG\r\n\x1a\n"

func isWebP(data []byte) bool {
	return len(data) > 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP"
}

// moves tells whether a WebP is animated, which our reader does not read.
func moves(data []byte) bool {
	const animation = 2
	return isWebP(data) && len(data) > 20 && string(data[12:16]) == "VP8X" && data[20]&animation != 0
}

// perPixelOfJPEG counts a byte for each channel. A progressive file keeps four
// more for each until its last scan; four channels are copied once at the end.
func perPixelOfJPEG(data []byte) int {
	for marker, body := range segments(data) {
		if marker < 0xc0 || marker > 0xc2 || len(body) < 6 {
			continue
		}
		channels := int(body[5])
		bytes := channels
		if channels == 4 {
			bytes += channels
		}
		if marker == 0xc2 {
			bytes += 4 * channels
		}
		return bytes
	}
	return 24
}

// perPixelOfPNG reads the depth, and whether the rows are interlaced: those are
// unpacked beside the picture. What is sixteen bits deep is read the slow way, which
// leaves as much behind again for the collector.
func perPixelOfPNG(data []byte) int {
	const depth, interlaced = 24, 28
	bytes := 4
	if len(data) > interlaced && data[depth] == 16 {
		bytes = 16
	}
	if len(data) > interlaced && data[interlaced] != 0 {
		bytes *= 2
	}
	return bytes
}

// decode looks at the size before it unpacks anything: a small file can claim
// to be a picture that fills all memory.
func decode(field string, data []byte) (image.Image, error) {
	for _, f := range formats() {
		if !f.magic(data) {
			continue
		}
		if moves(data) {
			return nil, fault.InField(field, "picture.moving", nil)
		}
		c, err := f.config(data)
		if err != nil || c.Width < 1 || c.Height < 1 {
			return nil, fault.InField(field, "picture.broken", nil)
		}
		most := min(MaxPixels, maxMemory/f.perPixel(data))
		if c.Width > maxSide || c.Height > maxSide || c.Width*c.Height > most {
			return nil, fault.InField(field, "picture.too_many_pixels", fault.Args{"mega": most / 1_000_000})
		}
		img, err := f.decode(data)
		if err != nil || img.Bounds().Empty() {
			return nil, fault.InField(field, "picture.broken", nil)
		}
		return img, nil
	}
	return nil, fault.InField(field, strange(data), nil)
}

// strange is the message about a file that we do not read: it says what to do
// about those that people have.
func strange(data []byte) string {
	switch kind := mimetype.Detect(data); {
	case kind.Is("image/heic"), kind.Is("image/heif"), kind.Is("image/heic-sequence"), kind.Is("image/heif-sequence"), kind.Is("image/avif"):
		return "picture.heic"
	case kind.Is("image/svg+xml"):
		return "picture.svg"
	default:
		return "picture.unknown"
	}
}
