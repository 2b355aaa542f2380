package i18n

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// families are the keys that programs put together at run time, such as
// "role." + role. They count as used, and a call may name the family alone.
var families = []string{
	"date.", "tone.", "kind.", "state.", "role.", "field.", "error.", "action.", "province.", "condition.",
	"ditjen.", "step.", "mode.", "reason.", "event.", "level.", "disability.", "unit_kind.", "choice.", "innovation.field_", "policy.", "innovation.missing_", "ska.missing_", "ska.field_", "ska.part_", "ska.column_", "numbers.kind_", "centre.field_", "model.field_", "centre.type_", "info.", "numbers.part_", "desk.queue_",
}

// source is what the programs say of keys: literals that must exist because
// they are passed as a key, and every literal that could be one.
type source struct {
	asked map[string]string // key to the file that asks for it
	seen  map[string]bool
}

// scan reads all Go files of the product, tests left out. Templates are read
// as the Go code that is generated from them.
func scan(t *testing.T) source {
	t.Helper()
	s := source{asked: map[string]string{}, seen: map[string]bool{}}
	for _, root := range []string{"../../views", "../../handlers", "../../app"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil && path == root:
				return fs.SkipDir // not built yet
			case err != nil:
				return err
			case !strings.HasSuffix(path, ".go"), strings.HasSuffix(path, "_test.go"):
				return nil
			}
			return s.file(path)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func (s source) file(path string) error {
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if text, ok := literal(n); ok {
				s.seen[text] = true
			}
		case *ast.CallExpr:
			if i, ok := keyArgument(n.Fun); ok && i < len(n.Args) {
				s.ask(n.Args[i], path)
			}
		case *ast.CompositeLit:
			if name := nameOf(n.Type); name == "fault.Field" || name == "fault.Error" {
				s.askComposite(n, path)
			}
		}
		return true
	})
	return nil
}

// keyArgument tells which argument of a call is a message key.
func keyArgument(fun ast.Expr) (int, bool) {
	switch name := nameOf(fun); {
	case strings.HasSuffix(name, ".T"), strings.HasSuffix(name, ".Say"):
		return 0, true
	case name == "fault.New", name == "fault.InField":
		return 1, true
	}
	return 0, false
}

func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return nameOf(e.X) + "." + e.Sel.Name
	}
	return ""
}

func (s source) askComposite(lit *ast.CompositeLit, path string) {
	for i, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if nameOf(kv.Key) == "Key" {
				s.ask(kv.Value, path)
			}
		} else if i == 1 {
			s.ask(e, path)
		}
	}
}

func (s source) ask(e ast.Expr, path string) {
	if text, ok := literal(e); ok {
		s.asked[text] = path
	}
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

func TestEveryKeyInTheSourcesHasWords(t *testing.T) {
	id, asked := words(t, ID), scan(t).asked
	for _, key := range slices.Sorted(maps.Keys(asked)) {
		if _, ok := id[key]; !ok {
			t.Errorf("%s asks for %q, which id.json lacks", asked[key], key)
		}
	}
}

func TestEveryWordIsUsed(t *testing.T) {
	seen := scan(t).seen
	for _, key := range slices.Sorted(maps.Keys(words(t, ID))) {
		inFamily := slices.ContainsFunc(families, func(f string) bool { return strings.HasPrefix(key, f) })
		if !seen[key] && !inFamily {
			t.Errorf("%q is in id.json but no source uses it; remove it or list its family", key)
		}
	}
}
