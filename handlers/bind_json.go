package handlers

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"lumbung/app/fault"
)

// maxDepth is how deep JSON may be nested; no input of ours needs more than three.
const maxDepth = 8

var errShape = errors.New("not what an input looks like")

// readJSON reads an object. Unlike json.Unmarshal it refuses a name that stands
// twice, of which two readers could each believe another one.
func readJSON(body []byte) (map[string]any, error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	value, err := jsonValue(d, "", 0)
	if err != nil {
		if f, ok := errors.AsType[*fault.Error](err); ok {
			return nil, f
		}
		return nil, fault.InField("body", "field.json", nil)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, fault.InField("body", "field.json", nil)
	}
	tree, ok := value.(map[string]any)
	if !ok {
		return nil, fault.InField("body", "field.type_object", nil)
	}
	return tree, nil
}

func jsonValue(d *json.Decoder, path string, depth int) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	if depth > maxDepth {
		return nil, errShape
	}
	switch token {
	case json.Delim('{'):
		return jsonObject(d, path, depth)
	case json.Delim('['):
		return jsonList(d, path, depth)
	default:
		return token, nil
	}
}

func jsonObject(d *json.Decoder, path string, depth int) (any, error) {
	object := map[string]any{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		name, ok := token.(string)
		if !ok {
			return nil, errShape
		}
		if _, twice := object[name]; twice {
			return nil, fault.InField(join(path, name), "field.twice", nil)
		}
		if object[name], err = jsonValue(d, join(path, name), depth+1); err != nil {
			return nil, err
		}
	}
	_, err := d.Token()
	return object, err
}

func jsonList(d *json.Decoder, path string, depth int) (any, error) {
	list := []any{}
	for d.More() {
		value, err := jsonValue(d, path, depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	_, err := d.Token()
	return list, err
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
