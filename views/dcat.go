package views

import (
	"time"

	"lumbung/views/i18n"
)

// node is one node of linked data.
type node map[string]any

func iri(address string) node { return node{"@id": address} }

// inBoth is a text in both languages.
func inBoth(key string) []node {
	return []node{{"@value": i18n.ID.T(key), "@language": "id"}, {"@value": i18n.EN.T(key), "@language": "en"}}
}

// DCAT is the catalogue of the public lists in the words of DCAT 3, in both
// languages. What the columns of a list mean is told in the words of CSV on the
// Web. It names no licence where the ministry has named none.
func DCAT(origin string, p DataPage) map[string]any {
	publisher := node{"@type": "foaf:Organization", "foaf:name": i18n.ID.T("site.owner")}
	var list []node
	for _, d := range p.Sets {
		set := node{
			"@type": "dcat:Dataset", "@id": origin + "/data#" + d.Name, "dct:identifier": d.Name, "dct:title": inBoth(d.word()), "dct:description": inBoth(d.word() + "_text"),
			"dct:publisher": publisher, "dcat:landingPage": iri(origin + d.Page), "dct:language": iri("http://id.loc.gov/vocabulary/iso639-1/id"),
			"dct:accrualPeriodicity": iri("http://purl.org/cld/freq/continuous"), "dct:accessRights": iri("http://publications.europa.eu/resource/authority/access-right/PUBLIC"),
			"dcat:distribution": []node{p.distribution(origin, d, "csv", "text/csv"), p.distribution(origin, d, "json", "application/json")},
		}
		if !d.Changed.IsZero() {
			set["dct:modified"] = node{"@type": "xsd:dateTime", "@value": d.Changed.UTC().Format(time.RFC3339)}
		}
		if p.Licence.URL != "" {
			set["dct:license"] = iri(p.Licence.URL)
		}
		list = append(list, set)
	}
	return map[string]any{
		"@context": map[string]string{
			"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
			"csvw": "http://www.w3.org/ns/csvw#", "xsd": "http://www.w3.org/2001/XMLSchema#",
		},
		"@type": "dcat:Catalog", "@id": origin + "/data", "dct:title": inBoth("data.title"), "dct:description": inBoth("data.lead"),
		"dct:publisher": publisher, "foaf:homepage": iri(origin + "/"), "dcat:dataset": list,
	}
}

// distribution is one file of a list.
func (p DataPage) distribution(origin string, d DataSet, format, media string) node {
	at := origin + d.file(format)
	file := node{
		"@type": "dcat:Distribution", "@id": at, "dcat:downloadURL": iri(at), "dcat:accessURL": iri(origin + "/data#" + d.Name),
		"dcat:mediaType": iri("https://www.iana.org/assignments/media-types/" + media), "dct:format": format,
	}
	if p.Licence.URL != "" {
		file["dct:license"] = iri(p.Licence.URL)
	}
	if format == "csv" {
		var columns []node
		for _, name := range d.Columns {
			columns = append(columns, node{"@type": "csvw:Column", "csvw:name": name, "dct:description": inBoth("choice.data_col_" + name)})
		}
		file["csvw:tableSchema"] = node{"@type": "csvw:Schema", "csvw:column": node{"@list": columns}}
	}
	return file
}
