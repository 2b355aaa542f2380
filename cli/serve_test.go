package cli

import (
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"lumbung/app/policy"
)

func fetch(t *testing.T, url string) (status int, body string) {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(data)
}

func TestAServerSaysWhereAndStopsInPeace(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	s := serveData(t, data)
	for _, path := range []string{"/healthz", "/readyz"} {
		if status, _ := fetch(t, s.address+path); status != http.StatusOK {
			t.Errorf("%s answers %d", path, status)
		}
	}
	mustRun(t, "health", "--listen", strings.TrimPrefix(s.address, "http://"))
	if code := s.stop(); code != 0 {
		t.Errorf("exit %d, log: %s", code, s.log)
	}
	if _, err := os.Lstat(dataDir(data).socket()); err == nil {
		t.Error("the socket is still there")
	}
	refused(t, "tidak menjawab", "health", "--listen", strings.TrimPrefix(s.address, "http://"))
	var admin string
	for line := range strings.Lines(s.log.String()) {
		var entry struct{ Msg, Address string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Errorf("a line of the log is no JSON: %q", line)
		}
		if entry.Msg == "serving metrics" {
			admin = entry.Address
		}
	}
	if admin == "" || !strings.Contains(s.log.String(), "no account yet") {
		t.Errorf("the log: %s", s.log)
	}
}

func TestMetricsAreOnTheListenerOfTheAdministrators(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	admin := ln.Addr().String()
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	data := fresh(t)
	s := start(t, "serve", "--data", data, "--listen", "127.0.0.1:0", "--admin-listen", admin)
	fetch(t, s.address+"/healthz")
	if status, body := fetch(t, "http://"+admin+"/metrics"); status != http.StatusOK || !strings.Contains(body, "lumbung_http_requests_total") {
		t.Errorf("/metrics: %d\n%s", status, body)
	}
	if status, _ := fetch(t, s.address+"/metrics"); status != http.StatusNotFound {
		t.Errorf("/metrics is public: %d", status)
	}
	refused(t, "alamat sudah dipakai", "serve", "--data", fresh(t), "--listen", "127.0.0.1:0", "--admin-listen", admin)
	s.stop()
}

func TestCommandsWorkWhileTheServerRuns(t *testing.T) {
	data := fresh(t)
	s := serveData(t, data)
	defer s.stop()
	user := mustRun(t, "user", "add", "--data", data, "--name", "gudang", "--role", "warehouse", "--centre", "meohai")
	if len(user.last()) < 20 {
		t.Errorf("the last line is %q", user.last())
	}
	token := mustRun(t, "token", "add", "--data", data, "--user", "gudang").last()
	if !strings.HasPrefix(token, "lumbung_") {
		t.Errorf("the last line is %q", token)
	}
	if r := mustRun(t, "check", "--data", data); !strings.Contains(r.out, "       2  account (") {
		t.Errorf("check: %s", r.out)
	}
	if r := mustRun(t, "export", "--data", data, "--kind", "account"); strings.Count(r.out, "\n") != 2 {
		t.Errorf("export: %s", r.out)
	}
	refused(t, "Nama ini sudah dipakai", "user", "add", "--data", data, "--name", "gudang", "--role", "auditor")
	out := filepath.Join(t.TempDir(), "cadangan")
	mustRun(t, "backup", "--data", data, "--out", out)
	for _, path := range []string{out, out + ".key"} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", path, info, err)
		}
	}
}

func TestASecondServerIsRefused(t *testing.T) {
	data := fresh(t)
	s := serveData(t, data)
	refused(t, "sedang dipakai proses lain", "serve", "--data", data, "--listen", "127.0.0.1:0")
	if status, _ := fetch(t, s.address+"/healthz"); status != http.StatusOK {
		t.Errorf("the first one answers %d", status)
	}
	s.stop()
	mustRun(t, "check", "--data", data)
}

func TestTheSocketIsForItsOwnerAloneAndReplacesADeadOne(t *testing.T) {
	data := fresh(t)
	dead, err := net.ListenUnix("unix", &net.UnixAddr{Name: dataDir(data).socket(), Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	dead.SetUnlinkOnClose(false)
	if err := dead.Close(); err != nil {
		t.Fatal(err)
	}
	s := serveData(t, data)
	defer s.stop()
	info, err := os.Lstat(dataDir(data).socket())
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket: %v, %v; want mode 0600", info.Mode(), err)
	}
	mustRun(t, "check", "--data", data)
	left, err := filepath.Glob(filepath.Join(data, ".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestADirectoryWithALongPathHasASocketToo(t *testing.T) {
	data := filepath.Join(t.TempDir(), strings.Repeat("panjang-", 12), strings.Repeat("sekali-", 12), "data")
	s := serveData(t, data)
	defer s.stop()
	mustRun(t, "check", "--data", data)
	mustRun(t, "user", "add", "--data", data, "--name", "admin", "--role", "admin")
}

func TestCommandsAtOnceWaitForEachOther(t *testing.T) {
	data := fresh(t)
	var wg sync.WaitGroup
	for _, name := range []string{"satu", "dua", "tiga", "empat"} {
		wg.Go(func() { mustRun(t, "user", "add", "--data", data, "--name", name, "--role", "auditor") })
	}
	wg.Wait()
	if r := mustRun(t, "check", "--data", data); !strings.Contains(r.out, "       5  account (") {
		t.Errorf("check: %s", r.out)
	}
}

// TestTheSocketBearsWhatIsSentToIt sends what no command would.
func TestTheSocketBearsWhatIsSentToIt(t *testing.T) {
	data := fresh(t)
	s := serveData(t, data)
	defer s.stop()
	for _, tt := range []struct{ line, want string }{
		{"bukan json\n", "tidak terbaca"},
		{`{"task":"terbang","input":{}}` + "\n", "tidak mengenal"},
		{`{"task":"user add","input":[1]}` + "\n", "tidak terbaca"},
		{`{"task":"user add"}` + "\n", "tidak terbaca"},
	} {
		conn, err := net.Dial("unix", dataDir(data).socket())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(conn, tt.line); err != nil {
			t.Fatal(err)
		}
		answer, err := io.ReadAll(conn)
		if err != nil || !bytes.Contains(answer, []byte(tt.want)) {
			t.Errorf("%q: %s, %v; want %q", tt.line, answer, err, tt.want)
		}
		_ = conn.Close()
	}
	mustRun(t, "check", "--data", data)
}

func TestAServerThatGoesAwayInTheMiddleIsSaid(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "s")
	ln, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		conn, err := ln.Accept()
		if err == nil {
			_, _ = conn.Read(make([]byte, maxRequest))
			_, _ = io.WriteString(conn, `{"out":"aGFsbw=="}`+"\n")
			_ = conn.Close()
		}
	}()
	var out bytes.Buffer
	served, err := ask(t.Context(), socket, request{Task: "check", Input: &check{}}, printed{&out, io.Discard})
	if !served || err == nil || out.String() != "halo" || !strings.Contains(explain(err), "berhenti sebelum") {
		t.Errorf("ask = %v, %v, output %q", served, err, out.String())
	}
}

func TestAnOriginHasToBeAnAddress(t *testing.T) {
	data := fresh(t)
	for _, origin := range []string{"lumbung.contoh.go.id", "ftp://x", "https://", "https://x/jalur"} {
		refused(t, "alamat publik", "serve", "--data", data, "--listen", "127.0.0.1:0", "--admin-listen", "off", "--origin", origin)
	}
	opt, err := (&serving{Origin: "https://lumbung.contoh.go.id/"}).options(nil)
	if err != nil || !opt.Secure || opt.Origin != "https://lumbung.contoh.go.id" {
		t.Errorf("options = %+v, %v", opt, err)
	}
}

func TestEveryRoleHasARoleName(t *testing.T) {
	data := fresh(t)
	b := opened(t, data)
	for _, role := range policy.Roles() {
		c := userAdd{Name: "akun-" + string(role), Role: string(role), Centre: "meohai"}
		if err := c.run(operator(t.Context()), b, io.Discard); err != nil {
			t.Errorf("%s: %v", role, err)
		}
	}
}

func TestTheGalleryShowsEverySpecimen(t *testing.T) {
	s := start(t, "gallery", "--listen", "127.0.0.1:0")
	_, index := fetch(t, s.address+"/")
	n := 0
	for line := range strings.Lines(index) {
		_, rest, ok := strings.Cut(line, `href="`)
		if !ok {
			continue
		}
		path, _, _ := strings.Cut(rest, `"`)
		if status, body := fetch(t, s.address+path); status != http.StatusOK || !strings.Contains(body, "<h1") {
			t.Errorf("%s: %d", path, status)
		}
		n++
	}
	if n == 0 {
		t.Error("the gallery is empty")
	}
	if status, _ := fetch(t, s.address+"/static/src/lumbung.css"); status != http.StatusOK {
		t.Errorf("the style sheet: %d", status)
	}
	if code := s.stop(); code != 0 {
		t.Errorf("exit %d", code)
	}
}

func TestTheLicenceOfTheListsIsOneForData(t *testing.T) {
	refused(t, "CC-BY-4.0", "serve", "--data", fresh(t), "--listen", "127.0.0.1:0", "--admin-listen", "off", "--data-licence", "MIT")
	for _, name := range append(licenceNames(), "") {
		if opt, err := (&serving{Licence: name}).options(nil); err != nil || opt.Licence != name {
			t.Errorf("%q: %+v, %v", name, opt, err)
		}
	}
}
