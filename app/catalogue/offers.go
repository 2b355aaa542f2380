package catalogue

import (
	"context"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/ska"
)

// Offers is the Source of what SKA offer: products and services that are
// published. None is for sale here.
type Offers struct {
	Deps *op.Deps
	From *ska.House
}

// Page returns published offerings, the newest first.
func (s Offers) Page(ctx context.Context, cursor string) ([]Entry, string, error) {
	page, err := s.From.Offerings(ctx, ska.List{Cursor: cursor, Limit: chunk})
	if err != nil {
		return nil, "", err
	}
	var entries []Entry
	for _, o := range page.Items {
		e, err := s.entry(ctx, o)
		if err != nil {
			return nil, "", err
		}
		entries = append(entries, e)
	}
	return entries, page.Next, nil
}

// One returns a published offering.
func (s Offers) One(ctx context.Context, id op.ID) (Entry, bool, error) {
	o, err := s.From.Offering(ctx, id.String())
	if fault.CodeOf(err) == fault.NotFound || err == nil && o.State != ska.Published {
		return Entry{}, false, nil
	}
	if err != nil {
		return Entry{}, false, err
	}
	e, err := s.entry(ctx, o)
	return e, err == nil, err
}

// Touched are the offerings that a commit is about.
func (s Offers) Touched(_ context.Context, e op.Entry) ([]op.ID, error) {
	return subjects(e, "offering"), nil
}

func (s Offers) entry(ctx context.Context, o ska.Offering) (Entry, error) {
	e := Entry{
		ID: o.ID, Type: OfOffer, Slug: o.Slug, Title: o.Title, Summary: firstSentence(o.Text), Kind: KindOffer, Text: o.Text, Centre: o.Centre,
		PublishedAt: o.PublishedAt, ChangedAt: o.ChangedAt,
		Words: strings.Join([]string{o.Place, o.MadeBy, lineWords(o.Line)}, " . "),
	}
	e.Photo, _ = o.Cover()
	return complete(ctx, s.Deps, e, nil)
}

// lineWords are what people call a line of business when they search for it.
func lineWords(line string) string {
	return map[string]string{
		"cafe": "kafe kopi kuliner makanan minuman", "catering": "katering nasi kotak konsumsi", "bakery": "roti kue", "batik": "batik ciprat ciwitan kain",
		"screen_printing": "sablon kaus", "sewing": "jahit tas baju konveksi", "wood": "kerajinan kayu mebel", "handicraft": "kerajinan tangan suvenir",
		"shop": "toko warung", "plants": "tanaman hias hidroponik sayur", "farm": "ikan telur ternak", "laundry": "penatu cuci setrika laundry",
		"car_wash": "cuci mobil motor", "motor": "bengkel motor", "welding": "las", "electronics": "servis elektronik", "salon": "salon pangkas rambut",
		"massage": "pijat", "music": "musik",
	}[line]
}
