package innovation

import (
	"context"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Edition is a version that was public, or is.
type Edition struct {
	Version int64     `cbor:"1,keyasint" json:"version"`
	At      time.Time `cbor:"2,keyasint" json:"at"`
}

// editions are the versions that everybody may read. Of a record that was
// published before they were noted it is the last one.
func (i *Innovation) editions() []Edition {
	if len(i.Editions) == 0 && i.PublishedVersion > 0 {
		return []Edition{{Version: i.PublishedVersion, At: i.RenewedAt}}
	}
	return i.Editions
}

// Old is one version of a record as a reader may see it.
type Old struct {
	ID     op.ID  `json:"id"`
	Code   string `json:"code"`
	Slug   string `json:"slug"`
	Centre string `json:"centre"`

	Version   int64     `json:"version"`
	At        time.Time `json:"at"`
	State     State     `json:"state"`
	Published bool      `json:"published"` // it was public, or is
	Latest    bool      `json:"latest"`    // it is what is public now
	Content   Content   `json:"content"`
}

// At returns one version: to those who may see the record any, to everybody else
// those that were published. Others are not found.
func (n *Innovations) At(ctx context.Context, ref string, version int64) (Old, error) {
	return op.Read(ctx, n.d, policy.InnovationRead, func(v *op.View) (Old, error) {
		rec, err := Find(v, ref)
		if err != nil {
			return Old{}, err
		}
		if err := v.Hide("innovation", rec.Centre); err != nil {
			return Old{}, err
		}
		old := Old{ID: rec.ID, Code: rec.Code, Slug: rec.Slug, Centre: rec.Centre, Version: version, Latest: version == rec.PublishedVersion}
		for _, e := range rec.editions() {
			old.Published = old.Published || e.Version == version
		}
		inside := policy.May(v.By, policy.InnovationSee, rec.Centre)
		kept, ok, err := versions.Get(v, versions.ID(&Version{Innovation: rec.ID, Number: version}))
		switch {
		case err != nil:
			return Old{}, err
		case !ok || version <= 0 || !inside && !old.Published:
			return Old{}, fault.Missing("version")
		}
		old.At, old.State, old.Content = kept.At, kept.State, kept.Content
		if !inside {
			old.Content = old.Content.shown()
			old.Content.Blueprint = old.Content.Blueprint.Shown(n.d.Now())
		}
		return old, nil
	})
}

// Text is an answer as it is compared: codes of choices, days as 2026-01-31,
// each piece of a list on a line; "" for a field that does not exist.
func Text(c Content, name string) string {
	for _, f := range contentFields() {
		if f.name == name {
			return f.text(&c)
		}
	}
	return ""
}

// Duties are the records that wait for their own centre.
type Duties struct {
	Returned []Innovation // to be improved, with a day
	Approved []Innovation // wait for the day of their embargo, or to be released
	Outdated []Innovation // were not read again for a year
}

// Empty tells whether nothing waits.
func (d *Duties) Empty() bool { return len(d.Returned)+len(d.Approved)+len(d.Outdated) == 0 }

// How many records of a kind a list of duties shows, and looks through.
const mostDuties, mostLooked = 20, 400

// Duties lists what waits for the actor's centre, the longest waiting first. It
// reads lists, which nothing rests on; what is outdated is worked out from days,
// so that no job in the night can be missed.
func (n *Innovations) Duties(ctx context.Context) (Duties, error) {
	return op.Read(ctx, n.d, policy.InnovationSee, func(v *op.View) (d Duties, err error) {
		if err := v.Allow(v.By.Centre); err != nil || v.By.Centre == "" {
			return d, err
		}
		if d.Returned, err = waiting(v, Returned); err != nil {
			return d, err
		}
		if d.Approved, err = waiting(v, Approved); err != nil {
			return d, err
		}
		d.Outdated, err = outdatedOf(v, n.d.Now())
		return d, err
	})
}
