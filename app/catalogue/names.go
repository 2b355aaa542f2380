package catalogue

import (
	"iter"
	"slices"
	"strings"
)

// names numbers texts from 1 on; 0 stands for none. What is there when the bulk
// load ends is moved into one string with numbers beside it, so that a hundred
// thousand texts are three pieces of memory to the garbage collector.
type names struct {
	letters string   // of the texts that are settled
	ends    []uint32 // by number: where a settled text ends in letters
	late    []string // the texts with higher numbers
	sorted  []uint32 // the numbers in the order of their texts
	bulk    map[string]uint32
}

func newNames() names { return names{late: []string{""}, bulk: map[string]uint32{}} }

// text is the text of a number.
func (n *names) text(number uint32) string {
	at := int(number)
	switch {
	case at >= len(n.ends):
		return n.late[at-len(n.ends)]
	case at == 0:
		return n.letters[:n.ends[0]]
	default:
		return n.letters[n.ends[at-1]:n.ends[at]]
	}
}

func (n *names) compare(number uint32, text string) int { return strings.Compare(n.text(number), text) }

// find is the number of a text, 0 for one that is not there.
func (n *names) find(text string) uint32 {
	if n.bulk != nil {
		return n.bulk[text]
	}
	if at, ok := slices.BinarySearchFunc(n.sorted, text, n.compare); ok {
		return n.sorted[at]
	}
	return 0
}

// add numbers a text that is not there yet.
func (n *names) add(text string) uint32 {
	number := uint32(len(n.ends) + len(n.late))
	text = strings.Clone(text)
	n.late = append(n.late, text)
	if n.bulk != nil {
		n.bulk[text] = number
	} else {
		n.sorted = n.insert(n.sorted, number)
	}
	return number
}

// insert puts a number into its place in a list that is sorted by text.
func (n *names) insert(list []uint32, number uint32) []uint32 {
	at, _ := slices.BinarySearchFunc(list, n.text(number), n.compare)
	return slices.Insert(list, at, number)
}

// sort puts numbers in the order of their texts.
func (n *names) sort(list []uint32) {
	slices.SortFunc(list, func(a, b uint32) int { return strings.Compare(n.text(a), n.text(b)) })
}

// from yields the numbers of a list that is sorted by text, from the one whose
// text begins with what is given, as long as they do.
func (n *names) from(list []uint32, begin string) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		at, _ := slices.BinarySearchFunc(list, begin, n.compare)
		for _, number := range list[at:] {
			if !strings.HasPrefix(n.text(number), begin) || !yield(number) {
				return
			}
		}
	}
}

// settle ends the bulk load. It may be called again, to move what came later to
// the rest.
func (n *names) settle() {
	var all strings.Builder
	count := len(n.ends) + len(n.late)
	ends, sorted := make([]uint32, count), make([]uint32, 0, count)
	for i := range uint32(count) {
		all.WriteString(n.text(i))
		ends[i] = uint32(all.Len())
		if i > 0 {
			sorted = append(sorted, i)
		}
	}
	n.letters, n.ends, n.sorted = strings.Clone(all.String()), ends, sorted
	n.late, n.bulk = nil, nil
	n.sort(n.sorted)
}
