// Package innovation is the registry of what the centres have thought of: begun
// as a draft with four answers, completed under way, judged by somebody of
// another centre, and then offered to all. How ready an innovation is, how well
// it is described, what proves it and how far it has spread are four separate
// answers; none is worked out from another, nor from whether it is published.
package innovation

import (
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// State is where the working copy stands on its way to the public.
type State string

// The states. A record that was published once stays public in all of them: the
// public sees what was published last, not the working copy.
const (
	Draft     State = "draft"
	Submitted State = "submitted" // waits for its reviewers; nobody edits it
	Returned  State = "returned"  // with a reason and a day, to be improved
	Approved  State = "approved"  // by both reviewers; waits for the day from which it may be public
	Published State = "published"
	Refused   State = "refused"   // with a reason; it was never published, and its centre may appeal
	Cancelled State = "cancelled" // given up by its centre before it was public
	Archived  State = "archived"  // its page stays, marked
	Recalled  State = "recalled"  // it is not safe; its page stays and warns
)

// States lists the states in the order of a life.
func States() []State {
	return []State{Draft, Submitted, Returned, Approved, Published, Refused, Cancelled, Archived, Recalled}
}

// Innovation is one record of the registry. The embedded Content is the working
// copy; Public is what everybody sees.
type Innovation struct {
	ID     op.ID  `cbor:"1,keyasint" json:"id"`
	Code   string `cbor:"2,keyasint" json:"code"`   // SKA-2026-0007; never used again
	Slug   string `cbor:"3,keyasint" json:"slug"`   // as in /inovasi/{slug}; never used again
	Centre string `cbor:"4,keyasint" json:"centre"` // that owns it
	State  State  `cbor:"5,keyasint" json:"state"`

	Author    policy.Actor `cbor:"6,keyasint" json:"author"` // as they were
	CreatedAt time.Time    `cbor:"7,keyasint" json:"created_at"`
	ChangedAt time.Time    `cbor:"8,keyasint" json:"changed_at"`

	Content `cbor:"9,keyasint"`

	Public           *Content  `cbor:"10,keyasint,omitempty" json:"public,omitempty"` // nil until published
	PublishedAt      time.Time `cbor:"11,keyasint,omitzero" json:"published_at,omitzero"`
	RenewedAt        time.Time `cbor:"12,keyasint,omitzero" json:"renewed_at,omitzero"` // when Public was last replaced
	PublishedVersion int64     `cbor:"13,keyasint,omitempty" json:"published_version,omitempty"`

	SubmittedBy op.ID     `cbor:"14,keyasint,omitzero" json:"submitted_by,omitzero"`
	SubmittedAt time.Time `cbor:"15,keyasint,omitzero" json:"submitted_at,omitzero"`
	Reviews     []Review  `cbor:"16,keyasint,omitempty" json:"reviews,omitempty"` // oldest first

	ArchivedAt    time.Time `cbor:"17,keyasint,omitzero" json:"archived_at,omitzero"`
	ArchiveReason string    `cbor:"18,keyasint,omitempty" json:"archive_reason,omitempty"`

	Version int64 `cbor:"19,keyasint" json:"version"`

	SubmittedVersion int64          `cbor:"20,keyasint,omitempty" json:"submitted_version,omitempty"` // that the reviewers read
	Appeal           string         `cbor:"21,keyasint,omitempty" json:"appeal,omitempty"`            // why a refusal should be looked at again
	ApprovedAt       time.Time      `cbor:"22,keyasint,omitzero" json:"approved_at,omitzero"`
	ConfirmedAt      time.Time      `cbor:"23,keyasint,omitzero" json:"confirmed_at,omitzero"` // its centre has read it again and nothing had changed
	Recall           *Recall        `cbor:"24,keyasint,omitempty" json:"recall,omitempty"`     // until another version is published
	Verified         []Verification `cbor:"25,keyasint,omitempty" json:"verified,omitempty"`   // of pieces of evidence
	Rule             int            `cbor:"26,keyasint,omitempty" json:"rule,omitempty"`       // of the gates that Public has passed; 0 is the first
	Editions         []Edition      `cbor:"27,keyasint,omitempty" json:"editions,omitempty"`   // that were ever public, the oldest first
}

var innovations = storage.Table[Innovation]{
	Kind: "innovation",
	ID:   func(i *Innovation) storage.Key { return storage.InnovationByID.Key().ID(i.ID) },
	Claims: func(i *Innovation) []storage.Claim {
		return []storage.Claim{{Key: slugKey(i.Slug), Field: "slug"}, {Key: codeKey(i.Code), Field: "code"}}
	},
	Index: func(i *Innovation) []storage.Key {
		keys := []storage.Key{
			storage.InnovationByState.Key().Text(string(i.State)).Time(i.ChangedAt).ID(i.ID),
			storage.InnovationByCentre.Key().Text(i.Centre).Time(i.ChangedAt).ID(i.ID),
		}
		if i.Public != nil {
			keys = append(keys, storage.InnovationPublished.Key().Time(i.PublishedAt).ID(i.ID))
		}
		for _, w := range titleWords(i.Title) {
			keys = append(keys, storage.InnovationByWord.Key().Text(w).ID(i.ID))
		}
		return append(keys, i.needKeys()...)
	},
}

func slugKey(slug string) storage.Key { return storage.InnovationBySlug.Key().Text(slug) }
func codeKey(code string) storage.Key { return storage.InnovationByCode.Key().Text(code) }

// Find returns the innovation that a text names by its slug, code or id, or a
// NotFound fault.
func Find(r storage.Reader, slugCodeOrID string) (Innovation, error) {
	text := strings.TrimSpace(slugCodeOrID)
	if id, err := op.ParseID(text); err == nil && !id.IsZero() {
		return ByID(r, id)
	}
	if len(text) == 0 || len(text) > maxRef {
		return Innovation{}, fault.Missing("innovation")
	}
	for _, key := range []storage.Key{slugKey(strings.ToLower(text)), codeKey(strings.ToUpper(text))} {
		i, ok, err := innovations.Find(r, key)
		if err != nil || ok {
			return i, err
		}
	}
	return Innovation{}, fault.Missing("innovation")
}

// maxRef is the longest text that can name an innovation, in bytes.
const maxRef = 200

// ByID returns an innovation, or a NotFound fault.
func ByID(r storage.Reader, id op.ID) (Innovation, error) {
	i, ok, err := innovations.Get(r, storage.InnovationByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("innovation")
	}
	return i, err
}

// Innovations are the use cases of the registry.
type Innovations struct {
	d       *op.Deps
	presses chan struct{} // one place for each picture that may be worked on at once
	queued  chan struct{} // one place for each upload that is worked on or waits for it
}

// New returns the use cases over d.
func New(d *op.Deps) *Innovations {
	const (
		atOnce = 1 // a phone's photo takes about 100 MB while it is unpacked
		inLine = 8 // each waits at most a few seconds for each before it, with up to 16 MB
	)
	return &Innovations{d: d, presses: make(chan struct{}, atOnce), queued: make(chan struct{}, inLine)}
}
