package handlers

import (
	"context"
	"strconv"

	"lumbung/app/replication"
)

// spreadSet is who replicates what: the same as the pages of the spread.
func spreadSet() dataSet {
	return dataSet{"penyebaran", "/katalog", []string{
		"innovation", "url", "title", "owner", "centre", "state", "form", "since", "innovation_version", "made", "served", "unit_cost", "counts", "changed_at",
	}, spreadRows}
}

func spreadRows(ctx context.Context, s *Server, row func(...any) error) error {
	for ask, more := (replication.Ask{Limit: 200}), true; more; more = ask.Cursor != "" {
		list, err := s.app.Replications.Everywhere(ctx, ask)
		if err != nil {
			return err
		}
		for _, x := range list.Rows {
			var served any
			if x.Served != nil {
				served = *x.Served
			}
			err := row(x.Code, s.opt.Origin+"/inovasi/"+x.Slug+"/replikasi", x.Title, x.Owner, x.Centre, string(x.State), string(x.Form), x.Since,
				x.Published, x.Made, served, known(x.UnitCost), strconv.FormatBool(x.Counts), instant(x.ChangedAt))
			if err != nil {
				return err
			}
		}
		ask.Cursor = list.Next
	}
	return nil
}
