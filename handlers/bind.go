package handlers

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/views"
)

// The hidden inputs of a form that are no part of its input struct.
const (
	csrfField = "csrf"
	onceField = "idempotency_key"
)

// bind reads the request into In, by the names in its json tags, from a form or
// from JSON alike; a path parameter of the same name wins over both. Strings
// come out trimmed and in Unicode normal form C. The Form holds what was typed,
// to show it again. Whatever cannot be read is an Invalid fault that names the
// field, with a key such as field.unknown or field.type_int.
func bind[In any](c *fiber.Ctx) (In, views.Form, error) {
	var in In
	p := postedBy(c)
	form := views.Form{Action: c.Path(), Idempotency: p.once, Values: p.values, Multipart: p.multipart}
	if p.err != nil {
		return in, form, p.err
	}
	for name, value := range c.AllParams() {
		if hasField(reflect.TypeFor[In](), name) {
			p.tree[name] = typed(value)
		}
	}
	return in, form, assign(&in, p.tree)
}

// query reads the query string into In by the names in its json tags. Pages
// overlook parameters that they do not know, which trackers add to links; the
// API does not.
func query[In any](c *fiber.Ctx) (In, views.Form, error) {
	var in In
	form := views.Form{Action: c.Path(), Method: "get"}
	values, err := url.ParseQuery(string(c.Request().URI().QueryString()))
	if err != nil {
		return in, form, fault.InField("query", "field.form", nil)
	}
	if !isAPI(c.Path()) {
		maps.DeleteFunc(values, func(name string, _ []string) bool { return !hasField(reflect.TypeFor[In](), name) })
	}
	form.Values = values
	tree := grow(values)
	for name, value := range c.AllParams() {
		if hasField(reflect.TypeFor[In](), name) {
			tree[name] = typed(value)
		}
	}
	return in, form, assign(&in, tree)
}

// posted is the body of a request, read once.
type posted struct {
	values                 url.Values     // what was typed into the form
	tree                   map[string]any // the same, or the JSON, as a tree; with files
	csrf                   string         // the token of the form
	once                   string         // the idempotency key of the form
	trap                   string         // what stands where people do not write, see publicform.go
	multipart              bool
	names                  map[string]string // of the files, by input, as they are called at the sender's
	carriedTo, carriedOnce string            // where a form that waits for a sign-in goes, and its idempotency key
	carried                url.Values        // what was typed into that form
	err                    error             // why it could not be read
}

// postedBy reads the body of the request, the first time it is asked.
func postedBy(c *fiber.Ctx) *posted {
	v := visitOf(c)
	if v.posted == nil {
		v.posted = &posted{tree: map[string]any{}}
		v.posted.err = v.posted.read(c)
	}
	return v.posted
}

func (p *posted) read(c *fiber.Ctx) (err error) {
	body := c.Request().Body()
	if len(body) == 0 {
		return nil // whatever is required is then missing, and said to be
	}
	if len(body) > maxBody {
		return tooLarge(maxBody)
	}
	if c.Get(fiber.HeaderContentEncoding) != "" {
		return fault.New(fault.Unsupported, "error.content_encoding", nil) // unpacked it could be of any size
	}
	kind, params, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	if err != nil {
		return fault.New(fault.Unsupported, "error.media_type", nil)
	}
	if len(body) > maxForm && kind != fiber.MIMEMultipartForm && !visitOf(c).route.has(uploads) {
		return tooLarge(maxForm)
	}
	switch api := isAPI(c.Path()); {
	case kind == fiber.MIMEApplicationJSON && api:
		p.tree, err = readJSON(body)
		return err
	case kind == fiber.MIMEApplicationForm && !api:
		return p.readForm(body)
	case kind == fiber.MIMEMultipartForm && !api:
		return p.readMultipart(body, params["boundary"])
	default:
		return fault.New(fault.Unsupported, "error.media_type", nil)
	}
}

func (p *posted) readForm(body []byte) error {
	values, err := url.ParseQuery(string(body))
	if err != nil {
		return fault.InField("body", "field.form", nil)
	}
	p.keep(values)
	return nil
}

// keep takes the values of a form, without what it carries for its own sake.
func (p *posted) keep(values url.Values) {
	p.csrf, p.once, p.trap = values.Get(csrfField), values.Get(onceField), values.Get(trapField)
	for _, name := range []string{csrfField, onceField, trapField} {
		values.Del(name)
	}
	p.takeCarried(values)
	p.values, p.tree = values, grow(values)
}

func (p *posted) readMultipart(body []byte, boundary string) error {
	p.multipart = true
	parts, err := multipart.NewReader(bytes.NewReader(body), boundary).ReadForm(maxBody)
	if errors.Is(err, multipart.ErrMessageTooLarge) {
		return tooLarge(maxBody)
	}
	if err != nil {
		return fault.InField("body", "field.form", nil)
	}
	p.keep(parts.Value)
	p.names = map[string]string{}
	for name, files := range parts.File {
		p.names[name] = files[0].Filename
		for _, file := range files {
			data, err := readUpload(file)
			if err != nil {
				return fault.Wrap(err, "read upload")
			}
			if len(data) > 0 { // a file input left alone is sent as an empty file
				list, _ := p.tree[name].([]any)
				p.tree[name] = append(list, data)
			}
		}
	}
	return nil
}

// upload is the content of a file.
type upload []byte

func readUpload(file *multipart.FileHeader) (upload, error) {
	f, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	data := make(upload, file.Size)
	_, err = io.ReadFull(f, data)
	return data, err
}

// typed is a value from a form or a path: text that may stand for a number, a
// date or a yes.
type typed string

// grow turns form values into the tree that JSON would give: serials twice is a
// list, items.0.model is the model of the first item.
func grow(values url.Values) map[string]any {
	tree := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		at := tree
		parts := strings.Split(name, ".")
		for _, part := range parts[:len(parts)-1] {
			next, ok := at[part].(map[string]any)
			if !ok {
				next = map[string]any{}
				at[part] = next
			}
			at = next
		}
		list := make([]any, len(values[name]))
		for i, v := range values[name] {
			list[i] = typed(v)
		}
		at[parts[len(parts)-1]] = list
	}
	return tree
}

// refused tells whether a form is to be shown again for err: it then carries
// what was typed and what is wrong with it, and the status is set. Other
// failures, such as Denied, are returned to the ErrorHandler by the caller.
func (s *Server) refused(c *fiber.Ctx, form views.Form, err error) (views.Form, bool) {
	f := fault.As(err)
	if err == nil || f.Code != fault.Invalid && f.Code != fault.Conflict && f.Code != fault.TooMany {
		return form, false
	}
	v := visitOf(c)
	form.Lang, form.CSRF = v.lang, s.formToken(c)
	form.Errors = map[string]string{}
	for _, x := range f.Fields {
		name, text := x.Name, v.lang.Say(x.Key, x.Args)
		if list, place, ok := inList(form, x.Name); ok {
			name, text = list, v.lang.T("form.in_list", "place", place, "text", text)
		}
		form.Errors[name] = strings.TrimSpace(form.Errors[name] + " " + text)
	}
	if len(f.Fields) == 0 {
		form.Errors[""] = say(v.lang, f)
	}
	form.Idempotency = newRequestID() // another try is another command
	c.Status(statuses[f.Code])
	return form, true
}

// inList finds the field of the form whose list a failing item stands in:
// serials.3 was typed into serials, as its fourth.
func inList(form views.Form, name string) (list string, place int, ok bool) {
	cut := strings.LastIndexByte(name, '.')
	if _, shown := form.Values[name]; shown || cut < 0 {
		return "", 0, false
	}
	place, err := strconv.Atoi(name[cut+1:])
	if err != nil {
		return "", 0, false
	}
	return name[:cut], place + 1, true
}
