package stock_test

import (
	"fmt"
	"strings"
	"testing"

	"lumbung/app/sheet"
	"lumbung/app/stock"
)

// said is a list of problems as row:column:key.
func said(bad sheet.Problems) string {
	lines := make([]string, len(bad.List))
	for i, p := range bad.List {
		lines[i] = fmt.Sprintf("%d:%s:%s", p.Row, p.Column, p.Key)
	}
	return strings.Join(lines, " ")
}

func TestAFileOfModelsIsAddedWholeOrNotAtAll(t *testing.T) {
	for _, tt := range []struct {
		text  string
		added int
		want  string
	}{
		{"code,name\nKR 1/a_b,Kursi\nkr.1,Kursi\n", 2, ""},
		{"code,name\nA,Kursi\na,Kursi lain\n", 0, "3:code:place.twice"},
		{"code,name,tracking\nA,Kursi,per unit\n", 0, "2:tracking:sheet.choice"},
		{"code,name,iso,price,warranty_months\nA,Kursi,99.99.99,-1,999\n", 0, "2:warranty_months:sheet.range 2:price:sheet.range 2:iso:model.iso_unknown"},
		{"code,name,price,fit\nA,Kursi,Rp 1.250.000,Lebar: 42 cm | Tinggi: 50 cm\n", 1, ""},
		{"code,name,centre,maker_centre\nA,Kursi,meohai,zzz\n", 0, "2:centre:place.centre_denied 2:maker_centre:model.centre_unknown"},
		{"code,name\n-A,Kursi\n", 0, "2:code:model.code_form"},
		{"code,name\nA,!!!\n", 1, ""},
		{"code,name,tracking\nBANTALAN-DUDUK,Bantalan duduk,serialised\n", 0, "2:tracking:model.import_differs"},
		{"code,name,tracking\nbantalan-duduk,Bantalan duduk,counted\n", 0, ""},
	} {
		r := newRoom(t)
		got, err := r.ImportModels(as(t, clerk), stock.ModelFile{Data: []byte(tt.text), Commit: true})
		if err != nil || said(got.Problems) != tt.want || got.Problems.Clean() && got.Added != tt.added {
			t.Errorf("%q: %d added, %s, %v; want %d, %s", tt.text, got.Added, said(got.Problems), err, tt.added, tt.want)
		}
		again, err := r.ImportModels(as(t, clerk), stock.ModelFile{Data: []byte(tt.text), Commit: true})
		if err != nil || again.Problems.Clean() && again.Added != 0 {
			t.Errorf("%q again: %+v, %v", tt.text, again, err)
		}
		r.verify(t)
	}
}
