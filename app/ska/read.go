package ska

import (
	"context"
	"iter"
	"slices"
	"time"

	"lumbung/app/disclosure"
	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Sheet is what everybody may read of an SKA.
type Sheet struct {
	Centre    string    `json:"centre"` // code
	Name      string    `json:"name"`   // of the centre
	Region    string    `json:"region"`
	Known     bool      `json:"known"`  // whether the SKA has told anything yet
	Closed    bool      `json:"closed"` // the centre has no SKA any more; the page stays
	ChangedAt time.Time `json:"changed_at,omitzero"`
	Makes     []string  `json:"makes"` // as the register of the centres says

	Basics
	Rooms     []Room             `json:"rooms"`
	Equipment []Tool             `json:"equipment"`
	Capacity  []Line             `json:"capacity"`
	Trainees  []Trained          `json:"trainees"`
	Decrees   []Decree           `json:"decrees"`
	Photos    []innovation.Photo `json:"photos"`
}

// Cost is what modernising all equipment would cost, roughly, whole rupiah.
func (s Sheet) Cost() int64 { return costOf(s.Equipment) }

// Cover is the photo that stands for the SKA; ok is false when there is none.
func (s Sheet) Cover() (innovation.Photo, bool) { return cover(s.Photos) }

// Trained is an intake as everybody may know it, without groups of 1 to 4
// people. Where KindsWithheld is set the groups by kind are so small that none
// of them is told.
type Trained struct {
	Year          int                `json:"year"`
	Half          int                `json:"half"`
	Total         disclosure.Count   `json:"total"`
	Women         disclosure.Count   `json:"women"`
	Men           disclosure.Count   `json:"men"`
	KindsWithheld bool               `json:"kinds_withheld"`
	Kinds         []disclosure.Count `json:"kinds"` // in the order of KindCodes
}

// told is an intake as everybody may know it.
func (i Intake) told() Trained {
	t := Trained{Year: i.Year, Half: i.Half, Total: disclosure.Told(i.Total()), Women: disclosure.Few, Men: disclosure.Few}
	sexes := disclosure.Judge([][]int64{{i.Women}, {i.Men}}, nil)
	if sexes.Tells(0) {
		t.Women = disclosure.Count(i.Women)
	}
	if sexes.Tells(1) {
		t.Men = disclosure.Count(i.Men)
	}
	rows := make([][]int64, len(KindCodes()))
	for k, n := range i.Kinds() {
		rows[k] = []int64{n}
	}
	kinds := disclosure.Judge(rows, nil)
	t.KindsWithheld = !kinds.Totals || !kinds.Rows
	for k, n := range i.Kinds() {
		told := disclosure.Few
		if kinds.Tells(k) {
			told = disclosure.Count(n)
		}
		t.Kinds = append(t.Kinds, told)
	}
	return t
}

// sheetOf is what everybody may read of a centre's SKA.
func sheetOf(c network.Centre, p Profile, known bool) Sheet {
	s := Sheet{
		Centre: c.Code, Name: c.Name, Region: c.Region, Known: known, Closed: !c.SKA, ChangedAt: p.ChangedAt, Makes: c.Makes,
		Basics: p.Basics, Rooms: p.Rooms, Equipment: p.Equipment, Capacity: p.Capacity, Decrees: slices.Clone(p.Decrees), Photos: p.Photos,
	}
	slices.SortStableFunc(s.Decrees, func(a, b Decree) int { return b.Date.Compare(a.Date) })
	for _, i := range latestFirst(p.Trainees) {
		s.Trainees = append(s.Trainees, i.told())
	}
	return s
}

// latestFirst orders intakes by period.
func latestFirst(list []Intake) []Intake {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Intake) int { return (b.Year*3 + b.Half) - (a.Year*3 + a.Half) })
	return list
}

// One returns what everybody may read of the SKA of a centre. A centre that has
// none and never told of one is not found.
func (h *House) One(ctx context.Context, centre string) (Sheet, error) {
	return op.Read(ctx, h.d, policy.SKARead, func(v *op.View) (Sheet, error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return Sheet{}, err
		}
		if len(centre) > maxRef {
			return Sheet{}, fault.Missing("ska")
		}
		c, err := network.CentreByCode(v, centre)
		if err != nil {
			return Sheet{}, err
		}
		p, known, err := profileOf(v, c.Code)
		if err == nil && !known && !c.SKA {
			err = fault.Missing("ska")
		}
		return sheetOf(c, p, known), err
	})
}

// All returns what everybody may read of every SKA, in the order of the centres'
// codes. There are some dozens.
func (h *House) All(ctx context.Context) ([]Sheet, error) {
	return op.Read(ctx, h.d, policy.SKARead, func(v *op.View) (list []Sheet, err error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return nil, err
		}
		for c, err := range network.Each(v) {
			if err != nil {
				return nil, err
			}
			p, known, err := profileOf(v, c.Code)
			if err != nil {
				return nil, err
			}
			if c.SKA || known {
				list = append(list, sheetOf(c, p, known))
			}
		}
		return list, nil
	})
}

// Edit returns the profile of a centre as those who keep it see it, small groups
// and all; an empty one where nothing is told yet. To others it is not found. It
// fails with Conflict ska.none for a centre without an SKA.
func (h *House) Edit(ctx context.Context, centre string) (Profile, error) {
	return op.Read(ctx, h.d, policy.SKASee, func(v *op.View) (Profile, error) {
		c, err := network.CentreByCode(v, centre)
		if err != nil {
			return Profile{}, err
		}
		if err := v.Hide("ska", c.Code); err != nil {
			return Profile{}, err
		}
		p, known, err := profileOf(v, c.Code)
		if err == nil && !known {
			_, err = centreOf(v, c.Code)
			p.Centre = c.Code
		}
		p.Trainees = latestFirst(p.Trainees)
		return p, err
	})
}

// List asks for a part of a list.
type List struct {
	Centre string `json:"centre" validate:"max=120"`
	Cursor string `json:"cursor"`
	Limit  int    `json:"limit"` // records, up to storage.MaxPage; 0 means 50
}

// Offerings pages through what is offered to everybody, the newest first, at one
// centre or at all. Of all, those that are archived are left out, so a page can
// be shorter than asked for.
func (h *House) Offerings(ctx context.Context, in List) (storage.Page[Offering], error) {
	return op.Read(ctx, h.d, policy.SKARead, func(v *op.View) (storage.Page[Offering], error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return storage.Page[Offering]{}, err
		}
		ask := storage.Ask{Cursor: in.Cursor, Limit: in.Limit, Newest: true}
		if in.Centre != "" {
			return offerings.Page(v, storage.OfferingByCentre.Key().Text(in.Centre).Text(string(Published)), ask)
		}
		page, err := offerings.Page(v, storage.OfferingPublished.Key(), ask)
		page.Items = slices.DeleteFunc(page.Items, func(o Offering) bool { return o.State != Published })
		return page, err
	})
}

// Own pages through all offerings of a centre, drafts too, by state.
func (h *House) Own(ctx context.Context, in List) (storage.Page[Offering], error) {
	return op.Read(ctx, h.d, policy.SKASee, func(v *op.View) (storage.Page[Offering], error) {
		centre := in.Centre
		if centre == "" {
			centre = v.By.Centre
		}
		if err := v.Hide("ska", centre); err != nil {
			return storage.Page[Offering]{}, err
		}
		return offerings.Page(v, storage.OfferingByCentre.Key().Text(centre), storage.Ask{Cursor: in.Cursor, Limit: in.Limit, Newest: true})
	})
}

// Offering returns what a slug or an id names, if everybody may read it, or the
// actor keeps it or reads all.
func (h *House) Offering(ctx context.Context, ref string) (Offering, error) {
	by := op.ActorOf(ctx)
	return op.Read(ctx, h.d, policy.SKARead, func(v *op.View) (Offering, error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return Offering{}, err
		}
		o, err := FindOffering(v, ref)
		if err == nil && !o.Public() && !policy.May(by, policy.SKASee, o.Centre) {
			return Offering{}, fault.Missing("offering")
		}
		return o, err
	})
}

// History pages through the versions of a profile, the newest first. The centre
// is named by its code.
func (h *House) History(ctx context.Context, in List) (storage.Page[Version], error) {
	return op.Read(ctx, h.d, policy.SKASee, func(v *op.View) (storage.Page[Version], error) {
		if err := v.Hide("ska", in.Centre); err != nil {
			return storage.Page[Version]{}, err
		}
		p, known, err := profileOf(v, in.Centre)
		if err == nil && !known {
			err = fault.Missing("ska")
		}
		if err != nil {
			return storage.Page[Version]{}, err
		}
		return versions.Page(v, storage.SKAVersion.Key().ID(p.ID), storage.Ask{Cursor: in.Cursor, Limit: in.Limit, Newest: true})
	})
}

// OfferingHistory pages through the versions of an offering, the newest first.
func (h *House) OfferingHistory(ctx context.Context, ref string, in List) (storage.Page[Version], error) {
	return op.Read(ctx, h.d, policy.SKASee, func(v *op.View) (storage.Page[Version], error) {
		o, err := FindOffering(v, ref)
		if err != nil {
			return storage.Page[Version]{}, err
		}
		if err := v.Hide("offering", o.Centre); err != nil {
			return storage.Page[Version]{}, err
		}
		return versions.Page(v, storage.SKAVersion.Key().ID(o.ID), storage.Ask{Cursor: in.Cursor, Limit: in.Limit, Newest: true})
	})
}

// Offered yields what is or was public, in the order of publication, for lists
// of addresses that must go on to answer.
func Offered(r storage.Reader) iter.Seq2[Offering, error] {
	return offerings.All(r, storage.OfferingPublished.Key())
}

// SheetOf is the sheet of a profile of a centre with an SKA.
func SheetOf(name, region string, p Profile) Sheet {
	return sheetOf(network.Centre{Code: p.Centre, Name: name, Region: region, SKA: true}, p, true)
}
