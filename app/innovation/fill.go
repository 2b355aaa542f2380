package innovation

import (
	"context"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Filling completes a draft in one go: the answers that Only names, a first
// photo, how far the protection of the design has come. With Submit it hands the
// draft in as well, or does nothing at all.
type Filling struct {
	Edit
	Photo []byte `json:"photo"` // a file: JPEG, PNG, WebP or GIF
	Alt   string `json:"alt" validate:"max=300"`
	IP    string `json:"ip" validate:"omitempty,oneof=none filed secret"` // what is registered has a number as well, see Design
	// Releases says what the first version of the design is, 1.0.0; more are told on the pages of the design.
	Releases string `json:"releases" validate:"max=500"`
	Submit   bool   `json:"submit"`
}

// Check looks at the answers that the filling carries.
func (in Filling) Check() []fault.Field {
	in.some = true
	return in.Edit.Check()
}

// FillIPs are the states of protection that need no more words.
func FillIPs() []string { return []string{"none", "filed", ipSecret} }

// Fill saves what a draft missed. It fails as Change does; with Submit as Submit
// does too, and a refusal is appealed by Submit alone, which takes the note.
func (n *Innovations) Fill(ctx context.Context, in Filling) (Innovation, error) {
	in.some = true
	act := policy.InnovationDraft
	if in.Submit {
		act = policy.InnovationSubmit
	}
	pic, err := n.develop(ctx, act, "photo", in.Photo)
	if err != nil {
		return Innovation{}, err
	}
	return op.Write(ctx, n.d, act, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := n.editable(tx, in.Innovation)
		if err != nil {
			return rec, err
		}
		if in.Submit && rec.State != Draft && rec.State != Returned {
			return rec, conflict(rec.State)
		}
		after, err := in.made(tx, &rec)
		if err != nil {
			return rec, err
		}
		if in.IP != "" && after.Blueprint.Rights.IP == "" {
			after.Blueprint.Rights.IP = in.IP
		}
		if in.Releases != "" && len(after.Blueprint.Releases) == 0 {
			after.Blueprint.Releases = []Release{{Version: "1.0.0", Note: in.Releases}}
		}
		if pic != nil && len(after.Photos) == 0 {
			after.Photos = []Photo{pic.photo(in.Alt)}
			if err := pic.keep(tx); err != nil {
				return rec, err
			}
		}
		note(tx, rec.Content, after)
		rec.Content = after
		rec.reopen()
		if in.Submit {
			if err := rec.pass(ToSubmit); err != nil {
				return rec, err
			}
			rec.handIn(tx)
		}
		return rec, save(tx, &rec)
	})
}

// ToFill names the answers that the form of a draft has to carry so that it can
// be handed in: what is missing, and what can only be said together with it.
func (c *Content) ToFill() []string {
	seen, list := map[string]bool{}, []string(nil)
	for _, name := range c.Missing(ToSubmit) {
		for _, one := range withit(name) {
			if !seen[one] {
				seen[one], list = true, append(list, one)
			}
		}
	}
	return list
}

// withit are the answers that stand or fall with one.
func withit(name string) []string {
	switch name {
	case "tkt", "tkt_ticks", "tkt_on", "tkt_by":
		return []string{"tkt", "tkt_ticks", "tkt_on", "tkt_by", "tkt_until"} // a day without a level says nothing
	case "diffusion", "applied_on":
		return []string{"diffusion", "applied_on"} // who has only created it need not have begun
	case "unit_cost":
		return []string{"unit_cost", "priced_on"}
	case "contributors":
		return []string{"contributors", "names_agreed"}
	}
	return []string{name}
}
