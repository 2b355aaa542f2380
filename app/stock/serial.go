package stock

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// MaxSerials is the most serial numbers that one receipt can name: that they are
// all free is read in one transaction, two keys for each.
const MaxSerials = 1000

// unitsAtOnce is how many new units one transaction brings in. Taking them back
// is what comes nearest to the limit of the engines: ten writes for each unit.
const unitsAtOnce = 180

const maxSerial = 64 // letters

// spreadsheet is what a spreadsheet makes of a long serial number: the digits
// behind are lost and cannot be guessed.
var spreadsheet = regexp.MustCompile(`^\d+(?:[.,]\d+)?[eE]\+?\d+$`)

// serialKey is the unique key of a serial number: one per model, whatever the
// case it is typed in.
func serialKey(model op.ID, serial string) storage.Key {
	return storage.UnitBySerial.Key().ID(model).Text(strings.ToUpper(serial))
}

// checkSerials finds the serial numbers that break a rule on their own or stand
// twice in the list, each named with its position.
func checkSerials(serials []string, most int) (bad []fault.Field) {
	if len(serials) > most {
		return []fault.Field{{Name: "serials", Key: "receipt.too_many", Args: fault.Args{"max": most, "n": len(serials)}}}
	}
	seen := make(map[string]int, len(serials))
	for i, s := range serials {
		key, args := checkSerial(s)
		if first, twice := seen[strings.ToUpper(s)]; twice && key == "" {
			key, args = "receipt.serial_twice", fault.Args{"serial": s, "first": first + 1}
		} else if !twice {
			seen[strings.ToUpper(s)] = i
		}
		if key != "" {
			bad = append(bad, fault.Field{Name: fmt.Sprintf("serials.%d", i), Key: key, Args: args})
		}
	}
	return bad
}

func checkSerial(s string) (key string, args fault.Args) {
	switch {
	case s == "":
		return "field.required", nil
	case utf8.RuneCountInString(s) > maxSerial:
		return "receipt.serial_long", fault.Args{"max": maxSerial}
	case strings.ContainsFunc(s, unicode.IsControl):
		return "receipt.serial_control", nil
	case spreadsheet.MatchString(s):
		return "receipt.serial_rounded", fault.Args{"serial": s}
	}
	return "", nil
}

// trimmed returns the serial numbers without blanks around them.
func trimmed(serials []string) []string {
	out := make([]string, len(serials))
	for i, s := range serials {
		out[i] = strings.TrimSpace(s)
	}
	return out
}
