"""Check the import contracts of pyproject.toml: `python -m tests.architecture.contracts`."""

import sys

from importlinter.cli import lint_imports

if __name__ == "__main__":
    sys.exit(lint_imports(no_cache=True))
