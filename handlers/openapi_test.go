package handlers

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
)

// described is the description of the API, ready to check answers against.
var described = sync.OnceValues(func() (routers.Router, error) {
	data, err := describeAPI()
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		return nil, err
	}
	return legacy.NewRouter(doc)
})

// checkResponse fails the test when an answer of the API is not one that its
// description allows.
func checkResponse(t testing.TB, method, path string, got answer) {
	t.Helper()
	if got.status == http.StatusNotFound && strings.Contains(got.body, `"code":"not_found"`) && !knownPath(t, method, path) {
		return // no route, nothing to describe
	}
	router, err := described()
	if err != nil {
		t.Fatalf("the description of the API: %v", err)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, path, nil)
	if err != nil {
		t.Fatal(err)
	}
	route, params, err := router.FindRoute(req)
	if err != nil {
		t.Errorf("%s %s is not described: %v", method, path, err)
		return
	}
	in := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: route},
		Status:                 got.status,
		Header:                 got.header,
		Body:                   io.NopCloser(bytes.NewBufferString(got.body)),
		Options:                &openapi3filter.Options{IncludeResponseStatus: true},
	}
	if err := openapi3filter.ValidateResponse(t.Context(), in); err != nil {
		t.Errorf("%s %s answers with what its description does not allow: %v", method, path, err)
	}
}

func knownPath(t testing.TB, method, path string) bool {
	t.Helper()
	router, err := described()
	if err != nil {
		t.Fatalf("the description of the API: %v", err)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, path, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = router.FindRoute(req)
	return err == nil
}

var parameter = regexp.MustCompile(`:(\w+)`)

// apiDoc is as much of the description as its tests look at.
type apiDoc struct {
	OpenAPI string                                `json:"openapi"`
	Paths   map[string]map[string]json.RawMessage `json:"paths"`
}

func readAPI(t *testing.T) apiDoc {
	t.Helper()
	h := newHarness(t)
	got := h.send(get, "/api/v1/openapi.json", "")
	var doc apiDoc
	if err := json.Unmarshal([]byte(got.body), &doc); err != nil || got.status != 200 {
		t.Fatalf("openapi.json = %d, %v", got.status, err)
	}
	return doc
}

func TestEveryAPIRouteIsDescribedAndNothingElse(t *testing.T) {
	doc := readAPI(t)
	known := map[string]bool{}
	for _, r := range routes() {
		if !isAPI(r.Path) {
			continue
		}
		path, method := parameter.ReplaceAllString(r.Path, "{$1}"), strings.ToLower(r.Method)
		known[method+" "+path] = true
		if doc.Paths[path][method] == nil {
			t.Errorf("%s %s is not described", r.Method, path)
		}
	}
	for path, methods := range doc.Paths {
		for method := range methods {
			if !known[method+" "+path] {
				t.Errorf("%s %s is described but has no route", method, path)
			}
		}
	}
}

func TestDescriptionIsValid(t *testing.T) {
	data, err := describeAPI()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Error(err)
	}
	if got := readAPI(t).OpenAPI; !strings.HasPrefix(got, "3.1") {
		t.Errorf("openapi = %s, want 3.1", got)
	}
}

func TestDescriptionIsTheSameEachTime(t *testing.T) {
	one, err := mergeAPI(apiFiles)
	if err != nil {
		t.Fatal(err)
	}
	two, err := mergeAPI(apiFiles)
	if err != nil || !bytes.Equal(one, two) {
		t.Errorf("two merges differ, %v", err)
	}
}

func TestTwoFeaturesCannotDescribeTheSame(t *testing.T) {
	base := `{"components":{"schemas":{"ID":{}}}}`
	for name, part := range map[string]string{
		"schema": `{"schemas":{"ID":{}}}`,
		"path":   `{"paths":{"/a":{}}}`,
	} {
		files := fstest.MapFS{
			"openapi/base.json": {Data: []byte(base)},
			"openapi/a.json":    {Data: []byte(`{"paths":{"/a":{}}}`)},
			"openapi/b.json":    {Data: []byte(part)},
		}
		if _, err := mergeAPI(files); err == nil || !strings.Contains(err.Error(), "twice") {
			t.Errorf("%s twice: %v", name, err)
		}
	}
}
