package handlers

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/beneficiary"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// roomWorld is a harness in which devices can be handed over.
type roomWorld struct {
	*harness
	model   stock.Model
	persons int
}

func newRoomWorld(t *testing.T) *roomWorld {
	t.Helper()
	w := &roomWorld{harness: newHarness(t)}
	var err error
	w.model, err = w.app.Stock.AddModel(w.ctx(as(policy.Head, soeharso)), stock.ModelDetails{Name: "Kursi roda elektrik", Tracking: stock.Serialised})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// ask registers an invented person of district 99 and files their request.
func (w *roomWorld) ask(centre string) allocation.Request {
	w.t.Helper()
	w.persons++
	head := w.ctx(as(policy.Head, centre))
	p, err := w.app.People.Register(head, beneficiary.Details{
		Name: "Sekar Wulandari Contoh", NIK: fmt.Sprintf("320199410190%04d", w.persons), Address: "Jalan Contoh 99",
		ConsentBy: "person", ConsentMode: "lisan", ConsentOn: "2026-11-01",
	})
	if err != nil {
		w.t.Fatal(err)
	}
	q, err := w.app.Allocations.File(head, allocation.NewRequest{Beneficiary: p.Ref, Model: w.model.Slug, Reason: "Rahasia"})
	if err != nil {
		w.t.Fatal(err)
	}
	return q
}

// reserved brings a unit in and reserves it for somebody new.
func (w *roomWorld) reserved(centre string) allocation.Allocation {
	w.t.Helper()
	head := w.ctx(as(policy.Head, centre))
	q := w.ask(centre)
	rec, err := w.app.Stock.Receive(head, stock.NewReceipt{Model: w.model.Slug, Source: stock.Production, Fund: "APBN", Serials: []string{q.Number}})
	if err != nil {
		w.t.Fatal(err)
	}
	sheet, err := w.app.Stock.Receipt(head, rec.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	a, err := w.app.Allocations.Reserve(head, allocation.Choice{Request: q.Number, Unit: sheet.Units[0].Code})
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

func (w *roomWorld) handOver(a allocation.Allocation) {
	w.t.Helper()
	_, err := w.app.Allocations.HandOver(w.ctx(as(policy.Head, a.Centre)), allocation.Delivery{
		Allocations: []string{a.ID.String()}, IdentityChecked: true, Receiver: allocation.ToSelf, Place: "Surakarta",
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func TestTheRoomIsForEverybodyAndShowsNoPerson(t *testing.T) {
	w := newRoomWorld(t)
	w.handOver(w.reserved(soeharso))
	w.ask(meohai)
	free, err := w.app.Stock.Receive(w.ctx(as(policy.Head, soeharso)), stock.NewReceipt{Model: w.model.Slug, Source: stock.Production, Fund: "APBN", Serials: []string{"S-2"}})
	if err != nil || free.Number == "" {
		t.Fatal(err)
	}
	for _, who := range everybody() {
		sees := slices.Contains([]policy.Role{policy.Admin, policy.Ministry, policy.Head, policy.Auditor, policy.CommandRoom}, who.role)
		for _, path := range []string{"/ruang-komando", "/en/ruang-komando", "/ruang-komando/tv?putar=30", "/ruang-komando.csv"} {
			got := w.get(who, path)
			if got.status != 200 {
				t.Errorf("%s gets %d from %s", who, got.status, path)
			}
			for _, secret := range []string{"Wulandari", "32019941", "Rahasia", "PM-", "/PMH/"} {
				if strings.Contains(got.body, secret) {
					t.Errorf("%s finds %q at %s", who, secret, path)
				}
			}
		}
		page := w.get(who, "/ruang-komando").body
		if !strings.Contains(page, "Apakah keluaran kita menjadi hasil?") || !strings.Contains(page, "menyerahkan 1 Kursi roda elektrik") {
			t.Errorf("%s: the page lacks its question or the latest hand-over", who)
		}
		if has := strings.Contains(page, "Perlu tindakan hari ini"); has != sees {
			t.Errorf("%s sees alerts: %v, want %v", who, has, sees)
		}
	}
	if got := w.get(as(policy.CommandRoom, ""), "/ruang-komando").body; strings.Contains(got, `href="/permohonan`) || strings.Contains(got, `href="/tindak-lanjut`) {
		t.Error("the command room leads to lists of persons")
	}
}

func TestTheRoomAsDataKeepsToItsDescription(t *testing.T) {
	w := newRoomWorld(t)
	empty := w.send(get, "/api/v1/room", "")
	checkResponse(t, get, "/api/v1/room", empty)
	w.handOver(w.reserved(soeharso))
	w.ask(soeharso)
	for _, headers := range [][]string{nil, {"Authorization", "Bearer " + as(policy.Ministry, "").secret()}} {
		got := w.send(get, "/api/v1/room", "", headers...)
		if got.status != 200 || !strings.Contains(got.body, `"handed_over_today":1`) {
			t.Fatalf("GET /api/v1/room = %d %s", got.status, got.body)
		}
		checkResponse(t, get, "/api/v1/room", got)
	}
}

func TestTheCSVMarksWhatIsNotTold(t *testing.T) {
	w := newRoomWorld(t)
	w.handOver(w.reserved(soeharso))
	got := w.get(who{}, "/ruang-komando.csv")
	rows, err := csv.NewReader(strings.NewReader(got.body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	find := func(set, code, measure string) []string {
		for _, r := range rows {
			if r[0] == set && r[1] == code && r[3] == measure {
				return r
			}
		}
		return make([]string, 6)
	}
	if r := find("total", "", "handed_over_today"); r[4] != "1" || r[5] != "0" {
		t.Errorf("total today = %v", r)
	}
	if r := find("centre", soeharso, "handed_over_12_months"); r[4] != "" || r[5] != "1" {
		t.Errorf("one person at a centre is told: %v", r)
	}
	if kind := got.header.Get("Content-Type"); !strings.HasPrefix(kind, "text/csv") {
		t.Errorf("Content-Type = %q", kind)
	}
}

func TestTheWallTurnsWithinReason(t *testing.T) {
	h := newHarness(t)
	for query, want := range map[string]string{"": "30", "?putar=60": "60", "?putar=1": "5", "?putar=99999": "600"} {
		if got := h.get(who{}, "/ruang-komando/tv"+query); !strings.Contains(got.body, `data-wall="`+want+`"`) {
			t.Errorf("/ruang-komando/tv%s does not turn every %s seconds: %s", query, want, around(got.body, "data-wall="))
		}
	}
}

// until reads messages until one has the wanted text in it.
func until(t *testing.T, r *bufio.Reader, wanted string) (all string) {
	t.Helper()
	for range 20 {
		m := message(t, r)
		if all += m; strings.Contains(m, wanted) {
			return all
		}
	}
	t.Fatalf("20 messages without %q: %d bytes", wanted, len(all))
	return ""
}

func TestAHandOverReachesEveryScreenWithinASecond(t *testing.T) {
	w := newRoomWorld(t)
	a := w.reserved(soeharso)
	base := w.served()
	open := func(path string, inner bool) *bufio.Reader {
		page := w.get(who{}, path).body
		_, after, _ := strings.Cut(page, `data-live="`)
		address, _, _ := strings.Cut(after, `"`)
		var headers []string
		if inner {
			headers = []string{"Cookie", cookieOf(as(policy.CommandRoom, ""))}
		}
		got := listen(t, base+strings.ReplaceAll(address, "&amp;", "&"), headers...)
		if kind := got.header.Get("Content-Type"); !strings.HasPrefix(kind, "text/event-stream") {
			t.Fatalf("%s: %s is %q", path, address, kind)
		}
		message(t, got.body) // retry
		return got.body
	}
	screens := map[string]*bufio.Reader{
		"public":  open("/ruang-komando", false),
		"English": open("/en/ruang-komando", false),
		"wall":    open("/ruang-komando/tv?putar=30", true),
	}
	begun := time.Now()
	w.handOver(a)
	for name, r := range screens {
		wanted := "menyerahkan 1 Kursi roda elektrik"
		if name == "English" {
			wanted = "handed over 1 Kursi roda elektrik"
		}
		all := until(t, r, wanted)
		if took := time.Since(begun); took > time.Second {
			t.Errorf("%s heard of it after %v", name, took)
		}
		if !strings.Contains(all, "event: patch\n") || strings.Contains(all, "Wulandari") {
			t.Errorf("%s heard no patch, or a name: %d bytes", name, len(all))
		}
	}
}

func TestAScreenThatCameBackHearsOnlyWhatChanged(t *testing.T) {
	w := newRoomWorld(t)
	base := w.served()
	first := listen(t, base+"/ruang-komando/arus").body
	message(t, first)
	all := until(t, first, "event: asof")
	if !strings.Contains(all, "room-answer") || !strings.Contains(all, "room-land") {
		t.Errorf("a new screen does not hear every part: %d bytes", len(all))
	}
	_, id, _ := strings.Cut(all, "id: ")
	id, _, _ = strings.Cut(id, "\n")
	again := listen(t, base+"/ruang-komando/arus", "Last-Event-ID", id).body
	message(t, again)
	w.ask(soeharso)
	all = until(t, again, "event: asof")
	if !strings.Contains(all, "room-flow") || strings.Contains(all, `id="room-offers"`) {
		t.Errorf("a screen that came back hears %d bytes, want what changed alone", len(all))
	}
}
