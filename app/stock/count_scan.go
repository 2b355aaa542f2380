package stock

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// NewScans is what somebody saw at a place: code after code, as a scanner or a
// paste gives them. The code of a place among them is where the codes after it
// were seen.
type NewScans struct {
	Count     string    `json:"count" validate:"required,max=80"` // id, or number within the actor's centre
	Place     string    `json:"place" validate:"max=120"`         // code; empty: where the count begins
	Codes     []string  `json:"codes" validate:"max=2000,dive,max=2000"`
	Condition Condition `json:"condition" validate:"omitempty,oneof=new good needs_repair broken unfit"` // of all of them, as they look
	Note      string    `json:"note" validate:"max=300"`
	Close     bool      `json:"close"` // nothing else is at the place: what was not seen is missing
}

// Check finds what no tag can say.
func (in NewScans) Check() []fault.Field {
	switch n := len(splitCodes(in.Codes)); {
	case n > MaxCountCodes:
		return []fault.Field{{Name: "codes", Key: "count.too_many", Args: fault.Args{"n": n, "max": MaxCountCodes}}}
	case n == 0 && !in.Close:
		return []fault.Field{{Name: "codes", Key: "count.nothing_scanned"}}
	}
	return nil
}

// splitCodes takes apart what a scanner that ends with CR or Tab, or a paste
// from a spreadsheet, has put into one line.
func splitCodes(lines []string) (codes []string) {
	for _, line := range lines {
		for _, code := range strings.FieldsFunc(line, func(r rune) bool { return r == '\r' || r == '\n' || r == '\t' }) {
			if code = strings.TrimSpace(code); code != "" {
				codes = append(codes, code)
			}
		}
	}
	return codes
}

// ScanWord is what became of one scanned code.
type ScanWord string

// The answers to a scan.
const (
	ScanFound   ScanWord = "found"   // where the book has it
	ScanExtra   ScanWord = "extra"   // the book has it elsewhere
	ScanTwice   ScanWord = "twice"   // it is in the list already
	ScanUnknown ScanWord = "unknown" // no unit has this code
	ScanPlace   ScanWord = "place"   // the codes after it were seen here
	ScanOutside ScanWord = "outside" // not what this count covers
	ScanPrivate ScanWord = "private" // it looks like a NIK and was not kept
)

// Scanned is what became of one code, with what a person needs to judge it.
type Scanned struct {
	Code   string       `json:"code"` // as it was scanned
	Word   ScanWord     `json:"result"`
	Unit   string       `json:"unit,omitempty"` // code of the unit
	Serial string       `json:"serial,omitempty"`
	Place  string       `json:"place,omitempty"` // name of where it was seen, also the first time
	Book   Node         `json:"book"`            // where the book has it
	Since  Mark         `json:"book_since"`      // who put it there in the book, when, by which document
	Will   CountOutcome `json:"outcome,omitempty"`
}

// ScanSheet answers a batch of scans.
type ScanSheet struct {
	Count   Count     `json:"count"`
	Place   string    `json:"place"` // code of the last place
	Results []Scanned `json:"results"`
}

// Scan records what was seen. No code makes the batch fail: each gets its own
// answer. It may be called by several people at once.
func (s *Stock) Scan(ctx context.Context, in NewScans) (ScanSheet, error) {
	return op.Write(ctx, s.d, policy.CountRecord, in, func(tx *op.Tx) (ScanSheet, error) {
		c, err := ownCount(tx, in.Count, StageCounting)
		if err != nil {
			return ScanSheet{}, err
		}
		at, err := c.placeFor(tx, in.Place)
		if err != nil {
			return ScanSheet{}, err
		}
		t := &telling{tx: tx, c: &c, in: in, at: at, lines: map[string]*CountLine{}}
		var sheet ScanSheet
		for _, code := range splitCodes(in.Codes) {
			got, err := t.scan(code)
			if err != nil {
				return sheet, err
			}
			sheet.Results = append(sheet.Results, got)
		}
		if in.Close {
			if err := t.close(); err != nil {
				return sheet, err
			}
		}
		err = t.save()
		sheet.Count, sheet.Place = c, t.at.Code
		return sheet, err
	})
}

// placeFor finds a place that the count covers; empty is where it begins.
func (c *Count) placeFor(r storage.Reader, code string) (Place, error) {
	if code == "" {
		code = c.Warehouse
		if c.Kind == CountShelf {
			code = c.Place.Ref
		}
	}
	at, err := placeIn(r, "place", code, c.Centre)
	if err == nil && !c.covers(at) {
		err = fault.InField("place", "count.place_outside", fault.Args{"place": at.Name, "number": c.Number})
	}
	return at, err
}

// covers tells whether the count looks at a place.
func (c *Count) covers(at Place) bool {
	return at.Warehouse == c.Warehouse && (c.Kind != CountShelf || at.Node == c.Place)
}

// telling is a batch of scans on its way into the store.
type telling struct {
	tx    *op.Tx
	c     *Count
	in    NewScans
	at    Place
	lines map[string]*CountLine // read so far, by key
	kinds []op.ID               // models at the place; see serial
	kind  Node                  // the place that kinds was read for
}

func (t *telling) scan(code string) (Scanned, error) {
	found, err := look(loose{t.tx}, code, t.c.Centre, t.tx.At)
	if err != nil {
		return Scanned{Code: code}, err
	}
	var u Unit
	switch found.Kind {
	case FoundUnit:
		u, err = UnitByID(t.tx, found.Unit.ID)
	case FoundShelf, FoundWarehouse:
		return t.move(code, found.Place), nil
	default:
		u, err = t.serial(found.Text)
	}
	if fault.CodeOf(err) == fault.NotFound {
		return t.unknown(found.Text)
	}
	if err != nil {
		return Scanned{Code: code}, err
	}
	return t.unit(code, u)
}

// loose reads by key as a list would, without a guard. What a text leads to is
// found with it, in many ways of reading; the unit is then read again by Get. So
// three hundred codes that nobody knows do not fill a transaction with reads.
type loose struct{ storage.Reader }

// Get returns the value of key, unguarded.
func (r loose) Get(key []byte) (value []byte, ok bool, err error) {
	for e, err := range r.Scan(key, after(key)) {
		return e.Value, err == nil, err
	}
	return nil, false, nil
}

func (t *telling) move(code string, at Place) Scanned {
	got := Scanned{Code: code, Word: ScanOutside, Place: at.Name}
	if t.c.covers(at) {
		t.at, got.Word = at, ScanPlace
	}
	return got
}

// serial finds a unit by its serial number among the models that the count has
// at the place. That it looks through a list harms nobody: what it finds is read
// again by its id.
func (t *telling) serial(code string) (Unit, error) {
	if t.kind != t.at.Node {
		t.kind, t.kinds = t.at.Node, nil
		for l, err := range countLines.All(t.tx, storage.CountLineByItem.Key().ID(t.c.ID).Text(t.at.Node.String())) {
			if err != nil {
				return Unit{}, err
			}
			if l.Tracking == Serialised {
				t.kinds = append(t.kinds, l.Model)
			}
		}
	}
	for _, model := range t.kinds {
		key := serialKey(model, code)
		for e, err := range t.tx.Scan(key, append(key, 0)) {
			if err != nil {
				return Unit{}, err
			}
			return UnitByID(t.tx, op.ID(e.Value[len(e.Value)-16:]))
		}
	}
	return Unit{}, fault.Missing("unit")
}

// looksPrivate finds what could be the number of a person: a card scanned by
// mistake must not stay in a list.
var looksPrivate = regexp.MustCompile(`^\d{16}$`)

func (t *telling) unknown(code string) (Scanned, error) {
	got := Scanned{Code: code, Word: ScanUnknown, Place: t.at.Name}
	if looksPrivate.MatchString(code) {
		return Scanned{Code: code[:4] + "••••••••" + code[12:], Word: ScanPrivate}, nil
	}
	if r := []rune(code); len(r) > maxSerial {
		code = string(r[:maxSerial])
	}
	x := UnknownCode{Count: t.c.ID, Code: strings.ToUpper(code), Node: t.at.Node, At: t.tx.At, By: t.tx.By.Name}
	_, known, err := unknownCodes.Get(t.tx, unknownCodes.ID(&x))
	if err != nil || known {
		got.Word = ScanTwice
		return got, err
	}
	t.c.Sums.Unknown++
	return got, unknownCodes.Add(t.tx, &x, nil)
}

// unit records a unit that was seen at the place.
func (t *telling) unit(code string, u Unit) (Scanned, error) {
	got := Scanned{Code: code, Unit: u.Code, Serial: u.Serial, Place: t.at.Name, Book: u.Node, Since: u.Moved}
	m, known, err := countMarks.Get(t.tx, markKey(t.c.ID, u.ID))
	if err != nil {
		return got, err
	}
	if known && m.Kind != MarkMissing {
		first, err := t.line(m.Node, u.Model)
		got.Word, got.Place = ScanTwice, ""
		if first != nil {
			got.Place = first.PlaceName
		}
		return got, err
	}
	l, err := t.lineFor(u)
	if err != nil || l == nil {
		got.Word = ScanOutside
		return got, err
	}
	m = CountMark{
		Count: t.c.ID, Unit: u.ID, Kind: MarkFound, Node: t.at.Node, Model: u.Model, Code: u.Code, Serial: u.Serial,
		Book: u.Node, BookMark: u.Moved, At: t.tx.At, By: t.tx.By.Name, Condition: t.in.Condition, Note: t.in.Note, Value: u.UnitCost,
	}
	got.Word = ScanFound
	if u.Node != t.at.Node {
		m.Kind, got.Word, got.Will = MarkExtra, ScanExtra, t.c.settles(u)
	}
	if err := t.tally(m, l, 1); err != nil {
		return got, err
	}
	return got, countMarks.Put(t.tx, &m)
}

// tally adds a mark to the numbers of its line and of the count, or takes it out
// again.
func (t *telling) tally(m CountMark, l *CountLine, n int64) error {
	t.c.Sums.Seen += n
	if m.Kind == MarkFound {
		l.Found += n
		return nil
	}
	l.Extra += n
	t.c.Sums.Extra += n
	home, err := t.line(m.Book, m.Model)
	if home != nil {
		home.Astray += n
	}
	return err
}

// line reads a line once; nil when the count has none such.
func (t *telling) line(at Node, model op.ID) (*CountLine, error) {
	key := string(countLineKey(t.c.ID, at, model))
	if l, read := t.lines[key]; read {
		return l, nil
	}
	l, found, err := lineAt(t.tx, t.c.ID, at, model)
	if err != nil || !found {
		return nil, err
	}
	t.lines[key] = &l
	return &l, nil
}

// lineFor is the line that a unit seen at the place counts in: a new one where
// the book had none of its model, nil when the count does not cover it.
func (t *telling) lineFor(u Unit) (*CountLine, error) {
	if t.c.Kind == CountModel && u.Model != t.c.Model {
		return nil, nil
	}
	l, err := t.line(t.at.Node, u.Model)
	if err != nil || l != nil || t.c.Kind == CountCycle {
		return l, err
	}
	return t.newLine(u.Model)
}

func (t *telling) newLine(model op.ID) (*CountLine, error) {
	m, err := ModelByID(t.tx, model)
	if err != nil {
		return nil, err
	}
	t.c.Sums.Slots++
	l := newLine(t.c.ID, t.at, m, t.c.Sums.Slots)
	l.Added = true
	t.lines[string(countLineKey(l.Count, l.Node, l.Model))] = &l
	return &l, nil
}

// close ends the counting of a place: every serialised model of the count there
// has been looked through.
func (t *telling) close() error {
	keys := map[string]bool{}
	for l, err := range countLines.All(t.tx, storage.CountLineByItem.Key().ID(t.c.ID).Text(t.at.Node.String())) {
		if err != nil {
			return err
		}
		if _, err := t.line(l.Node, l.Model); err != nil { // now by Get, so that who scans meanwhile is not overlooked
			return err
		}
		keys[string(countLineKey(l.Count, l.Node, l.Model))] = true
	}
	for key, l := range t.lines {
		if l.Tracking == Serialised && l.Node == t.at.Node && (keys[key] || l.Added) {
			l.shut(t.c, t.tx)
		}
	}
	return nil
}

// shut closes a line now.
func (l *CountLine) shut(c *Count, tx *op.Tx) {
	if l.Closed.IsZero() {
		c.Sums.Closed++
	}
	l.Closed, l.Upto, l.ClosedBy, l.Recount = tx.At, tx.At, tx.By.Name, false
}

// save stores the lines that were touched and the count.
func (t *telling) save() error {
	for _, l := range t.lines {
		if err := countLines.Put(t.tx, l); err != nil {
			return err
		}
	}
	t.c.join(t.tx.By)
	t.tx.Changed("counted", "", fmt.Sprint(t.c.Sums.Seen))
	return t.c.save(t.tx)
}

// settles tells what posting will do about a unit that was seen where the book
// does not have it. A count settles what no other document owns: what stands at
// another place of the centre, and what had been given up for lost.
func (c *Count) settles(u Unit) CountOutcome {
	switch {
	case u.Centre != c.Centre:
		return OutcomeAbroad
	case u.Hold == HoldArriving:
		return OutcomeArriving
	case u.Node.Real():
		return OutcomeMoved
	case u.Node.Kind == AtLoss, u.Node.Kind == AtCountLoss:
		return OutcomeBack
	default:
		return OutcomeHeld
	}
}
