package views

import (
	"encoding/json"
	"strings"
	"time"

	"lumbung/app/innovation"
	"lumbung/app/network"
	"lumbung/app/reference"
	"lumbung/views/i18n"
)

func (f Frame) ogType() string {
	if f.Kind == "" {
		return "website"
	}
	return f.Kind
}

func (f Frame) ogLocale() string {
	if f.Lang == i18n.EN {
		return "en_GB"
	}
	return "id_ID"
}

// thing is one thing in the words of schema.org. Entries that say nothing are
// left out.
type thing map[string]any

func (t thing) with(name string, value any) thing {
	switch v := value.(type) {
	case string:
		if v == "" {
			return t
		}
	case thing:
		if v == nil {
			return t
		}
	case time.Time:
		if v.IsZero() {
			return t
		}
		value = v.UTC().Format(time.RFC3339)
	}
	t[name] = value
	return t
}

// write gives a thing as JSON-LD that can stand inside a page: what could end
// its element is escaped.
func (t thing) write() []byte {
	t["@context"] = "https://schema.org"
	data, err := json.Marshal(t)
	if err != nil {
		return nil // texts and lists of texts always can be written
	}
	return data
}

// organisation is the centre behind something.
func (f Frame) organisation(name, code string) thing {
	if code == "" && name == "" {
		return nil
	}
	org := thing{"@type": "GovernmentOrganization", "name": name}
	if code != "" {
		org.with("@id", f.Origin+"/sentra/"+code).with("url", f.Origin+f.Href("/sentra/"+code))
	}
	return org
}

// picture is the address of a photo in its largest width, or that of the card of
// the page where there is no photo.
func (f Frame) picture(p innovation.Photo) string {
	if p.Hash == "" && f.Image != "" {
		return f.Origin + f.Image
	}
	if p.Hash == "" {
		return ""
	}
	return f.Origin + PhotoURL(p.Hash, p.Width)
}

// StructuredInnovation is an innovation for machines: a device is a product, a
// method a work. Nothing is for sale, so nothing is offered.
func StructuredInnovation(f Frame, p InnovationPage) []byte {
	s := p.Sheet
	t := thing{"@type": "CreativeWork", "name": s.Title, "identifier": s.Code}
	maker, made, renewed := "creator", "datePublished", "dateModified"
	if s.Kind == innovation.Device || s.Kind == innovation.Product {
		t["@type"], maker, made = "Product", "manufacturer", "releaseDate"
	} else {
		t.with(renewed, s.RenewedAt).with("inLanguage", string(i18n.ID))
	}
	cover, _ := s.Cover()
	t.with("@id", f.Origin+"/inovasi/"+s.Slug).with("url", f.address()).with("description", s.Summary).with("image", f.picture(cover)).
		with(made, s.PublishedAt).with(maker, f.organisation(p.CentreName, s.Centre)).with("audience", audience(f.Lang, s.ForWhom, s.Disabilities)).
		with("category", isoWords(f.Lang, s.ISO))
	return t.write()
}

// audience is for whom something is.
func audience(l i18n.Lang, whom string, codes []string) thing {
	var parts []string
	if whom != "" {
		parts = append(parts, whom)
	}
	if len(codes) > 0 {
		parts = append(parts, disabilityNames(l, codes))
	}
	if len(parts) == 0 {
		return nil
	}
	return thing{"@type": "PeopleAudience", "audienceType": strings.Join(parts, "; ")}
}

// StructuredModel is a device model for machines.
func StructuredModel(f Frame, p ModelPage) []byte {
	m := p.Sheet.Model
	t := thing{"@type": "Product", "name": m.Name, "sku": m.Code}
	t.with("@id", f.Origin+"/alat/"+m.Slug).with("url", f.address()).with("description", m.Summary).with("image", f.picture(p.Cover)).
		with("category", p.ISO).with("manufacturer", f.organisation(p.Maker, m.MakerCentre))
	if p.Innovation.Href != "" {
		t["isVariantOf"] = thing{"@type": "ProductGroup", "name": p.Innovation.Text, "url": f.Origin + p.Innovation.Href}
	}
	return t.write()
}

// StructuredCentre is a centre for machines.
func StructuredCentre(f Frame, book *reference.Book, x network.Centre) []byte {
	t := f.organisation(x.Name, x.Code)
	address := thing{"@type": "PostalAddress", "addressCountry": "ID"}
	address.with("streetAddress", x.Address).with("addressLocality", book.RegionName(x.Region))
	t.with("address", address).with("foundingDate", DayValue(x.ValidFrom)).with("dissolutionDate", DayValue(x.ValidTo))
	if len(x.Aliases) > 0 {
		t["alternateName"] = x.Aliases
	}
	t["parentOrganization"] = thing{"@type": "GovernmentOrganization", "name": i18n.ID.T("site.owner")}
	return t.write()
}
