package sheet

import (
	"bytes"
	"cmp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"lumbung/app/fault"
)

// refuseFile names what is no table at all, by its first bytes.
func refuseFile(data []byte) (key string, args fault.Args) {
	if len(data) > MaxBytes {
		return TooLarge(int64(len(data)))
	}
	head := bytes.TrimLeft(data[:min(len(data), 1024)], "\xef\xbb\xbf \t\r\n")
	lower := bytes.ToLower(head)
	starts := func(with string) bool { return bytes.HasPrefix(lower, []byte(with)) }
	switch {
	case len(head) == 0:
		return "sheet.empty", nil
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		if bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e")) {
			return "sheet.locked", nil
		}
		return "sheet.xls", nil
	case starts("%pdf"), starts("<html"), starts("<!doctype"), starts("<table"), starts("<?xml"), starts("{\\rtf"):
		return "sheet.not_table", nil
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return "", nil
	case !utf16(data) && bytes.IndexByte(data, 0) >= 0:
		return "sheet.not_table", nil
	}
	return "", nil
}

// TooLarge is what is said of a file of so many bytes.
func TooLarge(bytes int64) (key string, args fault.Args) {
	return "sheet.too_large", fault.Args{"mb": bytes >> 20, "max": MaxBytes >> 20}
}

func utf16(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff"))
}

// decode returns the text of a file: UTF-8 with or without its mark, UTF-16 with
// its mark, or else Windows-1252, in which every byte means something.
func decode(data []byte) (string, error) {
	if utf16(data) {
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		return string(out), err
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) {
		return string(data), nil
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(data)
	return string(out), err
}

// readText reads a CSV.
func readText(data []byte, known []string, bad *Problems) (t *Table, key string, args fault.Args) {
	text, err := decode(data)
	if err != nil {
		return nil, "sheet.not_table", nil
	}
	p := parser{text: text, bad: bad}
	if line, rest, ok := strings.Cut(text, "\n"); ok && strings.HasPrefix(strings.ToLower(line), "sep=") && len(line) > 4 {
		p.comma, p.text = line[4], rest
	}
	p.comma = cmp.Or(p.comma, separator(p.text, known))
	t = &Table{}
	for !p.done() {
		cells, ok := p.line()
		if !ok || blank(cells) {
			continue
		}
		if t.Header == nil {
			t.Header, t.headerRow = trimEnd(cells), p.row
			if len(t.Header) > MaxColumns {
				return nil, "sheet.columns", fault.Args{"n": len(t.Header), "max": MaxColumns}
			}
			continue
		}
		if len(t.Rows) == MaxRows {
			return nil, "sheet.rows", fault.Args{"max": MaxRows}
		}
		if len(cells) > len(t.Header) {
			cells = trimEnd(cells)
		}
		t.Rows = append(t.Rows, Row{p.row, cells})
	}
	if p.open && len(t.Rows) > 0 {
		t.cut = t.Rows[len(t.Rows)-1].At
	}
	if t.Header == nil {
		return nil, "", nil
	}
	return t, "", nil
}

// separator is the one that gives the first line most names that are known, and
// among equals most names.
func separator(text string, known []string) byte {
	best, most := byte(','), -1
	for _, comma := range []byte(",;\t|") {
		var none Problems
		p := parser{text: text, comma: comma, bad: &none}
		cells, _ := p.line()
		for blank(cells) && !p.done() {
			cells, _ = p.line()
		}
		if n := 1000*recognised(cells, known) + len(cells); n > most {
			best, most = comma, n
		}
	}
	return best
}

func recognised(cells, known []string) (n int) {
	for _, c := range cells {
		name := fold(c)
		for _, k := range known {
			if k == name {
				n++
			}
		}
	}
	return n
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// trimEnd leaves empty cells at the end away.
func trimEnd(cells []string) []string {
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// parser cuts a CSV into rows as spreadsheets count them: an empty line is a
// row, a line break within quotes is none. encoding/csv does neither.
type parser struct {
	text  string
	comma byte
	pos   int
	row   int  // of the line read last
	open  bool // the text ended without a line break
	width int  // of the row read last
	bad   *Problems
}

func (p *parser) done() bool { return p.pos >= len(p.text) }

// line reads the next row. ok is false when its quotes are broken.
func (p *parser) line() (cells []string, ok bool) {
	p.row++
	cells = make([]string, 0, p.width)
	for end := false; !end; {
		var cell string
		if cell, end, ok = p.cell(); !ok {
			p.skip()
			return nil, false
		}
		cells = append(cells, cell)
	}
	p.width = len(cells)
	return cells, true
}

// cell reads one cell; end tells that it was the last of its row.
func (p *parser) cell() (cell string, end, ok bool) {
	if p.pos < len(p.text) && p.text[p.pos] == '"' {
		return p.quoted()
	}
	start := p.pos
	for p.pos < len(p.text) {
		switch c := p.text[p.pos]; c {
		case p.comma:
			p.pos++
			return p.text[start : p.pos-1], false, true
		case '\n', '\r':
			cell = p.text[start:p.pos]
			p.newline()
			return cell, true, true
		}
		p.pos++
	}
	p.open = true
	return p.text[start:], true, true
}

// newline steps over one line break in any of its forms.
func (p *parser) newline() {
	if strings.HasPrefix(p.text[p.pos:], "\r\n") {
		p.pos++
	}
	p.pos++
}

// quoted reads a cell in quotes, in which two quotes are one.
func (p *parser) quoted() (cell string, end, ok bool) {
	p.pos++
	start, doubled := p.pos, false
	for {
		i := strings.IndexByte(p.text[p.pos:], '"')
		if i < 0 {
			p.bad.Add(p.row, "", "sheet.quote_open", nil)
			return "", true, false
		}
		p.pos += i + 1
		if p.pos >= len(p.text) || p.text[p.pos] != '"' {
			break
		}
		doubled = true
		p.pos++
	}
	cell = p.text[start : p.pos-1]
	if doubled {
		cell = strings.ReplaceAll(cell, `""`, `"`)
	}
	for p.pos < len(p.text) && p.text[p.pos] == ' ' && p.comma != ' ' {
		p.pos++
	}
	switch {
	case p.pos >= len(p.text):
		p.open = true
		return cell, true, true
	case p.text[p.pos] == p.comma:
		p.pos++
		return cell, false, true
	case p.text[p.pos] == '\n', p.text[p.pos] == '\r':
		p.newline()
		return cell, true, true
	}
	p.bad.Add(p.row, "", "sheet.quote_inside", nil)
	return "", true, false
}

// skip goes on behind a row with broken quotes.
func (p *parser) skip() {
	if i := strings.IndexAny(p.text[p.pos:], "\r\n"); i >= 0 {
		p.pos += i
		p.newline()
		return
	}
	p.pos = len(p.text)
}
