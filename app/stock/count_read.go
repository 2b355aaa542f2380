package stock

import (
	"cmp"
	"context"
	"slices"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// CountsAsk is which counts are wanted.
type CountsAsk struct {
	Centre string     `json:"centre"` // empty: the actor's own
	Stage  CountStage `json:"stage"`
	Paging
}

// CountList is part of the counts of a centre, the newest first.
type CountList struct {
	Centre     string
	Counts     []Count
	Next, Prev string
	MayOpen    bool
}

// Counts pages through the counts of a centre.
func (s *Stock) Counts(ctx context.Context, ask CountsAsk) (CountList, error) {
	return op.Read(ctx, s.d, policy.CountRead, func(v *op.View) (CountList, error) {
		centre, err := ownOr(v, ask.Centre)
		if err != nil {
			return CountList{}, err
		}
		prefix := storage.CountByCentre.Key().Text(centre)
		if ask.Stage != "" {
			prefix = storage.CountByStage.Key().Text(centre).Text(string(ask.Stage))
		}
		page, err := countDocs.Page(v, prefix, ask.ask(true))
		return CountList{
			Centre: centre, Counts: page.Items, Next: page.Next, Prev: page.Prev,
			MayOpen: policy.May(v.By, policy.CountOpen, centre),
		}, err
	})
}

// PlaceCount is how far the counting of one place is.
type PlaceCount struct {
	Node    Node   `json:"place"`
	Name    string `json:"name"`
	Lines   int64  `json:"lines"`
	Closed  int64  `json:"closed"`
	Booked  int64  `json:"booked"`
	Seen    int64  `json:"seen"`
	Differs int64  `json:"differing"`
	Recount int64  `json:"recount"`
}

// maxUnknown is how many unknown codes a page shows.
const maxUnknown = 200

// CountSheet is a count with what a person can do about it.
type CountSheet struct {
	Count     Count
	Places    []PlaceCount // in the order of the lines
	Unknown   []UnknownCode
	Work      Work // of posting, while it goes on
	Posting   bool
	MayCancel bool
	MayRecord bool
	MayReview bool // but for the next two
	OwnEyes   bool // the actor has counted and must not approve
}

// Count returns a count by id, or by its number within the actor's centre.
func (s *Stock) Count(ctx context.Context, ref string) (CountSheet, error) {
	return op.Read(ctx, s.d, policy.CountRead, func(v *op.View) (CountSheet, error) {
		c, err := ownCountView(v, ref)
		if err != nil {
			return CountSheet{}, err
		}
		sheet := CountSheet{
			Count: c, OwnEyes: c.counters(v.By.ID),
			MayCancel: policy.May(v.By, policy.CountOpen, c.Centre) && c.expect(StageCounting, StageCounted) == nil,
			MayRecord: policy.May(v.By, policy.CountRecord, c.Centre) && c.expect(StageCounting, StageCounted) == nil,
			MayReview: policy.May(v.By, policy.CountReview, c.Centre),
		}
		sheet.Work, sheet.Posting, err = works.Get(v, works.ID(&Work{Kind: countWork, ID: c.ID}))
		if err != nil {
			return sheet, err
		}
		if sheet.Places, err = placesIn(v, c.ID); err != nil {
			return sheet, err
		}
		for x, err := range unknownCodes.All(v, storage.CountUnknown.Key().ID(c.ID)) {
			if err != nil {
				return sheet, err
			}
			if sheet.Unknown = append(sheet.Unknown, x); len(sheet.Unknown) == maxUnknown {
				break
			}
		}
		return sheet, nil
	})
}

func ownCountView(v *op.View, ref string) (Count, error) {
	c, err := FindCount(v, ref, v.By.Centre)
	if err != nil {
		return c, err
	}
	return c, v.Hide("count", c.Centre)
}

func placesIn(r storage.Reader, count op.ID) ([]PlaceCount, error) {
	lines, err := linesOfCount(r, count)
	var places []PlaceCount
	at := map[Node]int{}
	for _, l := range lines {
		i, known := at[l.Node]
		if !known {
			i = len(places)
			at[l.Node], places = i, append(places, PlaceCount{Node: l.Node, Name: l.PlaceName})
		}
		p := &places[i]
		p.Lines++
		p.Booked += l.Booked
		p.Seen += l.Seen()
		if l.Done() {
			p.Closed++
		}
		switch l.State() {
		case LineDiffers:
			p.Differs++
		case LineRecount:
			p.Recount++
		}
	}
	return places, err
}

// linesOfCount reads all lines of a count in the order of their numbers.
func linesOfCount(r storage.Reader, count op.ID) (lines []CountLine, err error) {
	for l, err := range countLines.All(r, storage.CountLineByItem.Key().ID(count)) {
		if err != nil {
			return nil, err
		}
		lines = append(lines, l)
	}
	slices.SortFunc(lines, func(a, b CountLine) int { return cmp.Compare(a.No, b.No) })
	return lines, nil
}

// CountLinesAsk is which lines of a count are wanted.
type CountLinesAsk struct {
	Count string    `json:"count"`
	State LineState `json:"state"` // empty: all
	Place string    `json:"place"` // code; empty: all
	After int64     `json:"after"` // number of the last line before
	Limit int       `json:"limit"` // up to 200; 0 means 50
}

// CountLineList is part of the lines of a count.
type CountLineList struct {
	Count Count
	Lines []CountLine
	Next  int64 // After of the next part; 0 when there is none
}

// CountLines lists lines of a count in the order of their numbers.
func (s *Stock) CountLines(ctx context.Context, ask CountLinesAsk) (CountLineList, error) {
	return op.Read(ctx, s.d, policy.CountRead, func(v *op.View) (CountLineList, error) {
		c, err := ownCountView(v, ask.Count)
		if err != nil {
			return CountLineList{}, err
		}
		var at Place
		if ask.Place != "" {
			if at, err = c.placeFor(v, ask.Place); err != nil {
				return CountLineList{}, err
			}
		}
		lines, err := linesOfCount(v, c.ID)
		list := CountLineList{Count: c}
		limit := storage.Ask{Limit: ask.Limit}
		if limit.Limit <= 0 {
			limit.Limit = 50
		}
		for _, l := range lines {
			if l.No <= ask.After || ask.State != "" && l.State() != ask.State || ask.Place != "" && l.Node != at.Node {
				continue
			}
			if len(list.Lines) == min(limit.Limit, storage.MaxPage) {
				list.Next = list.Lines[len(list.Lines)-1].No
				break
			}
			list.Lines = append(list.Lines, l)
		}
		return list, err
	})
}

// EachCountLine hands every line of a count to emit, in the order of their
// numbers, for tables that hold all of it.
func (s *Stock) EachCountLine(ctx context.Context, ref string, emit func(CountLine) error) (Count, error) {
	return op.Read(ctx, s.d, policy.CountRead, func(v *op.View) (Count, error) {
		c, err := ownCountView(v, ref)
		if err != nil {
			return c, err
		}
		lines, err := linesOfCount(v, c.ID)
		for _, l := range lines {
			if err := emit(l); err != nil {
				return c, err
			}
		}
		return c, err
	})
}

// CountMinutes is all that the minutes of a count say.
type CountMinutes struct {
	Count Count
	Lines []CountLine
	Marks []CountMark // units that were missing or seen elsewhere
}

// CountMinutes returns the content of the minutes, also of a count that is not
// posted yet: those are a draft.
func (s *Stock) CountMinutes(ctx context.Context, ref string) (CountMinutes, error) {
	return op.Read(ctx, s.d, policy.CountRead, func(v *op.View) (CountMinutes, error) {
		c, err := ownCountView(v, ref)
		if err != nil {
			return CountMinutes{}, err
		}
		minutes := CountMinutes{Count: c}
		if minutes.Lines, err = linesOfCount(v, c.ID); err != nil {
			return minutes, err
		}
		for m, err := range countMarks.All(v, storage.CountMarkByUnit.Key().ID(c.ID)) {
			if err != nil {
				return minutes, err
			}
			if m.Kind != MarkFound {
				minutes.Marks = append(minutes.Marks, m)
			}
		}
		return minutes, nil
	})
}

// CountPlace is a place of a count with its lines, to count from.
type CountPlace struct {
	Count  Count
	Place  Place
	Lines  []CountLine
	Places []Place // all that the count covers
}

// CountAt returns what a count has to look for at a place.
func (s *Stock) CountAt(ctx context.Context, ask CountLineAsk) (CountPlace, error) {
	return op.Read(ctx, s.d, policy.CountRecord, func(v *op.View) (CountPlace, error) {
		c, err := FindCount(v, ask.Count, v.By.Centre)
		if err != nil {
			return CountPlace{}, err
		}
		if err := v.Allow(c.Centre); err != nil {
			return CountPlace{}, err
		}
		sheet := CountPlace{Count: c}
		if sheet.Place, err = c.placeFor(v, ask.Place); err != nil {
			return sheet, err
		}
		if err := sheet.list(v); err != nil {
			return sheet, err
		}
		all, err := placesOf(v, c.Warehouse)
		for _, p := range all {
			if c.covers(p) {
				sheet.Places = append(sheet.Places, p)
			}
		}
		return sheet, err
	})
}

func (sheet *CountPlace) list(r storage.Reader) error {
	lines, err := linesOfCount(r, sheet.Count.ID)
	for _, l := range lines {
		if l.Node == sheet.Place.Node {
			sheet.Lines = append(sheet.Lines, l)
		}
	}
	return err
}

// CountDrawOf returns the protocol of the draw of a cycle count.
func (s *Stock) CountDrawOf(ctx context.Context, ref string) (CountDraw, error) {
	return op.Read(ctx, s.d, policy.CountRead, func(v *op.View) (CountDraw, error) {
		c, err := ownCountView(v, ref)
		if err != nil {
			return CountDraw{}, err
		}
		if c.Kind != CountCycle { // nothing was drawn
			return CountDraw{}, fault.Missing("count")
		}
		return peek(v, &countDraws, storage.CountDraw.Key().ID(c.ID))
	})
}

// Countable returns the models to choose from for a count by model, the first 200 by
// name. It is refused to those who may not open a count at their centre.
func (s *Stock) Countable(ctx context.Context) ([]Model, error) {
	return op.Read(ctx, s.d, policy.CountOpen, func(v *op.View) ([]Model, error) {
		if err := v.Allow(v.By.Centre); err != nil {
			return nil, err
		}
		page, err := models.Page(v, storage.ModelByName.Key(), storage.Ask{Limit: storage.MaxPage})
		return page.Items, err
	})
}
