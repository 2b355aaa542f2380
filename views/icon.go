package views

// iconPath is the drawing of an icon on a grid of 24, drawn by hand for Lumbung.
// The tones differ in outline, so they are told apart without colour.
func iconPath(name string) string {
	switch name {
	case "good":
		return "M12 3a9 9 0 1 0 .01 0ZM8 12.500l2.700 2.700L16 9.500"
	case "info":
		return "M4 4h16v13h-6l-4 4v-4H4ZM12 8v.01M12 11v3"
	case "warn":
		return "M12 3.500 22 20.500H2ZM12 10v4.500M12 17.500v.01"
	case "bad":
		return "M8.300 3h7.400L21 8.300v7.400L15.700 21H8.300L3 15.700V8.300ZM9 9l6 6M15 9l-6 6"
	case "wait":
		return "M6 3h12M6 21h12M8 3c0 5 8 5 8 9s-8 4-8 9M16 3c0 5-8 5-8 9s8 4 8 9"
	case "neutral":
		return "M5 12h14"
	case "menu":
		return "M4 6h16M4 12h16M4 18h16"
	case "person":
		return "M12 4a4 4 0 1 0 .01 0ZM4.500 20c.5-4 3.500-6 7.500-6s7 2 7.500 6"
	case "search":
		return "M10.500 4a6.500 6.500 0 1 0 .01 0ZM15.500 15.500 20 20"
	case "next":
		return "M9 5l7 7-7 7"
	case "prev":
		return "M15 5l-7 7 7 7"
	case "right":
		return "M4 12h15M13 6l6 6-6 6"
	case "close":
		return "M6 6l12 12M18 6 6 18"
	case "up":
		return "M12 20V5M6 11l6-6 6 6"
	case "down":
		return "M12 4v15M6 13l6 6 6-6"
	case "link":
		return "M9.500 14.500l5-5M11 7l2-2a4.200 4.200 0 0 1 6 6l-2 2M13 17l-2 2a4.200 4.200 0 0 1-6-6l2-2"
	case "print":
		return "M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7Z"
	case "download":
		return "M12 3v12M7 10l5 5 5-5M4 20h16"
	case "scan":
		return "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 9v6M11 9v6M13.500 9v6M16 9v6"
	default:
		return "M12 12h.01"
	}
}
