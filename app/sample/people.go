package sample

import (
	"fmt"
	"strings"
	"time"

	"lumbung/app/beneficiary"
)

// flowers and their numbers make names that nobody bears.
func flowers() []string {
	return []string{"Melati", "Kenanga", "Cempaka", "Anggrek", "Dahlia", "Mawar", "Teratai", "Kamboja", "Seruni", "Flamboyan", "Bugenvil", "Wijayakusuma", "Tanjung", "Soka"}
}

func nameOf(i int) string {
	numbers := []string{"Satu", "Dua", "Tiga", "Empat", "Lima"}
	f := flowers()
	return fmt.Sprintf("Contoh %s %s", f[i%len(f)], numbers[i/len(f)])
}

// born is a day of birth that gives the age at the end of the play.
func (q person) born(i int, end time.Time) time.Time {
	y, m, d := end.In(wib).Date()
	return time.Date(y-q.age, m, d-40-7*(i%36), 0, 0, 0, 0, time.UTC)
}

// nik makes a number of district 99, which is nowhere: its holder cannot exist.
func (q person) nik(i int, born time.Time) string {
	day := born.Day()
	if q.sex == "f" {
		day += 40
	}
	return fmt.Sprintf("%s99%02d%s%04d", strings.ReplaceAll(q.region, ".", ""), day, born.Format("0106"), 9001+i)
}

// details are what the social worker writes down on a day.
func (q person) details(i int, end, on time.Time) beneficiary.Details {
	born := q.born(i, end)
	in := beneficiary.Details{
		Name: nameOf(i), BirthDate: born.Format(time.DateOnly), Sex: map[string]string{"f": "female", "m": "male"}[q.sex],
		Address: fmt.Sprintf("Jl. Contoh No. %d, RT 01/RW 09", i+1), Region: q.region, Phone: fmt.Sprintf("0800 0000 %04d", i+1),
		Disabilities: strings.Fields(q.kinds), ConsentBy: "person", ConsentMode: q.consent, ConsentOn: on.In(wib).Format(time.DateOnly),
	}
	if i%11 == 6 { // some have never had their identity recorded
		in.NIKAbsentReason = "Belum perekaman identitas (contoh)"
	} else {
		in.NIK = q.nik(i, born)
	}
	if q.age < 18 || strings.Contains(q.kinds, "intelektual") {
		in.GuardianName, in.GuardianRelation = strings.Replace(in.Name, "Contoh", "Contoh Wali", 1), "Ibu"
		in.ConsentBy = "guardian"
	}
	return in
}
