package fault

import (
	"errors"
	"reflect"
	"testing"
)

type box struct {
	Mass  int64    `json:"mass"`
	Name  string   `json:"name"`
	Rows  []string `json:"rows"`
	Inner struct {
		On bool `json:"on"`
	} `json:"inner"`
}

func TestBetweenNamesWhatTwoEditorsDifferOn(t *testing.T) {
	base, yours, theirs := box{Mass: 5, Name: "a"}, box{Mass: 6, Name: "a"}, box{Mass: 7, Rows: []string{"x"}}
	theirs.Inner.On = true
	got := Between(base, yours, theirs, "mass")
	var names []string
	for _, a := range got {
		names = append(names, a.Name)
		if a.Both || !a.Based {
			t.Errorf("%s: both=%t, based=%t: only theirs has changed it", a.Name, a.Both, a.Based)
		}
	}
	if want := []string{"inner.on", "name", "rows"}; !reflect.DeepEqual(names, want) {
		t.Errorf("names are %v, want %v", names, want)
	}
	if got := Between(base, yours, theirs); !got[1].Both || got[1].Name != "mass" {
		t.Errorf("both have changed the mass: %+v", got)
	}
	if got := Between(nil, yours, theirs); got[0].Based || got[1].Both {
		t.Errorf("nobody knows what it was: %+v", got)
	}
	if got := Between(nil, yours, yours); len(got) != 0 {
		t.Errorf("the same twice differs in %+v", got)
	}
}

type rival struct{}

func (rival) Error() string { return "two editors" }
func (rival) Clash() Clash  { return Clash{Version: 3} }

func TestOnlyAStaleFaultTellsOfTwoEditors(t *testing.T) {
	stale := New(Stale, "error.stale", nil)
	stale.Err = rival{}
	if c, ok := ClashOf(stale); !ok || c.Version != 3 {
		t.Errorf("got %+v, %t", c, ok)
	}
	for name, err := range map[string]error{"none": nil, "plain": errors.New("x"), "stale alone": New(Stale, "error.stale", nil), "conflict": New(Conflict, "x", nil)} {
		if _, ok := ClashOf(err); ok {
			t.Errorf("%s tells of two editors", name)
		}
	}
}
