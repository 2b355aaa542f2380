package allocation

import (
	"context"
	"time"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/numbering"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// requestLetter is the type of a request's number. Handovers are numbered by the
// template of their centre; requests stay inside the house and share one.
const requestLetter = "PMH"

// handoverLetter is the type of a hand-over's number.
const handoverLetter = "BAST"

const requestTemplate = "{no}/PMH/{kode_unit}/{bulan}/{tahun}"

// letterNumber gives out the next number of a request.
func letterNumber(tx *op.Tx, centre, kind string, at time.Time) (string, error) {
	template, err := numbering.Parse(requestTemplate)
	if err != nil {
		return "", fault.Wrap(err, "template of %s", kind)
	}
	c, err := network.CentreByCode(tx, centre)
	if err != nil {
		return "", err
	}
	number, err := next(tx, c, template, kind, at)
	if err != nil {
		return "", err
	}
	return number, unique(tx, requestNumberKey(number), "request.number_taken", number)
}

// handoverNumber gives out the next BAST number of a centre by its own template.
func handoverNumber(tx *op.Tx, c network.Centre, at time.Time) (string, error) {
	template, err := c.NumberTemplate()
	if err != nil {
		return "", fault.Wrap(err, "template of centre %s", c.Code)
	}
	number, err := next(tx, c, template, handoverLetter, at)
	if err != nil {
		return "", err
	}
	return number, unique(tx, handoverNumberKey(numbering.Path(number)), "handover.number_taken", number)
}

// unique refuses a number that another letter has, as happens when two centres
// are given the same letter code.
func unique(r storage.Reader, key storage.Key, message, number string) error {
	_, taken, err := r.Get(key)
	if err == nil && taken {
		err = fault.New(fault.Conflict, message, fault.Args{"number": number})
	}
	return err
}

// next counts a series of the centre in the year of the letter.
func next(tx *op.Tx, c network.Centre, template numbering.Template, kind string, at time.Time) (string, error) {
	at = at.In(wib)
	n, err := tx.Count(c.Code, kind, at.Year())
	if err != nil {
		return "", err
	}
	return written(c, template, numbering.Values{No: n, Type: kind, Date: at})
}

// written fills in what the letters of a centre have in common.
func written(c network.Centre, template numbering.Template, v numbering.Values) (string, error) {
	v.UnitCode, v.Class = c.UnitCode(), "RH.00.01"
	number, err := template.Format(v)
	if err != nil {
		return "", fault.Wrap(err, "number of centre %s", c.Code)
	}
	return number, nil
}

// NumberPreview is what a centre might set for the numbers of its BAST.
type NumberPreview struct {
	Centre     string // code
	LetterCode string // empty: the centre's code stands for it
	Template   string // empty: the default
}

// NextNumber tells which number the next BAST of a centre would have. It gives
// none out. It is for those who may change the centre, and fails with Invalid
// for a template that cannot be read.
func (a *Allocations) NextNumber(ctx context.Context, in NumberPreview) (string, error) {
	return op.Read(ctx, a.d, policy.CentreChange, func(v *op.View) (string, error) {
		c, err := network.CentreByCode(v, in.Centre)
		if err != nil {
			return "", err
		}
		if err := v.Allow(c.Code); err != nil {
			return "", err
		}
		c.LetterCode, c.BAST = in.LetterCode, in.Template
		template, err := c.NumberTemplate()
		if err != nil {
			return "", fault.InField("bast_template", "centre.template", fault.Args{"example": numbering.DefaultBAST})
		}
		at := a.d.Now().In(wib)
		last, err := op.Counted(v, c.Code, handoverLetter, at.Year())
		if err != nil {
			return "", err
		}
		return written(c, template, numbering.Values{No: last + 1, Type: handoverLetter, Date: at})
	})
}
