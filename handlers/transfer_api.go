package handlers

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/stock"
)

// transferAnswer is a transfer as the API shows it.
type transferAnswer struct {
	stock.Transfer
	Overdue bool `json:"overdue"`
}

func (s *Server) answerTransfer(t stock.Transfer) transferAnswer {
	if t.Arrivals == nil {
		t.Arrivals = []stock.Arrival{}
	}
	for i := range t.Lines {
		if t.Lines[i].Parcels == nil {
			t.Lines[i].Parcels = []stock.Parcel{}
		}
	}
	for i := range t.Arrivals {
		if t.Arrivals[i].Entries == nil {
			t.Arrivals[i].Entries = []stock.ArrivalEntry{}
		}
	}
	return transferAnswer{t, t.Overdue(s.app.Now())}
}

// transfersAPI lists the transfers of a centre.
func (s *Server) transfersAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.Transfers, func(list stock.TransferList) error {
		return listedAs(c, list.Transfers, list.Next, list.Prev, s.answerTransfer)
	})
}

// transferAPI answers with one transfer.
func (s *Server) transferAPI(c *fiber.Ctx) error {
	sheet, err := s.app.Stock.Transfer(c.UserContext(), c.Params("id"))
	if err != nil {
		return err
	}
	return found(c, s.answerTransfer(sheet.Transfer))
}

// addTransferAPI records a transfer.
func (s *Server) addTransferAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.RequestTransfer, func(t stock.Transfer) error {
		return created(c, "/api/v1/transfers/"+t.ID.String(), s.answerTransfer(t))
	})
}

// transferStepAPI takes one step and answers with the transfer as it is then.
func transferStepAPI[In any](s *Server, c *fiber.Ctx, do func(context.Context, In) (stock.Transfer, error)) error {
	in, _, err := bind[In](c)
	if err != nil {
		return err
	}
	t, err := do(c.UserContext(), in)
	if err != nil {
		return err
	}
	return found(c, s.answerTransfer(t))
}

func (s *Server) approveTransferAPI(c *fiber.Ctx) error {
	return transferStepAPI(s, c, s.app.Stock.ApproveTransfer)
}

func (s *Server) refuseTransferAPI(c *fiber.Ctx) error {
	return transferStepAPI(s, c, s.app.Stock.RefuseTransfer)
}

func (s *Server) pickTransferAPI(c *fiber.Ctx) error {
	return transferStepAPI(s, c, s.app.Stock.PickTransfer)
}

func (s *Server) unpickTransferAPI(c *fiber.Ctx) error {
	return transferStepAPI(s, c, s.app.Stock.UnpickTransfer)
}

func (s *Server) shipTransferAPI(c *fiber.Ctx) error {
	return transferStepAPI(s, c, s.app.Stock.ShipTransfer)
}

func (s *Server) receiveTransferAPI(c *fiber.Ctx) error {
	return transferStepAPI(s, c, s.app.Stock.ReceiveTransfer)
}

func (s *Server) sendBackAPI(c *fiber.Ctx) error { return transferStepAPI(s, c, s.app.Stock.SendBack) }

func (s *Server) findLostAPI(c *fiber.Ctx) error { return transferStepAPI(s, c, s.app.Stock.FindLost) }

func (s *Server) cancelTransferAPI(c *fiber.Ctx) error {
	return transferStepAPI(s, c, s.app.Stock.CancelTransfer)
}
