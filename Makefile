# The commands of the README. `make help` lists them.
# Only this file and the two module maps know that the system is Debian.

PREFIX  ?= /usr/local
CONTENT ?= Content
OUTPUT  ?= Output
JOBS    ?= 2
SECONDS ?= 60
SEED    ?= 1
SWIFT   ?= swift
PYTHON  ?= python3

SUDO  := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT   := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get
VENV  := .venv
BUILD := $(SWIFT) build -j $(JOBS)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help site test unit acceptance bench fuzz format lint screenshot install clean libraries test-tools

help: ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20
	@echo
	@echo "  Variables: PREFIX=$(PREFIX) CONTENT=$(CONTENT) OUTPUT=$(OUTPUT) JOBS=$(JOBS)"

site: libraries ## build stepwise, run every step of CONTENT, write the site to OUTPUT
	$(BUILD) -c release --product stepwise
	.build/release/stepwise build $(CONTENT) --output $(OUTPUT)
	@echo "The site is in $(OUTPUT)/: open $(OUTPUT)/index.html in a browser."

test: unit acceptance ## everything: the Swift tests, then the acceptance tests

unit: libraries ## the Swift tests only (the quick loop)
	$(SWIFT) test -j $(JOBS)

acceptance: libraries test-tools $(VENV)/installed ## the built program, judged from outside (Python)
	$(BUILD) --product stepwise
	$(VENV)/bin/pytest Tests/Acceptance

bench: libraries test-tools $(VENV)/installed ## tokens beside PyJWT and Node, lessons by the thousand beside Hugo
	$(BUILD) -c release --product stepwise
	$(VENV)/bin/python Tests/Acceptance/bench/bench.py
	$(VENV)/bin/python Tests/Acceptance/bench/beside_hugo.py

fuzz: libraries test-tools $(VENV)/installed ## random lessons for SECONDS: never a crash, never a hang
	$(BUILD) --product stepwise
	$(VENV)/bin/python Tests/Acceptance/fuzz.py --seconds $(SECONDS) --seed $(SEED)

format: ## format the Swift code in place
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

lint: ## what `format` would change or refuse
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

screenshot: libraries test-tools $(VENV)/installed ## the README's pictures, and pages in every state to look at
	$(BUILD) --product stepwise
	$(VENV)/bin/python Tests/Acceptance/screenshot.py

install: libraries ## put the command into PREFIX/bin
	$(BUILD) -c release --product stepwise
	install -D -m 755 .build/release/stepwise "$(DESTDIR)$(PREFIX)/bin/stepwise"

clean: ## delete everything that was built
	rm -rf .build .build-listings .build-bench $(VENV) Output

# What Debian lacks is installed once; with everything there, apt is not asked.
libraries:
	@pkg-config --exists libcmark-gfm javascriptcoregtk-4.1 2>/dev/null \
	  && [ -e "$$(pkg-config --variable=includedir libcmark-gfm)/cmark-gfm-core-extensions.h" ] \
	  || { $(APT) update && $(APT) install --yes --no-install-recommends pkg-config \
	       libcmark-gfm-dev libcmark-gfm-extensions-dev libjavascriptcoregtk-4.1-dev; }

test-tools:
	@missing=; \
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || missing="$$missing python3-venv"; \
	command -v node >/dev/null     || missing="$$missing nodejs"; \
	[ -e /usr/share/nodejs/prismjs ] || missing="$$missing node-prismjs"; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	command -v java >/dev/null     || missing="$$missing default-jre-headless"; \
	[ -n "$$(PATH=$$PATH:/usr/sbin command -v nginx)" ] || missing="$$missing nginx"; \
	fc-list :lang=ja 2>/dev/null | grep -q . || missing="$$missing fontconfig fonts-noto-cjk"; \
	[ -z "$$missing" ] || { $(APT) update && $(APT) install --yes --no-install-recommends $$missing; }

$(VENV)/installed: Tests/Acceptance/requirements.txt | test-tools
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@
