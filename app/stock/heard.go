package stock

import (
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// heardUnit finds the unit of a scan, for commands on many at once: by its code,
// a former one included, by the code of its manufacturer, or by its serial
// number among the models that the document is about. It costs a few reads,
// where Look may ask every model. It fails with NotFound.
func heardUnit(r storage.Reader, text string, among []op.ID, now time.Time) (Unit, error) {
	if id, err := op.ParseID(text); err == nil && !id.IsZero() {
		return UnitByID(r, id)
	}
	f := Found{Kind: FoundNothing, Text: ReadScan(text)}
	if len(f.Text) > maxScan {
		return Unit{}, fault.Missing("unit")
	}
	for _, way := range []func(storage.Reader, *Found, time.Time) error{byCode, byGS1} {
		if err := way(r, &f, now); err != nil || f.Kind == FoundUnit {
			return f.Unit, err
		}
	}
	for _, model := range among {
		if u, ok, err := units.Find(r, serialKey(model, f.Text)); err != nil || ok {
			return u, err
		}
	}
	return Unit{}, fault.Missing("unit")
}

// heard are scans without what is not part of the code.
func heard(texts []string) []string {
	out := make([]string, len(texts))
	for i, text := range texts {
		out[i] = ReadScan(text)
	}
	return out
}
