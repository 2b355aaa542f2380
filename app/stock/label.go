package stock

import (
	"fmt"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// LabelKind is what a label leads to.
type LabelKind string

// The kinds of label.
const (
	LabelFree      LabelKind = "free"      // printed, on nothing yet
	LabelUnit      LabelKind = "unit"      // ref: id of the unit
	LabelShelf     LabelKind = "shelf"     // ref: warehouse/shelf, as in its node
	LabelWarehouse LabelKind = "warehouse" // ref: code of the warehouse
	LabelCentre    LabelKind = "centre"    // ref: code of the centre
)

// place tells the labels that hang on a wall.
func (k LabelKind) place() bool { return k == LabelShelf || k == LabelWarehouse || k == LabelCentre }

// Label is one short opaque code that is not the present code of a unit: that of
// a shelf, a warehouse or a centre, one printed ahead, or a former one of a unit.
// No code is given out twice, whatever it leads to, and what a code leads to
// never changes but once: from nothing to a unit.
type Label struct {
	Code   string    `cbor:"1,keyasint" json:"code"`
	Kind   LabelKind `cbor:"2,keyasint" json:"kind"`
	Ref    string    `cbor:"3,keyasint,omitempty" json:"ref,omitempty"`
	Centre string    `cbor:"4,keyasint" json:"centre"`
	Batch  op.ID     `cbor:"5,keyasint,omitzero" json:"batch,omitzero"` // that it was printed in; zero for none
	Bound  Mark      `cbor:"6,keyasint,omitzero" json:"bound,omitzero"` // when it came to lead to what it leads to
}

var labels = storage.Table[Label]{
	Kind: "label",
	ID:   func(l *Label) storage.Key { return labelKey(l.Code) },
	Claims: func(l *Label) []storage.Claim {
		if !l.Kind.place() {
			return nil
		}
		return []storage.Claim{{Key: placeLabelKey(l.Kind, l.Ref), Field: "code"}}
	},
	Index: func(l *Label) []storage.Key {
		if l.Batch.IsZero() {
			return nil
		}
		return []storage.Key{storage.LabelByBatch.Key().ID(l.Batch).Text(l.Code)}
	},
}

func labelKey(code string) storage.Key { return storage.LabelByCode.Key().Text(code) }

func placeLabelKey(kind LabelKind, ref string) storage.Key {
	return storage.LabelOfPlace.Key().Text(string(kind)).Text(ref)
}

// labelOf returns the label of a code as people type it and scanners give it.
func labelOf(r storage.Reader, text string) (Label, bool, error) {
	code := ReadCode(text)
	if len(code) != codeLength {
		return Label{}, false, nil
	}
	return labels.Get(r, labelKey(code))
}

// unitOfLabel returns the unit that a label printed ahead or a former code leads
// to; ok is false for every other text.
func unitOfLabel(r storage.Reader, text string) (u Unit, ok bool, err error) {
	l, ok, err := labelOf(r, text)
	if err != nil || !ok || l.Kind != LabelUnit {
		return u, false, err
	}
	id, err := op.ParseID(l.Ref)
	if err != nil {
		return u, false, fault.Wrap(err, "label %s leads to %q", l.Code, l.Ref)
	}
	u, err = UnitByID(r, id)
	return u, err == nil, err
}

// MaxBatch is the most labels that are printed ahead at once: each is two writes
// of one transaction.
const MaxBatch = 500

// LabelBatch is labels that were printed ahead of their units.
type LabelBatch struct {
	ID      op.ID        `cbor:"1,keyasint" json:"id"`
	Number  string       `cbor:"2,keyasint" json:"number"` // within the centre: LBL-2026-0001
	Centre  string       `cbor:"3,keyasint" json:"centre"`
	Count   int          `cbor:"4,keyasint" json:"count"` // labels in it
	Bound   int          `cbor:"5,keyasint" json:"bound"` // of them on a unit by now
	Printed time.Time    `cbor:"6,keyasint" json:"printed_at"`
	By      policy.Actor `cbor:"7,keyasint" json:"by"`
}

var labelBatches = storage.Table[LabelBatch]{
	Kind: "label batch",
	ID:   func(b *LabelBatch) storage.Key { return storage.LabelBatchByID.Key().ID(b.ID) },
	Index: func(b *LabelBatch) []storage.Key {
		return []storage.Key{storage.LabelBatchOf.Key().Text(b.Centre).ID(b.ID)}
	},
}

func batchByID(r storage.Reader, id op.ID) (LabelBatch, error) {
	b, ok, err := labelBatches.Get(r, storage.LabelBatchByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("label_batch")
	}
	return b, err
}

// verifyLabels proves that every label leads somewhere, that no free one is also
// the code of a unit, and that each batch counts its own.
func verifyLabels(r storage.Reader) ([]storage.Report, error) {
	first, err := labels.Verify(r)
	if err != nil {
		return nil, err
	}
	second, err := labelBatches.Verify(r)
	if err != nil {
		return nil, err
	}
	third, err := gtins.Verify(r)
	if err != nil {
		return nil, err
	}
	rep := storage.Report{Kind: "label with what it leads to"}
	printed, bound := map[op.ID]int{}, map[op.ID]int{}
	for l, err := range labels.All(r, storage.LabelByCode.Key()) {
		if err != nil {
			return nil, err
		}
		rep.Records++
		if !l.Batch.IsZero() {
			printed[l.Batch]++
		}
		if !l.Batch.IsZero() && l.Kind == LabelUnit {
			bound[l.Batch]++
		}
		if err := proveLabel(r, l, &rep); err != nil {
			return nil, err
		}
	}
	for b, err := range labelBatches.All(r, storage.LabelBatchByID.Key()) {
		if err != nil {
			return nil, err
		}
		if printed[b.ID] != b.Count || bound[b.ID] != b.Bound {
			find(&rep, "label batch %s says %d of %d on units, the labels %d of %d", b.Number, b.Bound, b.Count, bound[b.ID], printed[b.ID])
		}
	}
	return []storage.Report{first, second, third, rep}, nil
}

func proveLabel(r storage.Reader, l Label, rep *storage.Report) error {
	holder, taken, err := units.Find(r, storage.UnitByCode.Key().Text(l.Code))
	if err != nil {
		return err
	}
	if taken && (l.Kind != LabelUnit || holder.ID.String() != l.Ref) {
		find(rep, "label %s of kind %s is also the code of unit %s", l.Code, l.Kind, holder.ID)
	}
	if l.Kind != LabelUnit {
		return nil
	}
	if _, ok, err := unitOfLabel(r, l.Code); fault.CodeOf(err) == fault.NotFound || err == nil && !ok {
		find(rep, "label %s leads to unit %s, which is not there", l.Code, l.Ref)
	} else if err != nil {
		return err
	}
	return nil
}

// number gives the batch the next number of its centre and year.
func (b *LabelBatch) number(tx *op.Tx) error {
	year, _ := dayOf(tx.At)
	n, err := tx.Count(b.Centre, "label", year)
	b.Number = fmt.Sprintf("LBL-%d-%04d", year, n)
	return err
}
