package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/stock"
	"lumbung/views"
)

// scanCount records a batch of scans and stays on the page: each code has its
// answer there, and the cursor stands in the scan box again.
func (s *Server) scanCount(c *fiber.Ctx) error {
	in, form, err := bind[stock.NewScans](c)
	var done stock.ScanSheet
	if err == nil {
		done, err = s.app.Stock.Scan(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showCounting(c, stock.CountLineAsk{}, countingForms{scan: &form})
	}
	if err != nil {
		return err
	}
	if in.Close && len(done.Results) == 0 {
		return s.redirect(c, countPath(done.Count), "count.place_closed", "place", done.Place)
	}
	return s.showCounting(c, stock.CountLineAsk{Place: done.Place}, countingForms{results: done.Results})
}

// tellCount records quantities of counted models.
func (s *Server) tellCount(c *fiber.Ctx) error {
	in, form, err := bind[stock.NewTally](c)
	if err == nil {
		_, err = s.app.Stock.Tell(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showCounting(c, stock.CountLineAsk{Place: in.Place}, countingForms{tell: &form})
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/gudang/opname/"+c.Params("count")+"/hitung"+placeQuery(in.Place), "count.told")
}

// forgetScan takes a code out of the list.
func (s *Server) forgetScan(c *fiber.Ctx) error {
	in, form, err := bind[stock.Unscan](c)
	if err == nil {
		_, err = s.app.Stock.Forget(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showCount(c, c.Params("count"), form, "hapus")
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/gudang/opname/"+c.Params("count"), "count.forgotten", "code", in.Code)
}

// cutCount says whether a line was counted before or after what moved.
func (s *Server) cutCount(c *fiber.Ctx) error {
	in, form, err := bind[stock.NewCut](c)
	if err == nil {
		_, err = s.app.Stock.Cut(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showCountLine(c, stock.CountLineAsk{Place: in.Place, Model: in.Model}, &form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/gudang/opname/"+c.Params("count"), "count.cut_noted")
}

// countStep binds and does one step of a count. A refused one shows again what
// show gives; one that was done leads back to the count with a message.
func countStep[In any](s *Server, c *fiber.Ctx, do func(In) (stock.Count, error), show func(views.Form) error, key string) error {
	in, form, err := bind[In](c)
	var done stock.Count
	if err == nil {
		done, err = do(in)
	}
	if form, again := s.refused(c, form, err); again {
		return show(form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, countPath(done), key, "number", done.Number)
}

// onCount shows the count again with a form of it that was refused.
func (s *Server) onCount(c *fiber.Ctx, part string) func(views.Form) error {
	return func(form views.Form) error {
		form.ID = part + "-"
		return s.showCount(c, c.Params("count"), form, part)
	}
}

// onReview shows the review again.
func (s *Server) onReview(c *fiber.Ctx, part string) func(views.Form) error {
	return func(form views.Form) error { return s.showCountReview(c, &form, part) }
}

// finishCount ends the counting.
func (s *Server) finishCount(c *fiber.Ctx) error {
	return countStep(s, c, func(in stock.CountRef) (stock.Count, error) {
		return s.app.Stock.FinishCount(c.UserContext(), in)
	}, s.onCount(c, "selesai"), "count.finished")
}

// explainCount notes why lines differ, and stays on the review.
func (s *Server) explainCount(c *fiber.Ctx) error {
	in, form, err := bind[stock.NewReasons](c)
	var done stock.Count
	if err == nil {
		done, err = s.app.Stock.ExplainCount(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showCountReview(c, &form, "telaah")
	}
	if err != nil {
		return err
	}
	return s.redirect(c, countPath(done)+"/telaah", "count.explained", "n", done.Sums.Open)
}

// recountLines sends lines back to be counted again.
func (s *Server) recountLines(c *fiber.Ctx) error {
	return countStep(s, c, func(in stock.NewRecount) (stock.Count, error) {
		return s.app.Stock.Recount(c.UserContext(), in)
	}, s.onReview(c, "ulang"), "count.sent_back")
}

// approveCount accepts a count and posts it.
func (s *Server) approveCount(c *fiber.Ctx) error {
	return countStep(s, c, func(in stock.CountRef) (stock.Count, error) {
		return s.app.Stock.ApproveCount(c.UserContext(), in)
	}, s.onReview(c, "setujui"), "count.posted")
}

// resumeCount goes on with a posting that was cut off.
func (s *Server) resumeCount(c *fiber.Ctx) error {
	return countStep(s, c, func(in stock.CountRef) (stock.Count, error) {
		return s.app.Stock.ResumeCount(c.UserContext(), in)
	}, s.onCount(c, "lanjut"), "count.posted")
}

// cancelCount ends a count without posting it.
func (s *Server) cancelCount(c *fiber.Ctx) error {
	return countStep(s, c, func(in stock.CountCancel) (stock.Count, error) {
		return s.app.Stock.CancelCount(c.UserContext(), in)
	}, s.onCount(c, "batal"), "count.cancelled")
}

// signCount notes the signatures on the paper.
func (s *Server) signCount(c *fiber.Ctx) error {
	return countStep(s, c, func(in stock.NewSigning) (stock.Count, error) {
		return s.app.Stock.SignCount(c.UserContext(), in)
	}, s.onCount(c, "tanda-tangan"), "count.signed_noted")
}
