package stock

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/app/policy"
	"lumbung/app/sheet"
	"lumbung/storage"
)

// ImportState is how far an import has come.
type ImportState string

// The states of an import.
const (
	ImportPreparing ImportState = "preparing" // its places are kept, nothing is posted
	ImportPosting   ImportState = "posting"
	ImportDone      ImportState = "done"
	ImportUndoing   ImportState = "undoing"
	ImportUndone    ImportState = "undone"
)

// Import is a file of stock that was brought into the ledger, as one batch.
type Import struct {
	ID         op.ID        `cbor:"1,keyasint" json:"id"`
	Number     string       `cbor:"2,keyasint" json:"number"` // within the centre: IMP-2026-0001
	Centre     string       `cbor:"3,keyasint" json:"centre"` // of who brought it in; op.Headquarters for all
	File       string       `cbor:"4,keyasint,omitempty" json:"file"`
	Hash       string       `cbor:"5,keyasint" json:"hash"`             // SHA-256 of the content
	Ledger     bool         `cbor:"6,keyasint,omitempty" json:"ledger"` // else opening stock
	State      ImportState  `cbor:"7,keyasint" json:"state"`
	Rows       int64        `cbor:"8,keyasint" json:"rows"`
	Movements  int64        `cbor:"9,keyasint" json:"movements"`
	Units      int64        `cbor:"10,keyasint,omitempty" json:"units"`         // new ones
	First      time.Time    `cbor:"11,keyasint,omitzero" json:"first,omitzero"` // day of the first movement
	Last       time.Time    `cbor:"12,keyasint,omitzero" json:"last,omitzero"`
	Warehouses []string     `cbor:"13,keyasint" json:"warehouses"` // that it touches
	IDs        uint64       `cbor:"14,keyasint" json:"-"`          // its movements lie between its own id and that of so many later
	Chunks     int64        `cbor:"15,keyasint,omitempty" json:"-"`
	Posted     int64        `cbor:"16,keyasint,omitempty" json:"-"` // chunks
	At         time.Time    `cbor:"17,keyasint" json:"at"`
	By         policy.Actor `cbor:"18,keyasint" json:"by"`
	UndoneAt   time.Time    `cbor:"19,keyasint,omitzero" json:"undone_at,omitzero"`
	UndoneBy   policy.Actor `cbor:"20,keyasint,omitzero" json:"undone_by,omitzero"`
	Reason     string       `cbor:"21,keyasint,omitempty" json:"reason,omitempty"` // of the undoing
	Checked    bool         `cbor:"22,keyasint,omitempty" json:"-"`                // nothing is built upon it: it may be undone
	Reversed   op.ID        `cbor:"23,keyasint,omitzero" json:"-"`                 // the movement that was reversed last
	Version    int64        `cbor:"24,keyasint" json:"version"`
}

var imports = storage.Table[Import]{
	Kind: "import",
	ID:   func(i *Import) storage.Key { return storage.ImportByID.Key().ID(i.ID) },
	Claims: func(i *Import) []storage.Claim {
		if i.State == ImportUndone {
			return nil // the file may come again
		}
		return []storage.Claim{{Key: storage.ImportByHash.Key().Text(i.Hash), Field: "file"}}
	},
	Index: func(i *Import) []storage.Key {
		return []storage.Key{
			storage.ImportByCentre.Key().Text(i.Centre).Time(i.At).ID(i.ID),
			storage.ImportByTime.Key().Time(i.At).ID(i.ID),
		}
	},
}

func (i *Import) cause() Cause { return Cause{ImportWork, i.ID} }

// UnderWay tells that its places are kept for it.
func (i *Import) UnderWay() bool {
	return i.State == ImportPreparing || i.State == ImportPosting || i.State == ImportUndoing
}

// ImportByID returns an import, or a NotFound fault.
func ImportByID(r storage.Reader, id op.ID) (Import, error) {
	i, ok, err := imports.Get(r, storage.ImportByID.Key().ID(id))
	if err == nil && !ok {
		err = fault.Missing("import")
	}
	return i, err
}

// StockFile is a file of opening stock or of an older system's ledger.
type StockFile struct { //nolint:revive // a file of stock, beside those of models and places
	Data []byte    `json:"file"`
	Name string    `json:"name" validate:"max=200"` // of the file, to tell it again
	At   time.Time `json:"at"`                      // of opening stock; zero for today
}

// Imported is what a file of stock brings, or has brought.
type Imported struct {
	Problems sheet.Problems `json:"-"`
	Import   Import         `json:"import"` // the batch; in a dry run what it would be
	Known    bool           `json:"known"`  // the file was imported before: nothing has changed
	Pieces   int64          `json:"pieces"` // that came in

	// What a careful person should look at.
	Outside int `json:"outside"` // rows whose other side was not kept, as it is no place
	FEFO    int `json:"fefo"`    // rows without a lot that took from one with a batch number
	Nothing int `json:"nothing"` // counts that found what the book says
	Onto    int `json:"onto"`    // opening rows that add to stock that is there
}

// LookAtStock reads a file of stock and plays it, and changes nothing.
func (s *Stock) LookAtStock(ctx context.Context, in StockFile) (Imported, error) {
	return op.Read(ctx, s.d, policy.StockImport, func(v *op.View) (Imported, error) {
		if known, found, err := knownImport(v, in); err != nil || found {
			return Imported{Import: known, Known: found}, err
		}
		out, sim, err := s.readFile(v, in)
		if err != nil || !out.Problems.Clean() {
			return out, err
		}
		return out, s.play(v, sim, &out)
	})
}

// knownImport finds the import of the same content.
func knownImport(v *op.View, in StockFile) (Import, bool, error) {
	if !v.Can(importCentre(v.By)) {
		return Import{}, false, fault.New(fault.Denied, "error.denied", nil)
	}
	return imports.Find(v, storage.ImportByHash.Key().Text(hashOf(in.Data)))
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// importCentre is the centre under which somebody's imports stand.
func importCentre(by policy.Actor) string {
	if by.Centre == "" {
		return op.Headquarters
	}
	return by.Centre
}

// readFile reads the rows of a file.
func (s *Stock) readFile(v *op.View, in StockFile) (out Imported, sim *simulation, err error) {
	now := s.d.Now().UTC()
	if in.At.IsZero() {
		in.At = dayTime(dayNumber(now))
	}
	if err := checkOccurred(in.At, now); err != nil {
		return out, nil, err
	}
	p, bad, err := readStock(v, in, now)
	if err != nil || p == nil {
		return Imported{Problems: bad}, nil, err
	}
	sim = &simulation{importReader: p}
	out.Outside = p.outside
	out.Import = Import{File: in.Name, Hash: hashOf(in.Data), Ledger: p.ledger, Rows: int64(len(p.rows)), Warehouses: p.warehouses()}
	if !bad.Clean() { // what stands in the other models is worth knowing too
		sim.r, sim.bad = v, &bad
		err = sim.run()
		bad.Sort()
	}
	out.Problems = bad
	return out, sim, err
}

// warehouses are those that the rows of a file name.
func (p *importReader) warehouses() (list []string) {
	for _, at := range p.places {
		if !slices.Contains(list, at.Warehouse) {
			list = append(list, at.Warehouse)
		}
	}
	slices.Sort(list)
	return list
}

// play plays the rows over what the store holds and tells what comes out.
func (s *Stock) play(r storage.Reader, sim *simulation, out *Imported) error {
	sim.r, sim.bad = r, &out.Problems
	err := sim.run()
	out.Problems.Sort()
	out.Pieces, out.FEFO, out.Nothing, out.Onto = sim.pieces, sim.fefo, sim.nothing, sim.onto
	i := &out.Import
	i.Movements, i.IDs = sim.moves, sim.ids+uint64(sim.moves)+1
	for _, u := range sim.units {
		if u.fresh {
			i.Units++
		}
	}
	for n := range sim.plan {
		at := time.UnixMilli(sim.rows[sim.plan[n].row].occurred).UTC()
		if i.First.IsZero() || at.Before(i.First) {
			i.First = at
		}
		if at.After(i.Last) {
			i.Last = at
		}
	}
	return err
}

// ImportStock brings a file of stock into the ledger: all of it, or nothing when
// one row is wrong. It may take many transactions. Until the last, nothing else
// moves in the warehouses that it touches; cut off in the middle, it goes on from
// there when the same file comes again or the server starts.
func (s *Stock) ImportStock(ctx context.Context, in StockFile) (Imported, error) {
	out, err := s.BeginImport(ctx, in)
	if err != nil || !out.Problems.Clean() {
		return out, err
	}
	if err := s.FinishImport(ctx, out.Import.ID); err != nil {
		return out, err
	}
	out.Import, err = s.importNow(ctx, out.Import.ID)
	return out, err
}

// importNow reads an import without asking the policy, for those who made it.
func (s *Stock) importNow(ctx context.Context, id op.ID) (i Import, err error) {
	err = s.d.Store.View(ctx, func(r storage.Reader) error {
		i, err = ImportByID(r, id)
		return err
	})
	return i, err
}

// BeginImport reads and plays a file of stock, keeps its warehouses and lays the
// movements aside. What is left is for RunWork of the kind "import". A file that
// was imported before is told as it is.
func (s *Stock) BeginImport(ctx context.Context, in StockFile) (Imported, error) {
	var sim *simulation
	out, err := op.Read(ctx, s.d, policy.StockImport, func(v *op.View) (out Imported, err error) {
		known, found, err := knownImport(v, in)
		if err != nil || found {
			return Imported{Import: known, Known: found}, err
		}
		out, sim, err = s.readFile(v, in)
		return out, err
	})
	if out.Known && out.Import.State == ImportPreparing {
		return s.beginAgain(ctx, in, out)
	}
	if err != nil || !out.Problems.Clean() || out.Known {
		return out, err
	}
	if out.Import, err = s.keepPlaces(ctx, out.Import); err != nil {
		return out, err
	}
	s.preparing.Store(out.Import.ID, true)
	defer s.preparing.Delete(out.Import.ID)
	err = s.d.Store.View(ctx, func(r storage.Reader) error {
		sim.base = out.Import.ID
		return s.play(r, sim, &out)
	})
	if err == nil && out.Problems.Clean() {
		err = s.layAside(ctx, sim, &out.Import)
	}
	if err != nil || !out.Problems.Clean() {
		return out, errors.Join(err, s.RunWork(context.WithoutCancel(ctx), ImportWork, out.Import.ID)) // lets go of the places
	}
	return out, nil
}

// beginAgain begins an import anew that a crash cut off before anything was
// posted. One that is being laid aside right now is left in peace.
func (s *Stock) beginAgain(ctx context.Context, in StockFile, known Imported) (Imported, error) {
	if _, now := s.preparing.Load(known.Import.ID); now {
		return known, fault.New(fault.Conflict, "import.taken", nil)
	}
	if err := s.RunWork(ctx, ImportWork, known.Import.ID); err != nil {
		return known, err
	}
	return s.BeginImport(ctx, in)
}

// keepPlaces is the command that begins an import.
func (s *Stock) keepPlaces(ctx context.Context, i Import) (Import, error) {
	return op.Write(op.Afresh(ctx), s.d, policy.StockImport, nil, func(tx *op.Tx) (Import, error) {
		i := i
		i.Centre = importCentre(tx.By)
		if err := tx.Allow(i.Centre); err != nil {
			return i, err
		}
		if _, taken, err := tx.Get(storage.ImportByHash.Key().Text(i.Hash)); err != nil || taken {
			return i, orTaken(err, fault.New(fault.Conflict, "import.taken", nil))
		}
		i.ID, i.At, i.By, i.State, i.Version = tx.ID(), tx.At, tx.By, ImportPreparing, 1
		year, _ := dayOf(tx.At)
		n, err := tx.Count(i.Centre, "import", year)
		if err != nil {
			return i, err
		}
		i.Number = fmt.Sprintf("IMP-%d-%04d", year, n)
		for _, house := range i.Warehouses {
			if err := lockPlace(tx, house, i.cause()); err != nil {
				return i, err
			}
		}
		if err := beginWork(tx, ImportWork, i.ID, i.Centre, i.Rows); err != nil {
			return i, err
		}
		tx.About("import", i.ID, i.Number)
		tx.Changed("rows", "", fmt.Sprint(i.Rows))
		return i, imports.Put(tx, &i)
	})
}
