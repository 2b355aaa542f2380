package innovation

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/blob"
)

func (b bench) fileOf(rec Innovation, name string, data []byte) (Innovation, error) {
	b.Helper()
	return b.AddFile(b.as(maker), NewFile{Innovation: rec.Slug, Kind: "drawing", Title: "Rangka", Name: name, File: data})
}

func TestAFileIsKnownByItsContent(t *testing.T) {
	b := newBench(t)
	rec := b.designed()
	for _, tt := range []struct{ name, data, saved, kind string }{
		{"rangka.pdf", "%PDF-1.7\n", "rangka.pdf", "application/pdf"},
		{"rangka.pdf", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "rangka.pdf", "image/svg+xml"},
		{`C:\gambar\Rangka bawah.step`, "ISO-10303-21;", "Rangka_bawah.step", "text/plain"},
		{"../../etc/passwd", "root:x", "passwd.txt", "text/plain"},
		{"", "<html><script>alert(1)</script>", "berkas.html", "text/html"},
		{"bom\u202egnp.exe", "PK\x03\x04 a bomb", "bom_gnp.exe", "application/zip"},
		{strings.Repeat("a", 255), "x", strings.Repeat("a", 96) + ".txt", "text/plain"},
	} {
		got, err := b.fileOf(rec, strings.ReplaceAll(tt.name, "\u202e", "_"), []byte(tt.data))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		f := got.Blueprint.Files[len(got.Blueprint.Files)-1]
		if f.Name != tt.saved || f.Type != tt.kind || f.Hash != blob.Hash([]byte(tt.data)) || f.Size != int64(len(tt.data)) || f.At.IsZero() {
			t.Errorf("%s: %+v", tt.name, f)
		}
	}
	if _, err := b.fileOf(rec, "a\u202eb.pdf", []byte("%PDF-1.7")); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("a name turned around: %v", err)
	}
	b.sound()
}

func TestFilesThatAreRefused(t *testing.T) {
	b := newBench(t)
	rec := b.designed()
	for name, tt := range map[string]struct {
		data []byte
		want string
	}{
		"a program of Windows": {append([]byte("MZ"), make([]byte, 200)...), "file blueprint.file_program"},
		"a program of Linux":   {append([]byte("\x7fELF\x02\x01\x01"), make([]byte, 200)...), "file blueprint.file_program"},
		"too large":            {make([]byte, MaxFileBytes+1), "file blueprint.file_large"},
		"nothing":              {nil, "file field.required"},
	} {
		_, err := b.fileOf(rec, "x", tt.data)
		f := fault.As(err)
		if err == nil || len(f.Fields) == 0 || f.Fields[0].Name+" "+f.Fields[0].Key != tt.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	for i := range MaxFiles {
		rec = b.must(b.fileOf(rec, "x.txt", fmt.Appendf(nil, "isi %d", i)))
	}
	if _, err := b.fileOf(rec, "x.txt", []byte("satu lagi")); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("one file too many: %v", err)
	}
	again := b.must(b.fileOf(rec, "nama-lain.txt", []byte("isi 3")))
	if len(again.Blueprint.Files) != MaxFiles || again.Blueprint.Files[3].Name != "nama-lain.txt" {
		t.Error("the same content again did not change its name alone")
	}
}

func TestWhoMayHaveAFile(t *testing.T) {
	b := newBench(t)
	rec := b.designed()
	rec = b.must(b.fileOf(rec, "rangka.pdf", []byte("%PDF-1.7 rangka")))
	hash := rec.Blueprint.Files[0].Hash
	for _, tt := range []struct {
		by   policy.Actor
		want fault.Code
	}{{maker, ""}, {head, ""}, {auditor, ""}, {reviewer, ""}, {stranger, fault.NotFound}, {nobody, fault.NotFound}} {
		_, data, err := b.File(b.as(tt.by), rec.Slug, hash)
		if code := codeOr(err); code != tt.want || err == nil && !bytes.HasPrefix(data, []byte("%PDF")) {
			t.Errorf("a draft's file for %s: %v", tt.by.Name, err)
		}
	}
	rec = b.must(b.Change(b.as(maker), filled(rec)))
	rec = b.must(b.Submit(b.as(maker), Submission{Innovation: rec.Slug}))
	rec = b.approved(rec)
	if f, _, err := b.File(b.as(nobody), rec.Slug, hash); err != nil || f.Type != "application/pdf" {
		t.Errorf("a published file: %+v, %v", f, err)
	}
	rec = b.must(b.RemoveFile(b.as(maker), FileRemoval{Innovation: rec.Slug, Hash: hash}))
	if len(rec.Blueprint.Files) != 0 {
		t.Error("the file is still there")
	}
	if _, err := b.RemoveFile(b.as(maker), FileRemoval{Innovation: rec.Slug, Hash: hash}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("removed twice: %v", err)
	}
	if _, err := b.RemoveFile(b.as(stranger), FileRemoval{Innovation: rec.Slug, Hash: hash}); fault.CodeOf(err) == "" {
		t.Error("a stranger removed a file")
	}
}

func codeOr(err error) fault.Code {
	if err == nil {
		return ""
	}
	return fault.CodeOf(err)
}

func TestTheCheckMissesABlobThatARecordNames(t *testing.T) {
	b := newBench(t)
	b.must(b.fileOf(b.designed(), "rangka.pdf", []byte("%PDF-1.7 rangka")))
	for want, blobs := range map[int]blob.Store{0: b.deps.Blobs, 6: blob.Memory()} {
		err := b.deps.Store.View(t.Context(), func(r storage.Reader) error {
			rep, err := VerifyBlobs(r, blobs)
			if len(rep.Findings) != want || rep.Records != 6 { // five of a picture in two widths, and a file
				t.Errorf("%d of %d: %v", len(rep.Findings), rep.Records, rep.Findings)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
