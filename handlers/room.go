package handlers

import (
	"bytes"
	"encoding/csv"
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/commandroom"
	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/views"
	"lumbung/views/i18n"
)

// roomRoutes are the command room.
func roomRoutes() []route {
	return []route{
		{get, "/ruang-komando", (*Server).roomPage, public | english},
		{get, "/ruang-komando.csv", (*Server).roomCSV, public | english},
		{get, "/ruang-komando/tv", (*Server).roomWall, public | english},
		{get, "/ruang-komando/arus", (*Server).roomStream, public | english | stream},
		{get, "/api/v1/room", (*Server).roomAPI, public},
	}
}

// roomPage shows the command room.
func (s *Server) roomPage(c *fiber.Ctx) error {
	p, err := s.roomOf(c, url.Values{})
	if err != nil {
		return err
	}
	f := s.frame(c, "room.title")
	f.Description, f.OwnHeading, f.Style = f.T("room.description"), true, "room.css"
	return s.page(c, views.Room(f, p))
}

// wallQuery is how the wall is asked for.
type wallQuery struct {
	Seconds int `json:"putar"` // for each slide; 30 when 0
}

// The time that a slide of the wall can stay, in seconds.
const (
	slideUsual  = 30
	slideLeast  = 5
	slideLonger = 600
)

// roomWall shows the command room for a wall.
func (s *Server) roomWall(c *fiber.Ctx) error {
	in, _, err := query[wallQuery](c)
	if err != nil {
		return err
	}
	p, err := s.roomOf(c, url.Values{"layar": {"dinding"}})
	if err != nil {
		return err
	}
	if p.Turn = slideUsual; in.Seconds != 0 {
		p.Turn = min(max(in.Seconds, slideLeast), slideLonger)
	}
	f := s.frame(c, "room.question")
	f.Description, f.Style, f.Noindex = f.T("room.description"), "room.css", true
	return s.page(c, views.RoomWall(f, p))
}

// roomOf is the room as the actor may see it; values go to its stream.
func (s *Server) roomOf(c *fiber.Ctx, values url.Values) (views.RoomPage, error) {
	snap, err := s.app.Room.Snapshot(c.UserContext())
	if err != nil {
		return views.RoomPage{}, err
	}
	v := visitOf(c)
	p := roomFor(v.by, snap)
	values.Set("dari", snap.Mark)
	p.Stream = "/ruang-komando/arus?" + values.Encode()
	if v.lang == i18n.EN {
		p.Stream = "/en" + p.Stream
	}
	return p, nil
}

// roomFor is a snapshot on a page for by.
func roomFor(by policy.Actor, snap *commandroom.Snapshot) views.RoomPage {
	return views.RoomPage{
		Snap: snap, Inner: commandroom.SeesAlerts(by), Photo: views.PhotoURL,
		MayOpen: func(a commandroom.Alert) bool { return policy.May(by, views.AlertAction(a.Kind), a.Centre) },
	}
}

// roomAPI answers with the snapshot.
func (s *Server) roomAPI(c *fiber.Ctx) error {
	snap, err := s.app.Room.Snapshot(c.UserContext())
	if err != nil {
		return err
	}
	return found(c, snap)
}

// roomCSV answers with the numbers of the room, one a line.
func (s *Server) roomCSV(c *fiber.Ctx) error {
	snap, err := s.app.Room.Snapshot(c.UserContext())
	if err != nil {
		return err
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.WriteAll(roomLines(snap)); err != nil {
		return fault.Wrap(err, "write csv")
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="ruang-komando.csv"`)
	return c.Send(out.Bytes())
}

// roomLines are the numbers as data: what of which, and how many. A number that
// is not told is empty and marked hidden.
func roomLines(s *commandroom.Snapshot) [][]string {
	t := csvTable{{"set", "code", "name", "measure", "value", "hidden"}}
	t.totals(s)
	for _, x := range s.Centres {
		t.add("centre", x.Code, x.Name, "waiting", x.Waiting)
		t.add("centre", x.Code, x.Name, "ready", commandroom.Count(x.Ready))
		t.add("centre", x.Code, x.Name, "in_use", x.InUse)
		t.add("centre", x.Code, x.Name, "handed_over_12_months", x.ThisYear)
	}
	for _, m := range s.Models {
		t.add("model", m.Slug, m.Name, "waiting", m.Waiting)
		t.add("model", m.Slug, m.Name, "ready", commandroom.Count(m.Ready))
		t.add("model", m.Slug, m.Name, "in_use", m.InUse)
	}
	for _, p := range s.Provinces {
		t.add("province", p.Code, p.Name, "handed_over_12_months", p.Home)
	}
	for _, g := range s.Goals {
		t.add("goal", string(g.Code), "", "part", g.Share.Part)
		t.add("goal", string(g.Code), "", "whole", g.Share.Whole)
		t.add("goal", string(g.Code), "", "target_percent", commandroom.Count(g.Target))
	}
	return t
}

type csvTable [][]string

func (t *csvTable) add(set, code, name, measure string, n commandroom.Count) {
	value, hidden := strconv.FormatInt(int64(n), 10), "0"
	if n.Hidden() {
		value, hidden = "", "1"
	}
	*t = append(*t, []string{set, code, plainCell(name), measure, value, hidden})
}

// plainCell keeps a name from being read as a formula by a spreadsheet.
func plainCell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

func (t *csvTable) totals(s *commandroom.Snapshot) {
	for _, x := range []struct {
		measure string
		n       int64
	}{
		{"waiting", s.Totals.Waiting},
		{"ready", s.Totals.Ready},
		{"reserved", s.Totals.Reserved},
		{"held", s.Totals.Held},
		{"in_use", int64(s.Totals.InUse)},
		{"made", s.Totals.Made},
		{"handed_over_today", s.Totals.Today},
		{"handed_over_this_month", s.Totals.ThisMonth},
		{"handed_over_12_months", s.Totals.ThisYear},
	} {
		t.add("total", "", "", x.measure, commandroom.Count(x.n))
	}
	f := s.Outcomes.Fates
	for _, x := range []struct {
		measure string
		n       commandroom.Count
	}{{"helped", f.Helped}, {"used", f.Used}, {"ended", f.Ended}, {"asked", f.Asked}, {"unasked", f.Unasked}} {
		t.add("outcome", "", "", x.measure, x.n)
	}
	for _, m := range s.Months {
		t.add("month", m.Month.Format("2006-01"), "", "handed_over", commandroom.Count(m.Units))
	}
}
