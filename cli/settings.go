package cli

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"lumbung/app/spell"

	"github.com/alecthomas/kong"
)

// prefix begins the environment variables that are ours.
const prefix = "LUMBUNG_"

// settings are the variables of the environment that begin with prefix. A flag
// with the tag "setting" takes its value from them unless it is given.
type settings map[string]string

func settingsOf(env []string) settings {
	s := settings{}
	for _, line := range env {
		if name, value, ok := strings.Cut(line, "="); ok && strings.HasPrefix(name, prefix) {
			s[name] = value
		}
	}
	return s
}

// variable is the name of the variable of a flag: LUMBUNG_ADMIN_LISTEN for
// --admin-listen.
func variable(f *kong.Flag) string {
	return prefix + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
}

func isSetting(f *kong.Flag) bool { return f.Tag != nil && f.Tag.Has("setting") }

// Validate is part of kong.Resolver; check does the work, before parsing.
func (s settings) Validate(*kong.Application) error { return nil }

// Resolve gives a flag the value of its variable.
func (s settings) Resolve(_ *kong.Context, _ *kong.Path, f *kong.Flag) (any, error) {
	if value := s[variable(f)]; isSetting(f) && value != "" {
		return value, nil
	}
	return nil, nil
}

// check refuses a variable that no command knows, because a setting with a
// slip in its name would silently not hold.
func (s settings) check(app *kong.Application) error {
	known := map[string]bool{}
	collect(app.Node, known)
	for _, name := range slices.Sorted(maps.Keys(s)) {
		if !known[name] {
			return problem{
				what:   fmt.Sprintf("setelan lingkungan (environment) %s tidak dikenal", name),
				remedy: fmt.Sprintf("maksudnya %s? Semua setelan: lumbung serve --help", nearest(name, slices.Sorted(maps.Keys(known)))),
			}
		}
	}
	return nil
}

func collect(n *kong.Node, known map[string]bool) {
	for _, f := range n.Flags {
		if isSetting(f) {
			known[variable(f)] = true
		}
	}
	for _, child := range n.Children {
		collect(child, known)
	}
}

// helpText adds the name of its variable to the help of a setting.
func helpText(v *kong.Value) string {
	if v.Flag == nil || !isSetting(v.Flag) {
		return v.Help
	}
	return v.Help + " [$" + variable(v.Flag) + "]"
}

// nearest returns the name that fewest edits turn the given one into.
func nearest(name string, names []string) string {
	return slices.MinFunc(names, func(a, b string) int { return spell.Edits(name, a, math.MaxInt) - spell.Edits(name, b, math.MaxInt) })
}
