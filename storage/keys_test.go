package storage

import (
	"encoding/hex"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"
	"time"
)

// sample builds one key of a family from the names of its parts.
func sample(f Family) Key {
	k := f.Key()
	for part := range strings.FieldsSeq(f.Parts) {
		name, kind, _ := strings.Cut(part, ":")
		switch {
		case kind == "id" || name == "id":
			k = k.ID(CountedID(time.UnixMilli(1_700_000_000_000), 7))
		case kind == "int":
			k = k.Int(2026)
		case kind == "time":
			k = k.Time(time.UnixMilli(1_700_000_000_000))
		default:
			k = k.Text(name)
		}
	}
	return k
}

// TestKeysOnDiskStayAsTheyAre compares one key of each family with the golden
// file. Write it anew with LUMBUNG_GOLDEN=1 only when the schema changes.
func TestKeysOnDiskStayAsTheyAre(t *testing.T) {
	var b strings.Builder
	for _, f := range Families() {
		fmt.Fprintf(&b, "%-3s %-7s %-16s %-40s %s\n", f.Tag, f.Role, f.Kind, f.Parts, hex.EncodeToString(sample(f)))
	}
	const golden = "testdata/keys.golden"
	if os.Getenv("LUMBUNG_GOLDEN") != "" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != string(want) {
		t.Errorf("keys on disk have changed; got:\n%s", got)
	}
}

func TestNoFamilyIsForgottenAndNoTagStandsTwice(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "keys.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	declared := 0
	ast.Inspect(file, func(n ast.Node) bool {
		if g, ok := n.(*ast.GenDecl); ok && g.Tok == token.VAR {
			for _, s := range g.Specs {
				declared += len(s.(*ast.ValueSpec).Names)
			}
		}
		return true
	})
	if got := len(Families()); got != declared {
		t.Errorf("Families lists %d rows, the table has %d", got, declared)
	}
	tags := map[string]bool{}
	for _, f := range Families() {
		if tags[f.Tag] || f.Tag == "" || strings.ContainsRune(f.Tag, 0) {
			t.Errorf("tag %q of %s stands twice or is empty", f.Tag, f.Kind)
		}
		tags[f.Tag] = true
	}
}
