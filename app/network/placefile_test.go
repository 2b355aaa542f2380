package network_test

import (
	"fmt"
	"strings"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/sheet"
	"lumbung/storage"
)

// said is a list of problems as row:column:key.
func said(bad sheet.Problems) string {
	lines := make([]string, len(bad.List))
	for i, p := range bad.List {
		lines[i] = fmt.Sprintf("%d:%s:%s", p.Row, p.Column, p.Key)
	}
	return strings.Join(lines, " ")
}

func TestAFileOfPlacesIsAddedWholeOrNotAtAll(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"code\nA\n", ""}, // the head's own centre
		{"code,centre\nA,meohai\nB,soeharso\n", "3:centre:place.centre_denied"},
		{"code,parent\nR1,A\nA,\n", ""},
		{"code,parent\nR1,Z\n", "2:parent:place.parent_unknown"},
		{"code,kind,parent\nA,warehouse,meohai-utama\n", "2:parent:place.parent_refused"},
		{"code,parent\nR1,meohai-utama\nr1,meohai-utama\n", "3:code:place.twice"},
		{"code,parent\nmeohai-utama/R1,meohai-utama\nR1,meohai-utama\n", "3:code:place.twice"},
		{"code,centre,parent\nR1,soeharso,meohai-utama\n", "2:centre:place.centre_denied"},
		{"code\n/A\n", "2:code:place.code_form"},
		{"code,name\nmeohai-utama,Lain\n", "2:code:place.taken"},
		{"code,name\nMeohai-Utama,\n", ""}, // it is there already
	} {
		c, d := loaded(t)
		got, err := c.ImportPlaces(by(t, head), network.PlaceFile{Data: []byte(tt.text), Commit: true})
		if err != nil || said(got.Problems) != tt.want {
			t.Errorf("%q: %s, %v; want %s", tt.text, said(got.Problems), err, tt.want)
		}
		verify(t, d)
	}
}

func TestAPlaceIsFoundByWhateverCodePeopleGaveIt(t *testing.T) {
	c, d := loaded(t)
	text := "code,parent\nGD/01 a_b,\nRAK.1/x,GD/01 a_b\nGD/01 a_b/Laci 2,gd/01 A_B\nLemari,meohai-utama\n"
	for range 2 { // the same file twice changes nothing
		if got, err := c.ImportPlaces(by(t, head), network.PlaceFile{Data: []byte(text), Commit: true}); err != nil || !got.Problems.Clean() {
			t.Fatalf("%s, %v", said(got.Problems), err)
		}
	}
	for code, want := range map[string]string{
		"gd/01 A_B": "GD/01 a_b|", "rak.1/X": "RAK.1/x|RAK-1-x", "GD/01 a_b/laci 2": "GD/01 a_b/Laci 2|Laci 2",
		"LEMARI": "Lemari|Lemari", "meohai-utama/lemari": "Lemari|Lemari",
	} {
		err := d.Store.View(t.Context(), func(r storage.Reader) error {
			p, err := network.PlaceByCode(r, code)
			if got := p.Code + "|" + p.Shelf; err == nil && got != want {
				t.Errorf("PlaceByCode(%q) = %s, want %s", code, got, want)
			}
			return err
		})
		if err != nil {
			t.Errorf("PlaceByCode(%q): %v", code, err)
		}
	}
	verify(t, d)
	if _, err := c.ImportPlaces(t.Context(), network.PlaceFile{Data: []byte(text)}); fault.CodeOf(err) != fault.NoActor {
		t.Errorf("nobody in particular: %v", err)
	}
}
