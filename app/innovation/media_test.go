package innovation

import (
	"strings"
	"testing"

	"lumbung/app/fault"
)

func TestAVideoIsALinkToASiteThatWeKnow(t *testing.T) {
	b := newBench(t)
	rec := b.must(b.Begin(b.as(maker), wheelchair()))
	set := func(video, transcript string) error {
		_, err := b.SetMedia(b.as(maker), MediaEdit{Innovation: rec.Slug, Version: rec.Version, Video: video, Transcript: transcript, Signed: true})
		return err
	}
	for _, video := range []string{
		"javascript:alert(1)", "http://www.youtube.com/watch?v=1", "https://youtube.com.evil.example/x", "https://user@youtube.com/x", "https://youtube.com:8443/x",
		"//youtube.com/x", "data:text/html,x", "https://notyoutube.com/x", "https://", "youtube", "https://youtube.com/" + strings.Repeat("x", 500),
	} {
		if err := set(video, "Isi video."); fields(err) != "video" {
			t.Errorf("%q: %v", video, err)
		}
	}
	if err := set("https://www.youtube.com/watch?v=contoh", " "); fields(err) != "transcript" {
		t.Errorf("without a transcript: %v", err)
	}
	for _, video := range []string{"https://www.youtube.com/watch?v=contoh", "https://youtu.be/contoh", "https://sentra.kemensos.go.id/video/1", ""} {
		now := b.must(b.See(b.as(maker), rec.Slug))
		got, err := b.SetMedia(b.as(maker), MediaEdit{Innovation: rec.Slug, Version: now.Version, Video: video, Transcript: "Isi video."})
		if err != nil || got.Media.Video != video || (video == "") != (got.Media == Media{}) {
			t.Errorf("%q: %+v, %v", video, got.Media, err)
		}
	}
}

func TestTheVideoOfAnOlderFormIsRefusedOnlyWhenItHasChanged(t *testing.T) {
	b := newBench(t)
	rec := b.must(b.Begin(b.as(maker), wheelchair()))
	changed := b.must(b.AddPhoto(b.as(maker), NewPhoto{Innovation: rec.Slug, Photo: photo(90)}))
	in := MediaEdit{Innovation: rec.Slug, Version: rec.Version, Video: "https://youtu.be/satu", Transcript: "Satu."}
	first, err := b.SetMedia(b.as(maker), in)
	if err != nil || first.Version <= changed.Version || first.Media.Host() != "youtu.be" {
		t.Fatalf("after a photo was added: %+v, %v", first.Media, err)
	}
	in.Video = "https://youtu.be/dua"
	if _, err := b.SetMedia(b.as(head), in); fault.CodeOf(err) != fault.Stale {
		t.Errorf("over another video: %v", err)
	}
	if _, err := b.SetMedia(b.as(stranger), in); err == nil {
		t.Error("another centre set the video")
	}
}
