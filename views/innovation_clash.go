package views

import (
	"strconv"
	"strings"

	"lumbung/app/innovation"
	"lumbung/views/i18n"
)

// InnovationClashPage lets somebody put together what two have made of one part:
// what both began with, what the other has saved, and what was typed here.
type InnovationClashPage struct {
	Form   Form // carries all that was typed, and the version to write over
	Record innovation.Innovation
	Clash  *innovation.Clash
}

// clashRow is one answer on which the two differ.
type clashRow struct {
	innovation.ThreeWay
	At int
}

func (p InnovationClashPage) rows() []clashRow {
	var list []clashRow
	for at, w := range p.Clash.Fields() {
		list = append(list, clashRow{w, at})
	}
	return list
}

func pickField(at int, part string) string { return "picks." + strconv.Itoa(at) + "." + part }

// chosen marks, before anybody chooses, the answer that only one has changed, or
// else one's own.
func (r clashRow) chosen(f Form) Form {
	take := "yours"
	if !r.Both && r.Yours == r.Base {
		take = "theirs"
	}
	return f.Set(pickField(r.At, "take"), take)
}

func (r clashRow) options(l i18n.Lang) []Option {
	list := []Option{{Value: "theirs", Label: l.T("clash.take_theirs")}, {Value: "yours", Label: l.T("clash.take_yours")}}
	if r.Joins && r.Both {
		list = append(list, Option{Value: "both", Label: l.T("clash.take_both")})
	}
	return list
}

// hidden are the values that go along unseen: all but the choices themselves.
func (p InnovationClashPage) hidden() []typedValue {
	var list []typedValue
	for _, v := range p.Form.typed() {
		if !strings.HasPrefix(v.Name, "picks.") && v.Name != "version" {
			list = append(list, v)
		}
	}
	return list
}

// since says who saved in between, and when.
func (p InnovationClashPage) since(f Frame) string {
	return f.T("clash.since", "role", f.T("role."+strings.ReplaceAll(string(p.Clash.By.Role), "-", "_")), "ago", f.Lang.Relative(p.Clash.At, f.Now))
}

// part is the part of the form on which the two met.
func (p InnovationClashPage) part() innovation.Part {
	if fields := p.Clash.Fields(); len(fields) > 0 {
		return fields[0].Part
	}
	return innovation.PartCore
}
