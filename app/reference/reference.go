// Package reference holds the lists that the field shares and nobody edits in
// the product: regions, ISO 9999 codes, disability kinds, the components of
// ATENSI, and the seed of the centres. All of it is embedded and read-only.
//
// Its one rule that decides anything is the check of a NIK, because that check
// is a question to the region list.
package reference

import (
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"sync"
)

//go:embed data/*.csv data/LICENSE-*.txt
var files embed.FS

// Book is the parsed reference data. It never changes after Load, so it may be
// shared by any number of goroutines; every slice it returns is the caller's.
type Book struct {
	regions  map[string]Region
	children map[string][]Region // by the code of the parent; "" holds the provinces
	retired  map[string]RetiredRegion
	iso      []ISOEntry // ascending by code
	centres  []CentreSeed
}

// load reads the data at its first call only; the result is immutable.
var load = sync.OnceValues(parse)

// Load returns the reference data. The first call parses it, later calls share
// the result. An error means that the program was built with damaged data.
func Load() (*Book, error) { return load() }

func parse() (*Book, error) {
	b := &Book{
		regions:  make(map[string]Region, 8192),
		children: make(map[string][]Region, 1024),
		retired:  make(map[string]RetiredRegion, 1024),
	}
	for _, f := range []struct {
		name string
		row  func([]string) error
	}{
		{"regions.csv", b.addRegion},
		{"regions_retired.csv", b.addRetired},
		{"iso9999.csv", b.addISO},
		{"centres.csv", b.addCentre},
	} {
		if err := eachRow("data/"+f.name, f.row); err != nil {
			return nil, fmt.Errorf("reference: %s: %w", f.name, err)
		}
	}
	return b, nil
}

// eachRow gives add every row of a file but the heading. The slice is reused.
func eachRow(name string, add func([]string) error) error {
	f, err := files.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // an embedded file cannot fail to close
	r := csv.NewReader(f)
	r.ReuseRecord = true
	if _, err := r.Read(); err != nil {
		return fmt.Errorf("heading: %w", err)
	}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := add(row); err != nil {
			return err
		}
	}
}

// License returns the licence notice of one embedded source, "wilayah" or
// "laravolt-indonesia"; both must accompany the data wherever it goes.
func License(source string) (string, error) {
	text, err := files.ReadFile("data/LICENSE-" + source + ".txt")
	if err != nil {
		return "", fmt.Errorf("reference: no licence of %q: %w", source, err)
	}
	return string(text), nil
}
