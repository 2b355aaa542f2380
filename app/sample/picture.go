package sample

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"slices"

	"golang.org/x/image/vector"
)

// The size of an illustration in pixels, and of the drawing in its own units.
const (
	pictureWidth  = 1280
	pictureHeight = 960
	drawingWidth  = 400
)

// canvas is an illustration under way. Its units are those of a sheet of 400 by
// 300; the origin is the upper left corner.
type canvas struct {
	img *image.RGBA
	z   *vector.Rasterizer
}

// point is a place on the canvas.
type point struct{ x, y float64 }

// illustrate draws a picture and returns it as a file, like one that somebody
// uploads.
func illustrate(sketch func(*canvas)) ([]byte, error) {
	c := &canvas{image.NewRGBA(image.Rect(0, 0, pictureWidth, pictureHeight)), vector.NewRasterizer(pictureWidth, pictureHeight)}
	sketch(c)
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, c.img)
	return out.Bytes(), err
}

// hex is a colour written as 0xrrggbb.
func hex(rgb uint32) color.RGBA {
	return color.RGBA{uint8(rgb >> 16), uint8(rgb >> 8), uint8(rgb), 255}
}

// fill paints what the outlines enclose, where they lie and nowhere else: a
// whole sheet for each spoke takes seconds.
func (c *canvas) fill(col color.RGBA, outlines ...[]point) {
	var area image.Rectangle
	for _, p := range slices.Concat(outlines...) {
		x, y := int(scaled(p.x)), int(scaled(p.y))
		area = area.Union(image.Rect(x-1, y-1, x+2, y+2))
	}
	if area = area.Intersect(c.img.Bounds()); area.Empty() {
		return
	}
	c.z.Reset(area.Dx(), area.Dy())
	c.z.DrawOp = draw.Over
	for _, outline := range outlines {
		for i, p := range outline {
			x, y := scaled(p.x)-float32(area.Min.X), scaled(p.y)-float32(area.Min.Y)
			if i == 0 {
				c.z.MoveTo(x, y)
				continue
			}
			c.z.LineTo(x, y)
		}
		c.z.ClosePath()
	}
	c.z.Draw(c.img, area, image.NewUniform(col), image.Point{})
}

func scaled(v float64) float32 { return float32(v * pictureWidth / drawingWidth) }

// shape paints a polygon.
func (c *canvas) shape(col color.RGBA, points ...point) { c.fill(col, points) }

// round lists the points of a circle; backwards cuts a hole.
func round(at point, r float64, backwards bool) []point {
	const corners = 72
	points := make([]point, corners)
	for i := range points {
		turn := 2 * math.Pi * float64(i) / corners
		if backwards {
			turn = -turn
		}
		points[i] = point{at.x + r*math.Cos(turn), at.y + r*math.Sin(turn)}
	}
	return points
}

// disc paints a circle.
func (c *canvas) disc(col color.RGBA, at point, r float64) { c.shape(col, round(at, r, false)...) }

// ring paints a circle of a thickness.
func (c *canvas) ring(col color.RGBA, at point, r, thick float64) {
	c.fill(col, round(at, r, false), round(at, r-thick, true))
}

// line paints a line with round ends and corners through points.
func (c *canvas) line(col color.RGBA, thick float64, first point, others ...point) {
	last := first
	for _, p := range append([]point{first}, others...) {
		c.disc(col, p, thick/2)
		c.stroke(col, thick, last, p)
		last = p
	}
}

// stroke paints a straight line with flat ends.
func (c *canvas) stroke(col color.RGBA, thick float64, from, to point) {
	dx, dy := to.x-from.x, to.y-from.y
	long := math.Hypot(dx, dy)
	if long == 0 {
		return
	}
	nx, ny := -dy/long*thick/2, dx/long*thick/2
	c.shape(col, point{from.x + nx, from.y + ny}, point{to.x + nx, to.y + ny}, point{to.x - nx, to.y - ny}, point{from.x - nx, from.y - ny})
}

// arc paints part of a circle as a line, from and to in degrees clockwise from
// the right.
func (c *canvas) arc(col color.RGBA, thick float64, at point, r, from, to float64) {
	var points []point
	for a := from; a <= to; a += 5 {
		points = append(points, point{at.x + r*math.Cos(a*math.Pi/180), at.y + r*math.Sin(a*math.Pi/180)})
	}
	c.line(col, thick, points[0], points[1:]...)
}

// box paints a rectangle with round corners.
func (c *canvas) box(col color.RGBA, at point, w, h, r float64) {
	var points []point
	for i, centre := range []point{{at.x + w - r, at.y + h - r}, {at.x + r, at.y + h - r}, {at.x + r, at.y + r}, {at.x + w - r, at.y + r}} {
		for a := 0.0; a <= 90; a += 10 {
			turn := (float64(i)*90 + a) * math.Pi / 180
			points = append(points, point{centre.x + r*math.Cos(turn), centre.y + r*math.Sin(turn)})
		}
	}
	c.shape(col, points...)
}

// stage paints what stands behind every device: a wall, a floor and a soft sun.
func (c *canvas) stage(wall, sun, floor uint32) {
	c.box(hex(wall), point{0, 0}, drawingWidth, 300, 0.1)
	c.disc(hex(sun), point{200, 140}, 118)
	c.box(hex(floor), point{0, 244}, drawingWidth, 56, 0.1)
}

// wheel paints a wheel with spokes.
func (c *canvas) wheel(rim uint32, at point, r float64, spokes int) {
	c.disc(hex(0xfafafa), at, r-3)
	for i := range spokes {
		turn := math.Pi * float64(i) / float64(spokes)
		dx, dy := (r-4)*math.Cos(turn), (r-4)*math.Sin(turn)
		c.line(hex(0xb8c0c8), 1.4, point{at.x - dx, at.y - dy}, point{at.x + dx, at.y + dy})
	}
	c.ring(hex(rim), at, r, 6)
	c.disc(hex(rim), at, r/7+2)
}
