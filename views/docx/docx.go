// Package docx writes a plain document for word processors: a title, headings,
// paragraphs, in styles that assistive technology knows (ECMA-376, WordprocessingML).
// There is no library for it: all that is needed is four small files in a ZIP.
package docx

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
)

// Style is what a paragraph is.
type Style string

// The styles.
const (
	Title   Style = "Title"
	Heading Style = "Heading1"
	Body    Style = "Normal"
	Note    Style = "Note"    // small and grey: about the text, not of it
	Warning Style = "Warning" // bold: something has to be mended
)

// Document is a document under construction.
type Document struct {
	Title    string
	Language string // of all its text: id-ID
	text     strings.Builder
}

// Add adds a paragraph; line ends in it stay.
func (d *Document) Add(style Style, text string) {
	fmt.Fprintf(&d.text, `<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>`, style)
	for i, line := range strings.Split(text, "\n") {
		d.text.WriteString("<w:r>")
		if i > 0 {
			d.text.WriteString("<w:br/>")
		}
		d.text.WriteString(`<w:t xml:space="preserve">` + escape(line) + "</w:t></w:r>")
	}
	d.text.WriteString("</w:p>")
}

// escape makes text safe in XML: what XML cannot hold becomes U+FFFD.
func escape(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder takes everything
	return b.String()
}

const (
	head  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	space = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
)

// WriteTo writes the document. The same content gives the same bytes.
func (d *Document) WriteTo(w io.Writer) (int64, error) {
	out := &counted{w: w}
	z := zip.NewWriter(out)
	for _, part := range [][2]string{
		{"[Content_Types].xml", head + contentTypes},
		{"_rels/.rels", head + relations},
		{"word/_rels/document.xml.rels", head + documentRelations},
		{"docProps/core.xml", head + d.properties()},
		{"word/styles.xml", head + d.styles()},
		{"word/document.xml", head + "<w:document" + space + "><w:body>" + d.text.String() + pageSize + "</w:body></w:document>"},
	} {
		file, err := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Deflate, Modified: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return out.n, fmt.Errorf("docx: %w", err)
		}
		if _, err := io.WriteString(file, part[1]); err != nil {
			return out.n, fmt.Errorf("docx: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return out.n, fmt.Errorf("docx: %w", err)
	}
	return out.n, nil
}

type counted struct {
	w io.Writer
	n int64
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

func (d *Document) properties() string {
	return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
		"<dc:title>" + escape(d.Title) + "</dc:title><dc:language>" + escape(d.Language) + "</dc:language></cp:coreProperties>"
}

func (d *Document) styles() string {
	style := func(id, name, paragraph, run string) string {
		return `<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + name + `"/><w:pPr>` + paragraph + "</w:pPr><w:rPr>" + run + "</w:rPr></w:style>"
	}
	return "<w:styles" + space + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="22"/><w:lang w:val="` + escape(d.Language) + `"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		style(string(Body), "Normal", `<w:spacing w:after="160" w:line="288" w:lineRule="auto"/>`, "") +
		style(string(Title), "Title", `<w:spacing w:after="240"/>`, `<w:b/><w:sz w:val="36"/>`) +
		style(string(Heading), "heading 1", `<w:keepNext/><w:spacing w:before="320" w:after="80"/><w:outlineLvl w:val="0"/>`, `<w:b/><w:sz w:val="28"/>`) +
		style(string(Note), "Note", `<w:spacing w:after="120"/>`, `<w:color w:val="595959"/><w:sz w:val="20"/>`) +
		style(string(Warning), "Warning", `<w:spacing w:after="120"/>`, `<w:b/><w:color w:val="9C1C00"/>`) +
		"</w:styles>"
}

const (
	contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

	relations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

	documentRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`

	// A4 with margins of 2.5 cm, in twentieths of a point.
	pageSize = `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417"/></w:sectPr>`
)
