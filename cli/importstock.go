package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"lumbung/app/sheet"
	"lumbung/app/stock"
)

// importStock brings in opening stock or the ledger of an older system.
type importStock struct {
	table
	At   string `help:"Hari saldo awal, YYYY-MM-DD. Bawaan: hari ini. Tidak dipakai untuk buku sistem lama."`
	Name string `hidden:"" help:"Nama berkas."`
}

// Help tells the columns.
func (*importStock) Help() string {
	return `Buku sistem lama: occurred_at, recorded_at, place, model, lot, serial, kind, quantity, from, to, reason, document, fund, unit_cost (juga expiry, account).
Saldo awal (tanpa kind dan occurred_at): place, model, lot, serial, quantity, fund, unit_cost, expiry, account.
kind: receive (masuk), issue (keluar), count (hasil hitung, menetapkan saldo), adjust (koreksi bertanda), transfer (dari from ke to; place boleh menggantikan salah satunya). Baris satu hari diurutkan menurut recorded_at, lalu menurut urutan berkas.
Baris tanpa lot memakai lot tanpa kode; issue dan transfer yang melebihi isinya mengambil dari lot lain: yang dulu kedaluwarsa, lalu yang dulu diterima. Untuk nomor seri, count 1 berarti ada di sini dan 0 berarti hilang. Isi from pada receive dan to pada issue tidak disimpan.
place dan model adalah kode yang sudah dicatat (lumbung export places, lumbung export models); yang tidak dikenal adalah kesalahan, tidak pernah dibuat. Satu baris yang salah membatalkan seluruh berkas; setiap kesalahan tercetak sebagai baris,kolom,pesan. Berkas yang sama dua kali tidak mengubah apa pun; yang terputus dilanjutkan bila diimpor lagi.`
}

// Run looks at the file, or brings it in.
func (c *importStock) Run(ctx context.Context, sh *shell) error {
	if c.At != "" {
		if _, err := time.ParseInLocation(time.DateOnly, c.At, sheet.Zone); err != nil {
			return problem{what: fmt.Sprintf("--at %q bukan tanggal", c.At), remedy: "tulis misalnya 2026-03-31"}
		}
	}
	c.Name = filepath.Base(c.File)
	return c.perform(ctx, sh, "import stock", c)
}

func (c *importStock) run(ctx context.Context, b *barn, out io.Writer) error {
	in := stock.StockFile{Data: c.content, Name: c.Name}
	if c.At != "" {
		var err error
		if in.At, err = time.ParseInLocation(time.DateOnly, c.At, sheet.Zone); err != nil {
			return err
		}
	}
	if !c.Commit {
		got, err := b.app.Stock.LookAtStock(ctx, in)
		if err != nil {
			return err
		}
		return c.tell(out, got)
	}
	got, err := b.app.Stock.BeginImport(ctx, in)
	if err != nil || !got.Problems.Clean() {
		return refuseOr(err, out, got.Problems)
	}
	if got.Known && !got.Import.UnderWay() {
		return c.tell(out, got)
	}
	stop := watch(ctx, b, got.Import, out)
	err = b.app.Stock.FinishImport(ctx, got.Import.ID)
	stop()
	if err != nil {
		return problem{
			what:   fmt.Sprintf("impor %s terputus", got.Import.Number),
			remedy: "gudang yang disentuhnya terkunci sampai selesai; jalankan lagi perintah yang sama untuk melanjutkan", cause: err,
		}
	}
	sheet, err := b.app.Stock.ImportOf(ctx, got.Import.ID)
	if err != nil {
		return err
	}
	got.Import, got.Known = sheet.Import, false
	return c.tell(out, got)
}

func refuseOr(err error, out io.Writer, bad sheet.Problems) error {
	if err != nil {
		return err
	}
	return refuse(out, bad)
}

// tell says what a clean file brings or has brought.
func (c *importStock) tell(out io.Writer, got stock.Imported) error {
	if !got.Problems.Clean() {
		return refuse(out, got.Problems)
	}
	i := got.Import
	if got.Known {
		state := "sudah diimpor"
		if i.UnderWay() {
			state = "sedang diimpor"
		}
		_, err := fmt.Fprintf(out, "Berkas ini %s sebagai %s pada %s; tidak ada yang berubah.\n", state, i.Number, i.At.In(sheet.Zone).Format("2006-01-02 15:04"))
		return err
	}
	var text strings.Builder
	if c.Commit {
		fmt.Fprintf(&text, "Impor %s selesai: %d baris menjadi %d catatan, %d unit baru, %d tempat.\n", i.Number, i.Rows, i.Movements, i.Units, len(i.Warehouses))
	} else {
		fmt.Fprintf(&text, "Berkas bersih: %d baris akan menjadi %d catatan, %d unit baru. Belum ada yang ditulis; jalankan lagi dengan --commit.\n", i.Rows, i.Movements, i.Units)
	}
	for _, note := range []struct {
		n    int
		text string
	}{
		{got.Onto, "baris saldo awal menambah stok yang sudah ada di tempat dan lot itu"},
		{got.FEFO, "baris tanpa lot mengambil dari lot berkode (yang dulu kedaluwarsa, lalu yang dulu diterima)"},
		{got.Nothing, "hasil hitung sama dengan buku, jadi tidak menjadi catatan"},
		{got.Outside, "baris menyebut pihak di luar gudang (from, to); itu tidak disimpan"},
	} {
		if note.n > 0 {
			fmt.Fprintf(&text, "Perhatikan: %d %s.\n", note.n, note.text)
		}
	}
	_, err := io.WriteString(out, text.String())
	return err
}

// watch tells a terminal twice a second how far an import is.
func watch(ctx context.Context, b *barn, i stock.Import, out io.Writer) (stop func()) {
	notes, ok := out.(outlet)
	if !ok {
		return func() {}
	}
	ended := make(chan struct{})
	told := make(chan struct{})
	go func() {
		defer close(told)
		tick := time.NewTicker(500 * time.Millisecond)
		defer tick.Stop()
		shown := false
		for {
			select {
			case <-ended:
				if shown {
					notes.note([]byte("\r\x1b[K"))
				}
				return
			case <-tick.C:
			}
			if w, found, err := b.app.Stock.WorkOf(ctx, stock.ImportWork, i.ID); err == nil && found {
				notes.note(fmt.Appendf(nil, "\r\x1b[K%s: %d/%d baris", i.Number, w.Done, w.Total))
				shown = true
			}
		}
	}()
	return func() { close(ended); <-told }
}
