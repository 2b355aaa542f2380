package stock

import (
	"context"
	"slices"

	"lumbung/app/op"
	"lumbung/app/policy"
)

// layAside cuts the plan into chunks and stores them.
func (s *Stock) layAside(ctx context.Context, sim *simulation, i *Import) error {
	cut := cutter{sim: sim, imp: i, last: dayYear(dayNumber(i.At))}
	cut.begin()
	var waiting []importChunk
	size := 0
	put := func(done bool) (err error) {
		*i, err = s.stage(ctx, *i, waiting, done)
		waiting, size = nil, 0
		return err
	}
	for n := range sim.plan {
		if cut.add(n) {
			continue
		}
		if waiting = append(waiting, cut.take()); size+cut.stored > stageBytes {
			if err := put(false); err != nil {
				return err
			}
		}
		size += cut.stored
		cut.begin()
		cut.add(n)
	}
	if len(cut.chunk.Moves) > 0 {
		waiting = append(waiting, cut.take())
	}
	return put(true)
}

// stage stores chunks; with the last of them the import is ready to be posted.
func (s *Stock) stage(ctx context.Context, i Import, chunks []importChunk, ready bool) (Import, error) {
	return op.Write(op.Afresh(ctx), s.d, policy.StockImport, nil, func(tx *op.Tx) (Import, error) {
		i := i
		if err := tx.Allow(i.Centre); err != nil {
			return i, err
		}
		for n := range chunks {
			if err := importChunks.Add(tx, &chunks[n], nil); err != nil {
				return i, err
			}
		}
		i.Chunks += int64(len(chunks))
		if ready {
			i.State = ImportPosting
		}
		tx.About("import", i.ID, i.Number)
		return i, imports.Put(tx, &i)
	})
}

// cutter cuts a plan into chunks that one transaction can post.
type cutter struct {
	sim  *simulation
	imp  *Import
	last int // the present year

	chunk  importChunk
	nodes  map[Node]int
	lots   map[int32]int
	units  map[int32]bool
	books  map[cutBook]bool
	begun  map[int32]bool // lots that a chunk has begun already
	bound  map[int32]bool // the same of units
	goods  map[cutGoods]bool
	writes int
	reads  int
	bytes  int
	stored int
	n      uint64 // movements so far
}

type cutBook struct {
	node Node
	lot  int32
	year int
}

// cutGoods is what has a period book of its own.
type cutGoods struct {
	model, centre int32
	lotFacts
}

func (c *cutter) goodsOf(m *planMove, row *importRow) cutGoods {
	lot := c.sim.lots[m.lines[0].lot]
	return cutGoods{row.model, row.place, lotFacts{fund: lot.Fund, account: lot.Account}}
}

// fresh is how many keys are read for a period book that the chunk has not
// touched: one for each year that it may go back, at both ends of the way.
func (c *cutter) fresh(m *planMove, row *importRow) int {
	if c.goods[c.goodsOf(m, row)] {
		return 0
	}
	return 2 * (c.last - firstYear + 1) * len(m.lines)
}

func (c *cutter) begin() {
	if c.begun == nil {
		c.begun, c.bound = map[int32]bool{}, map[int32]bool{}
	}
	c.chunk = importChunk{Import: c.imp.ID, Seq: c.chunk.Seq}
	c.nodes, c.lots, c.units, c.books = map[Node]int{}, map[int32]int{}, map[int32]bool{}, map[cutBook]bool{}
	c.goods = map[cutGoods]bool{}
	c.writes, c.bytes, c.stored, c.reads = 60, 10_000, 200, 60
}

// take returns the chunk and counts on.
func (c *cutter) take() importChunk {
	chunk := c.chunk
	c.chunk.Seq++
	return chunk
}

// add puts a movement of the plan into the chunk, unless there is no room.
func (c *cutter) add(n int) bool {
	m := &c.sim.plan[n]
	row := &c.sim.rows[m.row]
	writes, bytes := c.cost(m, row)
	fresh := c.fresh(m, row)
	if fresh > 0 {
		writes, bytes = writes+8, bytes+2000
	}
	if len(c.chunk.Moves) > 0 && (c.writes+writes > chunkWrites || c.bytes+bytes > chunkBytes || c.reads+writes+fresh > chunkReads) {
		return false
	}
	c.writes, c.bytes, c.reads = c.writes+writes, c.bytes+bytes, c.reads+writes+fresh
	c.goods[c.goodsOf(m, row)] = true
	lines := make([]importLine, len(m.lines))
	for i, l := range m.lines {
		lines[i] = c.line(l, row)
	}
	if m.away {
		c.onTheWay(m, row, lines)
	} else {
		c.move(row.kind, row, c.sim.places[row.place].Centre, lines)
	}
	c.chunk.Rows++
	c.stored += 60 + len(row.document) + len(row.reason) + 40*len(m.lines)
	return true
}

// onTheWay makes two movements of a way between centres.
func (c *cutter) onTheWay(m *planMove, row *importRow, lines []importLine) {
	between := c.node(Node{AtTransit, c.imp.ID.String()})
	arrive := slices.Clone(lines)
	for i := range lines {
		lines[i].To, arrive[i].From = between, between
	}
	from, to := c.sim.nodes[m.lines[0].from], c.sim.nodes[m.lines[0].to]
	c.move(Shipped, row, c.sim.places[from].Centre, lines)
	c.move(Arrived, row, c.sim.places[to].Centre, arrive)
}

func (c *cutter) move(kind MovementKind, row *importRow, centre string, lines []importLine) {
	c.n++
	move := importMove{
		N: c.sim.ids + c.n, Kind: kind, Centre: centre, Occurred: row.occurred, Document: row.document, Reason: row.reason, Lines: lines,
	}
	if move.Document == "" {
		move.Document = c.imp.Number
	}
	c.chunk.Moves = append(c.chunk.Moves, move)
}

// cost is what a movement adds to the transaction: its record and its keys, and
// the balances, daybooks, lots and units that the chunk has not touched yet.
func (c *cutter) cost(m *planMove, row *importRow) (writes, bytes int) {
	writes, bytes = 2, 350+len(row.document)+len(row.reason)
	if m.away {
		writes, bytes = 2*writes+3*len(m.lines), 2*bytes+300*len(m.lines)
	}
	for _, l := range m.lines {
		writes, bytes = writes+1, bytes+90
		if l.unit >= 0 {
			writes, bytes = writes+1, bytes+90
			if !c.units[l.unit] {
				writes, bytes = writes+9, bytes+900
			}
		}
		if c.sim.lots[l.lot].fresh && !c.begun[l.lot] {
			writes, bytes = writes+3, bytes+400
		}
		for _, at := range [2]Node{l.from, l.to} {
			w, b := c.costAt(at, l.lot, dayYear(row.day))
			writes, bytes = writes+w, bytes+b
		}
	}
	return writes, bytes
}

func (c *cutter) costAt(at Node, lot int32, year int) (writes, bytes int) {
	if !c.books[cutBook{at, lot, 0}] {
		writes, bytes = 1, 150
	}
	if !at.Real() {
		return writes, bytes
	}
	years := 1
	if c.sim.older[c.sim.lots[lot].Model] { // what the store holds of later years follows
		years = c.last - year + 1
	}
	if !c.books[cutBook{at, lot, year}] {
		writes, bytes = writes+years, bytes+700*years
	}
	if !c.books[cutBook{at, -1, year}] { // of all lots together, and the total of the place
		writes, bytes = writes+years+1, bytes+1500*years
	}
	return writes + 2, bytes + 250
}

func dayYear(day int32) int { return dayTime(day).In(wib).Year() }

// line turns a planned line into one of the chunk.
func (c *cutter) line(l planLine, row *importRow) importLine {
	year := dayYear(row.day)
	for _, at := range [2]Node{l.from, l.to} {
		c.books[cutBook{at, l.lot, 0}], c.books[cutBook{at, l.lot, year}], c.books[cutBook{at, -1, year}] = true, true, true
	}
	lot, known := c.lots[l.lot]
	if !known {
		lot = len(c.chunk.Lots)
		p := c.sim.lots[l.lot]
		c.lots[l.lot], c.chunk.Lots = lot, append(c.chunk.Lots, chunkLot{Lot: p.ID, Model: p.Model})
		if p.fresh && !c.begun[l.lot] {
			c.begun[l.lot] = true
			c.chunk.Fresh = append(c.chunk.Fresh, p.Lot)
			c.stored += 200
		}
	}
	out := importLine{Lot: lot, From: c.node(l.from), To: c.node(l.to), Quantity: l.quantity}
	if l.unit < 0 {
		return out
	}
	u := c.sim.units[l.unit]
	out.Unit = []op.ID{u.ID}
	if u.fresh && !c.bound[l.unit] {
		first := u.Unit
		first.Node, first.Issues, first.LastMove, first.Moved = l.from, 0, op.ID{}, Mark{}
		first.Centre = c.sim.places[row.place].Centre
		c.chunk.Units = append(c.chunk.Units, first)
		c.stored += 300
	}
	c.bound[l.unit], c.units[l.unit] = true, true
	return out
}

func (c *cutter) node(at Node) int {
	i, known := c.nodes[at]
	if !known {
		i = len(c.chunk.Nodes)
		c.nodes[at], c.chunk.Nodes = i, append(c.chunk.Nodes, at)
		c.stored += 40
	}
	return i
}
