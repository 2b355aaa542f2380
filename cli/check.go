package cli

import (
	"context"
	"fmt"
	"io"

	"lumbung/storage"
	"lumbung/storage/blob"
)

// check proves the store.
type check struct {
	Data string `setting:"" default:"data" type:"path" help:"Direktori data."`
}

// Run prints a line per invariant; it fails naming what differs.
func (c *check) Run(ctx context.Context, sh *shell) error {
	return sh.perform(ctx, opening{dir: dataDir(c.Data)}, "check", c)
}

func (c *check) run(ctx context.Context, b *barn, out io.Writer) error {
	reports, err := b.app.Check(ctx)
	if err != nil {
		return err
	}
	pictures, err := checkBlobs(ctx, b.blobs)
	if err != nil {
		return err
	}
	wrong := 0
	for _, rep := range append(reports, pictures) {
		if err := printReport(out, rep); err != nil {
			return err
		}
		wrong += len(rep.Findings)
	}
	if wrong > 0 {
		return problem{
			what:   fmt.Sprintf("%d hal tidak cocok, lihat baris yang diawali BEDA", wrong),
			remedy: "jangan ubah apa pun; pulihkan cadangan terakhir yang baik dengan lumbung restore ke direktori baru",
		}
	}
	return nil
}

// printReport prints one invariant with its count, and what differs below it.
func printReport(out io.Writer, rep storage.Report) error {
	word := "ok  "
	if len(rep.Findings) > 0 {
		word = "BEDA"
	}
	line := fmt.Sprintf("%s  %8d  %s", word, rep.Records, rep.Kind)
	if rep.Entries > 0 {
		line += fmt.Sprintf(" (indeks: %d)", rep.Entries)
	}
	for _, f := range rep.Findings {
		line += fmt.Sprintf("\nBEDA            %s: %s", f.Kind, f.Text)
	}
	_, err := fmt.Fprintln(out, line)
	return err
}

// checkBlobs reads every picture and holds it against its name.
func checkBlobs(ctx context.Context, blobs blob.Store) (storage.Report, error) {
	rep := storage.Report{Kind: "blob matches its hash"}
	for hash, err := range blobs.All() {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return rep, err
		}
		rep.Records++
		if _, ok, err := blobs.Get(hash); err != nil || !ok {
			rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: fmt.Sprintf("%s: %v", hash, err)})
		}
	}
	return rep, nil
}
