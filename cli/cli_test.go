package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"lumbung/app/fault"
	"lumbung/storage"
	"lumbung/storage/kv"
)

func TestWithoutACommandTheHelpIsShown(t *testing.T) {
	for _, args := range [][]string{nil, {"--help"}, {"user", "--help"}} {
		if r := command(t, args...); r.code != 0 || !strings.Contains(r.out, "user add") {
			t.Errorf("lumbung %v: exit %d, %q, %q", args, r.code, r.out, r.err)
		}
	}
}

func TestACommandLineThatCannotBeRead(t *testing.T) {
	for _, args := range [][]string{{"terbang"}, {"check", "--no-such"}, {"user", "add", "--data", t.TempDir()}, {"serve", "--log-level", "keras"}} {
		refused(t, "Lihat lumbung --help", args...)
	}
}

func (r result) says(text string) bool { return strings.Contains(r.out+r.err, text) }

func TestVersionIsPrinted(t *testing.T) {
	if r := mustRun(t, "version"); !r.says("lumbung dev") {
		t.Errorf("version: %q", r.out)
	}
}

func TestASettingComesFromItsVariable(t *testing.T) {
	data := fresh(t)
	if r := commandIn(t, []string{"LUMBUNG_DATA=" + data, "HOME=/", "PATH="}, "check"); r.code != 0 {
		t.Errorf("check by LUMBUNG_DATA: exit %d, %s", r.code, r.err)
	}
	r := commandIn(t, []string{"LUMBUNG_DATA=/tidak/ada"}, "check", "--data", data)
	if r.code != 0 {
		t.Errorf("a flag is stronger than its variable: exit %d, %s", r.code, r.err)
	}
	if r := commandIn(t, []string{"LUMBUNG_LOG_LEVEL=keras"}, "serve", "--data", data); r.code != 1 || !r.says("log-level") {
		t.Errorf("a bad value: exit %d, %s", r.code, r.err)
	}
}

func TestAnUnknownVariableStopsTheProgramWithAHint(t *testing.T) {
	for name, hint := range map[string]string{
		"LUMBUNG_LISTN": "LUMBUNG_LISTEN?", "LUMBUNG_ADMINLISTEN": "LUMBUNG_ADMIN_LISTEN?",
		"LUMBUNG_DATE": "LUMBUNG_DATA?", "LUMBUNG_NAME": "LUMBUNG_", // the name of an account is no setting
	} {
		r := commandIn(t, []string{name + "=x"}, "version")
		if r.code != 1 || !r.says(name) || !r.says(hint) || r.out != "" {
			t.Errorf("%s: exit %d, %q, %q; want a hint at %s", name, r.code, r.out, r.err, hint)
		}
	}
}

func TestEachFailureIsOneLineWithWhatHelps(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want []string
	}{
		{fmt.Errorf("write x: %w", syscall.ENOSPC), []string{"disk penuh", "kosongkan ruang"}},
		{fmt.Errorf("open x: %w", fs.ErrPermission), []string{"izin", "pemilik"}},
		{fmt.Errorf("a: %w", kv.ErrInUse), []string{"sedang dipakai"}},
		{errors.Join(kv.ErrForeign, errors.New("second")), []string{"rusak", "; second"}},
		{fmt.Errorf("a: %w", storage.ErrNewer), []string{"lebih baru"}},
		{fault.Missing("account"), []string{"Tidak ditemukan"}},
		{fault.InField("name", "field.required", nil), []string{"name: Wajib diisi"}},
		{fmt.Errorf("a: %w", context.Canceled), []string{"dihentikan"}},
		{errors.New("something else"), []string{"something else"}},
		{problem{what: "ini gagal", remedy: "coba lagi", cause: errors.New("sebab")}, []string{"ini gagal: sebab. Coba lagi."}},
	} {
		line := explain(tt.err)
		if strings.Contains(line, "\n") {
			t.Errorf("explain(%v) has several lines: %q", tt.err, line)
		}
		for _, want := range tt.want {
			if !strings.Contains(line, want) {
				t.Errorf("explain(%v) = %q, want %q in it", tt.err, line, want)
			}
		}
	}
}
