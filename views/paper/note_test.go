package paper

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

func sampleNote() DeliveryNote {
	return DeliveryNote{
		Letterhead: Letterhead{Centre: "Sentra Contoh Satu"}, Number: "KRM-2026-0003", Date: time.Date(2026, time.March, 25, 9, 0, 0, 0, time.UTC),
		From: Place{"Sentra Contoh Satu", "Gudang utama"}, To: Place{"Sentra Contoh Dua", "Gudang utama"}, Reason: "Antrean di Kota Contoh",
		Carrier: "Truk sentra", Sender: "Contoh Petugas", VerifyURL: "https://lumbung.example/gudang/kiriman/x",
		Items: []NoteItem{{Name: "Kursi roda elektrik", Mark: "8F3K2QA / KRE-0007", Quantity: 1, Unit: "unit"}, {Name: "Bantalan duduk", Mark: "LOT-7", Quantity: 40, Unit: "buah"}},
	}
}

func rendered(t *testing.T, n DeliveryNote) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := n.Render(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestADeliveryNoteSaysWhatGoesFromWhereToWhere(t *testing.T) {
	got := pages(t, rendered(t, sampleNote()))
	if len(got) != 1 {
		t.Fatalf("a short note has %d pages, want 1", len(got))
	}
	wants(t, got[0], "SENTRA CONTOH SATU", "SURAT JALAN", "Nomor: KRM-2026-0003", "25 Maret 2026", "Sentra Contoh Dua, Gudang utama",
		"Antrean di Kota Contoh", "8F3K2QA / KRE-0007", "40 buah", "LOT-7", "Yang menyerahkan", "Yang menerima", "Contoh Petugas", "Truk sentra", "Halaman 1 dari 1")
	if strings.Contains(got[0], "KONSEP") {
		t.Error("a note of goods that have left is marked as a draft")
	}
}

func TestALongDeliveryNoteGoesOnUnderItsHeading(t *testing.T) {
	n := sampleNote()
	n.Draft = true
	for i := range 120 {
		n.Items = append(n.Items, NoteItem{Name: "Tongkat adaptif dengan nama yang panjang untuk dua baris", Mark: fmt.Sprintf("TA-%04d", i), Quantity: 1, Unit: "unit"})
	}
	got := pages(t, rendered(t, n))
	if len(got) < 3 {
		t.Fatalf("122 items take %d pages", len(got))
	}
	for i, page := range got[:len(got)-1] {
		wants(t, page, "Kode / nomor seri / lot", fmt.Sprintf("Halaman %d dari %d", i+1, len(got)), "KONSEP")
	}
}

func TestADeliveryNoteOfNothingIsNone(t *testing.T) {
	n := sampleNote()
	n.Items = nil
	if err := n.Render(&bytes.Buffer{}); !errors.Is(err, ErrIncomplete) {
		t.Errorf("Render() = %v, want ErrIncomplete", err)
	}
}
