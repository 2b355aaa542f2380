package innovation

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// BlueprintParts are the parts that are saved for themselves, in their order.
func BlueprintParts() []string {
	return []string{"sizes", "releases", "tests", "safety", "certificates", "rights", "parts"}
}

// named lists the parts that the edit says.
func (in BlueprintEdit) named() (list []string) {
	for _, x := range []struct {
		name string
		said bool
	}{
		{"sizes", in.Sizes != nil},
		{"releases", in.Releases != nil},
		{"tests", in.Tests != nil},
		{"safety", in.Safety != nil},
		{"certificates", in.Certificates != nil},
		{"rights", in.Rights != nil},
		{"parts", in.Parts != nil},
	} {
		if x.said {
			list = append(list, x.name)
		}
	}
	return list
}

// onto returns what b says once the edit is made.
func (in BlueprintEdit) onto(b Blueprint) Blueprint {
	b = b.clone()
	if in.Sizes != nil {
		b.Sizes = in.Sizes.sizes()
	}
	if in.Releases != nil {
		b.Releases = kept(in.Releases.Rows, func(r ReleaseEdit) Release { return Release(r) })
		newestFirst(b.Releases)
	}
	if in.Tests != nil {
		b.Tests = kept(in.Tests.Rows, func(r TestEdit) SafetyTest { return SafetyTest(r) })
	}
	if in.Safety != nil {
		b.Safety = Safety(*in.Safety)
	}
	if in.Certificates != nil {
		b.Certificates = kept(in.Certificates.Rows, func(r CertificateEdit) Certificate { return Certificate(r) })
	}
	if in.Rights != nil {
		b.Rights = in.Rights.rights()
	}
	if in.Parts != nil {
		b.Parts = in.Parts.list()
	}
	return b
}

// kept turns the rows of a form that are not empty into those of a record.
func kept[Row comparable, Rec any](rows []Row, rec func(Row) Rec) (list []Rec) {
	var empty Row
	for _, r := range rows {
		if r != empty {
			list = append(list, rec(r))
		}
	}
	return list
}

func (in SizesEdit) sizes() Sizes {
	return Sizes{
		Length: in.Length, Width: in.Width, Height: in.Height, Mass: in.Mass, MaxLoad: in.MaxLoad, Power: in.Power, User: in.User,
		Fittings: kept(in.Fittings, func(r FittingEdit) Fitting { return Fitting(r) }),
	}
}

func (in RightsEdit) rights() Rights {
	r := Rights(in)
	r.Hardware, _ = licenceID(in.Hardware, ForHardware)
	r.Software, _ = licenceID(in.Software, ForSoftware)
	r.Documents, _ = licenceID(in.Documents, ForDocuments)
	return r
}

func (in PartsEdit) list() PartsList {
	p := PartsList{PricesOn: in.PricesOn, Rows: kept(in.Rows, func(r ComponentEdit) Component { return Component(r) })}
	for _, line := range in.Paste {
		if c, ok := pasted(line); ok && strings.TrimSpace(line) != "" {
			p.Rows = append(p.Rows, c)
		}
	}
	if len(p.Rows) == 0 {
		p.PricesOn = time.Time{} // a day of prices that are not there says nothing
	}
	return p
}

// said is a part as it is kept.
func (b *Blueprint) said(part string) any {
	switch part {
	case "sizes":
		return b.Sizes
	case "releases":
		return b.Releases
	case "tests":
		return b.Tests
	case "safety":
		return b.Safety
	case "certificates":
		return b.Certificates
	case "rights":
		return b.Rights
	case "parts":
		return b.Parts
	case "files":
		return b.Files
	}
	return nil
}

// text is a part in a form that tells two of them apart.
func (b *Blueprint) text(part string) string {
	data, err := json.Marshal(b.said(part))
	if err != nil {
		return "" // plain values only: they can all be written
	}
	return string(data)
}

// lines is a part as people compare it: a line for each row or value, "" where
// nothing is said.
func (b *Blueprint) lines(part string) string {
	if !b.Has(part) {
		return ""
	}
	data, err := json.MarshalIndent(b.said(part), "", " ")
	if err != nil {
		return ""
	}
	var lines []string
	for line := range strings.SplitSeq(string(data), "\n") {
		if line = strings.Trim(line, ` ,{}[]"`); line != "" && !strings.HasSuffix(line, `": `) {
			lines = append(lines, strings.ReplaceAll(strings.ReplaceAll(line, `": `, ": "), `: "`, ": "))
		}
	}
	return strings.Join(lines, "\n")
}

// contentFields are the answers of the form and, after them, what has pages of
// its own: the needs it answers, the parts of the blueprint and the video. It is
// all in which two contents can differ.
func contentFields() []field {
	list := append(formFields(), field{
		name: "needs", open: true, text: func(c *Content) string { return idList(c.Needs) }, json: func(c *Content) any { return c.Needs },
	})
	for _, part := range append(BlueprintParts(), "files") {
		list = append(list, field{
			name: "blueprint_" + part,
			text: func(c *Content) string { return c.Blueprint.lines(part) }, json: func(c *Content) any { return c.Blueprint.said(part) },
		})
	}
	return append(list, field{name: "media", text: func(c *Content) string { return c.Media.text() }, json: func(c *Content) any { return c.Media }})
}

// BlueprintClash is the cause of a Stale fault: what a part said when its form
// was opened, and what somebody else has saved in it since.
type BlueprintClash struct {
	Base, Yours, Theirs Blueprint

	Parts   []string     // that the edit names
	Known   bool         // there was a version as the form says
	Version int64        // of Theirs; saving over it takes this number
	By      policy.Actor // who saved last
	At      time.Time
}

// Error says that the form is older than the part.
func (c *BlueprintClash) Error() string {
	return "innovation: the form was opened before the last change of its part"
}

// Design saves the parts of a blueprint that in names. It fails with Stale, whose
// cause is a *BlueprintClash, when somebody has changed one of these parts since
// the form was opened; a change elsewhere in the record does not disturb it.
func (n *Innovations) Design(ctx context.Context, in BlueprintEdit) (Innovation, error) {
	return op.Write(ctx, n.d, policy.InnovationDesign, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := n.editable(tx, in.Innovation)
		if err != nil {
			return rec, err
		}
		if err := fresh(tx, &rec, in); err != nil {
			return rec, err
		}
		if in.Releases != nil {
			for _, r := range in.Releases.Rows {
				if r.Date.After(tx.At) {
					return rec, fault.InField("releases.rows", "innovation.future", nil)
				}
			}
		}
		after := rec.Content.clone()
		after.Blueprint = in.onto(after.Blueprint)
		return rec, redraw(tx, &rec, after)
	})
}

// redraw makes after the working copy.
func redraw(tx *op.Tx, rec *Innovation, after Content) error {
	note(tx, rec.Content, after)
	rec.Content = after
	rec.reopen()
	return save(tx, rec)
}

// fresh fails with Stale when one of the parts that an edit names is another now
// than in the version that its form was opened with.
func fresh(tx *op.Tx, rec *Innovation, in BlueprintEdit) error {
	if in.Version == rec.Version {
		return nil
	}
	base, ok, err := versions.Get(tx, versions.ID(&Version{Innovation: rec.ID, Number: in.Version}))
	if err != nil {
		return err
	}
	same := ok
	for _, part := range in.named() {
		same = same && base.Content.Blueprint.text(part) == rec.Blueprint.text(part)
	}
	if same {
		return nil
	}
	last, _, err := versions.Get(tx, versions.ID(&Version{Innovation: rec.ID, Number: rec.Version}))
	if err != nil {
		return err
	}
	f := fault.New(fault.Stale, "error.stale", nil)
	f.Err = &BlueprintClash{
		Base: base.Content.Blueprint, Yours: in.onto(rec.Blueprint), Theirs: rec.Blueprint.clone(), Parts: in.named(), Known: ok,
		Version: rec.Version, By: last.By, At: last.At,
	}
	return f
}
