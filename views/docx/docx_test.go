package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// read is the text of each paragraph of a document, with its style before it. It
// fails when any of its parts is no XML.
func read(t interface{ Fatal(...any) }, data []byte) (paragraphs []string) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		dec, last := xml.NewDecoder(in), ""
		for {
			token, err := dec.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(f.Name, err)
			}
			switch x := token.(type) {
			case xml.StartElement:
				switch last = x.Name.Local; {
				case f.Name != "word/document.xml":
				case last == "pStyle":
					paragraphs = append(paragraphs, x.Attr[0].Value+":")
				case last == "br":
					paragraphs[len(paragraphs)-1] += "\n"
				}
			case xml.CharData:
				if last == "t" {
					paragraphs[len(paragraphs)-1] += string(x)
				}
			case xml.EndElement:
				last = ""
			}
		}
	}
	return paragraphs
}

func TestADocumentReadsBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Document{Title: rapid.String().Draw(t, "title"), Language: "id-ID"}
		var want []string
		for _, text := range rapid.SliceOfN(rapid.String(), 1, 5).Draw(t, "texts") {
			text += ` <w:p> & "` + "\n" + "baris"
			d.Add(Body, text)
			want = append(want, "Normal:"+text)
		}
		var out bytes.Buffer
		if n, err := d.WriteTo(&out); err != nil || n != int64(out.Len()) {
			t.Fatal(n, err)
		}
		got := read(t, out.Bytes())
		if len(got) != len(want) {
			t.Fatalf("%d paragraphs, want %d", len(got), len(want))
		}
		for i := range want {
			if plain(got[i]) != plain(want[i]) {
				t.Fatalf("paragraph %q, want %q", got[i], want[i])
			}
		}
	})
}

// plain leaves out what XML cannot hold.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r >= 0xFFFD {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

func TestTheSameDocumentIsTheSameBytes(t *testing.T) {
	one, two := Document{Title: "a", Language: "id-ID"}, Document{Title: "a", Language: "id-ID"}
	var first, second bytes.Buffer
	for d, out := range map[*Document]*bytes.Buffer{&one: &first, &two: &second} {
		d.Add(Title, "a")
		d.Add(Heading, "b")
		if _, err := d.WriteTo(out); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two writings differ")
	}
	if got := read(t, first.Bytes()); strings.Join(got, " ") != "Title:a Heading1:b" {
		t.Errorf("styles = %q", got)
	}
}
