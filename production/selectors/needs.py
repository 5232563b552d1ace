"""What one configuration needs: its operations and parts, from bill and routing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from catalog.language import Schema
from production.formulas import amount, holds, schema_for, word
from production.models import BillLine, RoutingStep
from production.selectors.centres import CentreFacts
from production.selectors.facts import Facts, current_facts

NO_FAMILY = "any"


@dataclass(frozen=True)
class NeededStep:
    """A routing step with its formulas worked out for one configuration."""

    step: RoutingStep
    centre: CentreFacts
    family: str
    flow_round: int
    setup: dict[str, str]
    minutes_fixed: Fraction
    minutes_per_piece: Fraction

    def minutes(self, pieces: int) -> int:
        """Return whole machine minutes for so many pieces, at least one."""
        return max(1, ceil(self.minutes_fixed + self.minutes_per_piece * pieces))

    def most_pieces(self) -> int | None:
        """Return how many pieces fit into a run of their own; None for any number."""
        policy = self.centre.policy
        most = policy.max_pieces
        if self.minutes_per_piece > 0:
            room = (policy.max_minutes - self.minutes_fixed) / self.minutes_per_piece
            by_minutes = max(1, int(room))
            most = by_minutes if most is None else min(most, by_minutes)
        return most


@dataclass(frozen=True)
class Needs:
    """All that one piece of a configuration needs; `parts` maps part id to quantity."""

    steps: tuple[NeededStep, ...]
    parts: Mapping[int, Fraction]


def needs_of(
    product_code: str,
    document: Mapping[str, Any],
    choices: Mapping[str, Any],
    facts: Facts | None = None,
) -> Needs:
    """Work out a configuration's operations and parts.

    Raises
    ------
    Conflict
        When a condition or formula cannot be read, or a work centre has no policy.
    """
    facts = facts or current_facts()
    lines = facts.making(product_code).lines_for(choices)
    rows = facts.making(product_code).steps
    schema = schema_for(document, [*sources_of_lines(lines), *sources_of_steps(rows)], choices)
    steps = _needed_steps(rows, facts, schema, choices)
    return Needs(steps, _needed_parts(lines, schema, choices))


def steps_of(
    product_code: str,
    document: Mapping[str, Any],
    choices: Mapping[str, Any],
    facts: Facts | None = None,
) -> tuple[NeededStep, ...]:
    """Work out a configuration's operations; raises as `needs_of` does."""
    facts = facts or current_facts()
    rows = facts.making(product_code).steps
    schema = schema_for(document, sources_of_steps(rows), choices)
    return _needed_steps(rows, facts, schema, choices)


def lot_sizes(
    quantity: int, steps: Iterable[NeededStep], most_pieces: int | None = None
) -> list[int]:
    """Share a quantity evenly over the fewest lots that fit into runs."""
    limits = [step.most_pieces() for step in steps]
    bounds = [limit for limit in [*limits, most_pieces] if limit is not None]
    lots = ceil(quantity / min(bounds)) if bounds else 1
    share, rest = divmod(quantity, lots)
    return [share + 1] * rest + [share] * (lots - rest)


def sources_of_steps(rows: Iterable[RoutingStep]) -> Iterator[str]:
    """Yield every condition, expression and formula of routing steps."""
    for row in rows:
        yield from dating_sources([row])
        yield from row.setup.values()


def dating_sources(rows: Iterable[RoutingStep]) -> Iterator[str]:
    """Yield what decides when a design is ready: which steps, in which run, for how long."""
    for row in rows:
        yield from (row.condition, row.minutes_fixed, row.minutes_per_piece, *row.family_key)


def sources_of_lines(lines: Iterable[BillLine]) -> Iterator[str]:
    """Yield every condition and formula of bill lines."""
    for line in lines:
        yield from (line.condition, line.quantity_formula)


def _needed_steps(
    rows: Iterable[RoutingStep], facts: Facts, schema: Schema, choices: Mapping[str, Any]
) -> tuple[NeededStep, ...]:
    needed = [row for row in rows if holds(row.condition, schema, choices)]
    steps: list[NeededStep] = []
    flow_round, flow_position = 0, -1
    for row in needed:
        centre = facts.centres[row.work_centre_id]
        if centre.row.flow_position <= flow_position:
            flow_round += 1
        flow_position = centre.row.flow_position
        steps.append(_needed_step(row, centre, flow_round, schema, choices))
    return tuple(steps)


def _needed_step(
    row: RoutingStep,
    centre: CentreFacts,
    flow_round: int,
    schema: Schema,
    choices: Mapping[str, Any],
) -> NeededStep:
    family = "/".join(word(part, schema, choices) for part in row.family_key)
    return NeededStep(
        step=row,
        centre=centre,
        family=family or NO_FAMILY,
        flow_round=flow_round,
        setup={name: word(value, schema, choices) for name, value in row.setup.items()},
        minutes_fixed=amount(row.minutes_fixed, schema, choices),
        minutes_per_piece=amount(row.minutes_per_piece, schema, choices),
    )


def _needed_parts(
    lines: Iterable[BillLine], schema: Schema, choices: Mapping[str, Any]
) -> Mapping[int, Fraction]:
    parts: dict[int, Fraction] = defaultdict(Fraction)
    for line in lines:
        if holds(line.condition, schema, choices):
            parts[line.part_id] += amount(line.quantity_formula, schema, choices)
    return {part: quantity for part, quantity in parts.items() if quantity > 0}
