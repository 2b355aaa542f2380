package cli

import (
	"path/filepath"
	"testing"

	"lumbung/app/identity"
	"lumbung/app/policy"
)

func TestTheLastLineIsThePasswordAlone(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	r := mustRun(t, "user", "add", "--data", data, "--name", "Peksos", "--role", "social_worker", "--centre", "Sentra Meohai", "--display", "Peksos Contoh")
	b := opened(t, data)
	in, err := b.app.Accounts.SignIn(t.Context(), identity.Credentials{Name: "peksos", Password: r.last()}, identity.Origin{})
	if err != nil {
		t.Fatalf("the last line %q does not sign in: %v", r.last(), err)
	}
	if a := in.Account; a.Role != policy.SocialWorker || a.Centre != "meohai" || a.Display != "Peksos Contoh" {
		t.Errorf("account = %+v", a)
	}
}

func TestTheLastLineIsTheTokenAlone(t *testing.T) {
	data := fresh(t)
	r := mustRun(t, "token", "add", "--data", data, "--user", "admin")
	b := opened(t, data)
	by, err := b.app.Accounts.ByToken(t.Context(), r.last())
	if err != nil || by.Role != policy.Admin {
		t.Errorf("the last line %q stands for %+v, %v", r.last(), by, err)
	}
}

func TestWhatUserAddAndTokenAddRefuse(t *testing.T) {
	data := fresh(t)
	user := []string{"user", "add", "--data", data}
	refused(t, "Nama ini sudah dipakai", append(user, "--name", "admin", "--role", "admin")...)
	refused(t, "Pilih peran", append(user, "--name", "abc", "--role", "raja")...)
	refused(t, "perlu sentra", append(user, "--name", "abc", "--role", "ska")...)
	refused(t, "tidak ada sentra", append(user, "--name", "abc", "--role", "ska", "--centre", "xyz")...)
	refused(t, "Tidak ditemukan", "token", "add", "--data", data, "--user", "siapa")
}
