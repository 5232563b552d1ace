"""What a step costs on its work centre, and from how many pieces on another one is cheaper."""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import Any

from catalog.canonical import Document
from production.machine_time import MINUTES_PER_HOUR
from production.models import RoutingStep
from production.selectors.centres import CentreFacts
from production.selectors.facts import Facts
from production.selectors.needs import NeededStep, steps_of


@dataclass(frozen=True, slots=True)
class BreakEven:
    """A step's own work centre against its alternative, each set up for one work order alone.

    Amounts are minor units: what setting up the own one costs more, and a piece on the other.
    """

    setup_minor: Fraction
    piece_minor: Fraction

    @property
    def pieces(self) -> int | None:
        """Up to how many pieces the alternative costs no more; None for any number, 0 for none."""
        if self.piece_minor <= 0:
            return None if self.setup_minor >= 0 else 0
        return max(0, int(self.setup_minor / self.piece_minor))


def setup_minor(step: NeededStep) -> Fraction:
    """Return what one set-up costs: the fixed minutes of a lot, and the longest changeover."""
    minutes = step.minutes_fixed + _longest_changeover(step.centre, step.family)
    return minutes * step.centre.row.rate_minor_per_hour / MINUTES_PER_HOUR


def piece_minor(step: NeededStep) -> Fraction:
    """Return what the machine minutes of one piece cost."""
    return step.minutes_per_piece * step.centre.row.rate_minor_per_hour / MINUTES_PER_HOUR


def break_even_of(
    row: RoutingStep, document: Document, choices: Mapping[str, Any], facts: Facts
) -> BreakEven | None:
    """Compare both work centres of a step for a design; None where it has one, or skips the step.

    Exact while the pieces fit into one lot: each further lot is set up anew.

    Raises
    ------
    Conflict
        When a condition or formula cannot be read, or a work centre has no policy.
    """
    if row.alternative_up_to is None:
        return None
    small, large = (
        next((step for step in steps if step.step.pk == row.pk), None)
        for steps in (
            steps_of(row.product_code, document, choices, facts, pieces)
            for pieces in (row.alternative_up_to, row.alternative_up_to + 1)
        )
    )
    if small is None or large is None:
        return None
    return BreakEven(
        setup_minor(large) - setup_minor(small), piece_minor(small) - piece_minor(large)
    )


def _longest_changeover(facts: CentreFacts, family: str) -> int:
    """Return the longest changeover into a family: nobody knows yet what will run before it."""
    rules = facts.centre.changeovers
    fitting = [rule.minutes for rule in rules if fnmatchcase(family, rule.to_pattern)]
    return max([*fitting, facts.row.default_changeover_min or 0])
