package handlers

import (
	"net/url"
	"strings"
	"testing"

	"lumbung/app/policy"
)

func TestAQueueShowsMaskedNamesOnly(t *testing.T) {
	k := newKase(t)
	k.run([]scenario{
		{name: "nobody", path: "/permohonan", status: 303, want: []string{"/masuk"}},
		{name: "own", path: "/permohonan", actor: peksos, status: 200, want: []string{k.request.Number, "S•••• C.", "8 dari 11 poin", "Permohonan baru"}, unwant: []string{"Sekar", "Paraplegia"}},
		{name: "warehouse", path: "/permohonan", actor: gudang, status: 200, want: []string{k.request.Number, "S•••• C."}, unwant: []string{"Permohonan baru", "/penerima/"}},
		{name: "other centre", path: "/permohonan", actor: peksos2, status: 200, want: []string{"Tidak ada permohonan"}, unwant: []string{k.request.Number}},
		{name: "other centre asks", path: "/permohonan?centre=soeharso", actor: peksos2, status: 403},
		{name: "auditor", path: "/permohonan?centre=soeharso", actor: auditor, status: 200, want: []string{k.request.Number}},
		{name: "auditor chooses", path: "/permohonan", actor: auditor, status: 200, want: []string{"Pilih sentra"}},
		{name: "command room", path: "/permohonan", actor: as(policy.CommandRoom, ""), status: 403},
		{name: "admin", path: "/permohonan", actor: as(policy.Admin, ""), status: 403},
		{name: "another state", path: "/permohonan?state=closed", actor: peksos, status: 200, unwant: []string{k.request.Number}},
		{name: "made-up cursor", path: "/permohonan?cursor=!!", actor: peksos, status: 422},
	})
}

func TestARequestIsFiledOnce(t *testing.T) {
	k := newKase(t)
	again := "beneficiary=" + k.person.Ref + "&model=kursi-roda-elektrik&reason=perlu&risk=0&function=0&frequency=0&change=0"
	k.run([]scenario{
		{name: "form for nobody", path: "/permohonan/baru", status: 303, want: []string{"/masuk"}},
		{name: "form for the warehouse", path: "/permohonan/baru", actor: gudang, status: 403},
		{name: "form", path: "/permohonan/baru", actor: peksos, status: 200, want: []string{"Nomor penerima (PM-…) atau NIK", "Kursi roda elektrik", "/penerima/baru?permohonan=-"}},
		{name: "form for somebody", path: "/permohonan/baru?beneficiary=" + k.person.Ref, actor: peksos, status: 200, want: []string{"S•••• C.", `type="hidden" name="beneficiary" value="` + k.person.Ref}, unwant: []string{"Sekar"}},
		{name: "open already", method: post, path: "/permohonan", actor: peksos, body: again, status: 409, want: []string{"Permohonan " + k.request.Number + " untuk Kursi roda elektrik masih terbuka"}},
		{name: "by NIK of another centre", method: post, path: "/permohonan", actor: peksos2, body: strings.Replace(again, k.person.Ref, "3201994101900001", 1), status: 409, want: []string{"NIK ini sudah terdaftar."}, unwant: []string{k.person.Ref}},
		{name: "by ref of another centre", method: post, path: "/permohonan", actor: peksos2, body: again, status: 422, want: []string{"Tidak ditemukan: penerima manfaat."}},
		{name: "nothing filled in", method: post, path: "/permohonan", actor: peksos, body: "reason=", status: 422, want: []string{"Wajib diisi."}},
		{name: "silent emergency", method: post, path: "/permohonan", actor: peksos, body: again + "&emergency=1", status: 422, want: []string{"Wajib diisi."}},
		{name: "warehouse", method: post, path: "/permohonan", actor: gudang, body: again, status: 403},
		{name: "closed", method: post, path: requestPath(k.request.Number) + "/tutup", actor: peksos, body: "reason=withdrawn", status: 303, actions: []string{"request.close"}},
		{name: "filed", method: post, path: "/permohonan", actor: peksos, body: again, status: 303, want: []string{"/permohonan/2-PMH-SOEHARSO-11-2026"}, actions: []string{"request.file"}},
		{name: "closed without a reason", method: post, path: "/permohonan/2-PMH-SOEHARSO-11-2026/tutup", actor: peksos, body: "", status: 422, want: []string{"Wajib diisi."}},
	})
}

func TestAUnitIsChosenInThreeSteps(t *testing.T) {
	k := newKase(t)
	path := requestPath(k.request.Number)
	k.run([]scenario{
		{name: "opened", path: path, actor: gudang, status: 200, want: []string{"Tetapkan " + k.units[0].Code, "Paling lama di gudang", "S•••• C."}, unwant: []string{"Paraplegia", "Sekar", "/penerima/"}},
		{name: "with slashes", path: "/permohonan/" + url.PathEscape(k.request.Number), actor: peksos, status: 200, want: []string{"Paraplegia rahasia", "2 unit siap"}, unwant: []string{"Tetapkan " + k.units[0].Code}},
		{name: "other centre", path: path, actor: peksos2, status: 404},
		{name: "chosen by a social worker", method: post, path: path + "/tetapkan", actor: peksos, body: "unit=" + k.units[0].Code, status: 403},
		{name: "unknown unit", method: post, path: path + "/tetapkan", actor: gudang, body: "unit=ZZZZZZZ", status: 422, want: []string{"Tidak ditemukan: unit.", `value="ZZZZZZZ"`}},
		{name: "chosen", method: post, path: path + "/tetapkan", actor: gudang, body: "unit=https://x.example/u/" + k.units[0].Code, status: 303, want: []string{path}, actions: []string{"allocation.reserve"}},
		{name: "chosen again", method: post, path: path + "/tetapkan", actor: gudang, body: "unit=" + k.units[1].Code, status: 409, want: []string{"tidak lagi menunggu unit: unit dicadangkan"}},
		{name: "shown", path: path, actor: gudang, status: 200, want: []string{k.units[0].Code, "/serah-terima/baru?alokasi=", "Batalkan cadangan"}},
		{name: "shelf", path: "/alokasi", actor: gudang, status: 200, want: []string{k.units[0].Code, "S•••• C.", "Serahkan"}},
		{name: "shelf of another centre", path: "/alokasi?centre=soeharso", actor: gudang2, status: 403},
		{name: "cancelled", method: post, path: "/alokasi/" + k.units[0].Code + "/batal", actor: gudang, body: "reason=wrong-fit", status: 303, want: []string{path}, actions: []string{"allocation.cancel"}},
		{name: "cancelled twice", method: post, path: "/alokasi/" + k.units[0].Code + "/batal", actor: gudang, body: "reason=wrong-fit", status: 404},
	})
}

func TestTheAPIOfRequestsAndAllocations(t *testing.T) {
	k := newKase(t)
	one := "/api/v1/requests/1-PMH-SOEHARSO-11-2026"
	choice := `{"request":"` + k.request.Number + `","unit":"` + k.units[0].Code + `"}`
	k.run([]scenario{
		{name: "list", path: "/api/v1/requests", actor: gudang, status: 200, want: []string{k.request.Number}, unwant: []string{"sealed", "Paraplegia", "Sekar"}},
		{name: "one", path: one, actor: peksos, status: 200, want: []string{`"state":"filed"`}, unwant: []string{"sealed"}},
		{name: "one of another centre", path: one, actor: peksos2, status: 404},
		{name: "file again", method: post, path: "/api/v1/requests", actor: peksos, body: `{"beneficiary":"3201994101900001","model":"kursi-roda-elektrik","reason":"x"}`, status: 409, want: []string{"request.open_already", k.request.Number}},
		{name: "too many points", method: post, path: "/api/v1/requests", actor: peksos, body: `{"beneficiary":"x","model":"y","reason":"z","risk":9}`, status: 422, want: []string{`"name":"risk"`}},
		{name: "reserve", method: post, path: "/api/v1/allocations", actor: gudang, body: choice, status: 201, want: []string{"/api/v1/allocations/", `"state":"reserved"`}, actions: []string{"allocation.reserve"}},
		{name: "reserve again", method: post, path: "/api/v1/allocations", actor: gudang, body: choice, status: 409, want: []string{"tidak lagi menunggu unit"}},
		{name: "allocations", path: "/api/v1/allocations", actor: gudang, status: 200, want: []string{k.units[0].Code}},
		{name: "by the unit", path: "/api/v1/allocations/" + k.units[0].Code, actor: peksos, status: 200, want: []string{`"masked_name":"S•••• C."`}},
		{name: "of another centre", path: "/api/v1/allocations/" + k.units[0].Code, actor: gudang2, status: 404},
		{name: "close while reserved", method: post, path: one + "/close", actor: peksos, body: `{"reason":"moved"}`, status: 409},
		{name: "cancel", method: post, path: "/api/v1/allocations/" + k.units[0].Code + "/cancel", actor: gudang, body: `{"reason":"declined"}`, status: 200, want: []string{`"state":"cancelled"`}, actions: []string{"allocation.cancel"}},
		{name: "close", method: post, path: one + "/close", actor: peksos, body: `{"reason":"moved"}`, status: 200, want: []string{`"state":"closed"`}, actions: []string{"request.close"}},
	})
}
