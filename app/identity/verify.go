package identity

import (
	"fmt"
	"slices"

	"lumbung/app/policy"
	"lumbung/storage"
)

// Verify recomputes the keys of accounts, sessions and tokens, and looks at what
// ties them together: a role that exists, at a centre that exists where the role
// needs one; a password; an account behind each session and token.
func Verify(r storage.Reader) ([]storage.Report, error) {
	var out []storage.Report
	for _, verify := range []func(storage.Reader) (storage.Report, error){
		accounts.Verify, sessions.Verify, tokens.Verify, verifyAccounts, verifyOwners,
	} {
		rep, err := verify(r)
		if err != nil {
			return nil, err
		}
		out = append(out, rep)
	}
	return out, nil
}

func verifyAccounts(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "account with role, centre and password"}
	for rec, err := range accounts.All(r, storage.AccountByID.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		acc := rec.Account
		switch _, _, ok := parseHash(rec.Password); {
		case !slices.Contains(policy.Roles(), acc.Role):
			found(&rep, "account %s: role %q", acc.Name, acc.Role)
		case NeedsCentre(acc.Role) && acc.Centre == "", centreStands(r, acc.Centre) != nil:
			found(&rep, "account %s: centre %q", acc.Name, acc.Centre)
		case !ok:
			found(&rep, "account %s: no readable password", acc.Name)
		}
	}
	return rep, nil
}

func verifyOwners(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "account behind each session and token"}
	for s, err := range sessions.All(r, storage.SessionByHash.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		if _, ok, err := r.Get(accountKey(s.Account)); err != nil || !ok {
			found(&rep, "session of %s: no such account", s.Account)
		}
	}
	for t, err := range tokens.All(r, storage.TokenByHash.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		if _, ok, err := r.Get(accountKey(t.Account)); err != nil || !ok {
			found(&rep, "token %q of %s: no such account", t.Name, t.Account)
		}
	}
	return rep, nil
}

func found(rep *storage.Report, format string, args ...any) {
	rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: fmt.Sprintf(format, args...)})
}

// Export emits every account, without what proves it, and every token by its
// hash.
func Export(r storage.Reader, emit func(kind string, record any) error) error {
	for rec, err := range accounts.All(r, storage.AccountByID.Key()) {
		if err != nil {
			return err
		}
		if err := emit(accounts.Kind, rec.Account); err != nil {
			return err
		}
	}
	return storage.Export(r, emit, &tokens)
}
