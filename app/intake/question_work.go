package intake

import (
	"context"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// QuestionSheet is a question with all that its centre sees. Words are those that
// were written; name and contact are empty until they are revealed.
type QuestionSheet struct {
	Question
	Words    string   `json:"words"`
	Title    string   `json:"title"` // of the innovation
	Slug     string   `json:"slug"`
	FromName string   `json:"from_name"`
	Who      Original `json:"-"`
	Revealed bool     `json:"-"`

	MayAnswer bool `json:"-"`
	MayReveal bool `json:"-"`
}

// QuestionsAsk is which questions of a centre are wanted. An empty centre means
// the actor's, or all of none; an empty state those that wait.
type QuestionsAsk struct {
	Centre string        `json:"centre" validate:"max=60"`
	State  QuestionState `json:"state" validate:"max=20"`
	Cursor string        `json:"cursor" validate:"max=400"`
	Limit  int           `json:"limit" validate:"min=0,max=200"`
}

// QuestionQueue pages through the questions to a centre in one state, those that
// wait longest first.
func (n *Intake) QuestionQueue(ctx context.Context, in QuestionsAsk) (storage.Page[QuestionSheet], error) {
	return op.Read(ctx, n.d, policy.QuestionRead, func(v *op.View) (out storage.Page[QuestionSheet], err error) {
		if in.Centre == "" {
			in.Centre = v.By.Centre
		}
		if in.State == "" {
			in.State = QuestionWaiting
		}
		if err := v.Allow(in.Centre); err != nil {
			return out, err
		}
		prefix := storage.QuestionByState.Key().Text(in.Centre).Text(string(in.State))
		page, err := questions.Page(v, prefix, storage.Ask{Cursor: in.Cursor, Limit: in.Limit, Newest: in.State != QuestionWaiting})
		if err != nil {
			return out, err
		}
		out.Next, out.Prev = page.Next, page.Prev
		for _, q := range page.Items {
			s, err := n.questionSheet(v, v.By, q)
			if err != nil {
				return out, err
			}
			out.Items = append(out.Items, s)
		}
		return out, nil
	})
}

// OneQuestion returns a question to its centre, without who asks.
func (n *Intake) OneQuestion(ctx context.Context, id string) (QuestionSheet, error) {
	return op.Read(ctx, n.d, policy.QuestionRead, func(v *op.View) (QuestionSheet, error) {
		q, err := questionByID(v, id)
		if err != nil {
			return QuestionSheet{}, err
		}
		if err := v.Hide("question", q.Centre); err != nil {
			return QuestionSheet{}, err
		}
		return n.questionSheet(v, v.By, q)
	})
}

func (n *Intake) questionSheet(r storage.Reader, by policy.Actor, q Question) (QuestionSheet, error) {
	s := QuestionSheet{Question: q, Words: q.Text, FromName: centreName(r, q.From)}
	original, err := n.original(q)
	if err != nil {
		return s, err
	}
	if !q.Peer {
		s.Words = original.Text
	}
	s.Sealed = nil
	s.MayAnswer = policy.May(by, policy.QuestionAnswer, q.Centre)
	s.MayReveal = q.Contact && policy.May(by, policy.QuestionReveal, q.Centre)
	rec, err := innovation.ByID(r, q.Innovation)
	if sheet, ok := rec.Sheet(); ok {
		s.Title, s.Slug = sheet.Title, sheet.Slug
	}
	return s, err
}

func (n *Intake) original(q Question) (o Original, err error) {
	if len(q.Sealed) == 0 {
		return o, nil
	}
	if err = n.ring.Open(q.ID, q.Sealed, &o); err != nil {
		err = fault.Wrap(err, "question %s", q.ID)
	}
	return o, err
}

func questionByID(r storage.Reader, text string) (Question, error) {
	id, err := op.ParseID(text)
	if err != nil || id.IsZero() {
		return Question{}, fault.Missing("question")
	}
	q, ok, err := questions.Get(r, storage.QuestionByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("question")
	}
	return q, err
}

// QuestionNaming names a question by its id.
type QuestionNaming struct {
	Question string `json:"question" validate:"required,max=40"`
	Version  int64  `json:"version" validate:"min=0"` // as it was when it was opened; 0 skips the question
}

// RevealQuestion returns a question with who asks, and journals who looked.
func (n *Intake) RevealQuestion(ctx context.Context, in QuestionNaming) (QuestionSheet, error) {
	in.Version = 0
	return n.onQuestion(op.Afresh(ctx), policy.QuestionReveal, in, in, func(tx *op.Tx, q *Question) (QuestionSheet, error) {
		tx.About("question", q.ID, "")
		s, err := n.questionSheet(tx, tx.By, *q)
		if err != nil {
			return s, err
		}
		s.Revealed = true
		s.Who, err = n.original(*q)
		return s, err
	})
}

// onQuestion does a command about a question of the actor's centre.
func (n *Intake) onQuestion(
	ctx context.Context, act policy.Action, in any, name QuestionNaming, do func(*op.Tx, *Question) (QuestionSheet, error),
) (QuestionSheet, error) {
	return op.Write(ctx, n.d, act, in, func(tx *op.Tx) (QuestionSheet, error) {
		q, err := questionByID(tx, name.Question)
		if err != nil {
			return QuestionSheet{}, err
		}
		if tx.Allow(q.Centre) != nil {
			return QuestionSheet{}, fault.Missing("question")
		}
		if name.Version != 0 && name.Version != q.Version {
			return QuestionSheet{}, fault.New(fault.Stale, "error.stale", fault.Args{"yours": name.Version, "theirs": q.Version})
		}
		return do(tx, &q)
	})
}

// moved changes a question and returns it without what was sealed: the answer to
// a repeated form is kept, and must not hold what somebody wrote.
func (n *Intake) moved(ctx context.Context, act policy.Action, in any, name QuestionNaming, do func(*op.Tx, *Question) error) (Question, error) {
	s, err := n.onQuestion(ctx, act, in, name, func(tx *op.Tx, q *Question) (QuestionSheet, error) {
		err := do(tx, q)
		out := QuestionSheet{Question: *q}
		out.Sealed = nil
		return out, err
	})
	return s.Question, err
}

// Answering answers a question. Text is the question as everybody may read it:
// spelling put right, and nothing of a person in it. It is needed to publish.
type Answering struct {
	QuestionNaming
	Answer  string `json:"answer" validate:"required,max=2000"`
	Text    string `json:"text" validate:"max=500"`
	Publish bool   `json:"publish"`
}

// Check asks for the words that are to be shown.
func (in Answering) Check() []fault.Field {
	if in.Publish && plain(in.Text) == "" {
		return []fault.Field{{Name: "text", Key: "question.text_needed"}}
	}
	return nil
}

// AnswerQuestion answers a question, and publishes it with its answer where that
// is asked for. It may be done again, to put an answer right.
func (n *Intake) AnswerQuestion(ctx context.Context, in Answering) (Question, error) {
	in.Answer, in.Text = plain(in.Answer), plain(in.Text)
	return n.moved(ctx, policy.QuestionAnswer, in, in.QuestionNaming, func(tx *op.Tx, q *Question) error {
		q.Answer, q.AnsweredBy, q.Answered, q.Reason = in.Answer, tx.By.Name, tx.At, ""
		if in.Publish {
			q.Text = in.Text
			return q.move(tx, QuestionPublished)
		}
		if !q.Peer {
			q.Text = ""
		}
		return q.move(tx, QuestionAnswered)
	})
}

// Rejecting puts a question aside.
type Rejecting struct {
	QuestionNaming
	Reason string `json:"reason" validate:"required,oneof=off-topic unclear duplicate abusive personal"`
}

// RejectQuestion puts a question aside with a reason; a published one is taken
// off the page.
func (n *Intake) RejectQuestion(ctx context.Context, in Rejecting) (Question, error) {
	return n.moved(ctx, policy.QuestionReject, in, in.QuestionNaming, func(tx *op.Tx, q *Question) error {
		if q.State == QuestionRejected {
			return fault.New(fault.Conflict, "question.rejected_already", nil)
		}
		q.Reason = in.Reason
		if !q.Peer {
			q.Text = ""
		}
		return q.move(tx, QuestionRejected)
	})
}

// ForgetQuestions erases name and contact of those who asked, six months after
// their question was settled or two years after it was left lying, and returns
// of how many.
func (n *Intake) ForgetQuestions(ctx context.Context) (int, error) {
	var due []op.ID
	err := n.d.Store.View(ctx, func(r storage.Reader) error {
		due = nil
		for q, err := range questions.Range(r, storage.QuestionByDue.Key(), storage.QuestionByDue.Key().Time(n.d.Now())) {
			if err != nil {
				return err
			}
			if due = append(due, q.ID); len(due) == forgetAtOnce {
				break
			}
		}
		return nil
	})
	if err != nil || len(due) == 0 {
		return 0, err
	}
	return op.Write(op.Afresh(ctx), n.d, policy.QuestionErase, nil, func(tx *op.Tx) (int, error) {
		if err := tx.Allow(op.Headquarters); err != nil {
			return 0, err
		}
		erased := 0
		for _, id := range due {
			q, ok, err := questions.Get(tx, storage.QuestionByID.Key().ID(id))
			if err != nil {
				return 0, err
			}
			if when := q.due(); !ok || when.IsZero() || when.After(tx.At) {
				continue // somebody was quicker
			}
			if err := n.forgetAsker(tx, &q); err != nil {
				return 0, err
			}
			erased++
		}
		return erased, nil
	})
}

// forgetAsker keeps the words and nothing of who wrote them.
func (n *Intake) forgetAsker(tx *op.Tx, q *Question) error {
	o, err := n.original(*q)
	if err != nil {
		return err
	}
	if q.Sealed, err = n.ring.Seal(q.ID, Original{Text: o.Text}); err != nil {
		return fault.Wrap(err, "seal a question")
	}
	tx.About("question", q.ID, "")
	q.Contact = false
	q.Version++
	return questions.Put(tx, q)
}
