package identity

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"runtime"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"lumbung/app/fault"
)

// Bounds of a password.
const (
	minPassword = 10  // letters
	maxPassword = 200 // bytes
)

// The work that one password costs (OWASP's second recommendation): 19 MiB, two
// passes, one lane.
const (
	memoryKiB = 19 << 10
	passes    = 2
	lanes     = 1
	saltSize  = 16
	hashSize  = 32
)

// hasher turns passwords into what is stored. As each costs 19 MiB, no more are
// worked on at once than there are cores.
type hasher struct{ slots chan struct{} }

func newHasher() hasher { return hasher{make(chan struct{}, runtime.NumCPU())} }

func (h hasher) work(ctx context.Context, password string, salt []byte) ([]byte, error) {
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-h.slots }()
	return argon2.IDKey([]byte(password), salt, passes, memoryKiB, lanes, hashSize), nil
}

// stored is the form of a hash: cost, salt and sum, as other programs write it.
const stored = "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"

// hash makes what is stored of a password.
func (h hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltSize)
	_, _ = rand.Read(salt) // never fails, see crypto/rand
	sum, err := h.work(ctx, password, salt)
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf(stored, memoryKiB, passes, lanes, b64(salt), b64(sum)), err
}

// matches tells whether a password is the one that was stored. Where none was,
// it does the same work, so that the time tells nobody which names exist.
func (h hasher) matches(ctx context.Context, hash, password string) (bool, error) {
	salt, want, ok := parseHash(hash)
	if !ok {
		salt, want = make([]byte, saltSize), make([]byte, hashSize)
	}
	if len(password) > maxPassword {
		password, ok = "", false
	}
	sum, err := h.work(ctx, password, salt)
	return subtle.ConstantTimeCompare(sum, want) == 1 && ok && err == nil, err
}

// parseHash reads what hash wrote.
func parseHash(text string) (salt, sum []byte, ok bool) {
	parts := strings.Split(text, "$")
	if len(parts) != 6 || strings.Join(parts[:4], "$") != fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=%d", memoryKiB, passes, lanes) {
		return nil, nil, false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil || len(salt) != saltSize {
		return nil, nil, false
	}
	sum, err = base64.RawStdEncoding.DecodeString(parts[5])
	return salt, sum, err == nil && len(sum) == hashSize
}

// weak tells why a password of an account is refused, nil if it is not.
func weak(field, name, password string) []fault.Field {
	switch {
	case utf8.RuneCountInString(password) < minPassword:
		return []fault.Field{{Name: field, Key: "account.password_short", Args: fault.Args{"min": minPassword}}}
	case len(password) > maxPassword:
		return []fault.Field{{Name: field, Key: "account.password_long", Args: fault.Args{"max": maxPassword}}}
	case foldName(password) == foldName(name):
		return []fault.Field{{Name: field, Key: "account.password_name"}}
	}
	return nil
}
