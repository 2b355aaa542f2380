package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"lumbung/storage"
	"lumbung/storage/blob"
	"lumbung/storage/kv/boltkv"
)

// restore makes a data directory of a backup.
type restore struct {
	Data   string `setting:"" default:"data" type:"path" help:"Direktori data yang dibuat; harus kosong atau belum ada."`
	In     string `required:"" type:"path" help:"Berkas cadangan."`
	Key    string `type:"path" help:"Berkas kunci; bawaan: nama cadangan ditambah .key."`
	NewKey bool   `help:"Kunci lama hilang: buat yang baru. Data pribadi dalam cadangan tetap tersegel selamanya."`
}

// Run restores beside the target, verifies all of it, and moves it into place.
func (c *restore) Run(ctx context.Context, sh *shell) error {
	if c.Key == "" {
		c.Key = c.In + ".key"
	}
	if err := mustBeEmpty(c.Data); err != nil {
		return err
	}
	file, err := os.Open(c.In)
	if err != nil {
		return fmt.Errorf("cadangan %s: %w", c.In, err)
	}
	defer func() { _ = file.Close() }() // it was only read
	aside := besides(c.Data)
	if err := os.Mkdir(string(aside), 0o700); err != nil {
		return besideFailed(aside, err)
	}
	m, told, err := c.into(ctx, aside, file)
	if err == nil {
		err = moveInto(aside, c.Data)
	}
	if err != nil {
		return errors.Join(err, os.RemoveAll(string(aside)))
	}
	_, err = fmt.Fprintf(sh.out, "Dipulihkan ke %s: %d catatan dan %d gambar dari cadangan tanggal %s, dengan epoch baru.\n%s\n",
		c.Data, m.Pairs, m.Blobs, m.Taken.Format("2006-01-02 15:04 MST"), told)
	return err
}

// mustBeEmpty refuses a directory that holds anything. The root of a volume may
// hold what its file system keeps there.
func mustBeEmpty(path string) error {
	entries, err := os.ReadDir(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() != "lost+found" }) {
		return problem{what: fmt.Sprintf("direktori %s tidak kosong", path), remedy: "pemulihan tidak pernah menimpa; pakai --data lain"}
	}
	return nil
}

// besides is where a directory is restored before it is shown: within it where
// it is there already, say as a volume, since files cannot be renamed from one
// file system to another.
func besides(target string) dataDir {
	if _, err := os.Stat(target); err == nil {
		return dataDir(filepath.Join(target, ".restore.tmp"))
	}
	return dataDir(target + ".tmp")
}

func besideFailed(aside dataDir, err error) error {
	if errors.Is(err, fs.ErrExist) {
		return problem{what: fmt.Sprintf("%s tersisa dari pemulihan yang terputus", aside), remedy: "bila tidak ada pemulihan lain yang berjalan, hapus direktori itu"}
	}
	return err
}

// into restores into an empty directory and returns what to tell about the key.
func (c *restore) into(ctx context.Context, dir dataDir, from io.Reader) (m storage.Manifest, told string, err error) {
	store, err := boltkv.Open(dir.store(), boltkv.Options{})
	if err != nil {
		return m, "", err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	blobs, err := blob.Dir(dir.blobs())
	if err != nil {
		return m, "", err
	}
	if m, err = storage.Restore(ctx, from, store, blobs); err != nil {
		return m, "", fmt.Errorf("cadangan %s: %w", c.In, err)
	}
	sealed, err := holdsSealed(ctx, store)
	if err != nil {
		return m, "", err
	}
	told, err = c.placeKey(dir, sealed)
	return m, told, err
}

// placeKey puts the key of the backup into the directory. Without it a backup
// that holds sealed data is not restored, unless the key is lost for good.
func (c *restore) placeKey(dir dataDir, sealed bool) (told string, err error) {
	key, err := readKey(c.Key)
	switch {
	case err == nil:
		return fmt.Sprintf("Kunci data pribadi dipulihkan dari %s.", c.Key), writeKey(dir.key(), key)
	case !errors.Is(err, fs.ErrNotExist):
		return "", err
	case sealed && !c.NewKey:
		return "", problem{
			what:   fmt.Sprintf("kunci %s tidak ada, padahal cadangan memuat data pribadi tersegel", c.Key),
			remedy: "tunjuk kuncinya dengan --key; bila benar-benar hilang, pakai --new-key",
		}
	}
	_, err = makeKey(dir.key())
	return "Kunci data pribadi yang baru dibuat; yang tersegel dengan kunci lama tidak dapat dibuka lagi.", err
}

// moveInto gives what was restored its name.
func moveInto(aside dataDir, target string) error {
	if filepath.Dir(string(aside)) != target {
		return errors.Join(os.Rename(string(aside), target), syncDir(filepath.Dir(target)))
	}
	to := dataDir(target)
	// The store comes last: until then there is none.
	for _, pair := range [][2]string{{aside.key(), to.key()}, {aside.blobs(), to.blobs()}, {aside.store(), to.store()}} {
		if err := os.Rename(pair[0], pair[1]); err != nil {
			return err
		}
	}
	return errors.Join(os.Remove(string(aside)), syncDir(target))
}
