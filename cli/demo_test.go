package cli

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/app/identity"
	"lumbung/app/sample"
)

func TestADemoIsFilledServedAndTakenAway(t *testing.T) {
	if testing.Short() {
		t.Skip("plays a year")
	}
	data := filepath.Join(t.TempDir(), "contoh")
	serving := []string{"demo", "--data", data, "--listen", "127.0.0.1:0", "--admin-listen", "off"}
	s := start(t, serving...)
	if status, _ := fetch(t, s.address+"/readyz"); status != http.StatusOK {
		t.Errorf("/readyz answers %d", status)
	}
	refused(t, "sedang dipakai", "demo", "--data", data, "--purge")
	if code := s.stop(); code != 0 {
		t.Errorf("exit %d: %s", code, s.log)
	}
	filled := mustRun(t, "check", "--data", data)
	mustRun(t, "user", "add", "--data", data, "--name", "operator", "--role", "admin")
	if code := start(t, serving...).stop(); code != 0 { // filled already
		t.Errorf("the second time: exit %d", code)
	}
	mustRun(t, "demo", "--data", data, "--purge")
	r := mustRun(t, "check", "--data", data)
	if !strings.Contains(filled.out, "person") || !strings.Contains(r.out, "       0  person") || !strings.Contains(r.out, "       1  account (") {
		t.Errorf("after the purge:\n%s", r.out)
	}
	refused(t, "", "demo", "--data", data, "--purge") // it is not sample any more
}

func TestADemoAccountOfEachRoleSignsIn(t *testing.T) {
	if testing.Short() {
		t.Skip("plays a year")
	}
	data := filepath.Join(t.TempDir(), "contoh")
	start(t, "demo", "--data", data, "--listen", "127.0.0.1:0", "--admin-listen", "off").stop()
	b := opened(t, data)
	if !b.app.About().Sample {
		t.Error("the store is not marked as sample")
	}
	for _, acc := range sample.Accounts() {
		in := identity.Credentials{Name: acc.Name, Password: acc.Password}
		if _, err := b.app.Accounts.SignIn(t.Context(), in, identity.Origin{Address: acc.Name}); err != nil {
			t.Errorf("%s: %v", acc.Name, err)
		}
	}
}

func TestADemoLeadsBackToWhereItListens(t *testing.T) {
	for listen, want := range map[string]string{
		"127.0.0.1:8080": "http://127.0.0.1:8080", "localhost:9000": "http://localhost:9000", "127.0.0.1:0": "", ":8080": "", "nonsense": "",
	} {
		d := demo{}
		d.Listen = listen
		if got := d.here(); got != want {
			t.Errorf("%s: %q, want %q", listen, got, want)
		}
	}
}
