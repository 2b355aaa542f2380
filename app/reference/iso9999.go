package reference

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Confidence tells how sure we are of a datum that we could not take from its
// owner: the ISO text is not public, and the ministry publishes no list of
// centres.
type Confidence string

// The degrees of confidence.
const (
	Verified   Confidence = "verified"   // seen in a source
	Partial    Confidence = "partial"    // seen in part, or in an older form
	Unverified Confidence = "unverified" // from memory
)

// ISOEntry is one class ("12"), subclass ("12 36") or division ("12 23 06") of
// ISO 9999:2022. The names are ours: the standard's text is copyrighted.
type ISOEntry struct {
	Code       string
	NameID     string // Indonesian
	NameEN     string // English
	Confidence Confidence
}

// DisplayCode returns the code to show to people, "" where it is unverified:
// a wrong code printed on a document is worse than none.
func (e ISOEntry) DisplayCode() string {
	if e.Confidence == Unverified {
		return ""
	}
	return e.Code
}

// ISO9999 looks up a code in the form "12 23 06"; see ParseISO9999.
func (b *Book) ISO9999(code string) (ISOEntry, bool) {
	i, ok := slices.BinarySearchFunc(b.iso, code, func(e ISOEntry, c string) int {
		return strings.Compare(e.Code, c)
	})
	if !ok {
		return ISOEntry{}, false
	}
	return b.iso[i], true
}

// ISOEntries returns every entry in the order of the codes, so that a class
// stands before what belongs to it.
func (b *Book) ISOEntries() []ISOEntry { return slices.Clone(b.iso) }

// ISOChildren returns the entries whose nearest listed ancestor is code, in
// order; ISOChildren("") returns the classes. The list has few subclasses, so
// a division often hangs on its class.
func (b *Book) ISOChildren(code string) []ISOEntry {
	var found []ISOEntry
	for _, e := range b.iso {
		if b.isoParent(e.Code) == code {
			found = append(found, e)
		}
	}
	return found
}

// ISOPath returns the listed entries from the class down to code itself, which
// need not be listed.
func (b *Book) ISOPath(code string) []ISOEntry {
	var path []ISOEntry
	for c := code; c != ""; c = c[:max(len(c)-3, 0)] {
		if e, ok := b.ISO9999(c); ok {
			path = append(path, e)
		}
	}
	slices.Reverse(path)
	return path
}

func (b *Book) isoParent(code string) string {
	for c := code; len(c) > 2; {
		c = c[:len(c)-3]
		if _, ok := b.ISO9999(c); ok {
			return c
		}
	}
	return ""
}

var isoForm = regexp.MustCompile(`^(?i:iso\s*9999(?::\d{4})?[\s:]*)?(?:(\d\d)(\d\d)?(\d\d)?|(\d{1,2})[ .\-/]+(\d{1,2})(?:[ .\-/]+(\d{1,2}))?)$`)

// ParseISO9999 reads a code as people write it ("12 23 06", "12.23.06",
// "122306", "ISO 9999:2022 12-23-6") and returns the form of the list. It does
// not ask whether the list has the code.
func ParseISO9999(s string) (string, bool) {
	m := isoForm.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return "", false
	}
	var groups []string
	for _, g := range m[1:] {
		if g != "" {
			groups = append(groups, strings.Repeat("0", 2-len(g))+g)
		}
	}
	return strings.Join(groups, " "), true
}

// ListedISO9999 brings a code as people write it into the form of the list; ok is
// false when the list does not have it. No code is fine.
func ListedISO9999(s string) (code string, ok bool) {
	if s == "" {
		return "", true
	}
	code, ok = ParseISO9999(s)
	book, err := Load()
	if !ok || err != nil {
		return "", false
	}
	_, ok = book.ISO9999(code)
	return code, ok
}

func (b *Book) addISO(row []string) error {
	code, ok := ParseISO9999(row[0])
	if !ok || code != row[0] {
		return fmt.Errorf("code %q is not in the form 00 00 00", row[0])
	}
	b.iso = append(b.iso, ISOEntry{code, row[1], row[2], Confidence(row[3])})
	return nil
}
