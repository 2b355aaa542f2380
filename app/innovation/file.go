package innovation

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/gabriel-vasile/mimetype"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/blob"
)

// The limits of the files of a design.
const (
	MaxFiles     = 30
	MaxFileBytes = 7 << 20 // of one file; a form may carry 8 MiB in all
	maxFileName  = 100     // letters
)

// File is a drawing, a guide or a source file of a design. It is kept by its
// hash beside the store, exactly as it came: nothing ever unpacks or runs it.
type File struct {
	Hash  string    `cbor:"1,keyasint" json:"sha256"` // of its content, 64 hexadecimal digits
	Name  string    `cbor:"2,keyasint" json:"name"`   // under which it is saved
	Kind  string    `cbor:"3,keyasint" json:"kind"`   // one of FileKinds
	Title string    `cbor:"4,keyasint,omitempty" json:"title"`
	Type  string    `cbor:"5,keyasint" json:"type"` // media type, by its content
	Size  int64     `cbor:"6,keyasint" json:"size"` // bytes
	At    time.Time `cbor:"7,keyasint" json:"at"`
}

// FileKinds are what a file is for.
func FileKinds() []string {
	return []string{"drawing", "assembly", "guide", "source", "report", "other"}
}

// NewFile is one more file of a design.
type NewFile struct {
	Innovation string `json:"innovation" validate:"required,max=200"` // slug, code or id
	Kind       string `json:"kind" validate:"required,oneof=drawing assembly guide source report other"`
	Title      string `json:"title" validate:"max=120"`
	Name       string `json:"name" validate:"max=255"`        // that it has at the sender's
	File       []byte `json:"file" validate:"required,min=1"` // its content
}

// AddFile adds a file to the design. The same content again changes its name,
// kind and title alone. It fails with Invalid when the file is too large, a
// program, or one too many.
func (n *Innovations) AddFile(ctx context.Context, in NewFile) (Innovation, error) {
	f, err := n.keepFile(ctx, in)
	if err != nil {
		return Innovation{}, err
	}
	return op.Write(ctx, n.d, policy.InnovationFile, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := n.editable(tx, in.Innovation)
		if err != nil {
			return rec, err
		}
		file, after := f, rec.Content.clone()
		file.At = tx.At
		list := after.Blueprint.Files
		at := slices.IndexFunc(list, func(x File) bool { return x.Hash == file.Hash })
		switch {
		case at >= 0:
			file.At = list[at].At
			list[at] = file
		case len(list) >= MaxFiles:
			return rec, fault.InField("file", "blueprint.too_many_files", fault.Args{"max": MaxFiles})
		default:
			list = append(list, file)
		}
		after.Blueprint.Files = list
		return rec, redraw(tx, &rec, after)
	})
}

// keepFile stores the content before and outside the transaction; blobs that no
// record names do no harm.
func (n *Innovations) keepFile(ctx context.Context, in NewFile) (f File, err error) {
	if len(in.File) == 0 || policy.Reach(op.ActorOf(ctx).Role, policy.InnovationFile) == policy.Never {
		return f, nil // op.Write refuses it
	}
	if len(in.File) > MaxFileBytes {
		return f, fault.InField("file", "blueprint.file_large", fault.Args{"max": MaxFileBytes >> 20})
	}
	kind := mimetype.Detect(in.File)
	if program(kind) {
		return f, fault.InField("file", "blueprint.file_program", nil)
	}
	if f.Hash, err = n.d.Blobs.Put(in.File); err != nil {
		return f, fault.Wrap(err, "keep a file")
	}
	f.Name, f.Kind, f.Title, f.Size = fileName(in.Name, kind.Extension()), in.Kind, in.Title, int64(len(in.File))
	f.Type, _, _ = strings.Cut(kind.String(), ";")
	return f, nil
}

// program tells what runs by itself when it is opened. Drawings are never that.
func program(kind *mimetype.MIME) bool {
	for m := kind; m != nil; m = m.Parent() {
		switch m.String() {
		case "application/vnd.microsoft.portable-executable", "application/x-elf", "application/x-mach-binary",
			"application/x-msi", "application/vnd.android.package-archive", "application/x-ms-installer":
			return true
		}
	}
	return false
}

// CleanName is the last part of a name as a browser sends it, of letters, digits
// and a few marks; "" for no name.
func CleanName(name string) string {
	if name == "" {
		return ""
	}
	return fileName(name, "")
}

// fileName makes a name that any system can save under: its last part, of
// letters, digits and a few marks, with an ending.
func fileName(name, ending string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.()+", r) {
			return r
		}
		return '_'
	}, name)
	name = strings.Trim(name, "._")
	own := path.Ext(name)
	stem := []rune(strings.TrimSuffix(name, own))
	if len([]rune(own)) > 12 || own == "" {
		own, stem = ending, []rune(name)
	}
	stem = stem[:min(len(stem), maxFileName-len([]rune(own)))]
	if len(stem) == 0 {
		stem = []rune("berkas")
	}
	return string(stem) + own
}

// FileRemoval takes a file off a design; versions before keep it.
type FileRemoval struct {
	Innovation string `json:"innovation" validate:"required,max=200"` // slug, code or id
	Hash       string `json:"sha256" validate:"required,len=64,hexadecimal,lowercase"`
}

// RemoveFile takes a file off the working copy. One that is not there is not
// found.
func (n *Innovations) RemoveFile(ctx context.Context, in FileRemoval) (Innovation, error) {
	return op.Write(ctx, n.d, policy.InnovationFile, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := n.editable(tx, in.Innovation)
		if err != nil {
			return rec, err
		}
		after := rec.Content.clone()
		before := len(after.Blueprint.Files)
		after.Blueprint.Files = slices.DeleteFunc(after.Blueprint.Files, func(f File) bool { return f.Hash == in.Hash })
		if len(after.Blueprint.Files) == before {
			return rec, fault.Missing("file")
		}
		return rec, redraw(tx, &rec, after)
	})
}

// File returns a file of a design with its content: one that is published to
// everybody unless it is withheld, others to those who may see the working copy.
func (n *Innovations) File(ctx context.Context, ref, hash string) (File, []byte, error) {
	now := n.d.Now()
	f, err := op.Read(ctx, n.d, policy.InnovationRead, func(v *op.View) (File, error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return File{}, err
		}
		rec, err := Find(v, ref)
		if err != nil {
			return File{}, err
		}
		for _, b := range readable(&rec, v.By, now) {
			if at := slices.IndexFunc(b.Files, func(f File) bool { return f.Hash == hash }); at >= 0 {
				return b.Files[at], nil
			}
		}
		return File{}, fault.Missing("file")
	})
	if err != nil {
		return f, nil, err
	}
	data, ok, err := n.d.Blobs.Get(f.Hash)
	if err != nil {
		return f, nil, fault.Wrap(err, "read a file")
	}
	if !ok {
		return f, nil, fault.Missing("file")
	}
	return f, data, nil
}

// readable are the blueprints of a record that the actor may read at now.
func readable(rec *Innovation, by policy.Actor, now time.Time) (list []*Blueprint) {
	if rec.Public != nil && !rec.Public.Blueprint.Withheld(now) {
		list = append(list, &rec.Public.Blueprint)
	}
	if policy.May(by, policy.InnovationSee, rec.Centre) {
		list = append(list, &rec.Blueprint)
		if rec.Public != nil {
			list = append(list, &rec.Public.Blueprint)
		}
	}
	return list
}

// VerifyBlobs checks that each picture and file that a record names is kept.
func VerifyBlobs(r storage.Reader, blobs blob.Store) (storage.Report, error) {
	rep := storage.Report{Kind: "files that records name"}
	kept := map[string]bool{}
	for hash, err := range blobs.All() {
		if err != nil {
			return rep, err
		}
		kept[hash] = true
	}
	look := func(what, hash string) {
		rep.Records++
		if !kept[hash] {
			rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: fmt.Sprintf("%s: %s is not kept", what, hash)})
		}
	}
	for f, err := range films.All(r, storage.PictureByHash.Key()) {
		if err != nil {
			return rep, err
		}
		for _, hash := range f.blobs() {
			look("picture "+f.Hash, hash)
		}
	}
	for rec, err := range innovations.All(r, storage.InnovationByID.Key()) {
		if err != nil {
			return rep, err
		}
		for _, f := range rec.Blueprint.Files {
			look(rec.Code, f.Hash)
		}
		if rec.Public != nil {
			for _, f := range rec.Public.Blueprint.Files {
				look(rec.Code, f.Hash)
			}
		}
	}
	return rep, nil
}
