package sample

import (
	"context"

	"lumbung/app"
	"lumbung/app/fault"
	"lumbung/app/identity"
	"lumbung/app/policy"
	"lumbung/storage"
)

// Password opens every sample account. The sign-in page of a sample store tells
// it, so it protects nothing.
const Password = "lumbung-contoh" //nolint:gosec // it is shown to everybody

// Account is a sample account as the sign-in page lists it.
type Account struct {
	Name     string // for signing in
	Display  string // as the journal writes it
	Role     policy.Role
	Centre   string // code; empty for those of the ministry
	Password string
}

// Accounts lists the sample accounts, one for each role first, and then those
// who do the work at the other centres.
func Accounts() []Account {
	list := []Account{
		{Name: "admin", Display: "Contoh Admin", Role: policy.Admin},
		{Name: "kementerian", Display: "Contoh Kementerian", Role: policy.Ministry},
		{Name: "kepala", Display: "Contoh Kepala Soeharso", Role: policy.Head, Centre: "soeharso"},
		{Name: "ska", Display: "Contoh Pengelola SKA Soeharso", Role: policy.SKA, Centre: "soeharso"},
		{Name: "penelaah", Display: "Contoh Penelaah Mulya Jaya", Role: policy.Reviewer, Centre: "mulya-jaya"},
		{Name: "gudang", Display: "Contoh Petugas Gudang Soeharso", Role: policy.Warehouse, Centre: "soeharso"},
		{Name: "peksos", Display: "Contoh Peksos Soeharso", Role: policy.SocialWorker, Centre: "soeharso"},
		{Name: "auditor", Display: "Contoh Auditor", Role: policy.Auditor},
		{Name: lastAccount, Display: "Contoh Ruang Komando", Role: policy.CommandRoom},
		{Name: "penelaah-paramita", Display: "Contoh Penelaah Paramita", Role: policy.Reviewer, Centre: "paramita"},
		{Name: "penelaah-wirajaya", Display: "Contoh Penelaah Wirajaya", Role: policy.Reviewer, Centre: "wirajaya"},
		{Name: "gudang-meohai", Display: "Contoh Petugas Gudang Meohai", Role: policy.Warehouse, Centre: "meohai"},
		{Name: "peksos-meohai", Display: "Contoh Peksos Meohai", Role: policy.SocialWorker, Centre: "meohai"},
		{Name: "kepala-meohai", Display: "Contoh Kepala Meohai", Role: policy.Head, Centre: "meohai"},
		{Name: "kepala-inten-soeweno", Display: "Contoh Kepala Inten Soeweno", Role: policy.Head, Centre: "inten-soeweno"},
		{Name: "kepala-wirajaya", Display: "Contoh Kepala Wirajaya", Role: policy.Head, Centre: "wirajaya"},
		{Name: "kepala-paramita", Display: "Contoh Kepala Paramita", Role: policy.Head, Centre: "paramita"},
		{Name: "kepala-mulya-jaya", Display: "Contoh Kepala Mulya Jaya", Role: policy.Head, Centre: "mulya-jaya"},
	}
	for i := range list {
		list[i].Password = Password
	}
	return list
}

// lastAccount is opened when all else is done. Nobody in the play needs it, so
// that it is there says that the play came to its end.
const lastAccount = "ruang-komando"

// complete tells whether an earlier Fill came to its end.
func complete(ctx context.Context, a *app.App) (done bool, err error) {
	err = a.Deps().Store.View(ctx, func(r storage.Reader) error {
		acc, err := identity.FindAccount(r, lastAccount)
		if fault.CodeOf(err) == fault.NotFound {
			return nil
		}
		done = err == nil && acc.Sample
		return err
	})
	return done, err
}

// namesFree makes sure that no account of the operator has a sample name.
func namesFree(ctx context.Context, a *app.App) error {
	return a.Deps().Store.View(ctx, func(r storage.Reader) error {
		for _, acc := range Accounts() {
			_, err := identity.FindAccount(r, acc.Name)
			switch {
			case err == nil:
				return fault.New(fault.Conflict, "sample.name_taken", fault.Args{"name": acc.Name})
			case fault.CodeOf(err) != fault.NotFound:
				return err
			}
		}
		return nil
	})
}

// openAccounts has the operator open the accounts.
func (p *play) openAccounts() {
	t := p.thread()
	for _, a := range Accounts() {
		ago := span
		if a.Name == lastAccount {
			ago = 0
		}
		open := func(ctx context.Context) (err error) {
			p.accounts[a.Name], _, err = p.app.Accounts.Add(ctx, identity.NewAccount{
				Name: a.Name, Display: a.Display, Role: string(a.Role), Centre: a.Centre, Password: a.Password, Sample: true,
			})
			return err
		}
		if ago == 0 {
			p.steps = append(p.steps, step{p.end, a.Name, open})
			continue
		}
		t.on(ago, a.Name, open)
	}
}
