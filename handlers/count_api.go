package handlers

import (
	"encoding/hex"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/stock"
)

// countAPIRoutes are counts for machines.
func countAPIRoutes() []route {
	return []route{
		{get, "/api/v1/counts", (*Server).countsAPI, 0},
		{post, "/api/v1/counts", (*Server).openCountAPI, 0},
		{get, "/api/v1/counts/:count", (*Server).countAPI, 0},
		{get, "/api/v1/counts/:count/lines", (*Server).countLinesAPI, 0},
		{get, "/api/v1/counts/:count/line", (*Server).countLineAPI, 0},
		{get, "/api/v1/counts/:count/draw", (*Server).countDrawAPI, 0},
		{get, "/api/v1/counts/:count/document", (*Server).countMinutes, 0},
		{post, "/api/v1/counts/:count/scans", (*Server).scanCountAPI, 0},
		{post, "/api/v1/counts/:count/pieces", (*Server).tellCountAPI, 0},
		{post, "/api/v1/counts/:count/forget", (*Server).forgetScanAPI, 0},
		{post, "/api/v1/counts/:count/cut", (*Server).cutCountAPI, 0},
		{post, "/api/v1/counts/:count/finish", (*Server).finishCountAPI, 0},
		{post, "/api/v1/counts/:count/reasons", (*Server).explainCountAPI, 0},
		{post, "/api/v1/counts/:count/recount", (*Server).recountAPI, 0},
		{post, "/api/v1/counts/:count/approve", (*Server).approveCountAPI, 0},
		{post, "/api/v1/counts/:count/resume", (*Server).resumeCountAPI, 0},
		{post, "/api/v1/counts/:count/cancel", (*Server).cancelCountAPI, 0},
		{post, "/api/v1/counts/:count/signature", (*Server).signCountAPI, 0},
	}
}

// countShape is a count in answers, with the hash of its minutes in text.
type countShape struct {
	stock.Count
	Hash string `json:"hash"` // hexadecimal; empty before it is posted
}

func countShapeOf(c stock.Count) countShape { return countShape{c, hex.EncodeToString(c.Hash)} }

// countSheetShape is a count with its places and the codes that nobody knows.
type countSheetShape struct {
	countShape
	Places  []stock.PlaceCount  `json:"places"`
	Unknown []stock.UnknownCode `json:"unknown_codes"`
}

func (s *Server) countsAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.Counts, func(list stock.CountList) error {
		return listedAs(c, list.Counts, list.Next, list.Prev, countShapeOf)
	})
}

func (s *Server) openCountAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.OpenCount, func(done stock.Count) error {
		return created(c, "/api/v1/counts/"+done.ID.String(), countShapeOf(done))
	})
}

func (s *Server) countAPI(c *fiber.Ctx) error {
	sheet, err := s.app.Stock.Count(c.UserContext(), c.Params("count"))
	if err != nil {
		return err
	}
	shape := countSheetShape{countShape: countShapeOf(sheet.Count), Places: sheet.Places, Unknown: sheet.Unknown}
	if shape.Places == nil {
		shape.Places = []stock.PlaceCount{}
	}
	if shape.Unknown == nil {
		shape.Unknown = []stock.UnknownCode{}
	}
	return found(c, shape)
}

// countLinesShape is part of the lines of a count.
type countLinesShape struct {
	Items []lineShape `json:"items"`
	Next  int64       `json:"next"` // after of the next part; 0 at the end
}

// lineShape is a line with what can be reckoned from it.
type lineShape struct {
	stock.CountLine
	State      stock.LineState `json:"state"`
	Counted    int64           `json:"counted"`
	Difference int64           `json:"difference"`
}

func lineShapeOf(l stock.CountLine) lineShape {
	return lineShape{l, l.State(), l.Seen(), l.Difference()}
}

func (s *Server) countLinesAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.CountLines, func(list stock.CountLineList) error {
		shape := countLinesShape{Items: []lineShape{}, Next: list.Next}
		for _, l := range list.Lines {
			shape.Items = append(shape.Items, lineShapeOf(l))
		}
		return c.JSON(shape)
	})
}

// countLineShape is a line with its units and what moved meanwhile.
type countLineShape struct {
	Line   lineShape         `json:"line"`
	Now    int64             `json:"book_now"`
	Moves  []countMoveShape  `json:"movements"`
	Units  []stock.CountMark `json:"units"`
	Unseen []string          `json:"unseen"` // codes
}

type countMoveShape struct {
	ID       string             `json:"id"`
	Kind     stock.MovementKind `json:"kind"`
	Document string             `json:"document"`
	Occurred string             `json:"occurred_at"`
	In       int64              `json:"in"`
	Out      int64              `json:"out"`
	Seen     bool               `json:"counted_after"`
}

func (s *Server) countLineAPI(c *fiber.Ctx) error {
	return askThen(c, s.app.Stock.CountLine, func(sheet stock.CountLineSheet) error {
		shape := countLineShape{Line: lineShapeOf(sheet.Line), Now: sheet.Now, Moves: []countMoveShape{}, Units: sheet.Marks, Unseen: []string{}}
		if shape.Units == nil {
			shape.Units = []stock.CountMark{}
		}
		for _, m := range sheet.Moves {
			shape.Moves = append(shape.Moves, countMoveShape{
				m.Movement.ID.String(), m.Movement.Kind, m.Movement.Document, stamp(m.Movement.Occurred), m.In, m.Out, m.Seen,
			})
		}
		for _, u := range sheet.Unseen {
			shape.Unseen = append(shape.Unseen, u.Code)
		}
		return found(c, shape)
	})
}

// countScanShape answers a batch of scans.
type countScanShape struct {
	Count   countShape      `json:"count"`
	Place   string          `json:"place"`
	Results []stock.Scanned `json:"results"`
}

func (s *Server) scanCountAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.Scan, func(done stock.ScanSheet) error {
		shape := countScanShape{countShapeOf(done.Count), done.Place, done.Results}
		if shape.Results == nil {
			shape.Results = []stock.Scanned{}
		}
		return found(c, shape)
	})
}

func (s *Server) cutCountAPI(c *fiber.Ctx) error {
	return actThen(c, s.app.Stock.Cut, func(line stock.CountLine) error {
		return found(c, lineShapeOf(line))
	})
}

// stepAPI binds and does one step of a count, and answers with the count.
func stepAPI[In any](c *fiber.Ctx, do func(In) (stock.Count, error)) error {
	in, _, err := bind[In](c)
	if err != nil {
		return err
	}
	done, err := do(in)
	if err != nil {
		return err
	}
	return found(c, countShapeOf(done))
}

func (s *Server) tellCountAPI(c *fiber.Ctx) error {
	return stepAPI(c, func(in stock.NewTally) (stock.Count, error) { return s.app.Stock.Tell(c.UserContext(), in) })
}

func (s *Server) forgetScanAPI(c *fiber.Ctx) error {
	return stepAPI(c, func(in stock.Unscan) (stock.Count, error) { return s.app.Stock.Forget(c.UserContext(), in) })
}

func (s *Server) finishCountAPI(c *fiber.Ctx) error {
	return stepAPI(c, func(in stock.CountRef) (stock.Count, error) { return s.app.Stock.FinishCount(c.UserContext(), in) })
}

func (s *Server) explainCountAPI(c *fiber.Ctx) error {
	return stepAPI(c, func(in stock.NewReasons) (stock.Count, error) { return s.app.Stock.ExplainCount(c.UserContext(), in) })
}

func (s *Server) recountAPI(c *fiber.Ctx) error {
	return stepAPI(c, func(in stock.NewRecount) (stock.Count, error) { return s.app.Stock.Recount(c.UserContext(), in) })
}

func (s *Server) approveCountAPI(c *fiber.Ctx) error {
	return stepAPI(c, func(in stock.CountRef) (stock.Count, error) { return s.app.Stock.ApproveCount(c.UserContext(), in) })
}

func (s *Server) resumeCountAPI(c *fiber.Ctx) error {
	return stepAPI(c, func(in stock.CountRef) (stock.Count, error) { return s.app.Stock.ResumeCount(c.UserContext(), in) })
}

func (s *Server) cancelCountAPI(c *fiber.Ctx) error {
	return stepAPI(c, func(in stock.CountCancel) (stock.Count, error) { return s.app.Stock.CancelCount(c.UserContext(), in) })
}

func (s *Server) signCountAPI(c *fiber.Ctx) error {
	return stepAPI(c, func(in stock.NewSigning) (stock.Count, error) { return s.app.Stock.SignCount(c.UserContext(), in) })
}

// countDrawAPI answers with the protocol of a draw, so that anybody can repeat it.
func (s *Server) countDrawAPI(c *fiber.Ctx) error {
	draw, err := s.app.Stock.CountDrawOf(c.UserContext(), c.Params("count"))
	if err != nil {
		return err
	}
	return found(c, draw)
}
