package blob_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"lumbung/storage/blob"
)

func stores(t *testing.T) map[string]blob.Store {
	t.Helper()
	dir, err := blob.Dir(filepath.Join(t.TempDir(), "deep", "blobs"))
	if err != nil {
		t.Fatal(err)
	}
	return map[string]blob.Store{"memory": blob.Memory(), "dir": dir}
}

func hashes(t *testing.T, s blob.Store) (all []string) {
	t.Helper()
	for hash, err := range s.All() {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, hash)
	}
	return all
}

func TestABlobIsFoundUnderTheHashOfItsContent(t *testing.T) {
	for name, s := range stores(t) {
		var want []string
		for _, data := range [][]byte{[]byte("one"), []byte("two"), {}, bytes.Repeat([]byte("x"), 1<<20)} {
			hash, err := s.Put(data)
			if err != nil || hash != blob.Hash(data) {
				t.Fatalf("%s: Put = %q, %v", name, hash, err)
			}
			again, err := s.Put(data)
			if err != nil || again != hash {
				t.Errorf("%s: the same content twice = %q, %v", name, again, err)
			}
			got, ok, err := s.Get(hash)
			if err != nil || !ok || !bytes.Equal(got, data) {
				t.Errorf("%s: Get(%s) gives %d bytes, %v, %v; want %d", name, hash, len(got), ok, err, len(data))
			}
			want = append(want, hash)
		}
		slices.Sort(want)
		if got := hashes(t, s); !slices.Equal(got, want) {
			t.Errorf("%s: All = %v, want %v", name, got, want)
		}
		for range s.All() {
			break // stopping early is allowed
		}
	}
}

func TestWhatIsAbsentOrNoHashIsNotFound(t *testing.T) {
	for name, s := range stores(t) {
		for _, hash := range []string{"", "ab", blob.Hash([]byte("absent")), "../../../../etc/passwd", "AB" + blob.Hash(nil)[2:]} {
			if got, ok, err := s.Get(hash); ok || err != nil || got != nil {
				t.Errorf("%s: Get(%q) = %v, %v, %v", name, hash, got, ok, err)
			}
		}
	}
}

func TestAStoreKeepsACopy(t *testing.T) {
	for name, s := range stores(t) {
		data := []byte("changed later")
		hash, err := s.Put(data)
		if err != nil {
			t.Fatal(err)
		}
		data[0] = 'X'
		if got, _, _ := s.Get(hash); string(got) != "changed later" {
			t.Errorf("%s: Get = %q", name, got)
		}
	}
}

func TestABlobOverTheLimitIsRefused(t *testing.T) {
	big := make([]byte, blob.MaxSize+1)
	for name, s := range stores(t) {
		if _, err := s.Put(big); !errors.Is(err, blob.ErrTooLarge) {
			t.Errorf("%s: Put of %d bytes = %v", name, len(big), err)
		}
	}
}

func TestManyMayPutAtOnce(t *testing.T) {
	for name, s := range stores(t) {
		var wg sync.WaitGroup
		for i := range 16 {
			wg.Go(func() {
				if _, err := s.Put([]byte{byte(i % 4)}); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			})
		}
		wg.Wait()
		if got := hashes(t, s); len(got) != 4 {
			t.Errorf("%s: %d blobs, want 4", name, len(got))
		}
	}
}

func TestAFolderTellsDamageAndPassesOverLeftovers(t *testing.T) {
	root := t.TempDir()
	s, err := blob.Dir(root)
	if err != nil {
		t.Fatal(err)
	}
	hash, err := s.Put([]byte("sound"))
	if err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(root, hash[:2], ".new-123")
	if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := hashes(t, s); !slices.Equal(got, []string{hash}) {
		t.Errorf("All = %v, want %s alone", got, hash)
	}
	if err := os.WriteFile(filepath.Join(root, hash[:2], hash), []byte("other"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := s.Get(hash); ok || !errors.Is(err, blob.ErrDamaged) {
		t.Errorf("Get of a changed file = %v, %v", ok, err)
	}
	if _, err := s.Put([]byte("sound")); err != nil {
		t.Fatal(err)
	}
	if got, ok, err := s.Get(hash); !ok || string(got) != "sound" {
		t.Errorf("Put does not mend a damaged blob: %q, %v", got, err)
	}
}

func TestAFolderThatCannotBeMadeIsAnError(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := blob.Dir(filepath.Join(file, "blobs")); err == nil {
		t.Error("Dir under a file gives no error")
	}
}
