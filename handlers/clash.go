package handlers

import (
	"time"

	"lumbung/app/fault"
)

// problemClash is what two editors have made of one record, as the API tells the
// second of them: with it a client can do what the page of two editors does.
type problemClash struct {
	Version int64          `json:"version"`            // to send again, to write over it
	SavedBy string         `json:"saved_by,omitempty"` // role
	SavedAt time.Time      `json:"saved_at,omitzero"`
	Fields  []problemApart `json:"fields"`
}

type problemApart struct {
	Name   string `json:"name"`
	Base   *any   `json:"base,omitempty"` // left out where nobody knows it
	Yours  any    `json:"yours"`
	Theirs any    `json:"theirs"`
	Both   bool   `json:"both"`
}

func showClash(c fault.Clash) *problemClash {
	out := &problemClash{Version: c.Version, SavedBy: c.Role, SavedAt: c.At, Fields: make([]problemApart, len(c.Fields))}
	for i, a := range c.Fields {
		out.Fields[i] = problemApart{Name: a.Name, Yours: a.Yours, Theirs: a.Theirs, Both: a.Both}
		if a.Based {
			out.Fields[i].Base = &a.Base
		}
	}
	return out
}
