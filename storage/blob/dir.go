package blob

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
)

// Dir returns a store in the folder at path, which it makes if need be. A blob
// lies at path/ab/abcdef…; the two digits keep folders small.
func Dir(path string) (Store, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("blob: make folder: %w", err)
	}
	return dir{path}, nil
}

type dir struct{ root string }

func (d dir) file(hash string) string { return filepath.Join(d.root, hash[:2], hash) }

// Put writes beside the place and renames, so that a name never stands for half
// a blob, whenever the power goes.
func (d dir) Put(data []byte) (string, error) {
	if len(data) > MaxSize {
		return "", ErrTooLarge
	}
	hash := Hash(data)
	if old, ok, err := d.Get(hash); err == nil && ok && len(old) == len(data) {
		return hash, nil
	}
	if err := d.write(hash, data); err != nil {
		return "", fmt.Errorf("blob: put: %w", err)
	}
	return hash, nil
}

func (d dir) write(hash string, data []byte) error {
	folder := filepath.Dir(d.file(hash))
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(folder, ".new-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // gone already when all went well
	_, err = tmp.Write(data)
	if err == nil {
		err = tmp.Sync()
	}
	if err := errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp.Name(), d.file(hash)); err != nil {
		return err
	}
	return errors.Join(syncFolder(folder), syncFolder(d.root))
}

// syncFolder makes a new name in a folder durable.
func syncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func (d dir) Get(hash string) ([]byte, bool, error) {
	if !ValidHash(hash) {
		return nil, false, nil
	}
	data, err := os.ReadFile(d.file(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("blob: get: %w", err)
	}
	if Hash(data) != hash {
		return nil, false, fmt.Errorf("%w: %s", ErrDamaged, hash)
	}
	return data, true, nil
}

// All passes over what is not a blob, such as a file that a crash left behind.
func (d dir) All() iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		err := filepath.WalkDir(d.root, func(_ string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if e.IsDir() || strings.HasPrefix(e.Name(), ".") || !ValidHash(e.Name()) {
				return nil
			}
			if !yield(e.Name(), nil) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield("", fmt.Errorf("blob: list: %w", err))
		}
	}
}
