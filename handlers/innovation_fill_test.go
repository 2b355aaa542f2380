package handlers

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lumbung/app/innovation"
)

// answersOn are the names of the answers that a page asks for, each once.
func answersOn(body string) (names []string) {
	for _, m := range regexp.MustCompile(`<(?:input|textarea|select)[^>]* name="([^"]+)"[^>]*>`).FindAllStringSubmatch(body, -1) {
		if !strings.Contains(m[0], `type="hidden"`) && !slices.Contains(names, m[1]) {
			names = append(names, m[1])
		}
	}
	return names
}

// answers are what the walk types into the page of what is missing.
var answers = map[string]string{
	"summary": "summary=Kursi yang tidak licin.", "novelty": "novelty=Alasnya karet.", "clusters": "clusters=disability", "atensi": "atensi=aksesibilitas",
	"outcomes": "outcomes=self_care", "tkt": "tkt=7", "tkt_ticks": "tkt_ticks=7.1&tkt_ticks=7.2&tkt_ticks=7.3&tkt_ticks=7.4", "tkt_on": "tkt_on=2026-01-15",
	"tkt_by": "tkt_by=Tim teknik", "diffusion": "diffusion=developed", "applied_on": "applied_on=2025-01-15", "unit_cost": "unit_cost=275000",
	"priced_on": "priced_on=2026-01-15", "sustainability": "sustainability=Anggaran tahunan.", "responsible": "responsible=Contoh Penanggung Jawab",
	"contributors": "contributors=Kelompok pengguna", "ip": "ip=none", "easy": "easy=Kursi ini tidak licin.", "releases": "releases=Rancangan pertama.",
}

// A step is one deliberate action: a tap, one field, a submit. The plan
// (registry_ux.md 7.2) gives a draft six and handing it in three and one for each
// field that is missing.
func TestADraftTakesSixStepsAndHandingInThreeMoreThanItsFields(t *testing.T) {
	h := newHarness(t)
	form := h.get(manager, "/inovasi/baru")
	steps := 1 // the button that opened it
	for _, name := range answersOn(form.body) {
		if !slices.Contains([]string{"title", "problem", "kind", "photo"}, name) {
			t.Errorf("a draft is asked for %s too", name)
		}
		steps++
	}
	saved := h.uploadPhoto(manager, "/inovasi/baru", gif, "title=Kursi mandi", "problem=Licin", "kind=assistive_device")
	if steps++; steps != 6 || saved.status != 303 {
		t.Fatalf("a draft takes %d steps, want 6; %d", steps, saved.status)
	}
	meter := h.get(manager, saved.header.Get("Location"))
	if !strings.Contains(meter.body, `href="/inovasi/kursi-mandi/lengkapi"`) {
		t.Fatalf("no way from the meter to what is missing: %s", short(meter.body))
	}
	page := h.get(manager, "/inovasi/kursi-mandi/lengkapi")
	steps, fields, body := 1, 0, "version=1" // the link that opened it
	for _, m := range regexp.MustCompile(`name="only" value="([^"]+)"`).FindAllStringSubmatch(page.body, -1) {
		body += "&only=" + m[1]
	}
	for _, name := range answersOn(page.body) {
		if answers[name] == "" {
			continue // it may stay empty
		}
		if !slices.Contains(innovation.Needs(innovation.ToSubmit), name) {
			t.Errorf("%s is filled in and not needed", name)
		}
		if steps++; name != "tkt_ticks" { // the checklist is one of the three
			fields++
		}
		body += "&" + answers[name]
	}
	h.run([]scenario{{name: "submitted", method: post, path: "/inovasi/kursi-mandi/lengkapi?ajukan=1", actor: manager, body: body, status: 303, want: []string{"/inovasi/kursi-mandi"}, actions: []string{"innovation.submit"}}})
	if steps++; steps > 3+fields {
		t.Errorf("handing in takes %d steps, want %d", steps, 3+fields)
	}
	rec, err := h.app.Innovations.See(h.ctx(manager), "kursi-mandi")
	if err != nil || rec.State != innovation.Submitted {
		t.Errorf("it is %s, %v", rec.State, err)
	}
}

func TestWhatIsMissingIsFilledOnOnePage(t *testing.T) {
	h := newHarness(t)
	h.run([]scenario{{name: "begin", method: post, path: "/inovasi/baru", actor: manager, body: "title=Kursi mandi&problem=Licin&kind=assistive_device", status: 303, actions: []string{"innovation.draft"}}})
	at := "/inovasi/kursi-mandi/lengkapi"
	h.run([]scenario{
		{name: "nobody", path: at, status: 303, want: []string{"/masuk"}},
		{name: "another centre", path: at, actor: manager2, status: 404},
		{name: "auditor", path: at, actor: auditor, status: 403},
		{name: "form", path: at, actor: manager, status: 200, want: []string{`name="only" value="novelty"`, `type="file"`, `name="ip"`, "Simpan dan ajukan"}, unwant: []string{`name="title"`, `value="photo"`}},
		{name: "another centre writes", method: post, path: at, actor: manager2, body: "version=1&only=novelty&novelty=x", status: 404},
		{name: "part of it is saved", method: post, path: at, actor: manager, body: "version=1&only=novelty&only=summary&novelty=Alasnya karet.&summary=Tidak licin.&ip=none&releases=Rancangan pertama.", status: 303, want: []string{at}, actions: []string{"innovation.draft"}},
		{name: "and not asked again", path: at, actor: manager, status: 200, unwant: []string{`value="novelty"`, `name="ip"`}},
		{name: "the rest stays", path: "/inovasi/kursi-mandi/sunting/inti", actor: manager, status: 200, want: []string{">Licin<", "Tidak licin."}},
		{name: "handed in too early", method: post, path: at + "?ajukan=1", actor: manager, body: "version=2&only=clusters&only=sustainability&clusters=&sustainability=Anggaran <b>tahunan</b>.", status: 422, want: []string{"paling sedikit satu foto", "Anggaran &lt;b&gt;tahunan"}},
		{name: "an answer that does not exist", method: post, path: at, actor: manager, body: "version=2&only=sulap", status: 422},
	})
	auto := h.send(post, at, "version=2&only=responsible&responsible=Contoh&csrf="+url.QueryEscape(maskToken(tokenOf(manager.secret()))),
		"Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json", "X-Lumbung-Autosave", "1", "Cookie", cookieOf(manager), "Sec-Fetch-Site", "same-origin")
	if auto.status != 200 || !strings.Contains(auto.body, `"version":3`) {
		t.Errorf("by a script: %d %s", auto.status, short(auto.body))
	}
	h.run([]scenario{
		{name: "two editors", method: post, path: at, actor: manager, body: "version=2&only=responsible&responsible=Lain", status: 409, want: []string{"Gabungkan dua suntingan", "Lain"}},
		{name: "by a program", method: post, path: "/api/v1/innovations/kursi-mandi/fill", actor: manager, body: `{"version":3,"only":["mentor"],"mentor":"SKA"}`, status: 200, want: []string{`"mentor":"SKA"`, `"problem":"Licin"`}, actions: []string{"innovation.draft"}},
		{name: "by a program too early", method: post, path: "/api/v1/innovations/kursi-mandi/fill", actor: manager, body: `{"version":4,"submit":true}`, status: 422, want: []string{`"name":"photo"`}},
	})
}
