package handlers

import (
	"sync"
	"time"

	"lumbung/app/op"
	"lumbung/views"
)

// draft is a file that was looked at and may be brought in. It is kept in memory
// alone, for the one who sent it: it may name people, and is gone with the page.
type draft struct {
	id     string
	owner  op.ID
	kind   string
	data   []byte
	at     time.Time
	kept   time.Time
	result views.ImportResult
}

// The limits of what is kept.
const (
	draftsFor   = 30 * time.Minute
	draftsBytes = 5 * maxBody
)

// drafts are the files that were looked at last.
type drafts struct {
	mu   sync.Mutex
	list []draft // oldest first
}

// keep keeps a draft, and forgets those of the same person, those that are too
// old, and the oldest when all are too large.
func (d *drafts) keep(x draft) draft {
	d.mu.Lock()
	defer d.mu.Unlock()
	x.id, x.kept = newRequestID(), time.Now()
	size := len(x.data)
	var left []draft
	for i := len(d.list) - 1; i >= 0; i-- {
		o := d.list[i]
		if o.owner == x.owner || time.Since(o.kept) > draftsFor || size+len(o.data) > draftsBytes {
			continue
		}
		size += len(o.data)
		left = append([]draft{o}, left...)
	}
	d.list = append(left, x)
	return x
}

// of returns the draft of an id, if it is of that person.
func (d *drafts) of(id string, owner op.ID) (draft, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, x := range d.list {
		if x.id == id && x.owner == owner && time.Since(x.kept) <= draftsFor {
			return x, true
		}
	}
	return draft{}, false
}

func (d *drafts) drop(id string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, x := range d.list {
		if x.id == id {
			d.list = append(d.list[:i:i], d.list[i+1:]...)
			return
		}
	}
}
