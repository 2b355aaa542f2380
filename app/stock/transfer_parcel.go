package stock

import (
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// add counts pieces of a parcel as having met an outcome.
func (p *Parcel) add(o Outcome, n int64) {
	switch o {
	case ArrivedGood:
		p.Good += n
	case ArrivedDamaged:
		p.Damaged += n
	case ArrivedNot:
		p.Lost += n
	case SentBack:
		p.Back += n
	}
}

// parcelOf finds the unit of the transfer that a text names; a code comes before
// a serial number, and what is written on the transfer before what has to be
// looked up. It is nil when the transfer has no such unit.
func (t *Transfer) parcelOf(r storage.Reader, text string, now time.Time) (line int, found *Parcel, err error) {
	line, found = t.parcel(func(p Parcel) bool { return p.Code == ReadCode(text) })
	if found == nil {
		line, found = t.parcel(func(p Parcel) bool { return p.named(text) })
	}
	if found != nil {
		return line, found, nil
	}
	u, err := heardUnit(r, text, nil, now)
	if err != nil {
		return 0, nil, missingIsNone(err)
	}
	line, found = t.parcel(func(p Parcel) bool { return p.Unit == u.ID })
	return line, found, nil
}

// parcel finds the first unit of the transfer that is so.
func (t *Transfer) parcel(so func(Parcel) bool) (line int, found *Parcel) {
	for i := range t.Lines {
		for j := range t.Lines[i].Parcels {
			if p := &t.Lines[i].Parcels[j]; !p.Unit.IsZero() && so(*p) {
				return i, p
			}
		}
	}
	return 0, nil
}

// missingIsNone takes it for no error that something was not found.
func missingIsNone(err error) error {
	if fault.CodeOf(err) == fault.NotFound {
		return nil
	}
	return err
}

// modelIDs lists the models of the lines.
func (t Transfer) modelIDs() (list []op.ID) {
	for _, l := range t.Lines {
		list = append(list, l.Model)
	}
	return list
}
