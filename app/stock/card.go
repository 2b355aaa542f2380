package stock

import (
	"context"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// CardAsk is which stock card is wanted.
type CardAsk struct {
	Model  string `json:"model"`  // slug, code or id
	Place  string `json:"place"`  // code of a warehouse, which counts with its shelves, or of a shelf; empty: the main one of Centre
	Centre string `json:"centre"` // empty: the actor's own
	Lot    string `json:"lot"`    // id or batch number; empty for all
	PeriodAsk
	Paging
}

// CardLine is one movement on a stock card.
type CardLine struct {
	Movement Movement `json:"movement"`
	In       int64    `json:"in"`
	Out      int64    `json:"out"`
	Balance  int64    `json:"balance"` // after it, in the order of the card
}

// CardPoint is the balance at the end of a day on which something moved.
type CardPoint struct {
	Day     time.Time `json:"day"`
	Balance int64     `json:"balance"`
}

// Card is a stock card (kartu stok) with part of its lines, the oldest first:
// in the order in which things occurred, then were recorded, then were numbered.
type Card struct {
	Model   Model
	Place   Place
	Lot     Lot // zero for all lots
	Period  Period
	Opening int64
	In, Out int64 // over the whole period; both zero and Summed false where that takes too long
	Summed  bool
	Closing int64
	Points  []CardPoint // over the whole period, each with a movement
	Current bool        // Closing is what there is now

	Before     int64 // balance before the first line shown
	Lines      []CardLine
	Next, Prev string
	Lots       []Lot // that can be chosen, the newest first
}

// StockCard returns part of the stock card of a model at a place over a period.
// Its work depends on the lines shown and on the days of the period.
func (s *Stock) StockCard(ctx context.Context, ask CardAsk) (Card, error) {
	now := s.d.Now()
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (Card, error) {
		card, err := ask.begin(v, now)
		if err != nil {
			return card, err
		}
		if err := card.sum(v); err != nil {
			return card, err
		}
		if err := card.page(v, ask.Paging); err != nil {
			return card, err
		}
		if card.Model.Tracking == Serialised {
			return card, nil // its units are told apart by more than their lots
		}
		lots, err := lots.Page(v, storage.LotByModel.Key().ID(card.Model.ID).Text(card.Place.Centre), storage.Ask{Limit: shownLots, Newest: true})
		card.Lots = lots.Items
		return card, err
	})
}

// WriteCard hands every line of a card to emit, after the card itself, in one
// reading: what a file says agrees with itself.
func (s *Stock) WriteCard(ctx context.Context, ask CardAsk, begin func(Card) error, emit func(CardLine) error) error {
	now := s.d.Now()
	_, err := op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (struct{}, error) {
		card, err := ask.begin(v, now)
		if err == nil {
			err = card.sum(v)
		}
		if err == nil {
			err = begin(card)
		}
		if err != nil {
			return struct{}{}, err
		}
		balance := card.Opening
		return struct{}{}, card.each(v, card.Period.From, op.ID{}, func(m Movement, in, out int64) (bool, error) {
			balance += in - out
			return true, emit(CardLine{m, in, out, balance})
		})
	})
	return err
}

func (a CardAsk) begin(v *op.View, now time.Time) (Card, error) {
	centre, err := ownOr(v, a.Centre)
	if err != nil {
		return Card{}, err
	}
	card := Card{}
	if card.Place, err = placeIn(v, "place", a.Place, centre); err != nil {
		return card, err
	}
	if err := v.Allow(card.Place.Centre); err != nil {
		return card, err
	}
	if card.Model, err = FindModel(v, a.Model); err != nil {
		return card, err
	}
	id, err := lotIn(v, "lot", a.Lot, card.Model.ID, card.Place.Node)
	if err != nil {
		return card, err
	}
	if !id.IsZero() {
		if card.Lot, err = LotByID(v, id); err != nil {
			return card, inField(err, "lot", "lot.unknown")
		}
	}
	card.Period, err = a.PeriodAsk.resolve(now)
	card.Current = card.Period.Current(now)
	return card, err
}

// shownLots is how many lots of a model a card offers to choose from, the newest
// first; an older one is found by its batch number.
const shownLots = 12

// maxSummed is how many movements are read to tell what came and went at a
// warehouse whose goods were put from shelf to shelf meanwhile.
const maxSummed = 5000

// sum reads the daybooks: opening, closing, the balance of each day, and what
// came in and went.
func (c *Card) sum(r storage.Reader) (err error) {
	if c.Opening, err = BalanceOn(r, c.Place.Node, c.Model.ID, c.Lot.ID, c.Period.before()); err != nil {
		return err
	}
	days, shelves, err := bookedDays(r, c.Place.Node, c.Model.ID, c.Lot.ID, c.Period)
	if err != nil {
		return err
	}
	c.Closing = c.Opening
	for _, d := range days {
		c.Closing += d.in - d.out
		c.In, c.Out = c.In+d.in, c.Out+d.out
		c.Points = append(c.Points, CardPoint{time.Date(int(d.year), 1, int(d.day), 0, 0, 0, 0, wib), c.Closing})
	}
	if c.Summed = shelves < 2; c.Summed {
		return nil
	}
	c.In, c.Out = 0, 0 // what goes from shelf to shelf neither comes nor goes
	left := maxSummed
	err = c.each(r, c.Period.From, op.ID{}, func(_ Movement, in, out int64) (bool, error) {
		c.In, c.Out = c.In+in, c.Out+out
		left--
		return left > 0, nil
	})
	if c.Summed = left > 0; !c.Summed {
		c.In, c.Out = 0, 0
	}
	return err
}

// bookedDays are what the daybooks of a place say of the days of a period, in
// their order, and on how many of its shelves something moved.
func bookedDays(r storage.Reader, at Node, model, lot op.ID, p Period) (days dayFlows, shelves int, err error) {
	firstYear, firstDay := dayOf(p.From)
	lastYear, lastDay := dayOf(p.To)
	seen := map[string]bool{}
	prefix := storage.DaybookByYear.Key().ID(model).Text(at.Warehouse()).ID(lot)
	if at.Kind == AtBin {
		prefix = prefix.Text(at.Shelf())
	}
	for b, err := range daybooks.All(r, prefix) {
		if err != nil {
			return nil, 0, err
		}
		for _, d := range b.Days {
			if b.Year < firstYear || b.Year == firstYear && d.Day < firstDay || b.Year > lastYear || b.Year == lastYear && d.Day > lastDay {
				continue
			}
			days, seen[b.Shelf] = append(days, dayFlow{int32(b.Year), int32(d.Day), d.In, d.Out}), true
		}
	}
	if len(seen) > 1 {
		days = days.sorted()
	}
	return days, len(seen), nil
}

// prefix begins the keys of the movements on the card.
func (c *Card) prefix() storage.Key {
	if !c.Lot.ID.IsZero() && c.Model.Tracking == Counted {
		return storage.MovementByLot.Key().ID(c.Lot.ID).Text(c.Place.Node.String())
	}
	return storage.MovementByItem.Key().ID(c.Model.ID).Text(c.Place.Node.String())
}

// each calls fn with the movements of the card from an instant, and from an id
// at that instant, to the end of the period, until it has enough.
func (c *Card) each(r storage.Reader, from time.Time, after op.ID, fn func(m Movement, in, out int64) (more bool, err error)) error {
	start := c.prefix().Time(from)
	if !after.IsZero() {
		start = start.ID(after.Next(1))
	}
	for m, err := range movements.Range(r, start, c.prefix().Time(c.Period.end())) {
		if err != nil {
			return err
		}
		in, out := m.Flow(c.Model.ID, c.Lot.ID, c.Place.Node)
		if in == 0 && out == 0 {
			continue
		}
		if more, err := fn(m, in, out); err != nil || !more {
			return err
		}
	}
	return nil
}

// page reads the lines that a cursor asks for.
func (c *Card) page(r storage.Reader, ask Paging) error {
	at, err := readMark(ask.Cursor)
	if err != nil {
		return err
	}
	limit := ask.limit()
	if at.back {
		err = c.pageBefore(r, at, limit)
	} else {
		err = c.pageAfter(r, at, limit)
	}
	if err != nil || len(c.Lines) == 0 {
		return err
	}
	return c.balance(r)
}

func (c *Card) pageAfter(r storage.Reader, at mark, limit int) error {
	from := at.time
	if from.IsZero() || from.Before(c.Period.From) {
		from, at.id = c.Period.From, op.ID{}
	}
	err := c.each(r, from, at.id, func(m Movement, in, out int64) (bool, error) {
		c.Lines = append(c.Lines, CardLine{Movement: m, In: in, Out: out})
		return len(c.Lines) <= limit, nil
	})
	if len(c.Lines) > limit {
		c.Lines = c.Lines[:limit]
		c.Next = markOf(c.Lines[limit-1].Movement, false)
	}
	if len(c.Lines) > 0 && !at.time.IsZero() {
		c.Prev = markOf(c.Lines[0].Movement, true)
	}
	return err
}

func (c *Card) pageBefore(r storage.Reader, at mark, limit int) error {
	for m, err := range movements.RangeBack(r, c.prefix().Time(c.Period.From), c.prefix().Time(at.time).ID(at.id)) {
		if err != nil {
			return err
		}
		in, out := m.Flow(c.Model.ID, c.Lot.ID, c.Place.Node)
		if in == 0 && out == 0 {
			continue
		}
		if c.Lines = append(c.Lines, CardLine{Movement: m, In: in, Out: out}); len(c.Lines) > limit {
			break
		}
	}
	more := len(c.Lines) > limit
	c.Lines = c.Lines[:min(limit, len(c.Lines))]
	slices.Reverse(c.Lines)
	if len(c.Lines) > 0 {
		c.Next = markOf(c.Lines[len(c.Lines)-1].Movement, false)
	}
	if more {
		c.Prev = markOf(c.Lines[0].Movement, true)
	}
	return nil
}

// balance tells the balance after each line shown: that of the evening before
// the first one, and what moved since.
func (c *Card) balance(r storage.Reader) error {
	first := c.Lines[0].Movement
	morning := midnightOf(first.Occurred)
	balance, err := BalanceOn(r, c.Place.Node, c.Model.ID, c.Lot.ID, morning.AddDate(0, 0, -1))
	if err != nil {
		return err
	}
	err = c.each(r, morning, op.ID{}, func(m Movement, in, out int64) (bool, error) {
		if m.ID == first.ID {
			return false, nil
		}
		balance += in - out
		return true, nil
	})
	c.Before = balance
	for i := range c.Lines {
		balance += c.Lines[i].In - c.Lines[i].Out
		c.Lines[i].Balance = balance
	}
	return err
}

func (p Paging) limit() int {
	if p.Limit <= 0 {
		return 50
	}
	return min(p.Limit, storage.MaxPage)
}

// mark is a place between the movements of a list: after one, or before one.
type mark struct {
	back bool
	time time.Time
	id   op.ID
}

// markOf is the cursor to what lies after a movement, or before it.
func markOf(m Movement, back bool) string {
	way := "n"
	if back {
		way = "p"
	}
	return way + m.Occurred.UTC().Format("20060102150405.000") + "-" + m.ID.String()
}

// readMark reads a cursor; empty is the beginning.
func readMark(cursor string) (m mark, err error) {
	const length = 1 + len("20060102150405.000")
	bad := fault.InField("cursor", "field.cursor", nil)
	if cursor == "" {
		return m, nil
	}
	if len(cursor) < length+2 || cursor[length] != '-' || cursor[0] != 'n' && cursor[0] != 'p' {
		return m, bad
	}
	m.back = cursor[0] == 'p'
	if m.time, err = time.Parse("20060102150405.000", cursor[1:length]); err != nil {
		return m, bad
	}
	if m.id, err = op.ParseID(cursor[length+1:]); err != nil {
		return m, bad
	}
	return m, nil
}
