package ska

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"testing"
	"time"

	"lumbung/app/innovation"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/storage"
)

const (
	soeharso = "soeharso"
	meohai   = "meohai"
	closed   = "mulya-jaya" // has no SKA any more
)

var noon = time.Date(2026, 11, 24, 5, 0, 0, 0, time.UTC)

// world is a store with the centres of the seed, one of them without an SKA.
type world struct {
	*House
	d *op.Deps
	t *testing.T
}

func newWorld(t *testing.T, store storage.Store) world {
	t.Helper()
	d := op.Frozen(store, noon)
	centres := network.New(d)
	if err := centres.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	c, err := centres.One(t.Context(), closed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := centres.Change(optest.As(t, policy.Admin, ""), network.Details{
		Code: c.Code, Version: c.Version, Name: c.Name, Type: string(c.Type), Region: c.Region, Aliases: c.Aliases,
	}); err != nil {
		t.Fatal(err)
	}
	return world{New(d, innovation.New(d)), d, t}
}

func manager(t *testing.T) context.Context { t.Helper(); return optest.As(t, policy.SKA, soeharso) }

// picture is an invented photo.
func picture(t *testing.T, shade uint8) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 40, 30))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (w world) verify() {
	w.t.Helper()
	optest.Sound(w.t, w.d, Verify)
}
