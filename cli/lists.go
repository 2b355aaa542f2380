package cli

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"time"

	"lumbung/app/network"
	"lumbung/app/sheet"
	"lumbung/app/stock"
)

// printCSV prints a first line and then whatever fill gives.
func printCSV(out io.Writer, head []string, fill func(row func(...string) error) error) error {
	buffered := bufio.NewWriterSize(out, 64<<10)
	w := csv.NewWriter(buffered)
	row := func(cells ...string) error { return w.Write(cells) }
	if err := row(head...); err != nil {
		return err
	}
	if err := fill(row); err != nil {
		return err
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return err
	}
	return buffered.Flush()
}

func columnNames(form []sheet.Column) (names []string) {
	for _, c := range form {
		names = append(names, c.Name)
	}
	return names
}

// exportPlaces prints the places in the form that import takes.
type exportPlaces struct {
	Data string `setting:"" default:"data" type:"path" help:"Direktori data."`
}

// Run prints a line per warehouse and shelf.
func (c *exportPlaces) Run(ctx context.Context, sh *shell) error {
	return sh.perform(ctx, opening{dir: dataDir(c.Data)}, "export places", c)
}

func (c *exportPlaces) run(ctx context.Context, b *barn, out io.Writer) error {
	return printCSV(out, columnNames(network.PlaceColumns()), func(row func(...string) error) error {
		return b.app.Centres.EachPlace(ctx, func(p network.PlaceRef) error {
			parent := ""
			if p.Shelf != "" {
				parent = p.Warehouse
			}
			return row(p.Code, p.Name, p.Centre, p.Kind(), parent)
		})
	})
}

// exportModels prints the models in the form that import takes.
type exportModels struct {
	Data string `setting:"" default:"data" type:"path" help:"Direktori data."`
}

// Run prints a line per model.
func (c *exportModels) Run(ctx context.Context, sh *shell) error {
	return sh.perform(ctx, opening{dir: dataDir(c.Data)}, "export models", c)
}

func (c *exportModels) run(ctx context.Context, b *barn, out io.Writer) error {
	return printCSV(out, columnNames(stock.ModelColumns()), func(row func(...string) error) error {
		return b.app.Stock.EachModel(ctx, func(m stock.Model) error { return row(stock.ModelCells(m)...) })
	})
}

// exportBalances prints what there was of each lot at each place.
type exportBalances struct {
	Data string `setting:"" default:"data" type:"path" help:"Direktori data."`
	At   string `help:"Hari, YYYY-MM-DD: saldo pada akhir hari itu (WIB). Bawaan: hari ini."`
}

// Run prints a line place,model,lot,quantity per balance that is not zero.
func (c *exportBalances) Run(ctx context.Context, sh *shell) error {
	if c.At != "" {
		if _, err := time.ParseInLocation(time.DateOnly, c.At, sheet.Zone); err != nil {
			return problem{what: fmt.Sprintf("--at %q bukan tanggal", c.At), remedy: "tulis misalnya 2026-03-31"}
		}
	}
	return sh.perform(ctx, opening{dir: dataDir(c.Data)}, "export balances", c)
}

func (c *exportBalances) run(ctx context.Context, b *barn, out io.Writer) error {
	day := b.app.Now()
	if c.At != "" {
		var err error
		if day, err = time.ParseInLocation(time.DateOnly, c.At, sheet.Zone); err != nil {
			return err
		}
	}
	list, err := b.app.Stock.BalancesOn(ctx, day)
	if err != nil {
		return err
	}
	return printCSV(out, []string{"place", "model", "lot", "quantity"}, func(row func(...string) error) error {
		for _, l := range list {
			if err := row(l.Place, l.Model, l.Lot, fmt.Sprint(l.Quantity)); err != nil {
				return err
			}
		}
		return nil
	})
}
