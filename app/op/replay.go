package op

import (
	"bytes"
	"context"
	"crypto/sha256"
	"time"

	"lumbung/app/fault"
	"lumbung/app/policy"
	"lumbung/storage"
)

// ReplayFor is how long the answer to a command with an idempotency key is
// kept: phones in the field stay offline for weeks.
const ReplayFor = 45 * 24 * time.Hour

// maxReplayKey is the longest idempotency key, in bytes.
const maxReplayKey = 200

// replay is the answer to a command that may be sent again.
type replay struct {
	Actor  ID        `cbor:"1,keyasint"`
	Key    string    `cbor:"2,keyasint"`
	Hash   []byte    `cbor:"3,keyasint"` // of action and input
	Answer []byte    `cbor:"4,keyasint"`
	At     time.Time `cbor:"5,keyasint"`
}

var replays = storage.Table[replay]{
	Kind: "replay",
	ID:   func(p *replay) storage.Key { return storage.ReplayByKey.Key().ID(p.Actor).Text(p.Key) },
	Index: func(p *replay) []storage.Key {
		return []storage.Key{storage.ReplayByTime.Key().Time(p.At).ID(p.Actor).Text(p.Key)}
	},
}

// newReplay prepares the replay of a command; nil when the caller gave no key.
func newReplay(ctx context.Context, act policy.Action, in any, at time.Time) (*replay, error) {
	key := onceOf(ctx)
	if key == "" {
		return nil, nil
	}
	if len(key) > maxReplayKey {
		return nil, fault.InField("Idempotency-Key", "field.max_letters", fault.Args{"param": "200"})
	}
	data, err := storage.Encode([]any{string(act), in})
	if err != nil {
		return nil, fault.Wrap(err, "hash the input of %s", act)
	}
	sum := sha256.Sum256(data)
	return &replay{Actor: ActorOf(ctx).ID, Key: key, Hash: sum[:], At: at}, nil
}

// answer fills out with the kept answer, if there is one. The same key with
// another request is a conflict.
func (p *replay) answer(r storage.Reader, out any) (bool, error) {
	if p == nil {
		return false, nil
	}
	old, ok, err := replays.Get(r, replays.ID(p))
	if err != nil || !ok {
		return false, err
	}
	if !bytes.Equal(old.Hash, p.Hash) {
		return false, fault.New(fault.Conflict, "error.idempotency_key", nil)
	}
	return true, storage.Decode(old.Answer, out)
}

func (p *replay) keep(w storage.Writer, out any) (err error) {
	if p == nil {
		return nil
	}
	kept := *p
	if kept.Answer, err = storage.Encode(out); err != nil {
		return err
	}
	return replays.Add(w, &kept, nil)
}

// ForgetReplays drops kept answers older than ReplayFor, some at a time, and
// returns how many; zero means that none is left.
func ForgetReplays(ctx context.Context, d *Deps) (int, error) {
	const chunk = 500
	until := storage.ReplayByTime.Key().Time(d.Now().Add(-ReplayFor))
	n := 0
	err := d.Store.Update(ctx, func(w storage.Writer) error {
		n = 0
		for old, err := range replays.Range(w, storage.ReplayByTime.Key(), until) {
			if err != nil {
				return err
			}
			if err := replays.Delete(w, replays.ID(&old)); err != nil {
				return err
			}
			if n++; n == chunk {
				break
			}
		}
		return nil
	})
	return n, err
}
