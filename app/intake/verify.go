package intake

import (
	"fmt"

	"lumbung/app/allocation"
	"lumbung/storage"
)

// Verify recomputes the keys of the tables, and what must be true of each ask:
// it is sealed until it is erased, who has withdrawn is erased, and a request
// stands behind one that was taken.
func Verify(r storage.Reader) ([]storage.Report, error) {
	var reports []storage.Report
	for _, verify := range []func(storage.Reader) (storage.Report, error){asks.Verify, verifyAsks, questions.Verify, verifyQuestions} {
		rep, err := verify(r)
		if err != nil {
			return reports, err
		}
		reports = append(reports, rep)
	}
	return reports, nil
}

func verifyAsks(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "ask sealed or erased, and its request"}
	for a, err := range asks.All(r, storage.AskByID.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		fail := func(format string, args ...any) {
			rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: a.Number + ": " + fmt.Sprintf(format, args...)})
		}
		erased := !a.Erased.IsZero()
		if len(a.Sealed) == 0 != erased || erased && len(a.Talk) > 0 {
			fail("contact of %d bytes, talk of %d, erased %v", len(a.Sealed), len(a.Talk), erased)
		}
		if a.State == Withdrawn && !erased || a.State.Open() && erased {
			fail("%s, erased %v", a.State, erased)
		}
		if a.State == Taken && a.Request.IsZero() || !a.Request.IsZero() && a.State != Taken && a.State != Withdrawn {
			fail("%s, its request is %q", a.State, a.RequestNo)
		} else if !a.Request.IsZero() {
			if q, err := allocation.FindRequest(r, a.Request.String()); err != nil || q.Number != a.RequestNo {
				fail("its request %s is not there", a.RequestNo)
			} else if a.State == Withdrawn && q.State.Open() {
				fail("it is withdrawn, its request %s is not", a.RequestNo)
			}
		}
	}
	return rep, nil
}

// verifyQuestions looks at what must be true of each question: what somebody
// outside wrote is sealed, and in clear only where it is published.
func verifyQuestions(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "question sealed until it is published"}
	for q, err := range questions.All(r, storage.QuestionByID.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		shown, answered := q.State == QuestionPublished || q.Peer, q.State == QuestionAnswered || q.State == QuestionPublished
		if shown != (q.Text != "") || q.Peer != (len(q.Sealed) == 0) || answered && q.Answer == "" {
			rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: fmt.Sprintf("question %s is %s", q.ID, q.State)})
		}
	}
	return rep, nil
}

// Export emits every record; what is sealed stays sealed.
func Export(r storage.Reader, emit func(kind string, record any) error) error {
	return storage.Export(r, emit, &questions, &asks)
}
