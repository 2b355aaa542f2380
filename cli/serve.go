package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"lumbung/app"
	"lumbung/app/identity"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/handlers"
	"lumbung/views"
)

// serving are the settings of a server.
type serving struct {
	logging
	Listen      string        `setting:"" default:"127.0.0.1:8080" help:"Alamat server; port 0 memilih yang bebas."`
	AdminListen string        `setting:"" help:"Alamat /metrics, /healthz, /readyz untuk pengelola; off mematikannya. Bawaan: 127.0.0.1:9090, atau port lain bila terpakai."`
	Origin      string        `setting:"" help:"Alamat publik, misalnya https://lumbung.contoh.go.id; https berarti cookie Secure dan HSTS."`
	TrustProxy  bool          `setting:"" help:"Percayai X-Forwarded-For dan X-Forwarded-Proto dari proxy di depan."`
	Streams     int           `setting:"" default:"32" help:"Siaran langsung (event stream) paling banyak per alamat."`
	Licence     string        `name:"data-licence" setting:"" default:"CC-BY-4.0" help:"Lisensi daftar publik di /data (nama SPDX), atau none."`
	Grace       time.Duration `setting:"" default:"20s" help:"Waktu bagi permintaan yang sedang berjalan saat server dihentikan."`
}

// serve runs the server.
type serve struct {
	Data string `setting:"" default:"data" type:"path" help:"Direktori data; dibuat bila belum ada."`
	serving
}

// Run serves until SIGTERM, SIGINT or the end of ctx.
func (c *serve) Run(ctx context.Context, sh *shell) error {
	b, err := opening{dir: dataDir(c.Data), create: true}.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(c.over(ctx, sh, b), b.close())
}

// over serves an open data directory.
func (c *serving) over(ctx context.Context, sh *shell, b *barn) error {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGTERM, os.Interrupt)
	defer stop()
	log := sh.logger(c.logging)
	opt, err := c.options(log)
	if err != nil {
		return err
	}
	server, err := handlers.New(b.app, opt)
	if err != nil {
		return err
	}
	run := &running{server: server, log: log, failed: make(chan error, 2)}
	if err := c.start(ctx, run, b); err != nil {
		return errors.Join(err, run.end(c.Grace))
	}
	b.app.Start(ctx, func(err error) { log.Error("read model", slog.String("error", err.Error())) })
	go b.app.Stock.ResumeWorks(ctx, func(err error) { log.Error("unfinished work", slog.String("error", err.Error())) })
	go b.app.ProveNightly(ctx, night, func(p app.Proof, err error) { tellProof(log, p, err) })
	go completePictures(ctx, b, log)
	go housekeep(ctx, b, log)
	if _, err := fmt.Fprintf(sh.out, "Lumbung siap di http://%s\n", run.address); err != nil {
		return errors.Join(err, run.end(c.Grace))
	}
	select {
	case <-ctx.Done():
		stop() // a second signal ends the program at once
		log.Info("stopping", slog.Duration("grace", c.Grace))
	case err = <-run.failed:
	}
	return errors.Join(err, run.end(c.Grace))
}

func (c *serving) options(log *slog.Logger) (handlers.Options, error) {
	opt := handlers.Options{TrustProxy: c.TrustProxy, Log: log, Version: version, PerAddress: c.Streams, Licence: c.Licence}
	if _, ok := views.DataLicence(c.Licence); !ok && c.Licence != noLicence && c.Licence != "" {
		return opt, problem{what: fmt.Sprintf("--data-licence %q bukan lisensi data yang dikenal", c.Licence), remedy: "pilih salah satu: " + strings.Join(licenceNames(), ", ")}
	}
	if c.Origin == "" {
		return opt, nil
	}
	u, err := url.Parse(c.Origin)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" {
		return opt, problem{what: fmt.Sprintf("--origin %q bukan alamat publik", c.Origin), remedy: "tulis misalnya https://lumbung.contoh.go.id"}
	}
	opt.Origin, opt.Secure = u.Scheme+"://"+u.Host, u.Scheme == "https"
	return opt, nil
}

// noLicence has /data name none.
const noLicence = "none"

func licenceNames() (names []string) {
	for _, x := range views.DataLicences() {
		names = append(names, x.SPDX)
	}
	return append(names, noLicence)
}

// running is a server with what belongs to it.
type running struct {
	server  *handlers.Server
	admin   *http.Server
	counter *counter
	log     *slog.Logger
	address net.Addr
	failed  chan error
}

// start listens and serves: the public address, the administrators' and the
// socket for commands.
func (c *serving) start(ctx context.Context, run *running, b *barn) error {
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("alamat %s: %w", c.Listen, err)
	}
	run.address = ln.Addr()
	if err := c.startAdmin(ctx, run); err != nil {
		return errors.Join(err, ln.Close())
	}
	if run.counter, err = openCounter(context.WithoutCancel(ctx), b, run.log); err != nil {
		run.log.Warn("commands cannot reach this server", slog.String("error", err.Error()))
	}
	run.serve(func() error { return run.server.Serve(ln) })
	run.log.Info("serving", slog.String("address", ln.Addr().String()), slog.String("data", string(b.dir)),
		slog.String("version", version), slog.Bool("sample", b.app.About().Sample))
	greet(ctx, b, run.log)
	return nil
}

// greet tells who starts a new store how anybody gets in.
func greet(ctx context.Context, b *barn, log *slog.Logger) {
	page, err := b.app.Accounts.List(operator(ctx), identity.List{Limit: 1})
	if err == nil && len(page.Items) == 0 {
		log.Warn("no account yet", slog.String("remedy", "lumbung user add --data "+string(b.dir)+" --name admin --role admin"))
	}
}

// defaultAdmin is where the administrators' listener is if nobody says so.
const defaultAdmin = "127.0.0.1:9090"

func (c *serving) startAdmin(ctx context.Context, run *running) error {
	where := c.AdminListen
	if where == "off" {
		return nil
	}
	if where == "" {
		where = defaultAdmin
	}
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", where)
	if err != nil && c.AdminListen == "" { // another server has it
		ln, err = (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	}
	if err != nil {
		return fmt.Errorf("alamat pengelola %s: %w", where, err)
	}
	run.admin = &http.Server{Handler: run.server.Admin(), ReadHeaderTimeout: 10 * time.Second}
	run.serve(func() error { return run.admin.Serve(ln) })
	run.log.Info("serving metrics", slog.String("address", ln.Addr().String()))
	return nil
}

// serve runs a listener until it is closed; that it ends otherwise ends the
// program.
func (run *running) serve(listen func() error) {
	go func() {
		if err := listen(); err != nil && !errors.Is(err, http.ErrServerClosed) {
			run.failed <- err
		}
	}()
}

// end closes streams, lets requests and commands under way finish, for as long
// as grace lasts, and stops listening.
func (run *running) end(grace time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	errs := []error{run.server.Shutdown(ctx)}
	if run.counter != nil {
		errs = append(errs, run.counter.close())
	}
	if run.admin != nil {
		errs = append(errs, run.admin.Shutdown(ctx))
	}
	if run.address != nil {
		run.log.Info("stopped")
	}
	return errors.Join(errs...)
}

// night is who stands in the journal for what the program does by itself.
var night = policy.Actor{Name: "Lumbung (pemeriksaan malam)", Role: policy.Admin}

// tellProof logs what a proof of the store has found; loud when it is not whole.
func tellProof(log *slog.Logger, p app.Proof, err error) {
	switch {
	case err != nil:
		log.Error("proof of the store", slog.String("error", err.Error()))
	case !p.Whole():
		log.Error("the store contradicts itself", slog.Int("findings", p.Findings()), slog.String("failed", p.Failed), slog.String("remedy", "lumbung check --data DIR; /admin/pemeriksaan"))
	default:
		log.Info("the store is whole", slog.Duration("took", p.Took))
	}
}

// Housekeeping: how often, and how long after the start.
const sweepEvery = 10 * time.Minute

// housekeep deletes what has expired: sessions, kept answers, and who asked for
// a device long ago.
func housekeep(ctx context.Context, b *barn, log *slog.Logger) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		for _, sweep := range []func() (int, error){
			func() (int, error) { return b.app.Accounts.Sweep(ctx) },
			func() (int, error) { return op.ForgetReplays(ctx, b.app.Deps()) },
			func() (int, error) { return b.app.Intake.Forget(operator(ctx)) },
			func() (int, error) { return b.app.Intake.ForgetQuestions(operator(ctx)) },
		} {
			for n, err := sweep(); n > 0 || err != nil; n, err = sweep() {
				if err != nil {
					log.Warn("housekeeping failed", slog.String("error", err.Error()))
					break
				}
			}
		}
	}
}
