package views

import "lumbung/app/reference"

// areaNames are the names of a working area, as its form takes them.
func areaNames(codes []string) []string {
	book, err := reference.Load()
	if err != nil {
		return codes
	}
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = book.RegionName(code)
	}
	return names
}
