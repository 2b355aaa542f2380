package identity

import (
	"context"

	"lumbung/app/op"
	"lumbung/storage"
)

// RemoveSamples deletes the accounts that lumbung demo made, with their tokens,
// and every session, and returns how many accounts there were. It is part of
// taking the sample data out of a store and leaves no journal entry, as the
// journal of a sample store goes with it.
func (a *Accounts) RemoveSamples(ctx context.Context) (total int, err error) {
	for {
		n, err := a.removeSome(ctx)
		total += n
		if err != nil || n == 0 {
			break
		}
	}
	if err == nil {
		err = a.endAll(ctx)
	}
	a.sessions.clear()
	a.tokens.clear()
	return total, err
}

func (a *Accounts) removeSome(ctx context.Context) (n int, err error) {
	const chunk = 50
	err = a.d.Store.Update(ctx, func(w storage.Writer) error {
		n = 0
		var samples []op.ID
		for rec, err := range accounts.All(w, storage.AccountByID.Key()) {
			if err != nil {
				return err
			}
			if rec.Account.Sample && len(samples) < chunk {
				samples = append(samples, rec.Account.ID)
			}
		}
		for _, id := range samples {
			if err := remove(w, id); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

// remove deletes an account and its tokens.
func remove(w storage.Writer, id op.ID) error {
	var hashes []string
	for t, err := range tokens.All(w, storage.TokenByAccount.Key().ID(id)) {
		if err != nil {
			return err
		}
		hashes = append(hashes, t.ID)
	}
	for _, hash := range hashes {
		if err := tokens.Delete(w, tokenKey(hash)); err != nil {
			return err
		}
	}
	return accounts.Delete(w, accountKey(id))
}

// endAll deletes every session, some at a time.
func (a *Accounts) endAll(ctx context.Context) error {
	const chunk = 400
	for more := true; more; {
		err := a.d.Store.Update(ctx, func(w storage.Writer) error {
			more = false
			var hashes []string
			for s, err := range sessions.All(w, storage.SessionByHash.Key()) {
				if err != nil {
					return err
				}
				if hashes = append(hashes, s.Hash); len(hashes) == chunk {
					more = true
					break
				}
			}
			for _, hash := range hashes {
				if err := sessions.Delete(w, sessionKey(hash)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
