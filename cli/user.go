package cli

import (
	"context"
	"fmt"
	"io"

	"lumbung/app/identity"
	"lumbung/app/policy"
)

// userAdd makes an account.
type userAdd struct {
	Data    string `setting:"" default:"data" type:"path" help:"Direktori data."`
	Name    string `required:"" help:"Nama untuk masuk."`
	Role    string `required:"" help:"Peran: admin, ministry, head, ska, reviewer, warehouse, social-worker, auditor, command-room."`
	Centre  string `help:"Kode sentra, misalnya soeharso; wajib untuk peran di sentra."`
	Display string `help:"Nama yang ditampilkan dan dicatat di jurnal."`
}

// Run prints the password alone on the last line.
func (c *userAdd) Run(ctx context.Context, sh *shell) error {
	return sh.perform(ctx, opening{dir: dataDir(c.Data), create: true}, "user add", c)
}

func (c *userAdd) run(ctx context.Context, b *barn, out io.Writer) error {
	in := identity.NewAccount{Name: c.Name, Display: c.Display, Role: c.Role}
	if c.Centre != "" {
		centre, err := b.app.Centres.One(ctx, c.Centre)
		if err != nil {
			return problem{what: fmt.Sprintf("tidak ada sentra %q", c.Centre), remedy: "pakai kodenya, misalnya soeharso, meohai, atau mulya-jaya"}
		}
		in.Centre = centre.Code
	}
	acc, secret, err := b.app.Accounts.Add(ctx, in)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "Akun %s dibuat dengan peran %s%s. Sandinya hanya ditampilkan sekali:\n%s\n", acc.Name, acc.Role, at(acc), secret)
	return err
}

func at(acc identity.Account) string {
	if acc.Centre == "" || acc.Role == policy.Public {
		return ""
	}
	return " di " + acc.Centre
}
