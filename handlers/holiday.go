package handlers

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/holiday"
	"lumbung/app/policy"
	"lumbung/views"
)

const holidayPath = "/admin/hari-libur"

// holidayRoutes are the days off by which working days are reckoned.
func holidayRoutes() []route {
	return []route{
		{get, holidayPath, (*Server).holidaysPage, 0},
		{post, holidayPath, (*Server).addHoliday, 0},
		{post, holidayPath + "/hapus", (*Server).removeHoliday, 0},
		{post, holidayPath + "/impor", (*Server).importHolidays, 0},
		{get, "/api/v1/holidays", (*Server).holidaysAPI, public},
		{post, "/api/v1/holidays", (*Server).addHolidayAPI, 0},
		{post, "/api/v1/holidays/remove", (*Server).removeHolidayAPI, 0},
		{post, "/api/v1/holidays/import", (*Server).importHolidaysAPI, 0},
	}
}

// yearAsk is which year of days off is wanted; 0 means this one.
type yearAsk struct {
	Year int `json:"tahun"`
}

// holidaysPage lists the days off of a year.
func (s *Server) holidaysPage(c *fiber.Ctx) error {
	return s.showHolidays(c, func(*views.HolidaysPage) {})
}

func (s *Server) showHolidays(c *fiber.Ctx, change func(*views.HolidaysPage)) error {
	in, _, err := query[yearAsk](c)
	if err != nil {
		return err
	}
	list, err := s.app.Holidays.List(c.UserContext(), in.Year)
	if err != nil {
		return err
	}
	f := s.frame(c, "holiday.title")
	f.Lead = f.T("holiday.lead")
	p := views.HolidaysPage{
		Listed: list, Add: s.form(c, holidayPath), Remove: s.form(c, holidayPath+"/hapus"), Import: s.form(c, holidayPath+"/impor"),
	}
	change(&p)
	p.Import.ID, p.Import.Multipart = "berkas-", true
	return s.page(c, views.Holidays(f, p))
}

// addHoliday makes a day a day off.
func (s *Server) addHoliday(c *fiber.Ctx) error {
	in, form, err := bind[holiday.NewDay](c)
	if err == nil {
		_, err = s.app.Holidays.Add(c.UserContext(), in)
	}
	if form, again := s.refused(c, form, err); again {
		return s.showHolidays(c, func(p *views.HolidaysPage) { p.Add = form })
	}
	if err != nil {
		return err
	}
	return s.redirect(c, holidayPath+"?tahun="+in.Day[:4], "holiday.added", "name", in.Name)
}

// removeHoliday makes it a working day again.
func (s *Server) removeHoliday(c *fiber.Ctx) error {
	in, _, err := bind[holiday.Naming](c)
	if err != nil {
		return err
	}
	gone, err := s.app.Holidays.Remove(c.UserContext(), in)
	if err != nil {
		return err
	}
	to := holidayPath
	if !gone.Yearly() {
		to += "?tahun=" + gone.Day[:4]
	}
	return s.redirect(c, to, "holiday.removed", "name", gone.Name)
}

// holidayFile is a file as the page sends it.
type holidayFile struct {
	File []byte `json:"file"`
}

// importHolidays takes a file of days off whole, or says what is wrong with it.
func (s *Server) importHolidays(c *fiber.Ctx) error {
	in, form, err := bind[holidayFile](c)
	if err == nil && len(in.File) == 0 && policy.Reach(visitOf(c).by.Role, policy.HolidayChange) != policy.Never {
		err = fault.InField("file", "field.required", nil)
	}
	var got holiday.Imported
	if err == nil {
		got, err = s.app.Holidays.Import(c.UserContext(), holiday.File{Data: in.File, Commit: true})
	}
	if form, again := s.refused(c, form, err); again {
		return s.showHolidays(c, func(p *views.HolidaysPage) { p.Import = form })
	}
	if err != nil {
		return err
	}
	if !got.Problems.Clean() {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showHolidays(c, func(p *views.HolidaysPage) { p.Problems = got.Problems })
	}
	return s.redirect(c, holidayPath, "holiday.imported", "n", strconv.Itoa(got.Added), "same", strconv.Itoa(got.Same))
}

// holidaysAPI lists the days off of a year.
func (s *Server) holidaysAPI(c *fiber.Ctx) error {
	in, _, err := query[struct {
		Year int `json:"year"`
	}](c)
	if err != nil {
		return err
	}
	list, err := s.app.Holidays.List(c.UserContext(), in.Year)
	if err != nil {
		return err
	}
	if list.Days == nil {
		list.Days = []holiday.Day{}
	}
	return found(c, struct {
		Year  int           `json:"year"`
		Items []holiday.Day `json:"items"`
	}{list.Year, list.Days})
}

func (s *Server) addHolidayAPI(c *fiber.Ctx) error    { return act(c, s.app.Holidays.Add) }
func (s *Server) removeHolidayAPI(c *fiber.Ctx) error { return act(c, s.app.Holidays.Remove) }

// importHolidaysAPI looks at a file, or brings it in.
func (s *Server) importHolidaysAPI(c *fiber.Ctx) error {
	in, _, err := bind[holiday.File](c)
	if err != nil {
		return err
	}
	got, err := s.app.Holidays.Import(c.UserContext(), in)
	if err != nil {
		return err
	}
	a := answerImport(visitOf(c).lang, got.Problems)
	a.Added, a.Same = got.Added, got.Same
	return found(c, a)
}
