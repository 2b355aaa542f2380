package sample

// The sketches are of the kind of device that each innovation is; they are drawn
// here, so that no picture of anybody or anything real is needed.

const (
	ink   = 0x26323c
	steel = 0x7b8794
	white = 0xffffff
)

func powerChair(c *canvas) {
	c.stage(0xe8f1f8, 0xcfe3f1, 0xb5c9d8)
	c.line(hex(steel), 7, point{150, 205}, point{246, 205}, point{268, 240})
	c.box(hex(0x18406b), point{138, 84}, 22, 92, 9)   // back
	c.box(hex(0x18406b), point{140, 158}, 108, 24, 9) // seat
	c.line(hex(ink), 6, point{152, 100}, point{128, 94})
	c.box(hex(ink), point{150, 136}, 86, 9, 4) // arm rest
	c.line(hex(ink), 5, point{224, 136}, point{228, 116})
	c.disc(hex(0xd8452e), point{229, 112}, 7) // joystick
	c.box(hex(ink), point{156, 186}, 74, 26, 6)
	c.box(hex(0x2f9e6b), point{164, 193}, 22, 12, 3) // battery
	c.line(hex(steel), 6, point{246, 178}, point{272, 222}, point{294, 226})
	c.wheel(ink, point{162, 222}, 34, 5)
	c.wheel(ink, point{254, 236}, 19, 3)
}

func supportChair(c *canvas) {
	c.stage(0xfdf1e2, 0xf9ddb8, 0xe5c79c)
	c.line(hex(steel), 6, point{134, 92}, point{108, 78})
	c.line(hex(steel), 7, point{150, 110}, point{172, 214}, point{262, 214})
	c.shape(hex(0xe07a1f), point{134, 84}, point{160, 80}, point{184, 172}, point{158, 178})
	c.box(hex(0xe07a1f), point{160, 160}, 92, 22, 9)
	c.box(hex(0xb85c0c), point{134, 58}, 40, 20, 9)                          // head rest
	c.box(hex(0xb85c0c), point{176, 116}, 30, 14, 7)                         // side support
	c.line(hex(0x8a4508), 5, point{150, 100}, point{206, 164})               // belt
	c.line(hex(steel), 6, point{248, 178}, point{266, 222}, point{292, 222}) // foot rest
	c.wheel(0x8a4508, point{170, 224}, 32, 6)
	c.wheel(0x8a4508, point{258, 238}, 16, 3)
}

func manyUseChair(c *canvas) {
	c.stage(0xe6f4ec, 0xc8e8d5, 0xa9cfb9)
	c.box(hex(0x1f7a4d), point{134, 92}, 20, 84, 8)
	c.box(hex(0x1f7a4d), point{136, 160}, 106, 20, 8)
	c.box(hex(0xe6f4ec), point{178, 164}, 30, 8, 4) // opening in the seat
	c.line(hex(ink), 6, point{146, 104}, point{118, 96})
	c.box(hex(0xc98b3b), point{168, 122}, 104, 9, 4) // table
	c.line(hex(steel), 5, point{180, 131}, point{180, 160})
	c.box(hex(0x9ad0f0), point{176, 184}, 40, 24, 5) // bucket
	c.line(hex(steel), 6, point{140, 178}, point{140, 222}, point{250, 222}, point{242, 178})
	c.line(hex(steel), 6, point{246, 196}, point{282, 216})
	for _, x := range []float64{148, 246} {
		c.wheel(ink, point{x, 234}, 20, 4)
	}
}

func smartCane(c *canvas) {
	c.stage(0xf2ecfa, 0xdfd2f2, 0xc8b8e2)
	c.line(hex(0xc9ced6), 13, point{172, 106}, point{250, 258})
	c.line(hex(white), 10, point{172, 106}, point{250, 258})
	c.line(hex(0xd8452e), 10, point{232, 223}, point{246, 250})
	c.disc(hex(ink), point{252, 262}, 8)
	c.line(hex(0xf0b429), 20, point{146, 56}, point{172, 106})
	c.box(hex(ink), point{150, 82}, 22, 14, 5)
	for i := range 3 {
		c.arc(hex(0x6b46c1), 5, point{168, 88}, 40+float64(i)*24, -42, 28)
	}
}

func cargoTrike(c *canvas) {
	c.stage(0xfde9e6, 0xf8cfc8, 0xd9b3ab)
	c.box(hex(0xb3261e), point{58, 128}, 124, 78, 8) // box
	c.box(hex(0xfff4d6), point{72, 144}, 96, 34, 4)
	c.shape(hex(0xf0b429), point{48, 128}, point{192, 128}, point{178, 104}, point{62, 104}) // roof
	for i := range 3 {
		c.disc(hex([]uint32{0x2f9e6b, 0xe07a1f, 0x2b6cb0}[i]), point{92 + float64(i)*28, 168}, 9)
	}
	c.line(hex(ink), 9, point{178, 206}, point{262, 206}, point{300, 148})
	c.box(hex(ink), point{194, 160}, 52, 14, 7) // seat
	c.line(hex(ink), 8, point{220, 172}, point{224, 204})
	c.line(hex(ink), 7, point{300, 148}, point{292, 118}, point{272, 112})
	c.shape(hex(0xb3261e), point{280, 140}, point{312, 140}, point{322, 186}, point{292, 176})
	c.disc(hex(0xfff4d6), point{306, 146}, 8)
	c.wheel(ink, point{112, 222}, 27, 5)
	c.wheel(ink, point{318, 222}, 27, 5)
}

// band paints a wrist band with an empty face.
func band(c *canvas, strap, edge uint32) {
	c.box(hex(strap), point{168, 34}, 64, 226, 26)
	for i := range 5 {
		c.disc(hex(edge), point{200, 222 + float64(i)*8 - 8}, 2.6)
	}
	c.box(hex(edge), point{146, 92}, 108, 108, 28)
	c.box(hex(ink), point{154, 100}, 92, 92, 22)
}

func alarmBand(c *canvas) {
	c.stage(0xf3eafa, 0xe2cdf3, 0xcdb4e3)
	band(c, 0x7d3fb5, 0x5b2a8a)
	c.disc(hex(0xd8452e), point{200, 146}, 25)
	c.ring(hex(white), point{200, 146}, 31, 3)
	for i := range 3 {
		r := 76 + float64(i)*17
		c.arc(hex(0x7d3fb5), 6, point{200, 146}, r, -25, 25)
		c.arc(hex(0x7d3fb5), 6, point{200, 146}, r, 155, 205)
	}
}

func pulseBand(c *canvas) {
	c.stage(0xe5f5f3, 0xc6e8e4, 0xa5d0ca)
	band(c, 0x0f766e, 0x0a4f4a)
	c.line(hex(0x5eead4), 4.5, point{160, 148}, point{182, 148}, point{190, 124}, point{202, 172}, point{212, 138}, point{218, 148}, point{240, 148})
	c.disc(hex(0xf472b6), point{172, 118}, 6)
	c.disc(hex(0xf472b6), point{181, 118}, 6)
	c.shape(hex(0xf472b6), point{166.5, 121}, point{186.5, 121}, point{176.5, 133})
}

func lowerLeg(c *canvas) {
	c.stage(0xeaf0fb, 0xd0ddf5, 0xb4c4e4)
	c.shape(hex(0x2b5fb8), point{160, 44}, point{244, 44}, point{232, 122}, point{214, 146}, point{190, 146}, point{172, 122})
	c.shape(hex(0x4f83db), point{160, 44}, point{244, 44}, point{241, 62}, point{163, 62})
	for i := range 6 {
		c.disc(hex(0xd0ddf5), point{184 + float64(i%3)*18, 82 + float64(i/3)*22}, 4)
	}
	c.box(hex(steel), point{192, 144}, 20, 78, 6)
	c.box(hex(ink), point{186, 146}, 32, 10, 4)
	c.box(hex(ink), point{186, 210}, 32, 10, 4)
	c.shape(hex(ink), point{178, 218}, point{222, 218}, point{262, 240}, point{268, 254}, point{174, 254})
}

func splashCloth(c *canvas) {
	c.stage(0xfbf3e4, 0xf3e0bb, 0xd9bf8d)
	c.box(hex(0x8a5a2b), point{76, 46}, 248, 10, 5)
	c.shape(hex(0x23395d), point{96, 56}, point{304, 56}, point{304, 236}, point{250, 228}, point{200, 240}, point{150, 228}, point{96, 238})
	colours := []uint32{0xf0b429, 0xd8452e, 0x5fb3d9, 0xfbf3e4, 0x7cc38a}
	for i := range 90 { // thrown by a plain rule, the same each time
		x, y := float64(104+(i*67+i*i*5)%192), float64(66+(i*41+i*i*3)%156)
		c.disc(hex(colours[i%len(colours)]), point{x, y}, 1.6+float64((i*7)%6))
	}
	for i := range 8 {
		x := 112 + float64(i)*24
		c.line(hex(colours[i%3]), 2.4, point{x, 84 + float64(i*37%110)}, point{x + 15, 72 + float64(i*37%110)})
	}
}

func sewingMachine(c *canvas) {
	c.stage(0xfdeef2, 0xf8d3de, 0xdfb0be)
	c.box(hex(0x9c6b3f), point{70, 214}, 260, 16, 5)
	c.box(hex(0x37474f), point{104, 192}, 192, 22, 8)
	c.box(hex(0x37474f), point{252, 92}, 44, 110, 10)
	c.box(hex(0x37474f), point{112, 88}, 184, 36, 14)
	c.wheel(0xb23a5a, point{302, 118}, 22, 4)
	c.box(hex(steel), point{124, 120}, 18, 42, 4)
	c.line(hex(0xe2e8f0), 3, point{133, 160}, point{133, 192})
	c.box(hex(0xf0b429), point{216, 66}, 14, 24, 4)
	c.line(hex(0xf0b429), 1.5, point{223, 68}, point{140, 84}, point{133, 160})
	c.shape(hex(0xf29bb2), point{78, 194}, point{176, 188}, point{182, 198}, point{84, 210})
	c.box(hex(0xc98b62), point{150, 172}, 58, 18, 9) // hand
	for i := range 4 {
		c.line(hex(0xc98b62), 7, point{158, 176 + float64(i)*4.5}, point{142, 180 + float64(i)*4})
	}
}

func serviceVan(c *canvas) {
	c.stage(0xe9f2fb, 0xcadff3, 0x9fb3c6)
	c.box(hex(white), point{78, 110}, 176, 106, 12)
	c.shape(hex(white), point{244, 128}, point{286, 128}, point{318, 172}, point{318, 216}, point{244, 216})
	c.shape(hex(0x8cc4ea), point{256, 138}, point{282, 138}, point{304, 170}, point{256, 170})
	c.box(hex(0x1c6fb0), point{78, 184}, 240, 14, 4)
	c.ring(hex(0xe07a1f), point{140, 134}, 15, 7)
	c.shape(hex(white), point{122, 118}, point{142, 118}, point{140, 134}, point{120, 130})
	c.line(hex(0xe07a1f), 9, point{150, 144}, point{186, 170})
	c.wheel(ink, point{130, 220}, 24, 4)
	c.wheel(ink, point{268, 220}, 24, 4)
}

func symbolBoard(c *canvas) {
	c.stage(0xeef6e6, 0xd9ebc6, 0xbcd3a2)
	c.box(hex(ink), point{92, 48}, 216, 190, 16)
	c.box(hex(0xf8fafc), point{104, 60}, 192, 166, 6)
	tiles := []uint32{0xfde68a, 0xbfdbfe, 0xfecaca, 0xbbf7d0, 0xe9d5ff, 0xfed7aa}
	at := func(i int) point { return point{112 + float64(i%3)*61, 68 + float64(i/3)*78} }
	for i, col := range tiles {
		c.box(hex(col), at(i), 54, 70, 8)
	}
	house := at(0)
	c.shape(hex(0xb3261e), point{house.x + 8, house.y + 34}, point{house.x + 27, house.y + 14}, point{house.x + 46, house.y + 34})
	c.box(hex(0x8a5a2b), point{house.x + 14, house.y + 34}, 26, 22, 2)
	glass := at(1)
	c.shape(hex(0x2b6cb0), point{glass.x + 15, glass.y + 18}, point{glass.x + 39, glass.y + 18}, point{glass.x + 35, glass.y + 56}, point{glass.x + 19, glass.y + 56})
	for i, mouth := range map[int][2]float64{2: {200, 340}, 3: {20, 160}} {
		face := point{at(i).x + 27, at(i).y + 35}
		c.ring(hex(ink), face, 20, 3)
		c.disc(hex(ink), point{face.x - 7, face.y - 6}, 2.6)
		c.disc(hex(ink), point{face.x + 7, face.y - 6}, 2.6)
		shift := 0.0
		if i == 2 {
			shift = 14
		}
		c.arc(hex(ink), 3, point{face.x, face.y + shift}, 11, mouth[0], mouth[1])
	}
	bowl := at(4)
	c.arc(hex(0x6b21a8), 5, point{bowl.x + 27, bowl.y + 30}, 18, 0, 180)
	c.line(hex(0x6b21a8), 5, point{bowl.x + 9, bowl.y + 30}, point{bowl.x + 45, bowl.y + 30})
	bed := at(5)
	c.box(hex(0x9a3412), point{bed.x + 8, bed.y + 38}, 40, 8, 3)
	c.box(hex(0xfff7ed), point{bed.x + 10, bed.y + 28}, 14, 10, 4)
	c.line(hex(0x9a3412), 4, point{bed.x + 9, bed.y + 22}, point{bed.x + 9, bed.y + 54})
}

func bambooCane(c *canvas) {
	c.stage(0xf3f5e3, 0xe3e8c1, 0xc9cf9c)
	c.line(hex(0xb08d3c), 15, point{214, 84}, point{196, 250})
	c.line(hex(0xd3b45f), 9, point{213, 86}, point{196, 248})
	c.arc(hex(0xb08d3c), 15, point{188, 82}, 27, 180, 360)
	for i := range 4 {
		y := 108 + float64(i)*34
		x := 214 - (y-84)*18/166
		c.line(hex(0x7a5f22), 4, point{x - 8, y}, point{x + 8, y})
	}
	c.box(hex(ink), point{186, 244}, 20, 14, 5)
	c.line(hex(0x6b8f3a), 5, point{222, 150}, point{254, 128})
	c.shape(hex(0x7fae48), point{240, 138}, point{286, 106}, point{262, 142})
}

func bathStool(c *canvas) {
	c.stage(0xe6f4f7, 0xc9e6ee, 0xa9d2de)
	c.line(hex(steel), 7, point{150, 150}, point{132, 244})
	c.line(hex(steel), 7, point{262, 150}, point{280, 244})
	c.line(hex(steel), 5, point{146, 196}, point{266, 196})
	c.box(hex(0x5aa9c4), point{128, 132}, 156, 24, 10) // seat
	c.box(hex(ink), point{122, 240}, 20, 12, 5)        // rubber feet
	c.box(hex(ink), point{270, 240}, 20, 12, 5)
}

func headBand(c *canvas) {
	band(c, 0x3b8f5a, 0x256b40)
	c.disc(hex(ink), point{206, 120}, 12) // sensor
}

func hearingLoop(c *canvas) {
	c.stage(0xefe9f7, 0xdccff0, 0xc3b0de)
	c.arc(hex(0x5b3a91), 10, point{200, 110}, 70, 0, 360)
	c.line(hex(0x5b3a91), 8, point{160, 166}, point{200, 226}, point{240, 166})
	c.disc(hex(ink), point{200, 226}, 18)
	c.disc(hex(0x9b7fd0), point{200, 226}, 9)
}
