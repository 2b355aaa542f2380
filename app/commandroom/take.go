package commandroom

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/innovation"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/outcome"
	"lumbung/app/reference"
	"lumbung/app/replication"
	"lumbung/app/stock"
	"lumbung/storage"
)

// months is how far back the room looks, this month included.
const months = 12

var wib = time.FixedZone("WIB", 7*60*60)

// counting is one reading of the store on its way to a Snapshot.
type counting struct {
	storage.Reader
	book *reference.Book
	at   time.Time

	months  [months]int // 202506 … 202605
	totals  Totals
	centres []*Centre
	models  map[op.ID]*Model
	parts   map[op.ID]bool // models that are for the workshop
	handing [months]int64
	homes   map[string]int64            // hand-overs of 12 months by province
	names   map[string][months]int64    // outcome tallies of all centres
	here    map[string]map[op.ID]supply // by centre
}

// supply is what a centre has of a model against what people there wait for.
type supply struct{ ready, waiting int64 }

// take makes the snapshot of one reading.
func take(r storage.Reader, book *reference.Book, at time.Time) (*Snapshot, error) {
	c := &counting{
		Reader: r, book: book, at: at, months: lastMonths(at), models: map[op.ID]*Model{}, parts: map[op.ID]bool{},
		homes: map[string]int64{}, names: map[string][months]int64{}, here: map[string]map[op.ID]supply{},
	}
	s := &Snapshot{AsOf: at, Models: []Model{}, Latest: []Handed{}, Innovations: Innovations{Newest: []Offer{}, MostUsed: []Offer{}}}
	for _, step := range []func(*Snapshot) error{
		c.readCentres, c.readStock, c.readDemand, c.readHandovers, c.readOutcomes, c.readInnovations, c.readLatest, c.readAlerts,
	} {
		if err := step(s); err != nil {
			return nil, err
		}
	}
	c.finish(s)
	return s, nil
}

// lastMonths names the last months of WIB, the oldest first.
func lastMonths(at time.Time) (names [months]int) {
	for i := range names {
		names[i] = allocation.MonthOf(firstOf(at).AddDate(0, i-months+1, 0))
	}
	return names
}

// firstOf is the first instant of the month of at.
func firstOf(at time.Time) time.Time {
	at = at.In(wib)
	return time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, wib)
}

func (c *counting) readCentres(*Snapshot) error {
	for rec, err := range network.Each(c) {
		if err != nil {
			return err
		}
		province, _, _ := strings.Cut(rec.Region, ".")
		c.centres = append(c.centres, &Centre{Code: rec.Code, Name: rec.Name, Province: province})
	}
	c.totals.Centres = len(c.centres)
	return nil
}

// centre returns the row of a centre. A code that the network does not know gets
// a row of its own, so that nothing is left out of the totals.
func (c *counting) centre(code string) *Centre {
	i := slices.IndexFunc(c.centres, func(x *Centre) bool { return x.Code == code })
	if i < 0 {
		i, c.centres = len(c.centres), append(c.centres, &Centre{Code: code, Name: code})
	}
	return c.centres[i]
}

// model returns the row of a model.
func (c *counting) model(id op.ID) (*Model, error) {
	if m, ok := c.models[id]; ok {
		return m, nil
	}
	rec, err := stock.ModelByID(c, id)
	if err != nil {
		return nil, err
	}
	c.models[id] = &Model{ID: id, Slug: rec.Slug, Name: rec.Name, family: rec.Innovation}
	c.parts[id] = !rec.ForPeople()
	return c.models[id], nil
}

func (c *counting) readStock(*Snapshot) error {
	for _, centre := range slices.Clone(c.centres) {
		for t, err := range stock.TalliesOfCentre(c, centre.Code) {
			if err != nil {
				return err
			}
			m, err := c.model(t.Model)
			if err != nil {
				return err
			}
			if c.parts[t.Model] { // screws and cloth are no devices that wait for somebody
				continue
			}
			m.add(t)
			centre.add(t)
			c.totals.add(t)
			if t.Ready > 0 {
				m.CentresReady++
			}
			c.weigh(centre.Code, t.Model, t.Ready, 0)
		}
		if centre.Ready > 0 {
			c.totals.CentresReady++
		}
	}
	return nil
}

func (s *Stock) add(t stock.Tally) {
	s.Ready += t.Ready
	s.Reserved += t.Reserved
	s.Held += t.Held
	s.InUse += Count(t.InUse)
	s.Made += t.Made
}

// weigh adds to what a centre has and needs of a model.
func (c *counting) weigh(centre string, model op.ID, ready, waiting int64) {
	if c.here[centre] == nil {
		c.here[centre] = map[op.ID]supply{}
	}
	x := c.here[centre][model]
	c.here[centre][model] = supply{x.ready + ready, x.waiting + waiting}
}

func (c *counting) readDemand(*Snapshot) error {
	for d, err := range allocation.Demands(c) {
		if err != nil {
			return err
		}
		m, err := c.model(d.Model)
		if err != nil {
			return err
		}
		m.Waiting += Count(d.Waiting)
		c.centre(d.Centre).Waiting += Count(d.Waiting)
		c.totals.Waiting += d.Waiting
		c.weigh(d.Centre, d.Model, 0, d.Waiting)
	}
	return nil
}

func (c *counting) readHandovers(*Snapshot) error {
	for p, err := range allocation.Periods(c, c.months[0], c.months[months-1]) {
		if err != nil {
			return err
		}
		i := slices.Index(c.months[:], p.Period)
		if i < 0 {
			continue
		}
		c.handing[i] += p.Units
		c.homes[p.Province] += p.Units
		centre := c.centre(p.Centre)
		centre.ThisYear += Count(p.Units)
		c.totals.ThisYear += p.Units
		if i == months-1 {
			centre.ThisMonth += Count(p.Units)
			c.totals.ThisMonth += p.Units
		}
	}
	today := allocation.DayOf(c.at)
	for p, err := range allocation.Periods(c, today, today) {
		if err != nil {
			return err
		}
		c.totals.Today += p.Units
	}
	return nil
}

func (c *counting) handed() (n Count) {
	for _, units := range c.handing {
		n += Count(units)
	}
	return n
}

func (c *counting) readOutcomes(*Snapshot) error {
	for _, name := range tallyNames() {
		row := c.names[name]
		for _, centre := range c.centres {
			for t, err := range outcome.TalliesOf(c, centre.Code, name, c.months[0]) {
				if err != nil {
					return err
				}
				if i := slices.Index(c.months[:], t.Month); i >= 0 {
					row[i] += t.Count
				}
			}
		}
		c.names[name] = row
	}
	return nil
}

// tallyNames are the counts of package outcome that the room reads.
func tallyNames() []string {
	names := []string{"due", "reached", "followed", "in_use", "rated", "satisfied", "goal_asked", "goal_reached", "referral_sent", "referral_served"}
	for _, fate := range outcome.Fates() {
		names = append(names, string(fate))
	}
	for _, d := range reference.Directorates() {
		names = append(names, "referral_sent_"+d.Code, "referral_served_"+d.Code)
	}
	return names
}

// share puts two outcome tallies of all months side by side.
func (c *counting) share(part, whole string) Share { return c.shareOf(part, whole, 0, months) }

// shareOf is share over the months from <= i < to.
func (c *counting) shareOf(part, whole string, from, to int) (s Share) {
	parts, wholes := c.names[part], c.names[whole]
	for i := from; i < to; i++ {
		s.Part += Count(parts[i])
		s.Whole += Count(wholes[i])
	}
	return s
}

// orphans counts what was handed over in the months that ended more than 90
// days ago, and how much of it nobody ever asked after.
func (c *counting) orphans() (s Share) {
	for i := range months {
		end := firstOf(c.at).AddDate(0, i-months+2, 0)
		if c.at.Sub(end) < 90*24*time.Hour {
			break
		}
		s.Whole += Count(c.handing[i])
		s.Part += Count(c.handing[i])
		for _, fate := range outcome.Fates() {
			s.Part -= Count(c.names[string(fate)][i])
		}
	}
	return s
}

func (c *counting) readInnovations(s *Snapshot) error {
	month := allocation.MonthOf(c.at)
	for t, err := range innovation.Tallies(c) {
		if err != nil {
			return err
		}
		s.Innovations.Published += t.Published
		c.centre(t.Centre).Published += t.Published
		if t.Month == month {
			s.Innovations.ThisMonth += t.Published
		}
	}
	var err error
	if s.Innovations.Replications, s.Innovations.Replicated, err = replication.Counted(c, c.at); err != nil {
		return err
	}
	return c.readOffers(s)
}

// finish puts what was counted in order.
func (c *counting) finish(s *Snapshot) {
	s.Totals = c.totals
	for i, units := range c.handing {
		s.Months = append(s.Months, Month{Month: firstOf(c.at).AddDate(0, i-months+1, 0), Units: units})
	}
	for _, centre := range c.centres {
		s.Centres = append(s.Centres, *centre)
	}
	slices.SortFunc(s.Centres, func(a, b Centre) int {
		return cmp.Or(cmp.Compare(b.ThisYear, a.ThisYear), cmp.Compare(b.Waiting, a.Waiting), cmp.Compare(a.Name, b.Name))
	})
	for _, m := range c.models {
		if c.parts[m.ID] && m.Waiting == 0 {
			continue
		}
		s.Models = append(s.Models, *m)
	}
	slices.SortFunc(s.Models, func(a, b Model) int {
		return cmp.Or(cmp.Compare(b.Waiting, a.Waiting), cmp.Compare(b.InUse, a.InUse), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Slug, b.Slug))
	})
	for _, p := range c.book.Provinces() {
		if c.homes[p.Code] > 0 {
			s.Totals.Provinces++
		}
		s.Provinces = append(s.Provinces, Province{Code: p.Code, Name: p.Name, Home: Count(c.homes[p.Code])})
	}
	s.Outcomes = outcomes(c)
	s.Goals = goals(c)
	s.Chain = c.chain(s.Outcomes)
}

// chain puts the directorates general in the order of their law, the own one
// first.
func (c *counting) chain(reached Outcomes) Chain {
	chain := Chain{Outcomes: reached}
	for _, d := range reference.Directorates() {
		row := Ditjen{Code: d.Code, Own: d.Code == ownDitjen}
		if row.Own {
			row.Units = c.totals.ThisYear
		} else {
			row.Served = c.share("referral_served_"+d.Code, "referral_sent_"+d.Code)
		}
		chain.Outputs = append(chain.Outputs, row)
	}
	return chain
}

// ownDitjen is the directorate general of the centres.
const ownDitjen = "rehsos"
