package paper

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"
)

var stream = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)

// pages returns the words of each page of a PDF, in the order they were drawn,
// with single spaces between them.
func pages(t *testing.T, pdf []byte) []string {
	t.Helper()
	var found []string
	for _, m := range stream.FindAllSubmatch(pdf, -1) {
		r, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue // not compressed, so no page
		}
		content, err := io.ReadAll(r)
		if err != nil || !bytes.Contains(content, []byte("BT ")) {
			continue
		}
		found = append(found, strings.Join(strings.Fields(drawn(content)), " "))
	}
	return found
}

// drawn returns what the strings of a content stream say.
func drawn(content []byte) string {
	var out strings.Builder
	var units []uint16
	var half []byte
	inside, escaped := false, false
	for _, c := range content {
		switch {
		case !inside:
			inside = c == '('
			if c == '\n' {
				out.WriteByte(' ')
			}
		case c == '\\' && !escaped:
			escaped = true
		case c == ')' && !escaped:
			out.WriteString(string(utf16.Decode(units)))
			inside, units, half = false, nil, nil
		default:
			if escaped && c == 'r' {
				c = '\r'
			}
			escaped = false
			if half = append(half, c); len(half) == 2 {
				units, half = append(units, uint16(half[0])<<8|uint16(half[1])), nil
			}
		}
	}
	return out.String()
}

func wants(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("the document lacks %q; it says:\n%s", part, text)
		}
	}
}
