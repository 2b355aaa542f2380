package allocation

import (
	"bytes"
	"fmt"

	"lumbung/app/stock"
	"lumbung/storage"
)

// Verify recomputes the keys of every table, and what must be true between
// them: a reserved unit knows its allocation, a request its state, a document
// its hash, a tally its hand-overs.
func Verify(r storage.Reader) ([]storage.Report, error) {
	var reports []storage.Report
	for _, verify := range []func(storage.Reader) (storage.Report, error){
		requests.Verify, allocations.Verify, handovers.Verify, tallies.Verify, demands.Verify, periods.Verify,
		verifyAllocations, verifyRequests, verifyDocuments, verifyTallies, verifyDemands, verifyPeriods,
		recallCases.Verify, caseTallies.Verify, verifyCases,
	} {
		rep, err := verify(r)
		if err != nil {
			return reports, err
		}
		reports = append(reports, rep)
	}
	return reports, nil
}

func find(rep *storage.Report, format string, args ...any) {
	rep.Findings = append(rep.Findings, storage.Finding{Kind: rep.Kind, Text: fmt.Sprintf(format, args...)})
}

func verifyAllocations(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "allocation and its unit"}
	for rec, err := range allocations.All(r, storage.AllocationByID.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		unit, err := stock.UnitByID(r, rec.Unit)
		if err != nil {
			return rep, err
		}
		if holds := unit.Allocation == rec.ID; holds != (rec.Stage == Reserved) {
			find(&rep, "allocation %s is %s, unit %s is reserved for %q", rec.ID, rec.Stage, unit.Code, unit.Allocation)
		}
	}
	return rep, nil
}

func verifyRequests(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "request and its allocation"}
	for q, err := range requests.All(r, storage.RequestByID.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		rec, ok, err := allocations.Get(r, storage.AllocationByID.Key().ID(q.Allocation))
		if err != nil {
			return rep, err
		}
		want := map[State]Stage{Allocated: Reserved, Fulfilled: HandedOver}[q.State]
		if ok != (want != "") || rec.Stage != want {
			find(&rep, "request %s is %s, its allocation %q", q.Number, q.State, rec.Stage)
		}
	}
	return rep, nil
}

func verifyDocuments(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "hand-over and its hash"}
	for h, err := range handovers.All(r, storage.HandoverByID.Key()) {
		if err != nil {
			return rep, err
		}
		rep.Records++
		sum, err := h.ContentHash()
		if err != nil {
			return rep, err
		}
		if !bytes.Equal(sum, h.Hash) {
			find(&rep, "hand-over %s is not what was signed", h.Number)
		}
	}
	return rep, nil
}

func verifyTallies(r storage.Reader) (storage.Report, error) {
	rep := storage.Report{Kind: "hand-over tally"}
	counted := map[string]Tally{}
	for h, err := range handovers.All(r, storage.HandoverByID.Key()) {
		if err != nil {
			return rep, err
		}
		for _, line := range h.Lines {
			t := Tally{Centre: h.Centre, Month: MonthOf(h.At), Model: line.Model}
			key := string(tallies.ID(&t))
			t.Units, t.Value = counted[key].Units+1, counted[key].Value+line.Value
			counted[key] = t
		}
	}
	for t, err := range Tallies(r, "") {
		if err != nil {
			return rep, err
		}
		rep.Records++
		key := string(tallies.ID(&t))
		if want := counted[key]; t != want {
			find(&rep, "tally %s %d: stored %d units and %d rupiah, counted %d and %d", t.Centre, t.Month, t.Units, t.Value, want.Units, want.Value)
		}
		delete(counted, key)
	}
	for _, t := range counted {
		find(&rep, "tally %s %d is missing", t.Centre, t.Month)
	}
	return rep, nil
}

// Export emits every record of the feature; what is sealed stays sealed.
func Export(r storage.Reader, emit func(kind string, record any) error) error {
	return storage.Export(r, emit, &requests, &allocations, &handovers, &recallCases)
}
