package sample

import (
	"context"
	"time"

	"lumbung/app/innovation"
	"lumbung/app/policy"
	"lumbung/storage"
)

// work is an innovation of the play: what it says and what becomes of it. Days
// count back from the end; 0 is never.
type work struct {
	key, centre string
	begun       int
	submitted   int
	decided     int
	decision    innovation.Decision
	reason      string // of a return, a refusal or the end of it
	renewed     int    // a better text is published
	archived    int
	alt         string
	draw        func(*canvas)
	said        innovation.Edit
}

// register plays the life of every innovation.
func (p *play) register() {
	for _, w := range works() {
		t := p.thread()
		t.on(w.begun, w.said.Title, func(ctx context.Context) error { return p.begin(ctx, w) })
		t.on(w.begun-2, w.said.Title, func(ctx context.Context) error { return p.describe(ctx, w, "") })
		if w.submitted > 0 {
			t.on(w.submitted, w.said.Title, func(ctx context.Context) error { return p.submit(ctx, w) })
		}
		if w.decided > 0 {
			t.on(w.decided, w.said.Title, func(ctx context.Context) error { return p.judge(ctx, w, w.decision) })
		}
		if w.renewed > 0 {
			p.renew(t, w)
		}
		if w.archived > 0 {
			t.on(w.archived, w.said.Title, func(ctx context.Context) error { return p.archive(ctx, w) })
		}
	}
}

func (p *play) begin(ctx context.Context, w work) (err error) {
	picture, err := illustrate(w.draw)
	if err != nil {
		return err
	}
	p.works[w.key], err = p.app.Innovations.Begin(p.as(ctx, policy.SKA, w.centre), innovation.NewInnovation{
		Title: w.said.Title, Problem: w.said.Problem, Kind: w.said.Kind, Photo: picture, Alt: w.alt,
	})
	return err
}

// describe fills in the form; more is added to the summary.
func (p *play) describe(ctx context.Context, w work, more string) error {
	rec, in := p.works[w.key], w.said
	in.Innovation, in.Version = rec.ID.String(), rec.Version
	in.Summary += more
	in.TKTOn, in.TKTBy = rec.CreatedAt.Truncate(24*time.Hour), "Contoh Tim Teknis"
	rec, err := p.app.Innovations.Change(p.as(ctx, policy.SKA, w.centre), in)
	if err == nil {
		p.works[w.key] = rec
	}
	return err
}

func (p *play) submit(ctx context.Context, w work) error {
	rec, err := p.app.Innovations.Submit(p.as(ctx, policy.SKA, w.centre), innovation.Submission{Innovation: p.works[w.key].ID.String()})
	if err == nil {
		p.works[w.key] = rec
	}
	return err
}

// judge has the reviewer decide on what they have read.
func (p *play) judge(ctx context.Context, w work, decision innovation.Decision) error {
	id, version := p.works[w.key].ID.String(), int64(0)
	err := p.read(ctx, func(r storage.Reader) error {
		rec, err := innovation.Find(r, id)
		version = rec.Version
		return err
	})
	if err != nil {
		return err
	}
	in := innovation.Judgement{Innovation: id, Version: version, Decision: decision}
	if decision != innovation.Publish {
		in.Reason = w.reason
	}
	rec, err := p.app.Innovations.Review(p.as(ctx, policy.Reviewer, reviewing), in)
	if err == nil {
		p.works[w.key] = rec
	}
	return err
}

// reviewing is the centre of the reviewer. It has no innovation in the play,
// because nobody decides on those of their own centre.
const reviewing = "mulya-jaya"

// renew publishes a better text of what is public already.
func (p *play) renew(t *thread, w work) {
	t.on(w.renewed, w.said.Title, func(ctx context.Context) error {
		return p.describe(ctx, w, " Sejak uji lapangan, sandaran kakinya dapat dilepas tanpa kunci.")
	})
	t.on(w.renewed-1, w.said.Title, func(ctx context.Context) error { return p.submit(ctx, w) })
	t.on(w.renewed-3, w.said.Title, func(ctx context.Context) error { return p.judge(ctx, w, innovation.Publish) })
}

func (p *play) archive(ctx context.Context, w work) error {
	_, err := p.app.Innovations.Archive(p.as(ctx, policy.SKA, w.centre), innovation.Closing{
		Innovation: p.works[w.key].ID.String(), Reason: w.reason,
	})
	return err
}
