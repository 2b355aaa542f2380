package handlers

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/stock"
	"lumbung/views"
	"lumbung/views/i18n"
	"lumbung/views/paper"
	"lumbung/views/sheet"
)

// cardPage shows the stock card of a model at a place.
func (s *Server) cardPage(c *fiber.Ctx) error {
	in, form, err := query[stock.CardAsk](c)
	if err != nil {
		return err
	}
	in.Model = numberOf(c, "model")
	card, err := s.app.Stock.StockCard(c.UserContext(), in)
	if err != nil {
		return err
	}
	places, err := s.placeOptions(c, card.Place.Centre)
	if err != nil {
		return err
	}
	f := s.frame(c, "card.title", "model", card.Model.Name)
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/alat/" + card.Model.Slug, Text: card.Model.Name}}
	f.Lead = s.centreName(c, card.Place.Centre)
	form.Lang = f.Lang
	form = form.Set("place", card.Place.Code).Set("centre", card.Place.Centre).Set("period", card.Period.Name)
	if !card.Lot.ID.IsZero() {
		form = form.Set("lot", card.Lot.ID.String())
	}
	return s.page(c, views.StockCard(f, views.CardPage{
		Card: card, CentreName: f.Lead, Filter: form, Places: places, Lots: views.LotOptions(f.Lang, card),
		Periods: views.PeriodOptions(f.Lang, s.app.Now()), Downloads: downloads(c, "/gudang/kartu/"+card.Model.Slug, "pdf", "xlsx", "csv"),
		Pager: pager(c, card.Next, card.Prev, len(card.Lines)),
	}))
}

// cardAsked is the card that a file is wanted of.
func cardAsked(c *fiber.Ctx) (stock.CardAsk, error) {
	in, _, err := query[stock.CardAsk](c)
	in.Model = numberOf(c, "model")
	return in, err
}

func (s *Server) cardCSV(c *fiber.Ctx) error  { return s.cardTable(c, sheet.CSV) }
func (s *Server) cardXLSX(c *fiber.Ctx) error { return s.cardTable(c, sheet.XLSX) }

// cardTable answers with the whole card as a table.
func (s *Server) cardTable(c *fiber.Ctx, format sheet.Format) error {
	in, err := cardAsked(c)
	if err != nil {
		return err
	}
	l := visitOf(c).lang
	return answerTable(c, format, "kartu-"+in.Model, l.T("card.paper_title"), views.CardColumns(l), func(row func(...any) error) error {
		return s.app.Stock.WriteCard(c.UserContext(), in,
			func(card stock.Card) error { return row(views.CardOpening(l, card)...) },
			func(x stock.CardLine) error { return row(views.CardValues(l, x)...) })
	})
}

// errTooLong says that a card has more lines than paper has room for.
var errTooLong = errors.New("too many lines to print")

// cardPDF answers with the whole card on paper.
func (s *Server) cardPDF(c *fiber.Ctx) error {
	in, err := cardAsked(c)
	if err != nil {
		return err
	}
	var card stock.Card
	var doc paper.Report
	var came, went int64
	err = s.app.Stock.WriteCard(c.UserContext(), in, func(found stock.Card) error {
		card = found
		doc = views.CardPaper(card, s.letterhead(c, card.Place.Centre), s.app.Now())
		doc.Sample = s.app.About().Sample
		return nil
	}, func(x stock.CardLine) error {
		came, went = came+x.In, went+x.Out
		if doc.Rows = append(doc.Rows, views.CardPaperRow(x)); len(doc.Rows) >= paper.MaxReportRows {
			return errTooLong
		}
		return nil
	})
	if errors.Is(err, errTooLong) {
		err = fault.InField("period", "card.too_long", fault.Args{"max": paper.MaxReportRows})
	}
	if err != nil {
		return err
	}
	doc.Rows = append(doc.Rows, views.CardPaperEnd(card, came, went))
	return answerReport(c, "kartu-"+card.Model.Slug, doc)
}

// letterhead is the kop of a centre; of all centres it is that of the
// directorate.
func (s *Server) letterhead(c *fiber.Ctx, code string) paper.Letterhead {
	head := paper.Letterhead{Directorate: i18n.ID.T("handover.directorate")}
	if centre, err := s.app.Centres.One(c.UserContext(), code); err == nil && code != "" {
		head.Centre, head.Address = centre.Name, centre.Address
	}
	return head
}

// cardAnswer is a stock card in the API.
type cardAnswer struct {
	Model   string           `json:"model"`
	Place   string           `json:"place"`
	Lot     string           `json:"lot"`
	From    string           `json:"from"`
	To      string           `json:"to"`
	Opening int64            `json:"opening"`
	In      *int64           `json:"in"`  // null where it would take too long to tell
	Out     *int64           `json:"out"` // the same
	Closing int64            `json:"closing"`
	Items   []stock.CardLine `json:"items"`
	Next    string           `json:"next"`
	Prev    string           `json:"prev"`
}

// cardAPI answers with part of a stock card.
func (s *Server) cardAPI(c *fiber.Ctx) error {
	in, err := cardAsked(c)
	if err != nil {
		return err
	}
	card, err := s.app.Stock.StockCard(c.UserContext(), in)
	if err != nil {
		return err
	}
	a := cardAnswer{
		Model: card.Model.Code, Place: card.Place.Code, From: i18n.ISODate(card.Period.From), To: i18n.ISODate(card.Period.To),
		Opening: card.Opening, Closing: card.Closing, Items: card.Lines, Next: card.Next, Prev: card.Prev,
	}
	if !card.Lot.ID.IsZero() {
		a.Lot = card.Lot.ID.String()
	}
	if card.Summed {
		a.In, a.Out = &card.In, &card.Out
	}
	if a.Items == nil {
		a.Items = []stock.CardLine{}
	}
	return found(c, a)
}

// numberPage answers why the numbers of a model at a centre are so.
func (s *Server) numberPage(c *fiber.Ctx) error {
	n, err := s.numberAsked(c)
	if err != nil {
		return err
	}
	f := s.frame(c, "reckon.title", "model", n.Model.Name)
	f.Crumbs = []views.Link{warehouseCrumb(f), {Href: "/alat/" + n.Model.Slug, Text: n.Model.Name}}
	f.Lead = s.centreName(c, n.Centre)
	return s.page(c, views.NumberProof(f, views.NumberPage{Proof: n, CentreName: f.Lead}))
}

func (s *Server) numberAsked(c *fiber.Ctx) (stock.NumberProof, error) {
	in, _, err := query[stock.ProofAsk](c)
	if err != nil {
		return stock.NumberProof{}, err
	}
	in.Model = numberOf(c, "model")
	return s.app.Stock.Prove(c.UserContext(), in)
}

// numberAPI answers with the same proof for machines.
func (s *Server) numberAPI(c *fiber.Ctx) error {
	n, err := s.numberAsked(c)
	if err != nil {
		return err
	}
	if n.Buckets == nil {
		n.Buckets = []stock.BucketProof{}
	}
	if n.Places == nil {
		n.Places = []stock.PlaceProof{}
	}
	return found(c, struct {
		Holds bool   `json:"holds"`
		Model string `json:"model"`
		stock.NumberProof
	}{n.Holds(), n.Model.Code, n})
}
