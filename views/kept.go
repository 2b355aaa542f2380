package views

import (
	"bytes"
	"context"
	"io"
	"sync"

	"github.com/a-h/templ"

	"lumbung/views/i18n"
)

// keptParts are the parts of the frame as they look to everybody who is not
// signed in. They are the same on every page of a section, so they are rendered
// once and then copied. There are a few dozen at most.
type keptParts struct{ done sync.Map } // partKey to []byte

// partKey is all that such a part depends on.
type partKey struct {
	part    string
	lang    i18n.Lang
	demo    bool
	section string // of the navigation that the page belongs to; or the style of the page
}

// same is a part of the frame that is rendered once for guests; make must look at
// nothing of the frame but what is in the key.
func (f Frame) same(part, section string, render func(Frame) templ.Component) templ.Component {
	if f.User != nil || len(f.Nav) > 0 || f.Assets.kept == nil {
		return render(f)
	}
	return keptPart{f.Assets.kept, partKey{part, f.Lang, f.Demo, section}, func() templ.Component { return render(f) }}
}

// section is the entry of the public navigation that the page belongs to.
func (f Frame) section() string {
	for _, path := range publicSections {
		if within(f.Path, path.href) {
			return path.href
		}
	}
	return ""
}

type keptPart struct {
	in     *keptParts
	key    partKey
	render func() templ.Component
}

// Render copies the part, and makes it where it is missing.
func (k keptPart) Render(ctx context.Context, w io.Writer) error {
	done, ok := k.in.done.Load(k.key)
	if !ok {
		var b bytes.Buffer
		if err := k.render().Render(ctx, &b); err != nil {
			return err
		}
		done, _ = k.in.done.LoadOrStore(k.key, b.Bytes())
	}
	_, err := w.Write(done.([]byte)) //nolint:errcheck,forcetypeassert // nothing else is kept there
	return err
}
