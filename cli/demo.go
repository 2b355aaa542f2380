package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"

	"lumbung/app/sample"
)

// demo serves sample data: it fills a new data directory first, and can take
// all of it away again.
type demo struct {
	Data  string `setting:"" default:"data/contoh" type:"path" help:"Direktori data; yang memuat data sebenarnya ditolak."`
	Purge bool   `help:"Hapus semua data contoh, lalu selesai. Sentra dan akun buatan operator tetap ada. Hentikan server dulu."`
	serving
}

// Run fills the store unless it is filled, and serves it as lumbung serve does.
func (c *demo) Run(ctx context.Context, sh *shell) error {
	b, err := opening{dir: dataDir(c.Data), create: !c.Purge}.open(ctx)
	if err != nil {
		return err
	}
	if c.Purge {
		err = c.purge(ctx, sh, b)
	} else if err = sample.Fill(operator(ctx), b.app, progress(sh.err)); err == nil {
		c.Origin = cmp.Or(c.Origin, c.here())
		err = c.over(ctx, sh, b)
	}
	return errors.Join(err, b.close())
}

// here is where whoever tries the program finds it, so that links that are shared,
// printed or scanned lead back; "" when that shows only once it listens.
func (c *demo) here() string {
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil || host == "" || port == "0" {
		return ""
	}
	return "http://" + net.JoinHostPort(host, port)
}

func (c *demo) purge(ctx context.Context, sh *shell, b *barn) error {
	if err := sample.Purge(operator(ctx), b.app, progress(sh.err)); err != nil {
		return err
	}
	_, err := fmt.Fprintf(sh.out, "Data contoh di %s telah dihapus.\n", b.dir)
	return err
}

// progress tells a terminal how far it is, on one line; a log hears nothing.
func progress(w io.Writer) sample.Progress {
	if !isTerminal(w) {
		return nil
	}
	return func(done, total int, what string) {
		_, _ = fmt.Fprintf(w, "\r\x1b[K%d/%d %s", done, total, what) // nobody is left to tell
		if done >= total {
			_, _ = fmt.Fprintln(w)
		}
	}
}
