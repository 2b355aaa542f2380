package holiday

import (
	"time"

	"lumbung/storage"
)

// Calendar tells working days from others. It is read once for a reading, and
// shows them as they were then.
type Calendar struct{ off map[string]bool }

// Read returns the calendar of a store. It reads a list, and may: what rests on
// working days is shown, and decides nothing.
func Read(r storage.Reader) (Calendar, error) {
	c := Calendar{off: map[string]bool{}}
	for x, err := range holidays.All(r, storage.HolidayByDay.Key()) {
		if err != nil {
			return c, err
		}
		c.off[x.Day] = true
	}
	return c, nil
}

// Off tells whether the centres do not work on the day of at in WIB: Saturday,
// Sunday and the days off.
func (c Calendar) Off(at time.Time) bool {
	at = at.In(wib)
	if wd := at.Weekday(); wd == time.Saturday || wd == time.Sunday {
		return true
	}
	day := at.Format(time.DateOnly)
	return c.off[day] || c.off["-"+day[4:]]
}

// longest is how many days on end can be off: a calendar in which nobody ever
// works must end all the same.
const longest = 366

// After returns the n-th working day after the day of at: that is by when
// somebody has answered who answers within n working days.
func (c Calendar) After(at time.Time, n int) time.Time {
	at = at.In(wib)
	day := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, wib)
	for range n {
		day = day.AddDate(0, 0, 1)
		for skipped := 0; c.Off(day) && skipped < longest; skipped++ {
			day = day.AddDate(0, 0, 1)
		}
	}
	return day
}

// Past tells whether more than n working days have begun after the day of since.
func (c Calendar) Past(since, now time.Time, n int) bool {
	last := c.After(since, n+1)
	return !now.In(wib).Before(last)
}
