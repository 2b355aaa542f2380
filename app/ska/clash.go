package ska

import "lumbung/app/fault"

// Clash is the cause of a Stale fault: what was typed and what stands. What both
// began with is not kept: the versions of a profile hold what changed, not the
// whole.
type Clash struct {
	yours, theirs any
	version       int64 // of what stands
}

// Error says that the form is older than what it is about.
func (c *Clash) Error() string { return "ska: the form was opened before the last change" }

// Clash tells on what two editors differ, by the names of the input.
func (c *Clash) Clash() fault.Clash {
	return fault.Clash{
		Version: c.version,
		Fields:  fault.Between(nil, c.yours, c.theirs, "id", "version", "basics_version", "file"), // of a file one sends the content, and reads the hash
	}
}

// against adds to a Stale fault what was typed and what stands.
func against(err error, version int64, yours, theirs any) error {
	f := fault.As(err)
	f.Err = &Clash{yours: yours, theirs: theirs, version: version}
	return f
}
