package views

import (
	"regexp"
	"strconv"
	"strings"
)

// weekdays are the days as people write them and as schema.org names them.
var weekdays = []struct{ word, name string }{
	{"senin", "Monday"},
	{"selasa", "Tuesday"},
	{"rabu", "Wednesday"},
	{"kamis", "Thursday"},
	{"jumat", "Friday"},
	{"sabtu", "Saturday"},
	{"minggu", "Sunday"},
}

// hoursLine is "Senin–Jumat 08.00–16.00 WIB", "Sabtu: 8:00 - 12:00" or "Setiap
// hari 09.00–17.00".
var hoursLine = regexp.MustCompile(`(?i)^(setiap hari|(\pL+)(?:\s*(?:[-–—]|s\.?/?d\.?|sampai)\s*(\pL+))?)\s*[:,]?\s+(?:pukul\s+)?(\d{1,2})[.:](\d{2})\s*(?:[-–—]|s\.?/?d\.?|sampai)\s*(\d{1,2})[.:](\d{2})(?:\s*(?:WIB|WITA|WIT))?\.?$`)

// openingHours reads opening hours that somebody typed, a line for each rule, in
// the words of schema.org. It gives none when a single line is not understood:
// that line may well say when it is closed.
func openingHours(text string) (list []thing) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		rule := hoursRule(line)
		if rule == nil {
			return nil
		}
		list = append(list, rule)
	}
	return list
}

func hoursRule(line string) thing {
	m := hoursLine.FindStringSubmatch(line)
	if m == nil {
		return nil
	}
	from, to := 0, len(weekdays)-1
	if m[2] != "" && !strings.EqualFold(m[1], "setiap hari") {
		if from = weekday(m[2]); m[3] != "" {
			to = weekday(m[3])
		} else {
			to = from
		}
	}
	opens, closes := clock(m[4], m[5]), clock(m[6], m[7])
	if from < 0 || to < from || opens == "" || closes <= opens {
		return nil
	}
	var days []string
	for _, d := range weekdays[from : to+1] {
		days = append(days, "https://schema.org/"+d.name)
	}
	return thing{"@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": opens, "closes": closes}
}

func weekday(word string) int {
	for i, d := range weekdays {
		if strings.EqualFold(d.word, strings.ReplaceAll(word, "'", "")) {
			return i
		}
	}
	return -1
}

// clock is a time of day as "08:00"; "" for one that is none.
func clock(hour, minute string) string {
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	if h > 24 || m > 59 || h == 24 && m > 0 {
		return ""
	}
	return strconv.Itoa(100 + h)[1:] + ":" + strconv.Itoa(100 + m)[1:]
}

// withHours adds opening hours where they are understood.
func (t thing) withHours(name, text string) thing {
	if list := openingHours(text); len(list) > 0 {
		t[name] = list
	}
	return t
}
