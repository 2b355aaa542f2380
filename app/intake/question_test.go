package intake

import (
	"context"
	"strings"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/innovation/innovationtest"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// gif is one white pixel.
var gif = []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;")

func manager(t *testing.T, centre string) context.Context { return as(t, policy.SKA, centre) }

func (w world) check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (w world) draft(t *testing.T) innovation.Innovation {
	t.Helper()
	registry := innovation.New(w.d)
	rec, err := registry.Begin(manager(t, soeharso), innovation.NewInnovation{Title: "Kursi roda elektrik", Problem: "Jalan menanjak.", Kind: innovation.Device, Photo: gif, Alt: "Foto alat"})
	w.check(t, err)
	rec, err = registry.Change(manager(t, soeharso), innovationtest.Whole(rec))
	w.check(t, err)
	rec, err = registry.Design(manager(t, soeharso), innovationtest.Drawn(rec))
	w.check(t, err)
	return rec
}

func (w world) publish(t *testing.T) innovation.Innovation {
	t.Helper()
	registry, rec := innovation.New(w.d), w.draft(t)
	rec, err := registry.Submit(manager(t, soeharso), innovation.Submission{Innovation: rec.Slug})
	w.check(t, err)
	for _, centre := range []string{jaya, "meohai"} {
		rec, err = registry.Review(as(t, policy.Reviewer, centre), innovation.Judgement{Innovation: rec.Slug, Version: rec.Version, Decision: innovation.Publish})
		w.check(t, err)
	}
	return rec
}

const secretQuestion = "Apakah anak saya Kenanga boleh memakainya?"

func (w world) outside(t *testing.T, about innovation.Innovation) Question {
	t.Helper()
	q, err := w.Question(t.Context(), NewQuestion{Innovation: about.Slug, Text: secretQuestion, Name: secretName, Contact: secretPhone, Consent: true})
	w.check(t, err)
	return q
}

// read are the questions that somebody may read beside the centre.
func (w world) read(t *testing.T, ctx context.Context, about innovation.Innovation) []Shown { //nolint:revive // whoever reads is the point
	t.Helper()
	page, err := w.Questions(ctx, ShownAsk{Innovation: about.Slug})
	w.check(t, err)
	return page.Items
}

func TestNothingFromOutsideIsShownBeforeTheCentrePublishesIt(t *testing.T) {
	w := newWorld(t)
	about := w.publish(t)
	q := w.outside(t, about)
	for _, ctx := range []context.Context{t.Context(), manager(t, jaya), manager(t, soeharso)} {
		if got := w.read(t, ctx, about); len(got) > 0 {
			t.Errorf("%s reads %+v", op.ActorOf(ctx).Name, got)
		}
	}
	queue, err := w.QuestionQueue(manager(t, soeharso), QuestionsAsk{})
	if err != nil || len(queue.Items) != 1 || queue.Items[0].Words != secretQuestion || queue.Items[0].Who.Name != "" {
		t.Fatalf("the queue has %+v, %v", queue.Items, err)
	}
	w.nothingPersonal(t, secretQuestion)
	in := Answering{QuestionNaming: QuestionNaming{Question: q.ID.String(), Version: 1}, Answer: "Boleh, mulai umur 12 tahun.", Text: "Apakah anak boleh memakainya?", Publish: true}
	if _, err := w.AnswerQuestion(manager(t, soeharso), in); err != nil {
		t.Fatal(err)
	}
	got := w.read(t, t.Context(), about)
	if len(got) != 1 || got[0].Text != in.Text || got[0].Answer != in.Answer || got[0].From != "" {
		t.Errorf("everybody reads %+v", got)
	}
	s, err := w.RevealQuestion(manager(t, soeharso), QuestionNaming{Question: q.ID.String()})
	if err != nil || s.Who.Text != secretQuestion || s.Who.Contact != "+6281200009999" {
		t.Errorf("what was written is %+v, %v", s.Who, err)
	}
	w.nothingPersonal(t, secretQuestion)
	w.verify(t)
}

func TestAPublishedQuestionCanBeTakenOffThePage(t *testing.T) {
	w := newWorld(t)
	about := w.publish(t)
	q := w.outside(t, about)
	name := QuestionNaming{Question: q.ID.String()}
	in := Answering{QuestionNaming: name, Answer: "Boleh.", Text: "Apakah anak boleh memakainya?", Publish: true}
	for _, off := range []func() (Question, error){
		func() (Question, error) {
			return w.AnswerQuestion(manager(t, soeharso), Answering{QuestionNaming: name, Answer: "Boleh."})
		},
		func() (Question, error) { return w.RejectQuestion(manager(t, soeharso), Rejecting{name, "personal"}) },
	} {
		if _, err := w.AnswerQuestion(manager(t, soeharso), in); err != nil || len(w.read(t, t.Context(), about)) != 1 {
			t.Fatalf("it is not published: %v", err)
		}
		if got, err := off(); err != nil || got.Text != "" || len(w.read(t, t.Context(), about)) > 0 {
			t.Errorf("it stays on the page: %+v, %v", got, err)
		}
		w.verify(t)
	}
	_, err := w.RejectQuestion(manager(t, soeharso), Rejecting{name, "personal"})
	wantKey(t, "a second time", err, fault.Conflict, "question.rejected_already")
}

func TestAQuestionBetweenCentresIsReadByStaffAtOnceAndByNobodyElse(t *testing.T) {
	w := newWorld(t)
	about := w.publish(t)
	q, err := w.PeerQuestion(manager(t, jaya), PeerQuestion{about.Slug, "Motor mana yang dipakai?"})
	w.check(t, err)
	if got := w.read(t, as(t, policy.Warehouse, "meohai"), about); len(got) != 1 || got[0].Answer != "" || got[0].From == "" {
		t.Errorf("staff of a third centre read %+v", got)
	}
	if got := w.read(t, t.Context(), about); len(got) > 0 {
		t.Errorf("everybody reads %+v", got)
	}
	name := QuestionNaming{Question: q.ID.String()}
	if _, err := w.AnswerQuestion(manager(t, jaya), Answering{QuestionNaming: name, Answer: "Sendiri"}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("the centre that asks answers itself: %v", err)
	}
	if _, err := w.AnswerQuestion(manager(t, soeharso), Answering{QuestionNaming: name, Answer: "250 watt"}); err != nil {
		t.Fatal(err)
	}
	if got := w.read(t, manager(t, jaya), about); len(got) != 1 || got[0].Answer != "250 watt" || got[0].Text == "" {
		t.Errorf("answered, the centre that asks reads %+v", got)
	}
	if len(w.read(t, t.Context(), about)) > 0 {
		t.Error("an answer between centres is shown to everybody")
	}
	if _, err := w.PeerQuestion(t.Context(), PeerQuestion{about.Slug, "Tanpa masuk?"}); fault.CodeOf(err) != fault.NoActor {
		t.Errorf("nobody in particular asks as staff: %v", err)
	}
	w.verify(t)
}

func TestWhatIsWrongWithAQuestionIsSaid(t *testing.T) {
	w := newWorld(t)
	about, whole := w.publish(t), NewQuestion{}
	for name, c := range map[string]struct {
		change     func(*NewQuestion)
		field, key string
	}{
		"one word":             {func(q *NewQuestion) { q.Text = "Harga" }, "text", "question.too_short"},
		"signs alone":          {func(q *NewQuestion) { q.Text = "\u202e\u200b" }, "text", "question.too_short"},
		"a megabyte":           {func(q *NewQuestion) { q.Text = strings.Repeat("a b ", 1<<18) }, "text", "field.max_letters"},
		"no contact at all":    {func(q *NewQuestion) { q.Contact, q.Consent = "besok", true }, "contact", "question.contact_form"},
		"without consent":      {func(q *NewQuestion) { q.Name = "Kenanga" }, "consent", "question.consent_needed"},
		"nothing to ask about": {func(q *NewQuestion) { q.Innovation = "" }, "innovation", "field.required"},
	} {
		in := whole
		in.Innovation, in.Text = about.Slug, "Berapa lama baterainya?"
		c.change(&in)
		_, err := w.Question(t.Context(), in)
		if f := fault.As(err); err == nil || len(f.Fields) == 0 || f.Fields[0].Name != c.field || f.Fields[0].Key != c.key {
			t.Errorf("%s: %v, want %s %s", name, err, c.field, c.key)
		}
	}
	_, err := w.Question(t.Context(), NewQuestion{Innovation: "tidak-ada", Text: "Berapa lama baterainya?"})
	if fault.CodeOf(err) != fault.NotFound {
		t.Errorf("about nothing: %v", err)
	}
	q := w.outside(t, about)
	_, err = w.AnswerQuestion(manager(t, soeharso), Answering{QuestionNaming: QuestionNaming{Question: q.ID.String()}, Answer: "Ya", Publish: true})
	wantKey(t, "published without words", err, fault.Invalid, "question.text_needed")
}

func TestADraftCannotBeAskedAbout(t *testing.T) {
	w := newWorld(t)
	draft := w.draft(t)
	_, err := w.Question(t.Context(), NewQuestion{Innovation: draft.Slug, Text: "Apa ini sebenarnya?"})
	if fault.CodeOf(err) != fault.NotFound {
		t.Errorf("Question = %v", err)
	}
	if _, err := w.Questions(t.Context(), ShownAsk{Innovation: draft.Slug}); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("Questions = %v", err)
	}
}

func TestControlCharactersAndMarksAreTakenOut(t *testing.T) {
	w := newWorld(t)
	about := w.publish(t)
	q, err := w.Question(t.Context(), NewQuestion{Innovation: about.Slug, Text: "Berapa \u202elama\u202c bat\u200berai\x00nya\x1b?"})
	w.check(t, err)
	s, err := w.OneQuestion(manager(t, soeharso), q.ID.String())
	if err != nil || s.Words != "Berapa lama baterainya?" {
		t.Errorf("it is kept as %q, %v", s.Words, err)
	}
}

func TestAnotherCentreKnowsNothingOfAQuestionFromOutside(t *testing.T) {
	w := newWorld(t)
	q := w.outside(t, w.publish(t))
	name := QuestionNaming{Question: q.ID.String()}
	for what, err := range map[string]error{
		"one":    second(w.OneQuestion(manager(t, jaya), q.ID.String())),
		"reveal": second(w.RevealQuestion(manager(t, jaya), name)),
		"answer": second(w.AnswerQuestion(manager(t, jaya), Answering{QuestionNaming: name, Answer: "x"})),
		"reject": second(w.RejectQuestion(manager(t, jaya), Rejecting{name, "abusive"})),
	} {
		if fault.CodeOf(err) != fault.NotFound {
			t.Errorf("%s = %v, want not found", what, err)
		}
	}
	if _, err := w.QuestionQueue(manager(t, jaya), QuestionsAsk{Centre: soeharso}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("queue = %v", err)
	}
	if s, err := w.OneQuestion(as(t, policy.Auditor, ""), q.ID.String()); err != nil || s.MayAnswer || s.MayReveal {
		t.Errorf("an auditor gets %+v, %v", s, err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestWhoAskedAQuestionIsErasedAndTheWordsAreKept(t *testing.T) {
	w := newWorld(t)
	about := w.publish(t)
	q := w.outside(t, about)
	_, err := w.AnswerQuestion(manager(t, soeharso), Answering{QuestionNaming: QuestionNaming{Question: q.ID.String()}, Answer: "Boleh."})
	w.check(t, err)
	operator := as(t, policy.Admin, "")
	for _, step := range []struct{ months, want int }{{5, 0}, {2, 1}, {0, 0}, {30, 0}} {
		*w.now = w.now.AddDate(0, step.months, 0)
		if n, err := w.ForgetQuestions(operator); n != step.want || err != nil {
			t.Errorf("after %d more months it erases %d, %v, want %d", step.months, n, err, step.want)
		}
	}
	s, err := w.OneQuestion(manager(t, soeharso), q.ID.String())
	if err != nil || s.Words != secretQuestion || s.Contact {
		t.Errorf("it is %+v, %v", s, err)
	}
	var rec Question
	w.check(t, w.d.Store.View(t.Context(), func(r storage.Reader) (err error) {
		rec, err = questionByID(r, q.ID.String())
		return err
	}))
	if o, err := w.original(rec); err != nil || o.Name != "" || o.Contact != "" {
		t.Errorf("what is left is %+v, %v", o, err)
	}
	w.verify(t)
}
