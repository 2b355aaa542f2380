package overlay

// arenaChunk is the size of one block of an arena: big enough that a group of
// some dozen commands takes a handful of them.
const arenaChunk = 64 << 10

// arena keeps copies of many small byte slices in few allocations.
type arena struct {
	free []byte
	size int // length of the next block
}

// keep returns a copy of b that is never nil and whose capacity is its length,
// so an append by its owner cannot reach the neighbour.
func (a *arena) keep(b []byte) []byte {
	if a.free == nil || len(b) > cap(a.free)-len(a.free) {
		a.grow(len(b))
	}
	start := len(a.free)
	a.free = append(a.free, b...)
	return a.free[start:len(a.free):len(a.free)]
}

// grow starts a new block with room for n bytes. The first is small, as most
// transactions in memory write one or two records.
func (a *arena) grow(n int) {
	a.size = min(max(2*a.size, 1<<10), arenaChunk)
	a.free = make([]byte, 0, max(n, a.size))
}

// reset forgets all copies. Only their last block is used again, so the slices
// handed out become invalid.
func (a *arena) reset() {
	if cap(a.free) > arenaChunk {
		a.free = nil
	}
	a.free = a.free[:0]
}
