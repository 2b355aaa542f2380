package innovation

import (
	"bytes"
	"context"
	"testing"

	"golang.org/x/image/webp"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
	"lumbung/storage/blob"
	"lumbung/storage/kv/memkv"
)

// pictured is a registry with one picture, 400 pixels wide.
func pictured(t *testing.T) (bench, string) {
	b := newBench(t)
	rec := b.must(b.Begin(b.as(maker), wheelchair()))
	return b, rec.Photos[0].Hash
}

func TestAPictureIsShownInBothFormats(t *testing.T) {
	w, hash := pictured(t)
	for format, magic := range map[PrintFormat]string{AsJPEG: "\xff\xd8", AsWebP: "RIFF"} {
		got, err := w.Print(t.Context(), hash, 320, format)
		if err != nil || got.Format != format || !bytes.HasPrefix(got.Data, []byte(magic)) {
			t.Errorf("%s: %d bytes as %s, %v", format, len(got.Data), got.Format, err)
		}
	}
	for _, width := range []int{0, -1, 321} {
		if _, err := w.Print(t.Context(), hash, width, AsWebP); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("width %d: %v", width, err)
		}
	}
}

// olden makes the picture of a store one that was kept before there was WebP.
func olden(t *testing.T, w bench, hash string) {
	t.Helper()
	err := w.deps.Store.Update(t.Context(), func(tx storage.Writer) error {
		f, _, err := films.Get(tx, films.ID(&film{Hash: hash}))
		for i := range f.Prints {
			f.Prints[i].WebP = ""
		}
		if err != nil {
			return err
		}
		return films.Put(tx, &f)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnOldPictureIsJPEGUntilItIsCompleted(t *testing.T) {
	w, hash := pictured(t)
	olden(t, w, hash)
	got, err := w.Print(t.Context(), hash, 320, AsWebP)
	if err != nil || got.Format != AsJPEG || !bytes.HasPrefix(got.Data, []byte("\xff\xd8")) {
		t.Fatalf("before: %d bytes as %s, %v", len(got.Data), got.Format, err)
	}
	if n, err := w.Complete(w.as(admin)); n != 1 || err != nil {
		t.Fatalf("Complete = %d, %v", n, err)
	}
	got, err = w.Print(t.Context(), hash, 320, AsWebP)
	if err != nil || got.Format != AsWebP {
		t.Fatalf("after: %s, %v", got.Format, err)
	}
	if _, err := webp.Decode(bytes.NewReader(got.Data)); err != nil {
		t.Error(err)
	}
	if n, err := w.Complete(w.as(admin)); n != 0 || err != nil {
		t.Errorf("Complete again = %d, %v", n, err)
	}
	for _, ctx := range []context.Context{t.Context(), w.as(auditor), w.as(maker)} {
		if _, err := w.Complete(ctx); fault.CodeOf(err) != fault.Denied && fault.CodeOf(err) != fault.NoActor {
			t.Errorf("others may complete pictures: %v", err)
		}
	}
}

func TestABackupHoldsEveryFormatOfAPicture(t *testing.T) {
	w, hash := pictured(t)
	var tape bytes.Buffer
	if _, err := storage.Prepare(t.Context(), w.deps.Store, w.deps.Now(), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := storage.Backup(t.Context(), w.deps.Store, w.deps.Blobs, &tape); err != nil {
		t.Fatal(err)
	}
	d := op.Frozen(memkv.New(), w.deps.Now())
	d.Blobs = blob.Memory()
	if _, err := storage.Restore(t.Context(), &tape, d.Store, d.Blobs); err != nil {
		t.Fatal(err)
	}
	for _, format := range []PrintFormat{AsJPEG, AsWebP} {
		want, err := w.Print(t.Context(), hash, 400, format)
		if err != nil {
			t.Fatal(err)
		}
		got, err := New(d).Print(t.Context(), hash, 400, format)
		if err != nil || got.Format != format || !bytes.Equal(got.Data, want.Data) {
			t.Errorf("%s after a restore: %d bytes, want %d, %v", format, len(got.Data), len(want.Data), err)
		}
	}
}
