package innovation

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/image/webp"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/picture"
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

func TestAPictureForListsIsSmall(t *testing.T) {
	w, hash := pictured(t)
	got, err := w.Thumb(t.Context(), hash)
	if err != nil || got.Late || got.Format != AsWebP || len(got.Data) > picture.MaxThumb {
		t.Fatalf("%d bytes as %s, late %v, %v", len(got.Data), got.Format, got.Late, err)
	}
	if seen, err := webp.DecodeConfig(bytes.NewReader(got.Data)); err != nil || seen.Width*3 != seen.Height*4 {
		t.Errorf("it is %dx%d, not 4 by 3: %v", seen.Width, seen.Height, err)
	}
	for _, bad := range []string{"", "x", strings.Repeat("x", 10_000)} {
		if _, err := w.Thumb(t.Context(), bad); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("%.10q: %v", bad, err)
		}
	}
}

// olden makes the picture of a store one that was kept before there was WebP, or
// pictures for lists.
func olden(t *testing.T, w bench, hash string) {
	t.Helper()
	err := w.deps.Store.Update(t.Context(), func(tx storage.Writer) error {
		f, _, err := films.Get(tx, films.ID(&film{Hash: hash}))
		for i := range f.Prints {
			f.Prints[i].WebP = ""
		}
		f.Thumb = ""
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
	if err != nil || !got.Late || got.Format != AsJPEG || !bytes.HasPrefix(got.Data, []byte("\xff\xd8")) {
		t.Fatalf("before: %d bytes as %s, %v", len(got.Data), got.Format, err)
	}
	if got, err := w.Thumb(t.Context(), hash); err != nil || !got.Late || got.Format != AsJPEG || len(got.Data) == 0 {
		t.Fatalf("for lists before: %d bytes as %s, %v", len(got.Data), got.Format, err)
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
	if got, err := w.Thumb(t.Context(), hash); err != nil || got.Late || len(got.Data) > picture.MaxThumb {
		t.Errorf("for lists after: %d bytes, late %v, %v", len(got.Data), got.Late, err)
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
	if got, err := New(d).Thumb(t.Context(), hash); err != nil || got.Late {
		t.Errorf("for lists after a restore: %v", err)
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

func TestEveryBlobOfAPictureIsMissedByTheCheck(t *testing.T) {
	w, hash := pictured(t)
	var f film
	err := w.deps.Store.View(t.Context(), func(r storage.Reader) (err error) {
		f, _, err = films.Get(r, films.ID(&film{Hash: hash}))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := 1 + 2*len(f.Prints); len(f.blobs()) != want {
		t.Fatalf("%d blobs, want %d: %v", len(f.blobs()), want, f)
	}
	err = w.deps.Store.View(t.Context(), func(r storage.Reader) error {
		rep, err := VerifyBlobs(r, blob.Memory())
		for _, hash := range f.blobs() {
			if !strings.Contains(fmt.Sprint(rep.Findings), hash) {
				t.Errorf("the check does not miss %s", hash)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTooManyUploadsAtOnceAreAskedToComeAgain(t *testing.T) {
	w, hash := pictured(t)
	for range cap(w.queued) {
		w.queued <- struct{}{}
	}
	in := wheelchair()
	in.Title = "Kursi roda lain"
	if _, err := w.Begin(w.as(maker), in); fault.CodeOf(err) != fault.TooMany {
		t.Errorf("one more upload: %v, want too many", err)
	}
	if _, err := w.Print(w.as(maker), hash, 320, AsWebP); err != nil {
		t.Errorf("what is kept is not shown meanwhile: %v", err)
	}
	<-w.queued
	for range 2 { // each gives its place back
		if _, err := w.Begin(w.as(maker), in); fault.CodeOf(err) == fault.TooMany {
			t.Error("a place was free")
		}
		in.Photo = []byte("no photo")
	}
}
