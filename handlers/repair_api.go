package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/stock"
)

// repairsAPI lists the repair orders of a centre in a state.
func (s *Server) repairsAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.Repairs, func(list stock.RepairList) error {
		return listed(c, list.Rows, list.Next, list.Prev)
	})
}

// addRepairAPI opens a repair order.
func (s *Server) addRepairAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.OpenRepair, func(o stock.RepairOrder) error {
		return created(c, "/api/v1/repairs/"+o.ID.String(), o)
	})
}

// repairShape is an order with the rule worked out for it.
type repairShape struct {
	stock.RepairOrder
	Spent     int64          `json:"spent"`
	Judgement judgementShape `json:"judgement"`
}

// judgementShape is the arithmetic with what comes of it.
type judgementShape struct {
	stock.Judgement
	Share int64 `json:"share_percent"`
	Scrap bool  `json:"scrap"`
}

// repairAPI answers with one order and its judgement.
func (s *Server) repairAPI(c *fiber.Ctx) error {
	sheet, err := s.app.Stock.Repair(c.UserContext(), idOf(c.Params("id")))
	if err != nil {
		return err
	}
	j := sheet.Judgement
	return found(c, repairShape{sheet.Order, sheet.Order.Spent(), judgementShape{j, j.Share(), j.Scrap()}})
}

func (s *Server) stepRepairAPI(c *fiber.Ctx) error    { return act(c, s.app.Stock.StepRepair) }
func (s *Server) diagnoseAPI(c *fiber.Ctx) error      { return act(c, s.app.Stock.Diagnose) }
func (s *Server) usePartAPI(c *fiber.Ctx) error       { return act(c, s.app.Stock.UsePart) }
func (s *Server) putBackAPI(c *fiber.Ctx) error       { return act(c, s.app.Stock.PutBack) }
func (s *Server) spendAPI(c *fiber.Ctx) error         { return act(c, s.app.Stock.Spend) }
func (s *Server) finishRepairAPI(c *fiber.Ctx) error  { return act(c, s.app.Stock.FinishRepair) }
func (s *Server) cancelRepairAPI(c *fiber.Ctx) error  { return act(c, s.app.Stock.CancelRepair) }
func (s *Server) proposeScrapAPI(c *fiber.Ctx) error  { return act(c, s.app.Stock.ProposeScrap) }
func (s *Server) decideScrapAPI(c *fiber.Ctx) error   { return act(c, s.app.Stock.DecideScrap) }
func (s *Server) setRepairRuleAPI(c *fiber.Ctx) error { return act(c, s.app.Stock.SetRepairRule) }

// repairRuleAPI answers with the rule of a centre.
func (s *Server) repairRuleAPI(c *fiber.Ctx) error {
	in, _, err := query[struct {
		Centre string `json:"centre"`
	}](c)
	if err != nil {
		return err
	}
	rule, err := s.app.Stock.RepairRule(c.UserContext(), in.Centre)
	if err != nil {
		return err
	}
	return found(c, rule)
}
