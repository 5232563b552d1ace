"""A product's designs as the adviser sees them: every place of the flow a step, passed or made."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from production.planner.simulation.materials import THOUSAND
from production.planner.simulation.postponement import Demand, Postponement, SplitStep
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
NO_LIMIT = 1e6


@dataclass(frozen=True, slots=True)
class Flow:
    """Every (round, work centre) that some design of a product visits, in order, and its problem."""

    places: tuple[tuple[int, int], ...]
    problem: Postponement
    standard: frozenset[int]


def flow_of(
    scenario: Scenario, settings: Settings, product: Product, expected: dict[int, float]
) -> Flow:
    """Set up the choice of what to make ahead for one product, at the demand expected a day."""
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
    problem = Postponement(
        demands, product.mean_pieces, assumed.holding_share_per_year, assumed.most_lot_days
    )
    standard = frozenset(n for n in product.designs if scenario.designs[n].is_standard)
    return Flow(tuple(places), problem, standard)


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
        kind=f"{step.family} {step.setting} {step.minutes_per_piece:g}",
        shared_minor=rate * typical_changeover_min(facts) + (fixed if is_oven else 0.0),
        lot_minor=0.0 if is_oven else fixed,
        value_minor=value + rate * step.minutes_per_piece,
        wait_days=policy.max_wait_min / DAY_MIN if policy.is_family_run else 0.0,
        most_pieces=most,
        is_personal=step.is_personal,
    )
