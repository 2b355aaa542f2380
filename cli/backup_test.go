package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// copied returns a data directory and a backup of it.
func copied(t *testing.T) (data, file string) {
	t.Helper()
	data = fresh(t)
	file = filepath.Join(t.TempDir(), "cadangan.tar")
	r := mustRun(t, "backup", "--data", data, "--out", file)
	if !strings.Contains(r.out, file+".key") {
		t.Errorf("backup does not name the key: %s", r.out)
	}
	return data, file
}

func TestARestoredDirectoryIsTheSameUnderANewEpoch(t *testing.T) {
	data, file := copied(t)
	for name, target := range map[string]string{
		"a new one": filepath.Join(t.TempDir(), "baru"), "an empty one": t.TempDir(), // say a mounted volume
	} {
		r := mustRun(t, "restore", "--in", file, "--data", target)
		if !strings.Contains(r.out, "Kunci data pribadi dipulihkan") {
			t.Errorf("%s: %s", name, r.out)
		}
		mustRun(t, "check", "--data", target)
		before, after := opened(t, data), opened(t, target)
		if a, b := before.app.About(), after.app.About(); a.Epoch == b.Epoch || !a.Born.Equal(b.Born) {
			t.Errorf("%s: %+v before, %+v after", name, a, b)
		}
		if !bytes.Equal(before.key, after.key) {
			t.Errorf("%s: another key", name)
		}
		_, _ = before.close(), after.close()
		entries, err := os.ReadDir(target)
		if err != nil || len(entries) != 3 {
			t.Errorf("%s holds %v, %v", name, entries, err)
		}
	}
}

func TestARestoreNeverOverwrites(t *testing.T) {
	data, file := copied(t)
	before, err := os.ReadFile(dataDir(data).store())
	if err != nil {
		t.Fatal(err)
	}
	refused(t, "tidak kosong", "restore", "--in", file, "--data", data)
	after, err := os.ReadFile(dataDir(data).store())
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the store has changed (%v)", err)
	}
}

func TestABackupNeverOverwrites(t *testing.T) {
	data, file := copied(t)
	refused(t, "sudah ada", "backup", "--data", data, "--out", file)
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	refused(t, "sudah ada", "backup", "--data", data, "--out", file) // the key
	refused(t, "tidak ditemukan", "backup", "--data", data, "--out", filepath.Join(t.TempDir(), "tidak", "ada"))
}

func TestAFailedBackupLeavesNothing(t *testing.T) {
	data := fresh(t)
	folder := t.TempDir()
	refused(t, "tidak ditemukan", "backup", "--data", data, "--out", filepath.Join(folder, "a.tar"), "--key", filepath.Join(folder, "tidak", "ada.key"))
	if entries, err := os.ReadDir(folder); err != nil || len(entries) > 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestABackupThatIsNoneMakesNothing(t *testing.T) {
	_, file := copied(t)
	sound, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	spoiled := bytes.Clone(sound)
	spoiled[len(spoiled)/3] ^= 1
	for name, tt := range map[string]struct {
		content []byte
		want    string
	}{
		"empty":    {nil, "bukan cadangan"},
		"foreign":  {[]byte("PK\x03\x04 sesuatu yang lain"), "bukan cadangan"},
		"cut off":  {sound[:len(sound)/2], "terpotong atau rusak"},
		"no end":   {sound[:len(sound)-3000], "terpotong atau rusak"},
		"one byte": {spoiled, "terpotong atau rusak"},
	} {
		folder := t.TempDir()
		bad := filepath.Join(t.TempDir(), "rusak.tar")
		if err := os.WriteFile(bad, tt.content, 0o600); err != nil {
			t.Fatal(err)
		}
		refused(t, tt.want, "restore", "--in", bad, "--data", filepath.Join(folder, "baru"))
		if entries, err := os.ReadDir(folder); err != nil || len(entries) > 0 {
			t.Errorf("%s: left behind %v, %v", name, entries, err)
		}
	}
	refused(t, "tidak ditemukan", "restore", "--in", file+".lain", "--data", filepath.Join(t.TempDir(), "baru"))
}

func TestSealedDataIsNotRestoredWithoutItsKey(t *testing.T) {
	data := fresh(t)
	withPerson(t, data)
	file := filepath.Join(t.TempDir(), "cadangan.tar")
	mustRun(t, "backup", "--data", data, "--out", file)
	kept := filepath.Join(t.TempDir(), "kunci")
	if err := os.Rename(file+".key", kept); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	refused(t, "--key", "restore", "--in", file, "--data", filepath.Join(folder, "a"))
	if entries, err := os.ReadDir(folder); err != nil || len(entries) > 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	mustRun(t, "restore", "--in", file, "--data", filepath.Join(folder, "b"), "--key", kept)
	if r := mustRun(t, "restore", "--in", file, "--data", filepath.Join(folder, "c"), "--new-key"); !strings.Contains(r.out, "tidak dapat dibuka lagi") {
		t.Errorf("--new-key: %s", r.out)
	}
	want, err := os.ReadFile(dataDir(data).key())
	if err != nil {
		t.Fatal(err)
	}
	for dir, same := range map[string]bool{"b": true, "c": false} {
		got, err := os.ReadFile(dataDir(filepath.Join(folder, dir)).key())
		if err != nil || bytes.Equal(got, want) != same {
			t.Errorf("%s has the key of the backup: %v (%v), want %v", dir, !same, err, same)
		}
	}
}

func TestWhatAnInterruptedRestoreLeftIsSaid(t *testing.T) {
	_, file := copied(t)
	target := filepath.Join(t.TempDir(), "baru")
	if err := os.Mkdir(target+".tmp", 0o700); err != nil {
		t.Fatal(err)
	}
	refused(t, "terputus", "restore", "--in", file, "--data", target)
}
