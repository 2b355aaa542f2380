package app

import (
	"context"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Proof is one run of Check, kept: when, how long it took, and what it found.
type Proof struct {
	ID      op.ID         `cbor:"1,keyasint" json:"id"`
	Began   time.Time     `cbor:"2,keyasint" json:"began_at"`
	Took    time.Duration `cbor:"3,keyasint" json:"took_ns"`
	Lines   []ProofLine   `cbor:"4,keyasint" json:"lines"`
	Failed  string        `cbor:"5,keyasint,omitempty" json:"failed,omitempty"` // why it could not be run to its end
	Started string        `cbor:"6,keyasint" json:"started_by"`                 // name, or that it was the night
}

// ProofLine is one invariant: how much was looked at and what differs, for an
// engineer.
type ProofLine struct {
	Kind     string   `cbor:"1,keyasint" json:"kind"`
	Records  int      `cbor:"2,keyasint" json:"records"`
	Entries  int      `cbor:"3,keyasint,omitempty" json:"entries"`
	Findings []string `cbor:"4,keyasint,omitempty" json:"findings"`
}

// Findings is how many things differ; -1 when the run did not come to its end.
func (p Proof) Findings() (n int) {
	if p.Failed != "" {
		return -1
	}
	for _, l := range p.Lines {
		n += len(l.Findings)
	}
	return n
}

// Whole tells whether all was looked at and nothing differs.
func (p Proof) Whole() bool { return p.Findings() == 0 }

var proofs = storage.Table[Proof]{
	Kind: "proof",
	ID:   func(p *Proof) storage.Key { return storage.ProofByID.Key().ID(p.ID) },
}

// keptProofs is how many runs are kept: two months of nights.
const keptProofs = 60

// proving is the state of the run under way, if there is one.
type proving struct{ done, total int }

// Proving tells how far the run under way has come, in steps; false when none is.
func (a *App) Proving() (done, total int, running bool) {
	p := a.proving.Load()
	if p == nil {
		return 0, 0, false
	}
	return p.done, p.total, true
}

// Prove runs Check and keeps what it found. One run at a time: it fails with
// Conflict while another is under way.
func (a *App) Prove(ctx context.Context) (Proof, error) {
	if by := op.ActorOf(ctx); !policy.May(by, policy.StoreOperate, op.Headquarters) {
		return Proof{}, fault.New(fault.Denied, "error.denied", nil)
	}
	if !a.proving.CompareAndSwap(nil, &proving{}) {
		return Proof{}, fault.New(fault.Conflict, "proof.running", nil)
	}
	defer a.proving.Store(nil)
	p := Proof{Began: a.deps.Now().UTC(), Started: op.ActorOf(ctx).Name}
	reports, err := a.check(ctx, func(done, total int) { a.proving.Store(&proving{done, total}) })
	p.Took = a.deps.Now().Sub(p.Began)
	if err != nil {
		if ctx.Err() != nil {
			return p, err
		}
		p.Failed = err.Error()
	}
	for _, rep := range reports {
		line := ProofLine{Kind: rep.Kind, Records: rep.Records, Entries: rep.Entries}
		for _, f := range rep.Findings {
			line.Findings = append(line.Findings, f.Text)
		}
		p.Lines = append(p.Lines, line)
	}
	return a.keepProof(ctx, p)
}

func (a *App) keepProof(ctx context.Context, p Proof) (Proof, error) {
	return op.Write(op.Afresh(ctx), a.deps, policy.StoreOperate, nil, func(tx *op.Tx) (Proof, error) {
		if err := tx.Allow(op.Headquarters); err != nil {
			return p, err
		}
		p := p
		p.ID = tx.ID()
		tx.About("proof", p.ID, "")
		kept := 1
		for old, err := range proofs.AllBack(tx, storage.ProofByID.Key()) {
			if err != nil {
				return p, err
			}
			if kept++; kept <= keptProofs {
				continue
			}
			if err := proofs.Delete(tx, proofs.ID(&old)); err != nil {
				return p, err
			}
		}
		tx.After(func() { a.lastProof.Store(&p) })
		return p, proofs.Add(tx, &p, nil)
	})
}

// Proofs returns the last runs, the newest first, for those who answer for the
// store.
func (a *App) Proofs(ctx context.Context) ([]Proof, error) {
	return op.Read(ctx, a.deps, policy.StoreVerify, func(v *op.View) ([]Proof, error) {
		if err := v.Allow(op.Headquarters); err != nil {
			return nil, err
		}
		page, err := proofs.Page(v, storage.ProofByID.Key(), storage.Ask{Limit: keptProofs, Newest: true})
		return page.Items, err
	})
}

// LastProof is the newest run that is kept; false when there is none yet.
func (a *App) LastProof(ctx context.Context) (Proof, bool) {
	if p := a.lastProof.Load(); p != nil {
		return *p, true
	}
	var found []Proof
	err := a.deps.Store.View(ctx, func(r storage.Reader) error {
		page, err := proofs.Page(r, storage.ProofByID.Key(), storage.Ask{Limit: 1, Newest: true})
		found = page.Items
		return err
	})
	if err != nil || len(found) == 0 {
		return Proof{}, false
	}
	a.lastProof.CompareAndSwap(nil, &found[0])
	return found[0], true
}

// wib is the zone of the night in which the store is proved.
var wib = time.FixedZone("WIB", 7*60*60)

// The hour of the proof, when warehouses and offices sleep from Sabang to
// Merauke, and how soon after the start one is made up for that was missed.
const (
	proofHour  = 1
	proofAfter = time.Minute
)

// nextProof is when the next proof is due: the coming night, or soon when the
// last one is older than a night and a day.
func nextProof(now, last time.Time) time.Time {
	if now.Sub(last) > 25*time.Hour {
		return now.Add(proofAfter)
	}
	here := now.In(wib)
	due := time.Date(here.Year(), here.Month(), here.Day(), proofHour, 0, 0, 0, wib)
	if !due.After(now) {
		due = due.AddDate(0, 0, 1)
	}
	return due
}

// ProveNightly proves the store once a night until ctx ends; actor stands in the
// journal for it. report hears of each run, and of an error that is not a
// finding.
func (a *App) ProveNightly(ctx context.Context, actor policy.Actor, report func(Proof, error)) {
	ctx = op.As(ctx, actor)
	for {
		last, _ := a.LastProof(ctx)
		now := a.deps.Now()
		due := time.NewTimer(nextProof(now, last.Began).Sub(now))
		select {
		case <-ctx.Done():
			due.Stop()
			return
		case <-due.C:
		}
		report(a.Prove(ctx))
		select { // an error must not be tried again at once
		case <-ctx.Done():
			return
		case <-time.After(proofAfter):
		}
	}
}
