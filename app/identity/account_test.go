package identity

import (
	"bytes"
	"strings"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

func TestAnAccountIsAddedAndFound(t *testing.T) {
	a, _ := setup(t)
	ctx := by(t.Context(), admin)
	acc, made, err := a.Add(ctx, NewAccount{Name: " Peksos.Contoh ", Role: "SOCIAL_WORKER", Centre: "meohai"})
	if err != nil {
		t.Fatal(err)
	}
	if acc.Name != "peksos.contoh" || acc.Display != acc.Name || acc.Role != policy.SocialWorker || len(made) < 20 {
		t.Errorf("Add = %+v, a password of %d letters", acc, len(made))
	}
	for _, who := range []string{"peksos.contoh", "PEKSOS.contoh", acc.ID.String()} {
		if got, err := a.One(ctx, who); err != nil || got != acc {
			t.Errorf("One(%q) = %+v, %v", who, got, err)
		}
	}
	if _, err := a.SignIn(t.Context(), Credentials{Name: acc.Name, Password: made}, Origin{}); err != nil {
		t.Errorf("the password that was made: %v", err)
	}
	if bytes.Contains(contents(t, a), []byte(made)) {
		t.Error("the password stands in the store")
	}
	verify(t, a)
}

func TestWhatANewAccountMayNotBe(t *testing.T) {
	a, _ := setup(t)
	worker(t, a, "sudah.ada")
	tests := []struct {
		in    NewAccount
		field string
	}{
		{NewAccount{Name: "", Role: "admin"}, "name"},
		{NewAccount{Name: "a b", Role: "admin"}, "name"},
		{NewAccount{Name: "ab", Role: "admin"}, "name"},
		{NewAccount{Name: strings.Repeat("a", 41), Role: "admin"}, "name"},
		{NewAccount{Name: "SUDAH.ada", Role: "admin"}, "name"},
		{NewAccount{Name: "baru", Role: "raja"}, "role"},
		{NewAccount{Name: "baru", Role: "warehouse"}, "centre"},
		{NewAccount{Name: "baru", Role: "warehouse", Centre: "tidak-ada"}, "centre"},
		{NewAccount{Name: "baru", Role: "admin", Password: "pendek"}, "password"},
		{NewAccount{Name: "baru-sekali", Role: "admin", Password: "Baru-Sekali"}, "password"},
		{NewAccount{Name: "baru", Role: "admin", Password: strings.Repeat("x", 201)}, "password"},
	}
	for _, tt := range tests {
		_, _, err := a.Add(by(t.Context(), admin), tt.in)
		if f := fault.As(err); err == nil || len(f.Fields) == 0 || f.Fields[0].Name != tt.field {
			t.Errorf("Add(%+v): %v, want a fault of %s", tt.in, err, tt.field)
		}
	}
}

func TestRolesAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]policy.Role{
		"social_worker": policy.SocialWorker, "socialworker": policy.SocialWorker, "Social Worker": policy.SocialWorker, "peksos": policy.SocialWorker,
		"head": policy.Head, "head-of-centre": policy.Head, "Head of Center": policy.Head,
		"ska": policy.SKA, "ska-manager": policy.SKA, "commandroom": policy.CommandRoom, "command_room": policy.CommandRoom, "ADMIN": policy.Admin,
	} {
		if got, ok := ParseRole(text); !ok || got != want {
			t.Errorf("ParseRole(%q) = %q, %v; want %q", text, got, ok, want)
		}
	}
	for _, role := range policy.Roles() {
		if got, ok := ParseRole(string(role)); !ok || got != role {
			t.Errorf("ParseRole(%q) = %q, %v", role, got, ok)
		}
	}
	for _, text := range []string{"", "-", "raja", "public"} {
		if got, ok := ParseRole(text); ok {
			t.Errorf("ParseRole(%q) = %q, want none", text, got)
		}
	}
}

func TestNobodyShutsThemselvesOut(t *testing.T) {
	a, _ := setup(t)
	acc, _, err := a.Add(by(t.Context(), admin), NewAccount{Name: "kepala", Role: "admin"})
	if err != nil {
		t.Fatal(err)
	}
	self := by(t.Context(), acc.Actor())
	for _, in := range []Change{
		{Account: acc.Name, Version: 1, Display: "x", Role: "admin", Disabled: true},
		{Account: acc.Name, Version: 1, Display: "x", Role: "auditor"},
	} {
		if _, err := a.Change(self, in); fault.CodeOf(err) != fault.Conflict {
			t.Errorf("Change(%+v): %v, want conflict", in, err)
		}
	}
}

func TestAStaleFormIsRefused(t *testing.T) {
	a, _ := setup(t)
	acc := worker(t, a, "peksos")
	in := Change{Account: acc.Name, Version: acc.Version, Display: "Peksos Baru", Role: "head", Centre: "efata"}
	for i, want := range []fault.Code{"", fault.Stale} {
		if _, err := a.Change(by(t.Context(), admin), in); fault.CodeOf(err) != want {
			t.Errorf("attempt %d: %v, want %q", i, err, want)
		}
	}
	verify(t, a)
}

func TestAHeadSeesTheAccountsOfTheirCentreAlone(t *testing.T) {
	a, _ := setup(t)
	worker(t, a, "satu")
	acc, _, err := a.Add(by(t.Context(), admin), NewAccount{Name: "kepala", Role: "head", Centre: "efata"})
	if err != nil {
		t.Fatal(err)
	}
	head := by(t.Context(), acc.Actor())
	page, err := a.List(head, List{})
	if err != nil || len(page.Items) != 1 || page.Items[0].Name != "kepala" {
		t.Errorf("List = %+v, %v; want the one of efata", page.Items, err)
	}
	if _, err := a.List(head, List{Centre: "meohai"}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("of another centre: %v, want denied", err)
	}
	if _, err := a.One(head, "satu"); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("one of another centre: %v, want not found", err)
	}
	if page, err := a.List(by(t.Context(), admin), List{Limit: 1}); err != nil || len(page.Items) != 1 || page.Next == "" {
		t.Errorf("an admin's first page = %+v, %v", page, err)
	}
}

func TestTheAnswerAndTheJournalHoldNoSecret(t *testing.T) {
	a, _ := setup(t)
	acc := worker(t, a, "peksos")
	session := signIn(t, a, "peksos")
	ctx := op.Once(by(t.Context(), acc.Actor()), "kunci-1")
	_, token, err := a.AddToken(ctx, NewToken{Name: "uji"})
	if err != nil {
		t.Fatal(err)
	}
	made, err := a.Reset(op.Once(by(t.Context(), admin), "kunci-2"), Reset{Account: "peksos"})
	if err != nil {
		t.Fatal(err)
	}
	all := contents(t, a)
	for _, secret := range []string{password, session.Secret, token, made} {
		if bytes.Contains(all, []byte(secret)) {
			t.Errorf("the store holds the secret %q", secret)
		}
	}
}

func TestSampleAccountsAreListedInASampleStoreAndGoWithIt(t *testing.T) {
	a, _ := setup(t)
	ctx := by(t.Context(), admin)
	kept := worker(t, a, "tetap")
	if _, _, err := a.Add(ctx, NewAccount{Name: "contoh", Role: "auditor", Password: password, Sample: true}); err != nil {
		t.Fatal(err)
	}
	if list, err := a.Samples(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("a real store lists %v, %v", list, err)
	}
	err := a.d.Store.Update(t.Context(), func(w storage.Writer) error {
		return storage.WriteAbout(w, storage.About{Schema: 1, Sample: true})
	})
	if err != nil {
		t.Fatal(err)
	}
	if list, err := a.Samples(t.Context()); err != nil || len(list) != 1 || list[0].Name != "contoh" {
		t.Errorf("a sample store lists %v, %v", list, err)
	}
	session := signIn(t, a, "contoh")
	if n, err := a.RemoveSamples(t.Context()); err != nil || n != 1 {
		t.Errorf("RemoveSamples = %d, %v; want 1", n, err)
	}
	if _, err := a.BySession(t.Context(), session.Secret); fault.CodeOf(err) != fault.NoActor {
		t.Errorf("the session of a removed account: %v", err)
	}
	if _, err := a.One(ctx, kept.Name); err != nil {
		t.Errorf("an account of the operator is gone: %v", err)
	}
	verify(t, a)
}

func TestExportHoldsNoPassword(t *testing.T) {
	a, _ := setup(t)
	worker(t, a, "peksos")
	err := a.d.Store.View(t.Context(), func(r storage.Reader) error {
		return Export(r, func(kind string, rec any) error {
			if acc, ok := rec.(Account); !ok || kind != "account" || acc.Name != "peksos" {
				t.Errorf("emitted %s %+v", kind, rec)
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}
