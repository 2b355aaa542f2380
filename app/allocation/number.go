package allocation

import (
	"time"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/numbering"
	"lumbung/app/op"
	"lumbung/storage"
)

// requestLetter is the type of a request's number. Handovers are numbered by the
// template of their centre; requests stay inside the house and share one.
const requestLetter = "PMH"

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
	number, err := next(tx, c, template, "BAST", at)
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
	number, err := template.Format(numbering.Values{No: n, Type: kind, UnitCode: c.UnitCode(), Class: "RH.00.01", Date: at})
	if err != nil {
		return "", fault.Wrap(err, "number of centre %s", c.Code)
	}
	return number, nil
}

// centreName is the name of a centre, its code where it is gone.
func centreName(r storage.Reader, code string) string {
	c, err := network.CentreByCode(r, code)
	if err != nil {
		return code
	}
	return c.Name
}
