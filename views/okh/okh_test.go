package okh

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"pgregory.net/rapid"
)

func TestAManifestReadsBackAsItWasWritten(t *testing.T) {
	text := rapid.String()
	rapid.Check(t, func(t *rapid.T) {
		m := Manifest{
			Version: "2.4", Name: text.Draw(t, "name"), Repo: text.Draw(t, "repo"), License: "CERN-OHL-S-2.0", Licensor: text.Draw(t, "licensor"),
			Function: text.Draw(t, "function"), Language: "id", Source: rapid.SliceOfN(text, 1, 3).Draw(t, "source"), Mass: 18500,
			Outer:  &Dimensions{640, 1100, 920},
			Images: []Image{{Location: "https://contoh.id/a.jpg", Depicts: text.Draw(t, "depicts") + `"""'''\`, Slots: []string{MainPhoto}}},
		}
		var out bytes.Buffer
		if err := m.Write(&out); err != nil {
			t.Fatal(err)
		}
		var back Manifest
		if _, err := toml.Decode(out.String(), &back); err != nil {
			t.Fatalf("%v in\n%s", err, out.String())
		}
		if !reflect.DeepEqual(m, back) {
			t.Fatalf("read back as %+v from\n%s", back, out.String())
		}
	})
}

func TestWhatIsNotKnownIsLeftOut(t *testing.T) {
	var out bytes.Buffer
	if err := (Manifest{Name: "x"}).Write(&out); err != nil {
		t.Fatal(err)
	}
	for _, absent := range []string{"mass", "bom", "outer", "image", "version =", "attestation"} {
		if strings.Contains(out.String(), "\n"+absent) {
			t.Errorf("%s is there:\n%s", absent, out.String())
		}
	}
	if !strings.HasPrefix(out.String(), `okhv = "2.4"`) {
		t.Errorf("it begins with %q", out.String()[:20])
	}
}

func TestLevelsOfOKH(t *testing.T) {
	for tkt, want := range map[int]string{-1: "", 0: "", 1: "OTRL-1", 6: "OTRL-4", 9: "OTRL-6", 10: ""} {
		if got := Readiness(tkt); got != want {
			t.Errorf("TKT %d = %q, want %q", tkt, got, want)
		}
	}
	for level, want := range map[int]string{0: "", 1: "ODRL-1", 4: "ODRL-4", 5: ""} {
		if got := Documentation(level); got != want {
			t.Errorf("documentation %d = %q, want %q", level, got, want)
		}
	}
}
