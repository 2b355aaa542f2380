package sample_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"lumbung/app"
	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/commandroom"
	"lumbung/app/fault"
	"lumbung/app/identity"
	"lumbung/app/innovation"
	"lumbung/app/need"
	"lumbung/app/op"
	"lumbung/app/outcome"
	"lumbung/app/policy"
	"lumbung/app/reference"
	"lumbung/app/replication"
	"lumbung/app/sample"
	"lumbung/app/stock"
	"lumbung/storage/kv/memkv"
)

// TestFillTellsAYearThatHoldsTogether looks at one filled store from all sides,
// because filling takes seconds.
func TestFillTellsAYearThatHoldsTogether(t *testing.T) {
	a := filled(t)
	checked(t, a)
	c := count(t, a)
	t.Run("every state stands somewhere", func(t *testing.T) { everyStateStands(t, c) })
	t.Run("there is as much as a newcomer can grasp", func(t *testing.T) { enough(t, c) })
	t.Run("nobody exists", func(t *testing.T) { nobodyExists(t, c) })
	t.Run("each innovation has a picture of its own", func(t *testing.T) {
		if got, want := len(c["picture"]), c.total("innovation"); got != want {
			t.Errorf("%d pictures of %d innovations", got, want)
		}
	})
	t.Run("the output is there and the chain has an empty place", func(t *testing.T) { tellsTheStory(t, a) })
	t.Run("people find what they mean", func(t *testing.T) { peopleFind(t, a) })
	t.Run("a second time changes nothing", func(t *testing.T) {
		before := entries(t, a)
		if err := sample.Fill(operator(t), a, nil); err != nil {
			t.Fatal(err)
		}
		if after := entries(t, a); !maps.Equal(before, after) {
			t.Errorf("entries by family were %v, are %v", before, after)
		}
	})
	t.Run("everybody can sign in", func(t *testing.T) { everybodyCanSignIn(t, a) })
}

func everyStateStands(t *testing.T, c counts) {
	t.Helper()
	everyState(t, c, "innovation", innovation.States())
	everyState(t, c, "innovation kind", innovation.Kinds())
	everyState(t, c, "unit", stock.Buckets())
	everyState(t, c, "need voice", []need.Stage{need.Raw, need.Grouped})
	everyState(t, c, "replication", []replication.State{replication.Asked, replication.Planning, replication.Running})
	everyState(t, c, "transfer", []stock.TransferState{stock.TransferAsked, stock.TransferApproved, stock.TransferShipped, stock.TransferClosed})
	everyState(t, c, "transfer overdue", []string{"true", "false"})
	everyState(t, c, "loan", []stock.LoanState{stock.LoanOut, stock.LoanClosed})
	everyState(t, c, "loan overdue", []string{"true", "false"})
	everyState(t, c, "repair", []stock.RepairState{stock.RepairParts, stock.RepairWork, stock.RepairDone, stock.RepairScrapped})
	everyState(t, c, "return", []stock.ReturnStage{stock.StageClean, stock.StageReady})
	everyState(t, c, "recall", []stock.RecallState{stock.RecallOpen})
	everyState(t, c, "recall case", []allocation.ContactKind{allocation.Untouched, allocation.Reached, allocation.Tried, allocation.Appointment})
	everyState(t, c, "minimum short", []string{"true", "false"})
	everyState(t, c, "count", []stock.CountStage{stock.StageCounting, stock.StagePosted})
	everyState(t, c, "condition", stock.Conditions())
	everyState(t, c, "hold", stock.Holds())
	everyState(t, c, "source", stock.Sources())
	everyState(t, c, "tracking", []stock.Tracking{stock.Serialised, stock.Counted})
	everyState(t, c, "request", allocation.States())
	everyState(t, c, "allocation", []allocation.Stage{allocation.Reserved, allocation.HandedOver, allocation.Cancelled})
	everyState(t, c, "receiver", allocation.Receivers())
	everyState(t, c, "follow-up", []outcome.State{outcome.Due, outcome.Done, outcome.Dropped})
	everyState(t, c, "use", outcome.Uses())
	everyState(t, c, "referral", []outcome.Stage{outcome.Sent, outcome.Accepted, outcome.Refused, outcome.Started, outcome.ServiceDone})
	everyState(t, c, "consent", beneficiary.ConsentModes())
	everyState(t, c, "disability", disabilities())
	everyState(t, c, "guardian", []string{"true", "false"})
	everyState(t, c, "nik", []string{"synthetic", "none"})
}

func enough(t *testing.T, c counts) {
	t.Helper()
	for kind, want := range map[string][2]int{
		"innovation": {10, 18}, "model": {6, 16}, "unit": {60, 160}, "person": {30, 45}, "request": {40, 60},
		"handover": {35, 45}, "referral": {20, 24}, "referral overdue": {6, 6}, "centre": {6, 6}, "need": {5, 5}, "directorate": {2, 2},
	} {
		if n := c.total(kind); n < want[0] || n > want[1] {
			t.Errorf("%d of %s, want %d to %d", n, kind, want[0], want[1])
		}
	}
	if got := len(c["handover"]); got < 10 {
		t.Errorf("hand-overs in %d months only: %v", got, c["handover"])
	}
}

func nobodyExists(t *testing.T, c counts) {
	t.Helper()
	for name := range c["name"] {
		if !strings.Contains(name, "Contoh") {
			t.Errorf("%q does not say that it is an example", name)
		}
	}
}

func everybodyCanSignIn(t *testing.T, a *app.App) {
	t.Helper()
	for _, acc := range sample.Accounts() {
		in := identity.Credentials{Name: acc.Name, Password: acc.Password}
		got, err := a.Accounts.SignIn(t.Context(), in, identity.Origin{Address: acc.Name})
		if err != nil || got.Account.Role != acc.Role || got.Account.Centre != acc.Centre || !got.Account.Sample {
			t.Errorf("SignIn(%s) = %+v, %v", acc.Name, got.Account, err)
		}
	}
}

// tellsTheStory looks for what the command room is there to show.
func tellsTheStory(t *testing.T, a *app.App) {
	t.Helper()
	room, err := a.Room.Snapshot(operator(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range room.Chain.Outputs {
		if got, want := d.Missing(), d.Code == "dayasos"; got != want {
			t.Errorf("%s is missing from the chain: %v, want %v (%+v)", d.Code, got, want, d)
		}
	}
	for _, m := range room.Models {
		if m.Slug == "kursi-roda-elektrik-kre-01" && m.Made != 42 {
			t.Errorf("%d wheelchairs made, want 42", m.Made)
		}
	}
	for _, g := range room.Goals {
		if want := g.Code != commandroom.Answered; (g.Verdict() == commandroom.Short) != want {
			t.Errorf("goal %s is %s with %+v", g.Code, g.Verdict(), g.Share)
		}
	}
	if got := room.Innovations; got.Replications != 2 || got.Replicated != 2 {
		t.Errorf("%d replications of %d innovations count, want two", got.Replications, got.Replicated)
	}
	kinds := map[commandroom.AlertKind]bool{}
	for _, a := range room.Alerts {
		kinds[a.Kind] = true
	}
	for _, kind := range commandroom.AlertKinds() {
		if !kinds[kind] {
			t.Errorf("no alert of kind %s in %+v", kind, room.Alerts)
		}
	}
}

func everyState[T ~string](t *testing.T, c counts, kind string, states []T) {
	t.Helper()
	for _, s := range states {
		if c[kind][string(s)] == 0 {
			t.Errorf("no %s is %s: %v", kind, s, c[kind])
		}
	}
}

func disabilities() (codes []string) {
	for _, d := range reference.Disabilities() {
		codes = append(codes, d.Code)
	}
	return codes
}

func TestFillHasAnAccountForEachRole(t *testing.T) {
	for _, role := range policy.Roles() {
		if !slices.ContainsFunc(sample.Accounts(), func(a sample.Account) bool { return a.Role == role }) {
			t.Errorf("no account of role %s", role)
		}
	}
}

func TestFillRefusesAStoreWithRealRecords(t *testing.T) {
	a := open(t, memkv.New())
	head := op.As(t.Context(), policy.Actor{Name: "Kepala", Role: policy.Head, Centre: "soeharso"})
	if _, err := a.Stock.AddModel(head, stock.ModelDetails{Name: "Kursi roda", Tracking: stock.Serialised}); err != nil {
		t.Fatal(err)
	}
	before := entries(t, a)
	err := sample.Fill(operator(t), a, nil)
	if f := fault.As(err); f.Code != fault.Conflict || f.Key != "sample.not_fresh" {
		t.Errorf("Fill = %v, want a conflict", err)
	}
	if a.About().Sample || !maps.Equal(before, entries(t, a)) {
		t.Error("the refused Fill changed the store")
	}
}

func TestFillRefusesAStoreWhoseOperatorHasASampleName(t *testing.T) {
	a := open(t, memkv.New())
	own := identity.NewAccount{Name: "admin", Role: string(policy.Admin), Password: "sandi-percobaan"}
	if _, _, err := a.Accounts.Add(operator(t), own); err != nil {
		t.Fatal(err)
	}
	err := sample.Fill(operator(t), a, nil)
	if f := fault.As(err); f.Key != "sample.name_taken" || f.Args["name"] != own.Name || a.About().Sample {
		t.Errorf("Fill = %v, marked %v; want a conflict about the name and no mark", err, a.About().Sample)
	}
}

func TestFillIsForThoseWhoOperateTheStore(t *testing.T) {
	a := open(t, memkv.New())
	for _, ctx := range []policy.Actor{{}, {Name: "Kepala", Role: policy.Head, Centre: "soeharso"}} {
		if err := sample.Fill(op.As(t.Context(), ctx), a, nil); fault.CodeOf(err) != fault.Denied {
			t.Errorf("Fill by %q = %v, want denied", ctx.Role, err)
		}
	}
}
