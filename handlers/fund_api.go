package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/stock"
)

// donorAPI answers where the goods of a public fund are, for machines.
func (s *Server) donorAPI(c *fiber.Ctx) error {
	p, err := s.app.Stock.DonorPage(c.UserContext(), numberOf(c, "fund"))
	if err != nil {
		return err
	}
	return found(c, p)
}

// fundAnswer is a fund in the API, with what became of it.
type fundAnswer struct {
	stock.Fund
	Total     stock.FundTally   `json:"total"`
	Models    []stock.FundTally `json:"models"`
	Centres   []stock.FundTally `json:"centres"`
	Provinces []stock.FundTally `json:"provinces"`
}

// fundsAPI lists the funds.
func (s *Server) fundsAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.Funds, func(list stock.FundList) error {
		return listed(c, list.Rows, list.Next, "")
	})
}

// fundAPI answers with one fund.
func (s *Server) fundAPI(c *fiber.Ctx) error {
	p, err := s.fundAsked(c)
	if err != nil {
		return err
	}
	t := p.Trace
	a := fundAnswer{Fund: t.Fund, Total: t.Total, Models: t.Models, Centres: t.Centres, Provinces: t.Provinces}
	for _, list := range []*[]stock.FundTally{&a.Models, &a.Centres, &a.Provinces} {
		if *list == nil {
			*list = []stock.FundTally{}
		}
	}
	return found(c, a)
}

// fundUnitsAPI lists the units that a fund paid for.
func (s *Server) fundUnitsAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.FundUnits, func(list stock.UnitList) error {
		return listed(c, list.Units, list.Next, list.Prev)
	})
}

// addFundAPI enters a fund into the register.
func (s *Server) addFundAPI(c *fiber.Ctx) error {
	in, _, err := bindFund(c)
	if err != nil {
		return err
	}
	fund, err := s.app.Stock.AddFund(c.UserContext(), in)
	if err != nil {
		return err
	}
	return created(c, "/api/v1/funds/"+fund.Code, fund)
}

// changeFundAPI describes a fund anew.
func (s *Server) changeFundAPI(c *fiber.Ctx) error {
	in, _, err := bindFund(c)
	if err != nil {
		return err
	}
	fund, err := s.app.Stock.ChangeFund(c.UserContext(), in)
	if err != nil {
		return err
	}
	return found(c, fund)
}
