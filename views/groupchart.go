package views

import (
	"lumbung/app/disclosure"
	"lumbung/views/i18n"
)

// GroupBar is a group of people and how many they are, as far as that is told.
type GroupBar struct {
	Label string
	Value disclosure.Count
	Text  string           // beside the bar; the number when empty
	Of    disclosure.Count // that the whole width stands for; 0 is the longest bar
}

// GroupChart is a bar for each group of people. One that is hidden is an
// empty dashed frame over the whole width, so that its length says nothing.
type GroupChart struct {
	ChartText
	Rows    []GroupBar
	Numbers Table
}

// width is the length of a bar; the longest that is told takes all there is.
func (c GroupChart) width(n disclosure.Count) int {
	longest := disclosure.Count(1)
	for _, r := range c.Rows {
		longest = max(longest, r.Value)
	}
	if n.Hidden() {
		return chartWidth
	}
	return int(n) * chartWidth / int(longest)
}

// silent tells whether every group is hidden: a picture of that shows nothing.
func (c GroupChart) silent() bool {
	for _, r := range c.Rows {
		if !r.Value.Hidden() || r.Text != "" {
			return false
		}
	}
	return true
}

// peopleText is a number of people, or that it is hidden.
func peopleText(l i18n.Lang, n disclosure.Count) string {
	if n.Hidden() {
		return l.T("numbers.hidden")
	}
	return l.Number(int64(n))
}
