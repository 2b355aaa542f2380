package handlers

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/sheet"
	"lumbung/app/stock"
	"lumbung/views/i18n"
)

// importAsk is a file as the API takes it.
type importAsk struct {
	Kind   string    `json:"kind"` // places, models or stock
	File   []byte    `json:"file"` // base64
	Name   string    `json:"name"`
	At     time.Time `json:"at"` // of opening stock
	Commit bool      `json:"commit"`
}

// importAnswer is what a file brings or has brought, or what is wrong with it.
type importAnswer struct {
	Clean    bool            `json:"clean"`
	Problems []importProblem `json:"problems"`
	More     int             `json:"more"` // problems that are not listed
	Added    int             `json:"added"`
	Same     int             `json:"same"`
	Stock    *stock.Imported `json:"stock,omitempty"`
}

type importProblem struct {
	Row     int    `json:"row"`
	Column  string `json:"column"`
	Key     string `json:"key"`
	Message string `json:"message"`
}

func answerImport(l i18n.Lang, bad sheet.Problems) importAnswer {
	a := importAnswer{Clean: bad.Clean(), Problems: make([]importProblem, len(bad.List)), More: bad.More}
	for i, p := range bad.List {
		a.Problems[i] = importProblem{p.Row, p.Column, p.Key, l.Say(p.Key, p.Args)}
	}
	return a
}

// importAPI looks at a file, or brings it in. A file with problems is answered
// with all of them, and nothing is written.
func (s *Server) importAPI(c *fiber.Ctx) error {
	in, _, err := bind[importAsk](c)
	if err != nil {
		return err
	}
	if len(in.File) == 0 {
		return fault.InField("file", "field.required", nil)
	}
	a, err := s.takeImport(c, in)
	if err != nil {
		return err
	}
	return found(c, a)
}

func (s *Server) takeImport(c *fiber.Ctx, in importAsk) (importAnswer, error) {
	ctx, l := c.UserContext(), visitOf(c).lang
	switch in.Kind {
	case "places":
		got, err := s.app.Centres.ImportPlaces(ctx, network.PlaceFile{Data: in.File, Commit: in.Commit})
		a := answerImport(l, got.Problems)
		a.Added, a.Same = got.Added, got.Same
		return a, err
	case "models":
		got, err := s.app.Stock.ImportModels(ctx, stock.ModelFile{Data: in.File, Commit: in.Commit})
		a := answerImport(l, got.Problems)
		a.Added, a.Same = got.Added, got.Same
		return a, err
	case "stock":
		do := s.app.Stock.LookAtStock
		if in.Commit {
			do = s.app.Stock.ImportStock
		}
		got, err := do(ctx, stock.StockFile{Data: in.File, Name: in.Name, At: in.At})
		a := answerImport(l, got.Problems)
		a.Stock = &got
		return a, err
	}
	return importAnswer{}, fault.InField("kind", "field.oneof", nil)
}

// importsAPI lists imports, the newest first.
func (s *Server) importsAPI(c *fiber.Ctx) error {
	in, _, err := query[stock.ImportsAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.Imports(c.UserContext(), in)
	if err != nil {
		return err
	}
	return listed(c, list.Items, list.Next, list.Prev)
}

// oneImportAPI answers with one import.
func (s *Server) oneImportAPI(c *fiber.Ctx) error {
	id, err := op.ParseID(c.Params("id"))
	if err != nil {
		return fault.Missing("import")
	}
	sheet, err := s.app.Stock.ImportOf(c.UserContext(), id)
	if err != nil {
		return err
	}
	return found(c, sheet.Import)
}

// undoImportAPI takes an import back.
func (s *Server) undoImportAPI(c *fiber.Ctx) error {
	return act(c, s.app.Stock.UndoImport)
}
