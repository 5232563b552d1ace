"""What the postponement adviser says of each product of a scenario, with the saving a year."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from production.planner.simulation.materials import THOUSAND
from production.planner.simulation.postponement import (
    Demand,
    Postponement,
    SplitStep,
    blank_kinds,
)
from production.planner.simulation.stream import expected_pieces_per_day
from production.planner.simulation.values import (
    DAY_MIN,
    Design,
    Product,
    Scenario,
    Settings,
    Step,
)
from production.planner.simulation.working_cost import HOUR_MIN, typical_changeover_min

DAYS_PER_YEAR = 365
NAMED_DESIGNS = 3
NO_LIMIT = 1e6


@dataclass(frozen=True, slots=True)
class Advice:
    """The cheapest way to postpone one product, beside the way it is made now.

    `centre` is the last work centre before the blanks lie on a shelf ("" without blanks); `added`
    and `dropped` are stock lines to open and to close, the largest sellers first.
    """

    product: str
    centre: str
    kinds: int
    stock_lines: int
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    added_count: int
    dropped_count: int
    now_minor: int
    best_minor: int

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "added": list(self.added), "dropped": list(self.dropped)}


def advise(scenario: Scenario, settings: Settings) -> list[Advice]:
    """Return the advice for every product that has something to save."""
    expected = expected_pieces_per_day(scenario, settings)
    found = (_of(scenario, settings, product, expected) for product in scenario.products)
    return [advice for advice in found if advice.best_minor < advice.now_minor]


def _of(
    scenario: Scenario, settings: Settings, product: Product, expected: dict[int, float]
) -> Advice:
    places = _places(scenario.designs[number] for number in product.designs)
    demands = tuple(
        Demand(
            number,
            expected[number] * DAYS_PER_YEAR,
            tuple(_split_steps(scenario, scenario.designs[number], places)),
            can_be_stocked=not scenario.designs[number].is_personal,
        )
        for number in product.designs
    )
    assumed = settings.assumptions
    given = Postponement(
        demands,
        (1 + product.most_pieces) / 2,
        assumed.holding_share_per_year,
        assumed.most_lot_days,
    )
    standard = frozenset(n for n in product.designs if scenario.designs[n].is_standard)
    best = given.best()
    lines = best.stock_lines
    added, dropped = sorted(lines - standard), sorted(standard - lines)
    centre = places[best.blanks_after - 1][1] if best.blanks_after else None
    return Advice(
        product=product.code,
        centre="" if centre is None else scenario.centres[centre].centre.name,
        kinds=blank_kinds(demands, best),
        stock_lines=len(lines),
        added=tuple(_words(scenario, number) for number in added[:NAMED_DESIGNS]),
        dropped=tuple(_words(scenario, number) for number in dropped[:NAMED_DESIGNS]),
        added_count=len(added),
        dropped_count=len(dropped),
        now_minor=round(given.cost(0, standard)),
        best_minor=round(best.yearly_minor),
    )


def _places(designs: Iterable[Design]) -> list[tuple[int, int]]:
    """Return every (round, work centre) that some design visits, in the order of the flow."""
    order: dict[tuple[int, int], int] = {}
    for design in designs:
        for position, step in enumerate(design.steps):
            place = (step.flow_round, step.centre)
            order[place] = max(order.get(place, 0), position)
    return sorted(order, key=lambda place: (order[place], place))


def _split_steps(
    scenario: Scenario, design: Design, places: list[tuple[int, int]]
) -> Iterator[SplitStep]:
    """Yield one step for every place; a design that does not go there passes at no cost."""
    steps = {(step.flow_round, step.centre): step for step in design.steps}
    value = sum(scenario.parts[part].cost_minor * each / THOUSAND for part, each in design.parts)
    for place in places:
        step = steps.get(place)
        if step is None:
            yield SplitStep("", "", 0.0, 0.0, value, 0.0, NO_LIMIT)
            continue
        made = _split_step(scenario, step, value)
        value = made.value_minor
        yield made


def _split_step(scenario: Scenario, step: Step, value: float) -> SplitStep:
    facts = scenario.centres[step.centre]
    rate, policy = facts.rate_minor_per_hour / HOUR_MIN, facts.policy
    fixed = rate * step.minutes_fixed
    is_oven = bool(policy.treats_all_at_once and policy.max_pieces)
    most = float(policy.max_pieces or NO_LIMIT)
    if step.minutes_per_piece > 0:
        room = (policy.max_minutes - step.minutes_fixed) / step.minutes_per_piece
        most = min(most, max(1.0, room))
    return SplitStep(
        family=step.family,
        kind=f"{step.family} {step.minutes_per_piece:g}",
        shared_minor=rate * typical_changeover_min(facts) + (fixed if is_oven else 0.0),
        lot_minor=0.0 if is_oven else fixed,
        value_minor=value + rate * step.minutes_per_piece,
        wait_days=policy.max_wait_min / DAY_MIN if policy.is_family_run else 0.0,
        most_pieces=most,
    )


def _words(scenario: Scenario, number: int) -> str:
    return ", ".join(sorted(scenario.designs[number].wishes))
