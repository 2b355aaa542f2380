package allocation

import (
	"strings"
	"testing"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/op/optest"
	"lumbung/app/policy"
	"lumbung/storage"
)

func TestWhoMayDoWhat(t *testing.T) {
	w := newWorld(t)
	codes := w.receive(t, soeharso, 3)
	q := w.file(t, w.person(t, soeharso, 1))
	rec := w.reserve(t, w.file(t, w.person(t, soeharso, 2)), codes[0])
	done := w.reserve(t, w.file(t, w.person(t, soeharso, 3)), codes[1])
	h, err := w.HandOver(head(t, soeharso), delivery(done))
	if err != nil {
		t.Fatal(err)
	}
	steps := []struct {
		name string
		do   func(role policy.Role, centre string) error
	}{
		{"queue", func(r policy.Role, c string) error {
			_, err := w.Queue(optest.As(t, r, c), QueueAsk{Centre: soeharso})
			return err
		}},
		{"request", func(r policy.Role, c string) error { _, err := w.Request(optest.As(t, r, c), q.Number); return err }},
		{"shelf", func(r policy.Role, c string) error {
			_, err := w.Shelf(optest.As(t, r, c), ShelfAsk{Centre: soeharso})
			return err
		}},
		{"handover", func(r policy.Role, c string) error { _, err := w.Handover(optest.As(t, r, c), h.Number); return err }},
		{"document", func(r policy.Role, c string) error { _, err := w.Document(optest.As(t, r, c), h.Number); return err }},
		{"verify", func(r policy.Role, c string) error { _, err := w.Verify(optest.As(t, r, c), h.Number); return err }},
		{"file", func(r policy.Role, c string) error {
			_, err := w.File(optest.As(t, r, c), w.wish("PM-2222222"))
			return err
		}},
		{"reserve", func(r policy.Role, c string) error {
			_, err := w.Reserve(optest.As(t, r, c), Choice{Request: q.Number, Unit: "ZZZZZZZ"})
			return err
		}},
		{"cancel", func(r policy.Role, c string) error {
			_, err := w.Cancel(optest.As(t, r, c), Cancellation{Allocation: op.ID{9}.String(), Reason: "mistake"})
			return err
		}},
		{"prepare", func(r policy.Role, c string) error {
			_, err := w.Prepare(optest.As(t, r, c), rec.ID.String())
			return err
		}},
	}
	// One letter a step: y may (whatever it is refused for then), n not found,
	// d denied, s sign in first.
	for _, c := range []struct {
		role   policy.Role
		centre string
		want   string
	}{
		{policy.Public, "", "sssssyssss"},
		{policy.SocialWorker, soeharso, "yyyyyyyddy"},
		{policy.SocialWorker, jaya, "dndnnyyddn"},
		{policy.Warehouse, soeharso, "yyyyyydyny"},
		{policy.Warehouse, jaya, "dndnnydynn"},
		{policy.Head, soeharso, "yyyyyyyyny"},
		{policy.Head, jaya, "dndnnyyynn"},
		{policy.Auditor, "", "yyyydydddd"},
		{policy.Ministry, "", "yyyydydddd"},
		{policy.CommandRoom, "", "dddddydddd"},
		{policy.Admin, "", "dddddydddd"},
		{policy.SKA, soeharso, "dddddydddd"},
		{policy.Reviewer, jaya, "dddddydddd"},
	} {
		var got strings.Builder
		for _, s := range steps {
			got.WriteString(letter(s.do(c.role, c.centre)))
		}
		if got.String() != c.want {
			t.Errorf("%s of %q: %s, want %s", c.role, c.centre, got.String(), c.want)
		}
	}
}

func letter(err error) string {
	switch fault.CodeOf(err) {
	case fault.NoActor:
		return "s"
	case fault.Denied:
		return "d"
	case fault.NotFound:
		return "n"
	case fault.Internal:
		return "!"
	default:
		return "y"
	}
}

func TestTheJournalTellsTheWay(t *testing.T) {
	w := newWorld(t)
	q := w.file(t, w.person(t, soeharso, 1))
	rec := w.reserve(t, q, w.receive(t, soeharso, 1)[0])
	h, err := w.HandOver(head(t, soeharso), delivery(rec))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Document(head(t, soeharso), h.Number); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ kind, id, want string }{
		{"request", q.ID.String(), "handover.post allocation.reserve request.file"},
		{"handover", h.ID.String(), "handover.print handover.post"},
		{"unit", h.Lines[0].Unit.String(), "handover.post allocation.reserve"},
	} {
		var verbs []string
		err := w.d.Store.View(t.Context(), func(r storage.Reader) error {
			for e, err := range op.History(r, c.kind, c.id) {
				if err != nil {
					return err
				}
				verbs = append(verbs, string(e.Action))
			}
			return nil
		})
		if got := strings.Join(verbs, " "); err != nil || !strings.HasPrefix(got, c.want) {
			t.Errorf("history of the %s = %q, %v; want %q", c.kind, got, err, c.want)
		}
	}
}
