package cli

import (
	"context"
	"fmt"
	"io"

	"lumbung/app/identity"
)

// tokenAdd makes an API token.
type tokenAdd struct {
	Data string `setting:"" default:"data" type:"path" help:"Direktori data."`
	User string `required:"" help:"Nama akun yang diwakili token."`
	Name string `default:"baris perintah" help:"Untuk apa token ini; tampil di daftar token."`
}

// Run prints the secret alone on the last line.
func (c *tokenAdd) Run(ctx context.Context, sh *shell) error {
	return sh.perform(ctx, opening{dir: dataDir(c.Data)}, "token add", c)
}

func (c *tokenAdd) run(ctx context.Context, b *barn, out io.Writer) error {
	token, secret, err := b.app.Accounts.AddToken(ctx, identity.NewToken{Account: c.User, Name: c.Name})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "Token %q untuk akun %s dibuat. Hanya ditampilkan sekali:\n%s\n", token.Name, c.User, secret)
	return err
}
