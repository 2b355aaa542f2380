package handlers

import (
	"errors"
	"maps"
	"slices"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/views"
)

// blueprintRoutes are how a device is built, and its files.
func blueprintRoutes() []route {
	return []route{
		{get, "/inovasi/:innovation/rancangan", (*Server).blueprintPage, 0},
		{post, "/inovasi/:innovation/rancangan/berkas", (*Server).addFile, 0},
		{post, "/inovasi/:innovation/rancangan/berkas/hapus", (*Server).removeFile, 0},
		{get, "/inovasi/:innovation/rancangan/:part", (*Server).blueprintFormPage, 0},
		{post, "/inovasi/:innovation/rancangan/:part", (*Server).saveBlueprint, 0},
		{get, "/inovasi/:innovation/berkas/:sha256", (*Server).designFile, 0},
		{get, "/inovasi/:innovation/bahan.csv", (*Server).partsCSV, public},
		{get, "/inovasi/:innovation/okh.toml", (*Server).manifest, public},
		{post, "/api/v1/innovations/:innovation/blueprint", (*Server).designAPI, 0},
		{post, "/api/v1/innovations/:innovation/files", (*Server).addFileAPI, uploads},
		{post, "/api/v1/innovations/:innovation/files/remove", (*Server).removeFileAPI, 0},
	}
}

// blueprintPage is the design of an innovation for those who may see its working
// copy.
func (s *Server) blueprintPage(c *fiber.Ctx) error {
	rec, err := s.app.Innovations.See(c.UserContext(), c.Params("innovation"))
	if err != nil {
		return err
	}
	f := s.frame(c, "blueprint.title_of", "title", rec.Title)
	f.Lead, f.Crumbs = f.T("blueprint.lead"), []views.Link{innovationsCrumb(f), {Href: "/inovasi/" + rec.Slug, Text: rec.Title}}
	p := views.BlueprintPage{Record: rec, MayEdit: rec.Editable() && policy.May(visitOf(c).by, policy.InnovationDesign, rec.Centre)}
	return s.page(c, views.BlueprintOverview(f, p))
}

// mayDesign reads a record for the form of a part of its design.
func (s *Server) mayDesign(c *fiber.Ctx) (innovation.Innovation, error) {
	rec, err := s.app.Innovations.See(c.UserContext(), c.Params("innovation"))
	if err != nil {
		return rec, err
	}
	if by := visitOf(c).by; !policy.May(by, policy.InnovationDesign, rec.Centre) {
		return rec, notAllowed(by)
	}
	return rec, nil
}

// stockDesign names a design in the stock that a parts list begins with.
type stockDesign struct {
	Model   string `json:"model"`
	Version string `json:"versi"`
}

// blueprintFormPage is the form of one part of a design as it stands.
func (s *Server) blueprintFormPage(c *fiber.Ctx) error {
	ask, _, err := query[stockDesign](c)
	if err != nil {
		return err
	}
	rec, err := s.mayDesign(c)
	if err != nil {
		return err
	}
	part := views.PartAt(c.Params("part"))
	if part == "" {
		return fault.New(fault.NotFound, "error.page_not_found", nil)
	}
	if !rec.Editable() {
		return c.Redirect("/inovasi/"+rec.Slug+"/rancangan", fiber.StatusSeeOther)
	}
	form := s.form(c, c.Path())
	form.Values, form.Version = views.BlueprintValues(rec.Blueprint, part), versionText(rec.Version)
	if part == "parts" && ask.Model != "" {
		if form, err = s.takeOver(c, form, rec, ask); err != nil {
			return err
		}
	}
	return s.showBlueprintForm(c, rec, part, form)
}

// takeOver fills the form of a parts list with a design of the stock; nothing is
// saved before its sender has looked at it.
func (s *Server) takeOver(c *fiber.Ctx, form views.Form, rec innovation.Innovation, ask stockDesign) (views.Form, error) {
	sheet, err := s.app.Stock.Designs(c.UserContext(), ask.Model)
	if err != nil {
		return form, err
	}
	at := slices.IndexFunc(sheet.Designs, func(d stock.Design) bool { return d.Version == ask.Version })
	if at < 0 || sheet.Model.Innovation != rec.ID {
		return form, fault.Missing("design")
	}
	list := innovation.PartsList{PricesOn: s.app.Now()}
	for _, p := range sheet.Designs[at].Parts {
		m := sheet.Parts[p.Model]
		list.Rows = append(list.Rows, innovation.Component{Name: m.Name, Quantity: p.Quantity, Price: m.Price, Note: m.Code})
	}
	form.Values = views.BlueprintValues(innovation.Blueprint{Parts: list}, "parts")
	return form, nil
}

// stockDesigns lead to the parts list of each design that the stock has of the
// models of an innovation.
func (s *Server) stockDesigns(c *fiber.Ctx, f views.Frame, rec innovation.Innovation) (links []views.Link, err error) {
	if by := visitOf(c).by; !policy.May(by, policy.ProductionRead, by.Centre) {
		return nil, nil
	}
	models, err := s.app.Stock.Models(c.UserContext(), stock.ModelsAsk{Innovation: rec.ID})
	if err != nil {
		return nil, err
	}
	for _, m := range models.Items {
		sheet, err := s.app.Stock.Designs(c.UserContext(), m.Slug)
		if err != nil {
			return nil, err
		}
		for _, d := range sheet.Designs {
			links = append(links, views.Link{
				Href: "/inovasi/" + rec.Slug + "/rancangan/bahan?model=" + m.Slug + "&versi=" + d.Version,
				Text: f.T("blueprint.take_over_of", "model", m.Name, "version", d.Version),
			})
		}
	}
	return links, nil
}

func (s *Server) showBlueprintForm(c *fiber.Ctx, rec innovation.Innovation, part string, form views.Form) (err error) {
	f := s.frame(c, "")
	f = f.With(f.T("blueprint.part_title", "part", f.T("choice.part_"+part), "title", rec.Title), innovationsCrumb(f),
		views.Link{Href: "/inovasi/" + rec.Slug + "/rancangan", Text: f.T("blueprint.title")})
	p := views.BlueprintFormPage{Record: rec, Part: part, Form: form}
	switch part {
	case "files":
		p.Form.Multipart = true
		for _, x := range rec.Blueprint.Files {
			p.Files = append(p.Files, views.FileForm{File: x, Form: s.form(c, "/inovasi/"+rec.Slug+"/rancangan/berkas/hapus").Set("sha256", x.Hash)})
		}
	case "parts":
		if p.Drafts, err = s.stockDesigns(c, f, rec); err != nil {
			return err
		}
		if c.Method() == get && c.Query("model") != "" {
			f.Lead = f.T("blueprint.took_over")
		}
		fallthrough
	default:
		p.Form.Keep = "rancangan-" + part + "-" + rec.Slug
	}
	return s.page(c, views.BlueprintForm(f, p))
}

// saveBlueprint saves one part of a design.
func (s *Server) saveBlueprint(c *fiber.Ctx) error {
	part := views.PartAt(c.Params("part"))
	if part == "" || part == "files" {
		return fault.New(fault.NotFound, "error.page_not_found", nil)
	}
	in, form, err := bind[innovation.BlueprintEdit](c)
	var rec innovation.Innovation
	if err == nil {
		rec, err = s.app.Innovations.Design(c.UserContext(), in)
	}
	if clash, ok := errors.AsType[*innovation.BlueprintClash](err); ok {
		return s.staleBlueprint(c, part, form, clash)
	}
	if form, again := s.refused(c, form, err); again {
		if rec, err = s.mayDesign(c); err != nil {
			return err
		}
		form.Version = form.Value("version")
		return s.showBlueprintForm(c, rec, part, form)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, "/inovasi/"+rec.Slug+"/rancangan", "blueprint.saved", "part", visitOf(c).lang.T("choice.part_"+part))
}

// staleBlueprint lets the sender choose between what they typed and what
// somebody else has saved in the same part since.
func (s *Server) staleBlueprint(c *fiber.Ctx, part string, form views.Form, clash *innovation.BlueprintClash) error {
	mine := s.form(c, form.Action).With(without(form.Values, "version"), nil)
	mine.Version = versionText(clash.Version)
	theirs := views.BlueprintValues(clash.Theirs, part)
	all := maps.Clone(theirs)
	maps.Copy(all, mine.Values)
	var changes []views.Difference
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if was, is := firstOf(theirs[name]), mine.Value(name); was != is {
			changes = append(changes, views.Difference{
				Label: views.BlueprintLabel(mine.Lang, name), Theirs: views.BlueprintWord(mine.Lang, name, was), Yours: views.BlueprintWord(mine.Lang, name, is),
			})
		}
	}
	c.Status(fiber.StatusConflict)
	page := "/inovasi/" + c.Params("innovation") + "/rancangan/" + views.PartPath(part)
	return s.page(c, views.StalePage(s.frame(c, "stale.title"), views.StaleChoice{Form: mine, Changes: changes, Discard: page}))
}

// addFile adds a file to a design. Its name is the one it has at the sender's.
func (s *Server) addFile(c *fiber.Ctx) error {
	in, form, err := bind[innovation.NewFile](c)
	if in.Name == "" {
		in.Name = innovation.CleanName(postedBy(c).names["file"])
	}
	if err == nil {
		_, err = s.app.Innovations.AddFile(c.UserContext(), in)
	}
	form, again := s.refused(c, form, err)
	if err != nil && !again {
		return err
	}
	rec, errSee := s.mayDesign(c)
	if errSee != nil {
		return errSee
	}
	if again {
		return s.showBlueprintForm(c, rec, "files", form)
	}
	return s.redirect(c, "/inovasi/"+rec.Slug+"/rancangan/berkas", "blueprint.file_added")
}

// removeFile takes a file off a design.
func (s *Server) removeFile(c *fiber.Ctx) error {
	in, _, err := bind[innovation.FileRemoval](c)
	if err != nil {
		return err
	}
	rec, err := s.app.Innovations.RemoveFile(c.UserContext(), in)
	if err != nil {
		return err
	}
	return s.redirect(c, "/inovasi/"+rec.Slug+"/rancangan/berkas", "blueprint.file_removed")
}

// fileTypes are the media types a browser may be told of. All else, and what can
// hold a script in particular, is a stream of bytes.
var fileTypes = []string{
	"application/pdf", "image/png", "image/jpeg", "image/webp", "image/gif", "text/plain", "text/csv", "application/zip",
}

// designFile answers with a file of a design: always to be saved, never to be
// opened in the page's place, and without any right should it be opened anyway.
func (s *Server) designFile(c *fiber.Ctx) error {
	f, data, err := s.app.Innovations.File(c.UserContext(), c.Params("innovation"), c.Params("sha256"))
	if err != nil {
		return err
	}
	kind := fiber.MIMEOctetStream
	if slices.Contains(fileTypes, f.Type) {
		kind = f.Type
	}
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; sandbox")
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Attachment(f.Name)
	c.Set(fiber.HeaderContentType, kind) // Attachment goes by the ending of the name
	c.Set("Repr-Digest", "sha-256=:"+digest(f.Hash)+":")
	return c.Send(data)
}
