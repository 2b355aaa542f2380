package boltkv

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"lumbung/storage/kv"
)

// bucketName is the one bucket that holds all keys.
var bucketName = []byte("kv")

// mapSize is the address space reserved for the file at the start. Growing the
// map has to wait until every reader is gone, so it should be rare.
const mapSize = 1 << 30

// Options of Open. The zero Options is good.
type Options struct {
	Timeout time.Duration // how long to wait for another process that holds the file; 0 means 1 s
}

// Open opens the store at path, or makes one if there is no file. It fails with
// kv.ErrInUse when another Store, here or in another process, holds the file,
// with kv.ErrForeign when the file is not a store, is empty or is cut off, and
// with the error of the operating system for all else. It never changes a file
// that it refuses.
func Open(path string, opt Options) (*Store, error) {
	if opt.Timeout == 0 {
		opt.Timeout = time.Second
	}
	fresh, err := inspect(path, opt)
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", path, err)
	}
	db, err := open(path, opt, false)
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", path, err)
	}
	if err := prepare(db, path, fresh); err != nil {
		return nil, errors.Join(fmt.Errorf("prepare store %s: %w", path, err), db.Close())
	}
	return start(db), nil
}

// inspect refuses a file that is not a sound store, and tells whether there is
// none yet.
func inspect(path string, opt Options) (fresh bool, err error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	// bbolt would make a store of an empty file. A file that lost its content
	// must not come up as an office without stock.
	if !info.Mode().IsRegular() || info.Size() == 0 {
		return false, fmt.Errorf("%w: %s of %d bytes", kv.ErrForeign, info.Mode().Type(), info.Size())
	}
	db, err := open(path, opt, true)
	if err != nil {
		return false, err
	}
	return false, errors.Join(sound(db, path), db.Close())
}

// sound tells whether all pages in use are within the file and the bucket is
// there. A page beyond the end would kill the process when it is read.
func sound(db *bolt.DB, path string) (err error) {
	defer rescue(&err)
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	return db.View(func(tx *bolt.Tx) error {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		if info.Size() < tx.Size() {
			return fmt.Errorf("%w: cut off at %d of %d bytes", kv.ErrForeign, info.Size(), tx.Size())
		}
		// A file without any bucket was left by a crash in the first Open.
		if first, _ := tx.Cursor().First(); first != nil && tx.Bucket(bucketName) == nil {
			return fmt.Errorf("%w: no bucket %q", kv.ErrForeign, bucketName)
		}
		return nil
	})
}

// open calls bolt.Open and names its errors.
func open(path string, opt Options, readOnly bool) (db *bolt.DB, err error) {
	var file *os.File
	defer func() {
		if db == nil && file != nil {
			_ = file.Close() // the lock must not stay when bbolt panicked on the way
		}
	}()
	defer rescue(&err)
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	db, err = bolt.Open(path, 0o600, &bolt.Options{
		Timeout:         opt.Timeout,
		ReadOnly:        readOnly,
		FreelistType:    bolt.FreelistMapType,
		InitialMmapSize: mapSize,
		OpenFile: func(name string, flag int, perm os.FileMode) (*os.File, error) {
			f, err := os.OpenFile(name, flag, perm)
			file = f
			return f, err
		},
	})
	var system *fs.PathError
	switch {
	case err == nil:
		return db, nil
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("%w: waited %v", kv.ErrInUse, opt.Timeout)
	case errors.As(err, &system), !readOnly:
		return nil, err
	default:
		return nil, fmt.Errorf("%w: %w", kv.ErrForeign, err)
	}
}

// rescue turns a panic over a damaged page, or a fault behind the end of the file
// where the goroutine asked for panics, into an error. To be deferred.
func rescue(err *error) {
	if cause := recover(); cause != nil {
		*err = fmt.Errorf("%w: %v", kv.ErrForeign, cause)
	}
}

// prepare makes the bucket unless it is there, and the name of a fresh file
// durable, which fsync on the file does not.
func prepare(db *bolt.DB, path string, fresh bool) error {
	err := db.View(func(tx *bolt.Tx) error {
		if tx.Bucket(bucketName) == nil {
			return bolterrors.ErrBucketNotFound
		}
		return nil
	})
	if errors.Is(err, bolterrors.ErrBucketNotFound) {
		err = db.Update(func(tx *bolt.Tx) error {
			_, err := tx.CreateBucket(bucketName)
			return err
		})
	}
	if err != nil || !fresh {
		return err
	}
	return syncDir(filepath.Dir(path))
}

func syncDir(name string) error {
	dir, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
