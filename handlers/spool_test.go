package handlers

import (
	"bytes"
	"fmt"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
)

func TestALongFileLeavesWholeThroughADisk(t *testing.T) {
	long := bytes.Repeat([]byte("0123456789abcdef"), spoolInMemory/8) // twice what memory keeps
	for name, want := range map[string][]byte{"short": []byte("a,b\n"), "long": long} {
		web := fiber.New()
		web.Get("/", func(c *fiber.Ctx) error {
			return answerFile(c, "kartu: 1/2.csv", "text/csv", func(out io.Writer) error {
				for part := range bytes.SplitSeq(want, []byte("f0")) {
					if _, err := fmt.Fprintf(out, "%s", part); err != nil {
						return err
					}
				}
				return nil
			})
		})
		res, err := web.Test(httptest.NewRequest(get, "/", nil), -1)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(res.Body)
		if err != nil || res.Body.Close() != nil {
			t.Fatal(err)
		}
		if plain := bytes.ReplaceAll(want, []byte("f0"), nil); !bytes.Equal(got, plain) {
			t.Errorf("%s: %d bytes came, want %d", name, len(got), len(plain))
		}
		if head := res.Header.Get("Content-Disposition"); !strings.Contains(head, `filename="kartu- 1-2.csv"`) {
			t.Errorf("%s: %s", name, head)
		}
	}
}
