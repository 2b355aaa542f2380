package need

import (
	"context"
	"encoding/base64"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"lumbung/app/innovation"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// LeastHeard is how often words must have been searched for in vain before
// anybody is shown them: a rare search can be about a person.
const LeastHeard = 5

const (
	mostPending = 128                 // different words that wait to be written
	mostRows    = 20_000              // and that are kept
	mostWords   = 5                   // of one search; longer ones are sentences
	forgotten   = 90 * 24 * time.Hour // after which rare words are dropped
	writeEvery  = time.Minute
)

// Words is what was searched for in vain, by its roots: in whatever order and
// form it was typed it is one row. Until it has been heard LeastHeard times the
// row holds no words, only their keyed hash: a name that somebody looks for is
// counted, but can be read by nobody, not even in a backup.
type Words struct {
	Roots   string    `cbor:"1,keyasint" json:"key"`   // or veil and the hash of them
	Text    string    `cbor:"2,keyasint" json:"words"` // as it was heard when it was told first; "" before
	Count   int64     `cbor:"3,keyasint" json:"count"` // minutes in which it was heard
	First   time.Time `cbor:"4,keyasint" json:"first_at"`
	Last    time.Time `cbor:"5,keyasint" json:"last_at"`
	Need    op.ID     `cbor:"6,keyasint,omitzero" json:"need,omitzero"`
	Dropped bool      `cbor:"7,keyasint,omitempty" json:"-"` // a curator does not want to see it again
}

var heard = storage.Table[Words]{
	Kind: "heard words",
	ID:   func(w *Words) storage.Key { return storage.NeedHeardByWords.Key().Text(w.Roots) },
	Index: func(w *Words) []storage.Key {
		if !w.Need.IsZero() {
			return []storage.Key{storage.NeedHeardOf.Key().ID(w.Need).Text(w.Roots)}
		}
		keys := []storage.Key{storage.NeedHeardByTime.Key().Time(w.Last).Text(w.Roots)}
		if w.Count >= LeastHeard && !w.Dropped {
			keys = append(keys, storage.NeedHeardByCount.Key().Int(w.Count).Text(w.Roots))
		}
		return keys
	},
}

// rows counts the words that are kept, so that a flood of searches cannot fill
// the store.
type rows struct {
	Heard int64 `cbor:"1,keyasint"`
}

var heardRows = storage.Table[rows]{
	Kind: "heard rows",
	ID:   func(*rows) storage.Key { return storage.NeedHeardRows.Key() },
}

// ear gathers searches in memory until they are written together.
type ear struct {
	mu      sync.Mutex
	pending map[string]string // roots to words
}

// veil begins the key of words that may not be read yet; no word does.
const veil = "#"

// veiled is the key of words that may not be read yet.
func (s *Needs) veiled(roots string) string {
	return veil + base64.RawURLEncoding.EncodeToString(s.ring.Marks("words searched in vain", roots)[0])
}

// Heard notes a search that found nothing. It is quick and never fails: one that
// holds an address or a long number is dropped, of others the words with a digit;
// what does not fit is forgotten. One who types the same again within the minute
// is heard once.
func (s *Needs) Heard(words string) {
	if len(words) > 200 || link.MatchString(words) || digits.MatchString(words) || strings.Contains(words, "@") {
		return
	}
	var list []string
	for _, w := range innovation.PlainWords(words) {
		if n := len(w); n >= 3 && n <= 24 && !strings.ContainsFunc(w, unicode.IsDigit) {
			list = append(list, w)
		}
	}
	text := strings.Join(list, " ")
	key := strings.Join(s.roots(text), " ")
	if key == "" || len(list) > mostWords {
		return
	}
	s.ear.mu.Lock()
	defer s.ear.mu.Unlock()
	if s.ear.pending == nil {
		s.ear.pending = map[string]string{}
	}
	if _, known := s.ear.pending[key]; known || len(s.ear.pending) < mostPending {
		s.ear.pending[key] = text
	}
}

// Listen writes what was heard once a minute until ctx ends, and once more then.
// report hears of what goes wrong; the words of that minute are lost.
func (s *Needs) Listen(ctx context.Context, report func(error)) {
	tick := time.NewTicker(writeEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := s.Flush(ctx); err != nil && ctx.Err() == nil {
				report(err)
			}
		}
	}
}

// itself is who stands in the journal for what the program hears by itself.
var itself = policy.Actor{Name: "Lumbung (pencarian tanpa hasil)", Role: policy.Admin}

// Flush writes what was heard since the last time, in one transaction, and drops
// some of the words that were rare and are old.
func (s *Needs) Flush(ctx context.Context) error {
	s.ear.mu.Lock()
	pending := s.ear.pending
	s.ear.pending = nil
	s.ear.mu.Unlock()
	if len(pending) == 0 {
		return nil
	}
	_, err := op.Write(op.Afresh(op.As(ctx, itself)), s.d, policy.NeedHear, nil, func(tx *op.Tx) (struct{}, error) {
		if err := tx.Allow(op.Headquarters); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, s.keepHeard(tx, pending)
	})
	return err
}

func (s *Needs) keepHeard(tx *op.Tx, pending map[string]string) error {
	count, _, err := heardRows.Get(tx, storage.NeedHeardRows.Key())
	if err != nil {
		return err
	}
	if err := forget(tx, &count); err != nil {
		return err
	}
	told := map[op.ID]int64{}
	for _, key := range slices.Sorted(maps.Keys(pending)) {
		w, known, err := s.row(tx, key)
		switch {
		case err != nil:
			return err
		case !known && count.Heard >= mostRows:
			continue
		case !known:
			w = Words{Roots: s.veiled(key), First: tx.At}
			count.Heard++
		}
		w.Count++
		w.Last = tx.At
		if !w.Need.IsZero() {
			told[w.Need]++
		}
		if err := keepRow(tx, w, key, pending[key]); err != nil {
			return err
		}
	}
	if err := heardRows.Put(tx, &count); err != nil {
		return err
	}
	return tellNeeds(tx, told)
}

// row is what is known of words, whether or not they may be read yet.
func (s *Needs) row(r storage.Reader, key string) (Words, bool, error) {
	w, known, err := heard.Get(r, storage.NeedHeardByWords.Key().Text(key))
	if err != nil || known {
		return w, known, err
	}
	return heard.Get(r, storage.NeedHeardByWords.Key().Text(s.veiled(key)))
}

// keepRow writes a row; one that was heard often enough is from now on that of
// the words themselves.
func keepRow(tx *op.Tx, w Words, key, text string) error {
	if strings.HasPrefix(w.Roots, veil) && w.Count >= LeastHeard {
		if err := heard.Delete(tx, heard.ID(&w)); err != nil {
			return err
		}
		w.Roots, w.Text = key, text
	}
	return heard.Put(tx, &w)
}

// tellNeeds adds searches to needs that their words were grouped into.
func tellNeeds(tx *op.Tx, told map[op.ID]int64) error {
	for _, id := range slices.SortedFunc(maps.Keys(told), func(a, b op.ID) int { return slices.Compare(a[:], b[:]) }) {
		n, err := ByID(tx, id)
		if err != nil {
			return err
		}
		if err := n.hear(tx, FromSearch, "", told[id]); err != nil {
			return err
		}
		if err := needs.Put(tx, &n); err != nil {
			return err
		}
	}
	return nil
}

// forget drops words that were heard too rarely for too long, some at a time.
func forget(tx *op.Tx, count *rows) error {
	const chunk = 100
	until := storage.NeedHeardByTime.Key().Time(tx.At.Add(-forgotten))
	var gone []Words
	for w, err := range heard.Range(tx, storage.NeedHeardByTime.Key(), until) {
		if err != nil {
			return err
		}
		if gone = append(gone, w); len(gone) == chunk {
			break
		}
	}
	for _, w := range gone {
		if err := heard.Delete(tx, heard.ID(&w)); err != nil {
			return err
		}
		count.Heard--
	}
	return nil
}
