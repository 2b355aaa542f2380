package views

import (
	"strings"
	"time"

	"lumbung/views/i18n"
)

// DataPage lists the public lists as files (/data).
type DataPage struct {
	Sets    []DataSet
	Licence Licence // the zero Licence names none
}

// DataSet is one public list. Its title and description are among the words, as
// are those of its columns.
type DataSet struct {
	Name    string // as in /data/{name}.csv
	Page    string // where people read the same
	Columns []string
	Changed time.Time // latest change in it; zero for an empty one
}

// Licence is what others may do with the public lists.
type Licence struct {
	SPDX string // as in https://spdx.org/licenses
	URL  string
}

// DataLicences are the licences that the lists can stand under, those that the
// Open Definition knows for data.
func DataLicences() []Licence {
	return []Licence{
		{"CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"},
		{"CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"},
		{"CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"},
		{"ODC-By-1.0", "https://opendatacommons.org/licenses/by/1-0/"},
		{"ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"},
	}
}

// DataLicence is the licence of a name.
func DataLicence(spdx string) (Licence, bool) {
	for _, x := range DataLicences() {
		if x.SPDX == spdx {
			return x, true
		}
	}
	return Licence{}, false
}

// word is the key of the title of a list; its description is word_text.
func (d DataSet) word() string { return "choice.data_" + strings.ReplaceAll(d.Name, "-", "_") }

func (d DataSet) title(l i18n.Lang) string { return l.T(d.word()) }
func (d DataSet) text(l i18n.Lang) string  { return l.T(d.word() + "_text") }
func (d DataSet) file(format string) string {
	return "/data/" + d.Name + "." + format
}

// columns says what each column means.
func (d DataSet) columns(l i18n.Lang) (list []Definition) {
	for _, name := range d.Columns {
		list = append(list, Definition{Term: name, Text: columnText(l, name)})
	}
	return list
}

func columnText(l i18n.Lang, name string) string { return l.T("choice.data_col_" + name) }

// StructuredData are the public lists for machines, in the words of schema.org.
func StructuredData(f Frame, p DataPage) []byte {
	var sets []thing
	for _, d := range p.Sets {
		set := thing{
			"@type": "Dataset", "@id": f.Origin + d.file("csv"), "name": d.title(f.Lang), "description": d.text(f.Lang),
			"url": f.Origin + f.Href("/data") + "#" + d.Name, "isAccessibleForFree": true, "inLanguage": string(i18n.ID), "creator": owner(),
			"variableMeasured": d.Columns,
			"distribution": []thing{
				{"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": f.Origin + d.file("csv")},
				{"@type": "DataDownload", "encodingFormat": "application/json", "contentUrl": f.Origin + d.file("json")},
			},
		}
		sets = append(sets, set.with("license", p.Licence.URL).with("dateModified", d.Changed))
	}
	t := thing{"@type": "DataCatalog", "name": f.T("data.title"), "description": f.T("data.lead"), "dataset": sets, "creator": owner()}
	return t.with("@id", f.Origin+"/data").with("url", f.address()).write()
}

func owner() thing { return thing{"@type": "GovernmentOrganization", "name": i18n.ID.T("site.owner")} }

// file is the whole of what a query finds, as a table for machines.
func (a CatalogueAsk) file() string {
	a.Cursor = ""
	return strings.Replace(a.Href(i18n.ID), "/katalog", "/katalog.csv", 1)
}
