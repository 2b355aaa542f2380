package need

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"lumbung/app/fault"
	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/app/stock"
)

// MostModels is how many models can say that something is lacking.
const MostModels = 20

// Grouping brings voices and words together in a need: in one that there is, or
// in a new one with a title.
type Grouping struct {
	Voices []op.ID  `json:"voices" validate:"max=50,unique"`
	Words  []string `json:"words" validate:"max=50,unique,dive,max=300"` // keys of what was searched for
	Models []string `json:"models" validate:"max=20,dive,max=200"`       // slugs, codes or ids whose unmet requests say the same
	Show   []op.ID  `json:"show" validate:"max=50,unique"`               // voices that the public may read as they were said
	Need   string   `json:"need" validate:"max=200"`                     // slug or id; empty for a new one
	Title  string   `json:"title" validate:"omitempty,min=3,max=120"`    // of the new one
	Text   string   `json:"text" validate:"max=1000"`
	ISO    string   `json:"iso" validate:"max=12"`
}

// Check finds what no tag can say.
func (in Grouping) Check() (bad []fault.Field) {
	if len(in.Voices)+len(in.Words)+len(in.Models) == 0 {
		bad = append(bad, fault.Field{Name: "voices", Key: "need.nothing_chosen"})
	}
	if in.Need == "" && in.Title == "" {
		bad = append(bad, fault.Field{Name: "title", Key: "need.which"})
	}
	if _, ok := reference.ListedISO9999(in.ISO); !ok {
		bad = append(bad, fault.Field{Name: "iso", Key: "need.iso_unknown"})
	}
	return bad
}

// Group does it. Of two curators who take the same voice one wins; the other is
// told that it is gone.
func (s *Needs) Group(ctx context.Context, in Grouping) (Need, error) {
	return op.Write(ctx, s.d, policy.NeedCurate, in, func(tx *op.Tx) (Need, error) {
		if err := tx.Allow(op.Headquarters); err != nil {
			return Need{}, err
		}
		n, err := s.target(tx, in)
		if err != nil {
			return n, err
		}
		before := n.Voices
		for _, id := range in.Voices {
			if err := n.takeVoice(tx, id, slices.Contains(in.Show, id)); err != nil {
				return n, err
			}
		}
		for _, key := range in.Words {
			if err := n.takeWords(tx, key); err != nil {
				return n, err
			}
		}
		if err := n.addModels(tx, in.Models); err != nil {
			return n, err
		}
		tx.Changed("voices", fmt.Sprint(before), fmt.Sprint(n.Voices))
		return n, n.save(tx)
	})
}

// target is the need to group into.
func (s *Needs) target(tx *op.Tx, in Grouping) (Need, error) {
	if in.Need != "" {
		n, err := Find(tx, in.Need)
		if fault.CodeOf(err) == fault.NotFound {
			err = fault.InField("need", "need.unknown", nil)
		}
		return n, err
	}
	n := Need{ID: tx.ID(), Title: plain(in.Title), Text: in.Text, At: tx.At, By: tx.By, Stems: strings.Join(s.roots(in.Title), " ")}
	n.ISO, _ = reference.ListedISO9999(in.ISO)
	number, err := tx.Count(op.Headquarters, kind, 0)
	if err != nil {
		return n, err
	}
	n.Slug = innovation.TitleSlug(n.Title)
	_, taken, err := tx.Get(slugKey(n.Slug))
	if taken || slices.Contains(reserved, n.Slug) {
		n.Slug = strings.TrimPrefix(fmt.Sprintf("%s-%d", n.Slug, number), "-")
	}
	tx.Changed("title", "", n.Title)
	return n, err
}

// reserved are last parts of addresses that are pages of their own.
var reserved = []string{"", "baru", "sentra", "telaah"}

func (n *Need) takeVoice(tx *op.Tx, id op.ID, show bool) error {
	v, ok, err := voices.Get(tx, voices.ID(&Voice{ID: id}))
	if err != nil {
		return err
	}
	if !ok || v.Stage != Raw {
		return fault.New(fault.Conflict, "need.voice_gone", nil)
	}
	v.Stage, v.Need, v.Shown = Grouped, n.ID, show
	n.People += v.People
	if err := n.hear(tx, v.Source, v.Province, 1); err != nil {
		return err
	}
	return voices.Put(tx, &v)
}

func (n *Need) takeWords(tx *op.Tx, key string) error {
	w, ok, err := heard.Get(tx, heard.ID(&Words{Roots: key}))
	if err != nil {
		return err
	}
	if !ok || !w.Need.IsZero() || w.Count < LeastHeard {
		return fault.New(fault.Conflict, "need.voice_gone", nil)
	}
	w.Need = n.ID
	if err := n.hear(tx, FromSearch, "", w.Count); err != nil {
		return err
	}
	return heard.Put(tx, &w)
}

func (n *Need) addModels(tx *op.Tx, refs []string) error {
	for i, ref := range refs {
		m, err := stock.FindModel(tx, ref)
		if fault.CodeOf(err) == fault.NotFound {
			return fault.InField(fmt.Sprintf("models.%d", i), "need.model_unknown", fault.Args{"text": ref})
		}
		if err != nil {
			return err
		}
		if !slices.Contains(n.Models, m.ID) {
			n.Models = append(slices.Clip(n.Models), m.ID)
		}
	}
	if len(n.Models) > MostModels {
		return fault.InField("models", "field.max_items", fault.Args{"param": fmt.Sprint(MostModels)})
	}
	return nil
}

func (n *Need) save(tx *op.Tx) error {
	n.Version++
	n.ChangedAt = tx.At
	tx.About(kind, n.ID, n.Slug)
	return needs.Put(tx, n)
}

// Rewording tells a need in better words. Its address stays.
type Rewording struct {
	Need    string   `json:"need" validate:"required,max=200"` // slug or id
	Version int64    `json:"version" validate:"required,min=1"`
	Title   string   `json:"title" validate:"required,min=3,max=120"`
	Text    string   `json:"text" validate:"max=1000"`
	ISO     string   `json:"iso" validate:"max=12"`
	Models  []string `json:"models" validate:"max=20,dive,max=200"` // all of them
}

// Check finds what no tag can say.
func (in Rewording) Check() []fault.Field {
	if _, ok := reference.ListedISO9999(in.ISO); !ok {
		return []fault.Field{{Name: "iso", Key: "need.iso_unknown"}}
	}
	return nil
}

// Reword changes what a curator has written.
func (s *Needs) Reword(ctx context.Context, in Rewording) (Need, error) {
	return op.Write(ctx, s.d, policy.NeedCurate, in, func(tx *op.Tx) (Need, error) {
		n, err := Find(tx, in.Need)
		if err != nil {
			return n, err
		}
		if err := tx.Allow(op.Headquarters); err != nil {
			return n, err
		}
		if in.Version != n.Version {
			return n, fault.New(fault.Conflict, "need.stale", nil)
		}
		tx.Changed("title", n.Title, in.Title)
		n.Title, n.Text, n.Models = plain(in.Title), in.Text, nil
		n.Stems = strings.Join(s.roots(n.Title), " ")
		n.ISO, _ = reference.ListedISO9999(in.ISO)
		if err := n.addModels(tx, in.Models); err != nil {
			return n, err
		}
		return n, n.save(tx)
	})
}

// Dropping takes voices and words out of the queue, with a reason.
type Dropping struct {
	Voices []op.ID  `json:"voices" validate:"max=50,unique"`
	Words  []string `json:"words" validate:"max=50,unique,dive,max=300"`
	Reason string   `json:"reason" validate:"required,max=200"`
}

// Check finds what no tag can say.
func (in Dropping) Check() []fault.Field {
	if len(in.Voices)+len(in.Words) == 0 {
		return []fault.Field{{Name: "voices", Key: "need.nothing_chosen"}}
	}
	return nil
}

// Dropped is how many were.
type Dropped struct {
	Count int `json:"count"`
}

// Drop does it. The sentence of anybody is forgotten with it, because nobody may
// need it any more; that it was dropped and why stays.
func (s *Needs) Drop(ctx context.Context, in Dropping) (Dropped, error) {
	return op.Write(ctx, s.d, policy.NeedCurate, in, func(tx *op.Tx) (Dropped, error) {
		if err := tx.Allow(op.Headquarters); err != nil {
			return Dropped{}, err
		}
		for _, id := range in.Voices {
			v, ok, err := voices.Get(tx, voices.ID(&Voice{ID: id}))
			if err != nil {
				return Dropped{}, err
			}
			if !ok || v.Stage != Raw {
				return Dropped{}, fault.New(fault.Conflict, "need.voice_gone", nil)
			}
			v.Stage, v.Reason = DroppedVoice, in.Reason
			if v.Source == FromPublic {
				v.Sentence = ""
			}
			tx.About("need_voice", v.ID, "")
			if err := voices.Put(tx, &v); err != nil {
				return Dropped{}, err
			}
		}
		for _, key := range in.Words {
			w, ok, err := heard.Get(tx, heard.ID(&Words{Roots: key}))
			if err != nil {
				return Dropped{}, err
			}
			if !ok || !w.Need.IsZero() {
				return Dropped{}, fault.New(fault.Conflict, "need.voice_gone", nil)
			}
			w.Dropped = true
			if err := heard.Put(tx, &w); err != nil {
				return Dropped{}, err
			}
		}
		tx.Changed("reason", "", in.Reason)
		return Dropped{len(in.Voices) + len(in.Words)}, nil
	})
}
