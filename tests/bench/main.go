// Command bench measures Lumbung beside bare references in the same run and
// prints ratios: absolute times differ from machine to machine, and from minute
// to minute on a shared one. `make bench` runs it. It uses 127.0.0.1 alone, for
// a bounded number of rounds.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime/pprof"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// rounds is how often ours and the reference take turns; the median pair counts.
const rounds = 5

// row is one line of the result: ours and the reference in work per second, or,
// for limits, a value and its bound.
type row struct {
	name      string
	ours, ref string
	ratio     float64
	bar       float64
	atMost    bool // the ratio must not exceed the bar, else it must reach it
}

func (r row) ok() bool {
	if r.atMost {
		return r.ratio <= r.bar
	}
	return r.ratio >= r.bar
}

// bench is one group of measurements.
type bench struct {
	name string
	run  func(context.Context, *os.File) ([]row, error)
}

func main() {
	only := flag.String("only", "", "run the groups whose name contains this")
	profile := flag.String("cpuprofile", "", "write a profile of the processor's time to this file")
	flag.Parse()
	if *profile != "" {
		f, err := os.Create(*profile)
		if err == nil {
			err = pprof.StartCPUProfile(f)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		defer pprof.StopCPUProfile()
	}
	if err := run(context.Background(), *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, only string) error {
	var rows []row
	for _, b := range []bench{{"allocate", allocate}, {"growth", growth}, {"import", imports}, {"pages", pages}, {"catalogue", catalogueBench}, {"start", start}, {"scale", scale}} {
		if !strings.Contains(b.name, only) {
			continue
		}
		began := time.Now()
		more, err := b.run(ctx, os.Stderr)
		if err != nil {
			return fmt.Errorf("%s: %w", b.name, err)
		}
		fmt.Fprintf(os.Stderr, "%s measured in %s\n", b.name, time.Since(began).Round(time.Second))
		rows = append(rows, more...)
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "what\tours\treference\tratio\tbar\t")
	for _, r := range rows {
		sign, verdict := "≥", "ok"
		if r.atMost {
			sign = "≤"
		}
		if !r.ok() {
			verdict = "MISSED"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%.2f\t%s %.2f\t%s\n", r.name, r.ours, r.ref, r.ratio, sign, r.bar, verdict)
	}
	return w.Flush()
}

// pair lets ours and ref take turns and returns the median rate of each, in work
// per second, and the median of the ratios round by round.
func pair(ours, ref func() (n int, took time.Duration, err error)) (a, b, ratio float64, err error) {
	var as, bs, ratios []float64
	for range rounds {
		x, err := rate(ours)
		if err != nil {
			return 0, 0, 0, err
		}
		y, err := rate(ref)
		if err != nil {
			return 0, 0, 0, err
		}
		as, bs, ratios = append(as, x), append(bs, y), append(ratios, x/y)
	}
	return median(as), median(bs), median(ratios), nil
}

func rate(work func() (int, time.Duration, error)) (float64, error) {
	n, took, err := work()
	if err != nil || took <= 0 {
		return 0, err
	}
	return float64(n) / took.Seconds(), nil
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}

func perSecond(v float64) string { return fmt.Sprintf("%.0f/s", v) }
