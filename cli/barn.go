package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"lumbung/app"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/blob"
	"lumbung/storage/kv"
	"lumbung/storage/kv/boltkv"
)

// dataDir is the path of a data directory.
type dataDir string

func (d dataDir) store() string  { return filepath.Join(string(d), "lumbung.db") }
func (d dataDir) key() string    { return filepath.Join(string(d), "secret.key") }
func (d dataDir) blobs() string  { return filepath.Join(string(d), "blobs") }
func (d dataDir) socket() string { return filepath.Join(string(d), "lumbung.sock") }

// barn is an open data directory.
type barn struct {
	dir   dataDir
	store storage.Store
	blobs blob.Store
	key   []byte
	app   *app.App
}

// opening says how a data directory is opened.
type opening struct {
	dir    dataDir
	create bool          // make the directory and the store if need be
	wait   time.Duration // for another process that holds it; 0 means a second
}

// open opens the store, finds or makes its key, and composes the App over it.
func (o opening) open(ctx context.Context) (*barn, error) {
	fresh, err := o.prepare()
	if err != nil {
		return nil, err
	}
	b := &barn{dir: o.dir}
	if fresh { // before the store: a store without its key is one that lost it
		if b.key, err = makeKey(o.dir.key()); err != nil {
			return nil, o.failed(err)
		}
	}
	if b.store, err = boltkv.Open(o.dir.store(), boltkv.Options{Timeout: o.wait}); err != nil {
		return nil, o.failed(err)
	}
	if err := b.compose(ctx); err != nil {
		return nil, o.failed(errors.Join(err, b.close()))
	}
	return b, nil
}

// prepare tells whether there is no store yet, and makes its directory.
func (o opening) prepare() (fresh bool, err error) {
	_, err = os.Stat(o.dir.store())
	switch {
	case err == nil:
		return false, nil
	case !errors.Is(err, fs.ErrNotExist):
		return false, o.failed(err)
	case !o.create:
		return false, problem{
			what:   fmt.Sprintf("tidak ada penyimpanan di %s", o.dir),
			remedy: "periksa --data; penyimpanan baru dibuat oleh lumbung serve",
		}
	}
	if err := os.MkdirAll(string(o.dir), 0o700); err != nil {
		return true, o.failed(err)
	}
	return true, nil
}

// failed names the directory in an error that does not yet say what helps.
func (o opening) failed(err error) error {
	if _, said := errors.AsType[problem](err); said {
		return err
	}
	return fmt.Errorf("direktori data %s: %w", o.dir, err)
}

func (b *barn) compose(ctx context.Context) (err error) {
	if b.key == nil {
		if b.key, err = b.findKey(ctx); err != nil {
			return err
		}
	}
	if b.blobs, err = blob.Dir(b.dir.blobs()); err != nil {
		return err
	}
	b.app, err = app.New(ctx, app.Options{Store: b.store, Blobs: b.blobs, Secret: b.key})
	return err
}

// findKey reads the key of a store that was there before. A lost key is made
// anew only where nothing was sealed with it.
func (b *barn) findKey(ctx context.Context) ([]byte, error) {
	key, err := readKey(b.dir.key())
	if !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	if sealed, err := holdsSealed(ctx, b.store); err != nil {
		return nil, err
	} else if sealed {
		return nil, problem{
			what:   fmt.Sprintf("kunci %s hilang, padahal penyimpanan memuat data pribadi tersegel", b.dir.key()),
			remedy: "salin kunci itu dari berkas .key di samping cadangan",
		}
	}
	return makeKey(b.dir.key())
}

// holdsSealed tells whether a store holds persons, whose data is sealed.
func holdsSealed(ctx context.Context, s storage.Store) (found bool, err error) {
	err = s.View(ctx, func(r storage.Reader) error {
		persons := storage.PersonByID.Key()
		for _, err := range r.Scan(persons, kv.PrefixEnd(persons)) {
			found = err == nil
			return err
		}
		return nil
	})
	return found, err
}

func (b *barn) close() error { return b.store.Close() }

// operator is who acts on the command line: whoever may read the data directory
// may do everything anyway, and the journal says that it was done here.
func operator(ctx context.Context) context.Context {
	return op.As(ctx, policy.Actor{Name: "Operator (baris perintah)", Role: policy.Admin})
}
