package stock_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

var keeper = actor(9, policy.Admin, "")

// places adds shelves and a second warehouse, so that goods have where to go.
func (r *room) places(tb testing.TB) {
	tb.Helper()
	text := "code,centre,parent\nGD/1,soeharso,\nGD_2,meohai,\nRak A,,GD/1\n"
	got, err := network.New(r.d).ImportPlaces(as(tb, keeper), network.PlaceFile{Data: []byte(text), Commit: true})
	if err != nil || !got.Problems.Clean() {
		tb.Fatalf("%s, %v", said(got.Problems), err)
	}
}

const heading = "occurred_at,recorded_at,place,model,lot,serial,kind,quantity,from,to,reason,document,fund,unit_cost\n"

// rows writes a ledger of short lines: day place model lot serial kind quantity from to.
func rows(lines ...string) string {
	var b strings.Builder
	b.WriteString(heading)
	for _, l := range lines {
		f := strings.Split(l, "|")
		for len(f) < 9 {
			f = append(f, "")
		}
		fmt.Fprintf(&b, "%s,,%s,%s,%s,%s,%s,%s,%s,%s,,,,\n", f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8])
	}
	return b.String()
}

// balances prints what there is at the end of a day.
func (r *room) balances(tb testing.TB, day string) string {
	tb.Helper()
	at, err := time.ParseInLocation(time.DateOnly, day, time.FixedZone("WIB", 7*3600))
	if err != nil {
		tb.Fatal(err)
	}
	list, err := r.BalancesOn(as(tb, keeper), at)
	if err != nil {
		tb.Fatal(err)
	}
	lines := make([]string, len(list))
	for i, l := range list {
		lines[i] = fmt.Sprintf("%s %s %s=%d", l.Place, l.Model, l.Lot, l.Quantity)
	}
	return strings.Join(lines, "; ")
}

func (r *room) importStock(tb testing.TB, text string) stock.Imported {
	tb.Helper()
	got, err := r.ImportStock(as(tb, keeper), stock.StockFile{Data: []byte(text), Name: "buku.csv"})
	if err != nil {
		tb.Fatal(err)
	}
	return got
}

const (
	pad   = "BANTALAN-DUDUK"
	chair = "KURSI-RODA-ELEKTRIK"
)

func TestALedgerIsPlayedAsItHappened(t *testing.T) {
	for _, tt := range []struct {
		name, text, day, want string
	}{
		{"in and out", rows("2024-01-05|GD/1|"+pad+"|||receive|10", "2024-01-06|GD/1|"+pad+"|||issue|4"), "2024-01-06", "GD/1 BANTALAN-DUDUK =6"},
		{"the end of a day in WIB", rows("2024-01-05T17:30:00Z|GD/1|" + pad + "|||receive|10"), "2024-01-05", ""},
		{"and the next", rows("2024-01-05T17:30:00Z|GD/1|" + pad + "|||receive|10"), "2024-01-06", "GD/1 BANTALAN-DUDUK =10"},
		{"whatever the order of rows", rows("2024-01-06|GD/1|"+pad+"|||issue|4", "05/01/2024|gd/1|bantalan-duduk|||receive|10"), "2024-01-07", "GD/1 BANTALAN-DUDUK =6"},
		{"a count sets", rows("2024-01-05|GD/1|"+pad+"|L1||receive|10", "2024-01-05|GD/1|"+pad+"|l1||count|7", "2024-01-06|GD/1|"+pad+"|L2||count|3"), "2024-01-07", "GD/1 BANTALAN-DUDUK L1=7; GD/1 BANTALAN-DUDUK L2=3"},
		{"an adjustment is signed", rows("2024-01-05|GD/1|"+pad+"|||adjust|5", "2024-01-05|GD/1|"+pad+"|||adjust|-2"), "2024-01-05", "GD/1 BANTALAN-DUDUK =3"},
		{"a transfer keeps the lot", rows("2024-01-05|GD/1|"+pad+"|L/1||receive|10", "2024-01-05||"+pad+"|L/1||transfer|4|GD/1|GD_2", "2024-01-06|GD_2|"+pad+"|L/1||transfer|1||Rak A"), "2024-01-07", "GD/1 BANTALAN-DUDUK L/1=6; GD_2 BANTALAN-DUDUK L/1=3; Rak A BANTALAN-DUDUK L/1=1"},
		{"an issue without a lot takes from that without a code first", rows("2024-01-05|GD/1|"+pad+"|B||receive|5", "2024-01-06|GD/1|"+pad+"|A||receive|5", "2024-01-06|GD/1|"+pad+"|||receive|2", "2024-01-07|GD/1|"+pad+"|||issue|6"), "2024-01-07", "GD/1 BANTALAN-DUDUK A=5; GD/1 BANTALAN-DUDUK B=1"},
		{"serials", rows("2024-01-05|GD/1|"+chair+"||S1|receive|1", "2024-01-05|GD/1|"+chair+"||s2|receive|", "2024-01-06|GD/1|"+chair+"||S1|issue|1", "2024-01-07||"+chair+"||S2|transfer|1|GD/1|GD_2"), "2024-01-07", "GD_2 KURSI-RODA-ELEKTRIK =1"},
		{"a serial that comes back", rows("2024-01-05|GD/1|"+chair+"|X|S1|receive|1", "2024-01-06|GD/1|"+chair+"||S1|issue|1", "2024-01-07|GD_2|"+chair+"||S1|receive|1"), "2024-01-07", "GD_2 KURSI-RODA-ELEKTRIK X=1"},
		{"a serial that is counted", rows("2024-01-05|GD/1|"+chair+"||S1|count|1", "2024-01-05|GD/1|"+chair+"||S2|receive|1", "2024-01-06|GD/1|"+chair+"||S2|count|0", "2024-01-07|GD_2|"+chair+"||S1|count|1"), "2024-01-07", "GD_2 KURSI-RODA-ELEKTRIK =1"},
	} {
		r := newRoom(t)
		r.places(t)
		got := r.importStock(t, tt.text)
		if !got.Problems.Clean() {
			t.Errorf("%s: %s", tt.name, said(got.Problems))
			continue
		}
		if is := r.balances(t, tt.day); is != tt.want {
			t.Errorf("%s: %s; want %s", tt.name, is, tt.want)
		}
		r.verify(t)
	}
}

func TestLinesOfOneDayAreOrderedByWhenTheyWereRecorded(t *testing.T) {
	r := newRoom(t)
	r.places(t)
	text := heading +
		"2024-01-05T09:00,2024-01-05T15:00,GD/1," + pad + ",,,count,20,,,,,,\n" +
		"2024-01-05T11:00,2024-01-05T12:00,GD/1," + pad + ",,,receive,5,,,,,,\n" +
		"2024-01-05T10:00,2024-01-05T16:00,GD/1," + pad + ",,,issue,1,,,,,,\n"
	if got := r.importStock(t, text); !got.Problems.Clean() {
		t.Fatal(said(got.Problems))
	}
	if is := r.balances(t, "2024-01-05"); is != "GD/1 BANTALAN-DUDUK =19" {
		t.Error(is)
	}
}

func TestWhatALedgerCannotSayIsNamedWithRowAndColumn(t *testing.T) {
	for _, tt := range []struct{ want, text string }{
		{"3:quantity:import.not_enough", rows("2024-01-06|GD/1|"+pad+"|||receive|10", "2024-01-05|GD/1|"+pad+"|||issue|4")},
		{"3:quantity:import.not_enough_lot", rows("2024-01-05|GD/1|"+pad+"|A||receive|10", "2024-01-05|GD/1|"+pad+"|B||issue|4")},
		{"2:place:import.place_near", rows("2024-01-05|GD/7|" + pad + "|||receive|10")},
		{"2:place:import.place_unknown", rows("2024-01-05|Zzzzzzzzzzz|" + pad + "|||receive|10")},
		{"2:model:import.model_near", rows("2024-01-05|GD/1|BANTALAN-DUDUX|||receive|10", "2024-01-06|GD/1|"+pad+"|||issue|4")},
		{"2:model:import.model_unknown", rows("2024-01-05|GD/1|X|||receive|10")},
		{"2:quantity:import.quantity_negative", rows("2024-01-05|GD/1|" + pad + "|||issue|-1")},
		{"2:quantity:import.quantity_zero", rows("2024-01-05|GD/1|" + pad + "|||adjust|0")},
		{"2:quantity:import.quantity_large", rows("2024-01-05|GD/1|" + pad + "|||receive|1000001")},
		{"2:quantity:sheet.fraction", rows("2024-01-05|GD/1|" + pad + "|||receive|1.5")},
		{"2:quantity:sheet.required", rows("2024-01-05|GD/1|" + pad + "|||receive|")},
		{"2:occurred_at:sheet.future", rows("2027-01-05|GD/1|" + pad + "|||receive|1")},
		{"2:occurred_at:sheet.year", rows("0024-01-05|GD/1|" + pad + "|||receive|1")},
		{"2:occurred_at:sheet.required", rows("|GD/1|" + pad + "|||receive|1")},
		{"2:kind:sheet.choice", rows("2024-01-05|GD/1|" + pad + "|||terima|1")},
		{"2:kind:sheet.required", rows("2024-01-05|GD/1|" + pad + "||||1")},
		{"2:to:import.transfer_same", rows("2024-01-05||" + pad + "|||transfer|1|GD/1|gd/1")},
		{"2:to:import.transfer_ends", rows("2024-01-05|GD/1|" + pad + "|||transfer|1")},
		{"2:place:sheet.required", rows("2024-01-05||" + pad + "|||receive|1")},
		{"2:serial:receipt.serial_rounded", rows("2024-01-05|GD/1|" + chair + "||6.37702E+15|receive|1")},
		{"2:serial:import.serial_needed", rows("2024-01-05|GD/1|" + chair + "|||receive|1")},
		{"2:serial:import.serial_refused", rows("2024-01-05|GD/1|" + pad + "||S1|receive|1")},
		{"2:quantity:import.serial_quantity", rows("2024-01-05|GD/1|" + chair + "||S1|receive|2")},
		{"3:serial:import.serial_there_row", rows("2024-01-05|GD/1|"+chair+"||S1|receive|1", "2024-01-06|GD_2|"+chair+"||s1|receive|1")},
		{"3:serial:import.serial_elsewhere", rows("2024-01-05|GD/1|"+chair+"||S1|receive|1", "2024-01-06|GD_2|"+chair+"||s1|issue|1")},
		{"2:serial:import.serial_away", rows("2024-01-05|GD/1|" + chair + "||S1|issue|1")},
		{"3:serial:import.serial_lot", rows("2024-01-05|GD/1|"+chair+"|A|S1|receive|1", "2024-01-05|GD/1|"+chair+"|B|S1|issue|1")},
		{"2::import.no_rows", heading},
		{"2:place:import.place_near 3:quantity:import.quantity_zero 4:occurred_at:sheet.date", rows("2024-01-05|GD/7|"+pad+"|||receive|10", "2024-01-06|GD/1|"+pad+"|||receive|0", "kapan|GD/1|"+pad+"|||issue|1")},
	} {
		r := newRoom(t)
		r.places(t)
		for _, try := range []func() (stock.Imported, error){
			func() (stock.Imported, error) {
				return r.LookAtStock(as(t, keeper), stock.StockFile{Data: []byte(tt.text)})
			},
			func() (stock.Imported, error) {
				return r.ImportStock(as(t, keeper), stock.StockFile{Data: []byte(tt.text)})
			},
		} {
			got, err := try()
			if err != nil || said(got.Problems) != tt.want {
				t.Errorf("%q: %s, %v; want %s", strings.TrimPrefix(tt.text, heading), said(got.Problems), err, tt.want)
			}
		}
		if is := r.balances(t, "2026-11-23"); is != "" {
			t.Errorf("%s: something was written: %s", tt.want, is)
		}
		if rec := r.receive(t, stock.NewReceipt{Model: pad, Source: stock.Purchase, Fund: "APBN", Quantity: 1, Warehouse: "gd/1"}); rec.Quantity != 1 {
			t.Error("the warehouse is still kept")
		}
		r.verify(t)
	}
}

func TestTheSameFileAgainChangesNothing(t *testing.T) {
	r := newRoom(t)
	r.places(t)
	text := rows("2024-01-05|GD/1|"+pad+"|||receive|10", "2024-01-05|GD/1|"+chair+"||S1|receive|1")
	first := r.importStock(t, text)
	again := r.importStock(t, text)
	if first.Known || !again.Known || again.Import.ID != first.Import.ID || again.Import.State != stock.ImportDone {
		t.Errorf("first %+v, again %+v", first.Import, again.Import)
	}
	if is := r.balances(t, "2024-01-05"); is != "GD/1 BANTALAN-DUDUK =10; GD/1 KURSI-RODA-ELEKTRIK =1" {
		t.Error(is)
	}
	look, err := r.LookAtStock(as(t, keeper), stock.StockFile{Data: []byte(text)})
	if err != nil || !look.Known {
		t.Errorf("a look at it: %+v, %v", look, err)
	}
}

func TestAnImportIsTakenBackWhileNothingIsBuiltUponIt(t *testing.T) {
	r := newRoom(t)
	r.places(t)
	text := rows("2024-01-05|GD/1|"+pad+"|L||receive|10", "2024-01-06||"+pad+"|L||transfer|4|GD/1|GD_2", "2024-01-05|GD/1|"+chair+"||S1|receive|1",
		"2024-01-06|GD/1|"+chair+"||S1|issue|1", "2024-01-07|GD/1|"+pad+"|L||count|9")
	i := r.importStock(t, text).Import
	back, err := r.UndoImport(as(t, keeper), stock.UndoneImport{Import: i.ID, Reason: "salah berkas"})
	if err != nil || back.State != stock.ImportUndone {
		t.Fatalf("%+v, %v", back, err)
	}
	for _, day := range []string{"2024-01-05", "2024-01-06", "2026-11-23"} {
		if is := r.balances(t, day); is != "" {
			t.Errorf("%s: %s", day, is)
		}
	}
	r.verify(t)
	if _, err := r.UndoImport(as(t, keeper), stock.UndoneImport{Import: i.ID, Reason: "lagi"}); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("twice: %v", err)
	}
	if again := r.importStock(t, text); again.Known || !again.Problems.Clean() {
		t.Errorf("the file again: %s", said(again.Problems))
	}
	if is := r.balances(t, "2024-01-06"); is != "GD/1 BANTALAN-DUDUK L=6; GD_2 BANTALAN-DUDUK L=4" {
		t.Error(is)
	}
	r.verify(t)
}

func TestAnImportOnWhichSomethingIsBuiltStays(t *testing.T) {
	r := newRoom(t)
	r.places(t)
	i := r.importStock(t, rows("2024-01-05|GD/1|"+pad+"|L||receive|10")).Import
	r.receive(t, stock.NewReceipt{Model: pad, Source: stock.Purchase, Fund: "APBN", Quantity: 1, Warehouse: "gd/1"})
	if _, err := r.UndoImport(as(t, keeper), stock.UndoneImport{Import: i.ID, Reason: "salah"}); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("err = %v", err)
	}
	r.receive(t, stock.NewReceipt{Model: pad, Source: stock.Purchase, Fund: "APBN", Quantity: 1, Warehouse: "gd/1"}) // not kept any more
	r.verify(t)
}

func TestRowsBeforeWhatIsRecordedMustLeaveEnoughForIt(t *testing.T) {
	r := newRoom(t)
	r.places(t)
	r.importStock(t, rows("2024-01-05|GD/1|"+pad+"|L||receive|10", "2024-03-05|GD/1|"+pad+"|L||issue|8"))
	for _, tt := range []struct{ want, text string }{
		{"", rows("2024-02-01|GD/1|" + pad + "|L||issue|2")},
		{"2:quantity:import.not_enough_later", rows("2024-02-02|GD/1|" + pad + "|L||issue|1")},
		{"2:quantity:import.not_enough_later", rows("2024-02-02|GD/1|" + pad + "|L||count|7")},
		{"", rows("2024-02-02|GD/1|" + pad + "|L||count|9")},
	} {
		if got := r.importStock(t, tt.text); said(got.Problems) != tt.want {
			t.Errorf("%q: %s; want %s", strings.TrimPrefix(tt.text, heading), said(got.Problems), tt.want)
		}
		r.verify(t)
	}
	if is := r.balances(t, "2024-04-01"); is != "GD/1 BANTALAN-DUDUK L=1" {
		t.Error(is)
	}
}

func TestOpeningStockIsReceivedToday(t *testing.T) {
	r := newRoom(t)
	r.places(t)
	text := "place;model;lot;serial;quantity;fund;unit_cost;expiry;account\n" +
		"Rak A;bantalan-duduk;B-1;;1.250.000,00;APBN 2025;Rp 15.000,00;31/12/2027;117111\n" + "GD_2;kursi-roda-elektrik;;KR-1;;CSR;;;\n"
	text = strings.Replace(text, "1.250.000,00", "1.000,00", 1)
	got := r.importStock(t, text)
	if !got.Problems.Clean() || got.Import.Ledger || got.Pieces != 1001 {
		t.Fatalf("%s, %+v", said(got.Problems), got.Import)
	}
	if is := r.balances(t, "2026-11-23"); is != "GD_2 KURSI-RODA-ELEKTRIK =1; Rak A BANTALAN-DUDUK B-1=1000" {
		t.Error(is)
	}
	if is := r.balances(t, "2026-11-22"); is != "" {
		t.Error(is)
	}
	r.verify(t)
}

func TestStaffImportForTheirOwnCentreAlone(t *testing.T) {
	r := newRoom(t)
	r.places(t)
	got, err := r.ImportStock(as(t, clerk), stock.StockFile{Data: []byte(rows("2024-01-05|GD_2|"+pad+"|||receive|10", "2024-01-05||"+pad+"|||transfer|1|GD/1|GD_2"))})
	if err != nil || said(got.Problems) != "2:place:import.other_centre 3:to:import.other_centre" {
		t.Errorf("%s, %v", said(got.Problems), err)
	}
	got, err = r.ImportStock(as(t, clerk), stock.StockFile{Data: []byte(rows("2024-01-05|GD/1|" + pad + "|||receive|10"))})
	if err != nil || got.Import.Centre != "soeharso" || got.Import.State != stock.ImportDone {
		t.Errorf("%+v, %v", got.Import, err)
	}
	if _, err := r.ImportStock(as(t, peksos), stock.StockFile{}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("a social worker: %v", err)
	}
	if _, err := r.UndoImport(as(t, far), stock.UndoneImport{Import: got.Import.ID, Reason: "x"}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("staff of another centre: %v", err)
	}
}
