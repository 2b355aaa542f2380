package handlers

import (
	"fmt"
	"testing"
)

func TestAVideoIsShownAsALinkWithItsTranscript(t *testing.T) {
	h := newHarness(t)
	rec := h.drafted("Kursi roda elektrik")
	path := "/inovasi/" + rec.Slug
	fine := fmt.Sprintf("video=https://youtu.be/contoh&signed=1&transcript=Kursi ini punya dua <b>motor</b>.&version=%d", rec.Version)
	h.run([]scenario{
		{name: "nobody", path: path + "/media", status: 303, want: []string{"/masuk"}},
		{name: "another centre", path: path + "/media", actor: manager2, status: 404},
		{name: "form", path: path + "/media", actor: manager, status: 200, want: []string{`name="video"`, `name="transcript"`, "youtube.com"}},
		{name: "a script", method: post, path: path + "/media", actor: manager, body: "video=javascript:alert(1)&transcript=Isi&version=1", status: 422, want: []string{"Pakai alamat https", "javascript:alert(1)", ">Isi</textarea>"}},
		{name: "no transcript", method: post, path: path + "/media", actor: manager, body: "video=https://youtu.be/x&version=1", status: 422, want: []string{"Tulis semua yang dikatakan"}},
		{name: "saved", method: post, path: path + "/media", actor: manager, body: fine, status: 303, want: []string{path}, actions: []string{"innovation.draft"}},
		{name: "shown", path: path, actor: manager, status: 200, want: []string{`href="https://youtu.be/contoh"`, "Bahasa isyarat", "&lt;b&gt;motor"}, unwant: []string{"<iframe", "<video", "<b>motor"}},
		{name: "an older form", method: post, path: path + "/media", actor: manager, body: "video=https://youtu.be/lain&transcript=Lain&version=1", status: 409, want: []string{"https://youtu.be/contoh", "https://youtu.be/lain"}},
		{name: "by a program, from an old page", method: post, path: "/api/v1/innovations/" + rec.Slug + "/media", actor: manager, body: `{"video":"https://youtu.be/lain","transcript":"Lain","version":1}`, status: 409, want: []string{`"clash":{"version":`, `"name":"transcript"`}},
		{name: "by a program", method: post, path: "/api/v1/innovations/" + rec.Slug + "/media", actor: manager, body: fmt.Sprintf(`{"video":"","version":%d}`, rec.Version+1), status: 200, want: []string{`"slug"`}, actions: []string{"innovation.draft"}},
		{name: "by a program, wrong", method: post, path: "/api/v1/innovations/" + rec.Slug + "/media", actor: manager, body: `{"video":"http://youtu.be/x","transcript":"x"}`, status: 422, want: []string{"media.host"}},
	})
}
