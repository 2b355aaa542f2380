package views

import (
	"strings"

	"lumbung/views/i18n"
)

// DataPage lists the public lists as files (/data).
type DataPage struct{ Sets []DataSet }

// DataSet is one public list. Its title and description are among the words.
type DataSet struct {
	Name    string // as in /data/{name}.csv
	Page    string // where people read the same
	Columns []string
}

func (d DataSet) title(l i18n.Lang) string { return l.T("choice.data_" + d.Name) }
func (d DataSet) text(l i18n.Lang) string  { return l.T("choice.data_" + d.Name + "_text") }
func (d DataSet) file(format string) string {
	return "/data/" + d.Name + "." + format
}

// StructuredData are the public lists for machines, in the words of schema.org.
func StructuredData(f Frame, p DataPage) []byte {
	var sets []thing
	for _, d := range p.Sets {
		sets = append(sets, thing{
			"@type": "Dataset", "@id": f.Origin + d.file("csv"), "name": d.title(f.Lang), "description": d.text(f.Lang),
			"url": f.Origin + f.Href("/data") + "#" + d.Name, "isAccessibleForFree": true, "inLanguage": string(i18n.ID), "creator": owner(),
			"variableMeasured": d.Columns,
			"distribution": []thing{
				{"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": f.Origin + d.file("csv")},
				{"@type": "DataDownload", "encodingFormat": "application/json", "contentUrl": f.Origin + d.file("json")},
			},
		})
	}
	t := thing{"@type": "DataCatalog", "name": f.T("data.title"), "description": f.T("data.lead"), "dataset": sets, "creator": owner()}
	return t.with("@id", f.Origin+"/data").with("url", f.address()).write()
}

func owner() thing { return thing{"@type": "GovernmentOrganization", "name": i18n.ID.T("site.owner")} }

// DCAT is the catalogue of the public lists in the words of DCAT 3, in both
// languages. It names no licence: that is for the ministry to say.
func DCAT(origin string, sets []DataSet) map[string]any {
	both := func(key string) []map[string]string {
		return []map[string]string{{"@value": i18n.ID.T(key), "@language": "id"}, {"@value": i18n.EN.T(key), "@language": "en"}}
	}
	publisher := map[string]any{"@type": "foaf:Organization", "foaf:name": i18n.ID.T("site.owner")}
	const access = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
	var list []map[string]any
	for _, d := range sets {
		var files []map[string]any
		for format, media := range map[string]string{"csv": "text/csv", "json": "application/json"} {
			files = append(files, map[string]any{
				"@type": "dcat:Distribution", "@id": origin + d.file(format), "dcat:downloadURL": map[string]string{"@id": origin + d.file(format)},
				"dcat:mediaType": map[string]string{"@id": "https://www.iana.org/assignments/media-types/" + media}, "dct:format": format,
			})
		}
		list = append(list, map[string]any{
			"@type": "dcat:Dataset", "@id": origin + "/data#" + d.Name, "dct:identifier": d.Name, "dct:title": both("choice.data_" + d.Name), "dct:description": both("choice.data_" + d.Name + "_text"),
			"dct:publisher": publisher, "dcat:landingPage": map[string]string{"@id": origin + d.Page}, "dct:language": "id",
			"dct:accrualPeriodicity": map[string]string{"@id": "http://purl.org/cld/freq/continuous"}, "dct:accessRights": map[string]string{"@id": access},
			"dcat:distribution": files,
		})
	}
	return map[string]any{
		"@context": map[string]string{"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/"},
		"@type":    "dcat:Catalog", "@id": origin + "/data", "dct:title": both("data.title"), "dct:description": both("data.lead"),
		"dct:publisher": publisher, "dcat:dataset": list,
	}
}

// file is the whole of what a query finds, as a table for machines.
func (a CatalogueAsk) file() string {
	a.Cursor = ""
	return strings.Replace(a.Href(i18n.ID), "/katalog", "/katalog.csv", 1)
}
