package stock

import (
	"bytes"

	"lumbung/app/op"
	"lumbung/storage"
	"lumbung/storage/kv"
)

// levelAt counts what a rule watches, from the records: ready units of a
// serialised model that stand in the warehouse, or the pieces of a counted one,
// and what is in transit to it. Its work grows with what lies there; it is for
// setting a rule and for proving it. Keys are compared as they are, without
// reading the units.
func levelAt(r storage.Reader, m Model, centre, warehouse string) (watched, error) {
	var sum watched
	nodes, err := nodesOf(r, WarehouseNode(warehouse))
	if err != nil {
		return sum, err
	}
	if m.Tracking == Serialised {
		sum.level, err = readyAt(r, m.ID, centre, nodes)
	} else {
		sum.level, err = piecesOf(r, m.ID, nodes)
	}
	if err != nil {
		return sum, err
	}
	sum.expected, err = inTransitTo(r, m.ID, warehouse)
	return sum, err
}

// readyAt counts the ready units of a model and centre that stand at the nodes.
func readyAt(r storage.Reader, model op.ID, centre string, nodes []Node) (n int64, err error) {
	here := map[op.ID]bool{}
	for _, at := range nodes {
		prefix := storage.UnitByNode.Key().Text(at.String())
		for e, err := range r.Scan(prefix, kv.PrefixEnd(prefix)) {
			if err != nil {
				return 0, err
			}
			here[lastID(e.Key)] = true
		}
	}
	prefix := storage.UnitByBucket.Key().Text(centre).Text(string(Ready)).ID(model)
	for e, err := range r.Scan(prefix, kv.PrefixEnd(prefix)) {
		if err != nil {
			return 0, err
		}
		if here[lastID(e.Key)] {
			n++
		}
	}
	return n, nil
}

// lastID is the id that ends a key of an index.
func lastID(key []byte) (id op.ID) {
	copy(id[:], key[max(0, len(key)-len(id)):])
	return id
}

// piecesOf counts the pieces of a counted model at the nodes.
func piecesOf(r storage.Reader, model op.ID, nodes []Node) (n int64, err error) {
	for _, at := range nodes {
		for b, err := range balances.All(r, storage.BalanceByKey.Key().Text(at.String()).ID(model)) {
			if err != nil {
				return 0, err
			}
			n += b.Quantity
		}
	}
	return n, nil
}

// inTransitTo counts what of a model is on its way to a warehouse: everything in
// transit is looked at, which is as much as the open transfers carry.
func inTransitTo(r storage.Reader, model op.ID, warehouse string) (n int64, err error) {
	prefix := append(storage.BalanceByKey.Key(), string(AtTransit)+":"...)
	for e, err := range r.Scan(prefix, kv.PrefixEnd(prefix)) {
		if err != nil {
			return 0, err
		}
		var b Balance
		if !bytes.Contains(e.Key, model[:]) {
			continue
		}
		if err := storage.Decode(e.Value, &b); err != nil {
			return 0, err
		}
		id, err := op.ParseID(b.Node.Ref)
		if err != nil {
			return 0, err
		}
		t, err := TransferByID(r, id)
		if err != nil {
			return 0, err
		}
		if b.Model == model && t.To.Node.Warehouse() == warehouse {
			n += b.Quantity
		}
	}
	return n, nil
}

// verifyReorder proves that every rule carries what the records give, and that
// it has a shortage exactly when there is one.
func verifyReorder(r storage.Reader) ([]storage.Report, error) {
	rules, err := reorderRules.Verify(r)
	if err != nil {
		return nil, err
	}
	short, err := shortages.Verify(r)
	if err != nil {
		return nil, err
	}
	rep := storage.Report{Kind: "stock below its minimum"}
	open := map[op.ID]op.ID{}
	for s, err := range shortages.All(r, storage.ShortageByID.Key()) {
		if err != nil {
			return nil, err
		}
		if s.State() == ShortageOpen {
			open[s.Rule] = s.ID
		}
	}
	for rule, err := range reorderRules.All(r, storage.ReorderByID.Key()) {
		if err != nil {
			return nil, err
		}
		rep.Records++
		if err := rule.verifyLevel(r, &rep); err != nil {
			return nil, err
		}
		if open[rule.ID] != rule.Shortage || rule.Short() == rule.Shortage.IsZero() {
			find(&rep, "%s at %s: short %v, its shortage is %q, open is %q", rule.ModelCode, rule.Warehouse, rule.Short(), rule.Shortage, open[rule.ID])
		}
		delete(open, rule.ID)
	}
	for rule := range open {
		find(&rep, "a shortage of rule %s is open, and the rule is gone", rule)
	}
	return []storage.Report{rules, short, rep}, nil
}

// verifyLevel adds up anew what the rule says is there.
func (r ReorderRule) verifyLevel(at storage.Reader, rep *storage.Report) error {
	m, err := ModelByID(at, r.Model)
	if err != nil {
		return err
	}
	sum, err := levelAt(at, m, r.Centre, r.Warehouse)
	if err != nil {
		return err
	}
	if sum.level != r.Level || sum.expected != r.Expected {
		find(rep, "%s at %s: the rule says %d and %d expected, the records give %d and %d", r.ModelCode, r.Warehouse, r.Level, r.Expected, sum.level, sum.expected)
	}
	return nil
}
