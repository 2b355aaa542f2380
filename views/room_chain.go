package views

import (
	"net/url"
	"strings"

	"lumbung/app/commandroom"
	"lumbung/app/policy"
	"lumbung/views/i18n"
)

// chain is the results chain; a Ditjen that serves nobody is an empty place.
func (p RoomPage) chain(l i18n.Lang) Chain {
	c := Chain{ChartText: ChartText{ID: "chain", Headline: p.chainHeadline(l), Subtitle: l.T("room.chain_text")}}
	for _, d := range p.Snap.Chain.Outputs {
		c.Outputs = append(c.Outputs, chainOutput(l, d))
	}
	o := p.Snap.Chain.Outcomes
	for _, x := range []struct {
		name  string
		share commandroom.Share
	}{{l.T("room.still_in_use"), o.StillInUse}, {l.T("room.satisfied"), o.Satisfied}, {l.T("room.goal_reached"), o.GoalReached}} {
		c.Outcomes = append(c.Outcomes, ChainLink{Name: x.name, Figure: percentText(l, x.share), Text: shareText(l, "room.share_text", x.share)})
	}
	c.Goal = ChainLink{Name: l.T("room.chain_goal"), Text: l.T("room.chain_goal_text"), Figure: percentText(l, commandroom.Share{})}
	if f := o.Fates; f.Total() > 0 && f.Asked == 0 {
		c.Goal.Figure = l.T("room.chain_served", "part", int64(f.Helped), "whole", int64(f.Total()))
	}
	if len(p.missing(l)) > 0 {
		c.Goal.Tone, c.Goal.Word = Bad, l.T("room.verdict_short")
	}
	return c
}

func chainOutput(l i18n.Lang, d commandroom.Ditjen) ChainLink {
	link := ChainLink{Name: ditjenName(l, d.Code), Missing: d.Missing()}
	switch {
	case d.Own:
		link.Figure, link.Text = l.T("room.chain_own", "n", d.Units), l.T("room.chain_own_text")
	case d.Served.Whole.Hidden():
		link.Figure, link.Text = l.T("room.few"), l.T("room.chain_served_text")
	case d.Served.Whole == 0:
		link.Figure, link.Text = l.T("room.chain_unasked"), l.T("room.chain_unasked_text")
	case link.Missing:
		link.Figure, link.Text = shareText(l, "room.chain_served", d.Served), l.T("room.chain_missing_text")
	default:
		link.Figure, link.Text = shareText(l, "room.chain_served", d.Served), l.T("room.chain_served_text")
	}
	return link
}

func ditjenName(l i18n.Lang, code string) string {
	return l.T("room.ditjen", "name", l.T("ditjen."+code))
}

// missing names the Ditjen that serve nobody.
func (p RoomPage) missing(l i18n.Lang) (names []string) {
	for _, d := range p.Snap.Chain.Outputs {
		if d.Missing() {
			names = append(names, ditjenName(l, d.Code))
		}
	}
	return names
}

func (p RoomPage) chainHeadline(l i18n.Lang) string {
	names := p.missing(l)
	if p.Snap.Totals.ThisYear == 0 {
		return l.T("room.chain_unstarted")
	}
	if len(names) == 0 {
		return l.T("room.chain_whole")
	}
	last := len(names) - 1
	if last > 0 {
		names = []string{l.T("room.and", "a", strings.Join(names[:last], ", "), "b", names[last])}
	}
	return l.T("room.chain_broken", "ditjen", names[0])
}

// honest is how far the outcomes can be believed.
func (p RoomPage) honest(l i18n.Lang) []Stat {
	o := p.Snap.Outcomes
	stat := func(label, key string, s commandroom.Share) Stat {
		return Stat{Label: label, Value: percentText(l, s), Note: shareText(l, key, s)}
	}
	list := []Stat{
		stat(l.T("room.followed_up"), "room.followed_up_text", o.FollowedUp),
		stat(l.T("room.orphans"), "room.orphans_text", o.Orphans),
	}
	for _, g := range p.Snap.Goals {
		if g.Code == commandroom.Connected {
			list = append(list, stat(l.T("room.referrals"), "room.chain_served", g.Share))
		}
	}
	return list
}

// alertView is an alert in words.
type alertView struct {
	Tone                    Tone
	What, Place, Since, Ago string
	Owner, Href, Action     string
}

func (p RoomPage) alerts(l i18n.Lang) []alertView {
	var views []alertView
	for _, a := range p.Snap.Alerts {
		v := alertView{Tone: Warn, Since: l.Date(a.Since), Place: a.Place, Owner: alertOwner(l, a)}
		if a.Kind == commandroom.OpenRecall || a.Kind == commandroom.LateReferral || a.Kind == commandroom.LateFollowUp {
			v.Tone = Bad
		}
		var href string
		v.What, href, v.Action = alertText(l, a)
		if p.MayOpen == nil || p.MayOpen(a) {
			v.Href = href
		}
		views = append(views, v)
	}
	return views
}

// alertOwner is the role that acts, with its place.
func alertOwner(l i18n.Lang, a commandroom.Alert) string {
	if a.Ditjen != "" {
		return ditjenName(l, a.Ditjen)
	}
	return l.T("role."+strings.ReplaceAll(string(a.Owner), "-", "_")) + ", " + a.Place
}

// alertText is what is wrong, where it is put right, and the words on the way.
func alertText(l i18n.Lang, a commandroom.Alert) (what, href, action string) {
	args := map[string]any{"n": a.Count, "model": a.Model, "other": a.Other, "number": a.Number}
	if a.More {
		args["n"] = l.T("room.more_than", "n", a.Count)
	}
	at := "?" + url.Values{"centre": {a.Centre}}.Encode()
	switch a.Kind {
	case commandroom.OpenRecall:
		return l.Say("room.alert_recall", args), recallHref(a.Number), l.T("room.fix_recall")
	case commandroom.Shortage:
		return l.Say("room.alert_shortage", args), "/gudang/minimum" + at, l.T("room.fix_shortage")
	case commandroom.LateReferral:
		args["ditjen"] = ditjenName(l, a.Ditjen)
		return l.Say("room.alert_late_referral", args), "/rujukan?to=" + a.Ditjen, l.T("room.fix_late_referral")
	case commandroom.LateFollowUp:
		return l.Say("room.alert_late_follow_up", args), "/tindak-lanjut" + at, l.T("room.fix_late_follow_up")
	case commandroom.LongWait:
		return l.Say("room.alert_long_wait", args), "/permohonan" + at, l.T("room.fix_long_wait")
	case commandroom.Elsewhere:
		return l.Say("room.alert_elsewhere", args), "/alat/" + a.Slug, l.T("room.fix_elsewhere")
	default:
		return l.Say("room.alert_stuck_unit", args), "/gudang/unit" + at + "&bucket=held", l.T("room.fix_stuck_unit")
	}
}

// AlertAction is what somebody must be allowed to do to go where an alert leads.
func AlertAction(kind commandroom.AlertKind) policy.Action {
	switch kind {
	case commandroom.OpenRecall:
		return policy.RecallRead
	case commandroom.Shortage:
		return policy.ReorderRead
	case commandroom.LateReferral:
		return policy.ReferralRead
	case commandroom.LateFollowUp:
		return policy.FollowUpRead
	case commandroom.LongWait:
		return policy.RequestRead
	case commandroom.Elsewhere:
		return policy.ModelRead
	default:
		return policy.StockRead
	}
}

// roomDefinitions says what the words of the room mean.
func roomDefinitions(l i18n.Lang) []Definition {
	return []Definition{
		{Term: l.T("room.def_output"), Text: l.T("room.def_output_text")},
		{Term: l.T("room.def_outcome"), Text: l.T("room.def_outcome_text")},
		{Term: l.T("room.def_goal"), Text: l.T("room.def_goal_text")},
		{Term: l.T("room.orphans"), Text: l.T("room.def_orphan_text")},
		{Term: l.T("room.def_follow"), Text: l.T("room.def_follow_text")},
	}
}
