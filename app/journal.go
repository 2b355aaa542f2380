package app

import (
	"context"

	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// JournalList is the input of Journal. An empty centre means the actor's, or all
// of them for those who belong to none.
type JournalList struct {
	Centre string `json:"centre" validate:"max=60"` // code, or op.Headquarters
	Cursor string `json:"cursor" validate:"max=400"`
	Limit  int    `json:"limit" validate:"min=0,max=200"`
}

// Journal pages through what has been done, the newest first.
func (a *App) Journal(ctx context.Context, in JournalList) (storage.Page[Entry], error) {
	return op.Read(ctx, a.deps, policy.JournalRead, func(v *op.View) (storage.Page[Entry], error) {
		if in.Centre == "" {
			in.Centre = v.By.Centre
		}
		if err := v.Allow(in.Centre); err != nil {
			return storage.Page[Entry]{}, err
		}
		return op.Journal(v, in.Centre, storage.Ask{Cursor: in.Cursor, Limit: in.Limit, Newest: true})
	})
}
