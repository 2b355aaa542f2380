package stock

import (
	"context"
	"strings"
	"time"
	"unicode"

	"lumbung/app/fault"
	"lumbung/app/gs1"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// FoundKind is what a scanned or typed text turned out to be.
type FoundKind string

// The kinds of thing that can be found.
const (
	FoundUnit      FoundKind = "unit"
	FoundUnits     FoundKind = "units" // several models have a unit of this serial number
	FoundShelf     FoundKind = "shelf"
	FoundWarehouse FoundKind = "warehouse"
	FoundCentre    FoundKind = "centre"
	FoundModel     FoundKind = "model" // by its code, or by the GTIN on a package
	FoundLabel     FoundKind = "label" // printed ahead and on nothing yet
	FoundNothing   FoundKind = "unknown"
)

// Found is what a text leads to. Only what belongs to its kind is set.
type Found struct {
	Kind   FoundKind
	Text   string // as it was read: without control characters and blanks around it
	Unit   Unit
	Units  []Unit
	Model  Model // of the unit too
	Place  Place // of a shelf or a warehouse
	Centre network.Centre
	Label  Label
	GS1    gs1.Code     // what a manufacturer's code says; its GTIN is empty for any other
	Doubt  *fault.Field // why a manufacturer's code is not believed, or not known
	Models []Model      // whose names are like the text, when nothing bears it
	May    []Act        // what the actor may do with it here and now

	own string // centre whose shelves are known by their bare code; empty: none
}

// Act is something that can be done with what was found.
type Act string

// The acts.
const (
	ActMove    Act = "move"
	ActInspect Act = "inspect"
	ActHold    Act = "hold"
	ActIssue   Act = "issue"  // hand it over: it is reserved
	ActReturn  Act = "return" // take it back from whoever has it
	ActLabel   Act = "label"  // print its label
	ActBind    Act = "bind"   // put the free label on a unit
	ActReceive Act = "receive"
	ActFill    Act = "fill" // put something there
)

// Look is the one place that tells what a text is: the code of a unit, a shelf, a
// warehouse or a centre, as typed or as the address in a QR code, a label that
// waits for a unit, the code of a manufacturer, a serial number, or the code or
// name that people gave to a model or a place. It never fails because nothing
// was found.
func (s *Stock) Look(ctx context.Context, text string) (Found, error) {
	return op.Read(ctx, s.d, policy.StockRead, func(v *op.View) (Found, error) {
		if err := v.Allow(v.By.Centre); err != nil {
			return Found{}, err
		}
		found, err := look(v, text, v.By.Centre, s.d.Now())
		if err == nil && found.Kind == FoundNothing {
			found.Models, err = namedLike(v, found.Text)
		}
		found.May = found.acts(v.By)
		return found, err
	})
}

// ReadScan is a text as it came from a scanner, without what is not part of the
// code: control characters but the separator of GS1, and blanks around it.
func ReadScan(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r != gs1.Separator && (unicode.IsControl(r) || r == '\ufeff' || unicode.Is(unicode.Bidi_Control, r)) {
			return -1
		}
		return r
	}, text))
}

// maxScan is how long a code can be; a Digital Link is the longest.
const maxScan = 400

// look tries the ways of reading a text, the surest first. Each rests on keys
// that one record alone can hold. A shelf of the own centre is found by its bare
// code as well.
func look(r storage.Reader, text, own string, now time.Time) (Found, error) {
	found := Found{Kind: FoundNothing, Text: ReadScan(text), own: own}
	if found.Text == "" || len(found.Text) > maxScan {
		return found, nil
	}
	for _, way := range []func(storage.Reader, *Found, time.Time) error{byCode, byGS1, byPlace, byModel, bySerial} {
		if err := way(r, &found, now); err != nil || found.Kind != FoundNothing {
			return found, err
		}
	}
	return found, nil
}
