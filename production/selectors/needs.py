"""What one configuration needs: its operations and parts, from bill and routing."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, lcm
from typing import Any

from catalog.language import Schema
from production.formulas import amount, holds, named_words, schema_for, word
from production.models import BillLine, RoutingStep
from production.selectors.centres import CentreFacts
from production.selectors.facts import Facts, current_facts, sources_of_steps

NO_FAMILY = "any"
KEPT_DESIGNS = 4096


@dataclass(frozen=True)
class Alternative:
    """Where a step had two work centres: up to how many pieces the second makes it, and whether.

    `other` is the code of the one that does not; both names are as they were then, by language.
    """

    pieces: int
    up_to: int
    is_taken: bool
    other: str
    other_name: Mapping[str, str]
    here_name: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


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
    alternative: "Alternative | None" = None
    line_options: tuple[str, ...] = ()

    @cached_property
    def _whole_minutes(self) -> tuple[int, int, int]:
        """The fixed minutes, those of a piece, and what both are divided by: no fractions."""
        below = lcm(self.minutes_fixed.denominator, self.minutes_per_piece.denominator)
        return int(self.minutes_fixed * below), int(self.minutes_per_piece * below), below

    def minutes(self, pieces: int) -> int:
        """Return whole machine minutes for so many pieces, at least one."""
        fixed, per_piece, below = self._whole_minutes
        return max(1, -(-(fixed + per_piece * pieces) // below))

    @property
    def run_key(self) -> tuple[str, int, tuple[int, int, int]]:
        """What of the step decides which runs of its work centre take it, and for how long."""
        return self.family, self.flow_round, self._whole_minutes

    def most_pieces(self) -> int | None:
        """Return how many pieces fit into a run of their own; None for any number."""
        return self._most_pieces

    @cached_property
    def _most_pieces(self) -> int | None:
        if self.centre.row.is_mixed_line:
            return 1
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
    pieces: int | None = None,
) -> Needs:
    """Work out a configuration's operations and parts.

    `pieces` are those of the work order: small ones may take a step's alternative; None never.

    Raises
    ------
    Conflict
        When a condition or formula cannot be read, or a work centre has no policy.
    """
    facts = facts or current_facts()
    lines = facts.making(product_code).lines_for(choices)
    rows = facts.making(product_code).steps
    schema = schema_for(document, [*sources_of_lines(lines), *sources_of_steps(rows)], choices)
    steps = _needed_steps(rows, facts, schema, choices, pieces)
    return Needs(steps, _needed_parts(lines, schema, choices))


def steps_of(
    product_code: str,
    document: Mapping[str, Any],
    choices: Mapping[str, Any],
    facts: Facts | None = None,
    pieces: int | None = None,
) -> tuple[NeededStep, ...]:
    """Work out a configuration's operations; arguments and errors as of `needs_of`.

    What was worked out stays with the facts: many designs differ in nothing that a routing reads.
    """
    facts = facts or current_facts()
    making = facts.making(product_code)
    read = making.read_by_steps(choices)
    key = (product_code, id(document), pieces, tuple((code, repr(read[code])) for code in read))
    kept = facts.kept_steps.get(key)
    if kept is None:
        schema = schema_for(document, sources_of_steps(making.steps), choices)
        steps = _needed_steps(making.steps, facts, schema, choices, pieces)
        if len(facts.kept_steps) >= KEPT_DESIGNS:
            facts.kept_steps.clear()
        # The document is kept too, so that no other one ever has its identity.
        kept = facts.kept_steps[key] = (document, steps)
    return kept[1]


def parts_of(
    product_code: str,
    document: Mapping[str, Any],
    choices: Mapping[str, Any],
    facts: Facts,
    among: Container[int],
) -> Mapping[int, Fraction]:
    """Work out how much of some parts one piece needs; arguments and errors as of `needs_of`.

    What was worked out stays with the facts, as in `steps_of`.
    """
    lines = facts.making(product_code).lines_for(choices)
    asked = [line for line in lines if line.part_id in among]
    if not asked:
        return {}
    words = named_words(sources_of_lines(asked))
    read = [(code, repr(choices[code])) for code in choices if code.partition("/")[0] in words]
    key = (id(document), tuple(line.pk for line in asked), tuple(read))
    kept = facts.kept_parts.get(key)
    if kept is None:
        schema = schema_for(document, sources_of_lines(asked), choices)
        parts = _needed_parts(asked, schema, choices)
        if len(facts.kept_parts) >= KEPT_DESIGNS:
            facts.kept_parts.clear()
        kept = facts.kept_parts[key] = (document, parts)
    return kept[1]


def lot_sizes(
    quantity: int, steps: Iterable[NeededStep], most_pieces: int | None = None
) -> list[int]:
    """Share a quantity evenly over the fewest lots that fit into runs."""
    limits = [step.most_pieces() for step in steps]
    bounds = [limit for limit in [*limits, most_pieces] if limit is not None]
    lots = ceil(quantity / min(bounds)) if bounds else 1
    share, rest = divmod(quantity, lots)
    return [share + 1] * rest + [share] * (lots - rest)


def sources_of_lines(lines: Iterable[BillLine]) -> Iterator[str]:
    """Yield every condition and formula of bill lines."""
    for line in lines:
        yield from (line.condition, line.quantity_formula)


def _needed_steps(
    rows: Iterable[RoutingStep],
    facts: Facts,
    schema: Schema,
    choices: Mapping[str, Any],
    pieces: int | None,
) -> tuple[NeededStep, ...]:
    needed = [row for row in rows if holds(row.condition, schema, choices)]
    steps: list[NeededStep] = []
    flow_round, flow_position = 0, -1
    for row in needed:
        alternative = _alternative(row, facts, pieces)
        is_taken = alternative is not None and alternative.is_taken
        centre = facts.centres[
            row.alternative_id if is_taken and row.alternative_id else row.work_centre_id
        ]
        if centre.row.flow_position <= flow_position:
            flow_round += 1
        flow_position = centre.row.flow_position
        steps.append(_needed_step(row, centre, flow_round, schema, choices, alternative))
    return tuple(steps)


def _alternative(row: RoutingStep, facts: Facts, pieces: int | None) -> Alternative | None:
    """Choose between a step's two work centres by the pieces of the work order."""
    if row.alternative_id is None or row.alternative_up_to is None or pieces is None:
        return None
    is_taken = pieces <= row.alternative_up_to
    own, small = facts.centres[row.work_centre_id].row, facts.centres[row.alternative_id].row
    here, other = (small, own) if is_taken else (own, small)
    return Alternative(
        pieces, row.alternative_up_to, is_taken, other.code, dict(other.name), dict(here.name)
    )


def _needed_step(
    row: RoutingStep,
    centre: CentreFacts,
    flow_round: int,
    schema: Schema,
    choices: Mapping[str, Any],
    alternative: Alternative | None,
) -> NeededStep:
    fixed, per_piece = row.minutes_fixed, row.minutes_per_piece
    if alternative and alternative.is_taken:
        fixed = row.alternative_minutes_fixed or fixed
        per_piece = row.alternative_minutes_per_piece or per_piece
    if centre.row.takt_min:
        fixed, per_piece = "0", str(centre.row.takt_min)
    family = "/".join(word(part, schema, choices) for part in row.family_key)
    return NeededStep(
        step=row,
        centre=centre,
        family=family or NO_FAMILY,
        flow_round=flow_round,
        setup={name: word(value, schema, choices) for name, value in row.setup.items()},
        minutes_fixed=amount(fixed, schema, choices),
        minutes_per_piece=amount(per_piece, schema, choices),
        alternative=alternative,
        line_options=tuple(
            sorted(
                name for name, asked in row.line_options.items() if holds(asked, schema, choices)
            )
        ),
    )


def _needed_parts(
    lines: Iterable[BillLine], schema: Schema, choices: Mapping[str, Any]
) -> Mapping[int, Fraction]:
    parts: dict[int, Fraction] = defaultdict(Fraction)
    for line in lines:
        if holds(line.condition, schema, choices):
            parts[line.part_id] += amount(line.quantity_formula, schema, choices)
    return {part: quantity for part, quantity in parts.items() if quantity > 0}
