package stock

import (
	"context"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Unscan is a scan that was a mistake.
type Unscan struct {
	Count string `json:"count" validate:"required,max=80"`
	Code  string `json:"code" validate:"required,max=200"` // of a unit in the list, or an unknown one
}

// Forget takes a code out of the list of a count.
func (s *Stock) Forget(ctx context.Context, in Unscan) (Count, error) {
	return op.Write(ctx, s.d, policy.CountRecord, in, func(tx *op.Tx) (Count, error) {
		c, err := ownCount(tx, in.Count, StageCounting)
		if err != nil {
			return c, err
		}
		t := &telling{tx: tx, c: &c, lines: map[string]*CountLine{}}
		u, err := unitAt(tx, in.Code, "")
		if fault.CodeOf(err) == fault.NotFound {
			return c, t.forgetUnknown(in.Code)
		}
		if err != nil {
			return c, err
		}
		m, known, err := countMarks.Get(tx, markKey(c.ID, u.ID))
		if err == nil && (!known || m.Kind == MarkMissing) {
			err = fault.InField("code", "count.not_in_list", fault.Args{"code": in.Code})
		}
		if err != nil {
			return c, err
		}
		l, err := t.line(m.Node, m.Model)
		if err != nil {
			return c, err
		}
		if err := t.tally(m, l, -1); err != nil {
			return c, err
		}
		tx.Changed("unit", u.Code, "")
		if err := countMarks.Delete(tx, markKey(c.ID, u.ID)); err != nil {
			return c, err
		}
		return c, t.save()
	})
}

func (t *telling) forgetUnknown(code string) error {
	key := unknownCodes.ID(&UnknownCode{Count: t.c.ID, Code: strings.ToUpper(code)})
	_, known, err := unknownCodes.Get(t.tx, key)
	if err == nil && !known {
		err = fault.InField("code", "count.not_in_list", fault.Args{"code": code})
	}
	if err != nil {
		return err
	}
	t.c.Sums.Unknown--
	if err := unknownCodes.Delete(t.tx, key); err != nil {
		return err
	}
	return t.save()
}
