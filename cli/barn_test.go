package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"lumbung/storage"
)

func TestAMissingStoreIsNotMadeByLooking(t *testing.T) {
	data := filepath.Join(t.TempDir(), "tidak-ada")
	for _, args := range [][]string{{"check"}, {"export"}, {"token", "add", "--user", "x"}, {"backup", "--out", data + ".tar"}} {
		refused(t, "tidak ada penyimpanan", append(args, "--data", data)...)
	}
	if _, err := os.Stat(data); err == nil {
		t.Error("the directory has been made")
	}
}

// TestADamagedStoreIsRefusedAndNotTouched opens files that are no sound store.
func TestADamagedStoreIsRefusedAndNotTouched(t *testing.T) {
	sound, err := os.ReadFile(dataDir(fresh(t)).store())
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"empty": nil, "a text": []byte("halo"), "cut off": sound[:20_000], "one page": sound[:4096],
		"zeros": make([]byte, 65536), "noise": bytes.Repeat([]byte("\xfe\x01{"), 30_000),
	} {
		data := t.TempDir()
		if err := os.WriteFile(dataDir(data).store(), content, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"serve", "--listen", "127.0.0.1:0"}, {"check"}, {"user", "add", "--name", "abc", "--role", "admin"}} {
			refused(t, "rusak, terpotong, atau bukan milik Lumbung", append(args, "--data", data)...)
		}
		after, err := os.ReadFile(dataDir(data).store())
		if err != nil || !bytes.Equal(after, content) {
			t.Errorf("%s: the file has changed (%v)", name, err)
		}
	}
}

func TestADirectoryThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "berkas")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, "bukan direktori", "serve", "--data", filepath.Join(file, "data"), "--listen", "127.0.0.1:0")
	refused(t, "bukan direktori", "serve", "--data", file, "--listen", "127.0.0.1:0")
	if os.Geteuid() == 0 {
		return // who may do everything is not refused
	}
	locked := filepath.Join(t.TempDir(), "terkunci")
	if err := os.Mkdir(locked, 0o500); err != nil {
		t.Fatal(err)
	}
	refused(t, "izin", "serve", "--data", locked, "--listen", "127.0.0.1:0")
}

func TestOfManyWhoMakeTheKeyAllGetTheSame(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secret.key")
	keys := make([]string, 16)
	var wg sync.WaitGroup
	for i := range keys {
		wg.Go(func() {
			key, err := makeKey(path)
			if err != nil {
				t.Error(err)
			}
			keys[i] = string(key)
		})
	}
	wg.Wait()
	for _, key := range keys {
		if key != keys[0] || len(key) != keySize {
			t.Fatal("the keys differ")
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", info.Mode(), err)
	}
}

func TestAnUnreadableKeyIsSaid(t *testing.T) {
	data := fresh(t)
	if err := os.WriteFile(dataDir(data).key(), []byte("bukan kunci\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, "tidak terbaca", "check", "--data", data)
}

// withPerson puts a record into the family of persons.
func withPerson(t *testing.T, data string) {
	t.Helper()
	b := opened(t, data)
	err := b.store.Update(t.Context(), func(w storage.Writer) error {
		return w.Put(storage.PersonByID.Key().ID(storage.NewID(b.app.Now())), []byte("sealed"))
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.close(); err != nil {
		t.Fatal(err)
	}
}

func TestALostKeyIsMadeAnewOnlyWhereNothingIsSealed(t *testing.T) {
	data := fresh(t)
	if err := os.Remove(dataDir(data).key()); err != nil {
		t.Fatal(err)
	}
	mustRun(t, "check", "--data", data)
	withPerson(t, data)
	if err := os.Remove(dataDir(data).key()); err != nil {
		t.Fatal(err)
	}
	refused(t, "hilang", "check", "--data", data)
	if _, err := os.Stat(dataDir(data).key()); err == nil {
		t.Error("another key has been made")
	}
}

func TestCheckNamesWhatDiffers(t *testing.T) {
	data := fresh(t)
	r := mustRun(t, "check", "--data", data)
	for line := range strings.Lines(r.out) {
		if !strings.HasPrefix(line, "ok ") {
			t.Errorf("a sound store: %q", line)
		}
	}
	if !strings.Contains(r.out, "32  centre") || !strings.Contains(r.out, "journal chain") {
		t.Errorf("the lines lack invariants with their counts:\n%s", r.out)
	}
	b := opened(t, data)
	err := b.store.Update(t.Context(), func(w storage.Writer) error {
		return w.Delete(storage.WarehouseByCode.Key().Text("meohai-utama"))
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.close(); err != nil {
		t.Fatal(err)
	}
	refused(t, "tidak cocok", "check", "--data", data)
	if r := command(t, "check", "--data", data); !strings.Contains(r.out, "BEDA") || !strings.Contains(r.out, "meohai") {
		t.Errorf("check does not name it:\n%s", r.out)
	}
}

func TestCheckReadsEveryPicture(t *testing.T) {
	data := fresh(t)
	b := opened(t, data)
	hash, err := b.blobs.Put([]byte("a picture"))
	if err != nil {
		t.Fatal(err)
	}
	if err := b.close(); err != nil {
		t.Fatal(err)
	}
	mustRun(t, "check", "--data", data)
	if err := os.WriteFile(filepath.Join(dataDir(data).blobs(), hash[:2], hash), []byte("another"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, "tidak cocok", "check", "--data", data)
}

func TestExportPrintsALinePerRecord(t *testing.T) {
	data := fresh(t)
	r := mustRun(t, "export", "--data", data, "--kind", "account,warehouse")
	kinds := map[string]int{}
	for line := range strings.Lines(r.out) {
		kind, _, _ := strings.Cut(strings.TrimPrefix(line, `{"kind":"`), `"`)
		kinds[kind]++
	}
	if len(kinds) != 2 || kinds["account"] != 1 || kinds["warehouse"] != 32 {
		t.Errorf("exported %v", kinds)
	}
	if strings.Contains(r.out, "argon2") {
		t.Error("the export holds a password")
	}
}
