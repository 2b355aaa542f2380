// Package purego stands where a module of that name is asked for (go.mod
// replaces it) and opens no shared library. github.com/gen2brain/webp looks for
// libwebp of the machine through it and does its work in Go where it finds none.
// Linking the real one makes the program dynamic, whatever CGO_ENABLED says, and
// what it writes would depend on the machine (docs/adr/0022).
package purego

import "errors"

// The ways of opening, without meaning here.
const (
	RTLD_NOW    = 0 //nolint:revive // named as in C
	RTLD_GLOBAL = 0 //nolint:revive // named as in C
)

var errStatic = errors.New("purego: this program opens no shared libraries")

// Dlopen always fails.
func Dlopen(string, int) (uintptr, error) { return 0, errStatic }

// RegisterLibFunc is never reached, since Dlopen fails.
func RegisterLibFunc(any, uintptr, string) { panic(errStatic) }

// NewCallback gives no address.
func NewCallback(any) uintptr { return 0 }
