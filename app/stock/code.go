package stock

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"

	"lumbung/app/op"
	"lumbung/storage"
)

// codeLetters is Crockford's alphabet: no I, L, O or U, which people take for
// digits or make words with.
var codeLetters = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

const codeLength = 7 // 35 bits: a store of a million units meets a taken code in 1 of 30,000

// newCode draws the code of a unit or a label from an id: opaque, and the same in each
// attempt of a command. A code that is taken, or drawn before in this command,
// is passed over.
func newCode(r storage.Reader, id op.ID, drawn map[string]bool) (string, error) {
	for try := range 100 {
		sum := sha256.Sum256(append([]byte{byte(try)}, id[:]...))
		code := codeLetters.EncodeToString(sum[:])[:codeLength]
		taken, err := anyHas(r, storage.UnitByCode.Key().Text(code), labelKey(code))
		if err != nil {
			return "", err
		}
		if !taken && !drawn[code] {
			drawn[code] = true
			return code, nil
		}
	}
	return "", fmt.Errorf("stock: no free code for unit %s", id)
}

func anyHas(r storage.Reader, keys ...storage.Key) (bool, error) {
	for _, key := range keys {
		if _, has, err := r.Get(key); err != nil || has {
			return has, err
		}
	}
	return false, nil
}

// ReadCode reads a code as people type it and as scanners give it: in either
// case, with blanks or dashes, with the letters that the alphabet leaves out,
// or as the whole address of a QR code.
func ReadCode(text string) string {
	for _, path := range []string{"/u/", "/t/"} {
		if _, after, ok := strings.Cut(text, path); ok {
			text = after
		}
	}
	text = strings.ToUpper(strings.TrimSpace(text))
	return strings.NewReplacer("O", "0", "I", "1", "L", "1", " ", "", "-", "").Replace(text)
}
