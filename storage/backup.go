package storage

import (
	"archive/tar"
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"lumbung/storage/blob"
	"lumbung/storage/kv"
)

// A backup is a tar that any engine can write and read (docs/adr/0010):
//
//	lumbung-backup.json   what this is, so that a foreign file is refused at once
//	data/000001 …         pairs of one snapshot in key order: length, key, length, value
//	blobs/<hash> …        pictures
//	manifest.json         counts, and the SHA-256 of every member before it
//
// As the manifest comes last, a file that was cut off never passes for whole.
const (
	backupFormat  = "lumbung-backup"
	backupVersion = 1
	headMember    = "lumbung-backup.json"
	tailMember    = "manifest.json"
	dataPrefix    = "data/"
	blobPrefix    = "blobs/"
	maxChunk      = 4 << 20 // bytes of pairs in one member
	maxManifest   = 256 << 20
)

// Reasons why a backup is refused; test with errors.Is.
var (
	ErrNotBackup = errors.New("storage: not a backup of this program")
	ErrDamaged   = errors.New("storage: the backup is cut off or damaged")
	ErrNewer     = errors.New("storage: the backup was made by a newer program")
	ErrNotEmpty  = errors.New("storage: the store to restore into is not empty")
)

// Manifest says what is in a backup.
type Manifest struct {
	Format  string    `json:"format"`
	Version int       `json:"version"`
	Schema  int       `json:"schema"`
	Epoch   ID        `json:"epoch"` // of the store it was taken from
	Taken   time.Time `json:"taken"`
	Pairs   int       `json:"pairs"`
	Blobs   int       `json:"blobs"`
	Bytes   int64     `json:"bytes"` // of all members but the manifest
	Members []Member  `json:"members,omitempty"`
}

// Member is one file of a backup.
type Member struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Backup writes a backup of one snapshot of s, and of the blobs, to w. The store
// goes on meanwhile: blobs are never changed or deleted, so those that the
// snapshot names are there.
func Backup(ctx context.Context, s Store, blobs blob.Store, w io.Writer) (Manifest, error) {
	out := &packer{tar: tar.NewWriter(w)}
	out.manifest = Manifest{Format: backupFormat, Version: backupVersion, Taken: time.Now().UTC().Truncate(time.Second)}
	err := s.View(ctx, func(r Reader) error {
		about, _, err := ReadAbout(r)
		if err != nil {
			return err
		}
		out.manifest.Schema, out.manifest.Epoch = about.Schema, about.Epoch
		if err := out.addJSON(headMember, out.manifest); err != nil {
			return err
		}
		return out.addPairs(ctx, r)
	})
	if err == nil {
		err = out.addBlobs(ctx, blobs)
	}
	if err == nil {
		err = out.addJSON(tailMember, out.manifest)
	}
	if err == nil {
		err = out.tar.Close()
	}
	if err != nil {
		return Manifest{}, fmt.Errorf("storage: backup: %w", err)
	}
	return out.manifest, nil
}

// packer writes members and keeps account of them.
type packer struct {
	tar      *tar.Writer
	manifest Manifest
}

func (p *packer) add(name string, data []byte) error {
	head := &tar.Header{Name: name, Mode: 0o600, Size: int64(len(data)), ModTime: p.manifest.Taken, Format: tar.FormatPAX}
	if err := p.tar.WriteHeader(head); err != nil {
		return err
	}
	if _, err := p.tar.Write(data); err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	p.manifest.Members = append(p.manifest.Members, Member{Name: name, Size: head.Size, SHA256: hex.EncodeToString(sum[:])})
	p.manifest.Bytes += head.Size
	return nil
}

func (p *packer) addJSON(name string, v any) error {
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	return p.add(name, append(data, '\n'))
}

func (p *packer) addPairs(ctx context.Context, r Reader) error {
	var chunk []byte
	n := 0
	flush := func() error {
		n++
		err := p.add(fmt.Sprintf("%s%06d", dataPrefix, n), chunk)
		chunk = chunk[:0]
		return err
	}
	for e, err := range r.Scan(nil, nil) {
		if err != nil {
			return err
		}
		if len(chunk)+pairSize(e) > maxChunk && len(chunk) > 0 {
			if err := errors.Join(flush(), ctx.Err()); err != nil {
				return err
			}
		}
		chunk = appendPair(chunk, e)
		p.manifest.Pairs++
	}
	return flush()
}

func (p *packer) addBlobs(ctx context.Context, blobs blob.Store) error {
	for hash, err := range blobs.All() {
		if err != nil {
			return err
		}
		data, ok, err := blobs.Get(hash)
		if err != nil {
			return err
		}
		if !ok {
			return fmt.Errorf("blob %s is gone", hash)
		}
		if err := errors.Join(p.add(blobPrefix+hash, data), ctx.Err()); err != nil {
			return err
		}
		p.manifest.Blobs++
	}
	return nil
}

// Restore reads a backup into an empty store and the blobs into blobs, and gives
// the store a new epoch, so that whoever remembers more than the backup holds
// can tell. It fails with ErrNotBackup, ErrDamaged, ErrNewer or ErrNotEmpty;
// what it has written by then is useless. So the caller restores aside and shows
// the result only when Restore has returned nil.
func Restore(ctx context.Context, r io.Reader, into Store, blobs blob.Store) (Manifest, error) {
	in := &unpacker{tar: tar.NewReader(bufio.NewReaderSize(r, 1<<20)), into: into, blobs: blobs}
	if err := in.empty(ctx); err != nil {
		return Manifest{}, err
	}
	if err := in.all(ctx); err != nil {
		return Manifest{}, err
	}
	err := into.Update(ctx, func(w Writer) error {
		about, ok, err := ReadAbout(w)
		if err != nil {
			return err
		}
		if !ok || about.Epoch != in.found.Epoch {
			return fmt.Errorf("%w: the description of the store differs", ErrDamaged)
		}
		about.Epoch = NewID(time.Now())
		return WriteAbout(w, about)
	})
	return in.found, err
}

// unpacker reads members and holds them against the manifest at the end.
type unpacker struct {
	tar   *tar.Reader
	into  Store
	blobs blob.Store
	seen  Manifest // as counted
	found Manifest // as the manifest says
}

func (u *unpacker) empty(ctx context.Context) error {
	return u.into.View(ctx, func(r Reader) error {
		for _, err := range r.Scan(nil, nil) {
			if err == nil {
				err = ErrNotEmpty
			}
			return err
		}
		return nil
	})
}

func (u *unpacker) all(ctx context.Context) error {
	for first := true; ; first = false {
		name, data, err := u.next(first)
		if err != nil {
			return err
		}
		switch {
		case first:
			err = u.head(name, data)
		case name == tailMember:
			return u.tail(data)
		default:
			err = u.take(ctx, name, data)
		}
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		u.seen.Members = append(u.seen.Members, Member{Name: name, Size: int64(len(data)), SHA256: hex.EncodeToString(sum[:])})
	}
}

// next reads one member. The first tells a foreign file from a damaged one.
func (u *unpacker) next(first bool) (string, []byte, error) {
	head, err := u.tar.Next()
	if err != nil {
		if first {
			return "", nil, fmt.Errorf("%w: %w", ErrNotBackup, err)
		}
		return "", nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	limit := int64(max(maxChunk, blob.MaxSize))
	if head.Name == tailMember {
		limit = maxManifest
	}
	if head.Size > limit {
		return "", nil, fmt.Errorf("%w: member %q of %d bytes", ErrDamaged, head.Name, head.Size)
	}
	data, err := io.ReadAll(io.LimitReader(u.tar, limit))
	if err == nil && int64(len(data)) != head.Size {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return "", nil, fmt.Errorf("%w: member %q: %w", ErrDamaged, head.Name, err)
	}
	return head.Name, data, nil
}

func (u *unpacker) head(name string, data []byte) error {
	var head Manifest
	if err := json.Unmarshal(data, &head); name != headMember || err != nil || head.Format != backupFormat {
		return ErrNotBackup
	}
	if head.Version > backupVersion || head.Schema > SchemaVersion {
		return fmt.Errorf("%w: format %d, schema %d", ErrNewer, head.Version, head.Schema)
	}
	return nil
}

func (u *unpacker) take(ctx context.Context, name string, data []byte) error {
	switch {
	case len(name) > len(dataPrefix) && name[:len(dataPrefix)] == dataPrefix:
		return u.putPairs(ctx, data)
	case len(name) > len(blobPrefix) && name[:len(blobPrefix)] == blobPrefix:
		hash, err := u.blobs.Put(data)
		if err == nil && blobPrefix+hash != name {
			err = fmt.Errorf("%w: %s does not match its name", ErrDamaged, name)
		}
		u.seen.Blobs++
		return err
	default:
		return fmt.Errorf("%w: unknown member %q", ErrDamaged, name)
	}
}

// tail holds what was read against the manifest.
func (u *unpacker) tail(data []byte) error {
	if err := json.Unmarshal(data, &u.found); err != nil {
		return fmt.Errorf("%w: manifest: %w", ErrDamaged, err)
	}
	if u.found.Pairs != u.seen.Pairs || u.found.Blobs != u.seen.Blobs || len(u.found.Members) != len(u.seen.Members) {
		return fmt.Errorf("%w: %d pairs and %d blobs, the manifest says %d and %d", ErrDamaged,
			u.seen.Pairs, u.seen.Blobs, u.found.Pairs, u.found.Blobs)
	}
	for i, m := range u.found.Members {
		if m != u.seen.Members[i] {
			return fmt.Errorf("%w: member %q differs from the manifest", ErrDamaged, m.Name)
		}
	}
	return nil
}

// putPairs writes the pairs of one member, in transactions within the limits.
func (u *unpacker) putPairs(ctx context.Context, data []byte) error {
	for len(data) > 0 {
		var batch []kv.Entry
		for size := 0; len(data) > 0 && len(batch) < kv.MaxWrites; {
			e, rest, err := cutPair(data)
			if err != nil {
				return err
			}
			if size += len(e.Key) + len(e.Value); size > kv.MaxBytes && len(batch) > 0 {
				break
			}
			batch, data = append(batch, e), rest
		}
		err := u.into.Update(ctx, func(w Writer) error {
			for _, e := range batch {
				if err := w.Put(e.Key, e.Value); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		u.seen.Pairs += len(batch)
	}
	return nil
}
