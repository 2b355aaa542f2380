package innovation

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Media is a video about an innovation, best in sign language, and all that is
// said in it in writing. The video stays where it is: a page links to it and
// loads nothing from there.
type Media struct {
	Video      string `cbor:"1,keyasint,omitempty" json:"video,omitempty"`  // https, at one of VideoHosts
	Signed     bool   `cbor:"2,keyasint,omitempty" json:"signed,omitempty"` // in sign language (BISINDO or SIBI)
	Transcript string `cbor:"3,keyasint,omitempty" json:"transcript,omitempty"`
}

// text is the video as a difference between two versions shows it.
func (m Media) text() string {
	if m.Video == "" {
		return ""
	}
	return strings.Join([]string{m.Video, strconv.FormatBool(m.Signed), m.Transcript}, "\n")
}

// VideoHosts are where a video may be; a host stands for those below it too.
func VideoHosts() []string {
	return []string{"kemensos.go.id", "youtube.com", "youtu.be", "vimeo.com"}
}

// Host is the site that the video is at.
func (m Media) Host() string {
	u, err := url.Parse(m.Video)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Host, "www.")
}

// MediaEdit is the video of an innovation as somebody enters it; an empty
// address takes it away.
type MediaEdit struct {
	Innovation string `json:"innovation" validate:"required,max=200"` // slug, code or id
	Version    int64  `json:"version"`                                // that was seen
	Video      string `json:"video" validate:"max=400"`
	Signed     bool   `json:"signed"`
	Transcript string `json:"transcript" validate:"max=10000"`
}

// Check refuses an address that is not a page of one of VideoHosts, and a video
// without its transcript: not everybody hears it or can load it.
func (in MediaEdit) Check() (bad []fault.Field) {
	video := strings.TrimSpace(in.Video)
	if video == "" {
		return nil
	}
	if !videoAddress(video) {
		bad = append(bad, fault.Field{Name: "video", Key: "media.host", Args: fault.Args{"hosts": strings.Join(VideoHosts(), ", ")}})
	}
	if strings.TrimSpace(in.Transcript) == "" {
		bad = append(bad, fault.Field{Name: "transcript", Key: "media.transcript_needed"})
	}
	return bad
}

func videoAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Scheme == "https" && u.User == nil && u.Port() == "" && slices.ContainsFunc(VideoHosts(), func(h string) bool {
		host := strings.ToLower(u.Host)
		return host == h || strings.HasSuffix(host, "."+h)
	})
}

// SetMedia puts a video into the working copy. It fails with Stale when somebody
// has changed the video since the form was opened; a change elsewhere in the
// record does not disturb it.
func (n *Innovations) SetMedia(ctx context.Context, in MediaEdit) (Innovation, error) {
	return op.Write(ctx, n.d, policy.InnovationDraft, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := n.editable(tx, in.Innovation)
		if err != nil {
			return rec, err
		}
		if err := sameMedia(tx, &rec, in); err != nil {
			return rec, err
		}
		after := rec.Content.clone()
		after.Media = in.media()
		return rec, redraw(tx, &rec, after)
	})
}

// media is the video that is entered; without an address there is none.
func (in MediaEdit) media() Media {
	m := Media{Video: strings.TrimSpace(in.Video), Signed: in.Signed, Transcript: strings.TrimSpace(in.Transcript)}
	if m.Video == "" {
		return Media{}
	}
	return m
}

// sameMedia fails with Stale unless the video is still that of the version that
// was seen.
func sameMedia(r storage.Reader, rec *Innovation, in MediaEdit) error {
	if in.Version == rec.Version {
		return nil
	}
	clash, err := clashOf(r, rec, in.Version)
	if err != nil || clash.known && clash.Base.Media == rec.Media {
		return err
	}
	f := fault.New(fault.Stale, "error.stale", nil)
	f.Err = &MediaClash{*clash, in.media()}
	return f
}
