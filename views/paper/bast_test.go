package paper

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

// sample is an invented handover.
func sample() BAST {
	return BAST{
		Letterhead: Letterhead{
			Directorate: "Direktorat Jenderal Rehabilitasi Sosial", Centre: "Sentra Contoh",
			Address: "Jalan Contoh No. 1, Kota Contoh",
		},
		Number: "591/BAST/4.11/5/2024", Date: time.Date(2024, time.May, 7, 9, 0, 0, 0, time.UTC), Place: "Kota Contoh",
		Basis: []string{"Keputusan Kuasa Pengguna Anggaran Nomor 2592/4.11/RH.00.01/4/2024 tentang Penetapan Penerima Manfaat"},
		First: FirstParty{Name: "Pejabat Contoh", NIP: "000000000000000001", Title: "Pejabat Pembuat Komitmen", Address: "Jalan Contoh No. 1"},
		Second: SecondParty{Person: Person{
			Name: "Penerima Contoh", NIK: "3201••••••••••01", Address: "Jalan Contoh No. 2 RT 001 RW 002, Kecamatan Contoh",
		}},
		Items:       []Item{{Name: "Kursi roda", Maker: "SKA Contoh, tipe KR-1", Serial: "KR1-0001", Quantity: 1, Unit: "unit", UnitPrice: 325000, Fund: "526311"}},
		VerifyURL:   "https://lumbung.example/periksa/591-BAST-4.11-5-2024",
		ContentHash: strings.Repeat("0123456789abcdef", 4),
	}
}

func render(t *testing.T, b BAST) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := b.Render(&out); err != nil {
		t.Fatalf("Render() = %v", err)
	}
	return out.Bytes()
}

func TestTheDocumentSaysWhatTheValuesSay(t *testing.T) {
	got := pages(t, render(t, sample()))
	if len(got) != 1 {
		t.Fatalf("a short BAST has %d pages, want 1", len(got))
	}
	wants(t, got[0],
		"KEMENTERIAN SOSIAL REPUBLIK INDONESIA", "DIREKTORAT JENDERAL REHABILITASI SOSIAL", "SENTRA CONTOH",
		"BERITA ACARA SERAH TERIMA", "Nomor: 591/BAST/4.11/5/2024",
		"Selasa tanggal tujuh bulan Mei tahun dua ribu dua puluh empat (07-05-2024)",
		"Nomor 2592/4.11/RH.00.01/4/2024", "Pejabat Contoh", "NIP 000000000000000001", "3201••••••••••01",
		"Rp325.000 (tiga ratus dua puluh lima ribu rupiah)", "KR1-0001", "SKA Contoh, tipe KR-1", "1 unit", "526311",
		"Terbilang: tiga ratus dua puluh lima ribu rupiah", "keadaan baik dan cukup",
		"Kota Contoh, 7 Mei 2024", "PIHAK KEDUA, Penerima Manfaat", "PIHAK PERTAMA, Pejabat Pembuat Komitmen",
		"https://lumbung.example/periksa/591-BAST-4.11-5-2024", sample().ContentHash, "Halaman 1 dari 1")
	for _, unwanted := range []string{"KONSEP", "DATA CONTOH", "Saksi", "cap jempol", "wali"} {
		if strings.Contains(got[0], unwanted) {
			t.Errorf("a final BAST of a real handover says %q", unwanted)
		}
	}
}

func TestTheSameDocumentHasTheSameBytes(t *testing.T) {
	want := render(t, sample())
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var out bytes.Buffer
			if err := sample().Render(&out); err != nil || !bytes.Equal(out.Bytes(), want) {
				t.Errorf("another rendering differs (error %v)", err)
			}
		})
	}
	wg.Wait()
	other := sample()
	other.Items[0].Serial = "KR1-0002"
	if bytes.Equal(render(t, other), want) {
		t.Error("another serial number gives the same bytes")
	}
}

func TestALongListGoesOnUnderItsHeading(t *testing.T) {
	b := sample()
	b.Items = nil
	for i := range 120 {
		b.Items = append(b.Items, Item{
			Name:  "Tongkat adaptif dengan nama yang cukup panjang untuk dua baris",
			Maker: strings.Repeat("takberspasi", 6), Serial: fmt.Sprintf("TA-%04d", i), Quantity: 2, Unit: "buah", UnitPrice: 1_250_000,
		})
	}
	got := pages(t, render(t, b))
	if len(got) < 5 {
		t.Fatalf("120 items take %d pages", len(got))
	}
	whole := strings.Join(got, " ")
	for i, page := range got {
		wants(t, page, fmt.Sprintf("Halaman %d dari %d", i+1, len(got)), "BAST 591/BAST/4.11/5/2024")
		if strings.Contains(page, "TA-0") {
			wants(t, page, "No. Nama barang, merek/tipe Nomor seri")
		}
	}
	for i := range 120 {
		wants(t, whole, fmt.Sprintf("TA-%04d", i))
	}
	wants(t, whole, "Rp300.000.000", "tiga ratus juta rupiah")
}

func TestARowHigherThanThePageLosesNothing(t *testing.T) {
	b := sample()
	var serials []string
	for i := range 400 {
		serials = append(serials, fmt.Sprintf("S%05d", i))
	}
	b.Items[0].Serial, b.Items[0].Quantity = strings.Join(serials, " "), 400
	whole := strings.Join(pages(t, render(t, b)), " ")
	for _, serial := range serials {
		wants(t, whole, serial)
	}
}

func TestNoPageHasSignaturesAlone(t *testing.T) {
	for n := 1; n <= 30; n++ {
		b := sample()
		for range n {
			b.Items = append(b.Items, b.Items[0])
		}
		b.Second.Thumbprint = n%2 == 0
		b.Witnesses = []Witness{{"Saksi Contoh", "Ketua RT"}}
		for _, page := range pages(t, render(t, b)) {
			signed, closed := strings.Contains(page, "PIHAK PERTAMA, Pejabat"), strings.Contains(page, "Demikian Berita Acara")
			if witnessed := strings.Contains(page, "Saksi Contoh"); signed != closed || signed != witnessed {
				t.Errorf("with %d items a page has the closing %v, the signatures %v, the witness %v", n+1, closed, signed, witnessed)
			}
		}
	}
}

func TestDraftsAndSamplesAreMarkedOnEveryPage(t *testing.T) {
	b := sample()
	b.Number, b.Draft, b.Sample = "", true, true
	for range 40 {
		b.Items = append(b.Items, b.Items[0])
	}
	got := pages(t, render(t, b))
	if len(got) < 2 {
		t.Fatalf("41 items take %d pages", len(got))
	}
	for _, page := range got {
		wants(t, page, "KONSEP", "DATA CONTOH: bukan dokumen resmi", "belum bernomor")
	}
}

func TestSomebodyElseSignsForTheBeneficiary(t *testing.T) {
	b := sample()
	b.First.Delegate = &Delegate{Name: "Petugas Contoh", NIP: "000000000000000002", Title: "Pekerja Sosial"}
	b.Second.Proxy = &Proxy{Person: Person{Name: "Wali Contoh", NIK: "3201••••••••••02"}, Role: "pengampu", Relation: "ibu kandung"}
	b.Second.Thumbprint = true
	b.Witnesses = []Witness{{"Saksi Satu", "Ketua RT"}, {"Saksi Dua", ""}, {"Saksi Tiga", ""}}
	b.Basis = append(b.Basis, "Peraturan Contoh")
	wants(t, strings.Join(pages(t, render(t, b)), " "),
		"melalui petugas yang ditunjuk, Petugas Contoh (NIP 000000000000000002, Pekerja Sosial)",
		"diwakili oleh pengampu:", "Hubungan : ibu kandung", "Pengampu Penerima Manfaat",
		"cap jempol", "Saksi Satu", "Saksi Dua", "Saksi Tiga", "a. Keputusan", "b. Peraturan Contoh;")
}

func TestAnIncompleteDocumentIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(*BAST){
		"no number":                    func(b *BAST) { b.Number = "" },
		"no date":                      func(b *BAST) { b.Date = time.Time{} },
		"no first party":               func(b *BAST) { b.First.Name = " " },
		"no second party":              func(b *BAST) { b.Second.Name = "" },
		"a proxy without name":         func(b *BAST) { b.Second.Proxy = &Proxy{} },
		"no items":                     func(b *BAST) { b.Items = nil },
		"an item of none":              func(b *BAST) { b.Items[0].Quantity = 0 },
		"a negative price":             func(b *BAST) { b.Items[0].UnitPrice = -1 },
		"a thumbprint without witness": func(b *BAST) { b.Second.Thumbprint = true },
		"five witnesses":               func(b *BAST) { b.Witnesses = make([]Witness, 5) },
	} {
		b := sample()
		spoil(&b)
		var out bytes.Buffer
		if err := b.Render(&out); !errors.Is(err, ErrIncomplete) || out.Len() > 0 {
			t.Errorf("%s: Render() = %v with %d bytes, want ErrIncomplete and none", name, err, out.Len())
		}
	}
}

func TestOddTextDoesNotBreakTheDocument(t *testing.T) {
	odd := "A\u0301b\x00\x01\u202egnp.\u2066 (kurung\\) 🦽 \uFFFF \u00a0漢字 {nb} \r\n" + strings.Repeat("x", 500)
	b := sample()
	b.Number, b.Place, b.Object, b.Condition = odd, odd, odd, odd
	b.Letterhead = Letterhead{odd, odd, odd, odd, odd}
	b.Basis = []string{odd, "", odd}
	b.First = FirstParty{odd, odd, odd, odd, &Delegate{odd, odd, odd}}
	b.Second = SecondParty{Person{odd, odd, odd}, &Proxy{Person{odd, odd, odd}, odd, odd}, true}
	b.Items = []Item{{odd, odd, odd, 1 << 40, odd, 1 << 20, odd}}
	b.Witnesses = []Witness{{odd, odd}, {odd, ""}}
	for _, page := range pages(t, render(t, b)) {
		if strings.ContainsAny(page, "\u202e\u2066\x01") {
			t.Error("a control character reached the page")
		}
	}
}

func BenchmarkBAST(b *testing.B) {
	doc := sample()
	for b.Loop() {
		if err := doc.Render(&bytes.Buffer{}); err != nil {
			b.Fatal(err)
		}
	}
}
