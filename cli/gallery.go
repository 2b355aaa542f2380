package cli

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"lumbung/views"
)

// gallery shows every page in every state, with invented data and no store.
type gallery struct {
	Listen string `setting:"" default:"127.0.0.1:8081" help:"Alamat galeri; port 0 memilih yang bebas."`
}

// Run serves the gallery until SIGTERM, SIGINT or the end of ctx.
func (c *gallery) Run(ctx context.Context, sh *shell) error {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGTERM, os.Interrupt)
	defer stop()
	handler, err := galleryHandler()
	if err != nil {
		return err
	}
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("alamat %s: %w", c.Listen, err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	defer context.AfterFunc(ctx, func() { _ = server.Close() })()
	if _, err := fmt.Fprintf(sh.out, "Galeri siap di http://%s\n", ln.Addr()); err != nil {
		return errors.Join(err, ln.Close())
	}
	if err := server.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// galleryIndex lists the specimens for people and for the browser tests, which
// read data-specimen.
var galleryIndex = template.Must(template.New("").Parse(`<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>Galeri Lumbung</title><meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Galeri</h1><ul>
{{range .}}<li><a data-specimen href="/galeri/{{.Name}}">{{.Name}}</a> <code>{{.Path}}</code></li>
{{end}}</ul></main></body></html>
`))

func galleryHandler() (http.Handler, error) {
	assets, err := views.NewAssets()
	if err != nil {
		return nil, err
	}
	specimens := views.Gallery()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		_ = galleryIndex.Execute(w, specimens) // the asker has gone
	})
	mux.HandleFunc("GET /static/", func(w http.ResponseWriter, r *http.Request) {
		data, kind, _, ok := assets.File(strings.TrimPrefix(r.URL.Path, "/static/"))
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(data)
	})
	for _, pictures := range []string{"GET /gambar/", "GET /qr/"} { // one drawing for every photo and code
		mux.HandleFunc(pictures, func(w http.ResponseWriter, _ *http.Request) {
			data, kind, _, _ := assets.File("src/barn.svg")
			w.Header().Set("Content-Type", kind)
			_, _ = w.Write(data)
		})
	}
	for _, s := range specimens {
		mux.HandleFunc("GET /galeri/"+s.Name, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'")
			_ = s.Component.Render(r.Context(), w) // the asker has gone
		})
	}
	return mux, nil
}
