package innovation

import (
	"reflect"

	"lumbung/app/fault"
)

// Clash tells, for those who come by the API, on which answers two editors
// differ; of a command that was given on an older version, what has changed
// since.
func (c *Clash) Clash() fault.Clash {
	fields := formFields()
	if c.looked {
		fields = contentFields()
	}
	out := fault.Clash{Version: c.Version, Role: string(c.By.Role), At: c.At}
	for _, f := range fields {
		base, yours, theirs := f.text(&c.Base), f.text(&c.Yours), f.text(&c.Theirs)
		if yours == theirs {
			continue
		}
		a := fault.Apart{Name: f.name, Yours: f.json(&c.Yours), Theirs: f.json(&c.Theirs), Based: c.known}
		if c.known {
			a.Base, a.Both = f.json(&c.Base), yours != base && theirs != base
		}
		out.Fields = append(out.Fields, a)
	}
	return out
}

// Clash tells on what of a design two editors differ, by the names of the input.
func (c *BlueprintClash) Clash() fault.Clash {
	var base any
	if c.Known {
		base = c.Base.input(c.Parts)
	}
	return fault.Clash{
		Version: c.Version, Role: string(c.By.Role), At: c.At,
		Fields: fault.Between(base, c.Yours.input(c.Parts), c.Theirs.input(c.Parts)),
	}
}

// input are some parts of a design as an edit says them: a list alone is the rows
// of its part.
func (b *Blueprint) input(parts []string) map[string]any {
	out := map[string]any{}
	for _, part := range parts {
		said := b.said(part)
		if reflect.TypeOf(said).Kind() == reflect.Slice {
			said = map[string]any{"rows": said}
		}
		out[part] = said
	}
	return out
}

// MediaClash is the cause of a Stale fault about a video.
type MediaClash struct {
	record Clash
	yours  Media
}

// Error says that the form is older than the video.
func (c *MediaClash) Error() string {
	return "innovation: the video was changed after it was looked at"
}

// Clash tells on what of the video two editors differ.
func (c *MediaClash) Clash() fault.Clash {
	var base any
	if c.record.known {
		base = c.record.Base.Media
	}
	return fault.Clash{
		Version: c.record.Version, Role: string(c.record.By.Role), At: c.record.At,
		Fields: fault.Between(base, c.yours, c.record.Theirs.Media),
	}
}
