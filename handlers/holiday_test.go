package handlers

import (
	"strings"
	"testing"

	"lumbung/app/policy"
)

// upload is a form with one file.
func (h *harness) upload(w who, path, data string) answer {
	h.t.Helper()
	const b = "grenze"
	body := "--" + b + "\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + maskToken(tokenOf(w.secret())) + "\r\n--" + b +
		"\r\nContent-Disposition: form-data; name=\"file\"; filename=\"skb.csv\"\r\nContent-Type: text/csv\r\n\r\n" + data + "\r\n--" + b + "--\r\n"
	return h.send(post, path, body, "Content-Type", "multipart/form-data; boundary="+b, "Cookie", cookieOf(w))
}

func TestTheAdministratorKeepsTheDaysOff(t *testing.T) {
	h := newHarness(t)
	admin, head := as(policy.Admin, ""), as(policy.Head, soeharso)
	const path = "/admin/hari-libur"
	h.run([]scenario{
		{name: "this year", path: path, actor: admin, status: 200, want: []string{"17 Agustus 2026", "SKB", `name="yearly"`}, unwant: []string{"⟦"}},
		{name: "another year", path: path + "?tahun=2027", actor: admin, status: 200, want: []string{"17 Agustus 2027"}},
		{name: "no year", path: path + "?tahun=99999", actor: admin, status: 422},
		{name: "to look at", path: path, actor: head, status: 200, want: []string{"17 Agustus"}, unwant: []string{`name="yearly"`, "/hapus"}},
		{name: "what is missing", method: post, path: path, body: "name=Idulfitri 1447 H", actor: admin, status: 422, want: []string{"Idulfitri 1447 H", "f-day"}},
		{name: "off already", method: post, path: path, body: "day=2026-08-17&name=x&yearly=1", actor: admin, status: 422, want: []string{"sudah hari libur: Hari Kemerdekaan"}},
		{name: "added", method: post, path: path, body: "day=2026-03-20&name=Idulfitri 1447 H", actor: admin, status: 303, want: []string{path + "?tahun=2026"}, actions: []string{"holiday.change"}},
		{name: "taken out", method: post, path: path + "/hapus", body: "day=--12-25", actor: admin, status: 303, actions: []string{"holiday.change"}},
		{name: "twice", method: post, path: path + "/hapus", body: "day=--12-25", actor: admin, status: 404},
		{name: "by a head of centre", method: post, path: path, body: "day=2026-03-21&name=x", actor: head, status: 403},
		{name: "taken out by one", method: post, path: path + "/hapus", body: "day=--08-17", actor: head, status: 403},
	})
	if got := h.upload(admin, path+"/impor", "tanggal;nama\n2026-03-21;Idulfitri\n21/03/2026;Idulfitri\n"); got.status != 422 || !strings.Contains(got.body, "sudah ada di baris 2") {
		t.Errorf("a file with a row twice = %d %s", got.status, short(got.body))
	}
	if got := h.upload(admin, path+"/impor", "tanggal;nama\n2026-03-21;Idulfitri 1447 H\n2026-03-20;Idulfitri 1447 H\n"); got.status != 303 {
		t.Errorf("a file = %d %s", got.status, short(got.body))
	}
	if got := h.upload(admin, path+"/impor", ""); got.status != 422 || !strings.Contains(got.body, "berkas-f-file") {
		t.Errorf("no file = %d %s", got.status, short(got.body))
	}
	if got := h.get(admin, path); !strings.Contains(got.body, "21 Maret 2026") || strings.Contains(got.body, "Natal") {
		t.Errorf("now it has %s", around(got.body, "Maret"))
	}
}

func TestDaysOffByProgram(t *testing.T) {
	h := newHarness(t)
	admin := as(policy.Admin, "")
	file := `"file":"` + "dGFuZ2dhbCxuYW1hCjIwMjYtMDUtMTQsS2VuYWlrYW4K" + `"` // tanggal,nama 2026-05-14,Kenaikan
	h.run([]scenario{
		{name: "read by anybody", path: "/api/v1/holidays?year=2026", status: 200, want: []string{`"--08-17"`, `"2026-12-25T00:00:00+07:00"`}},
		{name: "a year that is none", path: "/api/v1/holidays?year=1", status: 422},
		{name: "added by nobody", method: post, path: "/api/v1/holidays", body: `{"day":"2026-05-14","name":"x"}`, status: 401},
		{name: "looked at", method: post, path: "/api/v1/holidays/import", body: `{` + file + `}`, actor: admin, status: 200, want: []string{`"added":1`, `"clean":true`}},
		{name: "brought in", method: post, path: "/api/v1/holidays/import", body: `{` + file + `,"commit":true}`, actor: admin, status: 200, actions: []string{"holiday.change"}},
		{name: "added", method: post, path: "/api/v1/holidays", body: `{"day":"2026-05-15","name":"Cuti bersama"}`, actor: admin, status: 200, want: []string{"Cuti bersama"}, actions: []string{"holiday.change"}},
		{name: "removed", method: post, path: "/api/v1/holidays/remove", body: `{"day":"2026-05-15"}`, actor: admin, status: 200, actions: []string{"holiday.change"}},
	})
}

func TestWhoAnswersForAPlaceIsToldAndSet(t *testing.T) {
	h, model := askWorld(t)
	admin := as(policy.Admin, "")
	h.run([]scenario{
		{name: "told", path: "/wilayah-kerja", status: 200, want: []string{"Papua Tengah", "Sentra Pangurangi", "provinsi tidak mempunyai sentra", "<svg"}, unwant: []string{"⟦"}},
		{name: "in English", path: "/en/wilayah-kerja", status: 200, want: []string{"Which centre serves my area?", "/en/sentra/"}},
		{name: "the form", path: "/sentra/meohai/sunting", actor: admin, status: 200, want: []string{`value="Maluku"`, "provinsi-f-areas"}},
	})
	c, err := h.app.Centres.One(t.Context(), "meohai")
	if err != nil {
		t.Fatal(err)
	}
	fields := []string{
		"version=" + versionText(c.Version), "name=" + c.Name, "type=" + string(c.Type), "region=" + c.Region,
		"areas=Maluku", "areas=Bali", "areas=Kota Surakarta\nKabupaten Boyolali",
	}
	if got := h.post(admin, "/sentra/meohai/sunting", fields...); got.status != 303 {
		t.Fatalf("saving = %d %s", got.status, short(got.body))
	}
	if got := h.get(admin, "/sentra/meohai/sunting"); strings.Count(got.body, " checked") < 2 || !strings.Contains(got.body, "Kabupaten Boyolali, Jawa Tengah\nKota Surakarta, Jawa Tengah</textarea>") {
		t.Errorf("the form shows %s", around(got.body, "f-areas"))
	}
	full := append(fields[:6:6], "areas=Kota Surakarta, Jawa Tengah\r\nKabupaten Boyolali, Jawa Tengah", "letter_code=4.99")
	stale := h.post(admin, "/sentra/meohai/sunting", full...)
	if !strings.Contains(stale.body, "4.99") || strings.Contains(stale.body, "<th scope=\"row\" role=\"rowheader\">Wilayah kerja") {
		t.Errorf("the same area, ticked and typed, counts as another: %s", around(stale.body, "Wilayah kerja"))
	}
	got := h.post(who{}, "/alat/"+model.Slug+"/minta", append(askFields(), "address=x")...)
	if got.status != 422 { // an unknown field is refused, and nothing is lost
		t.Errorf("an unknown field = %d", got.status)
	}
	done := h.post(who{}, "/alat/"+model.Slug+"/minta", askFields()...)
	if !strings.Contains(done.body, "Meohai") || !strings.Contains(done.body, "Wilayah kerjanya menyebut Kota Surakarta") || !strings.Contains(done.body, "paling lambat") {
		t.Errorf("the receipt says %s", around(done.body, "Meohai"))
	}
}

func TestWhoAskedSeesWhereItWasPassedOnAndWhy(t *testing.T) {
	h, model := askWorld(t)
	pass := h.asked(model)
	h.run([]scenario{
		{name: "without a reason", method: post, path: "/permintaan/" + pass.Number + "/teruskan", body: "to=meohai", actor: as(policy.SocialWorker, soeharso), status: 422, want: []string{"teruskan-f-reason"}},
		{name: "with one", method: post, path: "/permintaan/" + pass.Number + "/teruskan", body: "to=meohai&reason=service&why=Catatan rahasia", actor: as(policy.SocialWorker, soeharso), status: 303, actions: []string{"ask.forward"}},
	})
	got := h.post(who{}, "/lacak", passFields(pass)...)
	if !strings.Contains(got.body, "Sentra itu melayani ragam disabilitas ini.") || strings.Contains(got.body, "Catatan rahasia") || !strings.Contains(got.body, "Diteruskan oleh petugas") {
		t.Errorf("they see %s", around(got.body, "Diteruskan"))
	}
}
