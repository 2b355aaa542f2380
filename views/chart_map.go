package views

import (
	"slices"

	"lumbung/views/i18n"
)

// tile is a province on our own grid of 13 by 7, drawn so that neighbours stay
// neighbours. Code is that of the Ministry of Home Affairs, Short that of ISO
// 3166-2:ID.
type tile struct {
	Code, Short, Name string
	Col, Row          int
}

// tiles lists the 38 provinces in the order in which they are read: island by
// island from west to east.
func tiles() []tile {
	return []tile{
		{"11", "AC", "Aceh", 0, 0},
		{"12", "SU", "Sumatera Utara", 0, 1},
		{"13", "SB", "Sumatera Barat", 0, 2},
		{"14", "RI", "Riau", 1, 1},
		{"15", "JA", "Jambi", 1, 2},
		{"16", "SS", "Sumatera Selatan", 2, 3},
		{"17", "BE", "Bengkulu", 1, 3},
		{"18", "LA", "Lampung", 2, 4},
		{"19", "BB", "Kepulauan Bangka Belitung", 2, 2},
		{"21", "KR", "Kepulauan Riau", 2, 1},
		{"31", "JK", "Daerah Khusus Ibukota Jakarta", 3, 4},
		{"32", "JB", "Jawa Barat", 3, 5},
		{"33", "JT", "Jawa Tengah", 4, 5},
		{"34", "YO", "Daerah Istimewa Yogyakarta", 4, 6},
		{"35", "JI", "Jawa Timur", 5, 5},
		{"36", "BT", "Banten", 2, 5},
		{"51", "BA", "Bali", 6, 5},
		{"52", "NB", "Nusa Tenggara Barat", 7, 5},
		{"53", "NT", "Nusa Tenggara Timur", 8, 5},
		{"61", "KB", "Kalimantan Barat", 4, 1},
		{"62", "KT", "Kalimantan Tengah", 4, 2},
		{"63", "KS", "Kalimantan Selatan", 5, 2},
		{"64", "KI", "Kalimantan Timur", 5, 1},
		{"65", "KU", "Kalimantan Utara", 5, 0},
		{"71", "SA", "Sulawesi Utara", 8, 1},
		{"72", "ST", "Sulawesi Tengah", 8, 2},
		{"73", "SN", "Sulawesi Selatan", 7, 3},
		{"74", "SG", "Sulawesi Tenggara", 8, 3},
		{"75", "GO", "Gorontalo", 7, 1},
		{"76", "SR", "Sulawesi Barat", 7, 2},
		{"81", "MA", "Maluku", 9, 3},
		{"82", "MU", "Maluku Utara", 9, 1},
		{"91", "PA", "Papua", 12, 2},
		{"92", "PB", "Papua Barat", 11, 1},
		{"93", "PS", "Papua Selatan", 12, 4},
		{"94", "PT", "Papua Tengah", 11, 2},
		{"95", "PE", "Papua Pegunungan", 12, 3},
		{"96", "PD", "Papua Barat Daya", 10, 1},
	}
}

// Province is the value of one province. A Hidden one has a value too small to
// be shown without pointing at persons.
type Province struct {
	Value  int64
	Hidden bool
	Href   string
}

// ProvinceMap is one number for each province, by 2-digit code. A province that
// is not in Values has no data, which is not the same as none.
type ProvinceMap struct {
	ChartText
	Unit   string // what is counted: unit siap
	None   string // what an empty tile means; that there is nothing to tell, when empty
	Values map[string]Province
}

const tileSize = 30

// placedTile is a tile with what it shows.
type placedTile struct {
	tile
	X, Y, Class int
	Title, Href string
}

// levels are the lower bounds of the four classes of colour: quarters of the
// provinces that have any, rounded to numbers that occur.
func (m ProvinceMap) levels() []int64 {
	var values []int64
	for _, p := range m.Values {
		if p.Value > 0 && !p.Hidden {
			values = append(values, p.Value)
		}
	}
	slices.Sort(values)
	var bounds []int64
	for q := range 4 {
		if len(values) > 0 {
			bounds = append(bounds, values[q*len(values)/4])
		}
	}
	return slices.Compact(bounds)
}

// class is 0 for no value, 1 to 4 for the quarters.
func class(value int64, bounds []int64) int {
	n := 0
	for _, b := range bounds {
		if value >= b {
			n++
		}
	}
	return n
}

func (m ProvinceMap) place(l i18n.Lang) []placedTile {
	bounds := m.levels()
	placed := make([]placedTile, 0, 38)
	for _, t := range tiles() {
		p, known := m.Values[t.Code]
		at := placedTile{
			tile: t, X: t.Col*tileSize + 5, Y: t.Row*tileSize + 5, Href: p.Href,
			Title: t.Name + ": " + m.text(l, p, known),
		}
		if !p.Hidden {
			at.Class = class(p.Value, bounds)
		}
		placed = append(placed, at)
	}
	return placed
}

func (m ProvinceMap) text(l i18n.Lang, p Province, known bool) string {
	switch {
	case !known:
		return l.T("chart.nodata")
	case p.Hidden:
		return l.T("chart.hidden")
	}
	return l.Number(p.Value) + " " + m.Unit
}

// mapKey is one class of the legend, in words.
type mapKey struct {
	Class int
	Text  string
}

func (m ProvinceMap) legend(l i18n.Lang) []mapKey {
	bounds := m.levels()
	none := m.None
	if none == "" {
		none = l.T("chart.none")
	}
	keys := []mapKey{{0, none}}
	for i, from := range bounds {
		text := l.T("chart.from", "value", from)
		if i+1 < len(bounds) {
			text = l.T("chart.between", "from", from, "to", bounds[i+1]-1)
		}
		if i+1 < len(bounds) && bounds[i+1]-1 == from {
			text = l.Number(from)
		}
		keys = append(keys, mapKey{i + 1, text})
	}
	return keys
}

func (m ProvinceMap) table(l i18n.Lang) Table {
	t := Table{
		Caption: m.Subtitle,
		Columns: []Column{{Label: l.T("chart.province")}, {Label: m.Unit, Numeric: true}},
	}
	for _, place := range tiles() {
		p, known := m.Values[place.Code]
		text := m.text(l, p, known)
		if known && !p.Hidden {
			text = l.Number(p.Value)
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: place.Name, Href: p.Href}, {Text: text}}})
	}
	return t
}
