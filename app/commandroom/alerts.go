package commandroom

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/op"
	"lumbung/app/outcome"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/app/stock"
)

// AlertKind says what is wrong.
type AlertKind string

// The kinds of alert, the most pressing first.
const (
	OpenRecall   AlertKind = "recall"         // devices are recalled, and people have to be spoken with
	LateReferral AlertKind = "late_referral"  // a directorate general owes an answer
	LateFollowUp AlertKind = "late_follow_up" // nobody has asked yet whether the device helps
	LongWait     AlertKind = "long_wait"      // people wait for more than 60 days
	Elsewhere    AlertKind = "elsewhere"      // people wait here, and another centre has the device ready
	Shortage     AlertKind = "shortage"       // a warehouse has less than its minimum
	StuckUnit    AlertKind = "stuck_unit"     // held for more than 30 days
)

// AlertKinds lists the kinds, the most pressing first.
func AlertKinds() []AlertKind {
	return []AlertKind{OpenRecall, LateReferral, LateFollowUp, LongWait, Elsewhere, Shortage, StuckUnit}
}

const (
	// MaxAlerts is how many things a room can act on in a day.
	MaxAlerts = 7
	// longWait and stuck are when waiting becomes something to act on.
	longWait = 60 * 24 * time.Hour
	stuck    = 30 * 24 * time.Hour
	// looks is how many records of one list an alert looks at; beyond that it
	// says "more than".
	looks = 100
)

// Alert is one thing that needs action: what, where, since when, who owns it,
// and where to act. It never names a person.
type Alert struct {
	Kind   AlertKind   `json:"kind"`
	Centre string      `json:"centre,omitempty"` // code; empty where a Ditjen owns it
	Place  string      `json:"place,omitempty"`  // name of the centre
	Ditjen string      `json:"ditjen,omitempty"` // code, where it owns the alert
	Model  string      `json:"model,omitempty"`  // name, where it is about one
	Slug   string      `json:"-"`
	Other  string      `json:"other,omitempty"`  // name of a centre that can help
	Number string      `json:"number,omitempty"` // of a recall
	Count  int         `json:"count"`            // requests, follow-ups, units, referrals
	More   bool        `json:"more,omitempty"`   // there are more than Count
	Since  time.Time   `json:"since"`            // of the oldest
	Owner  policy.Role `json:"owner"`            // who acts at the centre; the ministry for a Ditjen
}

func (c *counting) readAlerts(s *Snapshot) error {
	var all []Alert
	for _, centre := range c.centres {
		for _, look := range []func(*Centre) ([]Alert, error){c.lateFollowUps, c.waiting, c.shortages, c.stuckUnits} {
			found, err := look(centre)
			if err != nil {
				return err
			}
			all = append(all, found...)
		}
	}
	late, err := c.lateReferrals()
	if err != nil {
		return err
	}
	recalled, err := c.openRecalls()
	if err != nil {
		return err
	}
	s.Alerts = choose(append(append(all, late...), recalled...))
	return nil
}

// choose keeps the most pressing: the oldest of each kind in turn, so that one
// kind does not crowd out the others.
func choose(all []Alert) []Alert {
	slices.SortStableFunc(all, func(a, b Alert) int { return a.Since.Compare(b.Since) })
	var chosen []Alert
	for len(chosen) < MaxAlerts && len(all) > 0 {
		for _, kind := range AlertKinds() {
			i := slices.IndexFunc(all, func(a Alert) bool { return a.Kind == kind })
			if i >= 0 && len(chosen) < MaxAlerts {
				chosen = append(chosen, all[i])
				all = slices.Delete(all, i, i+1)
			}
		}
	}
	slices.SortStableFunc(chosen, func(a, b Alert) int {
		return cmp.Or(cmp.Compare(slices.Index(AlertKinds(), a.Kind), slices.Index(AlertKinds(), b.Kind)), a.Since.Compare(b.Since))
	})
	return chosen
}

// tallyUp counts what a list holds until late says no, at most looks of them,
// and when the first of it was due.
func tallyUp[T any](list iter.Seq2[T, error], late func(T) (since time.Time, is bool)) (a Alert, err error) {
	for x, err := range list {
		if err != nil {
			return a, err
		}
		since, is := late(x)
		if !is {
			break
		}
		if a.Count == looks {
			a.More = true
			break
		}
		if a.Count == 0 || since.Before(a.Since) {
			a.Since = since
		}
		a.Count++
	}
	return a, nil
}

// one is the alert as a list, none when there is nothing to alert to.
func one(a Alert, err error) ([]Alert, error) {
	if err != nil || a.Count == 0 {
		return nil, err
	}
	return []Alert{a}, nil
}

func (c *counting) lateFollowUps(centre *Centre) ([]Alert, error) {
	a, err := tallyUp(outcome.DueAt(c, centre.Code), func(f outcome.FollowUp) (time.Time, bool) { return f.Due, f.Overdue(c.at) })
	a.Kind, a.Centre, a.Place, a.Owner = LateFollowUp, centre.Code, centre.Name, policy.SocialWorker
	return one(a, err)
}

func (c *counting) lateReferrals() (all []Alert, err error) {
	for _, d := range reference.Directorates() {
		a, err := tallyUp(outcome.SentTo(c, d.Code), func(g outcome.Referral) (time.Time, bool) { return g.Due, g.Overdue(c.at) })
		a.Kind, a.Ditjen, a.Owner = LateReferral, d.Code, policy.Ministry
		found, err := one(a, err)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// waiting reads the queue of a centre once: who waits too long, and for which
// models another centre could help.
func (c *counting) waiting(centre *Centre) ([]Alert, error) {
	if centre.Waiting == 0 {
		return nil, nil
	}
	long := Alert{Kind: LongWait, Centre: centre.Code, Place: centre.Name, Owner: policy.Head}
	first := map[op.ID]time.Time{}
	seen := 0
	for q, err := range allocation.WaitingAt(c, centre.Code) {
		if err != nil {
			return nil, err
		}
		if seen == looks {
			long.More = c.at.Sub(q.Filed) > longWait
			break
		}
		seen++
		if _, known := first[q.Model]; !known {
			first[q.Model] = q.Filed
		}
		if c.at.Sub(q.Filed) > longWait {
			long.Count++
		}
		if long.Since.IsZero() {
			long.Since = q.Filed
		}
	}
	all, err := one(long, nil)
	return append(all, c.elsewhere(centre, first)...), err
}

// elsewhere finds the models that people wait for here, that are not ready here
// and are ready at another centre.
func (c *counting) elsewhere(centre *Centre, first map[op.ID]time.Time) (all []Alert) {
	for model, since := range first {
		x := c.here[centre.Code][model]
		if x.waiting == 0 || x.ready > 0 {
			continue
		}
		if other := c.most(model); other != nil {
			m := c.models[model]
			all = append(all, Alert{
				Kind: Elsewhere, Centre: centre.Code, Place: centre.Name, Model: m.Name, Slug: m.Slug, Other: other.Name,
				Count: int(x.waiting), Since: since, Owner: policy.Warehouse,
			})
		}
	}
	slices.SortFunc(all, func(a, b Alert) int { return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.Slug, b.Slug)) })
	return all
}

// most is the centre with the most units ready of a model, nil when none has.
func (c *counting) most(model op.ID) (best *Centre) {
	var ready int64
	for _, centre := range c.centres {
		if n := c.here[centre.Code][model].ready; n > ready {
			best, ready = centre, n
		}
	}
	return best
}

func (c *counting) stuckUnits(centre *Centre) ([]Alert, error) {
	if centre.Held == 0 {
		return nil, nil
	}
	a := Alert{Kind: StuckUnit, Centre: centre.Code, Place: centre.Name, Owner: policy.Warehouse}
	seen := 0
	for u, err := range stock.HeldUnits(c, centre.Code) { // by model, so all of them are looked at
		if err != nil {
			return nil, err
		}
		if seen++; seen > looks {
			a.More = a.Count > 0
			break
		}
		since := u.HeldSince()
		if c.at.Sub(since) <= stuck {
			continue
		}
		if a.Count == 0 || since.Before(a.Since) {
			a.Since = since
		}
		a.Count++
	}
	return one(a, nil)
}
