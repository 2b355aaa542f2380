package boltkv

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"lumbung/storage/kv"
)

// filled makes a store with some content and returns its closed file.
func filled(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "store")
	s := openAt(t, path)
	for i := range 50 {
		put(t, s, fmt.Sprintf("key%02d", i), strings.Repeat("v", 1000))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func put(t *testing.T, s *Store, key, value string) {
	t.Helper()
	err := s.Update(t.Context(), func(w kv.Writer) error { return w.Put([]byte(key), []byte(value)) })
	if err != nil {
		t.Fatal(err)
	}
}

// keys returns all keys of the store.
func keys(t *testing.T, s *Store) (all []string) {
	t.Helper()
	err := s.View(t.Context(), func(r kv.Reader) error {
		for e, err := range r.Scan(nil, nil) {
			if err != nil {
				return err
			}
			all = append(all, string(e.Key))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestOpenFindsWhatWasCommitted(t *testing.T) {
	path := filled(t)
	for range 2 {
		s := openAt(t, path)
		if got := len(keys(t, s)); got != 50 {
			t.Errorf("%d keys after opening again, want 50", got)
		}
		if s.Path() != path {
			t.Errorf("Path() = %q, want %q", s.Path(), path)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOpenRefusesAFileInUse(t *testing.T) {
	path := filled(t)
	s := openAt(t, path)
	start := time.Now()
	if _, err := Open(path, Options{Timeout: 50 * time.Millisecond}); !errors.Is(err, kv.ErrInUse) {
		t.Errorf("second Open = %v, want %v", err, kv.ErrInUse)
	}
	if waited := time.Since(start); waited > 5*time.Second {
		t.Errorf("second Open waited %v", waited)
	}
	put(t, s, "still", "fine")
}

func TestOpenRefusesAForeignFileAndLeavesItAlone(t *testing.T) {
	foreign := filepath.Join(t.TempDir(), "foreign")
	db, err := bolt.Open(foreign, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bolt.Tx) error {
		_, err := tx.CreateBucket([]byte("other"))
		return err
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	other, err := os.ReadFile(foreign)
	if err != nil {
		t.Fatal(err)
	}
	for what, content := range map[string][]byte{
		"no bytes":      nil,
		"one byte":      {0},
		"short text":    []byte("nama,jumlah\nkursi roda,3\n"),
		"long text":     bytes.Repeat([]byte("nama,jumlah\nkursi roda,3\n"), 10_000),
		"zeroes":        make([]byte, 1<<20),
		"other buckets": other,
	} {
		path := filepath.Join(t.TempDir(), "store")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path, Options{}); !errors.Is(err, kv.ErrForeign) {
			t.Errorf("Open of %s = %v, want %v", what, err, kv.ErrForeign)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, content) {
			t.Errorf("Open changed a file of %s (%v)", what, err)
		}
	}
	if _, err := Open(t.TempDir(), Options{}); !errors.Is(err, kv.ErrForeign) {
		t.Errorf("Open of a directory = %v, want %v", err, kv.ErrForeign)
	}
}

func TestOpenNamesTheErrorOfTheSystem(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "no such directory", "store")
	if _, err := Open(missing, Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Open in a missing directory = %v, want %v", err, fs.ErrNotExist)
	}
	var system *fs.PathError
	below := filepath.Join(filled(t), "store")
	if _, err := Open(below, Options{}); !errors.As(err, &system) || errors.Is(err, kv.ErrForeign) {
		t.Errorf("Open below a file = %v, want the error of the system", err)
	}
}

// TestOpenSurvivesATruncatedFile cuts the file after each page.
func TestOpenSurvivesATruncatedFile(t *testing.T) {
	path := filled(t)
	whole, used := content(t, path)
	for size := 0; size < used; size += os.Getpagesize() / 2 {
		restore(t, path, whole[:size])
		if _, err := Open(path, Options{}); !errors.Is(err, kv.ErrForeign) {
			t.Fatalf("Open of %d bytes out of %d = %v, want %v", size, used, err, kv.ErrForeign)
		}
	}
	restore(t, path, whole)
	if got := len(keys(t, openAt(t, path))); got != 50 {
		t.Errorf("%d keys in the whole file, want 50", got)
	}
}

// TestOpenSurvivesADamagedPage spoils one page after the other. bbolt does not
// check all pages when it opens, so some damage passes; none may panic, or keep
// the file locked.
func TestOpenSurvivesADamagedPage(t *testing.T) {
	path := filled(t)
	whole, used := content(t, path)
	page, refused := os.Getpagesize(), 0
	for at := 0; at < used; at += page {
		damaged := slices.Clone(whole)
		copy(damaged[at:], bytes.Repeat([]byte{0xff}, page))
		restore(t, path, damaged)
		s, err := Open(path, Options{Timeout: 50 * time.Millisecond})
		switch {
		case err == nil:
			err = s.Close()
		case errors.Is(err, kv.ErrForeign):
			refused, err = refused+1, nil
		}
		if err != nil {
			t.Errorf("Open with page %d spoiled = %v, want nil or %v", at/page, err, kv.ErrForeign)
		}
	}
	if refused < 2 {
		t.Errorf("%d spoiled pages noticed, want at least root and free list", refused)
	}
	restore(t, path, whole)
	openAt(t, path)
}

// content returns the file and how much of it is in use.
func content(t *testing.T, path string) (whole []byte, used int) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	err = db.View(func(tx *bolt.Tx) error {
		used = int(tx.Size())
		return nil
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	if whole, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	return whole, used
}

// restore replaces the file, as one that is still mapped must not shrink.
func restore(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := errors.Join(os.Remove(path), os.WriteFile(path, content, 0o600)); err != nil {
		t.Fatal(err)
	}
}
