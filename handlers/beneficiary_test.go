package handlers

import (
	"strings"
	"testing"

	"lumbung/app/policy"
)

const newPerson = "name=Bagas Rekaan&nik=3201990101850002&address=Gang Rekaan 9&consent_by=person&consent_mode=isyarat&consent_on=2026-11-20"

func TestPersonsAreListedMasked(t *testing.T) {
	k := newKase(t)
	k.run([]scenario{
		{name: "nobody", path: "/penerima", status: 303, want: []string{"/masuk"}},
		{name: "own", path: "/penerima", actor: peksos, status: 200, want: []string{k.person.Ref, "S•••• C.", "Kabupaten Bogor", "Fisik", "Daftarkan penerima"}, unwant: []string{"Sekar", "3201994101900001"}},
		{name: "other centre", path: "/penerima", actor: peksos2, status: 200, want: []string{"Belum ada penerima"}, unwant: []string{k.person.Ref}},
		{name: "other centre asks", path: "/penerima?centre=soeharso", actor: peksos2, status: 403},
		{name: "auditor", path: "/penerima", actor: auditor, status: 200, want: []string{k.person.Ref}, unwant: []string{"Sekar", "Daftarkan penerima"}},
		{name: "warehouse", path: "/penerima", actor: gudang, status: 403},
		{name: "command room", path: "/penerima", actor: as(policy.CommandRoom, ""), status: 403},
		{name: "admin", path: "/penerima", actor: as(policy.Admin, ""), status: 403},
		{name: "made-up cursor", path: "/penerima?cursor=!!", actor: peksos, status: 422},
	})
}

func TestAPersonIsRegisteredOnce(t *testing.T) {
	k := newKase(t)
	k.run([]scenario{
		{name: "nobody", path: "/penerima/baru", status: 303, want: []string{"/masuk"}},
		{name: "form", path: "/penerima/baru", actor: peksos, status: 200, want: []string{"Penerima baru", "Bahasa isyarat", "data-private", `value="2026-11-24"`}},
		{
			name: "refused", method: post, path: "/penerima", actor: peksos, body: "name=Bagas Rekaan&nik=32&consent_by=person", status: 422,
			want: []string{"Wajib diisi.", `value="Bagas Rekaan"`},
		},
		{
			name: "a short NIK", method: post, path: "/penerima", actor: peksos, body: strings.Replace(newPerson, "3201990101850002", "32", 1), status: 422,
			want: []string{"NIK terdiri atas 16 angka; yang diisi 2."},
		},
		{
			name: "doubtful", method: post, path: "/penerima", actor: peksos, body: newPerson + "&sex=female", status: 422,
			want: []string{"Jenis kelamin menurut NIK berbeda", "Alasan NIK tetap dipakai"},
		},
		{name: "warehouse", method: post, path: "/penerima", actor: gudang, body: newPerson, status: 403},
		{name: "auditor", method: post, path: "/penerima", actor: auditor, body: newPerson, status: 403},
		{name: "registered", method: post, path: "/penerima", actor: peksos, body: newPerson, status: 303, want: []string{"/penerima/PM-"}, unwant: []string{"Bagas", "32019901"}, actions: []string{"person.register"}},
		{name: "again", method: post, path: "/penerima", actor: peksos, body: newPerson, status: 409, want: []string{"sudah terdaftar di sentra Anda dengan nomor PM-"}},
		{name: "again elsewhere", method: post, path: "/penerima", actor: peksos2, body: newPerson, status: 409, want: []string{"NIK ini sudah terdaftar."}, unwant: []string{"soeharso", "Soeharso", "nomor PM-"}},
		{
			name: "for a request", method: post, path: "/penerima?permohonan=kursi-roda-elektrik", actor: peksos,
			body:   strings.ReplaceAll(newPerson, "0002", "0003"),
			status: 303, want: []string{"/permohonan/baru?beneficiary=PM-", "model=kursi-roda-elektrik"}, actions: []string{"person.register"},
		},
	})
}

func TestAPersonIsFoundByNIKWithoutOneInTheAddress(t *testing.T) {
	k := newKase(t)
	k.run([]scenario{
		{name: "by NIK", method: post, path: "/penerima/cari", actor: peksos, body: "who=3201 9941 0190 0001", status: 303, want: []string{"/penerima/" + k.person.Ref}, unwant: []string{"3201"}},
		{name: "by ref", method: post, path: "/penerima/cari", actor: peksos, body: "who=" + strings.ToLower(k.person.Ref), status: 303, want: []string{"/penerima/" + k.person.Ref}},
		{name: "of another centre by NIK", method: post, path: "/penerima/cari", actor: peksos2, body: "who=3201994101900001", status: 409, want: []string{"NIK ini sudah terdaftar."}, unwant: []string{k.person.Ref}},
		{name: "of another centre by ref", method: post, path: "/penerima/cari", actor: peksos2, body: "who=" + k.person.Ref, status: 422, want: []string{"Tidak ditemukan: penerima manfaat."}},
		{name: "nobody there", method: post, path: "/penerima/cari", actor: peksos, body: "who=3201994101909999", status: 422},
	})
}

func TestATimelineIsForItsCentreAlone(t *testing.T) {
	k := newKase(t)
	path := "/penerima/" + k.person.Ref
	k.run([]scenario{
		{
			name: "own", path: path, actor: peksos, status: 200,
			want:   []string{"S•••• C.", "Permohonan: Kursi roda elektrik", "Belum ada layanan Pemberdayaan Sosial", "Belum ada layanan Perlindungan", "Buka data lengkap", "Rujuk ke layanan lain"},
			unwant: []string{"Sekar", "3201994101900001", "Jalan Contoh", "Paraplegia"},
		},
		{name: "auditor", path: path, actor: auditor, status: 200, want: []string{"S•••• C."}, unwant: []string{"Sekar", "Buka data lengkap", "Kirim rujukan"}},
		{name: "nobody", path: path, status: 303, want: []string{"/masuk"}},
	})
	for _, w := range nobodyOfThese() {
		if got := k.get(w, path); got.status != 404 && got.status != 403 || strings.Contains(got.body, "S••••") {
			t.Errorf("%s opens the timeline: %d", w, got.status)
		}
	}
}

func TestARevealShowsAllOnceAndIsJournalled(t *testing.T) {
	k := newKase(t)
	path := "/penerima/" + k.person.Ref + "/buka"
	k.run([]scenario{
		{name: "own", method: post, path: path, actor: peksos, body: "idempotency_key=k1", status: 200, want: []string{"Sekar Wulandari Contoh", "3201994101900001", "Jalan Contoh 99", "Simpan perubahan"}, actions: []string{"person.reveal"}},
		{name: "again with the same key", method: post, path: path, actor: peksos, body: "idempotency_key=k1", status: 200, want: []string{"Sekar"}, actions: []string{"person.reveal"}},
		{name: "auditor", method: post, path: path, actor: auditor, status: 403},
		{name: "other centre", method: post, path: path, actor: peksos2, status: 404, unwant: []string{"Sekar"}},
		{name: "warehouse", method: post, path: path, actor: gudang, status: 403},
	})
	if got := k.post(peksos, path); !strings.Contains(got.header.Get("Cache-Control"), "no-store") {
		t.Errorf("Cache-Control = %q, want no-store", got.header.Get("Cache-Control"))
	}
	if log := k.log.String(); strings.Contains(log, "Sekar") || strings.Contains(log, k.person.Ref) || strings.Contains(log, "3201994101900001") {
		t.Error("the log names the person")
	}
}

func TestAChangeIsRefusedWhenStale(t *testing.T) {
	k := newKase(t)
	path := "/penerima/" + k.person.Ref
	change := "name=Sekar Wulandari Contoh&nik=3201994101900001&address=Jalan Contoh 100&consent_by=person&consent_mode=lisan&consent_on=2026-11-20&version=1"
	k.run([]scenario{
		{name: "refused", method: post, path: path, actor: peksos, body: "name=&version=1", status: 422, want: []string{"Wajib diisi.", `name="version" value="1"`}},
		{name: "changed", method: post, path: path, actor: peksos, body: change, status: 303, want: []string{path}, actions: []string{"person.change"}},
		{
			name: "stale", method: post, path: path, actor: peksos, body: strings.ReplaceAll(change, "100", "101"), status: 409,
			want: []string{"Jalan Contoh 100", "Jalan Contoh 101", `value="2"`}, actions: []string{"person.reveal"},
		},
		{name: "other centre", method: post, path: path, actor: peksos2, body: change, status: 404},
	})
}

func TestTheAPIOfPersons(t *testing.T) {
	k := newKase(t)
	body := `{"name":"Bagas Rekaan","nik":"3201990101850002","address":"Gang Rekaan 9","consent_by":"person","consent_mode":"lisan","consent_on":"2026-11-20"}`
	one := "/api/v1/beneficiaries/" + k.person.Ref
	k.run([]scenario{
		{name: "list", path: "/api/v1/beneficiaries", actor: peksos, status: 200, want: []string{k.person.Ref, `"masked_name":"S•••• C."`}, unwant: []string{"Sekar", "sealed"}},
		{name: "list of nobody", path: "/api/v1/beneficiaries", status: 401},
		{name: "list of the command room", path: "/api/v1/beneficiaries", actor: as(policy.CommandRoom, ""), status: 403},
		{name: "one", path: one, actor: auditor, status: 200, unwant: []string{"Sekar", "sealed"}},
		{name: "one of another centre", path: one, actor: peksos2, status: 404},
		{name: "unknown field", method: post, path: "/api/v1/beneficiaries", actor: peksos, body: `{"nama":"x"}`, status: 422, want: []string{`"name":"nama"`}},
		{name: "wrong type", method: post, path: "/api/v1/beneficiaries", actor: peksos, body: `{"name":7}`, status: 422, want: []string{`"field.type_text"`}},
		{name: "register", method: post, path: "/api/v1/beneficiaries", actor: peksos, body: body, status: 201, want: []string{"/api/v1/beneficiaries/PM-", `"masked_name":"B•••• R."`}, unwant: []string{"Bagas"}, actions: []string{"person.register"}},
		{name: "reveal", method: post, path: one + "/reveal", actor: peksos, status: 200, want: []string{"Sekar Wulandari Contoh", "3201994101900001"}, unwant: []string{"sealed"}, actions: []string{"person.reveal"}},
		{name: "reveal by the auditor", method: post, path: one + "/reveal", actor: auditor, status: 403},
		{name: "change", method: post, path: one, actor: peksos, body: strings.Replace(strings.ReplaceAll(body, "3201990101850002", "3201994101900001"), "{", `{"version":1,`, 1), status: 200, want: []string{`"version":2`}, actions: []string{"person.change"}},
	})
	first := k.api(peksos, post, "/api/v1/beneficiaries", strings.ReplaceAll(body, "0002", "0004"), "Idempotency-Key", "sekali")
	second := k.api(peksos, post, "/api/v1/beneficiaries", strings.ReplaceAll(body, "0002", "0004"), "Idempotency-Key", "sekali")
	if first.status != 201 || second.status != 201 || first.body != second.body {
		t.Errorf("the same request twice: %d and %d, %s", first.status, second.status, second.body)
	}
}
