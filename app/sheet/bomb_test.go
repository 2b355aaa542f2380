package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"io"
	"runtime"
	"testing"
)

// bombed is a workbook of a few hundred kilobytes whose only sheet unpacks to
// size bytes.
func bombed(t *testing.T, size int) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	for name, text := range map[string]string{
		"xl/workbook.xml":            `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`,
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
		if name != "xl/worksheets/sheet1.xml" {
			continue
		}
		blanks := bytes.Repeat([]byte(" "), 1<<20)
		for n := len(text); n < size; n += len(blanks) {
			if _, err := w.Write(blanks); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// lied lets every entry of a ZIP claim that it unpacks to a thousand bytes.
func lied(data []byte) []byte {
	for at, where := range map[string]int{"PK\x01\x02": 24, "PK\x07\x08": 12} {
		for i := 0; ; {
			n := bytes.Index(data[i:], []byte(at))
			if n < 0 {
				break
			}
			i += n
			binary.LittleEndian.PutUint32(data[i+where:], 1000)
			i += len(at)
		}
	}
	return data
}

func TestAWorkbookThatWouldBurstIsRefusedBeforeItFillsTheMemory(t *testing.T) {
	const large = 600 << 20
	for name, tt := range map[string]struct {
		data []byte
		want string
	}{
		"it says how large it is": {bombed(t, large), "sheet.bomb"},
		"it lies about that":      {lied(bombed(t, large)), "sheet.damaged"},
	} {
		if len(tt.data) > 2<<20 {
			t.Fatalf("%s: the bomb has %d bytes", name, len(tt.data))
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, bad := Read(tt.data, known())
		runtime.ReadMemStats(&after)
		if len(bad.List) != 1 || bad.List[0].Key != tt.want {
			t.Errorf("%s: %+v; want %s", name, bad.List, tt.want)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > 16<<20 {
			t.Errorf("%s: reading took %d MiB", name, took>>20)
		}
	}
}
