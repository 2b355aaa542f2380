package paper

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// sampleMinutes are invented minutes.
func sampleMinutes(rows int) CountMinutes {
	m := CountMinutes{
		Letterhead: Letterhead{Directorate: "Direktorat Jenderal Rehabilitasi Sosial", Centre: "Sentra Contoh"},
		Number:     "OPN-2026-0003", Date: time.Date(2026, time.June, 30, 9, 0, 0, 0, time.UTC), Place: "Kota Contoh",
		Basis: "Surat Tugas 12/4.11/PL.01/6/2026", Scope: "Gudang utama",
		Facts:    []Fact{{"Dibuka", "30 Juni 2026, 08.00 WIB"}},
		Team:     []CountMember{{"Contoh Penghitung", "Pengelola SKA"}, {"Contoh Pembantu", "Pekerja sosial"}},
		Reviewer: CountMember{"Contoh Pemeriksa", "Petugas gudang"}, Head: CountMember{"Contoh Kepala", "Kepala Sentra"},
		Rows: []CountRow{
			{Place: "Rak A-1", Item: "Kursi roda elektrik (KRE-01)", Book: 5, Counted: 4, Difference: -1, Value: -14_500_000, Reason: "hilang"},
			{Place: "Rak A-2", Item: "Bantalan duduk, lot B7", Book: 30, Uncounted: true},
		},
		Units:     []CountUnit{{"8F3K2QA", "KRE-2026-0007", "Kursi roda elektrik", "tidak ditemukan di Rak A-1", "dicatat hilang"}},
		Notes:     []string{"Selisih dibukukan terhadap stok saat pembukuan."},
		VerifyURL: "https://lumbung.example/bukti-opname/x", ContentHash: strings.Repeat("0123456789abcdef", 4),
	}
	for i := range rows {
		m.Rows = append(m.Rows, CountRow{Place: "Rak B", Item: fmt.Sprintf("Tongkat nomor %d.", i+1), Book: 2, Counted: 2})
	}
	return m
}

func renderMinutes(t *testing.T, m CountMinutes) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := m.Render(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestTheMinutesOfACountSayWhatDiffersAndWhoAnswers(t *testing.T) {
	got := pages(t, renderMinutes(t, sampleMinutes(0)))
	whole := strings.Join(got, " ")
	wants(t, whole,
		"SENTRA CONTOH", "BERITA ACARA STOK OPNAME", "OPN-2026-0003", "Selasa tanggal tiga puluh bulan Juni tahun dua ribu dua puluh enam",
		"berdasarkan Surat Tugas 12/4.11/PL.01/6/2026", "Contoh Penghitung, Contoh Pembantu",
		"Kursi roda elektrik (KRE-01)", "hilang", "-Rp14.500.000", "belum dihitung", "Jumlah yang dihitung",
		"8F3K2QA", "KRE-2026-0007", "dicatat hilang", "Anggota tim penghitung", "Petugas penghitung", "Pemeriksa", "Mengetahui",
		"Contoh Pemeriksa", "Contoh Kepala", "Kota Contoh, 30 Juni 2026", sampleMinutes(0).ContentHash, "https://lumbung.example/bukti-opname/x")
	for _, unwanted := range []string{"KONSEP", "DATA CONTOH"} {
		if strings.Contains(whole, unwanted) {
			t.Errorf("final minutes say %q", unwanted)
		}
	}
}

func TestMinutesOfManyPagesLoseNoLineAndPrintTheSame(t *testing.T) {
	m := sampleMinutes(150)
	m.Draft, m.Sample, m.Reviewer = true, true, CountMember{}
	first := renderMinutes(t, m)
	if !bytes.Equal(first, renderMinutes(t, m)) {
		t.Error("another rendering differs")
	}
	got := pages(t, first)
	whole := strings.Join(got, " ")
	for i := range 150 {
		wants(t, whole, fmt.Sprintf("Tongkat nomor %d.", i+1))
	}
	for i, page := range got {
		wants(t, page, "KONSEP", "DATA CONTOH", fmt.Sprintf("Halaman %d dari %d", i+1, len(got)))
	}
}

func TestMinutesWithoutAReviewerAreNotPrinted(t *testing.T) {
	m := sampleMinutes(0)
	m.Reviewer = CountMember{}
	if err := m.Render(&bytes.Buffer{}); !errors.Is(err, ErrIncomplete) {
		t.Errorf("Render() = %v, want ErrIncomplete", err)
	}
}
