package views

import (
	"cmp"
	"strings"
	"time"

	"lumbung/app/innovation"
	"lumbung/views/i18n"
)

// rowsOfText gathers values and rows; what says nothing stays out.
type rowsOfText []designRow

func (r *rowsOfText) add(label, text string) {
	if text != "" {
		*r = append(*r, designRow{label, text})
	}
}

// together are the parts of a row with their names, but for those that say
// nothing. A row of which nothing is said but that it is there says so.
func together(l i18n.Lang, pairs ...string) string {
	var bits []string
	for i := 0; i+1 < len(pairs); i += 2 {
		switch label, text := pairs[i], pairs[i+1]; {
		case text == "":
		case label == "":
			bits = append(bits, text)
		default:
			bits = append(bits, l.T("version.pair", "label", l.T(label), "text", text))
		}
	}
	return cmp.Or(strings.Join(bits, " · "), l.T("version.there"))
}

// designRows are the values of a part of a design, or of the video, as people
// read them: measures with their units, choices in their words, days by the
// language, lists row by row. ok is false for an answer of the form.
func designRows(l i18n.Lang, name string, c innovation.Content) (rows rowsOfText, ok bool) {
	b := c.Blueprint
	switch name {
	case "blueprint_sizes":
		rows.sizes(l, b.Sizes)
	case "blueprint_releases":
		for _, x := range b.Releases {
			rows.add(l.T("blueprint.version_of", "version", x.Version), together(l, "", dayOrNone(l, x.Date), "", x.Note))
		}
	case "blueprint_tests":
		for _, x := range b.Tests {
			rows.add(testName(l, x), testWords(l, x))
		}
	case "blueprint_safety":
		rows.add(l.T("choice.spec_statement"), b.Safety.Statement)
		rows.add(l.T("choice.spec_not_for"), b.Safety.NotFor)
	case "blueprint_certificates":
		for _, x := range b.Certificates {
			rows.add(x.Standard, together(l, "choice.spec_number", x.Number, "choice.spec_body", x.Body, "choice.spec_until", dayOrNone(l, x.Until), "choice.spec_link", x.Link))
		}
	case "blueprint_rights":
		rows.rights(l, b.Rights)
	case "blueprint_parts":
		rows.parts(l, b.Parts)
	case "blueprint_files":
		for _, x := range b.Files {
			rows.add(x.Name, together(l, "", x.Title, "choice.spec_kind", l.T("choice.filekind_"+x.Kind), "", fileSize(l, x.Size), "blueprint.checksum", x.Hash))
		}
	case "media":
		rows.video(l, c.Media)
	default:
		return nil, false
	}
	return rows, true
}

func (r *rowsOfText) sizes(l i18n.Lang, s innovation.Sizes) {
	for _, x := range []struct {
		label string
		mm    int64
	}{{"choice.spec_length_mm", s.Length}, {"choice.spec_width_mm", s.Width}, {"choice.spec_height_mm", s.Height}} {
		if x.mm != 0 {
			r.add(l.T(x.label), centimetres(l, x.mm)+" cm")
		}
	}
	r.add(l.T("choice.spec_mass_g"), weight(l, s.Mass))
	if s.MaxLoad != 0 {
		r.add(l.T("choice.spec_max_load_kg"), l.Number(s.MaxLoad)+" kg")
	}
	r.add(l.T("choice.spec_power"), s.Power)
	r.add(l.T("choice.spec_user"), s.User)
	for _, x := range s.Fittings {
		r.add(l.T("version.fitting", "name", x.Name), together(l, "", fittingSpan(l, x), "choice.spec_how", x.How))
	}
}

// weight is a mass in kilograms where those tell it exactly, else in grams.
func weight(l i18n.Lang, grams int64) string {
	switch {
	case grams == 0:
		return ""
	case grams%100 == 0:
		return l.Decimal(float64(grams)/1000, 1) + " kg"
	}
	return l.Number(grams) + " g"
}

// fittingSpan is from where to where a fitting can be set.
func fittingSpan(l i18n.Lang, x innovation.Fitting) string {
	span := l.Number(x.From)
	if x.To != x.From {
		span += "–" + l.Number(x.To)
	}
	return span + " " + l.T("choice.fitunit_"+x.Unit)
}

func testName(l i18n.Lang, t innovation.SafetyTest) string {
	return l.T("version.test", "test", l.T("choice.test_"+t.Parameter), "batch", t.Batch)
}

func testWords(l i18n.Lang, t innovation.SafetyTest) string {
	return together(l, "", l.T("choice.result_"+t.Result), "choice.spec_value", t.Value, "choice.spec_limit", t.Limit, "", dayOrNone(l, t.Date), "choice.spec_by", t.By)
}

func (r *rowsOfText) rights(l i18n.Lang, x innovation.Rights) {
	r.add(l.T("choice.spec_producer"), inWords(l, "choice.producer_", x.Producer))
	r.add(l.T("choice.spec_hardware"), licenceWords(x.Hardware))
	r.add(l.T("choice.spec_software"), licenceWords(x.Software))
	r.add(l.T("choice.spec_documents"), licenceWords(x.Documents))
	r.add(l.T("choice.spec_ip"), inWords(l, "choice.ip_", x.IP))
	r.add(l.T("choice.spec_ip_kind"), inWords(l, "choice.ipkind_", x.IPKind))
	r.add(l.T("choice.spec_ip_number"), x.IPNumber)
	r.add(l.T("choice.spec_ip_holder"), x.IPHolder)
	r.add(l.T("version.ip_date"), dayOrNone(l, x.IPDate))
	r.add(l.T("choice.spec_after"), dayOrNone(l, x.After))
	r.add(l.T("choice.spec_repository"), x.Repository)
	r.add(l.T("choice.spec_fork_of"), x.ForkOf)
}

// licenceWords is an identifier with the name of the licence.
func licenceWords(id string) string {
	if x, ok := innovation.LicenceOf(id); ok && id != "" {
		return x.ID + " (" + x.Name + ")"
	}
	return id
}

func (r *rowsOfText) parts(l i18n.Lang, p innovation.PartsList) {
	r.add(l.T("choice.spec_prices_on"), dayOrNone(l, p.PricesOn))
	for _, x := range p.Rows {
		price := l.T("blueprint.no_price")
		if x.Price > 0 {
			price = l.T("version.price_each", "price", l.Rupiah(x.Price))
		}
		r.add(x.Name, together(l, "", strings.TrimSpace(l.Number(x.Quantity)+" "+x.Unit), "", price, "choice.spec_source", x.Source, "choice.spec_remark", x.Note))
	}
}

func (r *rowsOfText) video(l i18n.Lang, m innovation.Media) {
	if m.Video == "" {
		return
	}
	r.add(l.T("media.video"), m.Video)
	signed := l.T("innovation.no")
	if m.Signed {
		signed = l.T("innovation.yes")
	}
	r.add(l.T("media.signed"), signed)
	r.add(l.T("media.transcript"), m.Transcript)
}

func dayOrNone(l i18n.Lang, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return l.Date(t)
}

// BlueprintWord is a value of a form of a design as people read it: choices by
// their words, days by the language. name is that of the input.
func BlueprintWord(l i18n.Lang, name, value string) string {
	if value == "" {
		return ""
	}
	bits := strings.Split(name, ".")
	field := bits[len(bits)-1]
	family := map[string]string{
		"ip": "ip", "ip_kind": "ipkind", "producer": "producer", "parameter": "test", "result": "result",
	}[field]
	if field == "unit" && bits[0] == "sizes" {
		family = "fitunit"
	}
	if family != "" {
		return l.T("choice." + family + "_" + value)
	}
	if day, err := time.Parse(time.DateOnly, value); err == nil {
		return l.Date(day)
	}
	return value
}
