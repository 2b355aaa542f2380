package views

import (
	"strconv"

	"lumbung/app/ska"
	"lumbung/views/i18n"
)

// StructuredSKA is an SKA for machines: an office of the government, where it is
// and when it is open.
func StructuredSKA(f Frame, x ska.Sheet, place string) []byte {
	t := thing{"@type": "GovernmentOrganization", "name": i18n.ID.T("ska.of", "centre", x.Name)}
	t.with("@id", f.Origin+"/ska/"+x.Centre).with("url", f.address()).with("description", x.About).with("telephone", x.Phone).with("email", x.Email).
		with("parentOrganization", f.organisation(x.Name, x.Centre)).with("location", skaPlace(f, x, place))
	cover, _ := x.Cover()
	t.with("image", f.picture(cover))
	return t.write()
}

func skaPlace(f Frame, x ska.Sheet, region string) thing {
	address := thing{"@type": "PostalAddress", "addressCountry": "ID"}
	address.with("streetAddress", x.Address).with("addressLocality", region)
	place := thing{"@type": "Place", "name": i18n.ID.T("ska.of", "centre", x.Name), "address": address}
	return place.withHours("openingHoursSpecification", x.Hours)
}

// StructuredOffering is what an SKA makes or does, for machines. Its price is
// information; it is left out where none is told.
func StructuredOffering(f Frame, p OfferingPage) []byte {
	o, seller := p.Offering, f.skaOf(p)
	at := thing{"@type": "Place"}
	at.with("name", o.Place).withHours("openingHoursSpecification", o.Hours)
	t := thing{"@type": "Product", "name": o.Title}
	t.with("@id", f.Origin+OfferingHref(o.Slug)).with("url", f.address()).with("description", o.Text).with("category", lineName(f.Lang, o.Line))
	cover, _ := o.Cover()
	t.with("image", f.picture(cover))
	offer := offerOf(o)
	switch {
	case o.Kind == ska.Service:
		t["@type"] = "Service"
		t.with("provider", seller).withHours("hoursAvailable", o.Hours)
		if offer != nil {
			offer["availableAtOrFrom"] = at
		}
	case offer != nil:
		t.with("manufacturer", seller)
		offer["availableAtOrFrom"], offer["seller"] = at, seller
	default:
		t.with("manufacturer", seller)
	}
	return t.with("offers", offer).write()
}

// skaOf is the SKA behind an offering.
func (f Frame) skaOf(p OfferingPage) thing {
	t := thing{"@type": "GovernmentOrganization", "name": i18n.ID.T("ska.of", "centre", p.CentreName)}
	return t.with("@id", f.Origin+"/ska/"+p.Offering.Centre).with("url", f.Origin+f.Href("/ska/"+p.Offering.Centre))
}

// offerOf is the price of an offering; nil where it tells none.
func offerOf(o ska.Offering) thing {
	if o.PriceFrom == 0 {
		return nil
	}
	offer := thing{"@type": "Offer", "priceCurrency": "IDR"}
	if o.PriceTo > o.PriceFrom {
		offer["@type"], offer["lowPrice"], offer["highPrice"] = "AggregateOffer", rupiahs(o.PriceFrom), rupiahs(o.PriceTo)
	} else {
		offer["price"] = rupiahs(o.PriceFrom)
		if o.Per != "" {
			offer["priceSpecification"] = thing{"@type": "UnitPriceSpecification", "price": rupiahs(o.PriceFrom), "priceCurrency": "IDR", "unitText": o.Per}
		}
	}
	switch {
	case o.State == ska.Archived:
		offer["availability"] = "https://schema.org/Discontinued"
	case o.Available:
		offer["availability"] = "https://schema.org/InStock"
	default:
		offer["availability"] = "https://schema.org/OutOfStock"
	}
	return offer
}

func rupiahs(n int64) string { return strconv.FormatInt(n, 10) }
