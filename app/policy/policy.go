// Package policy says who may do what: one table, closed by default. Use cases
// ask it inside the transaction, with the centre of the record they touch,
// because only there is the owner known; pages ask the same table to leave out
// what an actor could not do anyway.
package policy

import "lumbung/storage"

// Role is what an account is for. An account has one.
type Role string

// The roles. Public is nobody in particular: no account, no session.
const (
	Public       Role = ""
	Admin        Role = "admin"         // accounts, centres, the running of the system
	Ministry     Role = "ministry"      // reads all, decides nothing in the field
	Head         Role = "head"          // head of a centre (kepala sentra)
	SKA          Role = "ska"           // manager of a Sentra Kreasi ATENSI
	Reviewer     Role = "reviewer"      // judges innovations of other centres
	Warehouse    Role = "warehouse"     // warehouse staff (petugas gudang)
	SocialWorker Role = "social-worker" // pekerja sosial
	Auditor      Role = "auditor"       // reads all, writes nothing
	CommandRoom  Role = "command-room"  // aggregates only, no person
)

// Roles lists the roles that an account can have.
func Roles() []Role {
	return []Role{Admin, Ministry, Head, SKA, Reviewer, Warehouse, SocialWorker, Auditor, CommandRoom}
}

// Actor is who does something, as of now: the journal keeps it as it was.
type Actor struct {
	ID     storage.ID `cbor:"1,keyasint" json:"id"`
	Name   string     `cbor:"2,keyasint" json:"name"`
	Role   Role       `cbor:"3,keyasint" json:"role"`
	Centre string     `cbor:"4,keyasint,omitempty" json:"centre,omitempty"` // code; empty for those of the ministry
}

// Where limits a grant to the records of some centres.
type Where string

// The limits.
const (
	Never Where = ""
	Own   Where = "own"   // records of the actor's centre
	Other Where = "other" // records of any centre but the actor's
	Any   Where = "any"
)

func (w Where) covers(own, centre string) bool {
	switch w {
	case Any:
		return true
	case Own:
		return own != "" && own == centre
	case Other:
		return own != centre
	default:
		return false
	}
}

// May tells whether the actor may do act to a record of centre.
func May(a Actor, act Action, centre string) bool {
	return Reach(a.Role, act).covers(a.Centre, centre)
}

// Reach tells at which centres a role may do act; Never for an unknown action.
func Reach(r Role, act Action) Where {
	grants, known := table[act]
	if !known {
		return Never
	}
	if w, ok := grants[r]; ok {
		return w
	}
	return grants[Public] // what everybody may do, a signed-in actor may too
}
