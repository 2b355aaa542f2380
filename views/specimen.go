package views

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// withChildren renders outer around inner, for pages that are put together in Go.
func withChildren(outer, inner templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return outer.Render(templ.WithChildren(ctx, inner), w)
	})
}
