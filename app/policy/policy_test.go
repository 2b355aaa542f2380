package policy

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestTheMatrixIsWhatWasSigned prints role × action. Write the golden file anew
// with LUMBUNG_GOLDEN=1, and let the diff be read by who answers for it.
func TestTheMatrixIsWhatWasSigned(t *testing.T) {
	var b strings.Builder
	roles := append([]Role{Public}, Roles()...)
	fmt.Fprintf(&b, "%-20s", "action")
	for _, r := range roles {
		fmt.Fprintf(&b, " %-13s", roleName(r))
	}
	b.WriteString("\n")
	for _, act := range Actions() {
		fmt.Fprintf(&b, "%-20s", act)
		for _, r := range roles {
			where := Reach(r, act)
			if where == Never {
				where = "-"
			}
			fmt.Fprintf(&b, " %-13s", where)
		}
		b.WriteString("\n")
	}
	got := trimLines(b.String())
	const golden = "testdata/matrix.golden"
	if os.Getenv("LUMBUNG_GOLDEN") != "" {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the matrix has changed:\n%s", got)
	}
}

func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

func TestAnUnknownActionIsClosedToAll(t *testing.T) {
	for _, r := range append(Roles(), Public) {
		if May(Actor{Role: r, Centre: "meohai"}, "no.such", "meohai") {
			t.Errorf("%s may do an action that has no row", r)
		}
	}
}

func TestWhereLimitsAGrant(t *testing.T) {
	tests := []struct {
		actor  Actor
		act    Action
		centre string
		want   bool
	}{
		{Actor{Role: Warehouse, Centre: "meohai"}, ReceiptPost, "meohai", true},
		{Actor{Role: Warehouse, Centre: "meohai"}, ReceiptPost, "soeharso", false},
		{Actor{Role: Warehouse}, ReceiptPost, "", false}, // no centre is not a centre
		{Actor{Role: Reviewer, Centre: "meohai"}, InnovationReview, "soeharso", true},
		{Actor{Role: Reviewer, Centre: "meohai"}, InnovationReview, "meohai", false},
		{Actor{}, CatalogueRead, "meohai", true},
		{Actor{Role: CommandRoom}, CatalogueRead, "meohai", true}, // what everybody may
		{Actor{Role: CommandRoom}, PersonRead, "meohai", false},
		{Actor{Role: CommandRoom}, StockRead, "meohai", false},
		{Actor{Role: Auditor}, PersonRead, "meohai", true},
		{Actor{Role: Auditor}, PersonReveal, "meohai", false},
	}
	for _, tt := range tests {
		if got := May(tt.actor, tt.act, tt.centre); got != tt.want {
			t.Errorf("May(%+v, %s, %s) = %v, want %v", tt.actor, tt.act, tt.centre, got, tt.want)
		}
	}
}

// TestAnAuditorWritesNothing holds for every row, also those added later: the
// actions that change something are those that do not end in a verb of reading.
func TestAnAuditorWritesNothing(t *testing.T) {
	for _, act := range Actions() {
		reads := strings.HasSuffix(string(act), ".read") || strings.HasSuffix(string(act), ".see") ||
			strings.HasSuffix(string(act), ".list") || strings.HasSuffix(string(act), ".verify") || act == RoomAlerts ||
			act == SignIn || act == SignOut || act == AccountSelf
		if w := Reach(Auditor, act); !reads && w != Never {
			t.Errorf("an auditor may do %s (%s)", act, w)
		}
	}
}

func roleName(r Role) string {
	if r == Public {
		return "public"
	}
	return string(r)
}
