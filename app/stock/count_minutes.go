package stock

import (
	"bytes"
	"context"
	"crypto/sha256"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// countContent is what the hash of the minutes covers of the document itself;
// the lines and the units that differ follow it.
type countContent struct {
	Number   string    `cbor:"1,keyasint"`
	Centre   string    `cbor:"2,keyasint"`
	Head     CountHead `cbor:"3,keyasint"`
	Kind     CountKind `cbor:"4,keyasint"`
	Scope    string    `cbor:"5,keyasint"`
	Seed     string    `cbor:"6,keyasint"`
	Opened   time.Time `cbor:"7,keyasint"`
	Ended    time.Time `cbor:"8,keyasint"`
	Approved time.Time `cbor:"9,keyasint"`
	Posted   time.Time `cbor:"10,keyasint"`
	Team     []Teller  `cbor:"11,keyasint"`
	Reviewer Teller    `cbor:"12,keyasint"`
	Basis    string    `cbor:"13,keyasint"`
	Sums     CountSums `cbor:"14,keyasint"`
}

// ContentHash is the SHA-256 of the minutes: of the document, of each line in
// the order of place and model, and of each unit that was missing or seen
// elsewhere. None of them changes once the count is posted.
func (c *Count) ContentHash(r storage.Reader) ([]byte, error) {
	sum := sha256.New()
	add := func(part any) error {
		data, err := storage.Encode(part)
		if err == nil {
			_, err = sum.Write(data)
		}
		return err
	}
	err := add(countContent{
		c.Number, c.Centre, c.Head, c.Kind, c.Scope, c.Seed, c.Opened, c.Ended, c.Approved, c.Posted,
		c.Team, c.Reviewer, c.Basis, c.Sums,
	})
	if err != nil {
		return nil, err
	}
	for l, err := range countLines.All(r, storage.CountLineByItem.Key().ID(c.ID)) {
		if err == nil {
			err = add(&l)
		}
		if err != nil {
			return nil, err
		}
	}
	for m, err := range countMarks.All(r, storage.CountMarkByUnit.Key().ID(c.ID)) {
		if err == nil && m.Kind != MarkFound {
			err = add(&m)
		}
		if err != nil {
			return nil, err
		}
	}
	return sum.Sum(nil), nil
}

// genuine tells whether the minutes still are what they were when they were
// frozen.
func (c *Count) genuine(r storage.Reader) (bool, error) {
	sum, err := c.ContentHash(r)
	return bytes.Equal(sum, c.Hash), err
}

// NewSigning says that the minutes were signed on paper.
type NewSigning struct {
	Count   string    `json:"count" validate:"required,max=80"`
	On      time.Time `json:"signed_on" validate:"required"`
	Signers string    `json:"signers" validate:"required,max=300"`
	Archive string    `json:"filed" validate:"max=200"`
}

// SignCount notes the signatures under the minutes. Noting them again replaces
// the note; the journal keeps both.
func (s *Stock) SignCount(ctx context.Context, in NewSigning) (Count, error) {
	return op.Write(ctx, s.d, policy.CountReview, in, func(tx *op.Tx) (Count, error) {
		c, err := ownCount(tx, in.Count, StagePosted)
		if err != nil {
			return c, err
		}
		switch {
		case in.On.After(tx.At):
			return c, fault.InField("signed_on", "stock.future", nil)
		case in.On.AddDate(0, 0, 1).Before(c.Posted):
			return c, fault.InField("signed_on", "count.signed_early", fault.Args{"since": c.Posted})
		}
		tx.Changed("signed", "", in.On.In(wib).Format(time.DateOnly))
		c.Signed = Signing{On: in.On.UTC(), Signers: in.Signers, Archive: in.Archive, NotedBy: tx.By.Name, NotedAt: tx.At}
		return c, c.save(tx)
	})
}

// CountProof is what everybody may know of a count who holds its minutes.
type CountProof struct {
	Number string    `json:"number"`
	Centre string    `json:"centre"` // name
	Scope  string    `json:"scope"`
	Posted time.Time `json:"posted_at"`
	Hash   []byte    `json:"-"`
	Lines  int64     `json:"lines"`
}

// ProveCount confirms posted minutes to whoever scans their code.
func (s *Stock) ProveCount(ctx context.Context, ref string) (CountProof, error) {
	return op.Read(ctx, s.d, policy.CountVerify, func(v *op.View) (CountProof, error) {
		if err := v.Allow(""); err != nil {
			return CountProof{}, err
		}
		id, err := op.ParseID(ref)
		if err != nil {
			return CountProof{}, fault.Missing("count")
		}
		c, err := CountByID(v, id)
		if err == nil && c.Stage != StagePosted {
			err = fault.Missing("count")
		}
		if err != nil {
			return CountProof{}, err
		}
		return CountProof{Number: c.Number, Centre: c.Head.Centre, Scope: c.Scope, Posted: c.Posted, Hash: c.Hash, Lines: c.Sums.Slots}, nil
	})
}
