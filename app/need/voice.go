package need

import (
	"context"
	"time"

	"lumbung/app/fault"
	"lumbung/app/network"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/storage"
)

// Stage is what became of a voice.
type Stage string

// The stages.
const (
	Raw          Stage = "raw" // waits for a curator
	Grouped      Stage = "grouped"
	DroppedVoice Stage = "dropped"
)

// Voice is one thing that somebody lacks, as they said it. Of the public nothing
// is kept but the sentence and, if they like, the province.
type Voice struct {
	ID       op.ID     `cbor:"1,keyasint" json:"id"`
	Source   Source    `cbor:"2,keyasint" json:"source"`
	Sentence string    `cbor:"3,keyasint" json:"sentence"`
	Words    string    `cbor:"4,keyasint,omitempty" json:"words"`    // more of it, by a centre
	Centre   string    `cbor:"5,keyasint,omitempty" json:"centre"`   // that said it
	Province string    `cbor:"6,keyasint,omitempty" json:"province"` // two digits
	ISO      string    `cbor:"7,keyasint,omitempty" json:"iso"`
	People   int64     `cbor:"8,keyasint,omitempty" json:"people"` // whom a centre has counted
	At       time.Time `cbor:"9,keyasint" json:"at"`
	Stage    Stage     `cbor:"10,keyasint" json:"stage"`
	Need     op.ID     `cbor:"11,keyasint,omitzero" json:"need,omitzero"`
	Shown    bool      `cbor:"12,keyasint,omitempty" json:"shown"`  // a curator lets the public read it
	Reason   string    `cbor:"13,keyasint,omitempty" json:"reason"` // of dropping
}

var voices = storage.Table[Voice]{
	Kind: "need voice",
	ID:   func(v *Voice) storage.Key { return storage.NeedVoiceByID.Key().ID(v.ID) },
	Index: func(v *Voice) []storage.Key {
		keys := []storage.Key{storage.NeedVoiceByState.Key().Text(string(v.Stage)).Time(v.At).ID(v.ID)}
		if !v.Need.IsZero() {
			keys = append(keys, voicesOf(v.Need, v.Shown).Time(v.At).ID(v.ID))
		}
		return keys
	},
}

// voicesOf begins the keys of the voices of a need, of those that the public may
// read or of the others.
func voicesOf(need op.ID, shown bool) storage.Key {
	part := "hidden"
	if shown {
		part = "shown"
	}
	return storage.NeedVoiceOf.Key().ID(need).Text(part)
}

// Sentence is what anybody may say: what is lacking, and where.
type Sentence struct {
	Text     string `json:"sentence" validate:"required,min=8,max=200"`
	Province string `json:"province" validate:"max=2"`
	ISO      string `json:"iso" validate:"max=12"` // kind of device
}

// Check finds what no tag can say.
func (in Sentence) Check() (bad []fault.Field) {
	bad = unfit("sentence", in.Text)
	if !province(in.Province) {
		bad = append(bad, fault.Field{Name: "province", Key: "need.province_unknown"})
	}
	if _, ok := reference.ListedISO9999(in.ISO); !ok {
		bad = append(bad, fault.Field{Name: "iso", Key: "need.iso_unknown"})
	}
	return bad
}

// Said is the answer to somebody who said something: it holds none of it,
// because answers are kept to be given again.
type Said struct {
	At time.Time `json:"at"`
}

// Say keeps the sentence of anybody until a curator has read it. Nothing of it
// enters the journal.
func (s *Needs) Say(ctx context.Context, in Sentence) (Said, error) {
	in.Text = plain(in.Text)
	return op.Write(ctx, s.d, policy.NeedSay, in, func(tx *op.Tx) (Said, error) {
		v := Voice{ID: tx.ID(), Source: FromPublic, Sentence: in.Text, Province: in.Province, At: tx.At, Stage: Raw}
		v.ISO, _ = reference.ListedISO9999(in.ISO)
		if err := tx.Allow(op.Headquarters); err != nil {
			return Said{}, err
		}
		tx.About("need_voice", v.ID, "")
		tx.Changed("source", "", string(v.Source))
		return Said{tx.At}, voices.Add(tx, &v, nil)
	})
}

// Statement is what a centre says: the sentence, with more words and how many
// people it is about.
type Statement struct {
	Sentence string `json:"sentence" validate:"required,min=8,max=200"`
	Words    string `json:"words" validate:"max=1000"`
	ISO      string `json:"iso" validate:"max=12"`
	People   int64  `json:"people" validate:"min=0,max=1000000"`
}

// Check finds what no tag can say.
func (in Statement) Check() (bad []fault.Field) {
	bad = append(unfit("sentence", in.Sentence), unfit("words", in.Words)...)
	if _, ok := reference.ListedISO9999(in.ISO); !ok {
		bad = append(bad, fault.Field{Name: "iso", Key: "need.iso_unknown"})
	}
	return bad
}

// Tell keeps what a centre lacks.
func (s *Needs) Tell(ctx context.Context, in Statement) (Voice, error) {
	in.Sentence = plain(in.Sentence)
	return op.Write(ctx, s.d, policy.NeedTell, in, func(tx *op.Tx) (Voice, error) {
		v := Voice{
			ID: tx.ID(), Source: FromCentre, Sentence: in.Sentence, Words: in.Words, Centre: tx.By.Centre, People: in.People, At: tx.At, Stage: Raw,
		}
		if err := tx.Allow(v.Centre); err != nil {
			return v, err
		}
		v.ISO, _ = reference.ListedISO9999(in.ISO)
		centre, err := network.CentreByCode(tx, v.Centre)
		if err != nil {
			return v, err
		}
		v.Province = centre.Region[:min(2, len(centre.Region))]
		tx.About("need_voice", v.ID, "")
		tx.Changed("source", "", string(v.Source))
		return v, voices.Add(tx, &v, nil)
	})
}
