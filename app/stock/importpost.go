package stock

import (
	"time"

	"lumbung/app/op"
	"lumbung/storage"
)

// importChunk is movements of an import that are laid aside until one transaction
// posts them together.
type importChunk struct {
	Import op.ID        `cbor:"1,keyasint"`
	Seq    int64        `cbor:"2,keyasint"` // 0, 1, 2 …
	Rows   int64        `cbor:"3,keyasint"`
	Nodes  []Node       `cbor:"4,keyasint"`
	Lots   []chunkLot   `cbor:"5,keyasint"`
	Fresh  []Lot        `cbor:"6,keyasint,omitempty"` // lots that begin here
	Units  []Unit       `cbor:"7,keyasint,omitempty"` // units that begin here, without their codes
	Moves  []importMove `cbor:"8,keyasint"`
}

// chunkLot is a lot of a chunk; lines name it by its place in the list.
type chunkLot struct {
	_     struct{} `cbor:",toarray"`
	Lot   op.ID
	Model op.ID
}

type importMove struct {
	_        struct{} `cbor:",toarray"`
	N        uint64   // its id is so many after that of the import
	Kind     MovementKind
	Centre   string
	Occurred int64 // milliseconds since 1970
	Document string
	Reason   string
	Lines    []importLine
}

type importLine struct {
	_        struct{} `cbor:",toarray"`
	Lot      int
	From, To int
	Quantity int64
	Unit     []op.ID // at most one
}

var importChunks = storage.Table[importChunk]{
	Kind: "import chunk",
	ID:   func(c *importChunk) storage.Key { return storage.ImportChunk.Key().ID(c.Import).Int(c.Seq) },
}

// What one chunk may cost, in writes and bytes: less than a transaction may, since
// the work, the journal and the import itself are written with it.
const (
	chunkWrites = 1700
	chunkReads  = 1900
	chunkBytes  = 600 << 10
	stageBytes  = 700 << 10 // of chunks that are laid aside together
)

// postChunk posts the next chunk; with the last the places are free again.
func (i *Import) postChunk(tx *op.Tx, w *Work) (done bool, err error) {
	if i.Posted < i.Chunks {
		if err := i.postNext(tx, w); err != nil {
			return false, err
		}
	}
	if i.Posted < i.Chunks {
		return false, nil
	}
	i.State = ImportDone
	return true, i.letGo(tx)
}

func (i *Import) postNext(tx *op.Tx, w *Work) error {
	key := importChunks.ID(&importChunk{Import: i.ID, Seq: i.Posted})
	c, ok, err := importChunks.Get(tx, key)
	if err != nil {
		return err
	}
	i.Posted++
	if !ok {
		return nil
	}
	if err := c.post(tx, i); err != nil {
		return err
	}
	w.Done += c.Rows
	return importChunks.Delete(tx, key)
}

// post posts all movements of the chunk.
func (c *importChunk) post(tx *op.Tx, i *Import) error {
	b := newBulk(tx, i.cause())
	for n := range c.Fresh {
		if err := lots.Add(tx, &c.Fresh[n], nil); err != nil {
			return err
		}
	}
	drawn := map[string]bool{}
	for _, u := range c.Units {
		var err error
		if u.Code, err = newCode(tx, u.ID, drawn); err != nil {
			return err
		}
		b.fresh(u)
	}
	for n := range c.Moves {
		if err := b.post(c.movement(n, i)); err != nil {
			return err
		}
	}
	return b.flush()
}

func (c *importChunk) movement(n int, i *Import) Movement {
	p := &c.Moves[n]
	m := Movement{
		ID: i.ID.Next(p.N), Kind: p.Kind, Centre: p.Centre, Occurred: time.UnixMilli(p.Occurred).UTC(),
		Document: p.Document, Reason: p.Reason, Lines: make([]Line, len(p.Lines)),
	}
	for k, l := range p.Lines {
		lot := c.Lots[l.Lot]
		m.Lines[k] = Line{Model: lot.Model, Lot: lot.Lot, From: c.Nodes[l.From], To: c.Nodes[l.To], Quantity: l.Quantity, Units: l.Unit}
	}
	return m
}

// each yields the movements of an import, the newest first, below an id; zero for
// all of them.
func (i *Import) each(r storage.Reader, below op.ID, yield func(Movement) (bool, error)) error {
	from, to := storage.MovementByID.Key().ID(i.ID), storage.MovementByID.Key().ID(i.ID.Next(i.IDs))
	if !below.IsZero() {
		to = storage.MovementByID.Key().ID(below)
	}
	for e, err := range r.ScanBack(from, to) {
		if err != nil {
			return err
		}
		var m Movement
		if err := storage.Decode(e.Value, &m); err != nil {
			return err
		}
		if m.Cause != i.cause() {
			continue
		}
		if more, err := yield(m); err != nil || !more {
			return err
		}
	}
	return nil
}
