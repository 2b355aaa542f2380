// Package fault is how things go wrong in Lumbung: a code for machines, a
// message key for people, a cause for the log. Use cases never hold message
// text; views/i18n does, under the key of the error.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Code tells a machine what kind of failure this is. One table in handlers
// gives each its HTTP status.
type Code string

// The codes. There are few on purpose: a caller can act on each.
const (
	Invalid     Code = "invalid"     // the input breaks a rule; Fields says which
	NoActor     Code = "no_actor"    // nobody is signed in
	Denied      Code = "denied"      // the actor may not do this
	NotFound    Code = "not_found"   // no such record, or none that the actor may know of
	Conflict    Code = "conflict"    // the state of the record does not allow it
	Stale       Code = "stale"       // the record has changed since the form was opened
	TooMany     Code = "too_many"    // a rate limit; try again later
	TooLarge    Code = "too_large"   // the body or the file is over the limit
	Unready     Code = "unready"     // the program cannot answer this yet
	Internal    Code = "internal"    // a fault of ours; people see only a reference
	Unprovable  Code = "unprovable"  // stored data contradicts itself; see lumbung check
	Unsupported Code = "unsupported" // the method or media type is not one we speak
)

// Codes lists every code, for tables and their tests.
func Codes() []Code {
	return []Code{Invalid, NoActor, Denied, NotFound, Conflict, Stale, TooMany, TooLarge, Unready, Internal, Unprovable, Unsupported}
}

// Args are the named values of a message, such as {"max": 120}.
type Args map[string]any

// Field is one input that breaks a rule.
type Field struct {
	Name string // the name the input has in forms and JSON, e.g. "title" or "serials.3"
	Key  string // message key, e.g. "field.required"
	Args Args
}

// Error is a failure that is answered to somebody.
type Error struct {
	Code   Code
	Key    string // message key, e.g. "unit.already_reserved"
	Args   Args
	Fields []Field
	Err    error // the cause, for the log only
}

// Error describes the failure for the log.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", e.Code, e.Key)
	for _, f := range e.Fields {
		fmt.Fprintf(&b, " [%s %s]", f.Name, f.Key)
	}
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// New makes an Error without fields.
func New(code Code, key string, args Args) *Error {
	return &Error{Code: code, Key: key, Args: args}
}

// Wrap makes an internal Error about a cause that people must not see.
func Wrap(err error, format string, args ...any) *Error {
	return &Error{Code: Internal, Key: "error.internal", Err: fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), err)}
}

// InField makes an Invalid error about one field.
func InField(name, key string, args Args) *Error {
	return InFields(Field{Name: name, Key: key, Args: args})
}

// InFields makes an Invalid error about several fields.
func InFields(fields ...Field) *Error {
	return &Error{Code: Invalid, Key: "error.invalid", Fields: fields}
}

// Missing makes the NotFound error of a kind of record, e.g. "unit".
func Missing(kind string) *Error {
	return New(NotFound, "error.not_found", Args{"kind": kind})
}

// As returns err as an Error. A foreign error becomes Internal, so that nothing
// we did not mean to say reaches anybody.
func As(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return &Error{Code: Internal, Key: "error.internal", Err: err}
}

// CodeOf returns the code of err, Internal for a foreign one and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	return As(err).Code
}
