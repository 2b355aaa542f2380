package storage

import (
	"encoding/binary"
	"fmt"

	"lumbung/storage/kv"
)

// pairSize is the most bytes that appendPair adds for e.
func pairSize(e kv.Entry) int { return len(e.Key) + len(e.Value) + 2*binary.MaxVarintLen32 }

// appendPair writes a pair as two texts with their lengths before them.
func appendPair(to []byte, e kv.Entry) []byte {
	to = append(binary.AppendUvarint(to, uint64(len(e.Key))), e.Key...)
	return append(binary.AppendUvarint(to, uint64(len(e.Value))), e.Value...)
}

// cutPair reads what appendPair wrote. The pair shares the memory of data.
func cutPair(data []byte) (e kv.Entry, rest []byte, err error) {
	if e.Key, rest, err = cutText(data); err != nil {
		return e, nil, err
	}
	if len(e.Key) == 0 || len(e.Key) > kv.MaxKey {
		return e, nil, fmt.Errorf("%w: a key of %d bytes", ErrDamaged, len(e.Key))
	}
	e.Value, rest, err = cutText(rest)
	return e, rest, err
}

func cutText(data []byte) (text, rest []byte, err error) {
	n, used := binary.Uvarint(data)
	if used <= 0 || n > uint64(len(data)-used) {
		return nil, nil, fmt.Errorf("%w: a pair ends in the middle", ErrDamaged)
	}
	return data[used : used+int(n)], data[used+int(n):], nil
}
