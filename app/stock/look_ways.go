package stock

import (
	"errors"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/gs1"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// byCode reads a short opaque code: of a unit, also a former one, of a place, or
// of a label that waits.
func byCode(r storage.Reader, f *Found, _ time.Time) error {
	code := ReadCode(f.Text)
	if len(code) != codeLength {
		return nil
	}
	u, ok, err := units.Find(r, storage.UnitByCode.Key().Text(code))
	if err == nil && !ok {
		u, ok, err = unitOfLabel(r, code)
	}
	if err != nil || ok {
		return f.take(r, u, err)
	}
	l, ok, err := labels.Get(r, labelKey(code))
	if err != nil || !ok {
		return err
	}
	f.Label = l
	switch l.Kind {
	case LabelFree:
		f.Kind = FoundLabel
		return nil
	case LabelCentre:
		f.Kind = FoundCentre
		f.Centre, err = network.CentreByCode(r, l.Ref)
		return err
	default:
		return f.takePlace(r, l.Ref)
	}
}

// take notes a unit with its model.
func (f *Found) take(r storage.Reader, u Unit, err error) error {
	if err != nil {
		return err
	}
	f.Kind, f.Unit = FoundUnit, u
	f.Model, err = ModelByID(r, u.Model)
	return err
}

// takePlace notes the warehouse or shelf of a code, when there is one.
func (f *Found) takePlace(r storage.Reader, code string) error {
	p, err := FindPlace(r, code, "")
	if fault.CodeOf(err) == fault.NotFound {
		return nil
	}
	f.Place, f.Kind = p, FoundWarehouse
	if p.Node.Kind == AtBin {
		f.Kind = FoundShelf
	}
	return err
}

// byGS1 reads what a manufacturer printed: the unit of a model by its serial
// number, or the model alone. A code that is wrong, or of a product that no model
// bears, says so in Doubt, unless it may as well be a serial number.
func byGS1(r storage.Reader, f *Found, now time.Time) error {
	code, err := gs1.Read(f.Text, now)
	if errors.Is(err, gs1.ErrNotGS1) {
		return nil
	}
	if err != nil {
		f.Doubt = &fault.Field{Name: "code", Key: gs1Word(err), Args: fault.Args{"code": f.Text, "ai": aiOf(err)}}
		return nil
	}
	f.GS1 = code
	m, ok, err := modelByGTIN(r, code.GTIN)
	if err != nil {
		return err
	}
	if !ok {
		f.Doubt = &fault.Field{Name: "code", Key: "gtin.unknown", Args: fault.Args{"gtin": code.GTIN}}
		return nil
	}
	f.Kind, f.Model = FoundModel, m
	if code.Serial == "" {
		return nil
	}
	u, ok, err := units.Find(r, serialKey(m.ID, code.Serial))
	if err == nil && ok {
		f.Kind, f.Unit = FoundUnit, u
	}
	return err
}

// gs1Word is the message key of what is wrong with a code.
func gs1Word(err error) string {
	switch {
	case errors.Is(err, gs1.ErrCheckDigit):
		return "gs1.check_digit"
	case errors.Is(err, gs1.ErrUnknown):
		return "gs1.unknown_field"
	case errors.Is(err, gs1.ErrShort):
		return "gs1.cut_off"
	case errors.Is(err, gs1.ErrLong):
		return "gs1.too_long"
	case errors.Is(err, gs1.ErrDate):
		return "gs1.date"
	default:
		return "gs1.letters"
	}
}

func aiOf(err error) string {
	if at, ok := errors.AsType[*gs1.FieldError](err); ok {
		return at.AI
	}
	return ""
}

// byPlace reads the code that people gave to a place, or the name of a centre.
func byPlace(r storage.Reader, f *Found, _ time.Time) error {
	if err := f.takePlace(r, f.Text); err != nil || f.Kind != FoundNothing {
		return err
	}
	if err := f.bareShelf(r); err != nil || f.Kind != FoundNothing {
		return err
	}
	c, err := network.CentreByCode(r, f.Text)
	if fault.CodeOf(err) == fault.NotFound {
		return nil
	}
	f.Kind, f.Centre = FoundCentre, c
	return err
}

// bareShelf finds a shelf by its code alone, when one warehouse of the own centre
// has it and no other.
func (f *Found) bareShelf(r storage.Reader) error {
	if f.own == "" {
		return nil
	}
	code := ""
	for w, err := range network.WarehousesOf(r, f.own) {
		if err != nil {
			return err
		}
		s, err := network.ShelfByCode(r, w.Code, f.Text)
		if fault.CodeOf(err) == fault.NotFound {
			continue
		}
		if err != nil || code != "" {
			return err
		}
		code = s.Warehouse + "/" + s.Code
	}
	if code == "" {
		return nil
	}
	return f.takePlace(r, code)
}

// byModel reads the code, the slug or the id of a model, or the id of a unit.
func byModel(r storage.Reader, f *Found, _ time.Time) error {
	m, err := FindModel(r, f.Text)
	if err == nil {
		f.Kind, f.Model = FoundModel, m
		return nil
	}
	if fault.CodeOf(err) != fault.NotFound {
		return err
	}
	id, err := op.ParseID(f.Text)
	if err != nil || id.IsZero() {
		return nil
	}
	u, err := UnitByID(r, id)
	if fault.CodeOf(err) == fault.NotFound {
		return nil
	}
	return f.take(r, u, err)
}

// bySerial looks for a serial number in every model, as a device alone does not
// say of which it is.
func bySerial(r storage.Reader, f *Found, _ time.Time) error {
	for m, err := range models.All(r, storage.ModelByName.Key()) {
		if err != nil {
			return err
		}
		u, ok, err := units.Find(r, serialKey(m.ID, f.Text))
		if err != nil {
			return err
		}
		if ok {
			f.Units = append(f.Units, u)
			f.Unit, f.Model = u, m
		}
	}
	switch len(f.Units) {
	case 0:
	case 1:
		f.Kind, f.Units = FoundUnit, nil
	default:
		f.Kind, f.Unit, f.Model = FoundUnits, Unit{}, Model{}
	}
	return nil
}

// mostLike is how many models are offered when nothing bears the text itself.
const mostLike = 10

// namedLike returns the models whose name holds every word of the text.
func namedLike(r storage.Reader, text string) (list []Model, err error) {
	words := strings.Fields(strings.ToLower(text))
	if len(words) == 0 {
		return nil, nil
	}
	for m, err := range models.All(r, storage.ModelByName.Key()) {
		if err != nil {
			return nil, err
		}
		name := strings.ToLower(m.Name + " " + m.Code)
		all := true
		for _, w := range words {
			all = all && strings.Contains(name, w)
		}
		if all {
			list = append(list, m)
		}
		if len(list) == mostLike {
			break
		}
	}
	return list, nil
}

// acts are what the actor may do with what was found, where it is now.
func (f Found) acts(by policy.Actor) (may []Act) {
	add := func(a Act, when bool) {
		if when {
			may = append(may, a)
		}
	}
	switch f.Kind {
	case FoundUnit:
		return actsOn(f.Unit, by)
	case FoundShelf, FoundWarehouse:
		add(ActReceive, policy.May(by, policy.ReceiptPost, f.Place.Centre))
		add(ActFill, policy.May(by, policy.StockMove, f.Place.Centre))
		add(ActLabel, policy.May(by, policy.LabelPrint, f.Place.Centre))
	case FoundCentre:
		add(ActLabel, policy.May(by, policy.LabelPrint, f.Centre.Code))
	case FoundModel:
		add(ActReceive, policy.May(by, policy.ReceiptPost, by.Centre))
	case FoundLabel:
		add(ActBind, policy.May(by, policy.LabelBind, f.Label.Centre))
		add(ActReceive, policy.May(by, policy.ReceiptPost, f.Label.Centre))
	}
	return may
}

// actsOn are what the actor may do with a unit where it is now.
func actsOn(u Unit, by policy.Actor) (may []Act) {
	here := u.Node.Real()
	for _, x := range []struct {
		act    Act
		can    bool
		rule   policy.Action
		centre string
	}{
		{ActIssue, bucketOf(u) == Reserved, policy.HandoverPost, u.Centre},
		{ActMove, here, policy.StockMove, u.Centre},
		{ActInspect, here, policy.UnitInspect, u.Centre},
		{ActHold, here, policy.UnitInspect, u.Centre},
		{ActReturn, u.Node.inUse(), policy.UnitReturn, by.Centre}, // any centre takes a device back
		{ActLabel, true, policy.LabelPrint, u.Centre},
	} {
		if x.can && policy.May(by, x.rule, x.centre) {
			may = append(may, x.act)
		}
	}
	return may
}
