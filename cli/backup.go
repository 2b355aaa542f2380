package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"lumbung/storage"
)

// backup copies the data directory into one file, and its key into another.
type backup struct {
	Data string `setting:"" default:"data" type:"path" help:"Direktori data."`
	Out  string `required:"" type:"path" help:"Berkas cadangan yang dibuat; yang sudah ada tidak ditimpa."`
	Key  string `type:"path" help:"Berkas kunci yang dibuat; bawaan: nama cadangan ditambah .key."`
}

// Run writes the backup, by the server if one is running.
func (c *backup) Run(ctx context.Context, sh *shell) error {
	if c.Key == "" {
		c.Key = c.Out + ".key"
	}
	return sh.perform(ctx, opening{dir: dataDir(c.Data)}, "backup", c)
}

func (c *backup) run(ctx context.Context, b *barn, out io.Writer) error {
	for _, path := range []string{c.Out, c.Key} {
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			if err == nil {
				err = problem{what: path + " sudah ada", remedy: "cadangan tidak pernah ditimpa; pakai --out lain"}
			}
			return err
		}
	}
	var m storage.Manifest
	err := writeWhole(c.Out, func(w io.Writer) (err error) {
		m, err = storage.Backup(ctx, b.store, b.blobs, w)
		return err
	})
	if err != nil {
		return fmt.Errorf("cadangan %s: %w", c.Out, err)
	}
	if err := writeKey(c.Key, b.key); err != nil {
		return errors.Join(fmt.Errorf("kunci %s: %w", c.Key, err), os.Remove(c.Out))
	}
	_, err = fmt.Fprintf(out, "Cadangan %s: %d catatan, %d gambar, %d bita, epoch %s.\n"+
		"Kunci data pribadi: %s. Simpan terpisah dari cadangan; tanpa kunci, data pribadi tidak dapat dibuka.\n",
		c.Out, m.Pairs, m.Blobs, m.Bytes, m.Epoch, c.Key)
	return err
}

// writeWhole writes a file under another name and gives it its own when it is
// complete and durable. A failure leaves nothing.
func writeWhole(path string, write func(io.Writer) error) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*") // made with mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // gone already when all went well
	w := bufio.NewWriterSize(tmp, 1<<20)
	err = write(w)
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = tmp.Sync()
	}
	if err := errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	return place(tmp.Name(), path)
}
