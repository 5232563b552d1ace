"""What the postponement adviser says of each product of a scenario, with the saving a year."""

from dataclasses import asdict, dataclass
from typing import Any

from production.planner.simulation.flows import flow_of
from production.planner.simulation.postponement import blanks_of
from production.planner.simulation.stream import expected_pieces_per_day
from production.planner.simulation.values import Product, Scenario, Settings

NAMED_DESIGNS = 3


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
    flow = flow_of(scenario, settings, product, expected)
    best = flow.problem.best()
    lines = best.stock_lines
    added, dropped = sorted(lines - flow.standard), sorted(flow.standard - lines)
    centre = flow.places[best.blanks_after - 1][1] if best.blanks_after else None
    rest = [demand for demand in flow.problem.demands if demand.design not in lines]
    return Advice(
        product=product.code,
        centre="" if centre is None else scenario.centres[centre].centre.name,
        kinds=len(blanks_of(rest, best.blanks_after)),
        stock_lines=len(lines),
        added=tuple(_words(scenario, number) for number in added[:NAMED_DESIGNS]),
        dropped=tuple(_words(scenario, number) for number in dropped[:NAMED_DESIGNS]),
        added_count=len(added),
        dropped_count=len(dropped),
        now_minor=round(flow.problem.cost(0, flow.standard)),
        best_minor=round(best.yearly_minor),
    )


def _words(scenario: Scenario, number: int) -> str:
    return ", ".join(sorted(scenario.designs[number].wishes))
