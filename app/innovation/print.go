package innovation

import (
	"context"
	"slices"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/picture"
	"lumbung/app/policy"
	"lumbung/storage"
)

// PrintFormat is a format that a picture is shown in.
type PrintFormat string

// The formats.
const (
	AsJPEG PrintFormat = "jpg"
	AsWebP PrintFormat = "webp"
)

// Print is a picture in one width and format.
type Print struct {
	Data   []byte
	Format PrintFormat // that it is in
	Late   bool        // what was asked for is still to be made; this stands in for it
}

// queue takes a place among those who wait for the press. There are few, since
// each holds its upload in memory; the next is asked to come again.
func (n *Innovations) queue(ctx context.Context) (leave func(), err error) {
	select {
	case n.queued <- struct{}{}:
	default:
		return nil, fault.New(fault.TooMany, "picture.busy", fault.Args{"seconds": 30})
	}
	done, err := n.press(ctx)
	if err != nil {
		<-n.queued
		return nil, err
	}
	return func() { done(); <-n.queued }, nil
}

// press takes the one place at which pictures are worked on; leave gives it back.
func (n *Innovations) press(ctx context.Context) (leave func(), err error) {
	select {
	case n.presses <- struct{}{}:
		return func() { <-n.presses }, nil
	case <-ctx.Done():
		return nil, fault.Wrap(ctx.Err(), "wait to develop a picture")
	}
}

// Print returns a picture in one of its widths. Who knows the hash of a picture
// has been shown it, so it is for everybody. One that was kept before there was
// WebP is given as JPEG until Complete has come to it.
func (n *Innovations) Print(ctx context.Context, hash string, width int, format PrintFormat) (Print, error) {
	f, err := n.filmOf(ctx, hash)
	if err != nil {
		return Print{}, err
	}
	at := slices.IndexFunc(f.Prints, func(p print) bool { return p.Width == width })
	if at < 0 {
		return Print{}, fault.Missing("picture")
	}
	return n.shown(f.Prints[at], format)
}

// Thumb returns a picture for a list of many: the middle of it, 4 by 3, as WebP of
// at most picture.MaxThumb bytes. One that was kept before there were any is given
// in its narrowest width until Complete has come to it.
func (n *Innovations) Thumb(ctx context.Context, hash string) (Print, error) {
	f, err := n.filmOf(ctx, hash)
	if err != nil {
		return Print{}, err
	}
	if f.Thumb == "" {
		out, err := n.shown(f.Prints[0], AsWebP)
		out.Late = true
		return out, err
	}
	data, err := n.blob(f.Thumb)
	return Print{Data: data, Format: AsWebP}, err
}

// filmOf finds a picture by its name.
func (n *Innovations) filmOf(ctx context.Context, hash string) (film, error) {
	return op.Read(ctx, n.d, policy.InnovationRead, func(v *op.View) (film, error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return film{}, err
		}
		if len(hash) > maxRef {
			return film{}, fault.Missing("picture")
		}
		f, ok, err := films.Get(v, films.ID(&film{Hash: hash}))
		if err == nil && !ok {
			err = fault.Missing("picture")
		}
		return f, err
	})
}

// shown is one width in a format, or as JPEG where that was not made.
func (n *Innovations) shown(p print, format PrintFormat) (out Print, err error) {
	out.Format = AsJPEG
	name := p.Blob
	if format == AsWebP && p.WebP != "" {
		out.Format, name = AsWebP, p.WebP
	}
	out.Late = out.Format != format
	out.Data, err = n.blob(name)
	return out, err
}

func (n *Innovations) blob(name string) ([]byte, error) {
	data, ok, err := n.d.Blobs.Get(name)
	if err != nil {
		return nil, fault.Wrap(err, "read a picture")
	}
	if !ok {
		return nil, fault.Missing("picture")
	}
	return data, nil
}

// completeAtOnce is how many pictures one transaction completes.
const completeAtOnce = 50

// Complete makes what pictures lack that were kept before it was thought of, a
// few at a time, and returns how many those were. It can be broken off and begun
// again.
func (n *Innovations) Complete(ctx context.Context) (done int, err error) {
	for ask := (storage.Ask{Limit: completeAtOnce}); ; {
		page, err := op.Read(ctx, n.d, policy.PictureComplete, func(v *op.View) (storage.Page[film], error) {
			if err := v.Allow(op.Headquarters); err != nil {
				return storage.Page[film]{}, err
			}
			return films.Page(v, storage.PictureByHash.Key(), ask)
		})
		if err != nil {
			return done, err
		}
		late := slices.DeleteFunc(page.Items, func(f film) bool { return f.whole() })
		for i := range late {
			if err := n.finish(ctx, &late[i]); err != nil {
				return done, err
			}
		}
		if err := n.keepFinished(ctx, late); err != nil {
			return done, err
		}
		if done += len(late); page.Next == "" {
			return done, nil
		}
		ask.Cursor = page.Next
	}
}

// whole tells whether every print is there in each format, and the thumb.
func (f *film) whole() bool {
	return f.Thumb != "" && !slices.ContainsFunc(f.Prints, func(p print) bool { return p.WebP == "" })
}

// finish makes what a film lacks.
func (n *Innovations) finish(ctx context.Context, f *film) error {
	leave, err := n.press(ctx)
	if err != nil {
		return err
	}
	defer leave()
	for i := range f.Prints {
		p := &f.Prints[i]
		if p.WebP != "" {
			continue
		}
		data, err := n.blob(p.Blob)
		if err != nil {
			return err
		}
		small, err := picture.WebPOf(data)
		if err != nil {
			return fault.Wrap(err, "complete picture %s", f.Hash)
		}
		if p.WebP, err = n.d.Blobs.Put(small); err != nil {
			return fault.Wrap(err, "keep a picture")
		}
	}
	return n.addThumb(f)
}

// addThumb makes the thumb of a film that has none.
func (n *Innovations) addThumb(f *film) error {
	if f.Thumb != "" {
		return nil
	}
	from := f.Prints[len(f.Prints)-1]
	if at := slices.IndexFunc(f.Prints, func(p print) bool { return p.Width >= picture.ThumbFrom }); at >= 0 {
		from = f.Prints[at]
	}
	data, err := n.blob(from.Blob)
	if err != nil {
		return err
	}
	thumb, err := picture.ThumbOf(data)
	if err != nil {
		return fault.Wrap(err, "thumb of picture %s", f.Hash)
	}
	if f.Thumb, err = n.d.Blobs.Put(thumb); err != nil {
		return fault.Wrap(err, "keep a picture")
	}
	return nil
}

func (n *Innovations) keepFinished(ctx context.Context, list []film) error {
	if len(list) == 0 {
		return nil
	}
	_, err := op.Write(ctx, n.d, policy.PictureComplete, nil, func(tx *op.Tx) (struct{}, error) {
		if err := tx.Allow(op.Headquarters); err != nil {
			return struct{}{}, err
		}
		for i := range list {
			tx.About("picture", op.ID{}, list[i].Hash)
			if err := films.Put(tx, &list[i]); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	})
	return err
}
