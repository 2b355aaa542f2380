package stock

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// CountDraw is the protocol of a draw: what could have been drawn, with its
// weight, so that anybody can draw again from the same seed and get the same.
type CountDraw struct {
	Count  op.ID    `cbor:"1,keyasint" json:"-"`
	Seed   string   `cbor:"2,keyasint" json:"seed"`
	Draw   int64    `cbor:"3,keyasint" json:"draw"` // how many were wanted
	Places []string `cbor:"4,keyasint" json:"places"`
	Tokens []Token  `cbor:"5,keyasint" json:"tokens"`
}

// Token is one that could be drawn: a model at a place, which stands in Places.
// Weight is the number of days since it was last counted, and one.
type Token struct {
	_      struct{} `cbor:",toarray"`
	Place  int      `json:"place"`
	Model  op.ID    `json:"model"`
	Weight int64    `json:"weight"`
}

// neverCounted is the weight, in days, of what no count has ever closed, and the
// most that any can have.
const neverCounted = 3650

// maxTokens keeps the protocol of a draw well within one transaction.
const maxTokens = 8_000

var countDraws = storage.Table[CountDraw]{
	Kind: "count draw",
	ID:   func(d *CountDraw) storage.Key { return storage.CountDraw.Key().ID(d.Count) },
}

// Drawn names the tokens that the draw gives, in ascending order. Ticket i is
// the SHA-256 of "seed/i", its first eight bytes as a number, modulo the weight
// that is still in the drum; the token that it falls on leaves the drum.
func (d *CountDraw) Drawn() []int {
	weights := make([]int64, len(d.Tokens))
	var total int64
	for i, t := range d.Tokens {
		weights[i] = t.Weight
		total += t.Weight
	}
	var drawn []int
	for i := 0; int64(i) < d.Draw && total > 0; i++ {
		sum := sha256.Sum256(fmt.Appendf(nil, "%s/%d", d.Seed, i))
		ticket := int64(binary.BigEndian.Uint64(sum[:]) % uint64(total))
		for j, w := range weights {
			if ticket < w {
				drawn = append(drawn, j)
				total, weights[j] = total-w, 0
				break
			}
			ticket -= w
		}
	}
	slices.Sort(drawn)
	return drawn
}

// draw picks what a cycle count covers, and keeps the protocol. The seed is the
// random part of an id of the command: nobody can choose it.
func (c *Count) draw(tx *op.Tx, held []holding, n int) ([]holding, error) {
	if len(held) == 0 {
		return nil, fault.InField("place", "count.nothing_to_draw", nil)
	}
	if len(held) > maxTokens {
		return nil, tooLargeToCount(len(held), 0)
	}
	d := CountDraw{Count: c.ID, Seed: tx.ID().String(), Draw: int64(n)}
	c.Seed = d.Seed
	for _, h := range held {
		weight, err := weightOf(tx, h.place.Node, h.model)
		if err != nil {
			return nil, err
		}
		place := slices.Index(d.Places, h.place.Node.String())
		if place < 0 {
			place, d.Places = len(d.Places), append(d.Places, h.place.Node.String())
		}
		d.Tokens = append(d.Tokens, Token{Place: place, Model: h.model, Weight: weight})
	}
	var chosen []holding
	for _, i := range d.Drawn() {
		chosen = append(chosen, held[i])
	}
	return chosen, countDraws.Add(tx, &d, nil)
}

// weightOf is how much a model at a place wants to be counted.
func weightOf(tx *op.Tx, at Node, model op.ID) (int64, error) {
	last, err := peek(tx, &lastCounts, lastCounts.ID(&lastCounted{Node: at, Model: model}))
	if fault.CodeOf(err) == fault.NotFound {
		return neverCounted, nil
	}
	return min(neverCounted, 1+daysSince(last.At, tx.At)), err
}
