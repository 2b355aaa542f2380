package handlers

import (
	"strings"
	"testing"

	"lumbung/app/policy"
)

func TestTheRegisterOfCentresIsOpenToAll(t *testing.T) {
	h := newHarness(t)
	h.run([]scenario{
		{name: "nobody", path: "/sentra", status: 200, want: []string{"32 sentra", "Sentra Meohai", "Jawa Tengah", "Balai Minaula"}, unwant: []string{"/sunting"}},
		{name: "English", path: "/en/sentra", status: 200, want: []string{"32 centres"}},
		{name: "CSV", path: "/sentra.csv", status: 200, want: []string{"code,name,type", "meohai,Sentra Meohai,sentra,74.71"}},
		{name: "profile", path: "/sentra/meohai", status: 200, want: []string{"Kendari", "Balai Minaula"}, unwant: []string{"/sunting", "/gudang?"}},
		{name: "profile under a former name", path: "/sentra/Balai%20Minaula", status: 301, want: []string{"/sentra/meohai"}},
		{name: "no such centre", path: "/sentra/tidak-ada", status: 404},
		{name: "its head", path: "/sentra/meohai", actor: as(policy.Head, "meohai"), status: 200, want: []string{"/sentra/meohai/sunting", "/gudang?centre=meohai"}},
		{name: "head of another", path: "/sentra/meohai", actor: as(policy.Head, "soeharso"), status: 200, unwant: []string{"/sunting"}},
		{name: "what explains", path: "/tentang", status: 200, want: []string{"inovasi-inovasi dari balai"}},
		{name: "what explains, in English", path: "/en/privasi", status: 200, want: []string{"Law 27 of 2022"}},
		{name: "robots", path: "/robots.txt", status: 200, want: []string{"Disallow: /penerima"}},
	})
}

func TestACentreIsEditedByItsHeadAndTheAdmin(t *testing.T) {
	h := newHarness(t)
	head, path := as(policy.Head, "meohai"), "/sentra/meohai/sunting"
	form := "name=Sentra Meohai&type=sentra&region=74.71&version=1&letter_code=9.74&aliases=Balai Minaula"
	h.run([]scenario{
		{name: "nobody", path: path, status: 303, want: []string{"/masuk"}},
		{name: "another centre", path: path, actor: as(policy.Head, "soeharso"), status: 403},
		{name: "auditor", path: path, actor: as(policy.Auditor, ""), status: 403},
		{name: "the form", path: path, actor: head, status: 200, want: []string{"Balai Minaula", `value="74.71"`}},
		{name: "another centre sends", method: post, path: path, actor: as(policy.Head, "soeharso"), body: form, status: 403},
		{name: "bad input keeps what was typed", method: post, path: path, actor: head, body: strings.Replace(form, "74.71", "99.99", 1), status: 422, want: []string{`value="99.99"`, "Pilih kabupaten"}},
		{name: "saved", method: post, path: path, actor: head, body: form, status: 303, want: []string{"/sentra/meohai"}, actions: []string{"centre.change"}},
		{name: "stale", method: post, path: path, actor: head, body: form + "&address=Jalan Lain", status: 409, want: []string{"Jalan Lain"}},
		{name: "admin", path: path, actor: as(policy.Admin, ""), status: 200, want: []string{"9.74"}},
	})
}

func TestTheAPIOfCentres(t *testing.T) {
	h := newHarness(t)
	h.run([]scenario{
		{name: "list", path: "/api/v1/centres?limit=5", status: 200, want: []string{`"next":"`}},
		{name: "one", path: "/api/v1/centres/soeharso", status: 200, want: []string{`"region":"33.72"`}},
		{name: "none", path: "/api/v1/centres/x-y", status: 404, want: []string{`"code":"not_found"`}},
	})
}
