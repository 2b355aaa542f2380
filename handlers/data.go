package handlers

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/catalogue"
	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/views"
	"lumbung/views/sheet"
)

// dataRoutes are what the ministry opens to everybody as files.
func dataRoutes() []route {
	return []route{
		{get, "/data", (*Server).dataPage, public | english},
		{get, catalogPath, (*Server).dataCatalog, bare},
		{get, "/data/:file", (*Server).dataFile, bare},
		{get, "/katalog.csv", (*Server).catalogueCSV, bare},
	}
}

// dataPage lists the public lists as files.
func (s *Server) dataPage(c *fiber.Ctx) error {
	f := s.frame(c, "data.title")
	f.Lead, f.Description = f.T("data.lead"), f.T("data.lead")
	p, err := s.dataLists(nobody(c))
	if err != nil {
		return err
	}
	for i := range p.Sets {
		p.Sets[i].Page = f.Href(p.Sets[i].Page)
	}
	f.Structured = views.StructuredData(f, p)
	return s.page(c, views.Data(f, p))
}

// dataLists are the public lists with when each has last changed.
func (s *Server) dataLists(ctx context.Context) (views.DataPage, error) {
	licence, _ := views.DataLicence(s.opt.Licence)
	p := views.DataPage{Licence: licence}
	for _, d := range dataSets() {
		f, err := s.dataList(ctx, d, sheet.CSV)
		if err != nil {
			return p, err
		}
		p.Sets = append(p.Sets, views.DataSet{Name: d.name, Page: d.page, Columns: d.columns, Changed: f.changed})
	}
	return p, nil
}

// dataPaths are the paths of all files of public lists.
func dataPaths() []string {
	paths := []string{catalogPath}
	for _, d := range dataSets() {
		paths = append(paths, "/data/"+d.name+".csv", "/data/"+d.name+".json")
	}
	return paths
}

// dataFile answers with a public list as CSV or JSON.
func (s *Server) dataFile(c *fiber.Ctx) error {
	name, format, _ := strings.Cut(c.Params("file"), ".")
	at := slices.IndexFunc(dataSets(), func(d dataSet) bool { return d.name == name })
	if at < 0 {
		return fault.New(fault.NotFound, "error.page_not_found", nil)
	}
	f, err := s.dataList(nobody(c), dataSets()[at], sheet.Format(format))
	if err != nil {
		return err
	}
	return f.send(c)
}

// asJSON is the other format of a public list.
const asJSON sheet.Format = "json"

// dataList is a public list as a finished file; NotFound in a format that it
// does not come in.
func (s *Server) dataList(ctx context.Context, d dataSet, format sheet.Format) (*file, error) {
	made := file{kind: sheet.CSV.ContentType(), name: d.name + ".csv"}
	if format == asJSON {
		made = file{kind: fiber.MIMEApplicationJSONCharsetUTF8}
	}
	return s.keptFile("/data/"+d.name+"."+string(format), made, func(f *file) error {
		d := d.watched(&f.changed)
		return f.write(func(out io.Writer) error {
			if format == asJSON {
				return d.writeJSON(ctx, s, out)
			}
			return d.writeCSV(ctx, s, out)
		})
	})
}

// watched is the list noting in at the latest instant that it writes.
func (d dataSet) watched(at *time.Time) dataSet {
	rows := d.rows
	d.rows = func(ctx context.Context, s *Server, row func(...any) error) error {
		return rows(ctx, s, func(cells ...any) error {
			for i, cell := range cells {
				if text, ok := cell.(string); ok && i < len(d.columns) && strings.HasSuffix(d.columns[i], "_at") {
					if t, err := time.Parse(time.RFC3339, text); err == nil && t.After(*at) {
						*at = t
					}
				}
			}
			return row(cells...)
		})
	}
	return d
}

// nobody is the context of nobody in particular: what is kept for all must not
// depend on who asks first.
func nobody(c *fiber.Ctx) context.Context { return op.As(c.UserContext(), policy.Actor{}) }

func (d dataSet) writeCSV(ctx context.Context, s *Server, out io.Writer) error {
	head := make([]sheet.Column, len(d.columns))
	for i, name := range d.columns {
		head[i].Title = name
	}
	table, err := sheet.New(out, sheet.CSV, "", head)
	if err != nil {
		return err
	}
	err = d.rows(ctx, s, table.Row)
	return errors.Join(err, table.Close())
}

// writeJSON writes an array of objects, a line for each, their names in the
// order of the columns.
func (d dataSet) writeJSON(ctx context.Context, s *Server, to io.Writer) error {
	out := bufio.NewWriter(to)
	before := "["
	err := d.rows(ctx, s, func(cells ...any) error {
		if len(cells) != len(d.columns) {
			return fault.Wrap(errors.New(d.name), "%d cells for %d columns", len(cells), len(d.columns))
		}
		line := []byte(before + "\n{")
		before = ","
		for i, cell := range cells {
			value, err := json.Marshal(cell)
			if err != nil {
				return err
			}
			if i > 0 {
				line = append(line, ',')
			}
			line = append(append(append(line, '"'), d.columns[i]...), '"', ':')
			line = append(line, value...)
		}
		_, err := out.Write(append(line, '}'))
		return err
	})
	if err != nil {
		return err
	}
	if before == "[" {
		_, err = out.WriteString("[]\n")
	} else {
		_, err = out.WriteString("\n]\n")
	}
	return errors.Join(err, out.Flush())
}

// The catalogue as a table: what a search has found, in its order.
const (
	foundAtOnce = 100
	foundMost   = 10_000 // more is the whole of it, which /data has
)

// catalogueCSV answers with all that a search in the catalogue finds.
func (s *Server) catalogueCSV(c *fiber.Ctx) error {
	ask, _, err := query[views.CatalogueAsk](c)
	if err != nil {
		return err
	}
	q := ask.Query()
	q.Cursor, q.Limit = "", foundAtOnce
	page, err := s.app.Catalogue.Search(c.UserContext(), q)
	if err != nil {
		return err
	}
	if page.Total > foundMost {
		return fault.InField("q", "data.too_many", fault.Args{"most": foundMost})
	}
	head := []sheet.Column{}
	for _, name := range []string{"type", "code", "url", "title", "summary", "kind", "disabilities", "centre", "province", "tkt", "availability", "centres_ready", "published_at"} {
		head = append(head, sheet.Column{Title: name})
	}
	return answerTable(c, sheet.CSV, "katalog", "", head, func(row func(...any) error) error {
		for {
			for _, h := range page.Hits {
				if err := row(s.foundCells(h)...); err != nil {
					return err
				}
			}
			if page.Next == "" {
				return nil
			}
			q.Cursor = page.Next
			if page, err = s.app.Catalogue.Search(c.UserContext(), q); err != nil {
				return err
			}
		}
	})
}

func (s *Server) foundCells(h catalogue.Hit) []any {
	e := showEntry(h)
	return []any{
		e.Type, e.Code, s.opt.Origin + e.Href, e.Title, e.Summary, e.Kind, strings.Join(e.Disabilities, " "), e.Centre, e.Province,
		known(int64(e.TKT)), e.Availability, known(int64(e.Centres)), e.PublishedAt,
	}
}
