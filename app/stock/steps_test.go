package stock_test

import "pgregory.net/rapid"

// leftOut is how a step that finds nothing to work on ends.
type leftOut string

// leaveOut ends a step that finds nothing to work on.
func leaveOut(why string) { panic(leftOut(why)) }

// patient lets a step that is left out count as done: rapid gives up on a
// sequence in which, by chance, too many steps in a row say that they are skipped.
func patient(steps map[string]func(*rapid.T)) map[string]func(*rapid.T) {
	out := make(map[string]func(*rapid.T), len(steps))
	for name, step := range steps {
		out[name] = func(rt *rapid.T) {
			defer func() {
				r := recover()
				if _, left := r.(leftOut); r != nil && !left {
					panic(r)
				}
			}()
			step(rt)
		}
	}
	return out
}
