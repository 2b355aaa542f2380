package stock

import (
	"strconv"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/gs1"
	"lumbung/app/policy"
)

// incoming judges a scan of goods that come in: a serial number, a label that was
// printed ahead, or what a manufacturer printed, which fills model, lot and
// expiry as well.
func (j *scanner) incoming(f Found, line ScanLine) (ScanLine, *fault.Field, error) {
	switch f.Kind {
	case FoundUnit:
		line.Why = j.alreadyHere(f.Unit)
		return line, nil, nil
	case FoundLabel:
		line.Label = true
		if !policy.May(j.v.By, policy.LabelBind, f.Label.Centre) {
			line.Why = &fault.Field{Key: "label.other_centre", Args: fault.Args{"code": f.Label.Code}}
		}
		return line, nil, nil
	case FoundModel:
		return j.product(f, line)
	}
	if f.Doubt != nil && !plainNumber(f.Text) {
		line.Why = f.Doubt
		return line, nil, nil
	}
	return j.serial(line, f.Text)
}

// plainNumber tells a number that could be a serial number as well as a product:
// its check digit does not fit, or it is as short as many serial numbers are.
func plainNumber(text string) bool {
	_, err := gs1.GTIN(text)
	return !strings.ContainsFunc(text, func(r rune) bool { return r < '0' || r > '9' }) && (err != nil || len(text) == 8)
}

func (j *scanner) alreadyHere(u Unit) *fault.Field {
	return &fault.Field{Key: "receipt.serial_taken", Args: fault.Args{
		"serial": u.Serial, "code": u.Code, "document": j.document(u), "since": u.Moved.At,
	}}
}

// document is the paper by which a unit is where it is: of its last movement, or
// when that had none, of the receipt that brought it.
func (j *scanner) document(u Unit) string {
	if u.Moved.Document != "" {
		return u.Moved.Document
	}
	rec, err := ReceiptByID(j.v, u.Receipt)
	if err != nil {
		return "–" // it came in without a receipt, from an older ledger
	}
	return rec.Number
}

// serial judges a serial number for the model at hand.
func (j *scanner) serial(line ScanLine, serial string) (ScanLine, *fault.Field, error) {
	line.Code, line.Model = serial, j.Model
	if key, args := checkSerial(serial); key != "" {
		line.Why = &fault.Field{Key: key, Args: args}
		return line, nil, nil
	}
	if j.Model.Tracking == Counted {
		line.Model = Model{}
		line.Why = &fault.Field{Key: "receipt.serials_refused", Args: fault.Args{"model": j.Model.Name}}
		return line, nil, nil
	}
	if j.Model.ID.IsZero() {
		return line, nil, nil
	}
	u, taken, err := units.Find(j.v, serialKey(j.Model.ID, serial))
	if err == nil && taken {
		line.Unit, line.Why = u, j.alreadyHere(u)
		line.Code = serial
	}
	return line, nil, err
}

// product judges the code of a product: it has to be of the same model and lot
// as what is in the list already.
func (j *scanner) product(f Found, line ScanLine) (ScanLine, *fault.Field, error) {
	if why := j.mixed(f); why != nil {
		line.Why = why
		return line, nil, nil
	}
	j.Model = f.Model
	if f.GS1.Lot != "" {
		j.Lot = f.GS1.Lot
	}
	if !f.GS1.Expiry.IsZero() {
		j.Expiry = f.GS1.Expiry
	}
	switch {
	case f.GS1.GTIN == "": // the code that people gave to the model
		return line, said("scan.said_model", f), nil
	case f.Model.Tracking == Counted:
		line.Pieces = max(1, f.GS1.Count)
		line.Code = printed(f.GS1)
		return line, nil, nil
	case f.GS1.Serial == "":
		return line, said("scan.said_model", f), nil
	}
	return j.serial(line, f.GS1.Serial)
}

func said(key string, f Found) *fault.Field {
	if f.GS1.Doubtful {
		return &fault.Field{Key: "scan.said_doubt", Args: fault.Args{"model": f.Model.Name, "lot": f.GS1.Lot}}
	}
	return &fault.Field{Key: key, Args: fault.Args{"model": f.Model.Name}}
}

// mixed says why a product cannot come in together with the others.
func (j *scanner) mixed(f Found) *fault.Field {
	started := len(j.Lines) > 0
	switch {
	case started && !j.Model.ID.IsZero() && j.Model.ID != f.Model.ID:
		return &fault.Field{Key: "scan.other_model", Args: fault.Args{"model": f.Model.Name, "other": j.Model.Name}}
	case started && j.Lot != "" && f.GS1.Lot != "" && !strings.EqualFold(j.Lot, f.GS1.Lot):
		return &fault.Field{Key: "scan.other_lot", Args: fault.Args{"lot": f.GS1.Lot, "other": j.Lot}}
	case started && !j.Expiry.IsZero() && !f.GS1.Expiry.IsZero() && !j.Expiry.Equal(f.GS1.Expiry):
		return &fault.Field{Key: "scan.other_expiry", Args: fault.Args{"date": f.GS1.Expiry, "other": j.Expiry}}
	case !f.GS1.Expiry.IsZero() && f.GS1.Expiry.Before(j.now.In(wib).Truncate(24*time.Hour)):
		return &fault.Field{Key: "scan.expired", Args: fault.Args{"date": f.GS1.Expiry, "lot": f.GS1.Lot}}
	}
	return nil
}

// printed writes a product code as people read it, to stay in the list.
func printed(c gs1.Code) string {
	text := "(01)" + c.GTIN
	if !c.Expiry.IsZero() {
		text += "(17)" + c.Expiry.Format("060102")
	}
	if c.Lot != "" {
		text += "(10)" + c.Lot
	}
	if c.Count > 0 {
		text += "(30)" + strconv.FormatInt(c.Count, 10)
	}
	return text
}
