// Package identity keeps the accounts of those who work with Lumbung: who they
// are, how they prove it, and for how long that holds. Secrets are stored as
// hashes only and leave this package once, when they are made.
package identity

import (
	"context"
	"slices"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Account is somebody who can sign in, or a program with a token.
type Account struct {
	ID       op.ID       `cbor:"1,keyasint" json:"id"`
	Name     string      `cbor:"2,keyasint" json:"name"`         // for signing in; small letters, unique
	Display  string      `cbor:"3,keyasint" json:"display_name"` // as the journal writes it
	Role     policy.Role `cbor:"4,keyasint" json:"role"`
	Centre   string      `cbor:"5,keyasint,omitempty" json:"centre,omitempty"` // code; see NeedsCentre
	Disabled bool        `cbor:"6,keyasint,omitempty" json:"disabled"`
	Sample   bool        `cbor:"7,keyasint,omitempty" json:"sample"` // made by lumbung demo
	Created  time.Time   `cbor:"8,keyasint" json:"created_at"`
	Version  int64       `cbor:"9,keyasint" json:"version"`
}

// Actor is who the account is in the journal and before the policy.
func (a Account) Actor() policy.Actor {
	return policy.Actor{ID: a.ID, Name: a.Display, Role: a.Role, Centre: a.Centre}
}

// journal is the centre whose journal tells of the account.
func (a Account) journal() string { return journalOf(a.Centre) }

func journalOf(centre string) string {
	if centre == "" {
		return op.Headquarters
	}
	return centre
}

// record is what is stored: the account and what must not be shown. Sessions
// remember the epoch in which they began; to end them all is to begin another.
type record struct {
	Account  Account `cbor:"1,keyasint"`
	Password string  `cbor:"2,keyasint"` // see hasher
	Epoch    int64   `cbor:"3,keyasint"`
}

var accounts = storage.Table[record]{
	Kind: "account",
	ID:   func(r *record) storage.Key { return accountKey(r.Account.ID) },
	Claims: func(r *record) []storage.Claim {
		return []storage.Claim{{Key: nameKey(r.Account.Name), Field: "name"}}
	},
	Index: func(r *record) []storage.Key {
		return []storage.Key{storage.AccountByCentre.Key().Text(r.Account.Centre).Text(r.Account.Name)}
	},
}

func accountKey(id op.ID) storage.Key   { return storage.AccountByID.Key().ID(id) }
func nameKey(name string) storage.Key   { return storage.AccountByName.Key().Text(name) }
func centreKey(code string) storage.Key { return storage.CentreByCode.Key().Text(code) }

// foldName is the form in which sign-in names are stored and compared.
func foldName(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// find looks an account up by its sign-in name or the text of its id.
func find(r storage.Reader, who string) (rec record, ok bool, err error) {
	if rec, ok, err = accounts.Find(r, nameKey(foldName(who))); err != nil || ok {
		return rec, ok, err
	}
	if id, bad := op.ParseID(strings.TrimSpace(who)); bad == nil && !id.IsZero() {
		return accounts.Get(r, accountKey(id))
	}
	return rec, false, nil
}

func mustFind(r storage.Reader, who string) (record, error) {
	rec, ok, err := find(r, who)
	if err == nil && !ok {
		err = fault.Missing("account")
	}
	return rec, err
}

// FindAccount looks an account up by its sign-in name or the text of its id. It
// fails with NotFound. The caller asks the policy.
func FindAccount(r storage.Reader, who string) (Account, error) {
	rec, err := mustFind(r, who)
	return rec.Account, err
}

// NeedsCentre tells whether an account of the role belongs to a centre. The
// others work for the ministry as a whole.
func NeedsCentre(role policy.Role) bool {
	return slices.Contains([]policy.Role{policy.Head, policy.SKA, policy.Reviewer, policy.Warehouse, policy.SocialWorker}, role)
}

// ParseRole reads a role as people write it: "social-worker", "Social Worker",
// "SOCIAL_WORKER", "head of centre", "commandroom", "peksos".
func ParseRole(text string) (policy.Role, bool) {
	folded := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, strings.ToLower(text))
	for _, role := range policy.Roles() {
		if folded == strings.ReplaceAll(string(role), "-", "") {
			return role, true
		}
	}
	role, ok := otherNames[folded]
	return role, ok
}

// otherNames are what the roles are called elsewhere, folded to letters.
var otherNames = map[string]policy.Role{
	"administrator": policy.Admin, "adminsistem": policy.Admin,
	"pusat": policy.Ministry, "kementerian": policy.Ministry, "ditjen": policy.Ministry,
	"headofcentre": policy.Head, "headofcenter": policy.Head, "centrehead": policy.Head, "centerhead": policy.Head, "kepalasentra": policy.Head,
	"skamanager": policy.SKA, "petugasska": policy.SKA, "pengelolaska": policy.SKA,
	"penelaah":       policy.Reviewer,
	"warehousestaff": policy.Warehouse, "gudang": policy.Warehouse, "petugasgudang": policy.Warehouse,
	"peksos": policy.SocialWorker, "pekerjasosial": policy.SocialWorker,
	"itjen":        policy.Auditor,
	"ruangkomando": policy.CommandRoom,
}

// Accounts are the accounts with their sessions and tokens, and the use cases
// around them.
type Accounts struct {
	d        *op.Deps
	hasher   hasher
	limits   *limits
	sessions *cache
	tokens   *cache
}

// New returns the accounts of a store.
func New(d *op.Deps) *Accounts {
	return &Accounts{d: d, hasher: newHasher(), limits: newLimits(), sessions: newCache(), tokens: newCache()}
}

// forget makes the next request of an account look at the store again.
func (a *Accounts) forget(id op.ID) {
	a.sessions.forget(id)
	a.tokens.forget(id)
}

// onceless is ctx with its actor but without its idempotency key: the answer to
// a command that hands out a secret must not be kept, nor a hash of one.
func onceless(ctx context.Context, by policy.Actor) context.Context {
	return op.As(bare{ctx}, by)
}

type bare struct{ context.Context }

// Value returns nothing; the deadline stays.
func (bare) Value(any) any { return nil }
