"""Why a value is blocked: own choices and laws of which none can be left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

from configurator.engine.choices import Own
from configurator.engine.compiled import Compiled
from configurator.engine.demands import Wish, allowed_values, clashing_demands, demanded_value
from configurator.engine.errors import NotBlocked
from configurator.engine.model import INDICATOR

SHRINK_SECONDS = 2.0
"""How long rules are left out of a reason one after the other."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Choices and laws that together exclude a value.

    Parameters
    ----------
    choices : tuple of (group, value)
        Own choices, oldest first; of a some_of, one entry for each option.
    rules : tuple of str
        Codes of rules; ``group:<code>`` is the built-in law of a group (a value is needed, or
        so many at least or at most), ``present:<code>`` that it is empty unless its condition
        holds.
    is_minimal : bool
        Whether every rule is needed; False where the time to find that out was over.
    """

    choices: tuple[tuple[str, Any], ...]
    rules: tuple[str, ...]
    is_minimal: bool = True


def explain(artefact: Compiled, choices: Mapping[str, Any], group: str, value: Any) -> Reason:
    """Say why a value is blocked.

    Parameters
    ----------
    artefact : Compiled
        The compiled model.
    choices : mapping of str to value
        Own choices, oldest first: old ones are left out before new ones, so that the reason
        speaks of the latest choices that matter.
    group : str
        The group of the blocked value; an own answer to it does not count, but the other
        options chosen in a some_of do.
    value : value
        The blocked value; of a some_of, the options wanted in addition.

    Returns
    -------
    Reason
        Jointly minimal: without any one of its choices or rules the value is possible. Where
        `SHRINK_SECONDS` were not enough, ``is_minimal`` is False and some rules may be needless.

    Raises
    ------
    NotBlocked
        If the value is possible.
    UnknownGroup, UnknownOption, ValueOutOfRange
        If something cannot be read.
    TimeLimitReached
        If the rules take too long to be told apart.
    """
    wish = Wish.of(artefact, choices, group, value)
    clash = clashing_demands(artefact, wish, wish.demands)
    if clash is None:
        raise NotBlocked(f"this value of {group} is possible", group)
    laws, is_minimal = _clashing_laws(artefact, wish.together(clash))
    named = [
        (artefact.model.groups[demand.group].code, demanded_value(artefact, demand))
        for demand in clash
    ]
    return Reason(tuple(named), tuple(artefact.law_codes[law] for law in laws), is_minimal)


def _clashing_laws(artefact: Compiled, answers: Own) -> tuple[list[int], bool]:
    """Return a minimal set of laws, and whether it is; built-in and later ones are left out first.

    What the variable of a counted claim means is no law that could be left out.
    """
    allowed = allowed_values(artefact, answers)
    solver = artefact.law_solver
    codes = artefact.law_codes
    meanings = [law for law, code in enumerate(codes) if code.startswith(INDICATOR)]

    def clashing(laws: Iterable[int]) -> list[int] | None:
        found = solver.clashing_laws(allowed, [*laws, *meanings])
        return None if found is None else [law for law in found if law not in meanings]

    kept = clashing(law for law in range(len(codes)) if law not in meanings)
    if kept is None:
        raise RuntimeError("the clauses allow what the diagrams exclude")
    deadline = monotonic() + SHRINK_SECONDS
    for law in reversed(kept.copy()):
        if law in kept:
            if monotonic() > deadline:
                return kept, False
            fewer = clashing(other for other in kept if other != law)
            kept = kept if fewer is None else fewer
    return kept, True
