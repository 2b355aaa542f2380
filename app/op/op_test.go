package op_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
	"lumbung/storage/kv/memkv"
	"lumbung/storage/kv/optkv"
)

var (
	noon  = time.Date(2026, 3, 25, 5, 0, 0, 0, time.UTC)
	clerk = policy.Actor{ID: storage.CountedID(noon, 1), Name: "Petugas Contoh", Role: policy.Warehouse, Centre: "meohai"}
)

// note is a record of the tests; it borrows the keys of units.
type note struct {
	ID   op.ID  `cbor:"1,keyasint"`
	Text string `cbor:"2,keyasint"`
}

var notes = storage.Table[note]{
	Kind: "unit",
	ID:   func(n *note) storage.Key { return storage.UnitByID.Key().ID(n.ID) },
	Claims: func(n *note) []storage.Claim {
		return []storage.Claim{{Key: storage.UnitByCode.Key().Text(n.Text), Field: "text"}}
	},
}

type newNote struct {
	Text  string   `json:"text" validate:"required,max=10"`
	Lines []string `json:"lines" validate:"max=3,dive,max=5"`
	Shape int      `json:"shape" validate:"min=0,max=9"`
}

func (n newNote) Check() []fault.Field {
	if n.Text == "forbidden" {
		return []fault.Field{{Name: "text", Key: "note.forbidden"}}
	}
	return nil
}

func setup() (*op.Deps, context.Context) {
	return op.Frozen(memkv.New(), noon), op.As(context.Background(), clerk)
}

func add(ctx context.Context, d *op.Deps, in newNote) (note, error) {
	return op.Write(ctx, d, policy.ReceiptPost, in, func(tx *op.Tx) (note, error) {
		n := note{ID: tx.ID(), Text: in.Text}
		if err := tx.Allow("meohai"); err != nil {
			return n, err
		}
		tx.About("note", n.ID, n.Text)
		tx.Changed("text", "", n.Text)
		return n, notes.Put(tx, &n)
	})
}

func journal(t *testing.T, d *op.Deps) (all []op.Entry) {
	t.Helper()
	err := d.Store.View(t.Context(), func(r storage.Reader) error {
		page, err := op.Journal(r, "", storage.Ask{Limit: storage.MaxPage})
		all = page.Items
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestACommandIsJournalledInItsTransaction(t *testing.T) {
	d, ctx := setup()
	var heard []op.Entry
	stop := d.Feed.Listen(func(e op.Entry) { heard = append(heard, e) })
	defer stop()
	n, err := add(ctx, d, newNote{Text: "one"})
	if err != nil {
		t.Fatal(err)
	}
	all := journal(t, d)
	if len(all) != 1 {
		t.Fatalf("the journal has %d entries, want 1", len(all))
	}
	e := all[0]
	if e.Action != policy.ReceiptPost || e.By != clerk || e.Centre != "meohai" || !e.Recorded.Equal(noon) {
		t.Errorf("entry = %+v", e)
	}
	if len(e.Subjects) != 1 || e.Subjects[0].ID != n.ID.String() {
		t.Errorf("subjects = %+v, want the note", e.Subjects)
	}
	if len(heard) != 1 || heard[0].ID != e.ID {
		t.Errorf("the feed told of %d entries, want the one", len(heard))
	}
}

func TestACommandThatForgetsThePolicyFails(t *testing.T) {
	d, ctx := setup()
	_, err := op.Write(ctx, d, policy.ReceiptPost, nil, func(tx *op.Tx) (note, error) {
		n := note{ID: tx.ID(), Text: "x"}
		return n, notes.Put(tx, &n)
	})
	if fault.CodeOf(err) != fault.Internal {
		t.Errorf("undecided command: %v, want an internal fault", err)
	}
	if got := journal(t, d); len(got) != 0 {
		t.Errorf("it left %d journal entries", len(got))
	}
	if _, err := op.Read(ctx, d, policy.StockRead, func(*op.View) (int, error) { return 1, nil }); fault.CodeOf(err) != fault.Internal {
		t.Errorf("undecided reading: %v, want an internal fault", err)
	}
}

func TestWhoMayNotIsRefusedBeforeAnythingHappens(t *testing.T) {
	d, _ := setup()
	elsewhere := clerk
	elsewhere.Centre = "soeharso"
	auditor := policy.Actor{Role: policy.Auditor}
	for name, tt := range map[string]struct {
		by   policy.Actor
		want fault.Code
	}{
		"nobody":         {policy.Actor{}, fault.NoActor},
		"another centre": {elsewhere, fault.Denied},
		"an auditor":     {auditor, fault.Denied},
	} {
		if _, err := add(op.As(t.Context(), tt.by), d, newNote{Text: "x"}); fault.CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
	if got := journal(t, d); len(got) != 0 {
		t.Errorf("refused commands left %d journal entries", len(got))
	}
}

func TestInputThatBreaksARuleNamesItsFields(t *testing.T) {
	d, ctx := setup()
	for name, tt := range map[string]struct {
		in   newNote
		want string
	}{
		"missing":            {newNote{}, "text field.required"},
		"over-long":          {newNote{Text: "12345678901"}, "text field.max_letters"},
		"too many":           {newNote{Text: "a", Lines: []string{"", "", "", ""}}, "lines field.max_items"},
		"one line too long":  {newNote{Text: "a", Lines: []string{"a", "123456"}}, "lines.1 field.max_letters"},
		"number too large":   {newNote{Text: "a", Shape: 10}, "shape field.max"},
		"broken UTF-8":       {newNote{Text: "a\xff"}, "text field.text"},
		"control character":  {newNote{Text: "a", Lines: []string{"\x1b[2J"}}, "lines.0 field.text"},
		"turned-around text": {newNote{Text: "a\u202eb"}, "text field.text"},
		"a rule of its own":  {newNote{Text: "forbidden"}, "text note.forbidden"},
	} {
		_, err := add(ctx, d, tt.in)
		f := fault.As(err)
		var got []string
		for _, field := range f.Fields {
			got = append(got, field.Name+" "+field.Key)
		}
		if f.Code != fault.Invalid || strings.Join(got, ", ") != tt.want {
			t.Errorf("%s: %s %v, want %s", name, f.Code, got, tt.want)
		}
	}
}

func TestAFieldOfAnEmbeddedInputKeepsItsName(t *testing.T) {
	type Draft newNote
	type edited struct {
		Draft
		Version int64 `json:"version" validate:"min=0"`
	}
	d, ctx := setup()
	_, err := op.Write(ctx, d, policy.ReceiptPost, edited{}, func(tx *op.Tx) (int, error) { return 0, tx.Allow("meohai") })
	if f := fault.As(err); len(f.Fields) != 1 || f.Fields[0].Name != "text" {
		t.Errorf("fields = %+v, want text", f.Fields)
	}
}

func TestATakenUniqueKeyIsAConflictThatNamesTheField(t *testing.T) {
	d, ctx := setup()
	if _, err := add(ctx, d, newNote{Text: "one"}); err != nil {
		t.Fatal(err)
	}
	_, err := add(ctx, d, newNote{Text: "one"})
	f := fault.As(err)
	if f.Code != fault.Conflict || len(f.Fields) != 1 || f.Fields[0].Name != "text" {
		t.Errorf("second holder: %v, want a conflict over text", err)
	}
}

func TestTheSameKeyAndInputGiveTheFirstAnswerAndChangeNothing(t *testing.T) {
	d, ctx := setup()
	ctx = op.Once(ctx, "form-1")
	first, err := add(ctx, d, newNote{Text: "one"})
	if err != nil {
		t.Fatal(err)
	}
	again, err := add(ctx, d, newNote{Text: "one"})
	if err != nil || again != first {
		t.Errorf("repeated: %+v, %v; want %+v", again, err, first)
	}
	if _, err := add(ctx, d, newNote{Text: "two"}); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("same key, other input: %v, want a conflict", err)
	}
	if got := len(journal(t, d)); got != 1 {
		t.Errorf("the journal has %d entries, want 1", got)
	}
}

func TestAFailedCommandDoesNotUseUpItsKey(t *testing.T) {
	d, ctx := setup()
	ctx = op.Once(ctx, "form-1")
	if _, err := add(ctx, d, newNote{Text: "forbidden"}); err == nil {
		t.Fatal("want a refusal")
	}
	if _, err := add(ctx, d, newNote{Text: "one"}); err != nil {
		t.Errorf("after the mend: %v", err)
	}
}

func TestForgottenReplaysAreGone(t *testing.T) {
	d, ctx := setup()
	if _, err := add(op.Once(ctx, "k"), d, newNote{Text: "one"}); err != nil {
		t.Fatal(err)
	}
	if n, err := op.ForgetReplays(ctx, d); err != nil || n != 0 {
		t.Errorf("ForgetReplays at once = %d, %v; want 0", n, err)
	}
	d.Now = func() time.Time { return noon.Add(op.ReplayFor + time.Hour) }
	if n, err := op.ForgetReplays(ctx, d); err != nil || n != 1 {
		t.Errorf("ForgetReplays later = %d, %v; want 1", n, err)
	}
}

func TestAnEffectCannotFailACommittedCommand(t *testing.T) {
	d, ctx := setup()
	defer d.Feed.Listen(func(op.Entry) { panic("listener") })()
	ran := 0
	_, err := op.Write(ctx, d, policy.ReceiptPost, nil, func(tx *op.Tx) (int, error) {
		tx.After(func() { ran++; panic("effect") })
		return 1, tx.Allow("meohai")
	})
	if err != nil || ran != 1 {
		t.Errorf("effect ran %d times, err %v; want once and no error", ran, err)
	}
	failed := 0
	_, err = op.Write(ctx, d, policy.ReceiptPost, nil, func(tx *op.Tx) (int, error) {
		tx.After(func() { failed++ })
		return 0, errors.Join(tx.Allow("meohai"), errors.New("no"))
	})
	if err == nil || failed != 0 {
		t.Errorf("effect of a failed command ran %d times", failed)
	}
}

func TestCountersLeaveNoGapAndGiveNoNumberTwice(t *testing.T) {
	d := op.New(optkv.New())
	ctx := op.As(t.Context(), clerk)
	const n = 40
	got := make([]int64, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			num, err := op.Write(ctx, d, policy.ReceiptPost, nil, func(tx *op.Tx) (int64, error) {
				if err := tx.Allow("meohai"); err != nil {
					return 0, err
				}
				return tx.Count("meohai", "BAST", 2026)
			})
			if err != nil {
				t.Error(err)
			}
			got[i] = num
		})
	}
	wg.Wait()
	seen := map[int64]bool{}
	for _, num := range got {
		if num < 1 || num > n || seen[num] {
			t.Errorf("number %d is out of range or given twice", num)
		}
		seen[num] = true
	}
	err := d.Store.View(t.Context(), func(r storage.Reader) error {
		rep, err := op.VerifyJournal(r)
		if len(rep.Findings) > 0 || rep.Records != n {
			t.Errorf("chain after %d concurrent commands: %+v", n, rep)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestTheChainShowsWhatWasTamperedWith(t *testing.T) {
	key := func(seq int64) storage.Key { return storage.JournalByID.Key().Text("meohai").Int(seq) }
	harm := map[string]func(storage.Writer) error{
		"an entry is missing": func(w storage.Writer) error { return w.Delete(key(2)) },
		"the last is missing": func(w storage.Writer) error { return w.Delete(key(3)) },
		"an entry was changed": func(w storage.Writer) error {
			data, _, err := w.Get(key(2))
			if err != nil {
				return err
			}
			return w.Put(key(2), []byte(strings.Replace(string(data), "two", "TWO", 1)))
		},
		"an entry was added": func(w storage.Writer) error {
			data, _, err := w.Get(key(3))
			if err != nil {
				return err
			}
			return w.Put(key(4), data)
		},
	}
	for name, do := range harm {
		t.Run(name, func(t *testing.T) {
			d, ctx := setup()
			for _, text := range []string{"one", "two", "three"} {
				if _, err := add(ctx, d, newNote{Text: text}); err != nil {
					t.Fatal(err)
				}
			}
			if err := d.Store.Update(ctx, do); err != nil {
				t.Fatal(err)
			}
			err := d.Store.View(ctx, func(r storage.Reader) error {
				rep, err := op.VerifyJournal(r)
				if len(rep.Findings) == 0 {
					t.Error("VerifyJournal found nothing")
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestAStreamGoesOnAfterTheLastEntryItSaw(t *testing.T) {
	d, ctx := setup()
	for _, text := range []string{"one", "two", "three"} {
		if _, err := add(ctx, d, newNote{Text: text}); err != nil {
			t.Fatal(err)
		}
	}
	first := journal(t, d)[0]
	var got []int64
	err := d.Store.View(ctx, func(r storage.Reader) error {
		for e, err := range op.Since(r, first.ID) {
			if err != nil {
				return err
			}
			got = append(got, e.Seq)
		}
		return nil
	})
	if err != nil || len(got) != 2 || got[0] != 2 || got[1] != 3 {
		t.Errorf("Since(first) = %v, %v; want 2, 3", got, err)
	}
}

func TestHideAnswersNotFound(t *testing.T) {
	d, ctx := setup()
	_, err := op.Read(ctx, d, policy.RequestRead, func(v *op.View) (int, error) {
		return 1, v.Hide("person", "soeharso")
	})
	if fault.CodeOf(err) != fault.NotFound {
		t.Errorf("a record of another centre: %v, want not found", err)
	}
}
