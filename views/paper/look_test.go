package paper

import (
	"bytes"
	"fmt"
	"os"
	"testing"
	"time"
)

func TestLook(t *testing.T) {
	b := BAST{
		Letterhead: Letterhead{"", "Direktorat Jenderal Rehabilitasi Sosial", "Sentra Mulya Jaya", "Jalan Tat Twam Asi No. 47, Pasar Rebo, Jakarta Timur", ""},
		Number: "591/BAST/4.11/5/2024", Date: time.Date(2024, 5, 7, 0, 0, 0, 0, time.UTC), Place: "Jakarta Timur",
		Basis: []string{"Keputusan Kuasa Pengguna Anggaran Sentra Mulya Jaya Nomor 2592/4.11/RH.00.01/4/2024 tanggal 22 April 2024 tentang Penetapan Penerima Manfaat Bantuan Asistensi Rehabilitasi Sosial"},
		First: FirstParty{Name: "Contoh Pejabat Satu, S.Sos.", NIP: "199901012099011001", Title: "Pejabat Pembuat Komitmen", Address: "Jalan Tat Twam Asi No. 47, Jakarta Timur", Delegate: &Delegate{Name: "Contoh Petugas", Title: "Pekerja Sosial"}},
		Second: SecondParty{Person: Person{"Contoh Penerima", "3175••••••••••01", "Jalan Contoh No. 1 RT 001 RW 002, Kelurahan Contoh, Kecamatan Contoh, Kota Administrasi Jakarta Timur, DKI Jakarta"}},
		Items: []Item{{"Kursi roda elektrik", "SKA Soeharso, tipe KRE-2", "KRE2-2024-00017", 1, "unit", 12500000, "APBN 526311"}, {"Bantal anti-dekubitus", "", "", 2, "buah", 325000, "APBN 526311"}},
		VerifyURL: "https://lumbung.example.go.id/periksa/591-BAST-4.11-5-2024", ContentHash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
		Sample: true,
	}
	write := func(name string, b BAST) {
		var out bytes.Buffer
		start := time.Now()
		if err := b.Render(&out); err != nil {
			t.Fatal(err)
		}
		t.Log(name, out.Len(), time.Since(start))
		os.WriteFile("/tmp/paperlook/"+name+".pdf", out.Bytes(), 0o644)
	}
	write("one", b)
	b.Sample = false
	b.Draft, b.Number = true, ""
	b.Second.Proxy = &Proxy{Person{"Contoh Wali", "3175••••••••••02", "Alamat sama"}, "wali", "ibu kandung"}
	b.Second.Thumbprint = true
	b.Witnesses = []Witness{{"Saksi Contoh Satu", "Ketua RT 001"}, {"Saksi Contoh Dua", "Pendamping"}, {"Saksi Contoh Tiga", ""}}
	b.Basis = append(b.Basis, "Peraturan Menteri Sosial Nomor 7 Tahun 2021 tentang Asistensi Rehabilitasi Sosial")
	write("two", b)
	serials := ""
	for i := range 300 {
		serials += fmt.Sprintf("SN-%04d ", i)
	}
	b.Sample = true
	for i := range 40 {
		b.Items = append(b.Items, Item{fmt.Sprintf("Tongkat adaptif nomor %d dengan nama yang panjang sekali", i), "Sentra Wirajaya, tipe sangatpanjangtanpaspasisamasekaliuntukmengujipemotongan", "", 3, "buah", 325000, "APBN 521811"})
	}
	b.Items = append(b.Items, Item{"Gelang GRUWI", "", serials, 300, "buah", 900000, "Hibah"})
	write("three", b)
	var ls []Label
	for i := range 30 {
		ls = append(ls, Label{"", fmt.Sprintf("SKA-mulya-jaya-KRE-2026-%05d", i), "Kursi roda elektrik adaptif anak ukuran kecil", "Sentra Mulya Jaya"})
	}
	ls[1].Code = "KRE-17"
	for _, f := range []Format{A4Labels, RollLabels} {
		var out bytes.Buffer
		if err := Labels(&out, ls, f); err != nil {
			t.Fatal(err)
		}
		os.WriteFile("/tmp/paperlook/labels-"+string(f)+".pdf", out.Bytes(), 0o644)
	}
}
