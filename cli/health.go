package cli

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

// health asks a server whether it is ready. An image without a shell has no
// other way to.
type health struct {
	Listen string `setting:"" default:"127.0.0.1:8080" help:"Alamat server."`
}

// Run fails unless the server answers that it is ready.
func (c *health) Run(ctx context.Context, sh *shell) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return problem{what: fmt.Sprintf("--listen %q bukan alamat", c.Listen), cause: err}
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return problem{what: "server tidak menjawab", cause: err}
	}
	defer func() { _ = res.Body.Close() }() // the status is all
	if res.StatusCode != http.StatusOK {
		return problem{what: "server belum siap: " + res.Status}
	}
	_, err = fmt.Fprintln(sh.out, "siap")
	return err
}
