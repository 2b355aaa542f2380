package handlers

import (
	"bytes"
	"context"
	"encoding/csv"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/sheet"
	"lumbung/app/stock"
	"lumbung/views"
)

// importRoutes are imports from sheets.
func importRoutes() []route {
	return []route{
		{get, "/gudang/impor", (*Server).importsPage, 0},
		{post, "/gudang/impor", (*Server).checkImport, secret},
		{post, "/gudang/impor/tulis", (*Server).commitImport, 0},
		{get, "/gudang/impor/kesalahan", (*Server).importErrors, 0},
		{get, "/gudang/impor/contoh/:form", (*Server).importTemplate, 0},
		{get, "/gudang/impor/:id", (*Server).importPage, 0},
		{post, "/gudang/impor/:id/batal", (*Server).undoImport, 0},
		{get, "/api/v1/imports", (*Server).importsAPI, 0},
		{post, "/api/v1/imports", (*Server).importAPI, 0},
		{get, "/api/v1/imports/:id", (*Server).oneImportAPI, 0},
		{post, "/api/v1/imports/:id/undo", (*Server).undoImportAPI, 0},
	}
}

// importForm is a file with what it holds.
type importForm struct {
	Kind string    `json:"kind"` // places, models or stock
	File []byte    `json:"file"`
	At   time.Time `json:"at"` // of opening stock; zero for today
}

// importsPage lists imports and takes a file.
func (s *Server) importsPage(c *fiber.Ctx) error {
	in, _, err := query[stock.ImportsAsk](c)
	if err != nil {
		return err
	}
	return s.showImports(c, in, s.form(c, "/gudang/impor").Set("kind", "stock"))
}

func (s *Server) showImports(c *fiber.Ctx, ask stock.ImportsAsk, form views.Form) error {
	list, err := s.app.Stock.Imports(c.UserContext(), ask)
	if err != nil {
		return err
	}
	f := s.frame(c, "import.title")
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	form.Multipart = true
	may := policy.Reach(visitOf(c).by.Role, policy.StockImport) != policy.Never
	return s.page(c, views.Imports(f, views.ImportsPage{
		Form: form, MayImport: may, Imports: list.Items, MaxMB: maxBody >> 20, Pager: pager(c, list.Next, list.Prev, len(list.Items)),
	}))
}

// checkImport looks at a file and shows what it would bring, or what is wrong
// with it.
func (s *Server) checkImport(c *fiber.Ctx) error {
	in, form, err := bind[importForm](c)
	if err == nil && len(in.File) == 0 {
		err = fault.InField("file", "field.required", nil)
	}
	d := draft{kind: in.Kind, data: in.File, at: in.At, owner: visitOf(c).by.ID}
	if err == nil {
		err = s.look(c.UserContext(), &d)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showImports(c, stock.ImportsAsk{}, form)
	}
	if err != nil {
		return err
	}
	return s.showDraft(c, s.drafts.keep(d))
}

// look reads the file of a draft and notes what it would bring.
func (s *Server) look(ctx context.Context, d *draft) error {
	d.result = views.ImportResult{Kind: d.kind}
	switch d.kind {
	case "places":
		got, err := s.app.Centres.ImportPlaces(ctx, network.PlaceFile{Data: d.data})
		d.result.Problems, d.result.Added, d.result.Same = got.Problems, got.Added, got.Same
		return err
	case "models":
		got, err := s.app.Stock.ImportModels(ctx, stock.ModelFile{Data: d.data})
		d.result.Problems, d.result.Added, d.result.Same = got.Problems, got.Added, got.Same
		return err
	case "stock":
		got, err := s.app.Stock.LookAtStock(ctx, stock.StockFile{Data: d.data, At: d.at})
		d.result.Problems, d.result.Stock = got.Problems, got
		return err
	}
	return fault.InField("kind", "field.oneof", nil)
}

func (s *Server) showDraft(c *fiber.Ctx, d draft) error {
	if !d.result.Problems.Clean() {
		c.Status(fiber.StatusUnprocessableEntity)
	}
	f := s.frame(c, "import.checked")
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/impor", Text: f.T("import.title")}}
	d.result.Draft = d.id
	form := s.form(c, "/gudang/impor/tulis").Set("draft", d.id)
	return s.page(c, views.ImportChecked(f, views.ImportCheckedPage{Form: form, Result: d.result}))
}

// commitImport brings in the file that was looked at.
func (s *Server) commitImport(c *fiber.Ctx) error {
	in, _, err := bind[struct {
		Draft string `json:"draft"`
	}](c)
	if err != nil {
		return err
	}
	d, ok := s.drafts.of(in.Draft, visitOf(c).by.ID)
	if !ok {
		return s.redirect(c, "/gudang/impor", "import.draft_gone")
	}
	if d.kind == "stock" {
		return s.commitStock(c, d)
	}
	if d.kind == "places" {
		got, err := s.app.Centres.ImportPlaces(c.UserContext(), network.PlaceFile{Data: d.data, Commit: true})
		return s.committed(c, d, got.Problems, err)
	}
	got, err := s.app.Stock.ImportModels(c.UserContext(), stock.ModelFile{Data: d.data, Commit: true})
	return s.committed(c, d, got.Problems, err)
}

func (s *Server) committed(c *fiber.Ctx, d draft, bad sheet.Problems, err error) error {
	if err != nil {
		return err
	}
	if !bad.Clean() {
		d.result.Problems = bad
		return s.showDraft(c, d)
	}
	s.drafts.drop(d.id)
	return s.redirect(c, "/gudang/impor", "import.added")
}

// importPatience is how long an answer waits for an import to be complete.
const importPatience = 2 * time.Second

func (s *Server) commitStock(c *fiber.Ctx, d draft) error {
	got, err := s.app.Stock.BeginImport(c.UserContext(), stock.StockFile{Data: d.data, At: d.at})
	if fault.CodeOf(err) == fault.Conflict {
		return s.redirect(c, "/gudang/impor", "import.busy")
	}
	if err != nil {
		return err
	}
	if !got.Problems.Clean() {
		d.result.Problems = got.Problems
		return s.showDraft(c, d)
	}
	s.drafts.drop(d.id)
	s.finishImport(c.UserContext(), got.Import.ID)
	return c.Redirect("/gudang/impor/"+got.Import.ID.String(), fiber.StatusSeeOther)
}

// finishImport goes on with an import, also when nobody waits for it any more.
func (s *Server) finishImport(ctx context.Context, id op.ID) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := s.app.Stock.FinishImport(context.WithoutCancel(ctx), id); err != nil {
			s.log.Error("import", "id", id.String(), "error", err.Error())
		}
	}()
	select {
	case <-done:
	case <-time.After(importPatience):
	}
}

// importPage shows one import and how far it is.
func (s *Server) importPage(c *fiber.Ctx) error {
	return s.showImport(c, c.Params("id"), s.form(c, "/gudang/impor/"+c.Params("id")+"/batal"))
}

func (s *Server) showImport(c *fiber.Ctx, ref string, undo views.Form) error {
	id, err := op.ParseID(ref)
	if err != nil {
		id = op.ID{}
	}
	sheet, err := s.app.Stock.ImportOf(c.UserContext(), id)
	if err != nil {
		return err
	}
	f := s.frame(c, "import.title_of", "number", sheet.Import.Number)
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/gudang/impor", Text: f.T("import.title")}}
	if sheet.Import.UnderWay() {
		f.Refresh = 3
	}
	return s.page(c, views.Import(f, views.ImportPage{Sheet: sheet, Undo: undo}))
}

// undoImport takes an import back.
func (s *Server) undoImport(c *fiber.Ctx) error {
	in, form, err := bind[stock.UndoneImport](c)
	if err == nil {
		_, err = s.app.Stock.UndoImport(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showImport(c, c.Params("id"), form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/gudang/impor/"+in.Import.String(), "import.undone")
}

// importErrors answers with what is wrong with a file, as a file.
func (s *Server) importErrors(c *fiber.Ctx) error {
	in, _, err := query[struct {
		Draft string `json:"draft"`
	}](c)
	if err != nil {
		return err
	}
	d, ok := s.drafts.of(in.Draft, visitOf(c).by.ID)
	if !ok {
		return fault.Missing("import")
	}
	l := visitOf(c).lang
	rows := [][]string{{"row", "column", "message"}}
	for _, p := range d.result.Problems.List {
		rows = append(rows, []string{strconv.Itoa(p.Row), plainCell(p.Column), l.Say(p.Key, p.Args)})
	}
	return answerCSV(c, "kesalahan.csv", rows)
}

func answerCSV(c *fiber.Ctx, name string, rows [][]string) error {
	var out bytes.Buffer
	out.WriteString("\ufeff") // else spreadsheets take it for Windows-1252
	if err := csv.NewWriter(&out).WriteAll(rows); err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	return c.Send(out.Bytes())
}

// importTemplate answers with an empty file of a form.
func (s *Server) importTemplate(c *fiber.Ctx) error {
	if policy.Reach(visitOf(c).by.Role, policy.ImportRead) == policy.Never {
		return fault.New(fault.Denied, "error.denied", nil)
	}
	columns := map[string][]string{
		"tempat": columnsOf(network.PlaceColumns()), "model": columnsOf(stock.ModelColumns()),
		"saldo-awal": stock.OpeningColumns(), "buku-lama": stock.LedgerColumns(),
	}[c.Params("form")]
	if columns == nil {
		return fault.Missing("import")
	}
	return answerCSV(c, c.Params("form")+".csv", [][]string{columns})
}

func columnsOf(form []sheet.Column) (names []string) {
	for _, c := range form {
		names = append(names, c.Name)
	}
	return names
}
