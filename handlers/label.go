package handlers

import (
	"errors"
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/stock"
	"lumbung/views"
	"lumbung/views/paper"
)

// labelRoutes are labels and GTINs.
func labelRoutes() []route {
	return []route{
		{get, "/gudang/label", (*Server).labels, 0},
		{post, "/gudang/label", (*Server).printLabels, 0},
		{post, "/gudang/label/cetak", (*Server).printAhead, 0},
		{get, "/alat/:id/gtin", (*Server).gtinPage, 0},
		{post, "/alat/:id/gtin", (*Server).setGTIN, 0},
		{post, "/api/v1/labels", (*Server).printAheadAPI, 0},
		{post, "/api/v1/labels/places", (*Server).placeLabelsAPI, 0},
		{get, "/api/v1/models/:id/gtins", (*Server).gtinsAPI, public},
		{post, "/api/v1/models/:id/gtins", (*Server).setGTINAPI, 0},
	}
}

// labelAsk is what labels are wanted of, and on which paper.
type labelAsk struct {
	Receipt string       `json:"receipt"` // id
	Unit    string       `json:"unit"`    // code or id
	Batch   string       `json:"batch"`   // id of labels printed ahead
	Format  paper.Format `json:"format"`  // empty: A4
	Skip    int          `json:"skip"`    // labels of the first sheet that were used
}

func (a labelAsk) sheet() (paper.LabelSheet, error) {
	if a.Format == "" {
		a.Format = paper.A4Labels
	}
	if a.Format != paper.A4Labels && a.Format != paper.RollLabels {
		return paper.LabelSheet{}, fault.InField("format", "field.oneof", nil)
	}
	if a.Skip < 0 || a.Skip >= paper.LabelsOnSheet {
		return paper.LabelSheet{}, fault.InField("skip", "label.skip", fault.Args{"max": paper.LabelsOnSheet - 1})
	}
	return paper.LabelSheet{Format: a.Format, Skip: a.Skip}, nil
}

// labels answers with a PDF of the labels of a receipt, of one unit or of a batch
// that was printed ahead; without any of them it is the page that chooses.
func (s *Server) labels(c *fiber.Ctx) error {
	in, _, err := query[labelAsk](c)
	if err != nil {
		return err
	}
	if in.Receipt == "" && in.Unit == "" && in.Batch == "" {
		return s.labelPage(c, s.form(c, "/gudang/label"), s.form(c, "/gudang/label/cetak"))
	}
	on, err := in.sheet()
	if err != nil {
		return err
	}
	list, err := s.labelled(c, in)
	if err != nil {
		return err
	}
	return s.printed(c, list, on)
}

func (s *Server) printed(c *fiber.Ctx, list []paper.Label, on paper.LabelSheet) error {
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, `inline; filename="label.pdf"`)
	return paper.Labels(c.Response().BodyWriter(), list, on)
}

// labelled are the labels that a link asks for; a receipt without units has none.
func (s *Server) labelled(c *fiber.Ctx, in labelAsk) ([]paper.Label, error) {
	switch {
	case in.Unit != "":
		sheet, err := s.app.Stock.Unit(c.UserContext(), in.Unit)
		return s.labelsOf(c, []stock.Unit{sheet.Unit}, sheet.Model), err
	case in.Batch != "":
		return s.batchLabels(c, in.Batch)
	}
	sheet, err := s.receiptOf(c, in.Receipt)
	if err == nil && len(sheet.Units) == 0 {
		err = fault.Missing("unit")
	}
	return s.labelsOf(c, sheet.Units, sheet.Model), err
}

func (s *Server) batchLabels(c *fiber.Ctx, ref string) ([]paper.Label, error) {
	id, err := op.ParseID(ref)
	if err != nil {
		return nil, fault.Missing("label_batch")
	}
	b, free, err := s.app.Stock.BatchLabels(c.UserContext(), id)
	list := make([]paper.Label, 0, len(free))
	for _, l := range free {
		if l.Kind == stock.LabelFree { // one that sticks somewhere is not printed twice
			list = append(list, paper.Label{Content: s.base(c) + "/u/" + l.Code, Code: l.Code, Name: b.Number, Owner: s.centreName(c, b.Centre)})
		}
	}
	if err == nil && len(list) == 0 {
		err = fault.Missing("label")
	}
	return list, err
}

func (s *Server) labelsOf(c *fiber.Ctx, units []stock.Unit, m stock.Model) []paper.Label {
	list := make([]paper.Label, len(units))
	for i, u := range units {
		list[i] = paper.Label{Content: s.base(c) + "/u/" + u.Code, Code: u.Code, Name: m.Name, Owner: s.centreName(c, u.Centre)}
	}
	return list
}

// labelPage chooses what to print labels of.
func (s *Server) labelPage(c *fiber.Ctx, choose, ahead views.Form) error {
	batches, err := s.app.Stock.LabelBatches(c.UserContext())
	if err != nil {
		return err
	}
	tree, err := s.app.Stock.Places(c.UserContext(), "")
	if err != nil {
		return err
	}
	f := s.frame(c, "label.title")
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	choose.ID, ahead.ID = "p-", "b-"
	if choose.Value("format") == "" {
		choose = choose.Set("format", string(paper.A4Labels))
	}
	return s.page(c, views.Labels(f, views.LabelsPage{Choose: choose, Ahead: ahead, Batches: batches, Tree: tree}))
}

// labelChoice is what the page chooses: a list of codes, places, or all units of a
// place.
type labelChoice struct {
	Codes  []string     `json:"codes"`  // of units, one a line, as typed or scanned
	Places []string     `json:"places"` // "shelf soeharso-utama/a1", "warehouse …", "centre …"
	Within string       `json:"within"` // code of a place: the labels of the units in it
	Format paper.Format `json:"format"`
	Skip   int          `json:"skip"`
}

// maxPrinted is how many labels one file holds.
const maxPrinted = 500

// printLabels answers with a PDF of what the page chose. Places without a code get
// one with it.
func (s *Server) printLabels(c *fiber.Ctx) error {
	in, form, err := bind[labelChoice](c)
	var on paper.LabelSheet
	if err == nil {
		on, err = labelAsk{Format: in.Format, Skip: in.Skip}.sheet()
	}
	var list []paper.Label
	if err == nil {
		list, err = s.chosen(c, in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.labelPage(c, form, s.form(c, "/gudang/label/cetak"))
	}
	if err != nil {
		return err
	}
	return s.printed(c, list, on)
}

// chosen gathers the labels, the places first.
func (s *Server) chosen(c *fiber.Ctx, in labelChoice) ([]paper.Label, error) {
	list, err := s.placeLabels(c, in.Places)
	if err != nil {
		return nil, err
	}
	named, err := s.codeLabels(c, in.Codes)
	if err != nil {
		return nil, err
	}
	list = append(list, named...)
	if in.Within != "" {
		units, err := s.app.Stock.UnitsWithin(c.UserContext(), in.Within)
		if err != nil {
			return nil, asField(err, "within", "stock.place_unknown")
		}
		inside, err := s.unitLabels(c, units)
		if err != nil {
			return nil, err
		}
		list = append(list, inside...)
	}
	switch {
	case len(list) == 0:
		return nil, fault.InField("codes", "label.nothing", nil)
	case len(list) > maxPrinted:
		return nil, fault.InField("codes", "label.too_many", fault.Args{"max": maxPrinted, "n": len(list)})
	}
	return list, nil
}

// asField blames a field for a record that is not there.
func asField(err error, field, key string) error {
	if fault.CodeOf(err) == fault.NotFound {
		return fault.InField(field, key, nil)
	}
	return err
}

func (s *Server) placeLabels(c *fiber.Ctx, refs []string) ([]paper.Label, error) {
	if len(refs) == 0 {
		return nil, nil
	}
	var in stock.NewPlaceLabels
	for _, ref := range refs {
		kind, code, _ := strings.Cut(ref, " ")
		in.Places = append(in.Places, stock.PlaceRef{Kind: stock.LabelKind(kind), Code: code})
	}
	tags, err := s.app.Stock.LabelPlaces(c.UserContext(), in)
	if f, ok := errors.AsType[*fault.Error](err); ok && f.Code == fault.Invalid {
		return nil, fault.InField("places", "stock.place_unknown", nil)
	}
	list := make([]paper.Label, 0, len(tags))
	for _, t := range tags {
		name := t.Name
		if t.Kind == stock.LabelShelf {
			name += " · " + t.Ref
		}
		list = append(list, paper.Label{Content: s.base(c) + "/t/" + t.Code, Code: t.Code, Name: name, Owner: s.centreName(c, t.Centre)})
	}
	return list, err
}

// codeLabels finds the unit of each code, and names the line of one that is none.
func (s *Server) codeLabels(c *fiber.Ctx, codes []string) ([]paper.Label, error) {
	var bad []fault.Field
	var list []paper.Label
	if len(codes) > maxPrinted {
		return nil, fault.InField("codes", "label.too_many", fault.Args{"max": maxPrinted, "n": len(codes)})
	}
	for i, text := range codes {
		what, err := s.app.Stock.Look(c.UserContext(), text)
		if err != nil {
			return nil, err
		}
		if what.Kind != stock.FoundUnit {
			bad = append(bad, fault.Field{Name: fmt.Sprintf("codes.%d", i), Key: "label.unit_unknown", Args: fault.Args{"code": text}})
			continue
		}
		list = append(list, s.labelsOf(c, []stock.Unit{what.Unit}, what.Model)...)
	}
	if len(bad) > 0 {
		return nil, fault.InFields(bad...)
	}
	return list, nil
}

func (s *Server) unitLabels(c *fiber.Ctx, units []stock.UnitOfModel) ([]paper.Label, error) {
	list := make([]paper.Label, 0, len(units))
	for _, u := range units {
		list = append(list, s.labelsOf(c, []stock.Unit{u.Unit}, u.Model)...)
	}
	return list, nil
}

// printAhead makes a batch of labels that wait for their units, and shows where to
// print it.
func (s *Server) printAhead(c *fiber.Ctx) error {
	again := func(form views.Form) error { return s.labelPage(c, s.form(c, "/gudang/label"), form) }
	return acted(s, c, s.app.Stock.PrintAhead, again, func(b stock.LabelBatch) error {
		return s.redirect(c, "/gudang/label", "label.printed", "n", b.Count, "number", b.Number)
	})
}

// printAheadAPI makes a batch of labels and answers with their codes.
func (s *Server) printAheadAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.PrintAhead, func(b stock.LabelBatch) error {
		_, list, err := s.app.Stock.BatchLabels(c.UserContext(), b.ID)
		if err != nil {
			return err
		}
		answer := batchShape{ID: b.ID.String(), Number: b.Number, Centre: b.Centre}
		for _, l := range list {
			answer.Codes = append(answer.Codes, l.Code)
		}
		return created(c, "/gudang/label?batch="+b.ID.String(), answer)
	})
}

type batchShape struct {
	ID     string   `json:"id"`
	Number string   `json:"number"`
	Centre string   `json:"centre"`
	Codes  []string `json:"codes"`
}

// placeLabelsAPI gives places their codes.
func (s *Server) placeLabelsAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.LabelPlaces, func(tags []stock.PlaceLabel) error {
		return listedAs(c, tags, "", "", func(t stock.PlaceLabel) tagShape {
			return tagShape{t.Code, string(t.Kind), t.Ref, t.Name}
		})
	})
}

type tagShape struct {
	Code  string `json:"code"`
	Kind  string `json:"kind"`
	Place string `json:"place"`
	Name  string `json:"name"`
}
