package sample

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"lumbung/app"
	"lumbung/app/fault"
	"lumbung/app/identity"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
)

// clock is a time that can be turned on, never back. Each look moves it by a
// second, so that what happens later is later.
type clock struct {
	mu sync.Mutex
	at time.Time
}

// Now is the time in the play.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(time.Second)
	return c.at
}

func (c *clock) turn(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if to.After(c.at) {
		c.at = to
	}
}

// step is one thing that happens in the year.
type step struct {
	at   time.Time
	what string
	do   func(ctx context.Context) error
}

// play is the year: what happens when, and who and what there is so far.
type play struct {
	app   *app.App // lives by clock
	clock *clock
	end   time.Time
	steps []step

	accounts map[string]identity.Account
	works    map[string]innovation.Innovation
	models   map[string]stock.Model
	needs    map[string]op.ID // by title
}

func newPlay(a *app.App) *play {
	p := &play{
		clock: &clock{}, end: a.Now(),
		accounts: map[string]identity.Account{}, works: map[string]innovation.Innovation{}, models: map[string]stock.Model{}, needs: map[string]op.ID{},
	}
	p.app = a.WithClock(p.clock.Now)
	return p
}

// run plays the steps in the order of time, because the ledger and the journal
// are written in it.
func (p *play) run(ctx context.Context, progress Progress) error {
	slices.SortStableFunc(p.steps, func(a, b step) int { return a.at.Compare(b.at) })
	for i, s := range p.steps {
		if progress != nil {
			progress(i, len(p.steps), s.what)
		}
		p.clock.turn(s.at)
		if err := s.do(ctx); err != nil {
			return fmt.Errorf("sample: %s on %s: %w", s.what, s.at.In(wib).Format(time.DateOnly), err)
		}
	}
	if progress != nil {
		progress(len(p.steps), len(p.steps), "")
	}
	return nil
}

// thread is a row of steps of which each is later than the one before.
type thread struct {
	p    *play
	last time.Time
}

func (p *play) thread() *thread { return &thread{p: p} }

// on adds a step some days before the end.
func (t *thread) on(daysAgo int, what string, do func(ctx context.Context) error) {
	t.at(t.p.day(daysAgo), what, do)
}

// at adds a step, moved on to the office hours of a working day, after the one
// before and before the end.
func (t *thread) at(at time.Time, what string, do func(ctx context.Context) error) {
	const pause = 25 * time.Minute
	if at = office(at); !at.After(t.last) {
		at = t.last.Add(pause)
	}
	if latest := t.p.end.Add(-pause); at.After(latest) {
		at = latest
	}
	t.last = at
	t.p.steps = append(t.p.steps, step{at, what, do})
}

// day is a morning some days before the end.
func (p *play) day(ago int) time.Time {
	y, m, d := p.end.In(wib).Date()
	return time.Date(y, m, d-ago, 0, ago*37%150, 0, 0, wib)
}

// office gives a day its hour. What is meant for a weekend happens on the Friday
// before, later than what is meant for that: the order of days stays.
func office(at time.Time) time.Time {
	const opens, part = 8 * time.Hour, 150 * time.Minute
	at = at.In(wib)
	y, m, d := at.Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, wib)
	hour := opens + at.Sub(midnight)%part
	switch at.Weekday() {
	case time.Saturday:
		return midnight.AddDate(0, 0, -1).Add(part + hour)
	case time.Sunday:
		return midnight.AddDate(0, 0, -2).Add(2*part + hour)
	default:
		return midnight.Add(hour)
	}
}

// as is a context in which the account of a role at a centre acts; where the
// centre has none its head does the work, as in a small house.
func (p *play) as(ctx context.Context, role policy.Role, centre string) context.Context {
	for _, want := range []policy.Role{role, policy.Head} {
		for _, a := range Accounts() {
			if a.Role == want && a.Centre == centre {
				return op.As(ctx, p.accounts[a.Name].Actor())
			}
		}
	}
	return ctx
}

// read looks into the store.
func (p *play) read(ctx context.Context, look func(r storage.Reader) error) error {
	return p.app.Deps().Store.View(ctx, look)
}

// missing says that the play needs something that is not there.
func missing(format string, args ...any) error {
	return fault.Wrap(fmt.Errorf(format, args...), "the sample year")
}
