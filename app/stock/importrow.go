package stock

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/sheet"
	"lumbung/storage"
)

// The columns of the two forms of a file of stock.
func openingColumns() []sheet.Column {
	return []sheet.Column{
		{Name: "place", Required: true},
		{Name: "model", Required: true},
		{Name: "lot"},
		{Name: "serial"},
		{Name: "quantity", Required: true},
		{Name: "fund"},
		{Name: "unit_cost"},
		{Name: "expiry"},
		{Name: "account"},
		{Name: "document"},
		{Name: "reason"},
	}
}

func ledgerColumns() []sheet.Column {
	return []sheet.Column{
		{Name: "occurred_at", Required: true},
		{Name: "recorded_at"},
		{Name: "place", Required: true},
		{Name: "model", Required: true},
		{Name: "lot"},
		{Name: "serial"},
		{Name: "kind", Required: true},
		{Name: "quantity", Required: true},
		{Name: "from"},
		{Name: "to"},
		{Name: "reason"},
		{Name: "document"},
		{Name: "fund"},
		{Name: "unit_cost"},
		{Name: "expiry"},
		{Name: "account"},
	}
}

// LedgerColumns are the columns of the ledger of an older system, OpeningColumns
// those of opening stock.
func LedgerColumns() []string { return names(ledgerColumns()) }

// OpeningColumns are the columns of opening stock.
func OpeningColumns() []string { return names(openingColumns()) }

// importRow is one line of a file of stock, read and understood.
type importRow struct {
	at       int   // row of the spreadsheet
	day      int32 // that it happened on, in WIB: days since 1970
	occurred int64 // milliseconds since 1970
	recorded int64 // the same, as the older system says; it orders the rows of one day
	kind     MovementKind
	model    int32 // in models of the reader
	place    int32 // in places of the reader: where it happened, or where it went from
	to       int32 // where a transfer went; -1 for none
	quantity int64
	lot      string
	serial   string
	reason   string
	document string
	lotFacts
}

// lotFacts are what tells lots apart that share a batch number.
type lotFacts struct {
	fund, account string
	cost          int64
	expiry        int64 // milliseconds since 1970; 0 for none
}

// importReader gathers what the rows of a file say.
type importReader struct {
	r      storage.Reader
	by     policy.Actor
	now    time.Time
	at     time.Time // of rows that say no time
	ledger bool

	placeAt map[string]int32 // by the text of cells; -1 for one that is unknown
	places  []Place
	modelAt map[string]int32
	models  []Model
	known   map[string][]string // codes to suggest, by what they are of
	tainted map[int32]bool      // models of which a row was refused

	rows    []importRow
	outside int // rows whose other side is no place, and is not kept
	bad     *sheet.Problems
}

// readStock reads a file of stock. Whatever is wrong in a single row is noted;
// whether the rows fit together is for the simulation.
func readStock(v *op.View, in StockFile, now time.Time) (*importReader, sheet.Problems, error) {
	known := append(LedgerColumns(), OpeningColumns()...)
	t, bad := sheet.Read(in.Data, known)
	if !bad.Clean() {
		return nil, bad, nil
	}
	p := &importReader{
		r: v, by: v.By, now: now, at: in.At, placeAt: map[string]int32{}, modelAt: map[string]int32{},
		known: map[string][]string{}, tainted: map[int32]bool{}, bad: &bad,
	}
	form := openingColumns()
	p.ledger = slices.ContainsFunc([]string{"kind", "occurred_at", "recorded_at", "from", "to"}, t.Has)
	if p.ledger {
		form = ledgerColumns()
	}
	if bad = t.Match(form); !bad.Clean() {
		return nil, bad, nil
	}
	if len(t.Rows) == 0 {
		bad.Add(2, "", "import.no_rows", nil)
	}
	p.rows = make([]importRow, 0, len(t.Rows))
	for _, row := range t.Rows {
		if err := p.take(t.Cells(row, &bad)); err != nil {
			return nil, bad, err
		}
	}
	return p, bad, nil
}

func (p *importReader) take(c *sheet.Cells) error {
	row := importRow{at: c.At, place: -1, to: -1, kind: Receive}
	var err error
	if row.model, err = p.model(c); err != nil {
		return err
	}
	if p.ledger {
		row.kind = importKind(c)
	}
	if err := p.where(c, &row); err != nil {
		return err
	}
	p.when(c, &row)
	row.lot, row.serial = c.Text("lot", 80), c.Text("serial", maxSerial)
	row.reason, row.document = c.Note("reason", 500), c.Note("document", 80)
	if row.kind != "" && row.model >= 0 {
		p.howMany(c, &row)
	}
	p.money(c, &row)
	if c.Wrong {
		if row.model >= 0 {
			p.tainted[row.model] = true
		}
		return nil
	}
	p.rows = append(p.rows, row)
	return nil
}

// importKind is the movement that a row names.
func importKind(c *sheet.Cells) MovementKind {
	if !c.Has("kind") {
		c.Refuse("kind", "sheet.required", nil)
		return ""
	}
	switch word := c.Choice("kind", "receive", "issue", "count", "adjust", "transfer"); word {
	case "transfer":
		return Moved
	default:
		return MovementKind(word)
	}
}

// where finds the places of a row: the one that it happened at, and for a
// transfer both ends. The column place may stand for either end.
func (p *importReader) where(c *sheet.Cells, row *importRow) (err error) {
	if row.place, err = p.place(c, "place"); err != nil {
		return err
	}
	if row.kind == Moved {
		return p.between(c, row)
	}
	own, other := "from", "to"
	if row.kind == Receive {
		own, other = other, own
	}
	if c.Has(other) || c.Has(own) && row.kind != Receive && row.kind != Issued {
		p.outside++ // the other side is somebody's name perhaps: it is not kept
	}
	if (row.kind == Receive || row.kind == Issued) && c.Has(own) {
		end, err := p.place(c, own)
		if err != nil {
			return err
		}
		if row.place < 0 && !c.Has("place") {
			row.place = end
		}
		if end >= 0 && row.place >= 0 && end != row.place {
			c.Refuse(own, "import.place_differs", fault.Args{"place": p.places[row.place].Code})
		}
		return nil
	}
	if !c.Has("place") {
		c.Refuse("place", "sheet.required", nil)
	}
	return nil
}

func (p *importReader) between(c *sheet.Cells, row *importRow) error {
	from, err := p.place(c, "from")
	if err != nil {
		return err
	}
	to, err := p.place(c, "to")
	if err != nil {
		return err
	}
	if c.Wrong {
		row.place, row.to = from, to
		return nil
	}
	place := row.place
	switch {
	case from < 0 && to < 0:
		c.Refuse("to", "import.transfer_ends", nil)
	case from < 0:
		from = place
	case to < 0:
		to = place
	case place >= 0 && place != from && place != to:
		c.Refuse("place", "import.transfer_place", nil)
	}
	switch {
	case c.Wrong:
	case from < 0:
		c.Refuse("from", "import.transfer_ends", nil)
	case to < 0:
		c.Refuse("to", "import.transfer_ends", nil)
	case from == to:
		c.Refuse("to", "import.transfer_same", fault.Args{"place": p.places[to].Code})
	}
	row.place, row.to = from, to
	return nil
}

// when reads when it happened and when the older system wrote it down.
func (p *importReader) when(c *sheet.Cells, row *importRow) {
	occurred := p.at
	if p.ledger {
		var given bool
		if occurred, given = c.Time("occurred_at", p.now); !given && !c.Has("occurred_at") {
			c.Refuse("occurred_at", "sheet.required", nil)
		}
	}
	recorded, given := c.Time("recorded_at", p.now)
	if !given {
		recorded = occurred
	}
	row.occurred, row.recorded, row.day = occurred.UnixMilli(), recorded.UnixMilli(), dayNumber(occurred)
}

// dayNumber counts the days since 1970 in WIB.
func dayNumber(at time.Time) int32 {
	return int32((at.Unix() + 7*60*60) / (24 * 60 * 60))
}

// howMany reads the quantity, which is of units or of pieces as the model is
// tracked.
func (p *importReader) howMany(c *sheet.Cells, row *importRow) {
	m := p.models[row.model]
	n, given := c.Whole("quantity")
	if !given && c.Has("quantity") {
		return // refused already
	}
	if m.Tracking == Serialised {
		p.oneUnit(c, row, n, given)
		return
	}
	row.quantity = n
	switch {
	case row.serial != "":
		c.Refuse("serial", "import.serial_refused", fault.Args{"model": m.Code})
	case !given:
		c.Refuse("quantity", "sheet.required", nil)
	case n > MaxQuantity || n < -MaxQuantity:
		c.Refuse("quantity", "import.quantity_large", fault.Args{"n": n, "max": MaxQuantity})
	case n < 0 && row.kind != Adjusted:
		c.Refuse("quantity", "import.quantity_negative", fault.Args{"n": n})
	case n == 0 && row.kind != CountedOff:
		c.Refuse("quantity", "import.quantity_zero", nil)
	}
}

func (p *importReader) oneUnit(c *sheet.Cells, row *importRow, n int64, given bool) {
	if row.serial == "" {
		if !c.Has("serial") {
			c.Refuse("serial", "import.serial_needed", fault.Args{"model": p.models[row.model].Code})
		}
		return
	}
	if key, args := checkSerial(row.serial); key != "" {
		c.Refuse("serial", key, args)
	}
	if !given {
		n = 1
	}
	row.quantity = n
	if ok := n == 1 || n == 0 && row.kind == CountedOff || n == -1 && row.kind == Adjusted; !ok {
		c.Refuse("quantity", "import.serial_quantity", fault.Args{"n": n})
	}
}

// money reads what tells lots apart.
func (p *importReader) money(c *sheet.Cells, row *importRow) {
	row.fund, row.account = c.Text("fund", 80), c.Text("account", 6)
	if row.account != "" && (len(row.account) != 6 || strings.Trim(row.account, "0123456789") != "") {
		c.Refuse("account", "import.account", nil)
	}
	n, given := c.Rupiah("unit_cost")
	if given && (n < 0 || n > maxRupiah) {
		c.Refuse("unit_cost", "sheet.range", fault.Args{"text": fmt.Sprint(n), "min": 0, "max": maxRupiah})
	}
	row.cost = n
	if day, given := c.Day("expiry"); given {
		row.expiry = day.UnixMilli()
	}
}

// ordered returns the rows model by model, and those of a model as they happened:
// by day, then as they were recorded, then as they stand in the file.
func (p *importReader) ordered() []int32 {
	order := make([]int32, len(p.rows))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		x, y := &p.rows[a], &p.rows[b]
		return cmp.Or(cmp.Compare(x.model, y.model), cmp.Compare(x.day, y.day), cmp.Compare(x.recorded, y.recorded), cmp.Compare(a, b))
	})
	return order
}
