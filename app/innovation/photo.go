package innovation

import (
	"context"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/picture"
	"lumbung/app/policy"
	"lumbung/storage"
)

// film is a developed picture: where the blob of each width is. It is named by
// the first half of the hash of the widest, which is 128 bits and long enough.
type film struct {
	Hash   string    `cbor:"1,keyasint" json:"hash"`
	Prints []print   `cbor:"2,keyasint" json:"prints"` // narrowest first
	At     time.Time `cbor:"3,keyasint" json:"at"`
	Thumb  string    `cbor:"4,keyasint,omitempty" json:"thumb"` // WebP for lists; "" until it is made, see Complete
}

// print is one width of a picture.
type print struct {
	Width  int    `cbor:"1,keyasint" json:"width"`
	Height int    `cbor:"2,keyasint" json:"height"`
	Blob   string `cbor:"3,keyasint" json:"blob"`           // JPEG
	WebP   string `cbor:"4,keyasint,omitempty" json:"webp"` // the same, smaller; "" until it is made, see Complete
}

var films = storage.Table[film]{
	Kind: "picture",
	ID:   func(f *film) storage.Key { return storage.PictureByHash.Key().Text(f.Hash) },
}

// blobs are those that a film is kept in.
func (f *film) blobs() []string {
	list := []string{f.Thumb}
	for _, p := range f.Prints {
		list = append(list, p.Blob, p.WebP)
	}
	return slices.DeleteFunc(list, func(hash string) bool { return hash == "" })
}

// photo is the picture as a record refers to it.
func (f *film) photo(alt string) Photo {
	widest := f.Prints[len(f.Prints)-1]
	p := Photo{Hash: f.Hash, Alt: alt, Width: widest.Width, Height: widest.Height}
	for _, one := range f.Prints {
		p.Widths = append(p.Widths, one.Width)
	}
	return p
}

// keep stores the picture's record; the same picture twice is one.
func (f *film) keep(tx *op.Tx) error {
	rec := *f
	rec.At = tx.At
	if _, ok, err := films.Get(tx, films.ID(&rec)); err != nil || ok {
		return err
	}
	return films.Put(tx, &rec)
}

// hashLength is the length of the name of a picture, in hexadecimal digits.
const hashLength = 32

// develop turns an upload into a picture, before and outside the transaction:
// it takes long, and blobs that no record names do no harm. No data gives nil.
func (n *Innovations) develop(ctx context.Context, act policy.Action, field string, data []byte) (*film, error) {
	if len(data) == 0 || policy.Reach(op.ActorOf(ctx).Role, act) == policy.Never {
		return nil, nil // op.Write refuses the actor
	}
	leave, err := n.queue(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	variants, err := picture.Variants(field, data)
	if err != nil {
		return nil, err
	}
	f := &film{}
	for _, v := range variants {
		blob, err := n.d.Blobs.Put(v.JPEG)
		if err != nil {
			return nil, fault.Wrap(err, "keep a picture")
		}
		small, err := n.d.Blobs.Put(v.WebP)
		if err != nil {
			return nil, fault.Wrap(err, "keep a picture")
		}
		f.Hash = blob[:hashLength]
		f.Prints = append(f.Prints, print{Width: v.Width, Height: v.Height, Blob: blob, WebP: small})
	}
	return f, n.addThumb(f)
}

// MaxPhotos is how many photos an innovation may have.
const MaxPhotos = 12

// NewPhoto is one more photo.
type NewPhoto struct {
	Innovation string `json:"innovation" validate:"required,max=200"` // slug, code or id
	Photo      []byte `json:"photo" validate:"required,min=1"`        // a file: JPEG, PNG, WebP or GIF
	Alt        string `json:"alt" validate:"max=300"`
}

// AddPhoto adds a photo to the working copy. The same photo again changes its
// text alone.
func (n *Innovations) AddPhoto(ctx context.Context, in NewPhoto) (Innovation, error) {
	pic, err := n.develop(ctx, policy.InnovationPicture, "photo", in.Photo)
	if err != nil {
		return Innovation{}, err
	}
	return op.Write(ctx, n.d, policy.InnovationPicture, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := n.editable(tx, in.Innovation)
		if err != nil {
			return rec, err
		}
		was := rec.Content.clone()
		at := slices.IndexFunc(rec.Photos, func(p Photo) bool { return p.Hash == pic.Hash })
		switch {
		case at >= 0:
			rec.Photos[at].Alt = in.Alt
		case len(rec.Photos) == MaxPhotos:
			return rec, fault.InField("photo", "innovation.too_many_photos", fault.Args{"max": MaxPhotos})
		default:
			rec.Photos = append(rec.Photos, pic.photo(in.Alt))
		}
		if err := pic.keep(tx); err != nil {
			return rec, err
		}
		note(tx, was, rec.Content)
		rec.reopen()
		return rec, save(tx, &rec)
	})
}
