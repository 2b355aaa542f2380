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
	recalled    int // it is not safe, for the reason
	cancelled   int
	embargo     int // days after the end until which it may not be public
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
			t.on(w.begun-2, w.said.Title, func(ctx context.Context) error { return p.design(ctx, w) })
			if w.embargo > 0 {
				t.on(w.begun-3, w.said.Title, func(ctx context.Context) error { return p.withhold(ctx, w) })
			}
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
		if w.recalled > 0 {
			t.on(w.recalled, w.said.Title, func(ctx context.Context) error { return p.withdraw(ctx, w) })
		}
		if w.cancelled > 0 {
			t.on(w.cancelled, w.said.Title, func(ctx context.Context) error { return p.giveUp(ctx, w) })
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
	if w.submitted > 0 {
		in = told(in, rec.CreatedAt)
	}
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

// judge has the reviewers decide on what they have read: two of two centres agree
// to publish, and one is enough to return or refuse.
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
	in, centres := innovation.Judgement{Innovation: id, Version: version, Decision: decision}, reviewing(w.centre)
	if decision != innovation.Publish {
		in.Reason, centres = w.reason, centres[:1]
	}
	for _, centre := range centres {
		rec, err := p.app.Innovations.Review(p.as(ctx, policy.Reviewer, centre), in)
		if err != nil {
			return err
		}
		p.works[w.key] = rec
	}
	return nil
}

// reviewing are the centres of the two reviewers of what a centre has made:
// nobody decides on their own.
func reviewing(centre string) []string {
	if centre == "paramita" {
		return []string{"mulya-jaya", "wirajaya"}
	}
	return []string{"mulya-jaya", "paramita"}
}

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

func (p *play) withdraw(ctx context.Context, w work) error {
	_, err := p.app.Innovations.Withdraw(p.as(ctx, policy.Head, w.centre), innovation.RecallOrder{
		Innovation: p.works[w.key].ID.String(), Reason: w.reason,
	})
	return err
}

func (p *play) giveUp(ctx context.Context, w work) error {
	_, err := p.app.Innovations.Cancel(p.as(ctx, policy.SKA, w.centre), innovation.Closing{
		Innovation: p.works[w.key].ID.String(), Reason: w.reason,
	})
	return err
}

// withhold notes that the design is filed and not to be public before a day.
func (p *play) withhold(ctx context.Context, w work) error {
	rec := p.works[w.key]
	rec, err := p.app.Innovations.Design(p.as(ctx, policy.SKA, w.centre), innovation.BlueprintEdit{
		Innovation: rec.ID.String(), Version: rec.Version,
		Rights: &innovation.RightsEdit{
			IP: "filed", IPKind: "industrial_design", IPNumber: "CONTOH-2026-001", IPHolder: "Kementerian Sosial (contoh)",
			After: p.end.AddDate(0, 0, w.embargo), Producer: "ask",
		},
	})
	if err == nil {
		p.works[w.key] = rec
	}
	return err
}
