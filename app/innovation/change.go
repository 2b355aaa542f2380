package innovation

import (
	"cmp"
	"context"
	"reflect"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
)

// Change replaces the working copy, or one part of it. A published innovation
// becomes a draft again while the public goes on seeing what was published. An
// edit that changes nothing makes no version. It fails with Stale, whose cause
// is a *Clash, when somebody has changed what the form shows since it was opened.
func (n *Innovations) Change(ctx context.Context, in Edit) (Innovation, error) {
	return op.Write(ctx, n.d, policy.InnovationDraft, in, func(tx *op.Tx) (Innovation, error) {
		rec, err := n.editable(tx, in.Innovation)
		if err != nil {
			return rec, err
		}
		after, err := in.made(tx, &rec)
		if err != nil {
			return rec, err
		}
		if !touched(&rec.Content, &after, Edit{}.carries) {
			tx.About("innovation", rec.ID, rec.Code)
			return rec, nil
		}
		return rec, redraw(tx, &rec, after)
	})
}

// made is what a record says once the edit is made, if it may be.
func (in Edit) made(tx *op.Tx, rec *Innovation) (Content, error) {
	after := in.onto(rec.Content)
	if in.Version != rec.Version {
		if err := stale(tx, rec, in, after); err != nil {
			return after, err
		}
	}
	if err := cmp.Or(in.inTime(tx.At), in.fitting(&after)); err != nil {
		return after, err
	}
	for i := range after.Proof {
		if p := &after.Proof[i]; p.ID.IsZero() {
			p.ID, p.By, p.At = tx.ID(), tx.By, tx.At
		}
	}
	return after, nil
}

// inTime refuses days that have not come yet where something has happened.
func (in Edit) inTime(now time.Time) error {
	var wrong []fault.Field
	for _, d := range []struct {
		name string
		at   time.Time
	}{{"tkt_on", in.TKTOn}, {"applied_on", in.AppliedOn}, {"priced_on", in.PricedOn}} {
		if d.at.After(now) {
			wrong = append(wrong, fault.Field{Name: d.name, Key: "innovation.future"})
		}
	}
	for i, p := range in.Proof {
		if p.To.After(now) || p.From.After(now) {
			wrong = append(wrong, fault.Field{Name: place("proof", i) + ".to", Key: "innovation.future"})
		}
	}
	if len(wrong) > 0 {
		return fault.InFields(wrong...)
	}
	return nil
}

// fitting refuses texts that are too long once two stand one after the other.
func (in Edit) fitting(after *Content) error {
	for _, p := range in.Picks {
		for _, f := range formFields() {
			if p.Take != "both" || f.name != p.Field {
				continue
			}
			if most := longest(f.name); utf8.RuneCountInString(f.text(after)) > most {
				return fault.InField(f.name, "field.max_letters", fault.Args{"param": strconv.Itoa(most)})
			}
		}
	}
	return nil
}

// longest is how many letters an answer may have, as the input says it.
func longest(name string) int {
	form := reflect.TypeFor[Edit]()
	for i := range form.NumField() {
		if f := form.Field(i); f.Tag.Get("json") == name {
			_, after, _ := strings.Cut(f.Tag.Get("validate"), "max=")
			n, _ := strconv.Atoi(after) // a text ends with its limit
			return n
		}
	}
	return 0
}

// editable finds a record that the actor may edit now. One of another centre
// that was never published is not found.
func (n *Innovations) editable(tx *op.Tx, ref string) (Innovation, error) {
	rec, err := Find(tx, ref)
	if err != nil {
		return rec, err
	}
	if err := tx.Allow(rec.Centre); err != nil {
		return rec, hidden(&rec, err)
	}
	if !rec.Editable() {
		return rec, conflict(rec.State)
	}
	return rec, nil
}

// hidden turns the refusal about a record that the public does not know into not
// found, so that the answer does not tell that it exists.
func hidden(rec *Innovation, refusal error) error {
	if rec.Public == nil && fault.CodeOf(refusal) == fault.Denied {
		return fault.Missing("innovation")
	}
	return refusal
}

// note writes the changed fields into the journal: open ones with their values,
// of long ones and of those that can name a person the fact alone.
func note(tx *op.Tx, was, is Content) {
	for _, f := range contentFields() {
		from, to := f.text(&was), f.text(&is)
		switch {
		case from == to:
		case f.open:
			tx.Changed(f.name, from, to)
		default:
			tx.Changed(f.name, "", "")
		}
	}
}
