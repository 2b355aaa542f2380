package identity

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
)

// secretSize is the size of session and token secrets in bytes. They are random,
// so that one quick hash keeps them as safe as a slow one.
const secretSize = 32

// tokenMark begins every API token, so that one that was published by mistake is
// recognised.
const tokenMark = "lumbung_"

func newSecret() string {
	raw := make([]byte, secretSize)
	_, _ = rand.Read(raw) // never fails, see crypto/rand
	return base64.RawURLEncoding.EncodeToString(raw)
}

// newPassword makes one that can be read out and typed: 26 letters and digits.
func newPassword() string { return rand.Text() }

// hashOf is what is stored of a secret.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
