package catalogue

import (
	"context"
	"slices"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// chunk is how many records a source reads in one transaction.
const chunk = 200

// Innovations is the Source of published innovations. It reads what the public
// may read, and nothing else.
type Innovations struct {
	Deps  *op.Deps
	From  *innovation.Innovations
	Stock *stock.Stock
	Open  func(innovation.Sheet) bool // whether everybody may make it; nil: nobody knows
}

// Page returns published innovations, without those that are archived.
func (s Innovations) Page(ctx context.Context, cursor string) ([]Entry, string, error) {
	page, err := s.From.PublishedBy(ctx, innovation.List{Cursor: cursor, Limit: chunk})
	if err != nil {
		return nil, "", err
	}
	var entries []Entry
	for _, sheet := range page.Items {
		if !sheet.Offered() {
			continue
		}
		e, err := s.entry(ctx, sheet)
		if err != nil {
			return nil, "", err
		}
		entries = append(entries, e)
	}
	return entries, page.Next, nil
}

// One returns a published innovation.
func (s Innovations) One(ctx context.Context, id op.ID) (Entry, bool, error) {
	sheet, err := s.From.BySlug(ctx, id.String())
	if fault.CodeOf(err) == fault.NotFound {
		return Entry{}, false, nil
	}
	if err != nil || !sheet.Offered() {
		return Entry{}, false, err
	}
	e, err := s.entry(ctx, sheet)
	return e, err == nil, err
}

// Touched are the innovation that a commit is about, and those whose devices it
// moves.
func (s Innovations) Touched(ctx context.Context, e op.Entry) ([]op.ID, error) {
	ids := subjects(e, "innovation")
	models, err := modelsOf(ctx, s.Stock, e)
	for _, m := range models {
		if !m.Innovation.IsZero() && !slices.Contains(ids, m.Innovation) {
			ids = append(ids, m.Innovation)
		}
	}
	return ids, err
}

func (s Innovations) entry(ctx context.Context, sheet innovation.Sheet) (Entry, error) {
	e := Entry{
		ID: sheet.ID, Type: OfInnovation, Code: sheet.Code, Slug: sheet.Slug, Title: sheet.Title,
		Summary: firstSentence(sheet.Summary), Kind: string(sheet.Kind), Disabilities: sheet.Disabilities,
		Centre: sheet.Centre, TKT: sheet.Readiness.TKT, ISO: sheet.ISO, Open: s.Open != nil && s.Open(sheet), PublishedAt: sheet.PublishedAt, ChangedAt: sheet.RenewedAt,
		Text:    strings.Join([]string{sheet.Summary, sheet.ForWhom, sheet.Problem, sheet.Easy}, " "),
		TitleEN: sheet.English.Title, SummaryEN: firstSentence(sheet.English.Summary),
		Words: disabilityWords(sheet.Disabilities) + isoWords(sheet.ISO) + sheet.English.Title + " . " + sheet.English.Summary + " . ",
	}
	e.Photo, _ = sheet.Cover()
	models, err := s.Stock.Models(ctx, stock.ModelsAsk{Innovation: sheet.ID, Paging: stock.Paging{Limit: chunk}})
	if err != nil {
		return e, err
	}
	return complete(ctx, s.Deps, e, models.Items)
}

// Models is the Source of device models.
type Models struct {
	Deps  *op.Deps
	Stock *stock.Stock
	From  *innovation.Innovations // for the photo of a model that realises one
	Open  func(innovation.Sheet) bool
}

// Page returns models by name.
func (s Models) Page(ctx context.Context, cursor string) ([]Entry, string, error) {
	page, err := s.Stock.Models(ctx, stock.ModelsAsk{Paging: stock.Paging{Cursor: cursor, Limit: chunk}})
	if err != nil {
		return nil, "", err
	}
	var entries []Entry
	for _, m := range page.Items {
		if !m.ForPeople() {
			continue
		}
		e, err := s.entry(ctx, m)
		if err != nil {
			return nil, "", err
		}
		entries = append(entries, e)
	}
	return entries, page.Next, nil
}

// One returns a model; what a workshop builds in or uses up is not on offer.
func (s Models) One(ctx context.Context, id op.ID) (Entry, bool, error) {
	sheet, err := s.Stock.Model(ctx, id.String())
	if fault.CodeOf(err) == fault.NotFound {
		return Entry{}, false, nil
	}
	if err != nil || !sheet.Model.ForPeople() {
		return Entry{}, false, err
	}
	e, err := s.entry(ctx, sheet.Model)
	return e, err == nil, err
}

// Touched are the models whose pieces a commit moves, and those that show the
// photo of the innovation that it is about.
func (s Models) Touched(ctx context.Context, e op.Entry) ([]op.ID, error) {
	models, err := modelsOf(ctx, s.Stock, e)
	if err != nil {
		return nil, err
	}
	for _, id := range subjects(e, "innovation") {
		page, err := s.Stock.Models(ctx, stock.ModelsAsk{Innovation: id, Paging: stock.Paging{Limit: chunk}})
		if err != nil {
			return nil, err
		}
		models = append(models, page.Items...)
	}
	var ids []op.ID
	for _, m := range models {
		if !slices.Contains(ids, m.ID) {
			ids = append(ids, m.ID)
		}
	}
	return ids, nil
}

func (s Models) entry(ctx context.Context, m stock.Model) (Entry, error) {
	e := Entry{
		ID: m.ID, Type: OfModel, Code: m.Code, Slug: m.Slug, Title: m.Name, Summary: firstSentence(m.Summary), Kind: KindModel, Text: m.Summary,
		Centre: m.Centre, ISO: m.ISO, PublishedAt: m.AddedAt, ChangedAt: m.ChangedAt, Innovation: m.Innovation,
	}
	more := []string{m.Maker, isoWords(m.ISO)}
	if !m.Innovation.IsZero() {
		sheet, err := s.From.BySlug(ctx, m.Innovation.String())
		switch {
		case err == nil:
			e.Photo, _ = sheet.Cover()
			e.Disabilities, e.TKT = sheet.Disabilities, sheet.Readiness.TKT
			e.Open = s.Open != nil && s.Open(sheet)
			if e.ISO == "" {
				e.ISO = sheet.ISO
			}
			e.ChangedAt = later(e.ChangedAt, sheet.RenewedAt)
			more = append(more, sheet.Title, sheet.ForWhom, disabilityWords(sheet.Disabilities))
		case fault.CodeOf(err) != fault.NotFound:
			return e, err
		}
	}
	e.Words = strings.Join(more, " . ")
	return complete(ctx, s.Deps, e, []stock.Model{m})
}

// complete adds the centre's name, more words to find it by, and what there is of
// the models.
func complete(ctx context.Context, d *op.Deps, e Entry, models []stock.Model) (Entry, error) {
	return op.Read(ctx, d, policy.CatalogueRead, func(v *op.View) (Entry, error) {
		if err := v.Allow(e.Centre); err != nil {
			return e, err
		}
		e.Words += " . " + kindWords(e.Kind) + isoNumbers(e.ISO)
		if e.Type == OfModel { // others have so many codes that they would fill the dictionary
			e.Words += joined(e.Code)
		}
		centre, err := network.CentreByCode(v, e.Centre)
		switch {
		case err == nil:
			e.CentreName, e.Province = centre.Name, province(centre.Region)
			e.Words += placeWords(centre.Region)
		case fault.CodeOf(err) == fault.NotFound:
			e.CentreName = e.Centre
		default:
			return e, err
		}
		if e.Supply, err = supply(v, models); err != nil {
			return e, err
		}
		e.Recalled, err = recalled(v, models)
		return e, err
	})
}

// recalled tells whether an open recall is about one of the models.
func recalled(v *op.View, models []stock.Model) (bool, error) {
	for _, m := range models {
		notices, err := stock.NoticesOf(v, m.ID)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(notices, func(n stock.Notice) bool { return n.State == stock.RecallOpen }) {
			return true, nil
		}
	}
	return false, nil
}

// supply adds up models; a centre that has several of them ready counts once.
func supply(v *op.View, models []stock.Model) (stock.Supply, error) {
	var s stock.Supply
	ready := map[string]bool{}
	for _, m := range models {
		if !m.ForPeople() {
			continue // what it is made of is not offered
		}
		for t, err := range stock.TalliesOfModel(v, m.ID) {
			if err != nil {
				return s, err
			}
			s.Ready += t.Ready
			s.InUse += t.InUse
			s.Made += t.Made
			if t.Ready > 0 {
				ready[t.Centre] = true
			}
		}
	}
	s.Centres = len(ready)
	return s, nil
}

// modelsOf finds the models whose pieces a commit has moved.
func modelsOf(ctx context.Context, s *stock.Stock, e op.Entry) ([]stock.Model, error) {
	var out []stock.Model
	add := func(sheet stock.ModelSheet, err error) error {
		if fault.CodeOf(err) == fault.NotFound {
			return nil
		}
		if err == nil && !slices.ContainsFunc(out, func(m stock.Model) bool { return m.ID == sheet.Model.ID }) {
			out = append(out, sheet.Model)
		}
		return err
	}
	for _, x := range e.Subjects {
		var err error
		switch x.Kind {
		case "model":
			err = add(s.Model(ctx, x.ID))
		case "unit":
			err = add(s.ModelOfUnit(ctx, x.Name))
		}
		if err != nil {
			return out, err
		}
	}
	return out, nil
}

// subjects are the ids of the records of a kind that a commit is about.
func subjects(e op.Entry, kind string) (ids []op.ID) {
	for _, x := range e.Subjects {
		if x.Kind == kind {
			if id, err := op.ParseID(x.ID); err == nil && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func province(region string) string { return region[:min(2, len(region))] }

// firstSentence is what a card has room for.
func firstSentence(text string) string {
	const longest = 160
	text = strings.Join(strings.Fields(text), " ")
	if at := strings.IndexAny(text, ".!?"); at > 20 && at < longest && (at+1 == len(text) || text[at+1] == ' ') {
		return text[:at+1]
	}
	if letters := []rune(text); len(letters) > longest {
		cut := string(letters[:longest])
		if at := strings.LastIndexByte(cut, ' '); at > 0 {
			cut = cut[:at]
		}
		return strings.TrimRight(cut, " ,;:") + "…"
	}
	return text
}
