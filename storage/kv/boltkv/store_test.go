package boltkv

import (
	"path/filepath"
	"testing"

	"lumbung/storage/kv"
	"lumbung/storage/kv/kvtest"
)

func TestStoreKeepsTheContract(t *testing.T) {
	kvtest.Run(t, func(t *testing.T) kv.Store { return openAt(t, filepath.Join(t.TempDir(), "store")) })
}

// openAt opens a store that the test closes at its end, or has closed by then.
func openAt(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}
