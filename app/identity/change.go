package identity

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// maxName is the longest sign-in name in bytes.
const maxName = 40

var nameForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{2,39}$`)

// NewAccount is the input of Add.
type NewAccount struct {
	Name     string `json:"name" validate:"required,max=40"` // for signing in, in either case
	Display  string `json:"display_name" validate:"max=80"`  // empty: the name
	Role     string `json:"role" validate:"required,max=40"`
	Centre   string `json:"centre" validate:"max=60"` // code
	Password string `json:"password" cbor:"-"`        // empty: one is made
	Sample   bool   `json:"-"`
}

// Check tells what the tags cannot say.
func (in NewAccount) Check() (bad []fault.Field) {
	if !nameForm.MatchString(foldName(in.Name)) {
		bad = append(bad, fault.Field{Name: "name", Key: "account.name_form"})
	}
	if in.Password != "" {
		bad = append(bad, weak("password", in.Name, in.Password)...)
	}
	return append(bad, misplaced(in.Role, in.Centre)...)
}

// misplaced tells what is wrong with a role and its centre.
func misplaced(role, centre string) []fault.Field {
	r, known := ParseRole(role)
	switch {
	case !known:
		return []fault.Field{{Name: "role", Key: "account.role_unknown"}}
	case NeedsCentre(r) && centre == "":
		return []fault.Field{{Name: "centre", Key: "account.centre_needed"}}
	}
	return nil
}

// Add makes an account. Where the input has no password it makes one and returns
// it; it cannot be shown again.
func (a *Accounts) Add(ctx context.Context, in NewAccount) (Account, string, error) {
	made := ""
	if in.Password == "" {
		made = newPassword()
		in.Password = made
	}
	hash, err := a.hashFor(ctx, policy.AccountAdd, in.Password)
	if err != nil {
		return Account{}, "", err
	}
	ctx = onceless(ctx, op.ActorOf(ctx))
	out, err := op.Write(ctx, a.d, policy.AccountAdd, in, func(tx *op.Tx) (Account, error) {
		role, _ := ParseRole(in.Role) // Check has passed it
		acc := Account{
			ID: tx.ID(), Name: foldName(in.Name), Display: strings.TrimSpace(in.Display), Role: role,
			Centre: in.Centre, Sample: in.Sample, Created: tx.At, Version: 1,
		}
		if acc.Display == "" {
			acc.Display = acc.Name
		}
		if err := tx.Allow(acc.journal()); err != nil {
			return Account{}, err
		}
		if err := centreStands(tx, acc.Centre); err != nil {
			return Account{}, err
		}
		if _, taken, err := accounts.Find(tx, nameKey(acc.Name)); err != nil {
			return Account{}, err
		} else if taken {
			return Account{}, fault.InField("name", "account.name_taken", nil)
		}
		tx.About("account", acc.ID, acc.Name)
		tx.Changed("role", "", string(acc.Role))
		return acc, accounts.Put(tx, &record{Account: acc, Password: hash, Epoch: 1})
	})
	if err != nil {
		return Account{}, "", err
	}
	return out, made, nil
}

// hashFor does the work of a password for those only who may do act at all.
func (a *Accounts) hashFor(ctx context.Context, act policy.Action, password string) (string, error) {
	if policy.Reach(op.ActorOf(ctx).Role, act) == policy.Never || len(password) > maxPassword {
		return "", nil // op.Write refuses it
	}
	return a.hasher.hash(ctx, password)
}

// centreStands looks the code of a centre up by its key alone: the centres are
// another room of the same floor.
func centreStands(r storage.Reader, code string) error {
	if code == "" {
		return nil
	}
	_, ok, err := r.Get(centreKey(code))
	if err == nil && !ok {
		err = fault.InField("centre", "account.centre_unknown", nil)
	}
	return err
}

// Change is the input of Change: all as it shall be, and the version that the
// form was opened with.
type Change struct {
	Account  string `json:"id" validate:"required,max=40"` // name or id
	Version  int64  `json:"version" validate:"min=1"`
	Display  string `json:"display_name" validate:"required,max=80"`
	Role     string `json:"role" validate:"required,max=40"`
	Centre   string `json:"centre" validate:"max=60"`
	Disabled bool   `json:"disabled"`
}

// Check tells what the tags cannot say.
func (in Change) Check() []fault.Field { return misplaced(in.Role, in.Centre) }

// Change replaces what an account may do. Disabling it ends its sessions and
// stops its tokens. It fails with Stale when the record has changed, and with
// Conflict when somebody would shut themselves out.
func (a *Accounts) Change(ctx context.Context, in Change) (Account, error) {
	return op.Write(ctx, a.d, policy.AccountChange, in, func(tx *op.Tx) (Account, error) {
		rec, err := mustFind(tx, in.Account)
		if err != nil {
			return Account{}, err
		}
		old := rec.Account
		if err := tx.Allow(old.journal()); err != nil {
			return Account{}, err
		}
		if old.Version != in.Version {
			return Account{}, fault.New(fault.Stale, "error.stale", fault.Args{"yours": in.Version, "theirs": old.Version})
		}
		acc := &rec.Account
		acc.Role, _ = ParseRole(in.Role)
		acc.Display, acc.Centre, acc.Disabled = strings.TrimSpace(in.Display), in.Centre, in.Disabled
		acc.Version++
		if old.ID == tx.By.ID && (acc.Disabled || acc.Role != old.Role) {
			return Account{}, fault.New(fault.Conflict, "account.own", nil)
		}
		if err := centreStands(tx, acc.Centre); err != nil {
			return Account{}, err
		}
		if acc.Disabled != old.Disabled {
			rec.Epoch++
		}
		tell(tx, old, *acc)
		tx.After(func() { a.forget(acc.ID) })
		return *acc, accounts.Put(tx, &rec)
	})
}

// tell notes what differs.
func tell(tx *op.Tx, old, now Account) {
	tx.About("account", now.ID, now.Name)
	for _, f := range []struct{ name, from, to string }{
		{"role", string(old.Role), string(now.Role)},
		{"centre", old.Centre, now.Centre},
		{"disabled", strconv.FormatBool(old.Disabled), strconv.FormatBool(now.Disabled)},
	} {
		if f.from != f.to {
			tx.Changed(f.name, f.from, f.to)
		}
	}
	if old.Display != now.Display {
		tx.Changed("display_name", "", "")
	}
}

// Reset is the input of Reset.
type Reset struct {
	Account string `json:"id" validate:"required,max=40"` // name or id
}

// Reset gives an account a new password, returns it and ends its sessions.
func (a *Accounts) Reset(ctx context.Context, in Reset) (string, error) {
	made := newPassword()
	hash, err := a.hashFor(ctx, policy.AccountChange, made)
	if err != nil {
		return "", err
	}
	ctx = onceless(ctx, op.ActorOf(ctx))
	_, err = op.Write(ctx, a.d, policy.AccountChange, in, func(tx *op.Tx) (struct{}, error) {
		rec, err := mustFind(tx, in.Account)
		if err != nil {
			return struct{}{}, err
		}
		if err := tx.Allow(rec.Account.journal()); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, a.setPassword(tx, &rec, hash)
	})
	if err != nil {
		return "", err
	}
	return made, nil
}

// setPassword stores a hash and ends the sessions of the account.
func (a *Accounts) setPassword(tx *op.Tx, rec *record, hash string) error {
	rec.Password = hash
	rec.Epoch++
	rec.Account.Version++
	id := rec.Account.ID
	tx.About("account", id, rec.Account.Name)
	tx.Changed("password", "", "")
	tx.After(func() { a.forget(id) })
	return accounts.Put(tx, rec)
}

// NewPassword is the input of ChangePassword.
type NewPassword struct {
	Current  string `json:"current" cbor:"-" validate:"required"`
	Password string `json:"password" cbor:"-" validate:"required"`
}

// ChangePassword changes the actor's own password. It ends all their sessions
// and begins a new one.
func (a *Accounts) ChangePassword(ctx context.Context, in NewPassword, from Origin) (SignedIn, error) {
	own, err := a.Self(ctx)
	if err != nil {
		return SignedIn{}, err
	}
	if bad := weak("password", own.Name, in.Password); len(bad) > 0 {
		return SignedIn{}, fault.InFields(bad...)
	}
	rec, err := a.prove(ctx, attempt{name: own.Name, address: from.Address, at: a.d.Now()}, in.Current)
	if fault.CodeOf(err) == fault.Invalid {
		err = fault.InField("current", "account.password_wrong", nil)
	}
	if err != nil {
		return SignedIn{}, err
	}
	hash, err := a.hasher.hash(ctx, in.Password)
	if err != nil {
		return SignedIn{}, err
	}
	secret := newSecret()
	out, err := op.Write(onceless(ctx, rec.Account.Actor()), a.d, policy.AccountSelf, in, func(tx *op.Tx) (SignedIn, error) {
		if err := tx.Allow(rec.Account.journal()); err != nil {
			return SignedIn{}, err
		}
		now, err := unchanged(tx, rec)
		if err != nil {
			return SignedIn{}, err
		}
		if err := a.setPassword(tx, &now, hash); err != nil {
			return SignedIn{}, err
		}
		return begin(tx, now, secret)
	})
	if err != nil {
		return SignedIn{}, err
	}
	out.Secret = secret
	return out, nil
}
