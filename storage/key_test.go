package storage

import (
	"bytes"
	"cmp"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// parts is a tuple as an index would have it.
type parts struct {
	text string
	n    int64
	at   time.Time
	id   ID
}

func drawParts(t *rapid.T) parts {
	text := rapid.SampledFrom([]string{"", "a", "a\x00", "a\x00b", "ab", "\x00", "\x00\xff", "\xff", "é", "meohai"})
	return parts{
		text: rapid.OneOf(text, rapid.String()).Draw(t, "text"),
		n:    rapid.OneOf(rapid.Int64(), rapid.SampledFrom([]int64{-1, 0, 1, -1 << 63, 1<<63 - 1})).Draw(t, "n"),
		at:   time.UnixMilli(rapid.Int64Range(-1e12, 4e12).Draw(t, "ms")),
		id:   CountedID(time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, "born")), rapid.Uint64().Draw(t, "count")),
	}
}

func (p parts) key() Key { return UnitByID.Key().Text(p.text).Int(p.n).Time(p.at).ID(p.id) }

func compare(a, b parts) int {
	return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.n, b.n), a.at.Compare(b.at), bytes.Compare(a.id[:], b.id[:]))
}

func TestKeysSortAsTheirPartsDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawParts(t), drawParts(t)
		if rapid.Bool().Draw(t, "same text") {
			b.text = a.text
		}
		if got, want := bytes.Compare(a.key(), b.key()), compare(a, b); got != want {
			t.Fatalf("keys of %+v and %+v compare as %d, their parts as %d", a, b, got, want)
		}
	})
}

func TestAPrefixCanBeExtendedTwice(t *testing.T) {
	prefix := UnitByID.Key().Text("soeharso")
	one, two := prefix.Text("a"), prefix.Text("b")
	if bytes.Equal(one, two) {
		t.Errorf("two keys of one prefix share memory: %x", one)
	}
}

func TestIDsSortByBirthAndReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawParts(t).id, drawParts(t).id
		if got, want := cmp.Compare(a.String(), b.String()), bytes.Compare(a[:], b[:]); !a.IsZero() && !b.IsZero() && got != want {
			t.Fatalf("texts of %x and %x compare as %d, ids as %d", a, b, got, want)
		}
		if back, err := ParseID(a.String()); err != nil || back != a {
			t.Fatalf("ParseID(%q) = %x, %v; want %x", a.String(), back, err, a)
		}
	})
}

func TestParseIDRefusesWhatIsNoID(t *testing.T) {
	for _, text := range []string{"x", "01hf7yat00000000000000000", "01hf7yat00000000000000000u", "01hf7yat000000000000000001", "../../../../../etc/passwd0"} {
		if id, err := ParseID(text); err == nil {
			t.Errorf("ParseID(%q) = %x, want an error", text, id)
		}
	}
}

func TestNextCarriesOver(t *testing.T) {
	id := CountedID(time.UnixMilli(5), 1<<64-1)
	if next := id.Next(1); bytes.Compare(next[:], id[:]) <= 0 {
		t.Errorf("%x.Next(1) = %x, not greater", id, next)
	}
}
