package stock

import (
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/storage"
)

// ReorderRule says how many pieces of a model a warehouse should have (stok
// minimum). It carries what there is, moved in the transaction that moves the
// stock, so that the one shortage of the rule is opened and closed exactly when
// it begins and ends: nothing has to look for it.
type ReorderRule struct {
	ID        op.ID  `cbor:"1,keyasint" json:"id"`
	Model     op.ID  `cbor:"2,keyasint" json:"-"`
	ModelCode string `cbor:"3,keyasint" json:"model"`
	Warehouse string `cbor:"4,keyasint" json:"warehouse"`
	Centre    string `cbor:"5,keyasint" json:"centre"`
	Min       int64  `cbor:"6,keyasint" json:"minimum"`             // pieces; below it there is a shortage
	Target    int64  `cbor:"7,keyasint" json:"target"`              // pieces to fill up to, at least Min
	Lead      int    `cbor:"8,keyasint" json:"lead_days"`           // days from ordering to the shelf
	Window    int    `cbor:"9,keyasint" json:"window_days"`         // days over which consumption is looked at
	Owner     string `cbor:"10,keyasint,omitempty" json:"owner"`    // name of who sees to it; empty: the warehouse
	Level     int64  `cbor:"11,keyasint" json:"level"`              // ready units, or pieces of a counted model, in the warehouse
	Expected  int64  `cbor:"12,keyasint,omitempty" json:"expected"` // in transit to the warehouse
	Shortage  op.ID  `cbor:"13,keyasint,omitzero" json:"shortage"`  // that is open; zero for none
	Changed   Mark   `cbor:"14,keyasint" json:"changed"`            // who set it last
	Version   int64  `cbor:"15,keyasint" json:"version"`            // of what people set
}

// Short tells whether there is less than the minimum, with what is on its way.
func (r ReorderRule) Short() bool { return r.Level+r.Expected < r.Min }

// Wanted is how many pieces would fill the warehouse up to its target.
func (r ReorderRule) Wanted() int64 { return max(r.Target-r.Level-r.Expected, 0) }

var reorderRules = storage.Table[ReorderRule]{
	Kind: "reorder rule",
	ID:   func(r *ReorderRule) storage.Key { return storage.ReorderByID.Key().ID(r.ID) },
	Claims: func(r *ReorderRule) []storage.Claim {
		return []storage.Claim{{Key: reorderKey(r.Model, r.Warehouse), Field: "model"}}
	},
	Index: func(r *ReorderRule) []storage.Key {
		return []storage.Key{storage.ReorderByCentre.Key().Text(r.Centre).ID(r.ID)}
	},
}

// reorderKey is held by the one rule of a model and a warehouse. Every movement
// of the two reads it.
func reorderKey(model op.ID, warehouse string) storage.Key {
	return storage.ReorderByItem.Key().ID(model).Text(strings.ToLower(warehouse))
}

// Shortage is one time that a warehouse had less than its minimum, from the
// movement that brought it below to the one that brought it back.
type Shortage struct {
	ID        op.ID     `cbor:"1,keyasint" json:"id"`
	Rule      op.ID     `cbor:"2,keyasint" json:"rule"`
	Model     op.ID     `cbor:"3,keyasint" json:"-"`
	ModelCode string    `cbor:"4,keyasint" json:"model"`
	Warehouse string    `cbor:"5,keyasint" json:"warehouse"`
	Centre    string    `cbor:"6,keyasint" json:"centre"`
	Since     time.Time `cbor:"7,keyasint" json:"since"`
	Min       int64     `cbor:"8,keyasint" json:"minimum"`   // when it began
	Level     int64     `cbor:"9,keyasint" json:"level"`     // when it began
	Expected  int64     `cbor:"10,keyasint" json:"expected"` // when it began
	Owner     string    `cbor:"11,keyasint,omitempty" json:"owner"`
	Seen      Mark      `cbor:"12,keyasint,omitzero" json:"acknowledged,omitzero"` // who sees to it; Document is what they do
	Ended     time.Time `cbor:"13,keyasint,omitzero" json:"ended_at,omitzero"`
	Why       string    `cbor:"14,keyasint,omitempty" json:"why,omitempty"` // refilled or removed
	Version   int64     `cbor:"15,keyasint" json:"version"`
}

// Why a shortage ended.
const (
	Refilled    = "refilled" // there is enough again, or enough is on its way
	RuleRemoved = "removed"  // nobody asks for a minimum any more
)

// ShortageState is whether a shortage is still one.
type ShortageState string

// The states.
const (
	ShortageOpen  ShortageState = "open"
	ShortageEnded ShortageState = "ended"
)

// State is whether the shortage is still one.
func (s Shortage) State() ShortageState {
	if s.Ended.IsZero() {
		return ShortageOpen
	}
	return ShortageEnded
}

var shortages = storage.Table[Shortage]{
	Kind: "shortage",
	ID:   func(s *Shortage) storage.Key { return storage.ShortageByID.Key().ID(s.ID) },
	Claims: func(s *Shortage) []storage.Claim {
		if !s.Ended.IsZero() {
			return nil
		}
		return []storage.Claim{{Key: storage.ShortageOpen.Key().ID(s.Model).Text(strings.ToLower(s.Warehouse)), Field: "model"}}
	},
	Index: func(s *Shortage) []storage.Key {
		return []storage.Key{storage.ShortageByCentre.Key().Text(s.Centre).Text(string(s.State())).Time(s.Since).ID(s.ID)}
	},
}

func ruleByID(r storage.Reader, text string) (ReorderRule, error) {
	id, err := op.ParseID(text)
	if err != nil || id.IsZero() {
		return ReorderRule{}, fault.Missing("reorder")
	}
	rule, ok, err := reorderRules.Get(r, storage.ReorderByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("reorder")
	}
	return rule, err
}

func shortageByID(r storage.Reader, text string) (Shortage, error) {
	id, err := op.ParseID(text)
	if err != nil || id.IsZero() {
		return Shortage{}, fault.Missing("shortage")
	}
	s, ok, err := shortages.Get(r, storage.ShortageByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("shortage")
	}
	return s, err
}

// watched is what a command does to a place for the rules that watch it.
type watched struct{ level, expected int64 }

// watch moves the rule of a model and a warehouse by what a command did, if there
// is one, and opens or closes its shortage.
func watch(tx *op.Tx, model op.ID, warehouse string, moved watched) error {
	if moved == (watched{}) || warehouse == "" {
		return nil
	}
	rule, found, err := reorderRules.Find(tx, reorderKey(model, warehouse))
	if err != nil || !found {
		return err
	}
	rule.Level += moved.level
	rule.Expected += moved.expected
	return rule.weigh(tx)
}

// watchAt is watch for a place: a warehouse, or the transit of a transfer, whose
// goods are expected where it leads.
func watchAt(tx *op.Tx, model op.ID, at Node, n int64) error {
	if at.Kind != AtTransit {
		return watch(tx, model, at.Ref, watched{level: n})
	}
	id, err := op.ParseID(at.Ref)
	if err != nil {
		return err
	}
	t, found, err := transfers.Get(tx, storage.TransferByID.Key().ID(id))
	if err != nil || !found {
		return err // one that sends back is stored after its goods have moved, see expectAll
	}
	return watch(tx, model, t.To.Node.Warehouse(), watched{expected: n})
}

// expectAll counts all that a transfer carries as expected where it leads. It is
// for a transfer that is stored after its goods went into its transit.
func (t Transfer) expectAll(tx *op.Tx) error {
	for _, l := range t.Lines {
		if err := watch(tx, l.Model, t.To.Node.Warehouse(), watched{expected: l.Sum().Open()}); err != nil {
			return err
		}
	}
	return nil
}

// weigh stores the rule and makes its shortage what it must be.
func (r *ReorderRule) weigh(tx *op.Tx) error {
	switch {
	case r.Short() && r.Shortage.IsZero():
		s := Shortage{
			ID: tx.ID(), Rule: r.ID, Model: r.Model, ModelCode: r.ModelCode, Warehouse: r.Warehouse, Centre: r.Centre,
			Since: tx.At, Min: r.Min, Level: r.Level, Expected: r.Expected, Owner: r.Owner, Version: 1,
		}
		r.Shortage = s.ID
		tx.About("shortage", s.ID, r.ModelCode)
		if err := shortages.Put(tx, &s); err != nil {
			return err
		}
	case !r.Short() && !r.Shortage.IsZero():
		if err := r.endShortage(tx, Refilled); err != nil {
			return err
		}
	}
	return reorderRules.Put(tx, r)
}

// endShortage closes the shortage of the rule.
func (r *ReorderRule) endShortage(tx *op.Tx, why string) error {
	s, err := shortageByID(tx, r.Shortage.String())
	if err != nil {
		return err
	}
	tx.About("shortage", s.ID, s.ModelCode)
	r.Shortage, s.Ended, s.Why = op.ID{}, tx.At, why
	s.Version++
	return shortages.Put(tx, &s)
}
