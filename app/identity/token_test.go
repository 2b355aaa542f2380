package identity

import (
	"strings"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/policy"
)

func TestATokenActsAsItsAccountUntilItIsRevoked(t *testing.T) {
	a, _ := setup(t)
	acc := worker(t, a, "peksos")
	self := by(t.Context(), acc.Actor())
	tok, secret, err := a.AddToken(self, NewToken{Name: "impor"})
	if err != nil || !strings.HasPrefix(secret, tokenMark) || strings.Contains(tok.ID, secret) {
		t.Fatalf("AddToken = %+v, %v", tok, err)
	}
	for range 2 {
		if got, err := a.ByToken(t.Context(), secret); err != nil || got != acc.Actor() {
			t.Errorf("ByToken = %+v, %v", got, err)
		}
	}
	if list, err := a.Tokens(self, ""); err != nil || len(list) != 1 || list[0] != tok {
		t.Errorf("Tokens = %+v, %v", list, err)
	}
	verify(t, a)
	if err := a.RevokeToken(self, Revocation{Token: tok.ID}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.ByToken(t.Context(), secret); fault.CodeOf(err) != fault.NoActor {
		t.Errorf("a revoked token: %v, want no actor", err)
	}
	if err := a.RevokeToken(self, Revocation{Token: tok.ID}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("revoking it again: %v, want not found", err)
	}
	verify(t, a)
}

func TestWhoMayMakeAndRevokeTokens(t *testing.T) {
	a, _ := setup(t)
	mine, theirs := worker(t, a, "saya"), worker(t, a, "dia")
	self := by(t.Context(), mine.Actor())
	if _, _, err := a.AddToken(self, NewToken{Account: "dia", Name: "x"}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("a token for another: %v, want denied", err)
	}
	if _, _, err := a.AddToken(t.Context(), NewToken{Name: "x"}); fault.CodeOf(err) != fault.NoActor {
		t.Errorf("a token for nobody: %v, want no actor", err)
	}
	if _, _, err := a.AddToken(by(t.Context(), admin), NewToken{Account: "siapa", Name: "x"}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a token for an unknown account: %v, want not found", err)
	}
	tok, _, err := a.AddToken(by(t.Context(), admin), NewToken{Account: theirs.Name, Name: "x"})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.RevokeToken(self, Revocation{Token: tok.ID}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("revoking another's: %v, want not found", err)
	}
	if _, err := a.Tokens(self, "dia"); fault.CodeOf(err) != fault.Denied {
		t.Errorf("listing another's: %v, want denied", err)
	}
	if err := a.RevokeToken(by(t.Context(), admin), Revocation{Token: tok.ID}); err != nil {
		t.Errorf("an admin revoking: %v", err)
	}
}

func TestADisabledAccountGetsNoToken(t *testing.T) {
	a, _ := setup(t)
	disable(t, a, worker(t, a, "peksos"), true)
	_, _, err := a.AddToken(by(t.Context(), admin), NewToken{Account: "peksos", Name: "x"})
	if fault.CodeOf(err) != fault.Conflict {
		t.Errorf("AddToken: %v, want conflict", err)
	}
}

func TestAnUnknownTokenIsNobody(t *testing.T) {
	a, _ := setup(t)
	for _, secret := range []string{"", "lumbung_", "x"} {
		if got, err := a.ByToken(t.Context(), secret); fault.CodeOf(err) != fault.NoActor || got != (policy.Actor{}) {
			t.Errorf("ByToken(%q) = %+v, %v", secret, got, err)
		}
	}
}
