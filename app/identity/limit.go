package identity

import (
	"time"

	"lumbung/app/fault"
	"lumbung/app/limit"
)

// An account bears few wrong passwords, an address more: an office of many
// people has one address. Nobody is locked out for good, since that would let
// anybody lock anybody out.
var (
	perAccount = limit.Allowance{Size: 5, Every: 30 * time.Second}
	perAddress = limit.Allowance{Size: 30, Every: 5 * time.Second}
)

// limits counts attempts to sign in, by account and by address.
type limits struct{ buckets *limit.Buckets }

func newLimits() *limits { return &limits{limit.New()} }

// attempt is one try to sign in.
type attempt struct {
	name, address string
	at            time.Time
}

func (a attempt) account() limit.Use {
	return limit.Use{Key: "name " + a.name[:min(len(a.name), maxName)], Allowance: perAccount}
}

func (a attempt) origin() limit.Use {
	return limit.Use{Key: "address " + a.address, Allowance: perAddress}
}

// take spends one attempt before the password is looked at. It fails with
// TooMany and the seconds to wait.
func (l *limits) take(a attempt) error {
	if wait := l.buckets.Take(a.at, a.account(), a.origin()); wait > 0 {
		return fault.New(fault.TooMany, "session.too_many", fault.Args{"seconds": int(wait/time.Second) + 1})
	}
	return nil
}

// succeeded gives the attempt back, and the account its whole allowance.
func (l *limits) succeeded(a attempt) {
	l.buckets.Fill(a.account())
	l.buckets.GiveBack(a.at, a.origin())
}
