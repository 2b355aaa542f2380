package innovation

import (
	"time"

	"lumbung/app/op"
	"lumbung/app/policy"
)

// Outcome is a change in people's lives that the ministry reports on (the list
// of the Directorate General of Social Rehabilitation, December 2020).
type Outcome string

// Outcomes lists the outcomes.
func Outcomes() []Outcome {
	return []Outcome{"basic_needs", "self_care", "self_actualised", "back_home", "family_able", "community_able"}
}

// Cluster is one of the five groups that ATENSI is for (Permensos 7/2021).
type Cluster string

// Clusters lists the groups.
func Clusters() []Cluster {
	return []Cluster{"children", "disability", "elderly", "addiction", "victims"}
}

// Function is what somebody finds hard and the innovation helps with: the six
// of the Washington Group, and working.
type Function string

// Functions lists the functions.
func Functions() []Function {
	return []Function{"seeing", "hearing", "walking", "remembering", "self_care", "communicating", "working"}
}

// Involvement is as what people with disabilities took part in the making.
type Involvement string

// Involvements lists them.
func Involvements() []Involvement { return []Involvement{"designer", "maker", "tester"} }

// Keeping says who answers for an innovation.
type Keeping struct {
	Unit        string        `cbor:"1,keyasint,omitempty" json:"unit,omitempty"`        // of the centre
	Responsible string        `cbor:"2,keyasint,omitempty" json:"responsible,omitempty"` // a name, for the ministry alone
	Role        string        `cbor:"3,keyasint,omitempty" json:"role,omitempty"`        // the office of the responsible person
	NamesAgreed bool          `cbor:"4,keyasint,omitempty" json:"names_agreed,omitempty"`
	Involved    []Involvement `cbor:"5,keyasint,omitempty" json:"involved,omitempty"`
}

// Fund is where the money came from.
type Fund string

// Funds lists the sources.
func Funds() []Fund { return []Fund{"apbn", "apbd", "donation", "company", "own", "other"} }

// Making says what one piece, or one round of a service, costs and takes. Money
// is whole rupiah; 0 is not stated.
type Making struct {
	Materials int64     `cbor:"1,keyasint,omitempty" json:"materials,omitempty"`
	Labour    int64     `cbor:"2,keyasint,omitempty" json:"labour,omitempty"`
	Overhead  int64     `cbor:"3,keyasint,omitempty" json:"overhead,omitempty"`
	PricedOn  time.Time `cbor:"4,keyasint,omitzero" json:"priced_on,omitzero"`  // the day the prices are of
	Hours     int       `cbor:"5,keyasint,omitempty" json:"hours,omitempty"`    // of work for one
	Days      int       `cbor:"6,keyasint,omitempty" json:"days,omitempty"`     // from the first cut until it is ready
	Capacity  int       `cbor:"7,keyasint,omitempty" json:"capacity,omitempty"` // pieces a month
	Tools     string    `cbor:"8,keyasint,omitempty" json:"tools,omitempty"`
	Skills    string    `cbor:"9,keyasint,omitempty" json:"skills,omitempty"`
	Fund      Fund      `cbor:"10,keyasint,omitempty" json:"fund,omitempty"`
	TKDN      int       `cbor:"11,keyasint,omitempty" json:"tkdn,omitempty"` // domestic content, per cent; 0 is not stated
}

// ProofKind is the sort of a piece of evidence.
type ProofKind string

// ProofKinds lists the sorts.
func ProofKinds() []ProofKind {
	return []ProofKind{"trial", "follow_up", "survey", "test", "study", "statement"}
}

// Proof is one piece of evidence. Its id belongs to its words: changed words are
// another piece, so that nobody has verified what was written later.
type Proof struct {
	ID     op.ID     `cbor:"1,keyasint" json:"id"`
	Kind   ProofKind `cbor:"2,keyasint" json:"kind"`
	Method string    `cbor:"3,keyasint,omitempty" json:"method,omitempty"`
	N      int       `cbor:"4,keyasint,omitempty" json:"n,omitempty"` // people or pieces looked at
	From   time.Time `cbor:"5,keyasint,omitzero" json:"from,omitzero"`
	To     time.Time `cbor:"6,keyasint,omitzero" json:"to,omitzero"`
	Result string    `cbor:"7,keyasint" json:"result"`

	By policy.Actor `cbor:"8,keyasint" json:"by,omitzero"` // who brought it
	At time.Time    `cbor:"9,keyasint" json:"at"`
}

// MentionKind is the sort of a Mention.
type MentionKind string

// MentionKinds lists the sorts.
func MentionKinds() []MentionKind { return []MentionKind{"partner", "award", "press", "paper"} }

// Mention is somebody or something outside the centre that stands by it.
type Mention struct {
	Kind MentionKind `cbor:"1,keyasint" json:"kind"`
	Name string      `cbor:"2,keyasint" json:"name"`
	Year int         `cbor:"3,keyasint,omitempty" json:"year,omitempty"`
	Link string      `cbor:"4,keyasint,omitempty" json:"link,omitempty"` // https only; of a paper its DOI
}

// Passing says how another centre takes it over and what keeps it going.
type Passing struct {
	Prerequisites  string `cbor:"1,keyasint,omitempty" json:"prerequisites,omitempty"`
	Mentor         string `cbor:"2,keyasint,omitempty" json:"mentor,omitempty"`         // an office, not a person
	Sustainability string `cbor:"3,keyasint,omitempty" json:"sustainability,omitempty"` // institution, budget, people
}

// Translation is what the pages in English show instead.
type Translation struct {
	Title   string `cbor:"1,keyasint,omitempty" json:"title,omitempty"`
	Summary string `cbor:"2,keyasint,omitempty" json:"summary,omitempty"`
	Easy    string `cbor:"3,keyasint,omitempty" json:"easy,omitempty"`
}
