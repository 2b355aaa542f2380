package fault

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

func TestAForeignErrorIsInternalAndKeepsItsCause(t *testing.T) {
	e := As(fmt.Errorf("disk: %w", io.ErrUnexpectedEOF))
	if e.Code != Internal || !errors.Is(e, io.ErrUnexpectedEOF) {
		t.Errorf("As(foreign) = %v", e)
	}
	if got := CodeOf(nil); got != "" {
		t.Errorf("CodeOf(nil) = %q", got)
	}
}

func TestAWrappedFaultKeepsItsCode(t *testing.T) {
	err := fmt.Errorf("while allocating: %w", New(Conflict, "unit.reserved", Args{"by": "x"}))
	if got := CodeOf(err); got != Conflict {
		t.Errorf("CodeOf(wrapped) = %s, want conflict", got)
	}
}

func TestTheLogLineNamesFieldsAndCause(t *testing.T) {
	err := InFields(Field{Name: "title", Key: "field.required"}, Field{Name: "serials.2", Key: "unit.serial_taken"})
	err.Err = io.EOF
	for _, want := range []string{"invalid", "title field.required", "serials.2 unit.serial_taken", "EOF"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q lacks %q", err.Error(), want)
		}
	}
}
