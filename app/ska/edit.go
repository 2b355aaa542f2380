package ska

import (
	"context"
	"net/url"
	"regexp"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Description is the form of the basics. What it leaves empty becomes empty.
type Description struct {
	Centre  string `json:"centre" validate:"required,max=120"`
	Version int64  `json:"version" validate:"min=0"` // of the basics, that the form was opened with
	About   string `json:"about" validate:"max=2000"`
	Address string `json:"address" validate:"max=300"`
	Phone   string `json:"phone" validate:"max=30"`
	Email   string `json:"email" validate:"omitempty,max=120,email"`
	Hours   string `json:"hours" validate:"max=400"`
}

// RoomForm adds or changes a room.
type RoomForm struct {
	At
	Building string `json:"building" validate:"max=120"`
	Name     string `json:"name" validate:"required,max=120"`
	Area     int64  `json:"area" validate:"min=0,max=1000000"` // square metres; 0 is not known
	Purpose  string `json:"purpose" validate:"max=300"`
	Use      Use    `json:"use" validate:"required,oneof=in_use partly unused"`
}

// ToolForm adds or changes a piece of equipment.
type ToolForm struct {
	At
	Name      string    `json:"name" validate:"required,max=120"`
	Number    int64     `json:"number" validate:"min=1,max=100000"`
	Year      int       `json:"year" validate:"omitempty,min=1950,max=2100"`
	Condition Condition `json:"condition" validate:"required,oneof=good damaged broken"`
	Needs     string    `json:"needs" validate:"max=500"`
	Cost      int64     `json:"cost" validate:"min=0,max=1000000000000"`
}

// LineForm adds or changes what can be made in a month.
type LineForm struct {
	At
	Product  string `json:"product" validate:"required,max=120"`
	PerMonth int64  `json:"per_month" validate:"min=1,max=100000000"`
	Unit     string `json:"unit" validate:"required,max=30"`
	Note     string `json:"note" validate:"max=300"`
}

// IntakeForm adds or changes how many were trained.
type IntakeForm struct {
	At
	Year         int   `json:"year" validate:"min=2000,max=2100"`
	Half         int   `json:"half" validate:"min=0,max=2"`
	Women        int64 `json:"women" validate:"min=0,max=100000"`
	Men          int64 `json:"men" validate:"min=0,max=100000"`
	Physical     int64 `json:"fisik" validate:"min=0,max=100000"`
	Intellectual int64 `json:"intelektual" validate:"min=0,max=100000"`
	Mental       int64 `json:"mental" validate:"min=0,max=100000"`
	Visual       int64 `json:"netra" validate:"min=0,max=100000"`
	Hearing      int64 `json:"rungu" validate:"min=0,max=100000"`
	Speech       int64 `json:"wicara" validate:"min=0,max=100000"`
	Multiple     int64 `json:"ganda" validate:"min=0,max=100000"`
	Without      int64 `json:"tanpa" validate:"min=0,max=100000"`
}

// DecreeForm adds or changes a decree. File is a PDF; without one, that which is
// there stays.
type DecreeForm struct {
	At
	Kind   DecreeKind `json:"kind" validate:"required,oneof=minister_rule minister_decree director_decree budget_decree centre_decree agreement"`
	Number string     `json:"number" validate:"required,max=120"`
	Date   time.Time  `json:"date" validate:"required"`
	Title  string     `json:"title" validate:"required,max=300"`
	Link   string     `json:"link" validate:"max=500"`
	File   []byte     `json:"file"`
}

var (
	// telephone is what a number of an office may be written with.
	telephone = regexp.MustCompile(`^[0-9+()\-/. ]*$`)
	// private is a run of digits as long as a NIK.
	private = regexp.MustCompile(`\d{13,}`)
)

// Check finds what no tag can say.
func (in Description) Check() []fault.Field {
	return append(badPhone(in.Phone), noNIK("about", in.About, "address", in.Address, "hours", in.Hours)...)
}

// badPhone refuses what is no telephone number.
func badPhone(phone string) []fault.Field {
	if !telephone.MatchString(phone) {
		return []fault.Field{{Name: "phone", Key: "ska.phone"}}
	}
	return nil
}

// noNIK refuses numbers of persons in texts that everybody reads; pairs are
// names and texts.
func noNIK(pairs ...string) (bad []fault.Field) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if private.MatchString(pairs[i+1]) {
			bad = append(bad, fault.Field{Name: pairs[i], Key: "ska.no_nik"})
		}
	}
	return bad
}

// Check finds what no tag can say.
func (in RoomForm) Check() []fault.Field { return noNIK("name", in.Name, "purpose", in.Purpose) }

// Check finds what no tag can say.
func (in ToolForm) Check() []fault.Field {
	bad := noNIK("name", in.Name, "needs", in.Needs)
	if in.Cost > 0 && in.Needs == "" {
		bad = append(bad, fault.Field{Name: "needs", Key: "ska.cost_of_what"})
	}
	return bad
}

// Check finds what no tag can say.
func (in LineForm) Check() []fault.Field { return noNIK("product", in.Product, "note", in.Note) }

// Check makes sure that both ways of counting count the same people.
func (in IntakeForm) Check() []fault.Field {
	i := in.intake(Mark{})
	var kinds int64
	for _, n := range i.Kinds() {
		kinds += n
	}
	switch {
	case i.Total() == 0:
		return []fault.Field{{Name: "women", Key: "ska.nobody"}}
	case kinds != i.Total():
		return []fault.Field{{Name: "fisik", Key: "ska.kinds_sum", Args: fault.Args{"kinds": kinds, "total": i.Total()}}}
	}
	return nil
}

func (in IntakeForm) intake(m Mark) Intake {
	return Intake{
		Mark: m, Year: in.Year, Half: in.Half, Women: in.Women, Men: in.Men, Physical: in.Physical, Intellectual: in.Intellectual,
		Mental: in.Mental, Visual: in.Visual, Hearing: in.Hearing, Speech: in.Speech, Multiple: in.Multiple, Without: in.Without,
	}
}

// Check finds what no tag can say.
func (in DecreeForm) Check() []fault.Field {
	bad := noNIK("title", in.Title)
	if in.Link != "" {
		if u, err := url.Parse(in.Link); err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil {
			bad = append(bad, fault.Field{Name: "link", Key: "ska.link"})
		}
	}
	if len(in.File) > 0 && !isPDF(in.File) {
		bad = append(bad, fault.Field{Name: "file", Key: "ska.pdf"})
	}
	return bad
}

// open finds the profile of a centre for a command, or begins it.
func (h *House) open(tx *op.Tx, centre string) (Profile, error) {
	c, err := centreOf(tx, centre)
	if err != nil {
		return Profile{}, err
	}
	if err := tx.Allow(c.Code); err != nil {
		return Profile{}, err
	}
	p, ok, err := profileOf(tx, c.Code)
	if !ok {
		p = Profile{ID: tx.ID(), Centre: c.Code, AddedAt: tx.At}
	}
	tx.About("ska", p.ID, p.Centre)
	return p, err
}

// save stores a profile with what has changed in it. What changed nothing is
// saved without a version.
func (p *Profile) save(tx *op.Tx, v Version) error {
	p.Version++
	p.ChangedAt = tx.At
	v.Subject, v.Number = p.ID, p.Version
	if err := note(tx, v); err != nil {
		return err
	}
	return profiles.Put(tx, p)
}

// Describe changes the basics. It fails with Stale when somebody has changed
// them since the form was opened.
func (h *House) Describe(ctx context.Context, in Description) (Profile, error) {
	return op.Write(ctx, h.d, policy.SKAEdit, in, func(tx *op.Tx) (Profile, error) {
		p, err := h.open(tx, in.Centre)
		if err != nil {
			return p, err
		}
		was := p.Basics
		p.Basics = Basics{
			About: in.About, Address: in.Address, Phone: in.Phone, Email: in.Email, Hours: in.Hours, BasicsVersion: was.BasicsVersion + 1,
		}
		if in.Version != was.BasicsVersion {
			return p, against(stale(in.Version, was.BasicsVersion), was.BasicsVersion, p.Basics, was)
		}
		return p, p.save(tx, Version{Part: PartBasics, Changes: diff(was.fields(), p.Basics.fields())})
	})
}

// limits are how many items a part may have: the whole profile is one record.
func limits(part Part) int {
	switch part {
	case PartEquipment:
		return 200
	case PartPhotos:
		return maxPhotos
	default:
		return 60
	}
}

// set adds an item to a list of a profile or replaces one. first is the field to
// blame when the list is full.
func set[T item](tx *op.Tx, p *Profile, part Part, list *[]T, at At, first string, make func(Mark) T) error {
	v := Version{Part: part}
	if at.Item == "" {
		if len(*list) == limits(part) {
			return fault.InField(first, "ska.too_many", fault.Args{"max": limits(part)})
		}
		x := make(Mark{ID: tx.ID(), Version: 1})
		*list = append(*list, x)
		v.Name, v.Changes = x.label(), diff(nil, x.fields())
		return p.save(tx, v)
	}
	i, err := find(*list, at.Item)
	if err != nil {
		return err
	}
	was := (*list)[i]
	x := make(Mark{ID: was.mark().ID, Version: was.mark().Version + 1})
	if m := was.mark(); at.Version != m.Version {
		return against(stale(at.Version, m.Version), m.Version, x, was)
	}
	*list = slices.Clone(*list)
	(*list)[i] = x
	v.Name, v.Changes = x.label(), diff(was.fields(), x.fields())
	return p.save(tx, v)
}

// SetRoom adds or changes a room.
func (h *House) SetRoom(ctx context.Context, in RoomForm) (Profile, error) {
	return edit(ctx, h, in, in.Centre, func(tx *op.Tx, p *Profile) error {
		return set(tx, p, PartRooms, &p.Rooms, in.At, "name", func(m Mark) Room {
			return Room{Mark: m, Building: in.Building, Name: in.Name, Area: in.Area, Purpose: in.Purpose, Use: in.Use}
		})
	})
}

// SetTool adds or changes a piece of equipment.
func (h *House) SetTool(ctx context.Context, in ToolForm) (Profile, error) {
	return edit(ctx, h, in, in.Centre, func(tx *op.Tx, p *Profile) error {
		if in.Year > tx.At.In(wib).Year() {
			return fault.InField("year", "ska.future", nil)
		}
		return set(tx, p, PartEquipment, &p.Equipment, in.At, "name", func(m Mark) Tool {
			return Tool{Mark: m, Name: in.Name, Number: in.Number, Year: in.Year, Condition: in.Condition, Needs: in.Needs, Cost: in.Cost}
		})
	})
}

// SetLine adds or changes what can be made in a month.
func (h *House) SetLine(ctx context.Context, in LineForm) (Profile, error) {
	return edit(ctx, h, in, in.Centre, func(tx *op.Tx, p *Profile) error {
		return set(tx, p, PartCapacity, &p.Capacity, in.At, "product", func(m Mark) Line {
			return Line{Mark: m, Product: in.Product, PerMonth: in.PerMonth, Unit: in.Unit, Note: in.Note}
		})
	})
}

// SetIntake adds or changes how many were trained. A period stands once.
func (h *House) SetIntake(ctx context.Context, in IntakeForm) (Profile, error) {
	return edit(ctx, h, in, in.Centre, func(tx *op.Tx, p *Profile) error {
		if in.Year > tx.At.In(wib).Year() {
			return fault.InField("year", "ska.future", nil)
		}
		for _, x := range p.Trainees {
			if x.Year == in.Year && x.ID.String() != in.Item && (x.Half == in.Half || x.Half == 0 || in.Half == 0) {
				return fault.InField("year", "ska.period_taken", fault.Args{"period": x.label()})
			}
		}
		return set(tx, p, PartTrainees, &p.Trainees, in.At, "year", in.intake)
	})
}

// SetDecree adds or changes a decree.
func (h *House) SetDecree(ctx context.Context, in DecreeForm) (Profile, error) {
	file, err := h.keepPDF(ctx, in.File)
	if err != nil {
		return Profile{}, err
	}
	return edit(ctx, h, in, in.Centre, func(tx *op.Tx, p *Profile) error {
		if in.Date.After(tx.At) {
			return fault.InField("date", "ska.future", nil)
		}
		if i, err := find(p.Decrees, in.Item); file == "" && err == nil {
			file = p.Decrees[i].File
		}
		return set(tx, p, PartDecrees, &p.Decrees, in.At, "number", func(m Mark) Decree {
			return Decree{Mark: m, Kind: in.Kind, Number: in.Number, Date: in.Date.UTC(), Title: in.Title, Link: in.Link, File: file}
		})
	})
}

// edit does one command on the profile of a centre.
func edit(ctx context.Context, h *House, in any, centre string, do func(*op.Tx, *Profile) error) (Profile, error) {
	return op.Write(ctx, h.d, policy.SKAEdit, in, func(tx *op.Tx) (Profile, error) {
		p, err := h.open(tx, centre)
		if err != nil {
			return p, err
		}
		return p, do(tx, &p)
	})
}

// Remove takes an item out of a profile. Its versions stay.
func (h *House) Remove(ctx context.Context, in Removal) (Profile, error) {
	return edit(ctx, h, in, in.Centre, func(tx *op.Tx, p *Profile) error {
		switch in.Part {
		case PartRooms:
			return remove(tx, p, in, &p.Rooms)
		case PartEquipment:
			return remove(tx, p, in, &p.Equipment)
		case PartCapacity:
			return remove(tx, p, in, &p.Capacity)
		case PartTrainees:
			return remove(tx, p, in, &p.Trainees)
		default:
			return remove(tx, p, in, &p.Decrees)
		}
	})
}

func remove[T item](tx *op.Tx, p *Profile, in Removal, list *[]T) error {
	i, err := find(*list, in.Item)
	if err != nil {
		return err
	}
	was := (*list)[i]
	if m := was.mark(); in.Version != m.Version {
		return against(stale(in.Version, m.Version), m.Version, was, was)
	}
	*list = slices.Delete(slices.Clone(*list), i, i+1)
	return p.save(tx, Version{Part: in.Part, Name: was.label(), Removed: true, Changes: diff(was.fields(), nil)})
}
