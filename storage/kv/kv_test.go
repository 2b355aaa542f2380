package kv_test

import (
	"bytes"
	"testing"

	"lumbung/storage/kv"
)

func TestPrefixEndIsTheNextKeyBehindAPrefix(t *testing.T) {
	for _, c := range []struct{ prefix, want string }{
		{"a", "b"},
		{"a\xff", "b"},
		{"a\x00", "a\x01"},
		{"a\xfe\xff\xff", "a\xff"},
		{"", ""},
		{"\xff\xff", ""},
	} {
		got := kv.PrefixEnd([]byte(c.prefix))
		if string(got) != c.want || (got == nil) != (c.want == "") {
			t.Errorf("PrefixEnd(%q) = %q, want %q", c.prefix, got, c.want)
		}
	}
	prefix := []byte("ab")
	if kv.PrefixEnd(prefix); !bytes.Equal(prefix, []byte("ab")) {
		t.Errorf("PrefixEnd changed its argument to %q", prefix)
	}
}
