package handlers

import (
	"bytes"
	"encoding/json"
	"mime/multipart"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
	"lumbung/app/op"
	"lumbung/views"
)

type part struct {
	Model string `json:"model"`
	Count int    `json:"count"`
}

type order struct {
	ID       string     `json:"id"`
	Title    string     `json:"title"`
	Quantity int        `json:"quantity"`
	Cost     int64      `json:"unit_cost"`
	Small    int8       `json:"small"`
	Width    float64    `json:"width"`
	Urgent   bool       `json:"urgent"`
	Serials  []string   `json:"serials"`
	Parts    []part     `json:"parts"`
	On       time.Time  `json:"on"`
	Until    *time.Time `json:"until"`
	Unit     op.ID      `json:"unit"`
	Password string     `json:"password"`
	Picture  []byte     `json:"picture"`
	Hidden   string     `json:"-"`
}

// bound sends a body to a route that binds an order, and returns what came of it.
func bound(t *testing.T, path, contentType string, body []byte) (in order, form views.Form, err error) {
	t.Helper()
	web := fiber.New(fiber.Config{Immutable: true, BodyLimit: maxBody, DisablePreParseMultipartForm: true})
	web.Post("/api/orders", func(c *fiber.Ctx) error { in, form, err = bind[order](c); return nil })
	web.Post("/orders/:id", func(c *fiber.Ctx) error { in, form, err = bind[order](c); return nil })
	req := httptest.NewRequest("POST", path, bytes.NewReader(body))
	req.Header.Set("Content-Type", contentType)
	res, failed := web.Test(req, -1)
	if failed != nil {
		t.Fatal(failed)
	}
	defer func() { _ = res.Body.Close() }() // empty
	if got, want := res.StatusCode, 200; got != want {
		t.Fatalf("status = %d, want %d", got, want)
	}
	return in, form, err
}

// complaint writes the fields of an error as "name key; …", or its key.
func complaint(err error) string {
	if err == nil {
		return ""
	}
	f := fault.As(err)
	if len(f.Fields) == 0 {
		return string(f.Code) + " " + f.Key
	}
	var all []string
	for _, x := range f.Fields {
		all = append(all, x.Name+" "+x.Key)
	}
	return strings.Join(all, "; ")
}

func TestJSONAndFormsBindToTheSameInput(t *testing.T) {
	unit := op.ID{1, 2, 3, 4, 5, 6, 7, 8, 9}
	until := time.Date(2026, 4, 1, 3, 30, 0, 0, time.UTC)
	want := order{
		Title: "Kursi é", Quantity: 12, Cost: 1250000, Width: 40.5, Urgent: true, Serials: []string{"A1", "A2"},
		Parts: []part{{"roda", 4}, {"rangka", 1}}, On: time.Date(2026, 3, 24, 17, 0, 0, 0, time.UTC), Until: &until,
		Unit: unit, Password: " p ",
	}
	asJSON := `{"title":" Kursi e\u0301 ","quantity":12,"unit_cost":1250000,"width":40.5,"urgent":true,"serials":["A1"," A2"],
		"parts":[{"model":"roda","count":4},{"model":"rangka","count":1}],"on":"2026-03-25","until":"2026-04-01T10:30:00+07:00",
		"unit":"` + unit.String() + `","password":" p ","small":null}`
	asForm := "title=+Kursi+e%CC%81+&quantity=12&unit_cost=Rp1.250.000&width=40,5&urgent=on&serials=A1%0D%0A%0D%0AA2" +
		"&parts.0.model=roda&parts.0.count=4&parts.10.model=rangka&parts.10.count=1&on=2026-03-25&until=2026-04-01T10:30&unit=" +
		strings.ToUpper(unit.String()) + "&password=+p+&small=&csrf=x&idempotency_key=k"
	got, _, err := bound(t, "/api/orders", "application/json", []byte(asJSON))
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("JSON: %+v, %v\nwant %+v", got, complaint(err), want)
	}
	want.ID = "M-1"
	got, form, err := bound(t, "/orders/M-1?title=other", "application/x-www-form-urlencoded", []byte(asForm))
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("form: %+v, %v\nwant %+v", got, complaint(err), want)
	}
	if got, want := form.Value("unit_cost"), "Rp1.250.000"; got != want {
		t.Errorf("the form shows %q, want what was typed: %q", got, want)
	}
	if form.Idempotency != "k" || form.Value("csrf") != "" {
		t.Errorf("form keeps idempotency %q and csrf %q, want k and none", form.Idempotency, form.Value("csrf"))
	}
}

func TestUnreadableJSONNamesTheField(t *testing.T) {
	for _, x := range []struct{ name, body, want string }{
		{"unknown field", `{"titel":"x"}`, "titel field.unknown"},
		{"unknown nested field", `{"parts":[{"modell":"x"}]}`, "parts.0.modell field.unknown"},
		{"hidden field", `{"Hidden":"x"}`, "Hidden field.unknown"},
		{"field by Go name", `{"Title":"x"}`, "Title field.unknown"},
		{"word for a number", `{"quantity":"banyak"}`, "quantity field.type_int"},
		{"digits in quotes", `{"quantity":"12"}`, "quantity field.type_int"},
		{"fraction for a whole number", `{"quantity":1.5}`, "quantity field.type_int"},
		{"number beyond its type", `{"small":300}`, "small field.type_int"},
		{"number beyond any type", `{"quantity":99999999999999999999}`, "quantity field.type_int"},
		{"number for a text", `{"title":5}`, "title field.type_text"},
		{"text for a yes", `{"urgent":"yes"}`, "urgent field.type_bool"},
		{"text for a list", `{"serials":"A1"}`, "serials field.type_list"},
		{"number in a list of texts", `{"serials":["A",1]}`, "serials.1 field.type_text"},
		{"text for an object", `{"parts":["x"]}`, "parts.0 field.type_object"},
		{"a day that is not", `{"on":"2026-02-30"}`, "on field.type_date"},
		{"an id that is not", `{"unit":"zzz"}`, "unit field.type_id"},
		{"no base64", `{"picture":"%%"}`, "picture field.type_file"},
		{"broken UTF-8", "{\"title\":\"\xff\"}", "title field.text"},
		{"half a surrogate pair", `{"title":"\ud800"}`, "title field.text"},
		{"name twice", `{"title":"a","title":"b"}`, "title field.twice"},
		{"two faults at once", `{"quantity":"x","titel":1}`, "quantity field.type_int; titel field.unknown"},
		{"trailing garbage", `{"title":"a"} x`, "body field.json"},
		{"two documents", `{} {}`, "body field.json"},
		{"cut off", `{"title":"a"`, "body field.json"},
		{"a list", `[]`, "body field.type_object"},
		{"null", `null`, "body field.type_object"},
		{"nested without end", strings.Repeat(`{"parts":[`, 50), "body field.json"},
	} {
		if _, _, err := bound(t, "/api/orders", "application/json", []byte(x.body)); complaint(err) != x.want {
			t.Errorf("%s: %q, want %q", x.name, complaint(err), x.want)
		}
	}
}

func TestUnreadableFormNamesTheField(t *testing.T) {
	for _, x := range []struct{ name, body, want string }{
		{"unknown field", "titel=x", "titel field.unknown"},
		{"word for a number", "quantity=banyak", "quantity field.type_int"},
		{"odd groups of digits", "quantity=1.25", "quantity field.type_int"},
		{"field twice", "title=a&title=b", "title field.type_text"},
		{"word for a place", "parts.x.model=a", "parts field.type_list"},
		{"a value for an object", "parts=a", "parts.0 field.type_object"},
		{"an object for a value", "title.x=a", "title field.type_text"},
		{"infinite", "width=Inf", "width field.type_number"},
		{"broken UTF-8", "title=%ff", "title field.text"},
		{"broken escape", "title=%zz", "body field.form"},
	} {
		if _, _, err := bound(t, "/orders/1", "application/x-www-form-urlencoded", []byte(x.body)); complaint(err) != x.want {
			t.Errorf("%s: %q, want %q", x.name, complaint(err), x.want)
		}
	}
}

func TestBodyOfTheWrongKindIsRefused(t *testing.T) {
	for _, x := range []struct{ name, path, kind, body, want string }{
		{"JSON to a page", "/orders/1", "application/json", "{}", "unsupported error.media_type"},
		{"a form to the API", "/api/orders", "application/x-www-form-urlencoded", "title=x", "unsupported error.media_type"},
		{"no kind", "/api/orders", "", "{}", "unsupported error.media_type"},
		{"over the limit", "/api/orders", "application/json", `{"title":"` + strings.Repeat("x", maxForm) + `"}`, "too_large error.too_large"},
		{"nothing at all", "/api/orders", "application/json", "", ""},
		{"multipart without end", "/orders/1", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nKur", "body field.form"},
	} {
		if _, _, err := bound(t, x.path, x.kind, []byte(x.body)); complaint(err) != x.want {
			t.Errorf("%s: %q, want %q", x.name, complaint(err), x.want)
		}
	}
}

func TestUploadFillsItsField(t *testing.T) {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	_ = w.WriteField("title", "Foto")
	file, err := w.CreateFormFile("picture", "foto.jpg")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = file.Write([]byte("not a picture yet"))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	in, form, err := bound(t, "/orders/1", w.FormDataContentType(), body.Bytes())
	if err != nil || string(in.Picture) != "not a picture yet" || in.Title != "Foto" || !form.Multipart {
		t.Errorf("bound %q, %q, multipart %v, %v", in.Title, in.Picture, form.Multipart, complaint(err))
	}
}

func FuzzReadJSONNeverPanics(f *testing.F) {
	f.Add([]byte(`{"title":"a","parts":[{"count":1}]}`))
	f.Add([]byte(`{"a":{"a":[[[`))
	f.Fuzz(func(t *testing.T, data []byte) {
		tree, err := readJSON(data)
		if err != nil {
			return
		}
		if !json.Valid(data) {
			t.Errorf("readJSON(%q) took what is no JSON", data)
		}
		var in order
		_ = assign(&in, tree) // whatever comes of it, no panic
	})
}
