package ska

import (
	"context"
	"slices"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// maxPhotos is how many photos a profile or an offering may have.
const maxPhotos = 12

// NewPhoto is one more photo of an SKA. It is public at once, so it needs its
// words.
type NewPhoto struct {
	Centre string `json:"centre" validate:"required,max=120"`
	Photo  []byte `json:"photo" validate:"required,min=1"` // a file: JPEG, PNG, WebP or GIF
	Alt    string `json:"alt" validate:"required,max=300"`
}

// PhotoChange says what becomes of a photo that is there.
type PhotoChange struct {
	Centre string `json:"centre" validate:"required,max=120"`
	Hash   string `json:"hash" validate:"required,len=32,hexadecimal,lowercase"`
	Alt    string `json:"alt" validate:"required,max=300"`
	Cover  bool   `json:"cover"` // it becomes the first
	Remove bool   `json:"remove"`
}

// Check finds what no tag can say.
func (in NewPhoto) Check() []fault.Field { return noNIK("alt", in.Alt) }

// Check finds what no tag can say.
func (in PhotoChange) Check() []fault.Field { return noNIK("alt", in.Alt) }

// AddPhoto adds a photo to a profile.
func (h *House) AddPhoto(ctx context.Context, in NewPhoto) (Profile, error) {
	pic, err := h.pictures.Expose(ctx, policy.SKAEdit, "photo", in.Photo)
	if err != nil {
		return Profile{}, err
	}
	return edit(ctx, h, in, in.Centre, func(tx *op.Tx, p *Profile) error {
		was := p.Photos
		if p.Photos, err = withPhoto(tx, p.Photos, pic, in.Alt); err != nil {
			return err
		}
		return p.save(tx, Version{Part: PartPhotos, Changes: diff(photoFields(was), photoFields(p.Photos))})
	})
}

// ChangePhoto changes the words of a photo, its place, or takes it off.
func (h *House) ChangePhoto(ctx context.Context, in PhotoChange) (Profile, error) {
	return edit(ctx, h, in, in.Centre, func(tx *op.Tx, p *Profile) error {
		was, err := p.Photos, error(nil)
		if p.Photos, err = in.onto(p.Photos); err != nil {
			return err
		}
		return p.save(tx, Version{Part: PartPhotos, Changes: diff(photoFields(was), photoFields(p.Photos))})
	})
}

// withPhoto adds a picture to a list. The same picture again changes its words.
func withPhoto(tx *op.Tx, list []innovation.Photo, pic innovation.Exposure, alt string) ([]innovation.Photo, error) {
	photo, err := pic.Keep(tx, alt)
	if err != nil {
		return list, err
	}
	list = slices.Clone(list)
	at := slices.IndexFunc(list, func(x innovation.Photo) bool { return x.Hash == photo.Hash })
	switch {
	case at >= 0:
		list[at].Alt = alt
	case len(list) == maxPhotos:
		return list, fault.InField("photo", "innovation.too_many_photos", fault.Args{"max": maxPhotos})
	default:
		list = append(list, photo)
	}
	return list, nil
}

func (in PhotoChange) onto(list []innovation.Photo) ([]innovation.Photo, error) {
	at := slices.IndexFunc(list, func(x innovation.Photo) bool { return x.Hash == in.Hash })
	if at < 0 {
		return list, fault.Missing("picture")
	}
	x := list[at]
	x.Alt = in.Alt
	list = slices.Delete(slices.Clone(list), at, at+1)
	switch {
	case in.Remove:
		return list, nil
	case in.Cover:
		return slices.Insert(list, 0, x), nil
	default:
		return slices.Insert(list, at, x), nil
	}
}

// photoFields tells of photos by the beginnings of their names and their words.
func photoFields(list []innovation.Photo) []field {
	var text string
	for _, x := range list {
		text += x.Hash[:min(12, len(x.Hash))] + " " + x.Alt + "; "
	}
	return []field{{"photos", text}}
}

// cover is the picture that stands for a list; ok is false when there is none.
func cover(list []innovation.Photo) (first innovation.Photo, ok bool) {
	if len(list) == 0 {
		return innovation.Photo{}, false
	}
	return list[0], true
}
