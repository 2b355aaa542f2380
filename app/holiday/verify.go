package holiday

import (
	"fmt"
	"time"

	"lumbung/storage"
)

// Verify looks at the keys of the table, and that each day is one.
func Verify(r storage.Reader) ([]storage.Report, error) {
	keys, err := holidays.Verify(r)
	if err != nil {
		return nil, err
	}
	rep := storage.Report{Kind: "holiday on a day"}
	for x, err := range holidays.All(r, storage.HolidayByDay.Key()) {
		if err != nil {
			return nil, err
		}
		rep.Records++
		text := x.Day
		if x.Yearly() {
			text = "2024" + x.Day[1:] // a year that has 29 February
		}
		if _, err := time.Parse(time.DateOnly, text); err != nil || x.Name == "" {
			rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: fmt.Sprintf("%q is %q", x.Day, x.Name)})
		}
	}
	return []storage.Report{keys, rep}, nil
}

// Export emits every day off.
func Export(r storage.Reader, emit func(kind string, record any) error) error {
	for x, err := range holidays.All(r, storage.HolidayByDay.Key()) {
		if err != nil {
			return err
		}
		if err := emit(holidays.Kind, x); err != nil {
			return err
		}
	}
	return nil
}
