package handlers

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"lumbung/app/fault"
)

// The description of the API: base.json holds what all features share, each
// other file the paths and schemas of one feature.
//
//go:embed openapi/*.json
var apiFiles embed.FS

// fragment is the part of the description that one feature brings.
type fragment struct {
	Paths   map[string]map[string]map[string]any `json:"paths"`
	Schemas map[string]any                       `json:"schemas"`
}

// describeAPI merges the description once. It fails when two features describe
// the same thing.
var describeAPI = sync.OnceValues(func() ([]byte, error) { return mergeAPI(apiFiles) })

func mergeAPI(files fs.FS) ([]byte, error) {
	var doc map[string]any
	if err := readJSONFile(files, "openapi/base.json", &doc); err != nil {
		return nil, err
	}
	components, ok := doc["components"].(map[string]any)
	if !ok {
		return nil, fmt.Errorf("handlers: base.json has no components")
	}
	schemas, ok := components["schemas"].(map[string]any)
	if !ok {
		return nil, fmt.Errorf("handlers: base.json has no schemas")
	}
	paths := map[string]any{}
	doc["paths"] = paths
	names, err := fs.Glob(files, "openapi/*.json")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if name == "openapi/base.json" {
			continue
		}
		var part fragment
		if err := readJSONFile(files, name, &part); err != nil {
			return nil, err
		}
		if err := part.into(paths, schemas); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return json.Marshal(doc) // with its names in order
}

func readJSONFile(files fs.FS, name string, into any) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (f fragment) into(paths, schemas map[string]any) error {
	for name, schema := range f.Schemas {
		if _, twice := schemas[name]; twice {
			return fmt.Errorf("schema %s is described twice", name)
		}
		schemas[name] = schema
	}
	for path, methods := range f.Paths {
		if _, twice := paths[path]; twice {
			return fmt.Errorf("path %s is described twice", path)
		}
		for method, operation := range methods {
			complete(method, operation)
		}
		paths[path] = methods
	}
	return nil
}

// complete adds to an operation what holds for all: any failure is a problem,
// and a POST may carry an idempotency key.
func complete(method string, operation map[string]any) {
	if responses, ok := operation["responses"].(map[string]any); ok {
		if _, own := responses["default"]; !own {
			responses["default"] = map[string]any{"$ref": "#/components/responses/Problem"}
		}
	}
	if strings.EqualFold(method, fiber.MethodPost) {
		parameters, _ := operation["parameters"].([]any)
		operation["parameters"] = append(parameters, map[string]any{"$ref": "#/components/parameters/IdempotencyKey"})
	}
}

// openAPI answers with the description of the API.
func (s *Server) openAPI(c *fiber.Ctx) error {
	doc, err := describeAPI()
	if err != nil {
		return fault.Wrap(err, "describe the API")
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSONCharsetUTF8)
	return c.Send(doc)
}
