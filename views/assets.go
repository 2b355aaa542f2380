package views

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"path"
	"strings"
)

//go:embed all:static/dist static/src
var static embed.FS

// Assets are the styles, scripts and pictures that pages refer to by name. After
// `npm run build` they are the bundled files with the hash of their content in
// the name; without it the sources themselves, which work as they are.
type Assets struct {
	hashed map[string]string // name to file in static/dist
	kept   *keptParts        // of the frame; nil keeps none
}

// NewAssets reads the manifest of the build. A missing manifest is no error: a
// fresh clone is served from source.
func NewAssets() (Assets, error) {
	data, err := static.ReadFile("static/dist/manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return Assets{kept: &keptParts{}}, nil
	}
	if err != nil {
		return Assets{}, fmt.Errorf("read manifest of assets: %w", err)
	}
	a := Assets{kept: &keptParts{}}
	if err := json.Unmarshal(data, &a.hashed); err != nil {
		return Assets{}, fmt.Errorf("parse manifest of assets: %w", err)
	}
	return a, nil
}

// URL returns the address of the asset called name, such as "lumbung.css".
func (a Assets) URL(name string) string {
	if file, ok := a.hashed[name]; ok {
		return "/static/" + file
	}
	return "/static/src/" + name
}

// File returns the file at p, the part of the address after /static/. Files with
// a hash in their name never change and may be kept for ever. ok is false for
// everything that is not an asset.
func (a Assets) File(p string) (data []byte, contentType string, immutable, ok bool) {
	p = path.Clean(p)
	source, fromSource := strings.CutPrefix(p, "src/")
	name := "static/src/" + source
	if !fromSource {
		if !a.built(p) {
			return nil, "", false, false
		}
		name = "static/dist/" + p
	}
	data, err := static.ReadFile(name)
	if err != nil {
		return nil, "", false, false
	}
	return data, typeOf(name), !fromSource, true
}

func (a Assets) built(file string) bool {
	for _, f := range a.hashed {
		if f == file {
			return true
		}
	}
	return false
}

// typeOf names the media type without asking the operating system's table, which
// differs from machine to machine.
func typeOf(name string) string {
	switch ext := path.Ext(name); ext {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".webmanifest":
		return "application/manifest+json"
	default:
		return mime.TypeByExtension(ext)
	}
}
