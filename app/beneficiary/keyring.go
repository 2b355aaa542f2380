package beneficiary

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"

	"lumbung/app/op"
	"lumbung/storage"
)

// MinMaster is the shortest master key in bytes.
const MinMaster = 32

// Reasons why a key ring cannot be made or a text cannot be opened; test with
// errors.Is.
var (
	ErrShortMaster = errors.New("beneficiary: master key is shorter than 32 bytes")
	ErrSameKey     = errors.New("beneficiary: two master keys share an id, make another one")
	ErrSealed      = errors.New("beneficiary: sealed data does not open: other key, other record, or damaged")
)

// Keyring seals personal data and finds a NIK again without storing it. It is
// made of one master key that seals, and of older ones that only open, so that
// a key can be changed while records sealed with the old one remain.
type Keyring struct {
	current byte
	keys    map[byte]key
	order   []byte // ids, the current one first
}

// key is what one master key gives: a cipher, and the key of the blind index.
type key struct {
	seal  cipher.AEAD
	blind []byte
}

// NewKeyring derives the keys of a master key of at least MinMaster bytes.
// Older masters open what they sealed and are tried when a NIK is looked up;
// nothing new is sealed with them.
func NewKeyring(master []byte, older ...[]byte) (*Keyring, error) {
	ring := &Keyring{keys: map[byte]key{}}
	for _, m := range append([][]byte{master}, older...) {
		id, k, err := derive(m)
		if err != nil {
			return nil, err
		}
		if _, taken := ring.keys[id]; taken {
			return nil, ErrSameKey
		}
		ring.keys[id] = k
		ring.order = append(ring.order, id)
	}
	ring.current = ring.order[0]
	return ring, nil
}

// derive makes the keys of one master with HKDF-SHA256. The id is derived as
// well, so that nobody has to number the keys.
func derive(master []byte) (id byte, k key, err error) {
	if len(master) < MinMaster {
		return 0, key{}, ErrShortMaster
	}
	parts := make([][]byte, 3)
	for i, use := range []string{"lumbung key id 1", "lumbung seal 1", "lumbung blind index 1"} {
		if parts[i], err = hkdf.Key(sha256.New, master, nil, use, 32); err != nil {
			return 0, key{}, fmt.Errorf("beneficiary: derive keys: %w", err)
		}
	}
	block, err := aes.NewCipher(parts[1])
	if err != nil {
		return 0, key{}, fmt.Errorf("beneficiary: derive keys: %w", err)
	}
	seal, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return 0, key{}, fmt.Errorf("beneficiary: derive keys: %w", err)
	}
	return parts[0][0], key{seal: seal, blind: parts[2]}, nil
}

// Seal encodes and encrypts v for the record with the given id: one byte of key
// id, then nonce, ciphertext and tag of AES-256-GCM. The blob opens with the
// same record id only, so it cannot be moved to another record.
func (r *Keyring) Seal(id op.ID, v any) ([]byte, error) {
	plain, err := storage.Encode(v)
	if err != nil {
		return nil, err
	}
	return r.keys[r.current].seal.Seal([]byte{r.current}, nil, plain, id[:]), nil
}

// Open decrypts what Seal made for the record with the given id into v. It
// fails with ErrSealed.
func (r *Keyring) Open(id op.ID, blob []byte, v any) error {
	if len(blob) == 0 {
		return ErrSealed
	}
	k, known := r.keys[blob[0]]
	if !known {
		return fmt.Errorf("%w: key %d is not on the ring", ErrSealed, blob[0])
	}
	plain, err := k.seal.Open(nil, nil, blob[1:], id[:])
	if err != nil {
		return ErrSealed
	}
	return storage.Decode(plain, v)
}

// Marks returns the keyed hash of a text for one use, such as "pin of an ask",
// under each key of the ring, the current one first. Without the key no text can
// be tried against it, and what is marked for one use says nothing in another.
func (r *Keyring) Marks(use, text string) [][]byte {
	marks := make([][]byte, len(r.order))
	for i, id := range r.order {
		mac := hmac.New(sha256.New, r.keys[id].blind)
		mac.Write([]byte(use + "\x00" + text)) // no NIK has a zero byte in it
		marks[i] = mac.Sum(nil)
	}
	return marks
}

// blindIndex is the keyed hash under which a NIK is stored: equal numbers give
// equal hashes, and without the key no number can be tried against it.
func (r *Keyring) blindIndex(keyID byte, digits string) string {
	mac := hmac.New(sha256.New, r.keys[keyID].blind)
	mac.Write([]byte(digits))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}
