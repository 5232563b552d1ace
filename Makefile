# Two commands are enough: `make demo` shows the shop, `make test` proves it.
PYTHON ?= python3
BOOTSTRAP = $(PYTHON) config/bootstrap.py

.PHONY: demo test setup check lint format bench lock clean

demo: ## The shop with its factory on http://127.0.0.1:8000 (PORT=...)
	@$(BOOTSTRAP) run -m config.supervisor

test: ## Every check and every test, on real services
	@$(BOOTSTRAP) test -m tests.run

setup: ## .venv with everything the tests need
	@$(BOOTSTRAP) test

check: ## Format, lint, types, import contracts, migrations, Django's own checks
	@$(BOOTSTRAP) test -m tests.run --checks

lint: ## The import contracts and ruff
	@$(BOOTSTRAP) test -m ruff check
	@$(BOOTSTRAP) test -m tests.architecture.contracts

format: ## Write every file as the formatter wants it
	@$(BOOTSTRAP) test -m ruff check --fix
	@$(BOOTSTRAP) test -m ruff format

bench: ## Every figure in GOALS.md beside its peers
	@$(BOOTSTRAP) bench -m benchmarks

lock: ## Resolve requirements/*.in again (needs uv)
	@for name in run test bench; do \
	  uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header requirements/$$name.in -o requirements/$$name.txt; done

clean: ## Forget the demo's database, queue and logins
	rm -rf .demo
