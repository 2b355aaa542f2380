// Package cli is the command line. Only here are engine, app and server put
// together: one file per command, and around them what commands share: settings
// (settings.go), the data directory (barn.go), its key (key.go), the socket by
// which a command reaches a running server (socket.go) and how errors are told
// (failure.go).
package cli

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/alecthomas/kong"
)

// grammar is every command. The help texts are Indonesian, as the screens are.
type grammar struct {
	Serve serve `cmd:"" help:"Jalankan server."`
	Demo  demo  `cmd:"" help:"Isi direktori data baru dengan data contoh, lalu jalankan server."`
	User  struct {
		Add userAdd `cmd:"" help:"Buat akun. Sandinya tercetak sekali, sendirian di baris terakhir."`
	} `cmd:"" help:"Akun."`
	Token struct {
		Add tokenAdd `cmd:"" help:"Buat token API. Tercetak sekali, sendirian di baris terakhir."`
	} `cmd:"" help:"Token API."`
	Check   check   `cmd:"" help:"Buktikan isi penyimpanan: satu baris per aturan dengan jumlahnya."`
	Backup  backup  `cmd:"" help:"Tulis cadangan (backup), juga selagi server berjalan."`
	Restore restore `cmd:"" help:"Pulihkan cadangan ke direktori data yang baru."`
	Export  struct {
		All      export         `cmd:"" default:"withargs" help:"Cetak semua catatan sebagai baris JSON; data pribadi tetap tersegel."`
		Places   exportPlaces   `cmd:"" help:"Cetak semua gudang dan rak sebagai CSV yang dapat diimpor lagi."`
		Models   exportModels   `cmd:"" help:"Cetak semua model sebagai CSV yang dapat diimpor lagi."`
		Balances exportBalances `cmd:"" help:"Cetak saldo setiap tempat, model, dan lot pada akhir suatu hari (WIB) sebagai CSV."`
	} `cmd:"" help:"Cetak catatan (JSON), tempat, model, atau saldo (CSV)."`
	Import struct {
		Places importPlaces `cmd:"" help:"Catat gudang dan rak dari berkas CSV atau XLSX; tanpa --commit hanya diperiksa."`
		Models importModels `cmd:"" help:"Catat model dari berkas CSV atau XLSX; tanpa --commit hanya diperiksa."`
		Stock  importStock  `cmd:"" help:"Impor saldo awal atau buku sistem lama dari berkas CSV atau XLSX; tanpa --commit hanya diperiksa."`
	} `cmd:"" help:"Impor dari berkas CSV atau XLSX; tanpa --commit hanya diperiksa."`
	Gallery gallery `cmd:"" help:"Tampilkan setiap halaman dalam setiap keadaan (untuk pengembangan)."`
	Health  health  `cmd:"" help:"Tanyakan apakah server siap (untuk pemeriksaan kesehatan kontainer)."`
	Version show    `cmd:"" help:"Cetak versi program."`
}

// logging are settings that every command has.
type logging struct {
	LogLevel  string `setting:"" enum:"debug,info,warn,error" default:"info" help:"Tingkat log: ${enum}."`
	LogFormat string `setting:"" enum:"auto,text,json" default:"auto" help:"Bentuk log; auto: teks di terminal, selain itu JSON."`
}

// shell is what a command has around it.
type shell struct {
	out, err io.Writer
}

// Main runs the program and returns its exit code.
func Main() int {
	return Run(context.Background(), os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr)
}

// Run runs one command line and returns the exit code: 0, or 1 with one line on
// stderr that says what failed, why, and what helps. It reads no other
// environment than env and no other arguments than args.
func Run(ctx context.Context, args, env []string, _ io.Reader, stdout, stderr io.Writer) int {
	sh := &shell{out: stdout, err: stderr}
	if err := sh.run(ctx, args, env); err != nil {
		_, _ = fmt.Fprintln(stderr, "lumbung: "+explain(err)) // nobody is left to tell
		return 1
	}
	return 0
}

func (sh *shell) run(ctx context.Context, args, env []string) error {
	var g grammar
	helped := false
	vars := settingsOf(env)
	parser, err := kong.New(&g,
		kong.Name("lumbung"),
		kong.Description("Lumbung Inovasi: inovasi, alat bantu, dan hasilnya di semua sentra."),
		kong.Writers(sh.out, sh.err),
		kong.Exit(func(int) { helped = true }),
		kong.Resolvers(vars),
		kong.ValueFormatter(helpText),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	if err := vars.check(parser.Model); err != nil {
		return err
	}
	command, err := parser.Parse(args)
	if helped {
		return nil
	}
	if err != nil {
		return problem{what: "perintah tidak dapat dibaca: " + err.Error(), remedy: "lihat lumbung --help"}
	}
	command.BindTo(ctx, (*context.Context)(nil))
	return command.Run(sh)
}

// logger returns the log of a command, on stderr.
func (sh *shell) logger(set logging) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(set.LogLevel)); err != nil {
		level = slog.LevelInfo // the enum of the flag lets nothing else pass
	}
	opt := &slog.HandlerOptions{Level: level}
	if set.LogFormat == "text" || set.LogFormat == "auto" && isTerminal(sh.err) {
		return slog.New(slog.NewTextHandler(sh.err, opt))
	}
	return slog.New(slog.NewJSONHandler(sh.err, opt))
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
