package identity

import (
	"context"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Token lets a program act as an account. It holds until it is revoked or the
// account is disabled.
type Token struct {
	ID      string    `cbor:"1,keyasint" json:"id"` // hash of the secret; not secret itself
	Account op.ID     `cbor:"2,keyasint" json:"account"`
	Name    string    `cbor:"3,keyasint" json:"name"` // what it is for
	Created time.Time `cbor:"4,keyasint" json:"created_at"`
}

var tokens = storage.Table[Token]{
	Kind: "token",
	ID:   func(t *Token) storage.Key { return tokenKey(t.ID) },
	Index: func(t *Token) []storage.Key {
		return []storage.Key{storage.TokenByAccount.Key().ID(t.Account).Text(t.ID)}
	},
}

func tokenKey(hash string) storage.Key { return storage.TokenByHash.Key().Text(hash) }

// NewToken is the input of AddToken.
type NewToken struct {
	Account string `json:"account" validate:"max=60"` // name or id; empty means the actor's own
	Name    string `json:"name" validate:"required,max=60"`
}

// AddToken makes a token and returns its secret, which is not stored and cannot
// be shown again.
func (a *Accounts) AddToken(ctx context.Context, in NewToken) (Token, string, error) {
	by := op.ActorOf(ctx)
	secret := tokenMark + newSecret()
	out, err := op.Write(onceless(ctx, by), a.d, a.tokenAction(ctx, in.Account, policy.TokenAdd), in, func(tx *op.Tx) (Token, error) {
		owner, err := ownerOf(tx, by, in.Account)
		if err != nil {
			return Token{}, err
		}
		if err := tx.Allow(owner.journal()); err != nil {
			return Token{}, err
		}
		if owner.Disabled {
			return Token{}, fault.New(fault.Conflict, "account.is_disabled", nil)
		}
		t := Token{ID: hashOf(secret), Account: owner.ID, Name: in.Name, Created: tx.At}
		tx.About("account", owner.ID, owner.Name)
		tx.Changed("token", "", in.Name)
		return t, tokens.Add(tx, &t, nil)
	})
	if err != nil {
		return Token{}, "", err
	}
	return out, secret, nil
}

// tokenAction is AccountSelf for one's own tokens and act for those of others.
func (a *Accounts) tokenAction(ctx context.Context, account string, act policy.Action) policy.Action {
	by := op.ActorOf(ctx)
	if account == "" || account == by.ID.String() {
		return policy.AccountSelf
	}
	return act
}

// ownerOf is the account that is named, or the actor's own.
func ownerOf(r storage.Reader, by policy.Actor, account string) (Account, error) {
	if account == "" {
		account = by.ID.String()
	}
	return FindAccount(r, account)
}

// Revocation is the input of RevokeToken.
type Revocation struct {
	Token string `json:"id" validate:"required,len=64"` // id of the token
}

// RevokeToken ends a token, one's own or, for those who may, another's.
func (a *Accounts) RevokeToken(ctx context.Context, in Revocation) error {
	owner, err := a.ownerOfToken(ctx, in.Token)
	if err != nil {
		return err
	}
	_, err = op.Write(ctx, a.d, a.tokenAction(ctx, owner.ID.String(), policy.TokenRevoke), in, func(tx *op.Tx) (struct{}, error) {
		if err := tx.Allow(owner.journal()); err != nil {
			return struct{}{}, err
		}
		t, ok, err := tokens.Get(tx, tokenKey(in.Token))
		if err != nil || !ok {
			return struct{}{}, err // revoked by then, which is what was wanted
		}
		tx.About("account", owner.ID, owner.Name)
		tx.Changed("token", t.Name, "")
		tx.After(func() { a.tokens.drop(t.ID) })
		return struct{}{}, tokens.Delete(tx, tokenKey(t.ID))
	})
	return err
}

// ownerOfToken says whose a token is; of others' tokens, those who may not
// revoke them know nothing.
func (a *Accounts) ownerOfToken(ctx context.Context, id string) (owner Account, err error) {
	err = a.d.Store.View(ctx, func(r storage.Reader) error {
		t, ok, err := tokens.Get(r, tokenKey(id))
		if err != nil {
			return err
		}
		rec, known, err := accounts.Get(r, accountKey(t.Account))
		owner = rec.Account
		by := op.ActorOf(ctx)
		if err == nil && (!ok || !known || owner.ID != by.ID && !policy.May(by, policy.TokenRevoke, owner.journal())) {
			err = fault.Missing("token")
		}
		return err
	})
	return owner, err
}

// maxTokens is how many tokens of an account a list shows.
const maxTokens = 200

// Tokens returns the tokens of an account, or of the actor for the empty name.
func (a *Accounts) Tokens(ctx context.Context, account string) ([]Token, error) {
	return op.Read(ctx, a.d, a.tokenAction(ctx, account, policy.AccountList), func(v *op.View) ([]Token, error) {
		owner, err := ownerOf(v, v.By, account)
		if err != nil {
			return nil, err
		}
		if err := v.Hide("account", owner.Centre); err != nil {
			return nil, err
		}
		var list []Token
		for t, err := range tokens.All(v, storage.TokenByAccount.Key().ID(owner.ID)) {
			if err != nil {
				return nil, err
			}
			if list = append(list, t); len(list) == maxTokens {
				break
			}
		}
		return list, nil
	})
}

// ByToken returns who stands behind the secret of a bearer token. It fails with
// NoActor when there is none. It reads the store once per token.
func (a *Accounts) ByToken(ctx context.Context, secret string) (policy.Actor, error) {
	hash := hashOf(secret)
	if s, _, ok := a.tokens.find(hash, a.d.Now()); ok {
		return s.by, nil
	}
	turn := a.tokens.now()
	var by policy.Actor
	err := a.d.Store.View(ctx, func(r storage.Reader) error {
		t, ok, err := tokens.Get(r, tokenKey(hash))
		if err != nil {
			return err
		}
		rec, known, err := accounts.Get(r, accountKey(t.Account))
		if err == nil && (!ok || !known || rec.Account.Disabled) {
			err = fault.New(fault.NoActor, "token.unknown", nil)
		}
		by = rec.Account.Actor()
		return err
	})
	if err != nil {
		return policy.Actor{}, err
	}
	a.tokens.keep(hash, seat{by: by}, turn)
	return by, nil
}
