"""What a configuration was before and after: a value, kept beside the choices as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

KEPT_STEPS = 30


@dataclass(frozen=True, slots=True)
class Step:
    """A configuration at one moment: own choices, the order they were made in, its revision."""

    revision: int
    choices: Mapping[str, Any]
    chosen_order: list[str]
    finished_groups: list[str]


@dataclass(frozen=True, slots=True)
class History:
    """Steps that can be gone back to, oldest first, and forward to, nearest first."""

    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()

    def recorded(self, left: Step) -> "History":
        """Return the history after a change: what was left comes last, nothing lies ahead."""
        return History((*self.past, left)[-KEPT_STEPS:])

    def undone(self, left: Step) -> tuple[Step, "History"]:
        """Return the step before this one, and the history there; raises IndexError at the start."""
        return self.past[-1], History(self.past[:-1], (left, *self.future)[:KEPT_STEPS])

    def redone(self, left: Step) -> tuple[Step, "History"]:
        """Return the step that was undone last, and the history there; raises IndexError."""
        return self.future[0], History((*self.past, left)[-KEPT_STEPS:], self.future[1:])

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> "History":
        """Read what `as_json` wrote; None is an empty history."""
        stored = stored or {}
        past, future = (
            tuple(Step(**step) for step in stored.get(key, ())) for key in ("past", "future")
        )
        return cls(past, future)
