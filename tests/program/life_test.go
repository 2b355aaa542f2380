package program

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestServeAnswersAndEndsInOrder(t *testing.T) {
	s := serve(t, t.TempDir())
	for _, path := range []string{"/healthz", "/readyz", "/", "/katalog", "/sentra", "/ruang-komando", "/masuk"} {
		client{base: s.base}.must(t, http.StatusOK, http.MethodGet, path, nil, nil)
	}
	if code := s.stop(); code != 0 {
		t.Errorf("exit code after SIGTERM is %d, want 0\n%s", code, s.logs)
	}
}

func TestOpenStreamsDoNotHoldTheEnd(t *testing.T) {
	s := serve(t, t.TempDir())
	res, err := http.Get(s.base + "/ruang-komando/arus")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Fatalf("stream answers %d", res.StatusCode)
	}
	began := time.Now()
	if code := s.stop(); code != 0 || time.Since(began) > 10*time.Second {
		t.Errorf("exit code %d after %s", code, time.Since(began))
	}
}

func TestASecondProcessIsRefusedAndTheFirstGoesOn(t *testing.T) {
	data := t.TempDir()
	s := serve(t, data)
	r := lumbung(t, "serve", "--data", data, "--listen", "127.0.0.1:0").want(t, 1)
	if r.err == "" || strings.Contains(r.err, "panic") {
		t.Errorf("the second process says %q", r.err)
	}
	client{base: s.base}.must(t, http.StatusOK, http.MethodGet, "/readyz", nil, nil)
}

func TestDamagedStoresAreRefusedAndLeftAsTheyAre(t *testing.T) {
	whole := t.TempDir()
	s := serve(t, whole)
	s.account(whole, "admin-contoh", "admin", "")
	if code := s.stop(); code != 0 {
		t.Fatal(code)
	}
	db, err := os.ReadFile(filepath.Join(whole, "lumbung.db"))
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"truncated": db[:40_000], // in the middle of its pages; the file is sparse behind them
		"foreign":   []byte(strings.Repeat("ini bukan basis data\n", 1000)),
		"empty":     {},
		"garbled":   append(append([]byte{}, make([]byte, 8192)...), db[8192:]...),
	} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			path := filepath.Join(data, "lumbung.db")
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			r := lumbung(t, "serve", "--data", data, "--listen", "127.0.0.1:0").want(t, 1)
			if strings.Contains(r.err, "goroutine") || strings.TrimSpace(r.err) == "" {
				t.Errorf("it says %q", r.err)
			}
			after, err := os.ReadFile(path)
			if err != nil || sha256.Sum256(after) != sha256.Sum256(content) {
				t.Errorf("the file was changed (%v)", err)
			}
		})
	}
}

func TestAnUnwritableDirectoryIsNamed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	r := lumbung(t, "serve", "--data", filepath.Join(file, "data"), "--listen", "127.0.0.1:0").want(t, 1)
	if !strings.Contains(r.err, file) {
		t.Errorf("it says %q, without the directory", r.err)
	}
}

func TestAnUnknownSettingStopsTheProgramWithAHint(t *testing.T) {
	r := lumbungWith(t, []string{"LUMBUNG_LISTENN=127.0.0.1:0"}, "serve", "--data", t.TempDir())
	if r.code == 0 || !strings.Contains(r.err, "LUMBUNG_LISTENN") || !strings.Contains(r.err, "LUMBUNG_LISTEN") {
		t.Errorf("exit %d, it says %q", r.code, r.err)
	}
}

// aModel makes a serialised model and returns its slug.
func aModel(t *testing.T, c client, name string) string {
	t.Helper()
	var m struct {
		Slug string `json:"slug"`
	}
	c.must(t, http.StatusCreated, http.MethodPost, "/api/v1/models", map[string]any{
		"name": name, "iso": "12 23 06", "tracking": "serialised",
	}, &m)
	return m.Slug
}

func receipt(model, serial string) map[string]any {
	return map[string]any{"model": model, "source": "production", "fund": "APBN 2026", "serials": []string{serial}, "unit_cost": 7500000}
}

// TestKillUnderLoadLosesNothingAcknowledged cuts the server off in the middle
// of many writers, three times, and asks for each acknowledged unit afterwards.
func TestKillUnderLoadLosesNothingAcknowledged(t *testing.T) {
	data := t.TempDir()
	s := serve(t, data)
	clerk := s.account(data, "gudang-contoh", "warehouse", "meohai")
	model := aModel(t, clerk, "Kursi roda uji")
	var acknowledged sync.Map
	for round := range 3 {
		var writers sync.WaitGroup
		var stop atomic.Bool
		for w := range 8 {
			writers.Go(func() {
				for i := 0; i < 400 && !stop.Load(); i++ {
					serial := fmt.Sprintf("UJI-%d-%d-%d", round, w, i)
					var rec struct {
						Units []struct {
							Code string `json:"code"`
						} `json:"units"`
					}
					if _, err := clerk.send(http.MethodPost, "/api/v1/receipts", serial, receipt(model, serial), &rec); err == nil && len(rec.Units) == 1 {
						acknowledged.Store(rec.Units[0].Code, serial)
					}
				}
			})
		}
		time.Sleep(time.Duration(300+200*round) * time.Millisecond)
		s.kill()
		stop.Store(true)
		writers.Wait()
		s = serve(t, data)
		clerk.base = s.base
	}
	n := 0
	acknowledged.Range(func(code, serial any) bool {
		n++
		var u struct {
			Serial string `json:"serial"`
		}
		if _, err := clerk.send(http.MethodGet, "/api/v1/units/"+code.(string), "", nil, &u); err != nil || u.Serial != serial {
			t.Errorf("acknowledged unit %v (%v) is %q, %v", code, serial, u.Serial, err)
		}
		return true
	})
	if n < 20 {
		t.Fatalf("only %d writes were acknowledged: no load", n)
	}
	t.Logf("%d acknowledged writes, none lost", n)
	lumbung(t, "check", "--data", data).want(t, 0) // through the socket of the running server
	if code := s.stop(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	lumbung(t, "check", "--data", data).want(t, 0)
}

func TestBackupOfARunningServerRestoresElsewhere(t *testing.T) {
	data, elsewhere := t.TempDir(), filepath.Join(t.TempDir(), "pulih")
	s := serve(t, data)
	clerk := s.account(data, "gudang-contoh", "warehouse", "meohai")
	model := aModel(t, clerk, "Kursi roda cadangan")
	var rec struct {
		Units []struct {
			Code string `json:"code"`
		} `json:"units"`
	}
	clerk.must(t, http.StatusCreated, http.MethodPost, "/api/v1/receipts", receipt(model, "CAD-1"), &rec)
	file := filepath.Join(t.TempDir(), "cadangan.tar")
	lumbung(t, "backup", "--data", data, "--out", file).want(t, 0)
	clerk.must(t, http.StatusCreated, http.MethodPost, "/api/v1/receipts", receipt(model, "CAD-2"), nil)

	lumbung(t, "restore", "--in", file, "--data", elsewhere).want(t, 0)
	lumbung(t, "check", "--data", elsewhere).want(t, 0)
	lumbung(t, "restore", "--in", file, "--data", elsewhere).want(t, 1) // never over what is there
	other := serve(t, elsewhere)
	clerk.base = other.base
	clerk.must(t, http.StatusOK, http.MethodGet, "/api/v1/units/"+rec.Units[0].Code, nil, nil)

	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"truncated": whole[:len(whole)/2],
		"changed":   []byte(strings.Replace(string(whole), "CAD-1", "CAD-9", 1)),
		"foreign":   []byte("bukan cadangan"),
	} {
		bad, target := filepath.Join(t.TempDir(), name), filepath.Join(t.TempDir(), "x")
		if err := os.WriteFile(bad, content, 0o600); err != nil {
			t.Fatal(err)
		}
		lumbung(t, "restore", "--in", bad, "--data", target).want(t, 1)
		if _, err := os.Stat(filepath.Join(target, "lumbung.db")); err == nil {
			t.Errorf("%s backup left a store behind", name)
		}
	}
}
