package views

import (
	"strings"

	"lumbung/app/innovation"
)

func videoHosts() string { return strings.Join(innovation.VideoHosts(), ", ") }

func mediaSpecimens() []Specimen {
	const path = "/inovasi/kursi-roda-elektrik"
	form := func(name string, change func(*Frame, *Form)) Specimen {
		f := innovationFrame("Video: Kursi roda elektrik", path+"/media", makerRole)
		f.Lead = f.T("media.lead")
		x := f.Form(path + "/media")
		change(&f, &x)
		return Specimen{Name: "media-" + name, Path: path + "/media", Component: MediaEdit(f, x)}
	}
	shown := galleryInnovationPage()
	shown.Sheet.Media = innovation.Media{Video: "https://youtu.be/contoh", Signed: true, Transcript: "Kursi ini punya dua motor.\nTuasnya ada di sebelah kanan."}
	f := innovationFrame("Kursi roda elektrik", path, "")
	f.Bilingual = true
	return []Specimen{
		form("empty", func(*Frame, *Form) {}),
		form("refused", func(f *Frame, x *Form) {
			f.Failed = true
			*x = x.Set("video", "http://contoh.example/video")
			x.Errors = map[string]string{"video": f.T("media.host", "hosts", videoHosts()), "transcript": f.T("media.transcript_needed")}
		}),
		{Name: "media-shown", Path: path, Component: Innovation(f, shown)},
	}
}
