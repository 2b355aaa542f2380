package gs1

import (
	"net/url"
	"strings"
)

// splitElements reads fields as a scanner sends them: those of predefined length
// by their length, the others up to the separator or the end. A separator after
// a field of predefined length is allowed, as some printers put one.
func splitElements(text string) ([]Field, error) {
	var fields []Field
	for text != "" {
		ai, ok := begin(text)
		if !ok {
			return nil, &FieldError{text[:min(len(text), 2)], ErrUnknown}
		}
		text = text[len(ai):]
		s, _ := shapeOf(ai)
		value := text
		if s.fixed {
			if len(text) < s.most || strings.ContainsRune(text[:s.most], Separator) {
				return nil, &FieldError{ai, ErrShort}
			}
			value = text[:s.most]
		} else if end := strings.IndexRune(text, Separator); end >= 0 {
			value = text[:end]
		}
		text = strings.TrimPrefix(text[len(value):], string(Separator))
		fields = append(fields, Field{ai, value})
	}
	if len(fields) == 0 {
		return nil, ErrNotGS1
	}
	return fields, nil
}

// splitPrinted reads the form for people: each identifier in parentheses. A
// parenthesis inside a value is one that no identifier stands in.
func splitPrinted(text string) ([]Field, error) {
	var fields []Field
	for text != "" {
		ai, rest, ok := cutPrinted(text)
		if !ok {
			return nil, &FieldError{"", ErrNotGS1}
		}
		end := len(rest)
		for i := range rest {
			if _, _, next := cutPrinted(rest[i:]); next {
				end = i
				break
			}
		}
		fields = append(fields, Field{ai, strings.TrimSpace(strings.Trim(rest[:end], "\x1d"))})
		text = rest[end:]
	}
	return fields, nil
}

// cutPrinted takes "(10)" off the beginning of a text.
func cutPrinted(text string) (ai, rest string, ok bool) {
	inside, rest, closed := strings.Cut(text, ")")
	if !closed || !strings.HasPrefix(inside, "(") || !digits(inside[1:]) || len(inside) > 5 {
		return "", "", false
	}
	if _, known := shapeOf(inside[1:]); !known && len(inside) > 1 {
		return "", "", false
	}
	return inside[1:], rest, true
}

// shortNames are what older Digital Links write for an identifier.
var shortNames = map[string]string{"gtin": "01", "lot": "10", "ser": "21", "cpv": "22", "grai": "8003", "giai": "8004"}

// splitLink reads a Digital Link: pairs of identifier and value in the path, of
// which the first is a product or an asset, and further ones in the query.
func splitLink(text string) ([]Field, error) {
	u, err := url.Parse(text)
	if err != nil {
		return nil, ErrNotGS1
	}
	parts := strings.Split(strings.Trim(u.EscapedPath(), "/"), "/")
	first := primary(parts)
	if first < 0 {
		return nil, ErrNotGS1
	}
	var fields []Field
	for i := first; i+1 < len(parts); i += 2 {
		value, err := url.PathUnescape(parts[i+1])
		ai := longName(parts[i])
		if err != nil || value == "" {
			return nil, &FieldError{ai, ErrShort}
		}
		fields = append(fields, Field{ai, padded(ai, value)})
	}
	return append(fields, queried(u)...), nil
}

// primary is where in a path the first identifier stands, -1 when there is none.
func primary(parts []string) int {
	for i := range parts {
		switch longName(parts[i]) {
		case "01", "8003", "8004":
			if i+1 < len(parts) {
				return i
			}
		}
	}
	return -1
}

// queried are the identifiers in the query; what is none is somebody else's.
func queried(u *url.URL) (fields []Field) {
	for pair := range strings.FieldsFuncSeq(u.RawQuery, func(r rune) bool { return r == '&' || r == ';' }) {
		name, value, _ := strings.Cut(pair, "=")
		text, err := url.QueryUnescape(value)
		if _, known := shapeOf(longName(name)); err == nil && known && text != "" {
			fields = append(fields, Field{longName(name), text})
		}
	}
	return fields
}

func longName(name string) string {
	if ai, ok := shortNames[strings.ToLower(name)]; ok {
		return ai
	}
	return name
}

// padded brings the shorter numbers that older links carry to 14 digits.
func padded(ai, value string) string {
	if ai == "01" && digits(value) && isProductLength(len(value)) {
		return strings.Repeat("0", 14-len(value)) + value
	}
	return value
}
