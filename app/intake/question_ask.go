package intake

import (
	"context"
	"net/mail"
	"strings"
	"time"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// NewQuestion is what somebody asks about an innovation. Name and contact are for
// people outside who want an answer of their own, and need their consent.
type NewQuestion struct {
	Innovation string `json:"innovation" validate:"required,max=120"` // slug, code or id
	Text       string `json:"text" validate:"max=500"`
	Name       string `json:"name" validate:"max=120"`
	Contact    string `json:"contact" validate:"max=120"` // telephone number or e-mail address
	Consent    bool   `json:"consent"`
}

// Check asks for all that is missing, so that it is said at once.
func (in NewQuestion) Check() (bad []fault.Field) {
	add := func(name, key string) { bad = append(bad, fault.Field{Name: name, Key: key}) }
	if len(strings.Fields(in.Text)) < 2 {
		add("text", "question.too_short")
	}
	if in.Contact != "" && normalPhone(in.Contact) == "" && !isEmail(in.Contact) {
		add("contact", "question.contact_form")
	}
	if in.personal() && !in.Consent {
		add("consent", "question.consent_needed")
	}
	return bad
}

func (in NewQuestion) personal() bool { return in.Name != "" || in.Contact != "" }

func isEmail(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text
}

// Question takes in what somebody outside asks. Nobody but the centre reads it
// until it is published.
func (n *Intake) Question(ctx context.Context, in NewQuestion) (Question, error) {
	in.Text, in.Name, in.Contact = plain(in.Text), plain(in.Name), plain(in.Contact)
	return op.Write(ctx, n.d, policy.QuestionAsk, in, func(tx *op.Tx) (Question, error) {
		q, err := about(tx, in.Innovation)
		if err != nil {
			return Question{}, err
		}
		contact := in.Contact
		if phone := normalPhone(contact); phone != "" {
			contact = phone
		}
		if q.Sealed, err = n.ring.Seal(q.ID, Original{Text: in.Text, Name: in.Name, Contact: contact}); err != nil {
			return Question{}, fault.Wrap(err, "seal a question")
		}
		q.Contact = in.personal()
		err = q.move(tx, QuestionWaiting)
		return Question{ID: q.ID, Centre: q.Centre, State: q.State, Asked: q.Asked, Since: q.Since, Innovation: q.Innovation}, err // is kept as the answer to a repeated form
	})
}

// PeerQuestion is what staff ask of another centre.
type PeerQuestion struct {
	Innovation string `json:"innovation" validate:"required,max=120"`
	Text       string `json:"text" validate:"required,min=5,max=500"`
}

// PeerQuestion takes in what a member of staff asks. The staff of all centres
// read it at once.
func (n *Intake) PeerQuestion(ctx context.Context, in PeerQuestion) (Question, error) {
	in.Text = plain(in.Text)
	return op.Write(ctx, n.d, policy.QuestionPeer, in, func(tx *op.Tx) (Question, error) {
		q, err := about(tx, in.Innovation)
		if err != nil {
			return Question{}, err
		}
		q.Peer, q.From, q.By, q.Text = true, tx.By.Centre, tx.By.Name, in.Text
		return q, q.move(tx, QuestionWaiting)
	})
}

// about begins a question about a published innovation.
func about(tx *op.Tx, ref string) (Question, error) {
	rec, err := innovation.Find(tx, ref)
	if err != nil {
		return Question{}, err
	}
	if err := tx.Allow(rec.Centre); err != nil {
		return Question{}, err
	}
	if _, published := rec.Sheet(); !published {
		return Question{}, fault.Missing("innovation")
	}
	return Question{ID: tx.ID(), Innovation: rec.ID, Centre: rec.Centre, Asked: tx.At}, nil
}

// Shown is a question with its answer, as those read it who are not its centre.
type Shown struct {
	ID       op.ID         `json:"id"`
	Text     string        `json:"text"`
	Answer   string        `json:"answer"`
	From     string        `json:"from"` // name of the centre that asks, "" for somebody outside
	Asked    time.Time     `json:"asked_at"`
	Answered time.Time     `json:"answered_at,omitzero"`
	State    QuestionState `json:"state"` // waiting, answered or published
	Owner    string        `json:"-"`     // name of the centre that answers
}

// ShownAsk is which questions about an innovation are wanted.
type ShownAsk struct {
	Innovation string `json:"innovation" validate:"required,max=120"`
	Cursor     string `json:"cursor" validate:"max=400"`
	Limit      int    `json:"limit" validate:"min=0,max=200"`
}

// Questions pages through the questions about an innovation that the actor may
// read, the newest first: the published ones, and to staff what other staff ask.
func (n *Intake) Questions(ctx context.Context, in ShownAsk) (storage.Page[Shown], error) {
	staff := policy.Reach(op.ActorOf(ctx).Role, policy.QuestionList) != policy.Never
	act, to := policy.QuestionSee, forPublic
	if staff {
		act, to = policy.QuestionList, forStaff
	}
	return op.Read(ctx, n.d, act, func(v *op.View) (out storage.Page[Shown], err error) {
		rec, err := innovation.Find(v, in.Innovation)
		if err != nil {
			return out, err
		}
		if err := v.Hide("innovation", rec.Centre); err != nil {
			return out, err
		}
		if _, published := rec.Sheet(); !published {
			return out, fault.Missing("innovation")
		}
		prefix := storage.QuestionShown.Key().ID(rec.ID).Text(to)
		page, err := questions.Page(v, prefix, storage.Ask{Cursor: in.Cursor, Limit: in.Limit, Newest: true})
		out.Next, out.Prev = page.Next, page.Prev
		for _, q := range page.Items {
			out.Items = append(out.Items, shown(v, q))
		}
		return out, err
	})
}

func shown(r storage.Reader, q Question) Shown {
	return Shown{
		ID: q.ID, Text: q.Text, Answer: q.Answer, From: centreName(r, q.From), State: q.State, Owner: centreName(r, q.Centre),
		Asked: q.Asked, Answered: q.Answered,
	}
}
