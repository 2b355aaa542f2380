package storage

import (
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// Records are CBOR maps with small integer keys (struct tag `cbor:"1,keyasint"`)
// after one byte that names the format: compact, self-describing, and a record
// written by an older or newer program still reads (docs/adr/0003).
const formatCBOR = 1

// ErrCodec says that stored bytes are not a record of this program.
var ErrCodec = errors.New("storage: unreadable record")

var encMode, decMode = modes()

func modes() (cbor.EncMode, cbor.DecMode) {
	enc, err := cbor.EncOptions{
		Sort: cbor.SortBytewiseLexical, // equal records have equal bytes: the journal hashes them
		Time: cbor.TimeRFC3339Nano,
	}.EncMode()
	if err != nil {
		panic(err) // constant options
	}
	dec, err := cbor.DecOptions{
		MaxNestedLevels: 16,
		TimeTag:         cbor.DecTagIgnored,
	}.DecMode()
	if err != nil {
		panic(err)
	}
	return enc, dec
}

// Encode writes a record. Equal records give equal bytes.
func Encode(record any) ([]byte, error) {
	body, err := encMode.Marshal(record)
	if err != nil {
		return nil, fmt.Errorf("storage: encode %T: %w", record, err)
	}
	out := make([]byte, 1, 1+len(body))
	out[0] = formatCBOR
	return append(out, body...), nil
}

// Decode reads what Encode wrote into the record that into points to. Fields
// that this program does not know are skipped, those absent keep their zero.
// Nothing of data is kept.
func Decode(data []byte, into any) error {
	if len(data) == 0 || data[0] != formatCBOR {
		return fmt.Errorf("%w: format byte", ErrCodec)
	}
	if err := decMode.Unmarshal(data[1:], into); err != nil {
		return fmt.Errorf("%w: %T: %w", ErrCodec, into, err)
	}
	return nil
}
