package cli

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// keySize is the length of the master key of sealed personal data in bytes.
const keySize = 32

// readKey returns the master key in a file. A missing one gives fs.ErrNotExist.
func readKey(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != keySize {
		return nil, problem{
			what:   fmt.Sprintf("kunci %s tidak terbaca: harus %d angka heksadesimal", path, 2*keySize),
			remedy: "salin kunci dari berkas .key di samping cadangan",
		}
	}
	return key, nil
}

// writeKey writes a key into a file that must not be there yet, whole or not at
// all, readable for its owner alone.
func writeKey(path string, key []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".key-*") // made with mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // what stays has another name by then
	_, err = tmp.WriteString(hex.EncodeToString(key) + "\n")
	if err == nil {
		err = tmp.Sync()
	}
	if err := errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	return place(tmp.Name(), path)
}

// place gives a file its name, durably, and never takes the place of another.
func place(tmp, path string) error {
	err := os.Link(tmp, path) // unlike Rename it overwrites nothing
	if err != nil && !errors.Is(err, fs.ErrExist) {
		// A file system without links, such as that of a memory stick.
		if _, taken := os.Lstat(path); taken == nil {
			return fs.ErrExist
		}
		err = os.Rename(tmp, path)
	}
	if err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// makeKey returns the key of a file, which it makes if there is none. Of two
// programs that make it at once, both get the key of the first.
func makeKey(path string) ([]byte, error) {
	key, err := readKey(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	key = make([]byte, keySize)
	_, _ = rand.Read(key) // never fails, see crypto/rand
	if err := writeKey(path, key); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return readKey(path)
}

// syncDir makes a new name in a directory durable.
func syncDir(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
