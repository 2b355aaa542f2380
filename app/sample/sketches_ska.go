package sample

// coffeeCup is a cup with a bag of ground coffee.
func coffeeCup(c *canvas) {
	c.stage(0xf6eee6, 0xe9d6c2, 0xc9ad90)
	c.box(hex(0x6b4226), point{110, 96}, 84, 148, 8) // bag
	c.shape(hex(0x54331d), point{110, 104}, point{194, 104}, point{186, 84}, point{118, 84})
	c.disc(hex(0xf0e0cc), point{152, 168}, 24)
	c.line(hex(0x6b4226), 4, point{146, 152}, point{158, 184})
	c.ring(hex(white), point{282, 206}, 20, 8) // handle
	c.box(hex(white), point{214, 176}, 66, 68, 14)
	c.box(hex(0x54331d), point{222, 180}, 50, 9, 4)
	for i := range 3 {
		x := 230 + float64(i)*18
		c.line(hex(0xb49a80), 4, point{x, 164}, point{x + 5, 152}, point{x, 140}, point{x + 5, 128})
	}
}

// washingMachine is one, with a basket of laundry.
func washingMachine(c *canvas) {
	c.stage(0xe8f3f8, 0xcce4ef, 0xa9c8d8)
	c.box(hex(white), point{116, 78}, 122, 168, 8)
	c.box(hex(0xb9ced9), point{116, 78}, 122, 30, 8)
	c.disc(hex(0x2b6cb0), point{138, 93}, 7)
	c.disc(hex(0x2f9e6b), point{160, 93}, 7)
	c.disc(hex(steel), point{177, 176}, 47)
	c.disc(hex(0x9ad0f0), point{177, 176}, 37)
	c.shape(hex(0x4f9bd0), point{142, 184}, point{176, 172}, point{212, 186}, point{196, 206}, point{160, 206})
	c.shape(hex(0xd98a3d), point{252, 202}, point{330, 202}, point{318, 246}, point{264, 246}) // basket
	c.disc(hex(0xb3261e), point{276, 196}, 14)
	c.disc(hex(0xf0b429), point{300, 192}, 16)
}

// workshopHall is a hall with a gear over its door.
func workshopHall(c *canvas) {
	c.stage(0xe9f1ec, 0xcfe3d6, 0xaec7b7)
	c.shape(hex(0x7a3b22), point{70, 122}, point{200, 62}, point{330, 122}) // roof
	c.box(hex(0xf4e7cf), point{86, 120}, 228, 126, 2)
	c.box(hex(0x1d4a3c), point{160, 168}, 80, 78, 3) // door
	c.line(hex(0xe9c27c), 3, point{200, 170}, point{200, 246})
	for _, x := range []float64{104, 256} {
		c.box(hex(0x9ad0f0), point{x, 176}, 40, 36, 3)
		c.line(hex(0x7a3b22), 3, point{x + 20, 176}, point{x + 20, 212})
	}
	c.wheel(0xb3741a, point{200, 142}, 18, 4)
}
