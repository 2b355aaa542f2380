package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"slices"
)

// export prints the records.
type export struct {
	Data string   `setting:"" default:"data" type:"path" help:"Direktori data."`
	Kind []string `help:"Hanya jenis ini, misalnya unit,movement."`
}

// Run prints a line of JSON per record: its kind and itself.
func (c *export) Run(ctx context.Context, sh *shell) error {
	return sh.perform(ctx, opening{dir: dataDir(c.Data)}, "export", c)
}

func (c *export) run(ctx context.Context, b *barn, out io.Writer) error {
	w := bufio.NewWriterSize(out, 64<<10)
	enc := json.NewEncoder(w)
	err := b.app.Export(ctx, func(kind string, record any) error {
		if len(c.Kind) > 0 && !slices.Contains(c.Kind, kind) {
			return ctx.Err()
		}
		return enc.Encode(struct {
			Kind   string `json:"kind"`
			Record any    `json:"record"`
		}{kind, record})
	})
	if err != nil {
		return err
	}
	return w.Flush()
}
