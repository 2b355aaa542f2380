package webp

import "math/bits"

// coder is the arithmetic coder of section 7: it writes single bits, each with
// the probability, in parts of 256, that it is 0.
type coder struct {
	out    []byte
	bottom uint32 // of the interval, with what is not written yet
	span   uint32 // 128 to 255
	left   int    // shifts until a byte is full
}

func newCoder() *coder { return &coder{span: 255, left: 24} }

// bit writes one bit.
func (c *coder) bit(b bool, prob uint8) {
	split := 1 + (c.span-1)*uint32(prob)>>8
	if b {
		c.bottom += split
		c.span -= split
	} else {
		c.span = split
	}
	shift := bits.LeadingZeros8(uint8(c.span))
	c.span <<= shift
	c.push(shift)
}

// push shifts out n bits of the bottom; one that runs over is carried into what
// is written.
func (c *coder) push(n int) {
	for ; n > 0; n-- {
		if c.bottom>>31 != 0 {
			c.carry()
		}
		c.bottom <<= 1
		if c.left--; c.left == 0 {
			c.out = append(c.out, byte(c.bottom>>24))
			c.bottom &= 1<<24 - 1
			c.left = 8
		}
	}
}

// carry adds one to what is written.
func (c *coder) carry() {
	for i := len(c.out) - 1; i >= 0; i-- {
		if c.out[i]++; c.out[i] != 0 {
			return
		}
	}
}

// number writes the low bits of n, the highest first, each as likely as not.
func (c *coder) number(n uint32, width int) {
	for width--; width >= 0; width-- {
		c.bit(n>>width&1 != 0, 128)
	}
}

// bytes ends the writing.
func (c *coder) bytes() []byte {
	c.push(32)
	return c.out
}
