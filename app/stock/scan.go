package stock

import (
	"context"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// ScanMode is what is to be done with what is scanned.
type ScanMode string

// The modes.
const (
	ScanReceive ScanMode = "receive"
	ScanMove    ScanMode = "move"
	ScanIssue   ScanMode = "issue"  // to be handed over
	ScanReturn  ScanMode = "return" // comes back from whoever had it
	ScanLook    ScanMode = "look"   // what is this?
)

// ScanModes lists the modes in the order of the screen.
func ScanModes() []ScanMode {
	return []ScanMode{ScanReceive, ScanMove, ScanIssue, ScanReturn, ScanLook}
}

// most is how many codes a list can hold: as many as the command takes.
func (m ScanMode) most() int {
	switch m {
	case ScanMove:
		return MaxMove
	case ScanReturn:
		return MaxReturn
	default:
		return unitsAtOnce
	}
}

// Scanning is a list of scans as it stands: the fields that were set once, the
// codes scanned before, and those that have just come.
type Scanning struct {
	Mode   ScanMode  `json:"mode" validate:"required,oneof=receive move issue return look"`
	Codes  []string  `json:"codes" validate:"max=400"` // scanned before, oldest first
	Fresh  []string  `json:"fresh" validate:"max=400"` // just scanned, typed or pasted
	Model  string    `json:"model" validate:"max=120"`
	Place  string    `json:"place" validate:"max=200"`
	Lot    string    `json:"lot" validate:"max=80"`
	Expiry time.Time `json:"expires_at"`
}

// Heard is what became of one scan.
type Heard string

// What can become of a scan.
const (
	HeardAdded   Heard = "added"
	HeardTwice   Heard = "duplicate" // it is in the list already
	HeardRefused Heard = "refused"
	HeardFilled  Heard = "filled" // it was no piece but set a field
)

// ScanResult tells what became of one scan, with the sentence that says so.
type ScanResult struct {
	Text  string
	Heard Heard
	Say   fault.Field // key and arguments; Name is empty
}

// ScanLine is one code of the list.
type ScanLine struct {
	Code   string       // that stays in the list: of the unit or the label, or a serial number
	Unit   Unit         // zero for what is not in the stock yet
	Model  Model        // zero where it is not known
	Place  Place        // of a place that was looked up
	Label  bool         // a label printed ahead, that goes on a unit with the receipt
	Pieces int64        // of a counted model; 1 for all else
	Why    *fault.Field // why it cannot take part; nil when it can
	Found  Found        // what it is, for the mode that only looks
}

// ScanList is the list after the scans were judged.
type ScanList struct {
	Mode    ScanMode
	Lines   []ScanLine // that can take part, oldest first
	Blocked []ScanLine // that cannot: who has each, since when, by which document
	Results []ScanResult
	Model   Model // zero until it is set
	Place   Place // zero until it is set
	Lot     string
	Expiry  time.Time
}

// Pieces is how much the lines are together.
func (l ScanList) Pieces() (n int64) {
	for _, x := range l.Lines {
		n += x.Pieces
	}
	return n
}

// Codes lists every code that stays in the list, blocked ones too.
func (l ScanList) Codes() []string {
	codes := make([]string, 0, len(l.Lines)+len(l.Blocked))
	for _, x := range append(append([]ScanLine{}, l.Lines...), l.Blocked...) {
		codes = append(codes, x.Code)
	}
	return codes
}

// Judge looks at every code of a list: those scanned before may have changed
// hands meanwhile. It changes nothing. What is wrong with a code stands at the
// code; only a mode or a field that makes no sense fails.
func (s *Stock) Judge(ctx context.Context, in Scanning) (ScanList, error) {
	return op.Read(ctx, s.d, in.Mode.rule(), func(v *op.View) (ScanList, error) {
		if err := v.Allow(v.By.Centre); err != nil {
			return ScanList{}, err
		}
		j := scanner{v: v, now: s.d.Now(), seen: map[string]bool{}}
		if err := j.begin(in); err != nil {
			return ScanList{}, err
		}
		for _, text := range in.Codes {
			if err := j.scan(text, false); err != nil {
				return ScanList{}, err
			}
		}
		for _, text := range in.Fresh {
			if err := j.scan(text, true); err != nil {
				return ScanList{}, err
			}
		}
		return j.ScanList, nil
	})
}

// rule is what the actor must be allowed to do in the end.
func (m ScanMode) rule() policy.Action {
	switch m {
	case ScanReceive:
		return policy.ReceiptPost
	case ScanReturn:
		return policy.UnitReturn
	case ScanMove:
		return policy.StockMove
	case ScanIssue:
		return policy.HandoverPost
	default:
		return policy.StockRead
	}
}

// MayScan lists the modes that the actor can use at their centre.
func MayScan(by policy.Actor) (modes []ScanMode) {
	for _, m := range ScanModes() {
		if policy.May(by, m.rule(), by.Centre) {
			modes = append(modes, m)
		}
	}
	return modes
}

// scanner goes through a list of scans in their order.
type scanner struct {
	ScanList
	v    *op.View
	now  time.Time
	seen map[string]bool
}

// begin takes the fields as they stand. What they name and is not there stays
// empty: the form says what was typed.
func (j *scanner) begin(in Scanning) error {
	j.Mode, j.Lot, j.Expiry = in.Mode, in.Lot, in.Expiry
	if in.Model != "" {
		m, err := FindModel(j.v, in.Model)
		if err != nil && fault.CodeOf(err) != fault.NotFound {
			return err
		}
		j.Model = m
	}
	if in.Place == "" {
		return nil
	}
	f := Found{Kind: FoundNothing, Text: ReadScan(in.Place), own: j.v.By.Centre}
	for _, way := range []func(storage.Reader, *Found, time.Time) error{byCode, byPlace} {
		if err := way(j.v, &f, j.now); err != nil || f.Kind != FoundNothing {
			j.Place = f.Place
			return err
		}
	}
	return nil
}

// scan judges one text and puts it where it belongs.
func (j *scanner) scan(text string, fresh bool) error {
	f, err := j.read(text)
	if err != nil || f.Text == "" {
		return err
	}
	line, filled, err := j.line(f)
	if err != nil {
		return err
	}
	result := ScanResult{Text: line.Code}
	switch key := line.key(); {
	case filled != nil:
		result.Heard, result.Say = HeardFilled, *filled
	case j.seen[key] && !line.repeats():
		result.Heard, result.Say = HeardTwice, fault.Field{Key: "scan.said_duplicate", Args: fault.Args{"code": line.Code}}
	case line.Why != nil:
		j.seen[key] = true
		j.Blocked = append(j.Blocked, line)
		result.Heard, result.Say = HeardRefused, *line.Why
	case len(j.Lines) >= j.Mode.most():
		result.Heard, result.Say = HeardRefused, fault.Field{Key: "scan.full", Args: fault.Args{"max": j.Mode.most()}}
	default:
		j.seen[key] = true
		j.Lines = append(j.Lines, line)
		result.Heard, result.Say = HeardAdded, line.says()
	}
	if fresh {
		j.Results = append(j.Results, result)
	}
	return nil
}

// read finds out what a text is. Goods that come in are not in the stock yet:
// there a text that nothing else bears is a serial number.
func (j *scanner) read(text string) (Found, error) {
	if j.Mode != ScanReceive {
		return look(j.v, text, j.v.By.Centre, j.now)
	}
	f := Found{Kind: FoundNothing, Text: ReadScan(text)}
	if f.Text == "" || len(f.Text) > maxScan {
		return f, nil
	}
	for _, way := range []func(storage.Reader, *Found, time.Time) error{byCode, byGS1, byPlace, byModel} {
		if err := way(j.v, &f, j.now); err != nil || f.Kind != FoundNothing {
			return f, err
		}
	}
	return f, nil
}

// key is what makes two scans the same piece.
func (l ScanLine) key() string {
	if !l.Unit.ID.IsZero() {
		return "unit " + l.Unit.ID.String()
	}
	return "code " + strings.ToUpper(l.Code)
}

// repeats tells whether the same code again is one more piece: a product code on
// the packages of a counted model.
func (l ScanLine) repeats() bool { return l.Model.Tracking == Counted }

func (l ScanLine) says() fault.Field {
	if l.Model.Name == "" {
		return fault.Field{Key: "scan.said_added", Args: fault.Args{"code": l.Code}}
	}
	return fault.Field{Key: "scan.said_added_model", Args: fault.Args{"code": l.Code, "model": l.Model.Name}}
}

// line is what a text is worth in the mode at hand: a line of the list, with the
// reason when it cannot take part, or a field that it fills.
func (j *scanner) line(f Found) (line ScanLine, filled *fault.Field, err error) {
	line = ScanLine{Code: f.Text, Unit: f.Unit, Model: f.Model, Pieces: 1, Found: f}
	if !f.Unit.ID.IsZero() {
		line.Code = f.Unit.Code
	}
	if f.Kind == FoundLabel {
		line.Code = f.Label.Code
	}
	switch {
	case j.Mode == ScanLook:
		line.Place = f.Place
		return line, nil, nil
	case f.Kind == FoundShelf, f.Kind == FoundWarehouse:
		filled, line.Why = j.fillPlace(f.Place)
		return line, filled, nil
	case f.Kind == FoundCentre:
		line.Why = &fault.Field{Key: "scan.is_centre", Args: fault.Args{"name": f.Centre.Name}}
		return line, nil, nil
	case j.Mode == ScanReceive:
		return j.incoming(f, line)
	}
	line.Why = j.outgoing(f)
	return line, nil, nil
}

// fillPlace takes a scanned place as that where the goods go.
func (j *scanner) fillPlace(p Place) (filled, why *fault.Field) {
	if !j.v.Can(p.Centre) || j.Mode == ScanIssue {
		return nil, &fault.Field{Key: "scan.place_elsewhere", Args: fault.Args{"place": p.Code, "name": p.Name}}
	}
	j.Place = p
	return &fault.Field{Key: "scan.said_place", Args: fault.Args{"place": p.Code, "name": p.Name}}, nil
}

// outgoing says why a code cannot take part in what begins with a unit that is
// in the stock; nil when it can.
func (j *scanner) outgoing(f Found) *fault.Field {
	switch f.Kind {
	case FoundUnit:
	case FoundUnits:
		return &fault.Field{Key: "look.many_units", Args: fault.Args{"n": len(f.Units), "serial": f.Text}}
	case FoundLabel:
		return &fault.Field{Key: "scan.label_free", Args: fault.Args{"code": f.Label.Code}}
	case FoundModel:
		return &fault.Field{Key: "scan.model_only", Args: fault.Args{"model": f.Model.Name}}
	default:
		if f.Doubt != nil {
			return f.Doubt
		}
		return &fault.Field{Key: "look.unknown", Args: fault.Args{"code": f.Text}}
	}
	if j.Mode != ScanReturn && !j.v.Can(f.Unit.Centre) { // whoever handed a unit over, any centre takes it back
		return &fault.Field{Key: "scan.unit_elsewhere", Args: j.elsewhere(f.Unit)}
	}
	if err := j.fits(f.Unit); err != nil {
		x := fault.As(err)
		return &fault.Field{Key: x.Key, Args: x.Args}
	}
	return nil
}

func (j *scanner) elsewhere(u Unit) fault.Args {
	name := u.Centre
	if c, err := network.CentreByCode(j.v, u.Centre); err == nil {
		name = c.Name
	}
	return fault.Args{"code": u.Code, "centre": name, "since": u.Moved.At, "document": j.document(u)}
}

// fits tells whether the mode can take a unit of the own centre.
func (j *scanner) fits(u Unit) error {
	switch j.Mode {
	case ScanMove:
		to := j.Place
		if to.Node == (Node{}) { // not chosen yet: anywhere in its centre
			to.Centre = u.Centre
		}
		if err := unmovable(u, to, NewMove{Kind: Moved}, j.now); err != nil {
			return err
		}
	case ScanIssue:
		if bucketOf(u) != Reserved {
			return issuable(u, op.ID{}, j.now)
		}
	case ScanReturn:
		if !u.Node.inUse() {
			return fault.New(fault.Conflict, "scan.not_in_use", fault.Args{
				"code": u.Code, "state": Word(bucketOf(u)), "since": u.Moved.At, "by": u.Moved.By, "document": j.document(u),
			})
		}
	}
	return nil
}
