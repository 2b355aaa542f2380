package replication

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"lumbung/app/disclosure"
	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Served is how many persons a centre has reached in one month with an
// innovation that no device in the stock stands for: a service, a method. It is a
// number without names. What was told wrongly is told again; nothing told before
// goes.
type Served struct {
	Innovation op.ID         `cbor:"1,keyasint" json:"innovation"`
	Centre     string        `cbor:"2,keyasint" json:"centre"`
	Month      int           `cbor:"3,keyasint" json:"month"` // 202605, in WIB
	People     int64         `cbor:"4,keyasint" json:"people"`
	Cost       int64         `cbor:"5,keyasint,omitempty" json:"cost"` // of the month in all, whole rupiah; 0 is not known
	Entries    []ServedEntry `cbor:"6,keyasint" json:"entries"`        // the oldest first; the last holds
}

// ServedEntry is what was told of a month at one time.
type ServedEntry struct {
	People int64     `cbor:"1,keyasint" json:"people"`
	Cost   int64     `cbor:"2,keyasint,omitempty" json:"cost"`
	Note   string    `cbor:"3,keyasint,omitempty" json:"note"`
	At     time.Time `cbor:"4,keyasint" json:"at"`
	By     string    `cbor:"5,keyasint" json:"by"` // name of the member of staff
}

var served = storage.Table[Served]{
	Kind: "served month",
	ID: func(m *Served) storage.Key {
		return storage.ServedByMonth.Key().ID(m.Innovation).Text(m.Centre).Int(int64(m.Month))
	},
}

// What can be told of a month.
const (
	MostPeople  = 10_000          // in a month at one centre; more was typed twice
	MostCost    = 100_000_000_000 // of a month at one centre, whole rupiah
	monthsBack  = 36              // how long ago a month may be
	mostEntries = 40              // how often a month may be told anew
)

// ServedMonth tells one month of the actor's centre, or tells it anew.
type ServedMonth struct {
	Innovation string `json:"innovation" validate:"required,max=200"` // slug, code or id
	Month      string `json:"month" validate:"required,len=7"`        // 2026-05
	Version    int64  `json:"version" validate:"min=0"`               // how often it had been told when the form was opened
	People     *int64 `json:"people" validate:"required"`
	Cost       int64  `json:"cost"` // of the month in all, whole rupiah; 0 is not known
	Note       string `json:"note" validate:"max=300"`
}

// Check finds what no tag can say in plain words.
func (in ServedMonth) Check() []fault.Field {
	bad := nameless(digits, map[string]string{"note": in.Note})
	switch {
	case in.People == nil: // said by its tag
	case *in.People < 0:
		bad = append(bad, fault.Field{Name: "people", Key: "served.negative"})
	case *in.People > MostPeople:
		bad = append(bad, fault.Field{Name: "people", Key: "served.too_many", Args: fault.Args{"max": MostPeople}})
	}
	if in.Cost < 0 || in.Cost > MostCost {
		bad = append(bad, fault.Field{Name: "cost", Key: "served.cost_range"})
	}
	if _, err := time.Parse(monthForm, in.Month); err != nil {
		bad = append(bad, fault.Field{Name: "month", Key: "served.month_form"})
	}
	return bad
}

// monthForm is how a month stands in forms and addresses.
const monthForm = "2006-01"

// MonthText is a month as forms and addresses have it: 202605 is 2026-05.
func MonthText(month int) string { return fmt.Sprintf("%04d-%02d", month/100, month%100) }

// monthBefore is the month n months before that of an instant.
func monthBefore(at time.Time, n int) int {
	y, m, _ := at.In(wib).Date()
	return innovation.MonthOf(time.Date(y, m-time.Month(n), 1, 0, 0, 0, 0, wib))
}

// Serve tells how many persons the actor's centre has reached in a month. It is
// for the centre that owns a published innovation and for those that try or run
// it. It fails with Conflict where a device stands for the innovation, since then
// the hand-overs are counted, and with Stale when somebody has told the month
// since the form was opened.
func (s *Replications) Serve(ctx context.Context, in ServedMonth) (Served, error) {
	return op.Write(ctx, s.d, policy.ReplicationServe, in, func(tx *op.Tx) (Served, error) {
		if err := tx.Allow(tx.By.Centre); err != nil {
			return Served{}, err
		}
		rec, err := innovation.Find(tx, in.Innovation)
		if err != nil || rec.Public == nil {
			return Served{}, cmp.Or(err, error(fault.Missing("innovation")))
		}
		first, err := serving(tx, &rec, tx.By.Centre, tx.At)
		if err != nil {
			return Served{}, err
		}
		m := Served{Innovation: rec.ID, Centre: tx.By.Centre, Month: monthNumber(in.Month)}
		if m.Month < first || m.Month > innovation.MonthOf(tx.At) {
			return m, fault.InField("month", "served.month_range", fault.Args{"from": MonthText(first), "to": MonthText(innovation.MonthOf(tx.At))})
		}
		old, _, err := served.Get(tx, served.ID(&m))
		if err != nil {
			return m, err
		}
		m.Entries = old.Entries
		return m, m.tell(tx, in, &rec)
	})
}

func monthNumber(text string) int {
	at, _ := time.Parse(monthForm, text) // Check has read it
	return at.Year()*100 + int(at.Month())
}

// tell adds an entry to a month and keeps it.
func (m *Served) tell(tx *op.Tx, in ServedMonth, rec *innovation.Innovation) error {
	was := m.last()
	is := ServedEntry{People: *in.People, Cost: in.Cost, Note: in.Note, At: tx.At, By: tx.By.Name}
	switch told := int64(len(m.Entries)); {
	case in.Version != told:
		f := fault.New(fault.Stale, "error.stale", fault.Args{"yours": in.Version, "theirs": told})
		f.Err = &servedClash{version: told, yours: is, theirs: was}
		return f
	case told == mostEntries:
		return fault.New(fault.Conflict, "served.told_often", fault.Args{"max": mostEntries})
	}
	m.People, m.Cost = is.People, is.Cost
	m.Entries = append(m.Entries[:len(m.Entries):len(m.Entries)], is)
	tx.About("innovation", rec.ID, rec.Code)
	tx.Changed("people_"+MonthText(m.Month), groupText(was.People), groupText(is.People))
	tx.Occurred(m.occurred(tx.At))
	return served.Put(tx, m)
}

// last is what holds; the zero entry where nothing was told.
func (m *Served) last() ServedEntry {
	if len(m.Entries) == 0 {
		return ServedEntry{}
	}
	return m.Entries[len(m.Entries)-1]
}

// occurred is when what is told of a month had happened: its last instant, or now.
func (m *Served) occurred(now time.Time) time.Time {
	end := time.Date(m.Month/100, time.Month(m.Month%100)+1, 1, 0, 0, 0, 0, wib).Add(-time.Second)
	if end.After(now) {
		return now
	}
	return end
}

// groupText is a number of persons for the journal, which no small group enters.
func groupText(n int64) string {
	if disclosure.Small(n) {
		return "1-4"
	}
	return fmt.Sprint(n)
}

// serving tells from which month on a centre may tell whom it has reached with an
// innovation, or why it may not.
func serving(r storage.Reader, rec *innovation.Innovation, centre string, now time.Time) (first int, err error) {
	w, err := workOf(r, rec)
	if err != nil {
		return 0, err
	}
	first = monthBefore(now, monthsBack)
	switch {
	case !w.byMonth:
		return 0, fault.New(fault.Conflict, "served.device", nil)
	case centre == rec.Centre:
		return first, nil
	}
	p, ok, err := replications.Find(r, openKey(rec.ID, centre))
	if err != nil {
		return 0, err
	}
	if !ok || !p.State.serves() {
		return 0, fault.New(fault.Conflict, "served.not_begun", nil)
	}
	for _, step := range p.Steps {
		if step.State == Trial {
			first = max(first, innovation.MonthOf(step.Occurred))
		}
	}
	return first, nil
}

// servedClash is the cause of a Stale fault about a month.
type servedClash struct {
	version       int64
	yours, theirs ServedEntry
}

// Error says that the month was told in between.
func (c *servedClash) Error() string {
	return "replication: the month was told since the form was opened"
}

// Clash tells on what two who told a month differ. What was told before is in
// the entries of the month.
func (c *servedClash) Clash() fault.Clash {
	return fault.Clash{Version: c.version, At: c.theirs.At, Fields: fault.Between(nil, c.yours, c.theirs, "at", "by")}
}
