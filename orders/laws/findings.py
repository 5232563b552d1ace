"""A law, and what breaks it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Breach:
    """One row that breaks a law, and how."""

    row: str
    detail: str

    def as_json(self) -> dict[str, str]:
        return {"row": self.row, "detail": self.detail}


Check = Callable[[datetime], Iterable[Breach]]


@dataclass(frozen=True, slots=True)
class Law:
    """One of the ten laws and the checks that look for breaches of it."""

    number: int
    name: str
    checks: tuple[Check, ...]

    def breaches(self, now: datetime) -> list[Breach]:
        return [breach for check in self.checks for breach in _found(check, now)]


def _found(check: Check, now: datetime) -> list[Breach]:
    """Run a check; rows so broken that it cannot read them are a finding, not a crash."""
    try:
        return list(check(now))
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        return [Breach("check", f"cannot read the rows: {type(error).__name__}: {error}")]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one law stands."""

    law: Law
    breaches: tuple[Breach, ...]

    @property
    def holds(self) -> bool:
        return not self.breaches

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.law.number,
            "name": self.law.name,
            "holds": self.holds,
            "rows": [breach.as_json() for breach in self.breaches],
        }
