package intake

import (
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
)

// The words that went to and fro stand in one sealed blob beside the contact. It
// is sealed under an id of its own, so that neither opens in the other's place.

// talkID is the id that the talk of an ask is sealed under.
func talkID(id op.ID) op.ID { return id.Next(1) }

// say adds words to the talk, for the step that the next move makes.
func (n *Intake) say(a *Ask, text string) error {
	if text == "" {
		return nil
	}
	talk, err := n.talk(*a)
	if err != nil {
		return err
	}
	talk = append(talk, Said{Step: len(a.Steps), Text: text})
	if a.Talk, err = n.ring.Seal(talkID(a.ID), talk); err != nil {
		return fault.Wrap(err, "seal the talk of %s", a.Number)
	}
	return nil
}

func (n *Intake) talk(a Ask) (talk []Said, err error) {
	if len(a.Talk) == 0 {
		return nil, nil
	}
	if err = n.ring.Open(talkID(a.ID), a.Talk, &talk); err != nil {
		return nil, fault.Wrap(err, "talk of %s", a.Number)
	}
	return talk, nil
}

// Moment is a step with its words, where somebody may read them.
type Moment struct {
	Step
	CentreName string `json:"centre_name,omitempty"`
	Text       string `json:"text,omitempty"`
}

// moments puts the words to the steps. Why an ask was forwarded is for the staff.
func moments(a Ask, talk []Said, staff bool) []Moment {
	list := make([]Moment, len(a.Steps))
	for i, s := range a.Steps {
		list[i].Step = s
		if !staff {
			list[i].By = ""
		}
	}
	for _, x := range talk {
		if x.Step < len(list) && (staff || list[x.Step].Kind != DidForward) {
			list[x.Step].Text = x.Text
		}
	}
	return list
}

// erase takes everything out of an ask that tells of a person.
func (a *Ask) erase(tx *op.Tx) {
	a.Sealed, a.Talk, a.Erased, a.Wrote = nil, nil, tx.At, time.Time{}
}
