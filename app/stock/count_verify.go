package stock

import (
	"bytes"

	"lumbung/app/op"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// verifyCounts proves the counts: indexes equal records, sums and lines equal
// the marks, a draw can be repeated, frozen minutes are unchanged, and what a
// count posted is in the ledger, no more and no less.
func verifyCounts(r storage.Reader) ([]storage.Report, error) {
	var reports []storage.Report
	for _, table := range []func(storage.Reader) (storage.Report, error){
		countDocs.Verify, countLines.Verify, snapPages.Verify, countMarks.Verify, unknownCodes.Verify, countDraws.Verify, lastCounts.Verify,
	} {
		rep, err := table(r)
		if err != nil {
			return reports, err
		}
		reports = append(reports, rep)
	}
	rep := storage.Report{Kind: "count proof"}
	for c, err := range countDocs.All(r, storage.CountByID.Key()) {
		if err != nil {
			return reports, err
		}
		rep.Records++
		if err := c.prove(r, &rep); err != nil {
			return reports, err
		}
	}
	err := proveCountNodes(r, &rep)
	return append(reports, rep), err
}

// lineTally counts the marks of a line.
type lineTally struct{ found, extra, astray, lost int64 }

func (c *Count) prove(r storage.Reader, rep *storage.Report) error {
	tallies, err := c.markTallies(r)
	if err != nil {
		return err
	}
	var sums CountSums
	models := map[op.ID]bool{}
	for l, err := range countLines.All(r, storage.CountLineByItem.Key().ID(c.ID)) {
		if err != nil {
			return err
		}
		models[l.Model] = true
		got := tallies[string(countLineKey(c.ID, l.Node, l.Model))]
		if l.Found != got.found || l.Extra != got.extra || l.Astray != got.astray || l.Tracking == Serialised && l.Lost != got.lost {
			find(rep, "count %s, %s of %s: found %d unexpected %d astray %d lost %d, the marks give %+v",
				c.Number, l.ModelCode, l.Node, l.Found, l.Extra, l.Astray, l.Lost, got)
		}
		sums.with(l)
	}
	sums.Unknown = c.Sums.Unknown
	if sums != c.Sums {
		find(rep, "count %s: sums %+v, the lines give %+v", c.Number, c.Sums, sums)
	}
	for _, proof := range []func(storage.Reader, *storage.Report) error{c.proveDraw, c.proveMinutes} {
		if err := proof(r, rep); err != nil {
			return err
		}
	}
	return c.proveLedger(r, rep, models)
}

// with adds a line to the sums.
func (s *CountSums) with(l CountLine) {
	s.Slots++
	s.Booked += l.Booked
	s.Seen += l.Seen()
	s.Extra += l.Extra
	s.Lost += l.Lost
	s.Gained += l.Gained
	s.Left += l.Left
	s.Value += l.Worth
	if l.Done() {
		s.Closed++
	}
	s.judged(CountLine{}, l)
}

func (c *Count) markTallies(r storage.Reader) (map[string]lineTally, error) {
	all := map[string]lineTally{}
	add := func(at Node, model op.ID, more lineTally) {
		k := string(countLineKey(c.ID, at, model))
		t := all[k]
		t.found, t.extra, t.astray, t.lost = t.found+more.found, t.extra+more.extra, t.astray+more.astray, t.lost+more.lost
		all[k] = t
	}
	for m, err := range countMarks.All(r, storage.CountMarkByUnit.Key().ID(c.ID)) {
		if err != nil {
			return nil, err
		}
		switch {
		case m.Kind == MarkFound:
			add(m.Node, m.Model, lineTally{found: 1})
		case m.Kind == MarkExtra:
			add(m.Node, m.Model, lineTally{extra: 1})
			add(m.Book, m.Model, lineTally{astray: 1})
		case m.Outcome == OutcomeLost:
			add(m.Node, m.Model, lineTally{lost: 1})
		}
	}
	return all, nil
}

// proveDraw draws again.
func (c *Count) proveDraw(r storage.Reader, rep *storage.Report) error {
	if c.Kind != CountCycle {
		return nil
	}
	d, err := peek(r, &countDraws, storage.CountDraw.Key().ID(c.ID))
	if err != nil {
		return err
	}
	drawn := d.Drawn()
	for _, i := range drawn {
		at, err := ParseNode(d.Places[d.Tokens[i].Place])
		if err != nil {
			return err
		}
		if _, found, err := lineAt(r, c.ID, at, d.Tokens[i].Model); err != nil || !found {
			find(rep, "count %s: the draw gives %s at %s, the count has no such line (%v)", c.Number, d.Tokens[i].Model, at, err)
		}
	}
	if int64(len(drawn)) != c.Sums.Slots || d.Seed != c.Seed {
		find(rep, "count %s: the draw gives %d lines, the count has %d", c.Number, len(drawn), c.Sums.Slots)
	}
	return nil
}

// proveMinutes takes the hash of posted minutes again.
func (c *Count) proveMinutes(r storage.Reader, rep *storage.Report) error {
	if c.Stage != StagePosted {
		return nil
	}
	same, err := c.genuine(r)
	if !same {
		find(rep, "count %s: the minutes are not what they were when they were frozen", c.Number)
	}
	return err
}

// proveLedger sums up what the count sent to its losses and took from its gains.
func (c *Count) proveLedger(r storage.Reader, rep *storage.Report, models map[op.ID]bool) error {
	var lost, gained int64
	for model := range models {
		for _, n := range []Node{{AtCountLoss, c.ID.String()}, {AtCountGain, c.ID.String()}} {
			for m, err := range movements.All(r, storage.MovementByItem.Key().ID(model).Text(n.String())) {
				if err != nil {
					return err
				}
				in, out := m.flowAt(model, op.ID{}, n)
				switch {
				case m.Cause != c.cause():
				case n.Kind == AtCountLoss:
					lost += in
				default:
					gained += out
				}
			}
		}
	}
	var pieces int64
	for l, err := range countLines.All(r, storage.CountLineByItem.Key().ID(c.ID)) {
		if err != nil {
			return err
		}
		for _, x := range l.Lots {
			pieces += max(x.Posted, 0)
		}
	}
	if lost != c.Sums.Lost || gained != pieces {
		find(rep, "count %s: lost %d and gained %d pieces, the ledger has %d and %d", c.Number, c.Sums.Lost, pieces, lost, gained)
	}
	return nil
}

// proveCountNodes makes sure that every gain and loss belongs to a count that
// was approved.
func proveCountNodes(r storage.Reader, rep *storage.Report) error {
	for _, kind := range []NodeKind{AtCountLoss, AtCountGain} {
		prefix := append(storage.BalanceByKey.Key(), string(kind)+":"...)
		for e, err := range r.Scan(prefix, kv.PrefixEnd(prefix)) {
			if err != nil {
				return err
			}
			ref, _, _ := bytes.Cut(e.Key[len(prefix):], []byte{0})
			id, err := op.ParseID(string(ref))
			if err != nil {
				find(rep, "%s %s names no count", kind, ref)
				continue
			}
			if _, err := ImportByID(r, id); err == nil {
				continue // the count of an older system
			}
			c, err := CountByID(r, id)
			if err != nil || c.Stage != StagePosting && c.Stage != StagePosted {
				find(rep, "%s of count %s, which was not approved (%v)", kind, id, err)
			}
		}
	}
	return nil
}
