package op

import "lumbung/storage"

// counter numbers documents without a gap, per centre, name and year.
type counter struct {
	Centre string `cbor:"1,keyasint"`
	Name   string `cbor:"2,keyasint"`
	Year   int    `cbor:"3,keyasint"`
	Last   int64  `cbor:"4,keyasint"`
}

var counters = storage.Table[counter]{
	Kind: "counter",
	ID: func(c *counter) storage.Key {
		return storage.CounterByName.Key().Text(c.Centre).Text(c.Name).Int(int64(c.Year))
	},
}

// Count returns the next number of a series of a centre and year, from 1. It is
// given out with the transaction: a command that fails leaves no gap.
func (t *Tx) Count(centre, name string, year int) (int64, error) {
	c := counter{Centre: centre, Name: name, Year: year}
	old, _, err := counters.Get(t, counters.ID(&c))
	if err != nil {
		return 0, err
	}
	c.Last = old.Last + 1
	return c.Last, counters.Put(t, &c)
}

// Counted returns the last number that a series of a centre and year has given
// out; 0 when there is none yet.
func Counted(r storage.Reader, centre, name string, year int) (int64, error) {
	c := counter{Centre: centre, Name: name, Year: year}
	old, _, err := counters.Get(r, counters.ID(&c))
	return old.Last, err
}
