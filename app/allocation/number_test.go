package allocation

import (
	"testing"

	"lumbung/app/fault"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
)

func TestTheNextNumberIsShownAndNotGivenOut(t *testing.T) {
	w := newWorld(t)
	tests := []struct {
		in   NumberPreview
		want string
	}{
		{NumberPreview{Centre: soeharso}, "1/BAST/SOEHARSO/5/2026"},
		{NumberPreview{Centre: soeharso}, "1/BAST/SOEHARSO/5/2026"},
		{NumberPreview{Centre: soeharso, LetterCode: "4.9", Template: "{no}/{kode_unit}/{klas}/{bulan_romawi}/{tahun}"}, "1/4.9/RH.00.01/V/2026"},
	}
	for _, tt := range tests {
		if got, err := w.NextNumber(head(t, soeharso), tt.in); err != nil || got != tt.want {
			t.Errorf("NextNumber(%+v) = %q, %v, want %q", tt.in, got, err, tt.want)
		}
	}
}

func TestTheNextNumberIsForThoseWhoSetIt(t *testing.T) {
	w := newWorld(t)
	if _, err := w.NextNumber(head(t, jaya), NumberPreview{Centre: soeharso}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("for the head of another centre: %v, want denied", err)
	}
	if _, err := w.NextNumber(optest.As(t, policy.Auditor, ""), NumberPreview{Centre: soeharso}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("for an auditor: %v, want denied", err)
	}
	_, err := w.NextNumber(head(t, soeharso), NumberPreview{Centre: soeharso, Template: "BAST/{tahun}"})
	if f := fault.As(err); err == nil || len(f.Fields) != 1 || f.Fields[0].Name != "bast_template" {
		t.Errorf("a template without number: %v, want a fault of bast_template", err)
	}
}
