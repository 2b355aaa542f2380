package ska

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// TermsForm is the form of an offering. What it leaves empty becomes empty.
type TermsForm struct {
	Offering  string `json:"offering" validate:"max=200"` // slug or id; empty begins a draft
	Centre    string `json:"centre" validate:"max=120"`   // of a new one; empty: the actor's
	Version   int64  `json:"version" validate:"min=0"`    // that the form was opened with; 0 for a new one
	Title     string `json:"title" validate:"required,min=3,max=120"`
	Kind      Kind   `json:"kind" validate:"required,oneof=product service"`
	Line      string `json:"line" validate:"required,oneof=cafe catering bakery batik screen_printing sewing wood handicraft shop plants farm laundry car_wash motor welding electronics salon massage music other"`
	Text      string `json:"text" validate:"max=2000"`
	Place     string `json:"place" validate:"max=300"`
	PriceFrom int64  `json:"price_from" validate:"min=0,max=1000000000000"`
	PriceTo   int64  `json:"price_to" validate:"min=0,max=1000000000000"`
	Per       string `json:"per" validate:"max=40"`
	Hours     string `json:"hours" validate:"max=400"`
	Order     string `json:"order" validate:"max=500"`
	Phone     string `json:"phone" validate:"max=30"`
	MadeBy    string `json:"made_by" validate:"max=300"`
	Available bool   `json:"available"`
}

// Check finds what no tag can say.
func (in TermsForm) Check() []fault.Field {
	bad := append(badPhone(in.Phone), noNIK("title", in.Title, "text", in.Text, "place", in.Place, "hours", in.Hours, "order", in.Order, "made_by", in.MadeBy)...)
	switch {
	case in.PriceTo > 0 && in.PriceFrom == 0:
		bad = append(bad, fault.Field{Name: "price_from", Key: "ska.price_from"})
	case in.PriceTo > 0 && in.PriceTo < in.PriceFrom:
		bad = append(bad, fault.Field{Name: "price_to", Key: "ska.price_order"})
	}
	return bad
}

func (in TermsForm) terms() Terms {
	return Terms{
		Title: in.Title, Kind: in.Kind, Line: in.Line, Text: in.Text, Place: in.Place, PriceFrom: in.PriceFrom, PriceTo: in.PriceTo,
		Per: in.Per, Hours: in.Hours, Order: in.Order, Phone: in.Phone, MadeBy: in.MadeBy, Available: in.Available,
	}
}

// Offer begins an offering as a draft, or changes one. What is published must
// stay complete. It fails with Stale when somebody has changed it since the form
// was opened.
func (h *House) Offer(ctx context.Context, in TermsForm) (Offering, error) {
	return op.Write(ctx, h.d, policy.OfferingDraft, in, func(tx *op.Tx) (Offering, error) {
		if in.Offering == "" {
			return begin(tx, in)
		}
		return h.changed(tx, in.Offering, in.Version, func(o *Offering) error {
			o.Terms = in.terms()
			return nil
		})
	})
}

func begin(tx *op.Tx, in TermsForm) (Offering, error) {
	centre := in.Centre
	if centre == "" {
		centre = tx.By.Centre
	}
	c, err := centreOf(tx, centre)
	if err != nil {
		return Offering{}, err
	}
	o := Offering{ID: tx.ID(), Centre: c.Code, State: Draft, AddedAt: tx.At, Terms: in.terms()}
	if err := tx.Allow(o.Centre); err != nil {
		return o, err
	}
	if o.Slug, err = newSlug(tx, in.Title, o.Centre); err != nil {
		return o, err
	}
	return o, o.save(tx, diff(nil, o.Terms.fields()))
}

// save stores an offering with what has changed in it.
func (o *Offering) save(tx *op.Tx, changes []Change) error {
	o.Version++
	o.ChangedAt = tx.At
	tx.About("offering", o.ID, o.Slug)
	if err := note(tx, Version{Subject: o.ID, Number: o.Version, Name: o.Title, Changes: changes}); err != nil {
		return err
	}
	return offerings.Put(tx, o)
}

// changed does one change to an offering at the version that was looked at; 0
// does not ask.
func (h *House) changed(tx *op.Tx, ref string, version int64, do func(*Offering) error) (Offering, error) {
	o, err := FindOffering(tx, ref)
	if err != nil {
		return o, err
	}
	if err := tx.Allow(o.Centre); err != nil {
		if !o.Public() && fault.CodeOf(err) == fault.Denied {
			return o, fault.Missing("offering")
		}
		return o, err
	}
	standing, was := o, o.fields()
	if version != 0 && version != o.Version {
		err := stale(version, o.Version)
		if do(&o) == nil {
			err = against(err, standing.Version, o.Terms, standing.Terms)
		}
		return o, err
	}
	if err := do(&o); err != nil {
		return o, err
	}
	if o.State == Published {
		if err := o.pass(); err != nil {
			return o, err
		}
	}
	return o, o.save(tx, diff(was, o.fields()))
}

// fields are all that can change, the state among them.
func (o *Offering) fields() []field {
	return slices.Concat([]field{{"state", string(o.State)}, {"reason", o.ArchiveReason}}, o.Terms.fields(), photoFields(o.Photos))
}

// newSlug is the title as a part of an address. One that is taken gets the
// centre, and then a number.
func newSlug(tx *op.Tx, title, centre string) (string, error) {
	slug := innovation.TitleSlug(title)
	for _, try := range []string{slug, strings.TrimPrefix(slug+"-"+centre, "-")} {
		_, taken, err := tx.Get(slugKey(try))
		if err != nil {
			return "", err
		}
		if !taken && try != "" && try != "baru" {
			return try, nil
		}
	}
	n, err := tx.Count(centre, "offering", tx.At.In(wib).Year())
	return strings.TrimPrefix(fmt.Sprintf("%s-%s-%d-%d", slug, centre, tx.At.In(wib).Year(), n), "-"), err
}

// Step is a step in the life of an offering.
type Step struct {
	Offering string `json:"offering" validate:"required,max=200"` // slug or id
	Version  int64  `json:"version" validate:"min=0"`             // that was looked at; 0 does not ask
}

// Closing takes an offering out of the catalogue.
type Closing struct {
	Step
	Reason string `json:"reason" validate:"required,max=300"`
}

// Check finds what no tag can say.
func (in Closing) Check() []fault.Field { return noNIK("reason", in.Reason) }

// Publish shows an offering to everybody, or shows an archived one again. It
// fails with Invalid, naming what is missing.
func (h *House) Publish(ctx context.Context, in Step) (Offering, error) {
	return op.Write(ctx, h.d, policy.OfferingPublish, in, func(tx *op.Tx) (Offering, error) {
		return h.changed(tx, in.Offering, in.Version, func(o *Offering) error {
			if o.State == Published {
				return fault.New(fault.Conflict, "ska.published_already", nil)
			}
			o.State, o.ArchiveReason = Published, ""
			if o.PublishedAt.IsZero() {
				o.PublishedAt = tx.At
			}
			return nil
		})
	})
}

// Archive takes an offering out of the catalogue. A page that was public stays,
// marked with the reason.
func (h *House) Archive(ctx context.Context, in Closing) (Offering, error) {
	return op.Write(ctx, h.d, policy.OfferingPublish, in, func(tx *op.Tx) (Offering, error) {
		return h.changed(tx, in.Offering, in.Version, func(o *Offering) error {
			if o.State == Archived {
				return fault.New(fault.Conflict, "ska.archived_already", nil)
			}
			o.State, o.ArchivedAt, o.ArchiveReason, o.Available = Archived, tx.At, in.Reason, false
			return nil
		})
	})
}

// Availability says whether an offering is to be had now.
type Availability struct {
	Offering  string `json:"offering" validate:"required,max=200"` // slug or id
	Available bool   `json:"available"`
}

// SetAvailable says whether an offering is to be had now. It overwrites whatever
// was said before.
func (h *House) SetAvailable(ctx context.Context, in Availability) (Offering, error) {
	return op.Write(ctx, h.d, policy.OfferingDraft, in, func(tx *op.Tx) (Offering, error) {
		return h.changed(tx, in.Offering, 0, func(o *Offering) error {
			if o.State == Archived {
				return fault.New(fault.Conflict, "ska.archived_already", nil)
			}
			o.Available = in.Available
			return nil
		})
	})
}

// NewOfferingPhoto is one more photo of an offering.
type NewOfferingPhoto struct {
	Offering string `json:"offering" validate:"required,max=200"`
	Photo    []byte `json:"photo" validate:"required,min=1"` // a file: JPEG, PNG, WebP or GIF
	Alt      string `json:"alt" validate:"required,max=300"`
}

// OfferingPhotoChange says what becomes of a photo of an offering.
type OfferingPhotoChange struct {
	Offering string `json:"offering" validate:"required,max=200"`
	Hash     string `json:"hash" validate:"required,len=32,hexadecimal,lowercase"`
	Alt      string `json:"alt" validate:"required,max=300"`
	Cover    bool   `json:"cover"`
	Remove   bool   `json:"remove"`
}

// Check finds what no tag can say.
func (in NewOfferingPhoto) Check() []fault.Field { return noNIK("alt", in.Alt) }

// Check finds what no tag can say.
func (in OfferingPhotoChange) Check() []fault.Field { return noNIK("alt", in.Alt) }

// AddOfferingPhoto adds a photo to an offering.
func (h *House) AddOfferingPhoto(ctx context.Context, in NewOfferingPhoto) (Offering, error) {
	pic, err := h.pictures.Expose(ctx, policy.OfferingDraft, "photo", in.Photo)
	if err != nil {
		return Offering{}, err
	}
	return op.Write(ctx, h.d, policy.OfferingDraft, in, func(tx *op.Tx) (Offering, error) {
		return h.changed(tx, in.Offering, 0, func(o *Offering) (err error) {
			o.Photos, err = withPhoto(tx, o.Photos, pic, in.Alt)
			return err
		})
	})
}

// ChangeOfferingPhoto changes the words of a photo, its place, or takes it off.
func (h *House) ChangeOfferingPhoto(ctx context.Context, in OfferingPhotoChange) (Offering, error) {
	change := PhotoChange{Hash: in.Hash, Alt: in.Alt, Cover: in.Cover, Remove: in.Remove}
	return op.Write(ctx, h.d, policy.OfferingDraft, in, func(tx *op.Tx) (Offering, error) {
		return h.changed(tx, in.Offering, 0, func(o *Offering) (err error) {
			o.Photos, err = change.onto(o.Photos)
			return err
		})
	})
}
