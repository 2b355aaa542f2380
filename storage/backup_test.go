package storage_test

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lumbung/storage"
	"lumbung/storage/blob"
	"lumbung/storage/kv"
	"lumbung/storage/kv/memkv"
	"lumbung/storage/kv/optkv"
)

var born = time.Date(2026, 3, 25, 5, 0, 0, 0, time.UTC)

// filled returns a store with n pairs and two blobs.
func filled(t *testing.T, n int) (storage.Store, blob.Store) {
	t.Helper()
	s, blobs := memkv.New(), blob.Memory()
	if _, err := storage.Prepare(t.Context(), s, born, nil); err != nil {
		t.Fatal(err)
	}
	for from := 0; from < n; from += 1000 {
		err := s.Update(t.Context(), func(w storage.Writer) error {
			for i := from; i < min(n, from+1000); i++ {
				if err := w.Put(fmt.Appendf(nil, "u\x00%06d", i), fmt.Appendf(nil, "value %d", i)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, text := range []string{"a picture", "another"} {
		if _, err := blobs.Put([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	return s, blobs
}

func backup(t *testing.T, s storage.Store, blobs blob.Store) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := storage.Backup(t.Context(), s, blobs, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// pairs returns what a store holds but the description of itself.
func pairs(t *testing.T, s storage.Store) (all []string) {
	t.Helper()
	err := s.View(t.Context(), func(r storage.Reader) error {
		for e, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			if !bytes.Equal(e.Key, storage.Meta.Key()) {
				all = append(all, string(e.Key)+"="+string(e.Value))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func about(t *testing.T, s storage.Store) (a storage.About) {
	t.Helper()
	err := s.View(t.Context(), func(r storage.Reader) (err error) {
		a, _, err = storage.ReadAbout(r)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestARestoredStoreIsTheSameUnderANewEpoch(t *testing.T) {
	s, blobs := filled(t, 5000)
	into, pictures := optkv.New(), blob.Memory()
	m, err := storage.Restore(t.Context(), bytes.NewReader(backup(t, s, blobs)), into, pictures)
	if err != nil {
		t.Fatal(err)
	}
	if m.Pairs != 5001 || m.Blobs != 2 || m.Epoch != about(t, s).Epoch {
		t.Errorf("manifest: %d pairs, %d blobs, epoch %s", m.Pairs, m.Blobs, m.Epoch)
	}
	got, want := strings.Join(pairs(t, into), "\n"), strings.Join(pairs(t, s), "\n")
	if got != want {
		t.Error("the restored pairs differ")
	}
	a, b := about(t, s), about(t, into)
	if a.Epoch == b.Epoch || b.Epoch.IsZero() || !a.Born.Equal(b.Born) || a.Schema != b.Schema {
		t.Errorf("described as %+v before, %+v after", a, b)
	}
	if data, ok, err := pictures.Get(blob.Hash([]byte("a picture"))); !ok || err != nil || string(data) != "a picture" {
		t.Errorf("the picture: %q, %v, %v", data, ok, err)
	}
}

func TestLargeValuesAreSplitOverMembers(t *testing.T) {
	s, blobs := filled(t, 0)
	value := bytes.Repeat([]byte("x"), 900<<10)
	for i := range 11 {
		err := s.Update(t.Context(), func(w storage.Writer) error { return w.Put(fmt.Appendf(nil, "u\x00%d", i), value) })
		if err != nil {
			t.Fatal(err)
		}
	}
	data := backup(t, s, blobs)
	chunks := 0
	for r := tar.NewReader(bytes.NewReader(data)); ; {
		head, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(head.Name, "data/") {
			chunks++
			if head.Size > 4<<20 {
				t.Errorf("%s has %d bytes", head.Name, head.Size)
			}
		}
	}
	if chunks != 3 {
		t.Errorf("%d members of data, want 3", chunks)
	}
	into := memkv.New()
	if _, err := storage.Restore(t.Context(), bytes.NewReader(data), into, blob.Memory()); err != nil {
		t.Fatal(err)
	}
	if got := len(pairs(t, into)); got != 11 {
		t.Errorf("%d pairs restored, want 11", got)
	}
}

func TestACutOffBackupIsRefused(t *testing.T) {
	s, blobs := filled(t, 300)
	data := backup(t, s, blobs)
	for _, size := range []int{0, 1, 511, 512, 600, 1024, 3000, len(data) / 2, len(data) - 4096, len(data) - 2000} {
		_, err := storage.Restore(t.Context(), bytes.NewReader(data[:size]), memkv.New(), blob.Memory())
		if !errors.Is(err, storage.ErrDamaged) && !errors.Is(err, storage.ErrNotBackup) {
			t.Errorf("cut off at %d of %d: %v", size, len(data), err)
		}
	}
}

func TestAForeignFileIsRefused(t *testing.T) {
	var other bytes.Buffer
	w := tar.NewWriter(&other)
	body := []byte(`{"format":"something else"}`)
	if err := w.WriteHeader(&tar.Header{Name: "package.json", Size: int64(len(body)), Mode: 0o600}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"empty": nil, "text": []byte("halo"), "zeros": make([]byte, 4096), "another tar": other.Bytes(),
		"noise": bytes.Repeat([]byte("\xfe\x01{"), 3000),
	} {
		_, err := storage.Restore(t.Context(), bytes.NewReader(data), memkv.New(), blob.Memory())
		if !errors.Is(err, storage.ErrNotBackup) {
			t.Errorf("%s: %v, want not a backup", name, err)
		}
	}
}

func TestABackupOfANewerProgramIsRefused(t *testing.T) {
	s, blobs := filled(t, 1)
	err := s.Update(t.Context(), func(w storage.Writer) error {
		return storage.WriteAbout(w, storage.About{Schema: storage.SchemaVersion + 1})
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = storage.Restore(t.Context(), bytes.NewReader(backup(t, s, blobs)), memkv.New(), blob.Memory())
	if !errors.Is(err, storage.ErrNewer) {
		t.Errorf("Restore = %v, want newer", err)
	}
}

// TestNoChangedByteGoesUnnoticed flips one byte somewhere.
func TestNoChangedByteGoesUnnoticed(t *testing.T) {
	s, blobs := filled(t, 50)
	data := backup(t, s, blobs)
	want := strings.Join(pairs(t, s), "\n")
	rapid.Check(t, func(rt *rapid.T) {
		spoiled := bytes.Clone(data)
		at := rapid.IntRange(0, len(spoiled)-1).Draw(rt, "at")
		spoiled[at] ^= byte(rapid.IntRange(1, 255).Draw(rt, "with"))
		into := memkv.New()
		if _, err := storage.Restore(context.Background(), bytes.NewReader(spoiled), into, blob.Memory()); err != nil {
			return
		}
		// What passes must hold the same: the byte stood in the padding, or in a
		// field of a tar header that says nothing.
		if got := strings.Join(pairs(t, into), "\n"); got != want {
			rt.Fatalf("byte %d changed what was restored", at)
		}
	})
}

func TestNothingIsRestoredOverAStore(t *testing.T) {
	s, blobs := filled(t, 3)
	data := backup(t, s, blobs)
	before := pairs(t, s)
	_, err := storage.Restore(t.Context(), bytes.NewReader(data), s, blobs)
	if !errors.Is(err, storage.ErrNotEmpty) || len(pairs(t, s)) != len(before) {
		t.Errorf("Restore = %v, %d pairs", err, len(pairs(t, s)))
	}
}

// TestABackupIsOneSnapshot writes while it is taken: two keys that are always
// changed together are the same in it.
func TestABackupIsOneSnapshot(t *testing.T) {
	s, blobs := filled(t, 3000)
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			_ = s.Update(context.Background(), func(w kv.Writer) error {
				return errors.Join(w.Put([]byte("a\x00first"), fmt.Append(nil, i)), w.Put([]byte("z\x00last"), fmt.Append(nil, i)))
			})
		}
	})
	for range 5 {
		into := memkv.New()
		if _, err := storage.Restore(t.Context(), bytes.NewReader(backup(t, s, blobs)), into, blob.Memory()); err != nil {
			t.Fatal(err)
		}
		err := into.View(t.Context(), func(r storage.Reader) error {
			first, _, err := r.Get([]byte("a\x00first"))
			if err != nil {
				return err
			}
			last, _, err := r.Get([]byte("z\x00last"))
			if string(first) != string(last) {
				t.Errorf("a backup holds %s and %s", first, last)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	wg.Wait()
}

// full is a disk with room for so many bytes.
type full struct{ left int }

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestAFullDiskIsSaid(t *testing.T) {
	s, blobs := filled(t, 100)
	if _, err := storage.Backup(t.Context(), s, blobs, &full{left: 2000}); !errors.Is(err, errFull) {
		t.Errorf("Backup = %v, want the error of the disk", err)
	}
}
