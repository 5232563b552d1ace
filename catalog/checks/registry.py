"""All checks and steps of publishing, in the order in which they were registered."""

from collections.abc import Callable, Sequence

from catalog.canonical import Document
from catalog.findings import Finding
from catalog.models import Product, Revision

Check = Callable[[Document, Product], Sequence[Finding]]
Step = Callable[[Revision], None]

_checks: dict[str, Check] = {}
_steps: dict[str, Step] = {}


def register_check(name: str, check: Check) -> None:
    """Have a check run before every publication. ``name`` is what it makes sure of."""
    _checks[name] = check


def register_step(name: str, step: Step) -> None:
    """Have a step run in the transaction of every new revision."""
    _steps[name] = step


def checks() -> Sequence[tuple[str, Check]]:
    return tuple(_checks.items())


def steps() -> Sequence[tuple[str, Step]]:
    return tuple(_steps.items())
