# Lumbung: `make` lists the targets.
SHELL := /bin/bash
GO    ?= go
LISTEN ?= 127.0.0.1:8080
DATA  ?= data/contoh
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LINT  := $(GO) tool -modfile=tools/go.mod golangci-lint
DIST  := views/static/dist/manifest.json

.DEFAULT_GOAL := help
.PHONY: help run build test test-go test-race browser lighthouse bench lint generate golden gallery assets image clean deps

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: build ## build and serve with sample data on http://127.0.0.1:8080
	bin/lumbung demo --data $(DATA) --listen $(LISTEN)

build: $(DIST) ## build bin/lumbung, static
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '-s -w -X lumbung/cli.version=$(VERSION)' -o bin/lumbung .

assets: $(DIST) ## bundle styles and scripts
$(DIST): package-lock.json node_modules/.package-lock.json $(wildcard views/static/src/*) views/static/build.mjs
	node views/static/build.mjs

node_modules/.package-lock.json: package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

test: build deps ## install what the tests need (Chromium included) and run them all
	$(MAKE) --no-print-directory browser
	$(GO) test ./...
	$(MAKE) --no-print-directory test-race

test-go: ## every test but the browser's
	$(GO) test ./...

test-race: ## the engines, the one path and the races under the race detector
	$(GO) test -race ./storage/... ./app/op/... ./app/allocation/...

browser: build deps ## the flows of each role in Chromium
	node --test tests/browser/

deps: ## what Debian has to give for the tests
	@command -v chromium >/dev/null || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; }

lighthouse: build deps ## the figures of Lighthouse for the public pages; needs the network
	node tests/browser/lighthouse.mjs

bench: build ## speed, as ratios to bare references in the same run
	$(GO) run ./tests/bench

lint: ## golangci-lint, import rules, fresh generated code, tidy modules
	$(LINT) run ./...
	$(GO) tool templ generate -path views >/dev/null
	git diff --exit-code -- '*_templ.go'
	$(GO) mod tidy -diff

generate: ## write the templ components anew
	$(GO) tool templ generate -path views

golden: ## write the golden files anew; read the diff
	LUMBUNG_GOLDEN=1 $(GO) test ./...

gallery: build ## every page in every state, for designers
	bin/lumbung gallery --listen $(LISTEN)

image: ## a container image
	docker build -t lumbung .

clean: ## remove what was built, not the data
	rm -rf bin node_modules views/static/dist/*.*
