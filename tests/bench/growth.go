package main

import (
	"context"
	"fmt"
	"os"
	"syscall"
	"time"

	"lumbung/app/allocation"
	"lumbung/app/policy"
	"lumbung/app/stock"
)

// growth measures the work of a request, in processor time, at a thousand units
// and at a hundred thousand. No list, item or command may cost more than half
// again as much.
func growth(ctx context.Context, log *os.File) ([]row, error) {
	const few, many, spare = 1_000, 100_000, 400
	small, err := filled(ctx, few, spare)
	if err != nil {
		return nil, err
	}
	defer small.close()
	began := time.Now()
	large, err := filled(ctx, many, spare)
	if err != nil {
		return nil, err
	}
	defer large.close()
	fmt.Fprintf(log, "  filled a store with %d units in %s\n", many, time.Since(began).Round(time.Second))
	var rows []row
	for _, r := range requests {
		var ratios []float64
		var a, b time.Duration
		for range rounds {
			if b, err = cpu(ctx, large, r); err != nil {
				return nil, fmt.Errorf("%s: %w", r.name, err)
			}
			if a, err = cpu(ctx, small, r); err != nil {
				return nil, fmt.Errorf("%s: %w", r.name, err)
			}
			ratios = append(ratios, float64(b)/float64(a))
		}
		rows = append(rows, row{
			name: fmt.Sprintf("%s: 100,000 units beside 1,000", r.name),
			ours: b.String(), ref: a.String(), ratio: median(ratios), bar: 1.5, atMost: true,
		})
	}
	return rows, nil
}

// stocked is a barn with units, and requests that wait for some of them.
type stocked struct {
	*barn
	codes, numbers []string
	used, made     int
}

func filled(ctx context.Context, units, requests int) (*stocked, error) {
	b, err := newBarn(ctx)
	if err != nil {
		return nil, err
	}
	s := &stocked{barn: b, made: units}
	if s.codes, err = b.units(ctx, 0, units); err != nil {
		return nil, err
	}
	s.numbers, err = b.requests(ctx, 0, requests)
	return s, err
}

// kindOfRequest is one of the things people ask for.
type kindOfRequest struct {
	name string
	n    int // times in a round
	do   func(ctx context.Context, s *stocked, i int) error
}

var requests = []kindOfRequest{
	{"unit by code", 2000, func(ctx context.Context, s *stocked, i int) error {
		_, err := s.Stock.Unit(as(ctx, policy.Warehouse), s.codes[(i*7919)%len(s.codes)])
		return err
	}},
	{"list of units", 200, func(ctx context.Context, s *stocked, _ int) error {
		_, err := s.Stock.Units(as(ctx, policy.Warehouse), stock.UnitsAsk{Bucket: stock.Ready})
		return err
	}},
	{"stock of a centre", 1000, func(ctx context.Context, s *stocked, _ int) error {
		_, err := s.Stock.OfCentre(as(ctx, policy.Warehouse), stock.CentreAsk{})
		return err
	}},
	{"stock card", 200, func(ctx context.Context, s *stocked, _ int) error {
		_, err := s.Stock.StockCard(as(ctx, policy.Warehouse), stock.CardAsk{Model: s.model})
		return err
	}},
	{"queue of requests", 200, func(ctx context.Context, s *stocked, _ int) error {
		_, err := s.Allocations.Queue(as(ctx, policy.Warehouse), allocation.QueueAsk{State: allocation.Filed})
		return err
	}},
	{"command room", 1000, func(ctx context.Context, s *stocked, _ int) error {
		_, err := s.Room.Snapshot(ctx)
		return err
	}},
	{"allocate", 60, func(ctx context.Context, s *stocked, _ int) error {
		i := s.used
		s.used++
		_, err := s.Allocations.Reserve(as(ctx, policy.Warehouse), allocation.Choice{Request: s.numbers[i], Unit: s.codes[(i*241)%len(s.codes)]})
		return err
	}},
	{"receive one unit", 60, func(ctx context.Context, s *stocked, _ int) error {
		s.made++
		_, err := s.units(ctx, s.made, s.made+1)
		return err
	}},
}

// cpu is the processor time that one request takes, in the mean of a round.
func cpu(ctx context.Context, s *stocked, r kindOfRequest) (time.Duration, error) {
	before, err := processorTime()
	if err != nil {
		return 0, err
	}
	for i := range r.n {
		if err := r.do(ctx, s, i); err != nil {
			return 0, err
		}
	}
	after, err := processorTime()
	return (after - before) / time.Duration(r.n), err
}

func processorTime() (time.Duration, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, err
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), nil
}
