package identity

import (
	"context"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// How long a session lasts.
const (
	IdleFor   = 30 * time.Minute // after the last request
	EndsAfter = 12 * time.Hour   // after signing in
	saveEvery = time.Minute      // how often the last request is written down
)

// session is a sign-in that holds.
type session struct {
	Hash    string    `cbor:"1,keyasint"` // of the secret in the cookie
	Account op.ID     `cbor:"2,keyasint"`
	Epoch   int64     `cbor:"3,keyasint"` // of the account, when it began
	Begun   time.Time `cbor:"4,keyasint"`
	Seen    time.Time `cbor:"5,keyasint"`
}

var sessions = storage.Table[session]{
	Kind: "session",
	ID:   func(s *session) storage.Key { return sessionKey(s.Hash) },
	Index: func(s *session) []storage.Key {
		return []storage.Key{
			storage.SessionByAccount.Key().ID(s.Account).Text(s.Hash),
			storage.SessionByExpiry.Key().Time(endOf(s.Begun, s.Seen)).Text(s.Hash),
		}
	},
}

func sessionKey(hash string) storage.Key { return storage.SessionByHash.Key().Text(hash) }

// endOf is the instant at which a session ends if nothing more is heard.
func endOf(begun, seen time.Time) time.Time {
	idle, last := seen.Add(IdleFor), begun.Add(EndsAfter)
	if idle.Before(last) {
		return idle
	}
	return last
}

// Credentials are what somebody types to sign in.
type Credentials struct {
	Name     string `json:"name"`
	Password string `json:"password" cbor:"-"`
}

// Origin is where a request comes from.
type Origin struct {
	Address string // of the network, for the rate limit
	Session string // secret of the session that it came with; signing in ends that one
}

// SignedIn is a session that has just begun.
type SignedIn struct {
	Account Account
	Secret  string    // for the cookie; it is not stored
	Until   time.Time // the end, whatever is heard
}

// SignIn begins a session. It fails with TooMany and the seconds to wait, or
// with Invalid, whose words and work are the same for a wrong password, an
// unknown name and a disabled account.
func (a *Accounts) SignIn(ctx context.Context, in Credentials, from Origin) (SignedIn, error) {
	if missing := unfilled(in); len(missing) > 0 {
		return SignedIn{}, fault.InFields(missing...)
	}
	try := attempt{name: foldName(in.Name), address: from.Address, at: a.d.Now()}
	rec, err := a.prove(ctx, try, in.Password)
	if err != nil {
		return SignedIn{}, err
	}
	secret := newSecret()
	ctx = onceless(ctx, rec.Account.Actor())
	out, err := op.Write(ctx, a.d, policy.SignIn, nil, func(tx *op.Tx) (SignedIn, error) {
		if err := tx.Allow(rec.Account.journal()); err != nil {
			return SignedIn{}, err
		}
		now, err := unchanged(tx, rec)
		if err != nil {
			return SignedIn{}, err
		}
		if err := end(tx, from.Session); err != nil {
			return SignedIn{}, err
		}
		return begin(tx, now, secret)
	})
	if err != nil {
		return SignedIn{}, err
	}
	out.Secret = secret
	a.sessions.drop(hashOf(from.Session))
	return out, nil
}

func unfilled(in Credentials) (bad []fault.Field) {
	if foldName(in.Name) == "" {
		bad = append(bad, fault.Field{Name: "name", Key: "field.required"})
	}
	if in.Password == "" {
		bad = append(bad, fault.Field{Name: "password", Key: "field.required"})
	}
	return bad
}

// prove returns the account whose password somebody knows.
func (a *Accounts) prove(ctx context.Context, try attempt, password string) (record, error) {
	if err := a.limits.take(try); err != nil {
		return record{}, err
	}
	var rec record
	var known bool
	err := a.d.Store.View(ctx, func(r storage.Reader) (err error) {
		rec, known, err = accounts.Find(r, nameKey(try.name))
		return err
	})
	if err != nil {
		return record{}, err
	}
	matches, err := a.hasher.matches(ctx, rec.Password, password)
	if err != nil {
		return record{}, err
	}
	if !known || !matches || rec.Account.Disabled {
		return record{}, refused()
	}
	a.limits.succeeded(try)
	return rec, nil
}

func refused() error {
	f := fault.New(fault.Invalid, "session.refused", nil)
	f.Fields = []fault.Field{{Name: "password", Key: "session.refused"}}
	return f
}

// unchanged reads the account again and makes sure that what was proved of it
// outside the transaction still holds.
func unchanged(tx *op.Tx, was record) (record, error) {
	now, ok, err := accounts.Get(tx, accountKey(was.Account.ID))
	if err == nil && (!ok || now.Account.Disabled || now.Password != was.Password) {
		err = refused()
	}
	return now, err
}

func begin(tx *op.Tx, rec record, secret string) (SignedIn, error) {
	s := session{Hash: hashOf(secret), Account: rec.Account.ID, Epoch: rec.Epoch, Begun: tx.At, Seen: tx.At}
	tx.About("account", rec.Account.ID, rec.Account.Name)
	return SignedIn{Account: rec.Account, Until: tx.At.Add(EndsAfter)}, sessions.Add(tx, &s, nil)
}

// end deletes the session of a secret, if there is one.
func end(tx *op.Tx, secret string) error {
	if secret == "" {
		return nil
	}
	return sessions.Delete(tx, sessionKey(hashOf(secret)))
}

// SignOut ends the session of a secret.
func (a *Accounts) SignOut(ctx context.Context, secret string) error {
	by := op.ActorOf(ctx)
	_, err := op.Write(ctx, a.d, policy.SignOut, nil, func(tx *op.Tx) (struct{}, error) {
		if err := tx.Allow(journalOf(by.Centre)); err != nil {
			return struct{}{}, err
		}
		tx.About("account", by.ID, "")
		return struct{}{}, end(tx, secret)
	})
	a.sessions.drop(hashOf(secret))
	return err
}

// BySession returns who stands behind the secret of a session cookie. It fails
// with NoActor when the session has ended. It reads the store once per session
// and writes to it at most once a minute.
func (a *Accounts) BySession(ctx context.Context, secret string) (policy.Actor, error) {
	hash, now := hashOf(secret), a.d.Now().UTC()
	s, save, ok := a.sessions.find(hash, now)
	if !ok {
		var err error
		if s, err = a.readSession(ctx, hash, now); err != nil {
			return policy.Actor{}, err
		}
		save = now.Sub(s.saved) >= saveEvery
	}
	if save {
		a.touch(ctx, hash, now)
	}
	return s.by, nil
}

// readSession looks for a session in the store and remembers who it is.
func (a *Accounts) readSession(ctx context.Context, hash string, now time.Time) (s seat, err error) {
	turn := a.sessions.now()
	err = a.d.Store.View(ctx, func(r storage.Reader) error {
		found, ok, err := sessions.Get(r, sessionKey(hash))
		if err != nil {
			return err
		}
		rec, known, err := accounts.Get(r, accountKey(found.Account))
		if err != nil {
			return err
		}
		s = seat{by: rec.Account.Actor(), begun: found.Begun, seen: found.Seen, saved: found.Seen}
		if !ok || !known || rec.Account.Disabled || rec.Epoch != found.Epoch || s.over(now) {
			return fault.New(fault.NoActor, "session.over", nil)
		}
		return nil
	})
	if err != nil {
		return seat{}, err
	}
	kept := s
	kept.seen, kept.saved = now, now
	a.sessions.keep(hash, kept, turn)
	return s, nil
}

// touch writes down when a session was last seen. That it fails, say on a full
// disk, must not keep anybody from reading; a later request tries again.
func (a *Accounts) touch(ctx context.Context, hash string, now time.Time) {
	_ = a.d.Store.Update(ctx, func(w storage.Writer) error {
		s, ok, err := sessions.Get(w, sessionKey(hash))
		if err != nil || !ok || !now.After(s.Seen) {
			return err
		}
		s.Seen = now
		return sessions.Put(w, &s)
	})
}

// Sweep deletes sessions that have ended, some hundreds at a time, and returns
// how many; zero means that none is left.
func (a *Accounts) Sweep(ctx context.Context) (int, error) {
	const chunk = 400
	n := 0
	until := storage.SessionByExpiry.Key().Time(a.d.Now())
	err := a.d.Store.Update(ctx, func(w storage.Writer) error {
		n = 0
		var ended []string
		for s, err := range sessions.Range(w, storage.SessionByExpiry.Key(), until) {
			if err != nil {
				return err
			}
			if ended = append(ended, s.Hash); len(ended) == chunk {
				break
			}
		}
		for _, hash := range ended {
			if err := sessions.Delete(w, sessionKey(hash)); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}
