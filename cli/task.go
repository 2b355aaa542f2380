package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"lumbung/storage/kv"
)

// task is a command that works on an open data directory. Its exported fields
// are its input: a running server gets them as JSON and runs the same command.
type task interface {
	run(ctx context.Context, b *barn, out io.Writer) error
}

// outlet is where a task prints: its answer, and notes for the terminal on how
// far it is. A task that has notes finds them behind its writer.
type outlet interface {
	io.Writer
	note(p []byte)
}

// printed is the outlet of a task that runs here.
type printed struct {
	io.Writer
	notes io.Writer
}

func (p printed) note(text []byte) {
	if isTerminal(p.notes) {
		_, _ = p.notes.Write(text) // nobody is left to tell
	}
}

// tasks are the commands that a running server does for others.
func tasks() map[string]func() task {
	return map[string]func() task{
		"user add":        func() task { return &userAdd{} },
		"token add":       func() task { return &tokenAdd{} },
		"check":           func() task { return &check{} },
		"backup":          func() task { return &backup{} },
		"export":          func() task { return &export{} },
		"export places":   func() task { return &exportPlaces{} },
		"export models":   func() task { return &exportModels{} },
		"export balances": func() task { return &exportBalances{} },
		"import places":   func() task { return &importPlaces{} },
		"import models":   func() task { return &importModels{} },
		"import stock":    func() task { return &importStock{} },
	}
}

// How long a command waits for another one that holds the store, and for how
// long it tries the lock each time.
const (
	lockPatience = 5 * time.Second
	lockTry      = 100 * time.Millisecond
)

// perform runs a task: here, if nobody holds the store, else in the server that
// does.
func (sh *shell) perform(ctx context.Context, o opening, name string, t task) error {
	dir, err := filepath.Abs(string(o.dir))
	if err != nil {
		return err
	}
	o.dir, o.wait = dataDir(dir), lockTry
	out := printed{sh.out, sh.err}
	for begun := time.Now(); ; {
		b, err := o.open(ctx)
		if err == nil {
			return errors.Join(safely(ctx, t, b, out), b.close())
		}
		if !errors.Is(err, kv.ErrInUse) {
			return err
		}
		served, failed := ask(ctx, o.dir.socket(), request{Task: name, Input: t}, out)
		if served {
			return failed
		}
		if time.Since(begun) > lockPatience || ctx.Err() != nil {
			return problem{
				what:   fmt.Sprintf("direktori data %s sedang dipakai proses lain (lock) yang tidak menjawab di %s", o.dir, filepath.Base(o.dir.socket())),
				remedy: "tunggu perintah itu selesai, atau hentikan",
			}
		}
	}
}

// safely runs a task as the operator. A page of the file that is damaged makes
// the engine panic; here that becomes an error, which a server survives.
func safely(ctx context.Context, t task, b *barn, out outlet) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%w: %v", kv.ErrForeign, cause)
		}
	}()
	return t.run(operator(ctx), b, out)
}
