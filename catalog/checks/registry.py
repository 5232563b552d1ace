"""All checks, steps and preparations of publishing, in the order in which they were registered."""

from collections.abc import Callable, Sequence
from datetime import datetime

from catalog.canonical import Document
from catalog.findings import Finding
from catalog.models import Product, Revision

Check = Callable[[Document, Product, datetime], Sequence[Finding]]
Step = Callable[[Revision], None]
Preparation = Callable[[Document, Product, datetime, bool], str]

_checks: dict[str, Check] = {}
_steps: dict[str, Step] = {}
_preparations: dict[str, Preparation] = {}


def register_check(name: str, check: Check) -> None:
    """Have a check run before every publication. ``name`` is what it makes sure of."""
    _checks[name] = check


def register_step(name: str, step: Step) -> None:
    """Have a step run in the transaction of every new revision."""
    _steps[name] = step


def register_preparation(name: str, preparation: Preparation) -> None:
    """Have something prepared by a worker before a page checks or publishes a draft.

    It returns at once: how far it is in one sentence, or the empty string when it is ready. Its
    last argument tells it to forget what failed and to begin afresh.
    """
    _preparations[name] = preparation


def checks() -> Sequence[tuple[str, Check]]:
    return tuple(_checks.items())


def steps() -> Sequence[tuple[str, Step]]:
    return tuple(_steps.items())


def preparations() -> Sequence[Preparation]:
    return tuple(_preparations.values())
