package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"lumbung/app/fault"
	"lumbung/storage"
	"lumbung/storage/blob"
	"lumbung/storage/kv"
	"lumbung/views/i18n"
)

// problem is a failure with what helps against it.
type problem struct {
	what   string
	remedy string
	cause  error
}

// Error is the whole line that people read.
func (p problem) Error() string {
	line := p.what
	if p.cause != nil {
		line += ": " + p.cause.Error()
	}
	if p.remedy != "" {
		line += ". " + strings.ToUpper(p.remedy[:1]) + p.remedy[1:]
	}
	return line + "."
}

// Unwrap returns the cause.
func (p problem) Unwrap() error { return p.cause }

// causes says what helps against failures of the machine and of files.
var causes = []struct {
	is           error
	what, remedy string
}{
	{kv.ErrInUse, "direktori data sedang dipakai proses lain (lock)", "hentikan proses itu, atau pakai --data lain"},
	{kv.ErrForeign, "berkas penyimpanan rusak, terpotong, atau bukan milik Lumbung", "berkas itu tidak diubah; pulihkan cadangan dengan lumbung restore ke direktori baru"},
	{storage.ErrNotBackup, "berkas ini bukan cadangan (backup) Lumbung", "periksa --in"},
	{storage.ErrDamaged, "cadangan (backup) terpotong atau rusak", "pakai salinan lain dari cadangan itu"},
	{blob.ErrDamaged, "sebuah gambar (blob) rusak", "pulihkan cadangan dengan lumbung restore ke direktori baru"},
	{storage.ErrNewer, "cadangan (backup) dibuat program yang lebih baru", "pakai lumbung versi itu"},
	{syscall.ENOSPC, "disk penuh (no space left)", "yang sudah tersimpan tidak hilang; kosongkan ruang, lalu ulangi"},
	{syscall.EDQUOT, "kuota disk habis", "yang sudah tersimpan tidak hilang; kosongkan ruang, lalu ulangi"},
	{syscall.EROFS, "disk hanya dapat dibaca (read-only)", "pakai direktori yang dapat ditulis"},
	{syscall.ENOTDIR, "sebagian dari jalur (path) itu bukan direktori", "periksa --data"},
	{syscall.EADDRINUSE, "alamat sudah dipakai program lain (address in use)", "pakai --listen lain"},
	{fs.ErrPermission, "tidak ada izin (permission denied)", "periksa pemilik dan izin direktori itu, atau pakai yang lain"},
	{fs.ErrNotExist, "berkas atau direktori tidak ditemukan", "periksa jalurnya (path)"},
	{context.Canceled, "dihentikan", ""},
}

// explain turns an error into the one line that people read.
func explain(err error) string { return strings.ReplaceAll(inWords(err), "\n", "; ") }

func inWords(err error) string {
	if p, ok := errors.AsType[problem](err); ok {
		return p.Error()
	}
	if f, ok := errors.AsType[*fault.Error](err); ok && f.Code != fault.Internal {
		return words(f)
	}
	for _, c := range causes {
		if errors.Is(err, c.is) {
			return problem{what: c.what, remedy: c.remedy, cause: err}.Error()
		}
	}
	return err.Error()
}

// words are those of the screens.
func words(f *fault.Error) string {
	text := i18n.ID.Say(f.Key, f.Args)
	for _, field := range f.Fields {
		text += fmt.Sprintf(" %s: %s", field.Name, i18n.ID.Say(field.Key, field.Args))
	}
	return text
}
