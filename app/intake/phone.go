package intake

import (
	"strings"
	"unicode"
)

// normalPhone is a number as the network dials it, +6281234567890; "" for what
// is no number. Without a country it is one of Indonesia. It takes what people
// write and what telephones copy: 0812-3456-7890, (0271) 714458, +62 0812 …,
// 0062 812 …, tel:+62812…
func normalPhone(text string) string {
	text = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(text)), "tel:")
	d, abroad, ok := dialled(text)
	if !ok {
		return ""
	}
	if rest, found := strings.CutPrefix(d, "00"); found && !abroad {
		d, abroad = rest, true
	}
	own, isOwn := strings.CutPrefix(d, "62")
	switch {
	case isOwn:
		d = "62" + strings.TrimLeft(own, "0") // +62 0812 is written often
	case abroad:
	default:
		d = "62" + strings.TrimLeft(d, "0")
	}
	if len(d) < 9 || len(d) > 15 {
		return ""
	}
	return "+" + d
}

// dialled are the digits of a number without what people put between them; not
// ok for anything else in it.
func dialled(text string) (digits string, abroad, ok bool) {
	var out strings.Builder
	for i, r := range text {
		switch {
		case r >= '0' && r <= '9':
			out.WriteRune(r)
		case r >= '\uff10' && r <= '\uff19': // of a Japanese keyboard
			out.WriteRune(r - '\uff10' + '0')
		case r == '+' && strings.Trim(text[:i], " (") == "":
			abroad = true
		case strings.ContainsRune("().-/", r), unicode.Is(unicode.Pd, r), unicode.Is(unicode.Zs, r):
		default:
			return "", false, false
		}
	}
	return out.String(), abroad, true
}
