// Package webp writes photos as lossy WebP: one key frame of VP8 (RFC 6386) in
// its container. It predicts whole macroblocks, fits the probabilities of the
// tokens to the picture and leaves the rest of the standard alone, which is
// enough to be smaller than a JPEG that looks the same. It keeps about six
// bytes for each pixel while it works, and nothing afterwards.
//
// No encoder written in Go alone was to be had: the one through WebAssembly
// brings a run time of its own and, unless a build tag says otherwise, a binary
// that is not static (docs/adr/0022).
package webp

import (
	"encoding/binary"
	"errors"
	"image"
)

// maxSide is the largest width and height of a VP8 frame.
const maxSide = 1<<14 - 1

// ErrSize is returned for a picture that is empty or too large for the format.
var ErrSize = errors.New("webp: the picture is empty or too large")

// Encode writes an opaque picture in a quality of 0 to 100, which are steps of
// the quantiser and not those of JPEG. Equal pictures give equal bytes.
func Encode(img *image.RGBA, quality int) ([]byte, error) {
	size := img.Rect.Size()
	if size.X < 1 || size.Y < 1 || size.X > maxSide || size.Y > maxSide {
		return nil, ErrSize
	}
	e := newEncoder(img, 127-min(max(quality, 0), 100)*127/100)
	e.code()
	return container(e.frame()), nil
}

// container puts a frame into a RIFF file.
func container(frame []byte) []byte {
	padded := len(frame) + len(frame)&1
	out := make([]byte, 0, 20+padded)
	out = append(out, "RIFF"...)
	out = binary.LittleEndian.AppendUint32(out, uint32(12+padded))
	out = append(out, "WEBPVP8 "...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(frame)))
	out = append(out, frame...)
	return append(out, 0)[:20+padded]
}
