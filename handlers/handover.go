package handlers

import (
	"bytes"
	"encoding/hex"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/allocation"
	"lumbung/app/fault"
	"lumbung/app/numbering"
	"lumbung/views"
	"lumbung/views/i18n"
	"lumbung/views/paper"
)

// handoverRoutes are hand-overs.
func handoverRoutes() []route {
	return []route{
		{get, "/serah-terima", (*Server).handoversPage, 0},
		{post, "/serah-terima", (*Server).handOver, 0},
		{get, "/serah-terima/baru", (*Server).deliverPage, 0},
		{get, "/serah-terima/:handover", (*Server).handoverPage, public},
		{get, "/serah-terima/:handover/berita-acara", (*Server).minutes, 0},
		{get, "/api/v1/handovers", (*Server).listHandovers, 0},
		{post, "/api/v1/handovers", (*Server).createHandover, 0},
		{get, "/api/v1/handovers/:handover", (*Server).oneHandover, 0},
		{get, "/api/v1/handovers/:handover/document", (*Server).minutes, 0},
	}
}

func handoverPath(number string) string { return "/serah-terima/" + numbering.Path(number) }

// handoversPage is the register of a centre's hand-overs.
func (s *Server) handoversPage(c *fiber.Ctx) error {
	in, _, err := query[allocation.RegisterAsk](c)
	if err != nil {
		return err
	}
	register, err := s.app.Allocations.Register(c.UserContext(), in)
	if err != nil {
		return err
	}
	choice, err := s.centreChoice(c)
	if err != nil {
		return err
	}
	f := s.frame(c, "handover.title")
	f.Lead = register.CentreName
	return s.page(c, views.Handovers(f, views.HandoversPage{
		Choice: choice, Register: register,
		Pager: views.Pager{Prev: withCursor(c, register.Prev), Next: withCursor(c, register.Next), Shown: len(register.Rows)},
	}))
}

// deliverPage is the form of a hand-over, with all that waits for the person.
func (s *Server) deliverPage(c *fiber.Ctx) error {
	table, err := s.app.Allocations.Prepare(c.UserContext(), c.Query("alokasi"))
	if err != nil {
		return err
	}
	form := s.form(c, "/serah-terima").Set("receiver", allocation.ToSelf).Set("occurred_at", i18n.ISODate(s.app.Now())).
		Set("officer_name", table.Officer).Set("place", townOf(table.Centre.Region)).
		Set("officer_title", visitOf(c).lang.T("role."+roleKey(visitOf(c).by.Role)))
	for _, x := range table.Chosen {
		form = form.Set("allocations", append(form.Values["allocations"], x.ID.String())...)
	}
	for _, a := range table.Along {
		form = form.Set("parts", append(form.Values["parts"], allocation.PartKey(a))...)
	}
	return s.showDeliver(c, table, form)
}

// townOf is the place as letters name it: Surakarta for Kota Surakarta.
func townOf(region string) string {
	name, _, _ := strings.Cut(regionName(region), ",")
	return strings.TrimPrefix(strings.TrimPrefix(name, "Kota "), "Kabupaten ")
}

func (s *Server) showDeliver(c *fiber.Ctx, table allocation.Table, form views.Form) error {
	f := s.frame(c, "handover.begin_title")
	if len(table.Chosen) > 0 {
		f.Lead = table.Chosen[0].Who
	}
	f.Crumbs = []views.Link{{Href: "/alokasi", Text: f.T("allocation.title")}}
	return s.page(c, views.Deliver(f, views.DeliverPage{Table: table, Form: form}))
}

// handOver records a hand-over.
func (s *Server) handOver(c *fiber.Ctx) error {
	in, form, err := bind[allocation.Delivery](c)
	var done allocation.Handover
	if err == nil {
		done, err = s.app.Allocations.HandOver(c.UserContext(), in)
	}
	if again, refused := s.refused(c, form, err); refused {
		if table, gone := s.app.Allocations.Prepare(c.UserContext(), first(in.Allocations)); gone == nil {
			return s.showDeliver(c, table, again)
		}
	}
	if err != nil {
		return err
	}
	return s.redirect(c, handoverPath(done.Number), "handover.done", "number", done.Number)
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// handoverPage is a hand-over for the staff of its centre, and the proof that it
// is genuine for everybody else.
func (s *Server) handoverPage(c *fiber.Ctx) error {
	number := numberOf(c, "handover")
	record, err := s.app.Allocations.Handover(c.UserContext(), number)
	if err != nil {
		return s.proofPage(c, number)
	}
	f := s.frame(c, "")
	f.Title, f.Lead, f.Noindex = record.Number, record.CentreName, true
	f.Crumbs = []views.Link{{Href: "/serah-terima", Text: f.T("handover.title")}}
	p := views.HandoverPage{Record: record, Verify: s.verifyURL(c, record.Number)}
	if record.MayPrint {
		p.Print = handoverPath(record.Number) + "/berita-acara"
	}
	if p.Code, err = paper.QRSVG(p.Verify, 160); err != nil {
		return fault.Wrap(err, "draw a code")
	}
	return s.page(c, views.Handover(f, p))
}

func (s *Server) proofPage(c *fiber.Ctx, number string) error {
	proof, err := s.app.Allocations.Verify(c.UserContext(), number)
	if err != nil {
		return err
	}
	f := s.frame(c, "handover.proof_title")
	f.Noindex = true
	return s.page(c, views.Proof(f, views.ProofPage{Proof: proof}))
}

// verifyURL is where a code on paper leads.
func (s *Server) verifyURL(c *fiber.Ctx, number string) string {
	return s.base(c) + handoverPath(number)
}

// minutes prints a hand-over. It shows the person in clear, so that it is
// journalled as a look at them, and no cache keeps it.
func (s *Server) minutes(c *fiber.Ctx) error {
	doc, err := s.app.Allocations.Document(c.UserContext(), numberOf(c, "handover"))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := s.bast(c, doc).Render(&out); err != nil {
		return fault.Wrap(err, "print hand-over %s", doc.Number)
	}
	noStore(c)
	c.Set(fiber.HeaderContentType, "application/pdf")
	c.Set(fiber.HeaderContentDisposition, `inline; filename="`+numbering.Path(doc.Number)+`.pdf"`)
	return c.Send(out.Bytes())
}

// bast maps a record to the paper.
func (s *Server) bast(c *fiber.Ctx, doc allocation.Document) paper.BAST {
	who := doc.Who
	b := paper.BAST{
		Letterhead: paper.Letterhead{Directorate: visitOf(c).lang.T("handover.directorate"), Centre: doc.Head.Centre, Address: doc.Head.Address},
		Number:     doc.Number, Date: doc.At.In(i18n.WIB), Place: doc.Place, Basis: doc.Basis, Condition: doc.Condition,
		First:     paper.FirstParty{Name: who.First.Name, NIP: who.First.NIP, Title: who.First.Title, Address: doc.Head.Address},
		Second:    paper.SecondParty{Person: paper.Person{Name: who.Second.Name, NIK: who.Second.NIK, Address: who.Second.Address}},
		VerifyURL: s.verifyURL(c, doc.Number), ContentHash: hex.EncodeToString(doc.Hash), Sample: s.app.About().Sample,
	}
	if d := who.Delegate; d.Name != "" {
		b.First.Delegate = &paper.Delegate{Name: d.Name, NIP: d.NIP, Title: d.Title}
	}
	if who.Proxy.Name != "" {
		b.Second.Proxy = &paper.Proxy{Person: paper.Person{Name: who.Proxy.Name, NIK: who.Proxy.NIK}, Relation: who.Proxy.Relation}
	}
	b.Second.Thumbprint = doc.Receiver == allocation.ToThumbprint
	if who.Witness != "" {
		b.Witnesses = []paper.Witness{{Name: who.Witness}}
	}
	for _, x := range doc.Lines {
		b.Items = append(b.Items, paper.Item{Name: x.ModelName, Maker: x.Maker, Serial: x.Serial, Quantity: 1, Unit: "unit", UnitPrice: x.Value, Fund: x.Fund})
	}
	for _, x := range doc.Parts {
		b.Items = append(b.Items, paper.Item{Name: x.ModelName, Maker: visitOf(c).lang.T("handover.part_of", "code", x.UnitCode), Quantity: x.Quantity, Unit: "buah", UnitPrice: x.Price})
	}
	return b
}

// The API.

// handoverShape is a hand-over in answers: without what is sealed.
type handoverShape struct {
	allocation.Handover
	Hash string `json:"hash"` // hexadecimal
	Who  string `json:"masked_name,omitempty"`
}

func shapeOf(h allocation.Handover, who string) handoverShape {
	h.Sealed, h.Parties = nil, nil
	return handoverShape{Handover: h, Hash: hex.EncodeToString(h.Hash), Who: who}
}

func (s *Server) listHandovers(c *fiber.Ctx) error {
	return askThen(c, s.app.Allocations.Register, func(register allocation.Register) error {
		return listedAs(c, register.Rows, register.Next, register.Prev, func(x allocation.Delivered) handoverShape {
			return shapeOf(x.Handover, x.Who)
		})
	})
}

func (s *Server) createHandover(c *fiber.Ctx) error {
	return actThen(c, s.app.Allocations.HandOver, func(done allocation.Handover) error {
		return created(c, "/api/v1/handovers/"+numbering.Path(done.Number), shapeOf(done, ""))
	})
}

func (s *Server) oneHandover(c *fiber.Ctx) error {
	record, err := s.app.Allocations.Handover(c.UserContext(), numberOf(c, "handover"))
	if err != nil {
		return err
	}
	return found(c, shapeOf(record.Handover, record.Who))
}
