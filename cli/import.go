package cli

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"strconv"

	"lumbung/app/network"
	"lumbung/app/sheet"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// table is a file that a command imports. Its content travels to the server that
// holds the store; its path means nothing there.
type table struct {
	File   string `arg:"" type:"path" help:"Berkas CSV (koma, titik koma, atau Tab; UTF-8 atau Windows-1252) atau .xlsx."`
	Data   string `setting:"" default:"data" type:"path" help:"Direktori data; dibuat bila belum ada."`
	Commit bool   `help:"Tulis isinya; tanpa ini berkas hanya diperiksa."`

	content []byte
}

func (t *table) file() []byte     { return t.content }
func (t *table) take(data []byte) { t.content = data }

// load reads the file, one byte more than may be at the most.
func (t *table) load() error {
	f, err := os.Open(t.File)
	if err != nil {
		return fmt.Errorf("berkas %s: %w", t.File, err)
	}
	defer func() { _ = f.Close() }() // it was only read
	if t.content, err = io.ReadAll(io.LimitReader(f, maxBrought)); err != nil {
		return fmt.Errorf("berkas %s: %w", t.File, err)
	}
	return nil
}

// perform loads the file and runs the command on it. A file that is too large is
// refused here, with its true size.
func (t *table) perform(ctx context.Context, sh *shell, name string, do task) error {
	info, err := os.Stat(t.File)
	if err != nil {
		return fmt.Errorf("berkas %s: %w", t.File, err)
	}
	if info.Size() > sheet.MaxBytes {
		var bad sheet.Problems
		key, args := sheet.TooLarge(info.Size())
		bad.Add(1, "", key, args)
		return refuse(sh.out, bad)
	}
	if err := t.load(); err != nil {
		return err
	}
	return sh.perform(ctx, opening{dir: dataDir(t.Data), create: true}, name, do)
}

// refuse prints a line row,column,message for each thing that is wrong with a
// file, and fails.
func refuse(out io.Writer, bad sheet.Problems) error {
	buffered := bufio.NewWriter(out)
	w := csv.NewWriter(buffered)
	for _, p := range bad.List {
		if err := w.Write([]string{strconv.Itoa(p.Row), p.Column, i18n.ID.Say(p.Key, p.Args)}); err != nil {
			return err
		}
	}
	w.Flush()
	if err := buffered.Flush(); err != nil {
		return err
	}
	more := ""
	if bad.More > 0 {
		more = fmt.Sprintf(" (%d yang pertama tercetak)", len(bad.List))
	}
	return problem{
		what:   fmt.Sprintf("%d hal dalam berkas itu harus diperbaiki%s; tidak ada yang ditulis", bad.Count(), more),
		remedy: "perbaiki setiap baris yang disebut, lalu jalankan lagi",
	}
}

// wrote says what a clean file brings or has brought.
func wrote(out io.Writer, committed bool, added, same int, what string) error {
	text := fmt.Sprintf("%d %s baru, %d sudah ada dan tidak berubah.\n", added, what, same)
	if !committed {
		text = fmt.Sprintf("Berkas bersih: %d %s akan ditambahkan, %d sudah ada. Belum ada yang ditulis; jalankan lagi dengan --commit.\n", added, what, same)
	}
	_, err := io.WriteString(out, text)
	return err
}

// importPlaces adds warehouses and shelves.
type importPlaces struct {
	table
	Centre string `help:"Kode sentra untuk baris yang tidak menyebut sentra."`
}

// Help tells the columns.
func (*importPlaces) Help() string {
	return `Kolom: code (wajib), name, centre, kind, parent.
Tanpa name, namanya sama dengan code. kind adalah warehouse (gudang) atau shelf (rak); tanpa kind, baris dengan parent adalah rak, yang lain gudang. parent adalah kode gudang sebuah rak. centre adalah kode sentra pemilik gudang; rak ikut gudangnya, dan gudang tanpa centre memakai --centre. Kode disimpan seperti yang ditulis; huruf besar dan kecil dianggap sama saat dicari.
Satu baris yang salah membatalkan seluruh berkas. Setiap kesalahan tercetak sebagai baris,kolom,pesan.`
}

// Run looks at the file, or adds what it names.
func (c *importPlaces) Run(ctx context.Context, sh *shell) error {
	return c.perform(ctx, sh, "import places", c)
}

func (c *importPlaces) run(ctx context.Context, b *barn, out io.Writer) error {
	got, err := b.app.Centres.ImportPlaces(ctx, network.PlaceFile{Data: c.content, Commit: c.Commit, Centre: c.Centre})
	if err != nil {
		return err
	}
	if !got.Problems.Clean() {
		return refuse(out, got.Problems)
	}
	return wrote(out, c.Commit, got.Added, got.Same, "tempat")
}

// importModels adds models.
type importModels struct {
	table
	Centre string `help:"Kode sentra pencatat untuk baris yang tidak menyebut sentra; bawaan: pusat."`
}

// Help tells the columns.
func (*importModels) Help() string {
	return `Kolom: code dan name (wajib), tracking, iso, centre, maker_centre, maker, warranty_months, bmn, price, summary, warnings, fit.
tracking adalah serialised (setiap unit bernomor seri) atau counted (dihitung jumlahnya); tanpa tracking: counted. Ini tidak dapat diubah lagi kemudian. Kode disimpan seperti yang ditulis; huruf besar dan kecil dianggap sama saat dicari.
Satu baris yang salah membatalkan seluruh berkas. Setiap kesalahan tercetak sebagai baris,kolom,pesan.`
}

// Run looks at the file, or adds what it names.
func (c *importModels) Run(ctx context.Context, sh *shell) error {
	return c.perform(ctx, sh, "import models", c)
}

func (c *importModels) run(ctx context.Context, b *barn, out io.Writer) error {
	got, err := b.app.Stock.ImportModels(ctx, stock.ModelFile{Data: c.content, Commit: c.Commit, Centre: c.Centre})
	if err != nil {
		return err
	}
	if !got.Problems.Clean() {
		return refuse(out, got.Problems)
	}
	return wrote(out, c.Commit, got.Added, got.Same, "model")
}
