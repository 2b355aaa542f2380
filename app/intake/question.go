package intake

import (
	"time"

	"lumbung/app/op"
	"lumbung/storage"
)

// QuestionState is what has become of a question.
type QuestionState string

// The states of a question. What somebody outside asks is shown to nobody but
// its centre until that has published it.
const (
	QuestionWaiting   QuestionState = "waiting"
	QuestionAnswered  QuestionState = "answered"  // not for everybody
	QuestionPublished QuestionState = "published" // on the page of the innovation
	QuestionRejected  QuestionState = "rejected"
)

// QuestionStates lists the states in the order of a life.
func QuestionStates() []QuestionState {
	return []QuestionState{QuestionWaiting, QuestionAnswered, QuestionPublished, QuestionRejected}
}

// RejectReasons lists why a question is not answered.
func RejectReasons() []string {
	return []string{"off-topic", "unclear", "duplicate", "abusive", "personal"}
}

// Question is what somebody asks about a published innovation: a member of staff
// of any centre, or anybody.
type Question struct {
	ID         op.ID         `cbor:"1,keyasint" json:"id"`
	Innovation op.ID         `cbor:"2,keyasint" json:"innovation"`
	Centre     string        `cbor:"3,keyasint" json:"centre"`                   // whose innovation it is
	From       string        `cbor:"4,keyasint,omitempty" json:"from,omitempty"` // centre that asks; empty for somebody outside
	By         string        `cbor:"5,keyasint,omitempty" json:"by,omitempty"`   // name of the member of staff who asks
	Peer       bool          `cbor:"6,keyasint,omitempty" json:"peer"`           // asked by staff: others of the staff read it at once
	Sealed     []byte        `cbor:"7,keyasint,omitempty" json:"sealed,omitempty"`
	Text       string        `cbor:"8,keyasint,omitempty" json:"text"` // as it is shown; of somebody outside only once it is published
	Answer     string        `cbor:"9,keyasint,omitempty" json:"answer"`
	AnsweredBy string        `cbor:"10,keyasint,omitempty" json:"answered_by,omitempty"`
	State      QuestionState `cbor:"11,keyasint" json:"state"`
	Reason     string        `cbor:"12,keyasint,omitempty" json:"reject_reason,omitempty"`
	Asked      time.Time     `cbor:"13,keyasint" json:"asked_at"`
	Since      time.Time     `cbor:"14,keyasint" json:"since"`
	Answered   time.Time     `cbor:"15,keyasint,omitzero" json:"answered_at,omitzero"`
	Contact    bool          `cbor:"16,keyasint,omitempty" json:"has_contact"` // who asks is still known
	Version    int64         `cbor:"17,keyasint" json:"version"`
}

// Original is a question of somebody outside as they wrote it, sealed: it can
// tell of a person. Name and contact are erased with time, the words are kept.
type Original struct {
	Text    string `cbor:"1,keyasint" json:"text"`
	Name    string `cbor:"2,keyasint,omitempty" json:"name,omitempty"`
	Contact string `cbor:"3,keyasint,omitempty" json:"contact,omitempty"`
}

// The readers that a question is shown to beside its centre.
const (
	forStaff  = "staff"
	forPublic = "public"
)

// due is when name and contact are to be erased; the zero time where there are none.
func (q *Question) due() time.Time {
	switch {
	case !q.Contact:
		return time.Time{}
	case q.State == QuestionWaiting:
		return q.Since.AddDate(0, silentMonths, 0)
	default:
		return q.Since.AddDate(0, keptMonths, 0)
	}
}

var questions = storage.Table[Question]{
	Kind: "question",
	ID:   func(q *Question) storage.Key { return storage.QuestionByID.Key().ID(q.ID) },
	Index: func(q *Question) []storage.Key {
		keys := []storage.Key{storage.QuestionByState.Key().Text(q.Centre).Text(string(q.State)).Time(q.Since).ID(q.ID)}
		shown := func(to string, at time.Time) {
			keys = append(keys, storage.QuestionShown.Key().ID(q.Innovation).Text(to).Time(at).ID(q.ID))
		}
		if q.State == QuestionPublished {
			shown(forPublic, q.Answered)
		}
		if q.State == QuestionPublished || q.Peer && q.State != QuestionRejected {
			shown(forStaff, q.Asked)
		}
		if due := q.due(); !due.IsZero() {
			keys = append(keys, storage.QuestionByDue.Key().Time(due).ID(q.ID))
		}
		return keys
	},
}

// move takes a question to a state, and stores and journals it. Neither question
// nor answer stands in the journal.
func (q *Question) move(tx *op.Tx, to QuestionState) error {
	tx.About("question", q.ID, "")
	tx.About("innovation", q.Innovation, "")
	tx.Changed("state", string(q.State), string(to))
	q.State, q.Since = to, tx.At
	q.Version++
	return questions.Put(tx, q)
}
