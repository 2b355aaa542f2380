package stock

import (
	"context"
	"slices"
	"strconv"

	"lumbung/app/disclosure"
	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// SmallGroup is the size below which a group of people is not told to the
// public: who lives nearby could guess who they are.
const SmallGroup = 5

// Told is a number as everybody may know it.
type Told int64

// Few is a number that is not told: it is from 1 to 4, or it would give such a
// one away.
const Few Told = -1

// Hidden tells whether the number is not told.
func (n Told) Hidden() bool { return n == Few }

// MarshalJSON writes the number, and null for a hidden one.
func (n Told) MarshalJSON() ([]byte, error) {
	if n.Hidden() {
		return []byte("null"), nil
	}
	return strconv.AppendInt(nil, int64(n), 10), nil
}

func (n Told) small() bool { return n > 0 && n < SmallGroup }

// DonorPage is what a fund has become, as everybody may know it: without a name,
// without a place where goods lie, and without a group of fewer than five
// people.
type DonorPage struct {
	Code     string   `json:"code"`
	Name     string   `json:"name"`
	Kind     FundKind `json:"kind"`
	Year     int      `json:"year,omitempty"`
	Activity string   `json:"activity,omitempty"`
	Donor    string   `json:"donor,omitempty"`

	Received  int64           `json:"received"`
	InStock   Told            `json:"in_stock"` // ready, or being made so
	Reserved  Told            `json:"reserved"` // waits for its person
	InUse     Told            `json:"in_use"`   // with a person, or used up by them
	Away      Told            `json:"away"`     // in repair or on its way
	Gone      Told            `json:"gone"`     // lost or scrapped
	Reissued  Told            `json:"reissued"` // given on to another person
	Models    []DonorModel    `json:"models"`
	Provinces []DonorProvince `json:"provinces"` // where people have them
	Months    []DonorMonth    `json:"months"`
}

// DonorModel is one kind of device of a fund.
type DonorModel struct {
	Slug     string `json:"slug"`
	Name     string `json:"name"`
	Received int64  `json:"received"`
	InUse    Told   `json:"in_use"`
}

// DonorProvince is how many people of a province have something of the fund.
type DonorProvince struct {
	Province string `json:"province"` // two digits; empty where it is not known
	InUse    Told   `json:"in_use"`
}

// DonorMonth is one month of a fund.
type DonorMonth struct {
	Month    string `json:"month"` // 2026-03
	Received int64  `json:"received"`
	Handed   Told   `json:"handed_over"`
}

// DonorPage answers where the goods of a public fund are, to everybody who asks.
// A fund that is not public is not found.
func (s *Stock) DonorPage(ctx context.Context, code string) (DonorPage, error) {
	now := s.d.Now()
	return op.Read(ctx, s.d, policy.FundSee, func(v *op.View) (DonorPage, error) {
		if err := v.Allow(""); err != nil {
			return DonorPage{}, err
		}
		f, err := FindFund(v, code)
		if err == nil && !f.Public {
			err = fault.Missing("fund")
		}
		if err != nil {
			return DonorPage{}, err
		}
		t, err := traceOf(v, f.Code, now)
		return t.forPublic(), err
	})
}

// forPublic tells of a trace what nobody can be known by.
func (t FundTrace) forPublic() DonorPage {
	f, sum := t.Fund, t.Total
	p := DonorPage{
		Code: f.Code, Name: f.Name, Kind: f.Kind, Year: f.Year, Activity: f.Activity, Donor: f.Donor,
		Received: sum.Received + sum.Found, InStock: Told(sum.Ready + sum.Held), Reserved: Told(sum.Reserved),
		Models: []DonorModel{}, Provinces: []DonorProvince{}, Months: []DonorMonth{},
		InUse: Told(sum.InUse + sum.Used), Away: Told(sum.Away), Gone: Told(sum.Gone), Reissued: Told(sum.Reissued),
	}
	for _, m := range t.Models {
		name := t.Names[m.Model]
		p.Models = append(p.Models, DonorModel{name.Slug, name.Name, m.Received + m.Found, Told(m.InUse + m.Used)})
	}
	for _, x := range t.Provinces {
		if n := x.InUse + x.Used; n > 0 {
			p.Provinces = append(p.Provinces, DonorProvince{x.Province, Told(n)})
		}
	}
	for _, m := range t.Months {
		p.Months = append(p.Months, DonorMonth{m.Month.In(wib).Format("2006-01"), m.Received, Told(m.Handed)})
	}
	p.hide()
	return p
}

// hide takes small groups out of sight, and with each what would give it away.
// The numbers by state add up to what was received, those by model and by
// province to what is in use, so more of a list is hidden until nothing can be
// computed from its sum (docs/adr/0025).
func (p *DonorPage) hide() {
	people := []*Told{&p.InUse, &p.Reserved}
	if hideSmall(people) == 1 {
		hideNext([]*Told{&p.InUse, &p.Reserved, &p.InStock, &p.Away, &p.Gone})
	}
	if p.Reissued.small() {
		p.Reissued = Few
	}
	hideList(told(p.Models, func(m *DonorModel) *Told { return &m.InUse }), p.InUse.Hidden())
	hideList(told(p.Provinces, func(x *DonorProvince) *Told { return &x.InUse }), p.InUse.Hidden())
	hideList(told(p.Months, func(m *DonorMonth) *Told { return &m.Handed }), p.InUse.Hidden())
}

// told picks a column out of rows.
func told[T any](rows []T, column func(*T) *Told) []*Told {
	list := make([]*Told, len(rows))
	for i := range rows {
		list[i] = column(&rows[i])
	}
	return list
}

// hideList hides the small numbers of a list that has a known sum; all numbers
// above zero when the sum itself is hidden.
func hideList(list []*Told, all bool) {
	if all {
		for _, n := range list {
			if *n != 0 {
				*n = Few
			}
		}
		return
	}
	rows := make([][]int64, len(list))
	for i, n := range list {
		rows[i] = []int64{int64(*n)}
	}
	v := disclosure.Judge(rows, nil)
	for i, n := range list {
		if !v.Tells(i) {
			*n = Few
		}
	}
}

// hideSmall hides the numbers from 1 to 4 and tells how many there were.
func hideSmall(list []*Told) (hidden int) {
	for _, n := range list {
		if n.small() {
			*n = Few
			hidden++
		}
	}
	return hidden
}

// hideNext hides the smallest number that is told, one of nobody only if there
// is no other.
func hideNext(list []*Told) {
	open := slices.DeleteFunc(slices.Clone(list), func(n *Told) bool { return n.Hidden() })
	if len(open) == 0 {
		return
	}
	*slices.MinFunc(open, func(a, b *Told) int {
		switch {
		case (*a == 0) != (*b == 0) && *a == 0:
			return 1
		case (*a == 0) != (*b == 0):
			return -1
		}
		return int(*a - *b)
	}) = Few
}
