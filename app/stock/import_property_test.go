package stock_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/stock"
	"lumbung/storage"
	"lumbung/storage/kv/boltkv"
	"lumbung/storage/kv/memkv"
	"lumbung/storage/kv/optkv"
)

// tinyLedger is the ledger as a table of sums: what an import has to give.
type tinyLedger struct {
	rand   *rand.Rand
	sums   map[string]int    // place,model,lot
	at     map[string]string // of serials: place, or empty for away
	after  map[string]string // the balances at the end of each day
	places []string
}

func (l *tinyLedger) key(place, model, lot string) string { return place + " " + model + " " + lot }

// line makes one random line that is possible now, and does it.
func (l *tinyLedger) line(day string) string {
	place, lot := l.places[l.rand.IntN(3)], []string{"", "A/1", "b 2"}[l.rand.IntN(3)]
	if l.rand.IntN(4) == 0 {
		return l.unit(day, place)
	}
	k := l.key(place, pad, lot)
	have, n := l.sums[k], 1+l.rand.IntN(9)
	switch kind := l.rand.IntN(5); {
	case kind == 0 || have == 0:
		l.sums[k] += n
		return fmt.Sprintf("%s|%s|%s|%s||receive|%d", day, place, pad, lot, n)
	case kind == 1:
		n = min(n, have)
		l.sums[k] -= n
		return fmt.Sprintf("%s|%s|%s|%s||issue|%d", day, place, pad, lot, n)
	case kind == 2:
		l.sums[k] = n - 1
		return fmt.Sprintf("%s|%s|%s|%s||count|%d", day, place, pad, lot, n-1)
	case kind == 3:
		n = max(n-5, -have)
		if n == 0 {
			n = 1
		}
		l.sums[k] += n
		return fmt.Sprintf("%s|%s|%s|%s||adjust|%d", day, place, pad, lot, n)
	default:
		to := l.places[(slices.Index(l.places, place)+1)%3]
		n = min(n, have)
		l.sums[k] -= n
		l.sums[l.key(to, pad, lot)] += n
		return fmt.Sprintf("%s||%s|%s||transfer|%d|%s|%s", day, pad, lot, n, place, to)
	}
}

func (l *tinyLedger) unit(day, place string) string {
	serial := fmt.Sprintf("S%d", l.rand.IntN(12))
	at, known := l.at[serial]
	move := func(to string) {
		if at != "" {
			l.sums[l.key(at, chair, "")]--
		}
		if l.at[serial] = to; to != "" {
			l.sums[l.key(to, chair, "")]++
		}
	}
	switch {
	case !known || at == "":
		move(place)
		return fmt.Sprintf("%s|%s|%s||%s|%s|1", day, place, chair, serial, []string{"receive", "count", "adjust"}[l.rand.IntN(3)])
	case l.rand.IntN(3) == 0:
		move("")
		return fmt.Sprintf("%s|%s|%s||%s|issue|", day, at, chair, serial)
	case l.rand.IntN(3) == 0:
		move("")
		return fmt.Sprintf("%s|%s|%s||%s|count|0", day, at, chair, serial)
	case at != place && l.rand.IntN(2) == 0:
		move(place)
		return fmt.Sprintf("%s|%s|%s||%s|count|1", day, place, chair, serial)
	case at != place:
		move(place)
		return fmt.Sprintf("%s||%s||%s|transfer|1|%s|%s", day, chair, serial, at, place)
	default:
		move("")
		return fmt.Sprintf("%s|%s|%s||%s|adjust|-1", day, at, chair, serial)
	}
}

func (l *tinyLedger) balances() string {
	var lines []string
	for k, n := range l.sums {
		if n != 0 {
			lines = append(lines, fmt.Sprintf("%s=%d", k, n))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "; ")
}

// randomLedger makes a file of n lines in an order of its own, and what must be at
// the end of each day.
func randomLedger(seed uint64, n int) (text string, after map[string]string) {
	l := &tinyLedger{rand: rand.New(rand.NewPCG(seed, 1)), sums: map[string]int{}, at: map[string]string{}, after: map[string]string{}, places: []string{"GD/1", "GD_2", "Rak A"}}
	type line struct {
		text          string
		day, recorded int
	}
	var lines []line
	begin := time.Date(2023, 12, 1, 0, 0, 0, 0, time.UTC)
	day, recorded := 0, 0
	for range n {
		if l.rand.IntN(6) == 0 {
			l.after[begin.AddDate(0, 0, day).Format(time.DateOnly)] = l.balances()
			day += 1 + l.rand.IntN(9)
			recorded = 0
		}
		recorded += l.rand.IntN(2) // some lines of a day were recorded together
		lines = append(lines, line{l.line(begin.AddDate(0, 0, day).Format(time.DateOnly)), day, recorded})
	}
	l.after[begin.AddDate(0, 0, day).Format(time.DateOnly)] = l.balances()
	order := l.rand.Perm(len(lines))
	slices.SortStableFunc(order, func(a, b int) int { // those recorded together stay in their order
		if lines[a].day == lines[b].day && lines[a].recorded == lines[b].recorded {
			return cmp.Compare(a, b)
		}
		return 0
	})
	order = keepTies(order, func(i int) [2]int { return [2]int{lines[i].day, lines[i].recorded} })
	var b strings.Builder
	b.WriteString(heading)
	for _, i := range order {
		f := strings.Split(lines[i].text, "|")
		for len(f) < 9 {
			f = append(f, "")
		}
		at := begin.AddDate(0, 0, lines[i].day+1).Add(time.Duration(lines[i].recorded) * time.Minute).Format(time.RFC3339)
		fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,,,,\n", f[0], at, f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8])
	}
	return b.String(), l.after
}

// keepTies puts those of one group into the places that they have together, in
// ascending order.
func keepTies(order []int, group func(int) [2]int) []int {
	places, members := map[[2]int][]int{}, map[[2]int][]int{}
	for at, i := range order {
		g := group(i)
		places[g], members[g] = append(places[g], at), append(members[g], i)
	}
	out := make([]int, len(order))
	for g, list := range members {
		slices.Sort(list)
		for n, at := range places[g] {
			out[at] = list[n]
		}
	}
	return out
}

func TestAnImportGivesOnEachDayWhatATinyLedgerGives(t *testing.T) {
	for seed := range uint64(25) {
		r := newRoom(t)
		r.places(t)
		text, after := randomLedger(seed, 120)
		if got := r.importStock(t, text); !got.Problems.Clean() {
			t.Fatalf("seed %d: %s\n%s", seed, said(got.Problems), text)
		}
		for day, want := range after {
			if is := r.balances(t, day); is != want {
				t.Fatalf("seed %d: at the end of %s\n%s\nwant\n%s", seed, day, is, want)
			}
		}
		r.verify(t)
	}
}

func TestAnImportThatIsCutOffGoesOnWhereItStopped(t *testing.T) {
	bolt, err := boltkv.Open(t.TempDir()+"/db", boltkv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bolt.Close() })
	for name, store := range map[string]storage.Store{"mem": memkv.New(), "opt": optkv.New(), "bolt": bolt} {
		r := furnish(t, store)
		r.places(t)
		text, after := randomLedger(77, 900)
		for cut := 1; ; cut++ {
			ctx, stop := context.WithCancel(as(t, keeper))
			steps := 0
			off := r.d.Feed.Listen(func(e op.Entry) {
				if e.Action == policy.StockImport {
					if steps++; steps == cut {
						stop()
					}
				}
			})
			got, err := r.ImportStock(ctx, stock.StockFile{Data: []byte(text)})
			off()
			stop()
			r.verify(t)
			if err == nil {
				if !got.Problems.Clean() || got.Import.State != stock.ImportDone {
					t.Fatalf("%s: %s, %+v", name, said(got.Problems), got.Import)
				}
				break
			}
			if cut > 60 {
				t.Fatalf("%s: it never ends: %v", name, err)
			}
			now, err := r.Imports(as(t, keeper), stock.ImportsAsk{})
			if err != nil || len(now.Items) == 0 || now.Items[0].State != stock.ImportPosting {
				continue // before the first step or behind the last
			}
			_, err = r.Receive(as(t, clerk), stock.NewReceipt{Model: pad, Source: stock.Purchase, Fund: "APBN", Quantity: 1, Warehouse: "GD/1"})
			if fault.CodeOf(err) != fault.Conflict {
				t.Errorf("%s: something else moved in the middle of it: %v", name, err)
			}
			if _, err := r.BalancesOn(as(t, keeper), noon); fault.CodeOf(err) != fault.Conflict {
				t.Errorf("%s: balances of a half import: %v", name, err)
			}
		}
		for day, want := range after {
			if is := r.balances(t, day); is != want {
				t.Fatalf("%s: at the end of %s\n%s\nwant\n%s", name, day, is, want)
			}
		}
		i, err := r.Imports(as(t, keeper), stock.ImportsAsk{})
		if err != nil || len(i.Items) != 1 {
			t.Fatalf("%s: %d imports, %v", name, len(i.Items), err)
		}
		if _, err := r.UndoImport(as(t, keeper), stock.UndoneImport{Import: i.Items[0].ID, Reason: "uji"}); err != nil {
			t.Fatalf("%s: undo: %v", name, err)
		}
		r.verify(t)
		for day := range after {
			if is := r.balances(t, day); is != "" {
				t.Fatalf("%s: after the undoing, at the end of %s: %s", name, day, is)
			}
		}
	}
}

func TestAnImportIsStoppedHalfWayAndTakenBack(t *testing.T) {
	for name, store := range map[string]storage.Store{"mem": memkv.New(), "opt": optkv.New()} {
		r := furnish(t, store)
		r.places(t)
		there := made("ADA")
		there.Warehouse = "GD/1"
		u := r.receive(t, there)
		text, after := randomLedger(78, 900)
		before := r.balances(t, "2026-11-23")
		halfway := 0
		for cut := 1; cut < 60; cut++ {
			ctx, stop := context.WithCancel(as(t, keeper))
			steps := 0
			off := r.d.Feed.Listen(func(e op.Entry) {
				if e.Action == policy.StockImport {
					if steps++; steps == cut {
						stop()
					}
				}
			})
			_, err := r.ImportStock(ctx, stock.StockFile{Data: []byte(text)})
			off()
			stop()
			if err == nil {
				break
			}
			now, err := r.Imports(as(t, keeper), stock.ImportsAsk{})
			if err != nil || len(now.Items) == 0 || now.Items[0].State != stock.ImportPosting {
				continue
			}
			halfway++
			kept, err := r.Kept(as(t, clerk))
			if err != nil || len(kept) == 0 || kept[0].Cause.ID != now.Items[0].ID || kept[0].Total == 0 {
				t.Fatalf("%s: kept %+v, %v", name, kept, err)
			}
			if _, err := r.reserve(as(t, clerk), u.Units[0], id(900)); fault.As(err).Key != "stock.place_locked" {
				t.Fatalf("%s: reserved in the middle of it: %v", name, err)
			}
			back, err := r.UndoImport(as(t, keeper), stock.UndoneImport{Import: now.Items[0].ID, Reason: "berkas salah"})
			if err != nil || back.State != stock.ImportUndone {
				t.Fatalf("%s: %+v, %v", name, back, err)
			}
			r.verify(t)
			if is := r.balances(t, "2026-11-23"); is != before {
				t.Fatalf("%s: after the undoing %s; before %s", name, is, before)
			}
		}
		if halfway == 0 {
			t.Fatalf("%s: no import was cut off half way", name)
		}
		if got := r.importStock(t, text); !got.Problems.Clean() || len(after) == 0 {
			t.Errorf("%s: the file at last: %s", name, said(got.Problems))
		}
		r.verify(t)
	}
}
