// Package i18n holds the words of Lumbung: every text that a person reads, in
// Indonesian and English, and the way numbers, money and dates are written in
// each. Nothing outside this package contains text for the screen.
package i18n

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"
)

// Lang is a language of the screen, as it stands in the lang attribute.
type Lang string

// The languages. Indonesian is the first; English is kept for the public pages.
const (
	ID Lang = "id"
	EN Lang = "en"
)

// Langs lists the languages, the default first.
func Langs() []Lang { return []Lang{ID, EN} }

// Parse returns the language named by tag, and ID for one that we do not speak.
func Parse(tag string) Lang {
	if strings.HasPrefix(strings.ToLower(tag), string(EN)) {
		return EN
	}
	return ID
}

//go:embed id.json en.json
var files embed.FS

// dictionaries parses the embedded files once. They cannot be malformed in a
// built program: the tests of this package read them through this function.
var dictionaries = sync.OnceValue(func() (all struct{ id, en map[string]string }) {
	for l, words := range map[Lang]*map[string]string{ID: &all.id, EN: &all.en} {
		*words, _ = read(l) // without words every text shows as ⟦key⟧
	}
	return all
})

func read(l Lang) (map[string]string, error) {
	data, err := files.ReadFile(string(l) + ".json")
	if err != nil {
		return nil, fmt.Errorf("read words of %s: %w", l, err)
	}
	var words map[string]string
	if err := json.Unmarshal(data, &words); err != nil {
		return nil, fmt.Errorf("parse words of %s: %w", l, err)
	}
	return words, nil
}

// T returns the text of key. The arguments are pairs of a placeholder's name
// and its value: l.T("stock.left", "n", 3) fills {n}. Numbers and times are
// written as the language writes them; give a year or a code as a string. When
// n is 1 the text of key#one is used if the language has it. An unknown key
// shows as ⟦key⟧, which no test lets pass.
func (l Lang) T(key string, pairs ...any) string {
	return l.say(key, func(name string) (any, bool) {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1], true
			}
		}
		return nil, false
	})
}

// Say is T with the arguments in a map, as fault.Error and fault.Field keep
// them. A string argument named kind or state is itself a word: the value unit
// of kind is shown as the text of kind.unit.
func (l Lang) Say(key string, args map[string]any) string {
	return l.say(key, func(name string) (any, bool) {
		v, ok := args[name]
		return v, ok
	})
}

func (l Lang) say(key string, arg func(name string) (any, bool)) string {
	text, ok := l.lookup(key, arg)
	if !ok {
		return "⟦" + key + "⟧"
	}
	return l.fill(text, arg)
}

// fill puts the arguments into their places in one pass; what an argument says
// is not looked at again. A place without an argument stays as it is.
func (l Lang) fill(text string, arg func(name string) (any, bool)) string {
	open := strings.IndexByte(text, '{')
	if open < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 16)
	for ; open >= 0; open = strings.IndexByte(text, '{') {
		end := strings.IndexByte(text[open:], '}')
		if end < 0 {
			break
		}
		name := text[open+1 : open+end]
		b.WriteString(text[:open])
		if v, ok := arg(name); ok {
			b.WriteString(l.value(name, v))
		} else {
			b.WriteString(text[open : open+end+1])
		}
		text = text[open+end+1:]
	}
	b.WriteString(text)
	return b.String()
}

// Has tells whether key has a text.
func (l Lang) Has(key string) bool {
	_, ok := l.words()[key]
	return ok
}

// words are the texts of a language.
func (l Lang) words() map[string]string {
	if l == EN {
		return dictionaries().en
	}
	return dictionaries().id
}

func (l Lang) lookup(key string, arg func(name string) (any, bool)) (string, bool) {
	words := l.words()
	if n, ok := arg("n"); ok && one(n) {
		if text, ok := words[key+"#one"]; ok {
			return text, true
		}
	}
	text, ok := words[key]
	return text, ok
}

func one(n any) bool {
	switch n := n.(type) {
	case int:
		return n == 1
	case int64:
		return n == 1
	case uint64:
		return n == 1
	default:
		return false
	}
}

func (l Lang) value(name string, v any) string {
	switch v := v.(type) {
	case string:
		if (name == "kind" || name == "state") && l.Has(name+"."+v) {
			return l.T(name + "." + v)
		}
		return v
	case int:
		return l.Number(int64(v))
	case int64:
		return l.Number(v)
	case uint64:
		return l.Number(int64(v))
	case float64:
		return l.Decimal(v, 1)
	case time.Time:
		return l.Date(v)
	default:
		return fmt.Sprint(v)
	}
}
