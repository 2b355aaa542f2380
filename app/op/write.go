package op

import (
	"context"
	"errors"
	"time"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Tx is one attempt at a command: a transaction, one instant, the actor, and
// what the journal will say. It is new for each attempt, so a use case that is
// run again starts clean.
type Tx struct {
	storage.Writer
	At time.Time    // when it is recorded, UTC, to the millisecond; the same in each attempt
	By policy.Actor // who does it

	act     policy.Action
	base    ID
	taken   uint64
	decided bool
	entry   Entry
	after   []func()
}

// ID returns a fresh id, the same one in each attempt.
func (t *Tx) ID() ID {
	t.taken++
	return t.base.Next(t.taken)
}

// Allow asks the policy whether the actor may do this to a record of centre. A
// command that never asks is refused at commit. The first centre asked about is
// the one whose journal the command enters.
func (t *Tx) Allow(centre string) error {
	if !policy.May(t.By, t.act, centre) {
		return refusal(t.By)
	}
	t.decided = true
	if t.entry.Centre == "" {
		t.entry.Centre = centre
	}
	return nil
}

// refusal tells those who are signed in that they may not, others to sign in.
func refusal(by policy.Actor) error {
	if by.Role == policy.Public {
		return fault.New(fault.NoActor, "error.sign_in", nil)
	}
	return fault.New(fault.Denied, "error.denied", nil)
}

// About names a record that the command is about. Name is how people call it, a
// number or a code, never the name of a person.
func (t *Tx) About(kind string, id ID, name string) {
	t.entry.Subjects = append(t.entry.Subjects, Subject{Kind: kind, ID: id.String(), Name: name})
}

// Changed notes one field for the journal. Personal data must not enter it.
func (t *Tx) Changed(field, from, to string) {
	t.entry.Changes = append(t.entry.Changes, Change{Field: field, From: from, To: to})
}

// Occurred says that it happened at another time than now.
func (t *Tx) Occurred(at time.Time) { t.entry.Occurred = at.UTC() }

// After runs an effect once the command is committed. It cannot fail the
// command any more.
func (t *Tx) After(effect func()) { t.after = append(t.after, effect) }

// Write does one command: it validates in, opens the transaction, runs the use
// case, makes sure that the policy was asked, appends to the journal, commits,
// and then lets the effects out. run may be called more than once and must keep
// its state in the Tx and its result. With Once in the context a repeated
// command returns the first result and changes nothing.
//
// It fails with a *fault.Error: Invalid with the fields, NoActor, Denied, what
// run returns, or Conflict when a unique key is taken.
func Write[Out any](ctx context.Context, d *Deps, act policy.Action, in any, run func(*Tx) (Out, error)) (out Out, err error) {
	by := ActorOf(ctx)
	if policy.Reach(by.Role, act) == policy.Never {
		return out, refusal(by)
	}
	if err := d.rules.check(in); err != nil {
		return out, err
	}
	at := d.Now().UTC().Truncate(time.Millisecond)
	base := d.NewID(at)
	once, err := newReplay(ctx, act, in, at)
	if err != nil {
		return out, err
	}
	var done *Tx
	err = d.Store.Update(ctx, func(w storage.Writer) (err error) {
		done = nil
		replayed, err := once.answer(w, &out)
		if err != nil || replayed {
			return err
		}
		tx := &Tx{Writer: w, At: at, By: by, act: act, base: base}
		tx.entry = Entry{ID: base, Action: act, By: by, Recorded: at, Occurred: at}
		if out, err = decided(tx, run); err != nil {
			return err
		}
		if err := once.keep(w, out); err != nil {
			return err
		}
		done = tx
		return appendEntry(w, &tx.entry)
	})
	if err != nil {
		var none Out
		return none, translate(err)
	}
	d.settle(done)
	return out, nil
}

// settle lets the effects of a command out; nil is one that was done before.
func (d *Deps) settle(done *Tx) {
	if done == nil {
		return
	}
	for _, effect := range done.after {
		safely(effect)
	}
	d.Feed.tell(done.entry)
}

// decided runs the use case, and refuses one that never asked the policy.
func decided[Out any](tx *Tx, run func(*Tx) (Out, error)) (Out, error) {
	out, err := run(tx)
	if err == nil && !tx.decided {
		err = fault.New(fault.Internal, "error.internal", fault.Args{"why": "undecided: " + string(tx.act)})
	}
	return out, err
}

// translate gives storage errors their place among the faults.
func translate(err error) error {
	if clash, ok := errors.AsType[*storage.ClashError](err); ok {
		f := fault.New(fault.Conflict, clash.Kind+".taken", nil)
		f.Fields = []fault.Field{{Name: clash.Field, Key: clash.Kind + "." + clash.Field + "_taken"}}
		return f
	}
	if errors.Is(err, storage.ErrCursor) {
		return fault.InField("cursor", "field.cursor", nil)
	}
	return err
}
