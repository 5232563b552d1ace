"""What the shop of runs makes ahead half-finished, and how a design is finished from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from production.planner.simulation.flows import Flow, flow_of
from production.planner.simulation.postponement import blanks_of
from production.planner.simulation.values import Design, Parts, Product, Scenario, Settings

NO_WISHES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Blanks:
    """A scenario with its blanks as further designs.

    `blank_by_design` names the blank that a design is finished from; `rest_by_design` what is left
    to do then: the later steps and the parts that the blank does not hold. `per_day` is the
    expected use of each blank.
    """

    scenario: Scenario
    blank_by_design: Mapping[int, int]
    rest_by_design: Mapping[int, Design]
    per_day: Mapping[int, float]


def blanks_for(
    scenario: Scenario, settings: Settings, expected: dict[int, float], shelved: frozenset[int]
) -> Blanks:
    """Choose the blanks of every product: where splitting costs least beside today's stock lines.

    `shelved` are the designs that lie finished on a shelf: nothing is made ahead for them.
    """
    designs = list(scenario.designs)
    blank_by_design: dict[int, int] = {}
    rest_by_design: dict[int, Design] = {}
    per_day: dict[int, float] = {}
    for product in scenario.products if settings.keeps_blanks else ():
        for blank, numbers in _kinds(scenario, settings, product, expected, shelved):
            made = len(designs)
            designs.append(blank)
            per_day[made] = sum(expected[number] for number in numbers)
            for number in numbers:
                blank_by_design[number] = made
                rest_by_design[number] = _rest(scenario.designs[number], blank)
    return Blanks(
        replace(scenario, designs=tuple(designs)), blank_by_design, rest_by_design, per_day
    )


def blanks_at(
    scenario: Scenario, flow: Flow, after: int, stock_lines: frozenset[int]
) -> Iterator[tuple[Design, list[int]]]:
    """Yield every blank of a split, with the designs that are finished from it.

    What a design's routing says of the steps so far tells its blank from others.
    """
    rest = [demand for demand in flow.problem.demands if demand.design not in stock_lines]
    ahead = set(flow.places[:after])
    for demands in blanks_of(rest, after).values():
        numbers = [demand.design for demand in demands]
        first = scenario.designs[numbers[0]]
        steps = tuple(step for step in first.steps if (step.flow_round, step.centre) in ahead)
        if steps and steps == first.steps[: len(steps)]:
            parts = _shared_parts([scenario.designs[number] for number in numbers])
            larger = tuple((above, others[: len(steps)]) for above, others in first.larger)
            blank = Design(first.product, NO_WISHES, steps, parts, is_blank=True, larger=larger)
            yield blank, numbers


def _kinds(
    scenario: Scenario,
    settings: Settings,
    product: Product,
    expected: dict[int, float],
    shelved: frozenset[int],
) -> Iterator[tuple[Design, list[int]]]:
    flow = flow_of(scenario, settings, product, expected)
    after = flow.problem.best_split(flow.standard & shelved).blanks_after
    for blank, numbers in blanks_at(scenario, flow, after, shelved):
        if _is_worth_a_shelf([expected[number] for number in numbers], settings):
            yield blank, numbers


def _is_worth_a_shelf(pieces_per_day: list[float], settings: Settings) -> bool:
    """Say whether a kind is finished into unlike designs, and used often enough not to grow old."""
    is_used_often = sum(pieces_per_day) >= settings.assumptions.least_blanks_per_day
    return is_used_often and len(pieces_per_day) > 1


def _shared_parts(designs: list[Design]) -> Parts:
    """Return what every one of the designs takes, so that the blank fits them all."""
    bills = [dict(design.parts) for design in designs]
    shared = set(bills[0]).intersection(*bills[1:])
    return tuple((part, min(bill[part] for bill in bills)) for part in sorted(shared))


def _rest(design: Design, blank: Design) -> Design:
    held = dict(blank.parts)
    left = ((part, each - held.get(part, 0)) for part, each in design.parts)
    made = len(blank.steps)
    return replace(
        design,
        steps=design.steps[made:],
        larger=tuple((above, steps[made:]) for above, steps in design.larger),
        parts=tuple((part, each) for part, each in left if each),
    )
