package stock

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/app/sheet"
	"lumbung/storage"
)

// ModelFile is a file of models.
type ModelFile struct {
	Data   []byte `json:"file"`
	Commit bool   `json:"commit"`                    // else it is looked at alone
	Centre string `json:"centre" validate:"max=120"` // that keeps models of rows that name none; empty for the actor's own
}

// Modelled is what became of a file of models, or would become of it.
type Modelled struct {
	Problems sheet.Problems
	Added    int // new models
	Same     int // that were there already
}

// ModelColumns are the columns of a file of models.
func ModelColumns() []sheet.Column {
	form := []sheet.Column{{Name: "code", Required: true}, {Name: "name", Required: true}}
	for _, name := range []string{"tracking", "iso", "centre", "maker_centre", "maker", "warranty_months", "bmn", "price", "summary", "warnings", "fit"} {
		form = append(form, sheet.Column{Name: name})
	}
	return form
}

func names(form []sheet.Column) (list []string) {
	for _, c := range form {
		list = append(list, c.Name)
	}
	return list
}

// modelRow is one line of a file of models, read and understood.
type modelRow struct {
	row    int
	in     ModelDetails
	centre string
	known  bool
}

// fitBy stands between the sizes in one cell.
const fitBy = " | "

// ImportModels adds the models of a file: all of them, or none when one row is
// wrong. Models that are there already stay as they are, so the same file twice
// changes nothing, and a file that was cut off in the middle can be sent again. A
// row that does not say how its model is tracked adds a counted one.
func (s *Stock) ImportModels(ctx context.Context, in ModelFile) (Modelled, error) {
	var rows []modelRow
	out, err := op.Read(ctx, s.d, policy.ModelImport, func(v *op.View) (out Modelled, err error) {
		centre := in.Centre
		if centre == "" {
			centre = v.By.Centre
		}
		if centre == "" {
			centre = op.Headquarters
		}
		v.Can(centre) // each row asks for its own centre
		rows, out.Problems, err = readModels(v, in.Data, centre)
		return out, err
	})
	if err != nil || !out.Problems.Clean() {
		return out, err
	}
	var fresh []modelRow
	for _, r := range rows {
		if r.known {
			out.Same++
		} else {
			fresh = append(fresh, r)
		}
	}
	out.Added = len(fresh)
	if !in.Commit {
		return out, nil
	}
	for some := range slices.Chunk(fresh, modelsAtOnce) {
		if err := s.addModels(ctx, some); err != nil {
			return out, err
		}
	}
	return out, nil
}

// modelsAtOnce is how many models one transaction adds: each writes five keys.
const modelsAtOnce = 100

func (s *Stock) addModels(ctx context.Context, rows []modelRow) error {
	_, err := op.Write(ctx, s.d, policy.ModelImport, nil, func(tx *op.Tx) (struct{}, error) {
		for _, r := range rows {
			if err := tx.Allow(r.centre); err != nil {
				return struct{}{}, err
			}
			if err := s.addModelRow(tx, r); err != nil {
				return struct{}{}, fmt.Errorf("row %d: %w", r.row, err)
			}
		}
		return struct{}{}, nil
	})
	return err
}

// addModelRow adds one model that is new, and lets one be that somebody has added
// meanwhile in the same way.
func (s *Stock) addModelRow(tx *op.Tx, r modelRow) error {
	old, known, err := models.Find(tx, codeKey(r.in.Code))
	if err != nil {
		return err
	}
	if known && len(differences(old, r)) == 0 {
		return nil
	}
	m := Model{ID: tx.ID(), Centre: r.centre, Tracking: r.in.Tracking, AddedAt: tx.At, Code: r.in.Code}
	if err := s.describe(tx, &m, r.in); err != nil {
		return err
	}
	if slugOf(m.Name) == "" {
		m.Slug = slugOf(m.Code)
	}
	if err := m.nameItself(tx); err != nil {
		return err
	}
	tx.About("model", m.ID, m.Code)
	return models.Put(tx, &m)
}

type modelReader struct {
	r      storage.Reader
	by     policy.Actor
	centre string
	t      *sheet.Table
	seen   map[string]int // codes, folded, with their row
	bad    *sheet.Problems
}

func readModels(v *op.View, data []byte, centre string) (rows []modelRow, bad sheet.Problems, err error) {
	form := ModelColumns()
	t, bad := sheet.Read(data, names(form))
	if bad.Clean() {
		bad = t.Match(form)
	}
	if !bad.Clean() {
		return nil, bad, nil
	}
	p := modelReader{r: v, by: v.By, centre: centre, t: t, seen: map[string]int{}, bad: &bad}
	for _, row := range t.Rows {
		r, ok, err := p.take(t.Cells(row, &bad))
		if err != nil {
			return nil, bad, err
		}
		if ok {
			rows = append(rows, r)
		}
	}
	return rows, bad, nil
}

func (p *modelReader) take(c *sheet.Cells) (modelRow, bool, error) {
	r := modelRow{row: c.At, in: p.details(c)}
	fold := strings.ToUpper(r.in.Code)
	if first, twice := p.seen[fold]; twice && fold != "" {
		c.Refuse("code", "place.twice", fault.Args{"text": r.in.Code, "first": first})
	} else {
		p.seen[fold] = c.At
	}
	if err := p.centres(&r, c); err != nil {
		return r, false, err
	}
	for _, f := range r.in.Check() {
		if f.Name == "name" {
			continue // the slug is then made of the code
		}
		name, _, _ := strings.Cut(f.Name, ".")
		c.Refuse(name, f.Key, f.Args)
	}
	if slugOf(r.in.Name) == "" && slugOf(r.in.Code) == "" {
		c.Refuse("name", "model.name_letters", nil)
	}
	if c.Wrong {
		return r, false, nil
	}
	err := p.compare(&r, c)
	return r, !c.Wrong, err
}

// details reads what a form would say of the model.
func (p *modelReader) details(c *sheet.Cells) ModelDetails {
	in := ModelDetails{
		Code: c.Need("code", 60), Name: c.Need("name", 120), ISO: c.Text("iso", 30), MakerCentre: c.Text("maker_centre", 60),
		Maker: c.Text("maker", 120), BMN: c.Text("bmn", 16), Summary: c.Prose("summary", 2000), Warnings: c.Prose("warnings", 2000),
		Tracking: Tracking(c.Choice("tracking", string(Serialised), string(Counted))),
	}
	if in.Tracking == "" {
		in.Tracking = Counted
	}
	if n, given := c.Whole("warranty_months"); given && (n < 0 || n > 240) {
		c.Refuse("warranty_months", "sheet.range", fault.Args{"text": fmt.Sprint(n), "min": 0, "max": 240})
	} else {
		in.Warranty = int(n)
	}
	if n, given := c.Rupiah("price"); given && (n < 0 || n > maxRupiah) {
		c.Refuse("price", "sheet.range", fault.Args{"text": fmt.Sprint(n), "min": 0, "max": maxRupiah})
	} else {
		in.Price = n
	}
	for size := range strings.SplitSeq(c.Prose("fit", 2400), strings.TrimSpace(fitBy)) {
		if size = strings.TrimSpace(size); size != "" {
			in.Fit = append(in.Fit, Size(size))
		}
	}
	return in
}

// maxRupiah is the most that one piece can cost.
const maxRupiah = 100_000_000_000

// centres finds the centre that keeps the model and the one whose SKA makes it.
func (p *modelReader) centres(r *modelRow, c *sheet.Cells) error {
	r.centre = p.centre
	if ref := c.Text("centre", 120); ref != "" && !strings.EqualFold(ref, op.Headquarters) {
		rec, err := network.CentreByCode(p.r, ref)
		if fault.CodeOf(err) == fault.NotFound {
			return network.RefuseCentre(p.r, c, "centre", ref)
		}
		if err != nil {
			return err
		}
		r.centre = rec.Code
	} else if ref != "" {
		r.centre = op.Headquarters
	}
	if !c.Wrong && !policy.May(p.by, policy.ModelImport, r.centre) {
		c.Refuse("centre", "place.centre_denied", fault.Args{"centre": r.centre})
	}
	code, err := centreOf(p.r, r.in.MakerCentre)
	if fault.CodeOf(err) == fault.NotFound {
		c.Refuse("maker_centre", "model.centre_unknown", nil)
		return nil
	}
	r.in.MakerCentre = code
	return err
}

// compare holds a row against the model that has its code already: what the file
// says of it must be what is recorded.
func (p *modelReader) compare(r *modelRow, c *sheet.Cells) error {
	old, known, err := models.Find(p.r, codeKey(r.in.Code))
	if err != nil || !known {
		return err
	}
	r.known = true
	for _, column := range differences(old, *r) {
		if c.Has(column) {
			c.Refuse(column, "model.import_differs", fault.Args{"code": old.Code, "name": old.Name})
		}
	}
	return nil
}

// differences are the columns in which a row says something else than is recorded.
func differences(m Model, r modelRow) (columns []string) {
	iso, _ := reference.ListedISO9999(r.in.ISO) // it was checked before
	for _, d := range []struct {
		column string
		same   bool
	}{
		{"name", m.Name == r.in.Name},
		{"tracking", m.Tracking == r.in.Tracking},
		{"iso", m.ISO == iso},
		{"centre", m.Centre == r.centre},
		{"maker_centre", m.MakerCentre == r.in.MakerCentre},
		{"maker", m.Maker == r.in.Maker},
		{"warranty_months", m.Warranty == r.in.Warranty},
		{"bmn", m.BMN == r.in.BMN},
		{"price", m.Price == r.in.Price},
		{"summary", m.Summary == r.in.Summary},
		{"warnings", m.Warnings == r.in.Warnings},
		{"fit", fitText(m.Fit) == fitText(r.in.Fit)},
	} {
		if !d.same {
			columns = append(columns, d.column)
		}
	}
	return columns
}

func fitText(sizes []Size) string {
	parts := make([]string, len(sizes))
	for i, s := range sizes {
		parts[i] = string(s)
	}
	return strings.Join(parts, fitBy)
}

// ModelCells are the cells of a model in the order of ModelColumns.
func ModelCells(m Model) []string {
	number := func(n int64) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprint(n)
	}
	return []string{
		m.Code, m.Name, string(m.Tracking), m.ISO, m.Centre, m.MakerCentre, m.Maker, number(int64(m.Warranty)),
		m.BMN, number(m.Price), m.Summary, m.Warnings, fitText(m.Fit),
	}
}
