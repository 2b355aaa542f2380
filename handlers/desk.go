package handlers

import (
	"github.com/gofiber/fiber/v2"

	"lumbung/app/policy"
	"lumbung/views"
)

// deskRoutes are where staff begin.
func deskRoutes() []route {
	return []route{
		{get, homePage, (*Server).home, 0},
		{get, "/api/v1/desk", (*Server).deskAPI, 0},
	}
}

// home shows everybody what waits for them. Whoever begins elsewhere is led there.
func (s *Server) home(c *fiber.Ctx) error {
	by := visitOf(c).by
	if by.Role == policy.Public {
		return s.askToSignIn(c)
	}
	if path := s.landing(by.Role); path != homePage {
		return c.Redirect(path, fiber.StatusSeeOther)
	}
	waits, err := s.app.Desk(c.UserContext())
	if err != nil {
		return err
	}
	f := s.frame(c, "desk.title")
	f.Lead = s.centreName(c, by.Centre)
	return s.page(c, views.Desk(f, views.DeskPage{Waits: waits, Starts: s.deskStarts(by, f)}))
}

// deskAPI answers with what waits for the actor.
func (s *Server) deskAPI(c *fiber.Ctx) error {
	if visitOf(c).by.Role == policy.Public {
		return notAllowed(visitOf(c).by)
	}
	waits, err := s.app.Desk(c.UserContext())
	if err != nil {
		return err
	}
	return listed(c, waits, "", "")
}

// deskStarts is what staff begin most often, as far as the actor may.
func (s *Server) deskStarts(by policy.Actor, f views.Frame) (links []views.Link) {
	for _, x := range []section{
		{"/inovasi/baru", "innovation.new", policy.InnovationDraft},
		{"/gudang/pindai", "scan.title", policy.StockMove},
		{"/gudang/terima", "stock.receive", policy.ReceiptPost},
		{"/permohonan/baru", "request.file", policy.RequestFile},
		{"/ruang-komando", "site.command_room", policy.RoomRead},
	} {
		if s.pages[x.path] && policy.May(by, x.act, by.Centre) {
			links = append(links, views.Link{Href: x.path, Text: f.T(x.key)})
		}
	}
	return links
}
