package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/allocation"
	"lumbung/views"
)

// allocationRoutes are allocations.
func allocationRoutes() []route {
	return []route{
		{get, "/alokasi", (*Server).allocationsPage, 0},
		{post, "/alokasi/:allocation/batal", (*Server).cancelAllocation, 0},
		{get, "/api/v1/allocations", (*Server).listAllocations, 0},
		{post, "/api/v1/allocations", (*Server).createAllocation, 0},
		{get, "/api/v1/allocations/:allocation", (*Server).oneAllocation, 0},
		{post, "/api/v1/allocations/:allocation/cancel", (*Server).endAllocation, 0},
	}
}

// allocationsPage lists the units that wait for their person.
func (s *Server) allocationsPage(c *fiber.Ctx) error {
	in, _, err := query[allocation.ShelfAsk](c)
	if err != nil {
		return err
	}
	shelf, err := s.app.Allocations.Shelf(c.UserContext(), in)
	if err != nil {
		return err
	}
	f := s.frame(c, "allocation.title")
	f.Lead = shelf.CentreName
	choice, err := s.centreChoice(c)
	if err != nil {
		return err
	}
	p := views.AllocationsPage{
		Choice: choice, Shelf: shelf,
		Pager: views.Pager{Prev: withCursor(c, shelf.Prev), Next: withCursor(c, shelf.Next), Shown: len(shelf.Rows)},
	}
	for _, stage := range []allocation.Stage{allocation.Reserved, allocation.HandedOver, allocation.Cancelled} {
		p.Tabs = append(p.Tabs, stateTab(f, "/alokasi", shelf.Centre, "allocation_", string(stage), stage == shelf.State))
	}
	return s.page(c, views.Allocations(f, p))
}

// cancelAllocation frees a reserved unit.
func (s *Server) cancelAllocation(c *fiber.Ctx) error {
	in, _, err := bind[allocation.Cancellation](c)
	if err != nil {
		return err
	}
	rec, err := s.app.Allocations.Cancel(c.UserContext(), in)
	if err != nil {
		return err
	}
	return s.redirect(c, requestPath(rec.RequestNo), "allocation.cancelled_done", "code", rec.UnitCode)
}

// The API.

func (s *Server) listAllocations(c *fiber.Ctx) error {
	return askThen(c, s.app.Allocations.Shelf, func(shelf allocation.Shelf) error {
		return listed(c, shelf.Rows, shelf.Next, shelf.Prev)
	})
}

func (s *Server) createAllocation(c *fiber.Ctx) error {
	return actThen(c, s.app.Allocations.Reserve, func(rec allocation.Allocation) error {
		return created(c, "/api/v1/allocations/"+rec.ID.String(), rec)
	})
}

func (s *Server) oneAllocation(c *fiber.Ctx) error {
	rec, err := s.app.Allocations.Allocation(c.UserContext(), c.Params("allocation"))
	if err != nil {
		return err
	}
	return found(c, rec)
}

func (s *Server) endAllocation(c *fiber.Ctx) error {
	return act(c, s.app.Allocations.Cancel)
}
