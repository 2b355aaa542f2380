package beneficiary

import (
	"bytes"
	"errors"
	"testing"

	"lumbung/app/op"
)

func master(fill byte) []byte { return bytes.Repeat([]byte{fill}, MinMaster) }

func ring(t *testing.T, masters ...[]byte) *Keyring {
	t.Helper()
	r, err := NewKeyring(masters[0], masters[1:]...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestABlobOpensForItsOwnRecordOnly(t *testing.T) {
	r := ring(t, master(1))
	mine, other := op.ID{15: 1}, op.ID{15: 2}
	blob, err := r.Seal(mine, Personal{Name: "Contoh Warga"})
	if err != nil {
		t.Fatal(err)
	}
	var got Personal
	if err := r.Open(mine, blob, &got); err != nil || got.Name != "Contoh Warga" {
		t.Errorf("Open of its own record = %q, %v", got.Name, err)
	}
	if err := r.Open(other, blob, &got); !errors.Is(err, ErrSealed) {
		t.Errorf("Open for another record: %v, want ErrSealed", err)
	}
	if err := ring(t, master(2)).Open(mine, blob, &got); !errors.Is(err, ErrSealed) {
		t.Errorf("Open with another key: %v, want ErrSealed", err)
	}
	for i := range blob {
		bent := bytes.Clone(blob)
		bent[i] ^= 1
		if err := r.Open(mine, bent, &got); !errors.Is(err, ErrSealed) {
			t.Fatalf("Open with byte %d changed: %v, want ErrSealed", i, err)
		}
	}
	if err := r.Open(mine, nil, &got); !errors.Is(err, ErrSealed) {
		t.Errorf("Open of nothing: %v, want ErrSealed", err)
	}
}

func TestANewKeySealsAndAnOldOneStillOpens(t *testing.T) {
	id := op.ID{15: 1}
	old := ring(t, master(1))
	blob, err := old.Seal(id, Personal{Name: "Contoh Warga"})
	if err != nil {
		t.Fatal(err)
	}
	both := ring(t, master(2), master(1))
	var got Personal
	if err := both.Open(id, blob, &got); err != nil || got.Name != "Contoh Warga" {
		t.Errorf("Open with the old key on the ring = %q, %v", got.Name, err)
	}
	fresh, err := both.Seal(id, got)
	if err != nil {
		t.Fatal(err)
	}
	if fresh[0] == blob[0] {
		t.Errorf("sealed under key id %d again, want the new key", fresh[0])
	}
}

func TestAWeakOrDoubledMasterIsRefused(t *testing.T) {
	if _, err := NewKeyring(make([]byte, MinMaster-1)); !errors.Is(err, ErrShortMaster) {
		t.Errorf("a short master: %v, want ErrShortMaster", err)
	}
	if _, err := NewKeyring(master(1), master(1)); !errors.Is(err, ErrSameKey) {
		t.Errorf("the same master twice: %v, want ErrSameKey", err)
	}
}

func TestEqualTextsSealDifferently(t *testing.T) {
	r, id := ring(t, master(1)), op.ID{15: 1}
	a, err := r.Seal(id, Personal{Name: "A"})
	if err != nil {
		t.Fatal(err)
	}
	b, err := r.Seal(id, Personal{Name: "A"})
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(a, b) {
		t.Error("two seals of one text are equal: the nonce is not fresh")
	}
}
