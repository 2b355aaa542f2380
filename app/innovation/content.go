package innovation

import (
	"slices"
	"time"

	"lumbung/app/op"
	"lumbung/app/policy"
)

// Kind is what sort of thing an innovation is.
type Kind string

// The kinds.
const (
	Device  Kind = "assistive_device" // alat bantu
	Product Kind = "business_product" // produk usaha of an SKA
	Service Kind = "service"
	Method  Kind = "method"
	Digital Kind = "digital"
)

// Kinds lists the kinds.
func Kinds() []Kind { return []Kind{Device, Product, Service, Method, Digital} }

// Diffusion is how far an innovation has spread (PermenPANRB 91/2021).
type Diffusion string

// The stages. The empty one is not stated.
const (
	Created     Diffusion = "created"     // penciptaan
	Developed   Diffusion = "developed"   // pengembangan
	Established Diffusion = "established" // pelembagaan
)

// Diffusions lists the stages.
func Diffusions() []Diffusion { return []Diffusion{Created, Developed, Established} }

// The ends of the scales.
const (
	MaxTKT           = 9 // tingkat kesiapterapan teknologi, Permenristekdikti 42/2016
	MaxDocumentation = 4 // as the documentation readiness level of Open Know-How
	MaxEvidence      = 5 // 0 for none, then as the Standards of Evidence of Nesta
)

// Readiness is the TKT with when and by whom it was measured; a level without
// them says little.
type Readiness struct {
	TKT int       `cbor:"1,keyasint,omitempty" json:"tkt"` // 1 to 9; 0 is not measured
	On  time.Time `cbor:"2,keyasint,omitzero" json:"on,omitzero"`
	By  string    `cbor:"3,keyasint,omitempty" json:"by,omitempty"` // who measured, in words

	Ticks []string  `cbor:"4,keyasint,omitempty" json:"ticks,omitempty"` // what is met of the level, codes of Indicators
	Until time.Time `cbor:"5,keyasint,omitzero" json:"until,omitzero"`   // it holds until this day (42/2016, articles 10 and 11)
}

// Photo is a picture of an innovation. The picture itself is kept by its hash.
type Photo struct {
	Hash   string `cbor:"1,keyasint" json:"hash"`
	Alt    string `cbor:"2,keyasint,omitempty" json:"alt"` // what it shows, for those who do not see it
	Width  int    `cbor:"3,keyasint" json:"width"`         // of the largest variant, pixels
	Height int    `cbor:"4,keyasint" json:"height"`
	Widths []int  `cbor:"5,keyasint" json:"widths"` // of all variants, ascending
}

// HeightAt is the height of the variant of the given width.
func (p Photo) HeightAt(width int) int {
	if p.Width == 0 {
		return 0
	}
	return max(1, (p.Height*width+p.Width/2)/p.Width)
}

// Content is what is told about an innovation. Each field is needed at its own
// gate only; see Missing.
type Content struct {
	Title        string   `cbor:"1,keyasint" json:"title"`
	Problem      string   `cbor:"2,keyasint" json:"problem"`
	Kind         Kind     `cbor:"3,keyasint" json:"kind"`
	Summary      string   `cbor:"4,keyasint,omitempty" json:"summary"`
	Easy         string   `cbor:"5,keyasint,omitempty" json:"easy"` // easy to read: short sentences, one idea each
	ForWhom      string   `cbor:"6,keyasint,omitempty" json:"for_whom"`
	Disabilities []string `cbor:"7,keyasint,omitempty" json:"disabilities"` // codes of reference.Disabilities
	ISO          string   `cbor:"8,keyasint,omitempty" json:"iso"`          // ISO 9999, "12 23 06"
	Novelty      string   `cbor:"9,keyasint,omitempty" json:"novelty"`
	Photos       []Photo  `cbor:"10,keyasint,omitempty" json:"photos"`
	Warnings     string   `cbor:"11,keyasint,omitempty" json:"warnings"`
	UnitCost     int64    `cbor:"12,keyasint,omitempty" json:"unit_cost"` // whole rupiah; 0 is not stated
	Contributors string   `cbor:"13,keyasint,omitempty" json:"contributors"`
	Lessons      string   `cbor:"14,keyasint,omitempty" json:"lessons"` // what failed and what was learned

	Readiness     Readiness `cbor:"15,keyasint,omitzero" json:"readiness"`
	Documentation int       `cbor:"16,keyasint,omitempty" json:"documentation"` // 1 to 4; 0 is not stated
	Evidence      *int      `cbor:"17,keyasint,omitempty" json:"evidence"`      // 0 to 5; nil is not stated
	EvidenceNote  string    `cbor:"18,keyasint,omitempty" json:"evidence_note"`
	Diffusion     Diffusion `cbor:"19,keyasint,omitempty" json:"diffusion"`

	Atensi    []string    `cbor:"20,keyasint,omitempty" json:"atensi,omitempty"`    // codes of reference.Components
	Goals     []int       `cbor:"21,keyasint,omitempty" json:"goals,omitempty"`     // of the United Nations, 1 to 17 (TPB)
	Outcomes  []Outcome   `cbor:"22,keyasint,omitempty" json:"outcomes,omitempty"`  // of the ministry, that it supports
	Clusters  []Cluster   `cbor:"23,keyasint,omitempty" json:"clusters,omitempty"`  // of ATENSI
	Functions []Function  `cbor:"24,keyasint,omitempty" json:"functions,omitempty"` // what it helps with
	AppliedOn time.Time   `cbor:"25,keyasint,omitzero" json:"applied_on,omitzero"`  // first in use; the competition asks for its age
	Keeping   Keeping     `cbor:"26,keyasint,omitzero" json:"keeping,omitzero"`     // who answers for it
	Making    Making      `cbor:"27,keyasint,omitzero" json:"making,omitzero"`      // what one costs and takes
	Proof     []Proof     `cbor:"28,keyasint,omitempty" json:"proof,omitempty"`     // what the evidence rests on
	Mentions  []Mention   `cbor:"29,keyasint,omitempty" json:"mentions,omitempty"`  // partners, awards, press, papers
	Passing   Passing     `cbor:"31,keyasint,omitzero" json:"passing,omitzero"`     // how others take it over and what keeps it going
	English   Translation `cbor:"32,keyasint,omitzero" json:"english,omitzero"`     // for the pages under /en
	Needs     []op.ID     `cbor:"30,keyasint,omitempty" json:"needs,omitempty"`     // of the register, that it answers

	Media Media `cbor:"35,keyasint,omitzero" json:"media,omitzero"` // a video, see SetMedia

	Blueprint Blueprint `cbor:"40,keyasint,omitzero" json:"blueprint,omitzero"`
}

// clone copies c with all it refers to, so that the published copy does not
// change with the working one.
func (c Content) clone() Content {
	c.Disabilities = slices.Clone(c.Disabilities)
	c.Photos = slices.Clone(c.Photos)
	c.Readiness.Ticks = slices.Clone(c.Readiness.Ticks)
	c.Atensi, c.Goals, c.Outcomes = slices.Clone(c.Atensi), slices.Clone(c.Goals), slices.Clone(c.Outcomes)
	c.Clusters, c.Functions = slices.Clone(c.Clusters), slices.Clone(c.Functions)
	c.Keeping.Involved = slices.Clone(c.Keeping.Involved)
	c.Proof, c.Mentions = slices.Clone(c.Proof), slices.Clone(c.Mentions)
	c.Blueprint = c.Blueprint.clone()
	c.Needs = slices.Clone(c.Needs)
	if c.Evidence != nil {
		level := *c.Evidence
		c.Evidence = &level
	}
	return c
}

// shown is what of c everybody may read: not who answers for it by name, and
// names of contributors only when each of them has agreed.
func (c Content) shown() Content {
	c = c.clone()
	c.Keeping.Responsible = ""
	if !c.Keeping.NamesAgreed {
		c.Contributors = ""
	}
	for i := range c.Proof {
		c.Proof[i].By = policy.Actor{}
	}
	return c
}

// Cover is the picture that stands for the innovation; ok is false when it has
// none.
func (c *Content) Cover() (cover Photo, ok bool) {
	if len(c.Photos) == 0 {
		return Photo{}, false
	}
	return c.Photos[0], true
}
