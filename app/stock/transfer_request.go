package stock

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// NewTransfer is a wish for goods of another warehouse, or the sender's own
// decision to send some. Units are named by code, the rest by model and number.
type NewTransfer struct {
	From    string         `json:"from" validate:"required,max=120"` // code of a warehouse or shelf, or of a centre for its main warehouse
	To      string         `json:"to" validate:"required,max=120"`
	Reason  string         `json:"reason" validate:"required,max=200"`
	Request string         `json:"request" validate:"max=40"` // number of the request of a person that it is for
	Codes   []string       `json:"codes" validate:"max=120,dive,max=200"`
	Lines   []TransferWish `json:"lines" validate:"max=30,dive"`
}

// TransferWish is so many pieces of a model.
type TransferWish struct {
	Model    string `json:"model" validate:"max=120"` // slug, code or id; an empty wish is passed over
	Quantity int64  `json:"quantity" validate:"min=0,max=1000000"`
	Lot      op.ID  `json:"lot"` // of a counted model; zero for what expires first
}

func (w TransferWish) empty() bool { return w.Model == "" && w.Quantity == 0 && w.Lot.IsZero() }

// Check finds what no tag can say.
func (in NewTransfer) Check() (bad []fault.Field) {
	if len(in.Codes) == 0 && !slices.ContainsFunc(in.Lines, func(w TransferWish) bool { return !w.empty() }) {
		return []fault.Field{{Name: "codes", Key: "transfer.nothing_asked"}}
	}
	for i, w := range in.Lines {
		switch at := fmt.Sprintf("lines.%d.", i); {
		case w.empty():
		case w.Model == "":
			bad = append(bad, fault.Field{Name: at + "model", Key: "field.required"})
		case w.Quantity == 0:
			bad = append(bad, fault.Field{Name: at + "quantity", Key: "receipt.quantity"})
		}
	}
	return bad
}

// RequestTransfer records a transfer. The receiver asks and the sender decides;
// what the sender itself starts, also between its own warehouses, is approved at
// once and its units are picked.
func (s *Stock) RequestTransfer(ctx context.Context, in NewTransfer) (Transfer, error) {
	in.Codes = heard(in.Codes)
	return op.Write(ctx, s.d, policy.TransferRequest, in, func(tx *op.Tx) (Transfer, error) {
		from, to, err := transferEnds(tx, in)
		if err != nil {
			return Transfer{}, err
		}
		side := to.Centre
		if from.Centre == tx.By.Centre {
			side = from.Centre
		}
		if err := tx.Allow(side); err != nil {
			return Transfer{}, err
		}
		t := Transfer{
			ID: tx.ID(), From: from, To: to, State: TransferAsked, Reason: in.Reason, Request: in.Request, Asked: deed(tx, ""),
			Owner: from.Centre, Version: 1,
		}
		if t.Lines, err = wishedLines(tx, t, in); err != nil {
			return t, err
		}
		if err := t.number(tx, from.Centre); err != nil {
			return t, err
		}
		tx.About(transferKind, t.ID, t.Number)
		tx.Changed("state", "", string(TransferAsked))
		if side == from.Centre {
			if err := t.approve(tx); err != nil {
				return t, err
			}
		}
		return t, transfers.Add(tx, &t, nil)
	})
}

// number gives the transfer the next number of a centre and year.
func (t *Transfer) number(tx *op.Tx, centre string) error {
	year, _ := dayOf(tx.At)
	n, err := tx.Count(centre, transferKind, year)
	t.Number = fmt.Sprintf("KRM-%d-%04d", year, n)
	return err
}

func transferEnds(r storage.Reader, in NewTransfer) (from, to TransferEnd, err error) {
	if from, err = transferEnd(r, "from", in.From); err != nil {
		return from, to, err
	}
	if to, err = transferEnd(r, "to", in.To); err != nil {
		return from, to, err
	}
	if from.Node.Warehouse() == to.Node.Warehouse() {
		return from, to, fault.InField("to", "transfer.same_place", nil)
	}
	return from, to, nil
}

// transferEnd finds a place by its code, or the main warehouse of a centre by
// the centre's.
func transferEnd(r storage.Reader, field, code string) (TransferEnd, error) {
	p, err := FindPlace(r, code, "")
	if fault.CodeOf(err) != fault.NotFound {
		return endAt(p), err
	}
	centre, err := centreOf(r, code)
	if err == nil {
		p, err = FindPlace(r, "", centre)
	}
	return endAt(p), inField(err, field, "stock.place_unknown")
}

// wishedLines gathers what is asked for: one line for each model, or for each
// lot that is named.
func wishedLines(tx *op.Tx, t Transfer, in NewTransfer) ([]TransferLine, error) {
	var list []TransferLine
	for i, w := range in.Lines {
		if w.empty() {
			continue
		}
		line, err := wishedLine(tx, w, fmt.Sprintf("lines.%d.", i))
		if err != nil {
			return nil, err
		}
		if at := slices.IndexFunc(list, line.same); at >= 0 {
			return nil, fault.InField(fmt.Sprintf("lines.%d.model", i), "transfer.line_twice", nil)
		}
		list = append(list, line)
	}
	list, err := wishedUnits(tx, t, in.Codes, list, tx.At)
	if err != nil {
		return nil, err
	}
	return list, limited(tx, list)
}

// limited refuses more than one transfer can carry.
func limited(r storage.Reader, list []TransferLine) error {
	if len(list) > MaxTransferLines {
		return fault.InField("lines", "transfer.too_many_lines", fault.Args{"max": MaxTransferLines})
	}
	units := int64(0)
	for _, l := range list {
		m, err := ModelByID(r, l.Model)
		if err != nil {
			return err
		}
		if m.Tracking == Serialised {
			units += l.Asked
		}
	}
	if units > MaxTransferUnits {
		return fault.InField("lines", "transfer.too_many_units", fault.Args{"max": MaxTransferUnits, "n": units})
	}
	return nil
}

// same tells whether two lines are of the same goods.
func (l TransferLine) same(o TransferLine) bool { return l.Model == o.Model && l.Lot == o.Lot }

func wishedLine(r storage.Reader, w TransferWish, at string) (TransferLine, error) {
	m, err := FindModel(r, w.Model)
	if err != nil {
		return TransferLine{}, inField(err, at+"model", "receipt.model_unknown")
	}
	if !w.Lot.IsZero() {
		lot, err := LotByID(r, w.Lot)
		if err == nil && (lot.Model != m.ID || m.Tracking == Serialised) {
			err = fault.Missing("lot")
		}
		if err != nil {
			return TransferLine{}, inField(err, at+"lot", "transfer.lot_unknown")
		}
	}
	return TransferLine{Model: m.ID, Lot: w.Lot, Asked: w.Quantity}, nil
}

// wishedUnits adds the units that are asked for by code, each of which must
// stand in the warehouse that sends.
func wishedUnits(r storage.Reader, t Transfer, codes []string, list []TransferLine, now time.Time) ([]TransferLine, error) {
	var bad []fault.Field
	seen := map[op.ID]int{}
	for i, code := range codes {
		u, err := heardUnit(r, code, nil, now)
		if err != nil && fault.CodeOf(err) != fault.NotFound {
			return nil, err
		}
		at := fault.Field{Name: fmt.Sprintf("codes.%d", i)}
		switch first, twice := seen[u.ID]; {
		case err != nil:
			at.Key, at.Args = "transfer.code_unknown", fault.Args{"code": shown(code)}
		case twice:
			at.Key, at.Args = "transfer.code_twice", fault.Args{"code": u.Code, "first": first + 1}
		case u.Node.Warehouse() != t.From.Node.Warehouse():
			at.Key, at.Args = "transfer.not_at_sender", standing(u)
		default:
			seen[u.ID] = i
			list = withUnit(list, u)
			continue
		}
		bad = append(bad, at)
	}
	if len(bad) > 0 {
		return nil, fault.InFields(bad...)
	}
	return list, nil
}

// withUnit notes a unit on the line of its model, a new one where there is none.
func withUnit(list []TransferLine, u Unit) []TransferLine {
	i := slices.IndexFunc(list, func(l TransferLine) bool { return l.Model == u.Model })
	if i < 0 {
		i, list = len(list), append(list, TransferLine{Model: u.Model})
	}
	l := &list[i]
	l.Wanted = append(l.Wanted, u.ID)
	l.Asked = max(l.Asked, int64(len(l.Wanted)))
	return list
}

// standing says where a unit is, since when and by which document.
func standing(u Unit) fault.Args {
	return fault.Args{"code": u.Code, "state": nodeState(u.Node), "place": u.Node.Warehouse(), "since": u.Moved.At, "document": u.Moved.Document, "by": u.Moved.By}
}

// nodeState is the word of a node among the states of the screen.
func nodeState(n Node) string { return "node_" + strings.ReplaceAll(string(n.Kind), "-", "_") }

// shown is a scanned text as an error repeats it: the label, not its address,
// and not a whole page of it.
func shown(text string) string {
	if _, after, ok := strings.Cut(text, "/u/"); ok {
		text = after
	}
	if r := []rune(text); len(r) > 40 {
		text = string(r[:40]) + "…"
	}
	return text
}

// happened is when something happened that a form dates: zero is now, a day
// alone now if it is today, else the end of that day.
func happened(at, now time.Time) (time.Time, error) {
	if at.IsZero() {
		return now, nil
	}
	local := at.In(wib)
	y, m, d := local.Date()
	if midnight := time.Date(y, m, d, 0, 0, 0, 0, wib); local.Equal(midnight) {
		if ty, tm, td := now.In(wib).Date(); y == ty && m == tm && d == td {
			return now, nil
		}
		at = midnight.AddDate(0, 0, 1).Add(-time.Second)
	}
	return at.UTC(), checkOccurred(at, now)
}
