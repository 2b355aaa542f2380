package numbering

import (
	"errors"
	"fmt"
	"strings"
)

// ErrPath is returned for text that Path cannot have written.
var ErrPath = errors.New("not the path form of a number")

// Path returns a number in a form that fits one segment of a URL:
// 591/BAST/4.11/5/2024 becomes 591-BAST-4.11-5-2024. A dash or tilde of the
// number itself gets a tilde before it, so that FromPath finds the way back.
func Path(number string) string {
	return strings.NewReplacer("~", "~~", "-", "~-", "/", "-").Replace(number)
}

// FromPath returns the number that Path was given.
func FromPath(path string) (string, error) {
	var b strings.Builder
	escaped := false
	for _, c := range []byte(path) {
		switch {
		case escaped && c != '~' && c != '-', c == '/':
			return "", fmt.Errorf("numbering: %w: %q", ErrPath, path)
		case c == '~' && !escaped:
			escaped = true
			continue
		case c == '-' && !escaped:
			c = '/'
		}
		escaped = false
		b.WriteByte(c)
	}
	if escaped {
		return "", fmt.Errorf("numbering: %w: %q", ErrPath, path)
	}
	return b.String(), nil
}
