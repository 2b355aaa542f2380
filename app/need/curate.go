package need

import (
	"bytes"
	"cmp"
	"context"
	"maps"
	"slices"

	"lumbung/app/allocation"
	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv"
)

const (
	mostNear   = 8  // needs that are offered as nearest
	mostHeard  = 30 // words in the queue
	mostWanted = 20 // models in the queue
	perStem    = 200
)

// near returns the needs whose titles share most roots with a text, at most so
// many. It reads lists: it suggests and must never decide.
func (s *Needs) near(r storage.Reader, text string, most int) ([]Need, error) {
	shared := map[string]int{}
	for _, root := range s.roots(text) {
		prefix, n := storage.NeedByStem.Key().Text(root), 0
		for e, err := range r.Scan(prefix, kv.PrefixEnd(prefix)) {
			if err != nil {
				return nil, err
			}
			shared[string(bytes.Clone(e.Value))]++
			if n++; n == perStem {
				break
			}
		}
	}
	keys := slices.SortedFunc(maps.Keys(shared), func(a, b string) int {
		return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(a, b))
	})
	var list []Need
	for _, key := range keys[:min(len(keys), most)] {
		n, ok, err := needs.Get(r, storage.Key(key))
		if err != nil {
			return nil, err
		}
		if ok {
			list = append(list, n)
		}
	}
	return list, nil
}

func containsNeed(list []Need, id op.ID) bool {
	return slices.ContainsFunc(list, func(n Need) bool { return n.ID == id })
}

// RawVoice is a voice that waits, with the needs that are nearest to it.
type RawVoice struct {
	Voice
	Near []string `json:"near"` // slugs
}

// Wanted is a model that people wait for long, and that no need counts yet.
type Wanted struct {
	Model Model `json:"model"`
	Long  int64 `json:"waiting_long"` // requests, for more than three months
	Unfit int64 `json:"unsuitable"`   // requests closed because nothing suited
}

// Queue is what waits for a curator.
type Queue struct {
	Voices     []RawVoice `json:"voices"` // the longest waiting first
	Words      []Words    `json:"words"`  // the most often heard first
	Wanted     []Wanted   `json:"wanted"`
	Near       []Need     `json:"near"` // to the voices on this page
	Next, Prev string     `json:"-"`
}

// Queue pages through the voices that wait, with what was searched for in vain
// often enough and what people wait for.
func (s *Needs) Queue(ctx context.Context, ask Ask) (Queue, error) {
	return op.Read(ctx, s.d, policy.NeedCurate, func(v *op.View) (Queue, error) {
		q := Queue{Voices: []RawVoice{}, Words: []Words{}, Wanted: []Wanted{}, Near: []Need{}}
		if err := v.Allow(op.Headquarters); err != nil {
			return q, err
		}
		page, err := voices.Page(v, storage.NeedVoiceByState.Key().Text(string(Raw)), storage.Ask{Cursor: ask.Cursor, Limit: ask.Limit})
		if err != nil {
			return q, err
		}
		q.Next, q.Prev = page.Next, page.Prev
		for _, x := range page.Items {
			if err := q.add(s, v, x); err != nil {
				return q, err
			}
		}
		for w, err := range heard.AllBack(v, storage.NeedHeardByCount.Key()) {
			if err != nil {
				return q, err
			}
			if q.Words = append(q.Words, w); len(q.Words) == mostHeard {
				break
			}
		}
		q.Wanted, err = s.wanted(v)
		return q, err
	})
}

// add puts a voice into the queue with the needs nearest to it.
func (q *Queue) add(s *Needs, r storage.Reader, x Voice) error {
	near, err := s.near(r, x.Sentence, 3)
	raw := RawVoice{Voice: x, Near: []string{}}
	for _, n := range near {
		raw.Near = append(raw.Near, n.Slug)
		if !containsNeed(q.Near, n.ID) && len(q.Near) < 15 {
			q.Near = append(q.Near, n)
		}
	}
	q.Voices = append(q.Voices, raw)
	return err
}

// wanted finds the models that most people wait for, in vain.
func (s *Needs) wanted(r storage.Reader) ([]Wanted, error) {
	waiting := map[op.ID]int64{}
	for d, err := range allocation.Demands(r) {
		if err != nil {
			return nil, err
		}
		waiting[d.Model] += d.Waiting
	}
	ids := slices.SortedFunc(maps.Keys(waiting), func(a, b op.ID) int {
		return cmp.Or(cmp.Compare(waiting[b], waiting[a]), slices.Compare(a[:], b[:]))
	})
	list := []Wanted{}
	for _, id := range ids[:min(len(ids), 3*mostWanted)] {
		u, err := allocation.UnmetOf(r, id, s.d.Now(), func(string) {})
		if err != nil {
			return nil, err
		}
		known, err := counted(r, id)
		if err != nil {
			return nil, err
		}
		if u.Sum() == 0 || known {
			continue
		}
		m, err := stock.ModelByID(r, id)
		if err != nil {
			return nil, err
		}
		if list = append(list, Wanted{Model{m.Slug, m.Name}, u.Long, u.Unsuitable}); len(list) == mostWanted {
			break
		}
	}
	return list, nil
}

// counted tells whether a need counts the unmet requests for a model already.
func counted(r storage.Reader, model op.ID) (bool, error) {
	prefix := storage.NeedByModel.Key().ID(model)
	for _, err := range r.Scan(prefix, kv.PrefixEnd(prefix)) {
		return true, err
	}
	return false, nil
}

// MayTell is refused to those who may not speak for a centre.
func (s *Needs) MayTell(ctx context.Context) error {
	_, err := op.Read(ctx, s.d, policy.NeedTell, func(v *op.View) (struct{}, error) { return struct{}{}, v.Allow(v.By.Centre) })
	return err
}

// ToReword returns a need with the slugs of its models, for its form.
func (s *Needs) ToReword(ctx context.Context, ref string) (Need, []string, error) {
	type found struct {
		need  Need
		slugs []string
	}
	f, err := op.Read(ctx, s.d, policy.NeedCurate, func(v *op.View) (f found, err error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return f, err
		}
		if f.need, err = Find(v, ref); err != nil {
			return f, err
		}
		for _, id := range f.need.Models {
			m, err := stock.ModelByID(v, id)
			if err != nil && fault.CodeOf(err) != fault.NotFound {
				return f, err
			}
			f.slugs = append(f.slugs, m.Slug)
		}
		return f, nil
	})
	return f.need, f.slugs, err
}
