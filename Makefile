# make test is the whole of it: what the README promises and .ci/run calls.
# Each part can be run by itself; make help lists them.

SHELL := /bin/sh
.DEFAULT_GOAL := build
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

.PHONY: help build test tools format vet lint unit race browser tour bench screenshots string

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

build: ## build the binary ./fichebak
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o fichebak .

test: tools format vet lint unit race browser ## everything; installs what it needs

# Debian's Chromium is the only thing taken from outside Go's module cache. Its headless
# shell does what nearly all tests ask of a browser in a third of the time; without it
# they use Chromium itself.
tools: ## install Chromium and fonts when they are missing
	@as=; [ "$$(id -u)" = 0 ] || as=sudo; \
	get() { echo "make tools: installing Debian's packages $$*"; $$as env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$$@"; }; \
	if ! command -v chromium >/dev/null 2>&1 || { command -v dpkg >/dev/null && ! dpkg -s chromium-l10n >/dev/null 2>&1; }; then \
	  echo "make tools: Chromium or its Dutch is missing"; $$as apt-get update -q && get chromium chromium-l10n fonts-dejavu-core || exit 1; \
	fi; \
	if ! command -v chromium-headless-shell >/dev/null 2>&1 && command -v apt-get >/dev/null; then \
	  get chromium-headless-shell || echo "make tools: there is no chromium-headless-shell here; the browser tests take three times as long"; \
	fi
	@command -v chromium

format: ## gofmt has nothing to say
	@out=$$(gofmt -l *.go handlers static store views); [ -z "$$out" ] || { echo "gofmt:"; echo "$$out"; exit 1; }

vet: ## go vet, browser tests included
	go vet ./...
	go vet -tags e2e .

lint: ## staticcheck, at the version go.mod names
	go tool staticcheck -tags e2e ./...

unit: ## unit, store, conversations, fuzz seeds
	go test -count=1 ./...

# The detector takes eight times as long, so it is given what meets: the program with its
# signals, streams and sockets, but for its power cuts; lists; and of handlers and the store
# what several people, streams and jobs do.
TOGETHER := AtOnce|Others|UnderWay|UseCases|Kept|Conversations|ManyType|Streams?|Scheduler|Trial|Closed|Panic|Jobs?[A-Z]|Bulk|Import|Rehears|Operation|Colleague
race: ## the same under the race detector, where goroutines meet
	go test -race -short -count=1 -skip PowerCut . ./store/alike ./store/index ./store/kv/... ./store/search ./store/transfer
	go test -race -short -count=1 -run '$(TOGETHER)' -skip PowerWasCut ./handlers ./store
	go test -race -count=1 -run SideBySide ./views ./views/locale

# What failed on a busy machine is tried a second time, alone, and said; what fails twice fails.
# Ten pages are judged in Dutch at a desk and in French on a phone, the jobs are done in Dutch and
# French, and the screens seen in Dutch; make tour takes all pages, looks and languages.
browser: export FICHEBAK_LOOKS ?= nl-1440,fr-390
browser: export FICHEBAK_TOUR ?= sign-in,today,today-reader,prospects,prospects-chosen,prospect,prospect-new,search,settings,account
browser: OTHERS := ZoomedIn|EveryScreenIn(French|English|German)|WithTwoIn(French|German)|TheJobsOfANewUser/(en|de)
browser: ## the jobs of the users, in headless Chromium
	@run='$(RUN)'; [ -n "$$run" ] || run="^($$(sed -n 's/^func \(Test[A-Za-z0-9_]*\)(.*/\1/p' *_e2e_test.go | paste -sd'|'))\$$"; \
	out=$$(mktemp); trap 'rm -f $$out' EXIT; \
	if go test -tags e2e -count=1 -timeout 15m -parallel 3 -run "$$run" -skip "$(OTHERS)" . >$$out 2>&1; then cat $$out; else \
	  cat $$out; again=$$(sed -n 's/^--- FAIL: \([A-Za-z0-9_]*\).*/\1/p' $$out | paste -sd'|'); [ -n "$$again" ] || exit 1; \
	  echo "make browser: a second time, alone: $$again"; \
	  go test -tags e2e -count=1 -timeout 15m -parallel 1 -run "^($$again)\$$" -skip "$(OTHERS)" . ; \
	fi

tour: ## axe and zoom on every page in every language, width and theme; a long while
	go test -tags e2e -count=1 -timeout 25m -parallel 3 -run 'EveryPageIs|EveryScreenIn|WithTwoIn|TheJobsOfANewUser' .

bench: ## the figures of the README; make bench BIG=1 adds a million fiches
	FICHEBAK_BENCH_BIG=$(BIG) go test -run NONE -bench . -benchtime 200ms ./store/... ./handlers .

screenshots: ## pictures of the screens in /tmp/fichebak-shots
	FICHEBAK_SHOTS=/tmp/fichebak-shots go test -tags e2e -count=1 -timeout 15m -parallel 3 .

string: ## a text in the catalogs: make string KEY=a.b NL="…" FR="…" EN="…" DE="…"
	go run views/locale/add.go -key "$(KEY)" -nl "$(NL)" -fr "$(FR)" -en "$(EN)" -de "$(DE)"
