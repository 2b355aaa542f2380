package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors are the rooms of the house from the top down. Code may import what
// stands lower, never what stands higher or on the same floor. Rooms below
// app/op are on one floor each, so there are no circles.
var floors = []string{
	"main",
	"cli",
	"tests",
	"handlers",
	"views",
	"app/sample",
	"app",
	"app/commandroom app/catalogue",
	"app/replication app/need",
	"app/outcome app/intake",
	"app/allocation app/ska",
	"app/innovation/innovationtest",
	"app/stock app/beneficiary app/innovation",
	"app/network app/identity app/holiday",
	"app/numbering app/picture app/sheet app/disclosure",
	"app/op/optest",
	"app/op",
	"app/policy",
	"app/reference app/fault app/gs1 app/limit",
	"app/spell",
	"storage",
	"storage/blob",
	"storage/kv/boltkv storage/kv/memkv storage/kv/optkv storage/kv/kvtest",
	"storage/kv/internal/space",
	"storage/kv/internal/overlay storage/kv/internal/gate",
	"storage/kv",
}

// mayNot are imports that the floors allow and the house forbids: no record is
// reached but through a use case, and the command line alone knows an engine.
var mayNot = map[string][]string{
	"handlers": {"storage"},
	"views":    {"storage"},
	"app":      engines,
	"storage":  append([]string{"app"}, engines...),
}

var engines = []string{"storage/kv/boltkv", "storage/kv/memkv", "storage/kv/optkv"}

// alone are the packages of others that one folder alone may import.
var alone = map[string]string{
	"github.com/gofiber/fiber/v2": "handlers",
	"github.com/valyala/fasthttp": "handlers",
	"go.etcd.io/bbolt":            "storage/kv/boltkv",
	"github.com/alecthomas/kong":  "cli",
	"github.com/gen2brain/webp":   "app/picture",
}

// TestImportsFollowTheFloors reads the imports of every file. Tests of a room
// may open any engine and any lower room.
func TestImportsFollowTheFloors(t *testing.T) {
	seen := map[string]bool{}
	for file, imports := range ourImports(t) {
		room := filepath.ToSlash(filepath.Dir(file))
		if room == "." {
			room = "main"
		}
		seen[room] = true
		test := strings.HasSuffix(file, "_test.go") || strings.HasPrefix(room, "storage/kv/kvtest") || strings.HasPrefix(room, "tests/")
		for _, path := range imports {
			to, ours := strings.CutPrefix(path, "lumbung/")
			if !ours {
				if folder, ok := alone[path]; ok && !under(room, folder) && !test {
					t.Errorf("%s imports %s, which %s alone may", file, path, folder)
				}
				continue
			}
			if test && (under(to, "storage") || room == "main") {
				continue
			}
			if to != room && !under(to, room) && !under(room, to) && floor(t, to) <= floor(t, room) {
				t.Errorf("%s imports %s, which does not stand lower", file, to)
			}
			for above, banned := range mayNot {
				for _, b := range banned {
					if under(room, above) && under(to, b) && !test {
						t.Errorf("%s imports %s: the house forbids it", file, to)
					}
				}
			}
		}
	}
	if len(seen) < 10 {
		t.Fatalf("looked at %d rooms only: %v", len(seen), seen)
	}
}

// floor is how deep a room stands; an unknown room is an error, so that no room
// is added without a place in the house.
func floor(t *testing.T, room string) int {
	best, length := -1, 0
	for i, line := range floors {
		for f := range strings.FieldsSeq(line) {
			if under(room, f) && len(f) > length {
				best, length = i, len(f)
			}
		}
	}
	if best < 0 {
		t.Errorf("room %s has no floor in arch_test.go", room)
	}
	return best
}

func under(room, folder string) bool {
	return room == folder || strings.HasPrefix(room, folder+"/")
}

func ourImports(t *testing.T) map[string][]string {
	out := map[string][]string{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && slices.Contains([]string{".git", "node_modules", "tools", "bin", "testdata"}, d.Name()) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range f.Imports {
			p, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			out[path] = append(out[path], p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
