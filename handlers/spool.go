package handlers

import (
	"bytes"
	"errors"
	"io"
	"net/url"
	"os"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/views"
	"lumbung/views/paper"
	"lumbung/views/sheet"
)

// spool takes what a long file is made of, so that the reading of the store is
// over before the first byte goes out: a slow client holds up nobody. What is
// long lies in a file that has no name any more.
type spool struct {
	small bytes.Buffer
	file  *os.File
	size  int
}

const spoolInMemory = 1 << 20

func (s *spool) Write(p []byte) (int, error) {
	s.size += len(p)
	if s.file == nil && s.small.Len()+len(p) <= spoolInMemory {
		return s.small.Write(p)
	}
	if s.file == nil {
		f, err := os.CreateTemp("", "lumbung-*")
		if err != nil {
			return 0, err
		}
		s.file = f
		if err := os.Remove(f.Name()); err != nil {
			return 0, err
		}
		if _, err := f.Write(s.small.Bytes()); err != nil {
			return 0, err
		}
		s.small = bytes.Buffer{}
	}
	return s.file.Write(p)
}

// send answers with what was written.
func (s *spool) send(c *fiber.Ctx) error {
	if s.file == nil {
		return c.Send(s.small.Bytes())
	}
	if _, err := s.file.Seek(0, io.SeekStart); err != nil {
		return fault.Wrap(errors.Join(err, s.file.Close()), "read a spooled file")
	}
	return c.SendStream(s.file, s.size) // which closes it
}

// answerFile answers with a file that write makes.
func answerFile(c *fiber.Ctx, name, kind string, write func(io.Writer) error) error {
	var out spool
	if err := write(&out); err != nil {
		if out.file != nil {
			err = errors.Join(err, out.file.Close())
		}
		return err
	}
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+fileName(name)+`"`)
	return out.send(c)
}

// answerTable answers with a table as CSV or XLSX.
func answerTable(c *fiber.Ctx, f sheet.Format, name, title string, head []sheet.Column, rows func(row func(...any) error) error) error {
	return answerFile(c, name+"."+string(f), f.ContentType(), func(out io.Writer) error {
		table, err := sheet.New(out, f, title, head)
		if err != nil {
			return err
		}
		err = rows(table.Row)
		return errors.Join(err, table.Close())
	})
}

// answerReport answers with a report on paper.
func answerReport(c *fiber.Ctx, name string, r paper.Report) error {
	return answerFile(c, name+".pdf", "application/pdf", r.Render)
}

// fileName keeps of a name what every system can store.
func fileName(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune(`"\/:*?<>|`, r) {
			return '-'
		}
		return r
	}, name)
}

// downloads lead to the page at hand as files, from its first line on.
func downloads(c *fiber.Ctx, path string, formats ...string) []views.Link {
	values, err := url.ParseQuery(string(c.Request().URI().QueryString()))
	if err != nil {
		values = url.Values{}
	}
	values.Del("cursor")
	var links []views.Link
	for _, f := range formats {
		href := path + "." + f
		if len(values) > 0 {
			href += "?" + values.Encode()
		}
		links = append(links, views.Link{Href: href, Text: strings.ToUpper(f)})
	}
	return links
}
