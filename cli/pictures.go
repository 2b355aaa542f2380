package cli

import (
	"context"
	"log/slog"

	"lumbung/app/op"
)

// completePictures makes the smaller format of pictures that were kept before
// there was any. Most stores have none.
func completePictures(ctx context.Context, b *barn, log *slog.Logger) {
	n, err := b.app.Innovations.Complete(op.As(ctx, night))
	if err != nil && ctx.Err() == nil {
		log.Error("complete pictures", slog.Int("done", n), slog.String("error", err.Error()))
	} else if n > 0 {
		log.Info("pictures completed", slog.Int("done", n))
	}
}
