package identity

import (
	"context"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Self returns the actor's own account.
func (a *Accounts) Self(ctx context.Context) (Account, error) {
	return op.Read(ctx, a.d, policy.AccountSelf, func(v *op.View) (Account, error) {
		if err := v.Allow(v.By.Centre); err != nil {
			return Account{}, err
		}
		rec, ok, err := accounts.Get(v, accountKey(v.By.ID))
		if err == nil && !ok {
			err = fault.Missing("account")
		}
		return rec.Account, err
	})
}

// One returns an account by name or id to those who may list it.
func (a *Accounts) One(ctx context.Context, who string) (Account, error) {
	return op.Read(ctx, a.d, policy.AccountList, func(v *op.View) (Account, error) {
		acc, err := FindAccount(v, who)
		if err != nil {
			return Account{}, err
		}
		return acc, v.Hide("account", acc.Centre)
	})
}

// List is the input of a list of accounts. An empty centre means the actor's, or
// all for those who belong to none.
type List struct {
	Centre string `json:"centre" validate:"max=60"`
	Cursor string `json:"cursor" validate:"max=400"`
	Limit  int    `json:"limit" validate:"min=0,max=200"`
}

// List pages through accounts in the order of their names.
func (a *Accounts) List(ctx context.Context, in List) (storage.Page[Account], error) {
	return op.Read(ctx, a.d, policy.AccountList, func(v *op.View) (page storage.Page[Account], err error) {
		centre, prefix := in.Centre, storage.AccountByName.Key()
		if centre == "" {
			centre = v.By.Centre
		}
		if err := v.Allow(centre); err != nil {
			return page, err
		}
		if centre != "" {
			prefix = storage.AccountByCentre.Key().Text(centre)
		}
		found, err := accounts.Page(v, prefix, storage.Ask{Cursor: in.Cursor, Limit: in.Limit})
		page.Next, page.Prev = found.Next, found.Prev
		for _, rec := range found.Items {
			page.Items = append(page.Items, rec.Account)
		}
		return page, err
	})
}

// maxSamples is how many accounts the sign-in page of a sample store lists.
const maxSamples = 50

// Samples returns the accounts that lumbung demo made, for its sign-in page.
// Everybody may see them; a store that is not sample has none.
func (a *Accounts) Samples(ctx context.Context) ([]Account, error) {
	return op.Read(ctx, a.d, policy.SignIn, func(v *op.View) (list []Account, err error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return nil, err
		}
		if about, _, err := storage.ReadAbout(v); err != nil || !about.Sample {
			return nil, err
		}
		for rec, err := range accounts.All(v, storage.AccountByName.Key()) {
			if err != nil {
				return nil, err
			}
			if rec.Account.Sample && !rec.Account.Disabled && len(list) < maxSamples {
				list = append(list, rec.Account)
			}
		}
		return list, nil
	})
}
