package handlers

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/views"
)

// scanPath is the page where codes are scanned.
const scanPath = "/gudang/pindai"

// scanWords are the modes as they stand in addresses.
var scanWords = map[stock.ScanMode]string{
	stock.ScanReceive: "terima", stock.ScanMove: "pindah", stock.ScanIssue: "serah", stock.ScanReturn: "kembali", stock.ScanLook: "cari",
}

// scanInput is the scan page as it was sent: the fields that are set once, the
// list so far, and what was scanned, typed or pasted since.
type scanInput struct {
	Mode     string       `json:"mode"`
	Codes    []string     `json:"codes"`
	Scan     string       `json:"scan"`  // one code, or several that a scanner ran together
	Paste    string       `json:"paste"` // any number, one a line
	Act      string       `json:"act"`   // finish; anything else adds to the list
	Drop     string       `json:"drop"`  // code to take off the list
	Place    string       `json:"place"`
	Model    string       `json:"model"`
	Source   stock.Source `json:"source"`
	Fund     string       `json:"fund"`
	Donor    string       `json:"donor"`
	Account  string       `json:"account"`
	UnitCost int64        `json:"unit_cost"`
	Quantity int64        `json:"quantity"`
	Lot      string       `json:"lot"`
	Expiry   time.Time    `json:"expires_at"`
	Occurred time.Time    `json:"occurred_at"`

	Reason    stock.ReturnReason `json:"reason"`    // why devices come back
	Condition stock.Condition    `json:"condition"` // how they look at the door

	Note string `json:"note"`
	Done string `json:"done"` // id of the receipt that was just posted
}

// mode finds the mode of a word; one that the actor may not use, or none, is the
// first that they may.
func (in scanInput) mode(by policy.Actor) stock.ScanMode {
	may := stock.MayScan(by)
	for _, m := range may {
		if scanWords[m] == in.Mode {
			return m
		}
	}
	if len(may) == 0 {
		return stock.ScanLook // refused by the use case
	}
	return may[0]
}

// fresh lists what was scanned since: a code ends with CR, LF or Tab.
func (in scanInput) fresh() (codes []string) {
	for code := range strings.FieldsFuncSeq(in.Scan+"\n"+in.Paste, func(r rune) bool { return strings.ContainsRune("\r\n\t", r) }) {
		if code = stock.ReadScan(code); code != "" {
			codes = append(codes, code)
		}
	}
	return codes
}

func (in scanInput) scanning(mode stock.ScanMode) stock.Scanning {
	return stock.Scanning{
		Mode: mode, Codes: slices.DeleteFunc(slices.Clone(in.Codes), func(code string) bool { return code == in.Drop }),
		Fresh: in.fresh(), Model: in.Model, Place: in.Place, Lot: in.Lot, Expiry: in.Expiry,
	}
}

// scanPage opens the page, with the fields that the link to it sets, and else the
// money of the last receipt: it is mostly the same.
func (s *Server) scanPage(c *fiber.Ctx) error {
	in, form, err := query[scanInput](c)
	if err != nil {
		return err
	}
	if in.Mode == countWord {
		return s.scanForCount(c)
	}
	form = s.form(c, scanPath).With(form.Values, nil)
	mode := in.mode(visitOf(c).by)
	if mode == stock.ScanReceive {
		if form, err = s.asLastTime(c, form); err != nil {
			return err
		}
	}
	return s.showScan(c, in, mode, form)
}

// countWord is the mode that counts. A count has its own pages: what is scanned
// for it is kept on the server from the first code on.
const countWord = "hitung"

// scanForCount leads to where codes are counted: the one count that is open, the
// form of a new one when there is none, else the list to choose from.
func (s *Server) scanForCount(c *fiber.Ctx) error {
	list, err := s.app.Stock.Counts(c.UserContext(), stock.CountsAsk{Stage: stock.StageCounting, Paging: stock.Paging{Limit: 2}})
	if err != nil {
		return err
	}
	const counts = "/gudang/opname"
	switch {
	case len(list.Counts) == 1:
		return s.redirect(c, counts+"/"+list.Counts[0].ID.String()+"/hitung", "")
	case len(list.Counts) == 0 && list.MayOpen:
		return s.redirect(c, counts+"/baru", "scan.no_count")
	}
	return s.redirect(c, counts, "")
}

func (s *Server) asLastTime(c *fiber.Ctx, form views.Form) (views.Form, error) {
	last, err := s.app.Stock.Receipts(c.UserContext(), stock.ReceiptsAsk{Paging: stock.Paging{Limit: 10}})
	if err != nil {
		return form, err
	}
	if form.Value("source") == "" {
		form = form.Set("source", string(stock.Purchase))
	}
	for _, r := range last.Receipts {
		if r.Source != stock.Return && r.ReversedBy.IsZero() && form.Value("fund") == "" {
			return form.Set("fund", r.Fund).Set("account", r.Account).Set("source", string(r.Source)).Set("donor", r.Donor), nil
		}
	}
	return form, nil
}

// showScan judges the list and shows it.
func (s *Server) showScan(c *fiber.Ctx, in scanInput, mode stock.ScanMode, form views.Form) error {
	list, err := s.app.Stock.Judge(c.UserContext(), in.scanning(mode))
	if err != nil {
		return err
	}
	return s.showList(c, mode, form, list)
}

func (s *Server) showList(c *fiber.Ctx, mode stock.ScanMode, form views.Form, list stock.ScanList) error {
	f := s.frame(c, "choice.scan_title_"+string(mode))
	f.Crumbs = []views.Link{warehouseCrumb(f)}
	form.Lang = f.Lang
	form.Keep = "scan-" + string(mode) + "-" + c.Query("model") + "-" + c.Query("place") // a link that sets a field is not overruled by an older draft
	p := views.ScanPage{Form: form, List: list, Word: scanWords[mode], Modes: s.scanModes(c, f, mode)}
	var err error
	if mode != stock.ScanLook && mode != stock.ScanIssue {
		if p.Places, err = s.placeOptions(c, visitOf(c).by.Centre); err != nil {
			return err
		}
	}
	if mode == stock.ScanReceive {
		if p.Models, err = s.modelChoices(c); err != nil {
			return err
		}
	}
	p.Hrefs = make([]string, len(list.Lines))
	for i, x := range list.Lines {
		p.Hrefs[i] = hrefOf(x.Found)
	}
	return s.page(c, views.Scan(f, p.Filled()))
}

// modelChoices are the first 200 models, to choose from while typing; any other is
// named by its code.
func (s *Server) modelChoices(c *fiber.Ctx) (options []views.Option, err error) {
	models, err := s.app.Stock.Receivable(c.UserContext())
	for _, m := range models {
		options = append(options, views.Option{Value: m.Code, Label: m.Name})
	}
	return options, err
}

// scanModes leads to the other modes, and to the counts where there are some.
func (s *Server) scanModes(c *fiber.Ctx, f views.Frame, now stock.ScanMode) (links []views.Link) {
	for _, m := range stock.MayScan(visitOf(c).by) {
		links = append(links, views.Link{Href: scanPath + "?mode=" + scanWords[m], Text: f.T("choice.scan_mode_" + string(m)), Current: m == now})
	}
	if s.pages["/gudang/opname"] {
		links = append(links, views.Link{Href: scanPath + "?mode=" + countWord, Text: f.T("scan.mode_count")})
	}
	return links
}

// scan takes what was scanned onto the list, or does with the list what the mode
// is for, and stays on the page.
func (s *Server) scan(c *fiber.Ctx) error {
	in, form, err := bind[scanInput](c)
	mode := in.mode(visitOf(c).by)
	form = form.Set("scan").Set("paste")
	form.CSRF = s.formToken(c)
	if form, again := s.refused(c, form, err); again {
		return s.showScan(c, in, mode, form)
	}
	if err != nil {
		return err
	}
	list, err := s.app.Stock.Judge(c.UserContext(), in.scanning(mode))
	if err != nil {
		return err
	}
	if in.Act != "finish" || mode == stock.ScanLook || refusedOne(list.Results) {
		form.Idempotency = newRequestID()
		return s.showList(c, mode, form, list)
	}
	to, done, err := s.finish(c, in, list)
	if form, again := s.refused(c, form, err); again {
		return s.showList(c, mode, form, list)
	}
	if err != nil {
		return err
	}
	return s.redirect(c, to, done, "n", list.Pieces())
}

// refusedOne tells whether something that was scanned with the last press was
// refused: that is shown before anything is done.
func refusedOne(results []stock.ScanResult) bool {
	return slices.ContainsFunc(results, func(r stock.ScanResult) bool { return r.Heard == stock.HeardRefused })
}

// finish does with the list what the mode is for, as one command, and says where
// to go on.
func (s *Server) finish(c *fiber.Ctx, in scanInput, list stock.ScanList) (to, done string, err error) {
	if len(list.Lines) == 0 && (list.Mode != stock.ScanReceive || in.Quantity == 0) {
		return "", "", fault.InField("scan", "scan.empty", nil)
	}
	switch list.Mode {
	case stock.ScanReceive:
		return s.finishReceipt(c, in, list)
	case stock.ScanReturn:
		_, err := s.app.Stock.Return(c.UserContext(), returnOf(in, list))
		return scanPath + "?mode=kembali", "scan.done_return", err
	case stock.ScanMove:
		move := stock.NewMove{Kind: stock.Moved, To: list.Place.Code, Note: in.Note, Occurred: in.Occurred}
		for _, x := range list.Lines {
			move.Units = append(move.Units, x.Code)
		}
		_, err := s.app.Stock.Move(c.UserContext(), move)
		return scanPath + "?mode=pindah", "scan.done_move", asPlace(err)
	default:
		return "/serah-terima/baru?alokasi=" + list.Lines[0].Unit.Allocation.String(), "", nil
	}
}

// asPlace blames the field of the page for what the command calls to.
func asPlace(err error) error {
	f := fault.As(err)
	if err == nil || f.Code != fault.Invalid {
		return err
	}
	for i := range f.Fields {
		if f.Fields[i].Name == "to" || f.Fields[i].Name == "warehouse" {
			f.Fields[i].Name = "place"
		}
	}
	return f
}

func (s *Server) finishReceipt(c *fiber.Ctx, in scanInput, list stock.ScanList) (to, done string, err error) {
	r := stock.NewReceipt{
		Model: in.Model, Source: in.Source, Fund: in.Fund, Donor: in.Donor, Account: in.Account, UnitCost: in.UnitCost,
		Occurred: in.Occurred, Warehouse: list.Place.Code, Lot: list.Lot, Expiry: list.Expiry, Note: in.Note, Quantity: in.Quantity,
	}
	if !list.Model.ID.IsZero() {
		r.Model = list.Model.Slug
	}
	for _, x := range list.Lines {
		if list.Model.Tracking != stock.Counted {
			r.Serials = append(r.Serials, x.Code)
		}
	}
	if list.Model.Tracking == stock.Counted && r.Quantity == 0 {
		r.Quantity = list.Pieces()
	}
	rec, err := s.app.Stock.Receive(c.UserContext(), r)
	keep := url.Values{"mode": {"terima"}, "model": {r.Model}, "source": {string(r.Source)}, "fund": {r.Fund}, "account": {r.Account}, "place": {list.Place.Code}}
	if !rec.ID.IsZero() {
		keep.Set("done", rec.ID.String())
	}
	return scanPath + "?" + keep.Encode(), "scan.done_receive", asPlace(err)
}

func returnOf(in scanInput, list stock.ScanList) stock.Returning {
	r := stock.Returning{Reason: in.Reason, Condition: in.Condition, Place: list.Place.Code, Note: in.Note, Occurred: in.Occurred}
	for _, x := range list.Lines {
		r.Codes = append(r.Codes, x.Code)
	}
	return r
}

// scanAPI judges a list of scans and changes nothing.
func (s *Server) scanAPI(c *fiber.Ctx) error {
	in, _, err := bind[stock.Scanning](c)
	if err != nil {
		return err
	}
	list, err := s.app.Stock.Judge(c.UserContext(), in)
	if err != nil {
		return err
	}
	return c.JSON(s.shapeScan(c, list))
}

// scanShape is a list of scans as the API shows it.
type scanShape struct {
	Lines   []scanLineShape   `json:"lines"`
	Blocked []scanLineShape   `json:"blocked"`
	Results []scanResultShape `json:"results"`
	Model   string            `json:"model"` // slug; empty until it is set
	Place   string            `json:"place"`
	Lot     string            `json:"lot"`
	Pieces  int64             `json:"pieces"`
}

type scanLineShape struct {
	Code  string `json:"code"`
	Unit  string `json:"unit"` // id; empty for what is not in the stock yet
	Model string `json:"model"`
	Why   string `json:"why"`
}

type scanResultShape struct {
	Code    string      `json:"code"`
	Result  stock.Heard `json:"result"`
	Message string      `json:"message"`
	Key     string      `json:"key"`
}

func (s *Server) shapeScan(c *fiber.Ctx, list stock.ScanList) scanShape {
	l := visitOf(c).lang
	out := scanShape{
		Lines: []scanLineShape{}, Blocked: []scanLineShape{}, Results: []scanResultShape{},
		Model: list.Model.Slug, Place: list.Place.Code, Lot: list.Lot, Pieces: list.Pieces(),
	}
	line := func(x stock.ScanLine) scanLineShape {
		shape := scanLineShape{Code: x.Code, Model: x.Model.Slug}
		if !x.Unit.ID.IsZero() {
			shape.Unit = x.Unit.ID.String()
		}
		if x.Why != nil {
			shape.Why = l.Say(x.Why.Key, x.Why.Args)
		}
		return shape
	}
	for _, x := range list.Lines {
		out.Lines = append(out.Lines, line(x))
	}
	for _, x := range list.Blocked {
		out.Blocked = append(out.Blocked, line(x))
	}
	for _, r := range list.Results {
		out.Results = append(out.Results, scanResultShape{r.Text, r.Heard, l.Say(r.Say.Key, r.Say.Args), r.Say.Key})
	}
	return out
}
