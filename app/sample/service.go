package sample

import (
	"context"
	"fmt"
	"slices"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/outcome"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

// served is somebody in the play as they are known to the store.
type served struct {
	person
	no   int // in the cast
	name string
	rec  beneficiary.Person
}

// serve plays what people ask for, what they get and what comes of it.
func (p *play) serve() {
	for i, q := range cast() {
		s := &served{person: q, no: i, name: nameOf(i)}
		first := 0
		for _, a := range q.asks {
			first = max(first, a.filed)
		}
		t := p.thread()
		t.on(first+2, s.name, func(ctx context.Context) (err error) {
			s.rec, err = p.app.People.Register(p.as(ctx, policy.SocialWorker, s.centre), q.details(i, p.end, p.clock.Now()))
			return err
		})
		for _, group := range together(q.asks) {
			p.request(t, s, group)
		}
		for _, x := range q.sent {
			p.refer(s, x)
		}
	}
}

// together puts the requests that are handed over on one day side by side.
func together(asks []ask) (groups [][]ask) {
	for _, a := range asks {
		at := slices.IndexFunc(groups, func(g []ask) bool { return a.given > 0 && g[0].given == a.given })
		if at < 0 {
			groups = append(groups, []ask{a})
			continue
		}
		groups[at] = append(groups[at], a)
	}
	return groups
}

// request plays requests that end together.
func (p *play) request(of *thread, s *served, group []ask) {
	t := &thread{p: p, last: of.last}
	var codes []string
	for i, a := range group {
		var filed allocation.Request
		t.on(a.filed, s.name, func(ctx context.Context) (err error) {
			filed, err = p.app.Allocations.File(p.as(ctx, policy.SocialWorker, s.centre), s.need(p.models[a.model], i+a.filed))
			return err
		})
		if a.closed > 0 {
			t.on(a.closed, s.name, func(ctx context.Context) error {
				_, err := p.app.Allocations.Close(p.as(ctx, policy.SocialWorker, s.centre), allocation.Closing{Request: filed.Number, Reason: a.why})
				return err
			})
		}
		if day := max(a.reserved, a.given); day > 0 {
			early := min(2, a.filed-day) // it lies ready for some days
			t.on(day+early, s.name, func(ctx context.Context) error {
				rec, err := p.reserve(ctx, s, a, filed.Number)
				codes = append(codes, rec.UnitCode)
				return err
			})
		}
		if a.dropped != "" {
			t.on(a.reserved-6, s.name, func(ctx context.Context) error {
				_, err := p.app.Allocations.Cancel(p.as(ctx, policy.Warehouse, s.centre), allocation.Cancellation{Allocation: codes[0], Reason: a.dropped})
				return err
			})
		}
	}
	if group[0].given > 0 {
		p.handOver(t, s, group, &codes)
	}
}

// need says why somebody needs a device, with points that differ.
func (s *served) need(m stock.Model, n int) allocation.NewRequest {
	in := allocation.NewRequest{
		Beneficiary: s.rec.Ref, Model: m.Slug, Reason: "Contoh: membutuhkan " + m.Name + " untuk kegiatan sehari-hari.",
		Risk: n % 4, Function: 1 + n%3, Frequency: n % 4, Change: n % 3,
	}
	if len(m.Fit) > 0 {
		in.Fit = string(m.Fit[0])
	}
	if n%23 == 2 {
		in.Emergency, in.EmergencyReason = true, "Contoh: alat lama patah dan tidak dapat diperbaiki"
	}
	return in
}

func (p *play) reserve(ctx context.Context, s *served, a ask, request string) (allocation.Allocation, error) {
	ready, err := p.ready(ctx, a.model, s.centre)
	if err != nil {
		return allocation.Allocation{}, err
	}
	return p.app.Allocations.Reserve(p.as(ctx, policy.Warehouse, s.centre), allocation.Choice{Request: request, Unit: ready[0].Code})
}

// handOver plays the hand-over and what people say later of each device.
func (p *play) handOver(t *thread, s *served, group []ask, codes *[]string) {
	var given allocation.Handover
	t.on(group[0].given, s.name, func(ctx context.Context) (err error) {
		given, err = p.app.Allocations.HandOver(p.as(ctx, policy.SocialWorker, s.centre), s.delivery(*codes))
		return err
	})
	for i, a := range group {
		p.follow(s, t.last, a.asked, func() allocation.Line { return given.Lines[i] })
	}
}

// delivery says who receives: a guardian for those who have one, some by
// thumbprint, most themselves.
func (s *served) delivery(codes []string) allocation.Delivery {
	in := allocation.Delivery{
		Allocations: codes, IdentityChecked: true, Receiver: allocation.ToSelf, Place: "Aula Sentra (contoh)",
		Basis: []string{"Keputusan Contoh Nomor 12/CONTOH/2021 tentang Bantuan Atensi"},
	}
	switch {
	case s.rec.Guarded:
		in.Receiver, in.ProxyName, in.ProxyRelation = allocation.ToProxy, "Contoh Wali", "Ibu"
	case s.no%5 == 1:
		in.Receiver, in.Witness = allocation.ToThumbprint, "Contoh Saksi"
	}
	return in
}

// follow plays the follow-ups of a device, some days after each is due. A dash
// is one that nobody asked.
func (p *play) follow(s *served, given time.Time, asked string, of func() allocation.Line) {
	t := &thread{p: p, last: given}
	for i, letter := range asked {
		visit, known := answers()[letter]
		if !known {
			continue
		}
		month := outcome.Months()[i]
		t.at(given.AddDate(0, month, 2+(s.no+i)%4), s.name, func(ctx context.Context) error {
			return p.record(ctx, s, visit, of(), month)
		})
		if visit.Use == outcome.Returned || visit.Use == outcome.Deceased {
			p.comesBack(t, s, visit.Use, of)
		}
	}
}

// record answers the follow-up of a device at a month.
func (p *play) record(ctx context.Context, s *served, visit outcome.Visit, line allocation.Line, month int) error {
	err := p.read(ctx, func(r storage.Reader) error {
		for f, err := range outcome.DueAt(r, s.centre) {
			if err != nil {
				return err
			}
			if f.Person == s.rec.ID && f.UnitCode == line.UnitCode && f.Month == month {
				visit.FollowUp = f.ID.String()
			}
		}
		return nil
	})
	if err == nil && visit.FollowUp == "" {
		err = missing("no follow-up after %d months for %s", month, line.UnitCode)
	}
	if err != nil {
		return err
	}
	_, err = p.app.Outcomes.Record(p.as(ctx, policy.SocialWorker, s.centre), visit)
	return err
}

// comesBack plays the return of a device: every second one by the form of
// returns, and worked up; the others by a receipt, and waiting to be cleaned.
func (p *play) comesBack(t *thread, s *served, use outcome.Use, of func() allocation.Line) {
	next := t.last.AddDate(0, 0, 1)
	if s.no%2 == 1 {
		t.at(next, s.name, func(ctx context.Context) error { return p.comeBack(ctx, s, of()) })
		return
	}
	in := stock.Returning{Reason: stock.ReturnUnused, Condition: stock.CondGood, Note: "Data contoh"}
	if use == outcome.Deceased {
		in.Reason = stock.ReturnDied
	}
	var came stock.Comeback
	t.at(next, s.name, func(ctx context.Context) error {
		in.Codes = []string{of().UnitCode}
		list, err := p.app.Stock.Return(p.as(ctx, policy.Warehouse, s.centre), in)
		if err == nil {
			came = list[0]
		}
		return err
	})
	p.workUp(t, s, func() stock.Comeback { return came })
}

// comeBack takes a device back into the warehouse.
func (p *play) comeBack(ctx context.Context, s *served, line allocation.Line) error {
	_, err := p.app.Stock.Receive(p.as(ctx, policy.Warehouse, s.centre), stock.NewReceipt{
		Model: line.Model.String(), Source: stock.Return, Serials: []string{line.Serial}, Note: "Data contoh",
	})
	return err
}

// refer plays a referral and the answers to it.
func (p *play) refer(s *served, x sent) {
	t := p.thread()
	var g outcome.Referral
	t.on(x.ago, x.service, func(ctx context.Context) (err error) {
		g, err = p.app.Outcomes.Refer(p.as(ctx, policy.SocialWorker, s.centre), outcome.NewReferral{
			Beneficiary: s.rec.Ref, Service: x.service, DueDays: x.due, Note: fmt.Sprintf("Contoh rujukan %s.", x.service),
		})
		return err
	})
	for i, letter := range x.got {
		answer := stages()[letter]
		t.on(x.ago-7*(1+i), x.service, func(ctx context.Context) error {
			answer.Referral = g.ID.String()
			_, err := p.app.Outcomes.Answer(p.as(ctx, policy.Ministry, ""), answer)
			return err
		})
	}
}
