package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/stock"
)

// ordersAPI lists the production orders of a centre, the newest first.
func (s *Server) ordersAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.Orders, func(list stock.OrderList) error {
		return listed(c, list.Orders, list.Next, list.Prev)
	})
}

// orderAnswer is an order with what came out of it and what it still takes.
type orderAnswer struct {
	stock.Order
	Needs   []needAnswer  `json:"needs"`
	Results []stock.Batch `json:"results"`
}

type needAnswer struct {
	Model  string `json:"model"` // code
	Each   int64  `json:"each"`
	Wanted int64  `json:"wanted"`
	InWork int64  `json:"in_work"`
	There  int64  `json:"there"`
	Short  int64  `json:"short"`
}

// orderAPI answers with one production order.
func (s *Server) orderAPI(c *fiber.Ctx) error {
	sheet, err := s.app.Stock.Order(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	a := orderAnswer{Order: sheet.Order, Needs: []needAnswer{}, Results: append([]stock.Batch{}, sheet.Batches...)}
	for _, n := range sheet.Needs {
		a.Needs = append(a.Needs, needAnswer{n.Model.Code, n.Each, n.Wanted, n.Left, n.There, n.Short()})
	}
	return found(c, a)
}

// addOrderAPI gives the SKA an order.
func (s *Server) addOrderAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.BeginOrder, func(o stock.Order) error {
		return created(c, "/api/v1/production-orders/"+o.ID.String(), o)
	})
}

func (s *Server) issuePartsAPI(c *fiber.Ctx) error  { return act(c, s.app.Stock.IssueParts) }
func (s *Server) returnPartsAPI(c *fiber.Ctx) error { return act(c, s.app.Stock.ReturnParts) }
func (s *Server) scrapPartsAPI(c *fiber.Ctx) error  { return act(c, s.app.Stock.ScrapParts) }
func (s *Server) yieldAPI(c *fiber.Ctx) error       { return act(c, s.app.Stock.Yield) }
func (s *Server) testBatchAPI(c *fiber.Ctx) error   { return act(c, s.app.Stock.TestBatch) }
func (s *Server) undoBatchAPI(c *fiber.Ctx) error   { return act(c, s.app.Stock.UndoBatch) }
func (s *Server) closeOrderAPI(c *fiber.Ctx) error  { return act(c, s.app.Stock.CloseOrder) }
func (s *Server) cancelOrderAPI(c *fiber.Ctx) error { return act(c, s.app.Stock.CancelOrder) }
func (s *Server) setDesignAPI(c *fiber.Ctx) error   { return act(c, s.app.Stock.SetDesign) }
func (s *Server) setPartListAPI(c *fiber.Ctx) error { return act(c, s.app.Stock.SetPartList) }
func (s *Server) checkPartsAPI(c *fiber.Ctx) error  { return act(c, s.app.Stock.CheckParts) }
func (s *Server) assembleAPI(c *fiber.Ctx) error    { return act(c, s.app.Stock.AssembleKits) }
func (s *Server) unpackAPI(c *fiber.Ctx) error      { return act(c, s.app.Stock.UnpackKits) }

// designsAnswer is what a model is made of and has to be complete with.
type designsAnswer struct {
	Designs []stock.Design `json:"designs"`
	Parts   stock.PartList `json:"parts"`
}

// designsAPI answers with the versions of the design of a model.
func (s *Server) designsAPI(c *fiber.Ctx) error {
	sheet, err := s.app.Stock.Designs(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	return found(c, designsAnswer{append([]stock.Design{}, sheet.Designs...), sheet.List})
}

// expiringAnswer is a quantity of a lot at a place that expires.
type expiringAnswer struct {
	Model    string `json:"model"` // code
	Lot      string `json:"lot"`   // id
	Code     string `json:"code"`  // batch number
	Place    string `json:"place"`
	Quantity int64  `json:"quantity"`
	Day      string `json:"expires_at"`
	Expired  bool   `json:"expired"`
}

// expiriesAPI lists what expires at a centre, the first first.
func (s *Server) expiriesAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.Expiries, func(list stock.ExpiryList) error {
		return listedAs(c, list.Rows, list.Next, list.Prev, func(x stock.Expiring) expiringAnswer {
			return expiringAnswer{
				x.Model.Code, x.Lot.ID.String(), x.Lot.Code, x.Balance.Node.Ref, x.Balance.Quantity, x.Lot.Expiry.Format("2006-01-02T15:04:05Z07:00"), x.Expired,
			}
		})
	})
}

// worthAnswer is what the stock of a centre is worth, in whole rupiah.
type worthAnswer struct {
	Centre  string                `json:"centre"`
	Classes map[stock.Class]int64 `json:"classes"`
	InWork  int64                 `json:"in_work"`
	Total   int64                 `json:"total"`
}

// worthAPI values the stock of a centre.
func (s *Server) worthAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.Worth, func(w stock.Worth) error {
		a := worthAnswer{Centre: w.Centre, Classes: map[stock.Class]int64{}, InWork: w.InWork, Total: w.Total()}
		for _, x := range w.Classes {
			a.Classes[x.Class] = x.Worth
		}
		return found(c, a)
	})
}
