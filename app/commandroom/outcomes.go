package commandroom

import (
	"slices"

	"lumbung/app/outcome"
)

// Outcomes is what became of the devices in 12 months. Every share stands beside
// FollowedUp: a per cent of a few who were asked says little of the others.
type Outcomes struct {
	FollowedUp  Share `json:"followed_up"`  // reached, of the follow-ups due up to the end of this month
	StillInUse  Share `json:"still_in_use"` // of those reached
	Satisfied   Share `json:"satisfied"`    // 4 or 5 of 5 for the device, of those who rated it
	GoalReached Share `json:"goal_reached"` // their own goal, of those asked
	Orphans     Share `json:"orphans"`      // handed over more than 90 days ago and never asked after
	Fates       Fates `json:"fates"`
}

// Fates is what became of each device handed over in 12 months, by the latest
// answer about it. Together they are all that was handed over.
type Fates struct {
	Helped  Count `json:"helped"`          // in use, and the person reached their goal
	Used    Count `json:"used"`            // in use
	Ended   Count `json:"ended"`           // not used any more, or came back
	Asked   Count `json:"asked,omitempty"` // asked after, with an answer that is not told because it is of a few
	Unasked Count `json:"unasked"`         // nobody was reached about it yet
}

// Total is all that was handed over.
func (f Fates) Total() Count { return f.Known() + f.Unasked }

// Known is what is known of.
func (f Fates) Known() Count { return f.Helped + f.Used + f.Ended + f.Asked }

// forPublic puts groups of a few together with the next smallest, so that none
// of 1 to 4 is told and no sum gives one away.
func (f Fates) forPublic() Fates {
	groups := []*Count{&f.Helped, &f.Used, &f.Ended}
	slices.SortStableFunc(groups, func(a, b *Count) int { return int(*a - *b) })
	for _, g := range groups {
		if g.small() || f.Asked.small() {
			f.Asked += *g
			*g = 0
		}
	}
	return f
}

// Ditjen is what a directorate general contributed in 12 months.
type Ditjen struct {
	Code   string `json:"code"`
	Own    bool   `json:"own"`              // the one whose centres these are
	Units  int64  `json:"units,omitempty"`  // handed over by its centres
	Served Share  `json:"served,omitempty"` // services begun, of the referrals sent to it
}

// Missing tells whether people need the directorate general, or nobody has even
// asked it, and it serves none of them.
func (d Ditjen) Missing() bool { return !d.Own && d.Served.Part == 0 }

// Chain is the results chain of all centres: what each directorate general puts
// out, what comes of it, and the goal. Without connection between them the goal
// fails.
type Chain struct {
	Outputs  []Ditjen `json:"outputs"`
	Outcomes Outcomes `json:"-"`
}

// GoalCode names a goal.
type GoalCode string

// The goals. They are what the ministry asked its centres for in 2021, each
// counted from transactions.
const (
	Answered  GoalCode = "answered"  // whoever needs a device gets it
	Helped    GoalCode = "helped"    // the device changes the life of the person
	Connected GoalCode = "connected" // the other directorates general serve them too
)

// Goal is how far something that the ministry wants has come.
type Goal struct {
	Code    GoalCode `json:"code"`
	Share   Share    `json:"share"`
	Target  int64    `json:"target_percent"`
	Recent  Share    `json:"last_quarter"` // the last three months
	Before  Share    `json:"quarter_before"`
	Follow  Share    `json:"follow_up,omitzero"` // how many were asked at all, where the goal rests on answers
	Monthly []Share  `json:"months"`             // 12, the oldest first
}

// Verdict is how a goal stands.
type Verdict string

// The verdicts.
const (
	Unknown Verdict = "unknown" // nothing to count yet, or too few
	Reached Verdict = "reached"
	Near    Verdict = "near" // at most ten points short
	Short   Verdict = "short"
)

// nearly is how many points short of its target a goal still counts as near.
const nearly = 10

// Verdict compares the goal with its target.
func (g Goal) Verdict() Verdict {
	p := g.Share.Percent()
	switch {
	case g.Share.Whole > 0 && g.Share.Part == Few && (Share{Smallest - 1, g.Share.Whole}).Percent() < g.Target-nearly: // at most
		return Short
	case g.Share.Whole > 0 && g.Share.Part == Nearly && (Share{g.Share.Whole - Smallest + 1, g.Share.Whole}).Percent() >= g.Target: // at least
		return Reached
	case !g.Share.Known():
		return Unknown
	case p >= g.Target:
		return Reached
	case p >= g.Target-nearly:
		return Near
	default:
		return Short
	}
}

// Trend is the change in points from the quarter before to the last one; ok is
// false when one of them has nothing to compare.
func (g Goal) Trend() (points int64, ok bool) {
	if !g.Recent.Known() || !g.Before.Known() {
		return 0, false
	}
	return g.Recent.Percent() - g.Before.Percent(), true
}

// targets are proposals in per cent until the ministry has set its own.
var targets = map[GoalCode]int64{Answered: 90, Helped: 70, Connected: 80}

// goals makes the goals of the counted months.
func goals(c *counting) []Goal {
	handed := c.handed()
	open := Count(c.totals.Waiting + c.totals.Reserved)
	answered := Goal{Code: Answered, Share: Share{handed, handed + open}}
	for range months {
		answered.Monthly = append(answered.Monthly, Share{})
	}
	helped := c.goal(Helped, "goal_reached", "goal_asked")
	helped.Follow = c.share("reached", "due")
	connected := c.goal(Connected, "referral_served", "referral_sent")
	list := []Goal{answered, helped, connected}
	for i := range list {
		list[i].Target = targets[list[i].Code]
	}
	return list
}

// goal reads a goal from two outcome tallies.
func (c *counting) goal(code GoalCode, part, whole string) Goal {
	g := Goal{Code: code, Share: c.share(part, whole)}
	for i := range months {
		g.Monthly = append(g.Monthly, c.shareOf(part, whole, i, i+1))
	}
	g.Before = c.shareOf(part, whole, months-6, months-3)
	g.Recent = c.shareOf(part, whole, months-3, months)
	return g
}

func outcomes(c *counting) Outcomes {
	return Outcomes{
		FollowedUp:  c.share("reached", "due"),
		StillInUse:  c.share("in_use", "followed"),
		Satisfied:   c.share("satisfied", "rated"),
		GoalReached: c.share("goal_reached", "goal_asked"),
		Orphans:     c.orphans(),
		Fates:       c.fates(),
	}
}

func (c *counting) fates() Fates {
	sum := func(fate outcome.Fate) Count { return c.share(string(fate), "").Part }
	f := Fates{Helped: sum(outcome.Helped), Used: sum(outcome.Used), Ended: sum(outcome.Ended)}
	f.Unasked = c.handed() - f.Known()
	return f
}
