"""What the postponement adviser says of each product of a scenario, with the saving a year."""

from dataclasses import dataclass
from math import sqrt
from typing import Any

from production.planner.simulation.blanks import blanks_at
from production.planner.simulation.flows import flow_of
from production.planner.simulation.stream import expected_pieces_per_day
from production.planner.simulation.values import Design, Product, Scenario, Settings
from production.planner.simulation.working_cost import LotCost

DAYS_PER_YEAR = 365
NAMED_DESIGNS = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """Something to keep on a shelf: a finished design, or (with `number` None) a blank.

    `unit_minor` is what a piece costs, without set-up.
    """

    design: Design
    number: int | None
    pieces_per_year: float
    reorder_point: int
    lot: int
    unit_minor: int


@dataclass(frozen=True, slots=True)
class Advice:
    """The cheapest way to postpone one product, beside the way it is made now.

    `centre` is the last work centre before the `blanks` lie on a shelf ("" without blanks); `added`
    and `dropped` are stock lines to open and, as numbers of designs, to close.
    """

    product: str
    centre: str
    blanks: tuple[Kept, ...]
    stock_lines: int
    added: tuple[Kept, ...]
    dropped: tuple[int, ...]
    now_minor: int
    best_minor: int

    def as_json(self, scenario: Scenario) -> dict[str, Any]:
        """Return what the page tells, designs by their answers in words, the first few of them."""
        added = [kept.design for kept in self.added]
        dropped = [scenario.designs[number] for number in self.dropped]
        return {
            "product": self.product,
            "centre": self.centre,
            "kinds": len(self.blanks),
            "stock_lines": self.stock_lines,
            "added": [_words(design) for design in added[:NAMED_DESIGNS]],
            "dropped": [_words(design) for design in dropped[:NAMED_DESIGNS]],
            "added_count": len(added),
            "dropped_count": len(dropped),
            "now_minor": self.now_minor,
            "best_minor": self.best_minor,
        }


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
    centre = flow.places[best.blanks_after - 1][1] if best.blanks_after else None
    blanks = blanks_at(scenario, flow, best.blanks_after, lines)
    return Advice(
        product=product.code,
        centre="" if centre is None else scenario.centres[centre].centre.name,
        blanks=tuple(
            _kept(scenario, settings, blank, None, sum(expected[number] for number in numbers))
            for blank, numbers in blanks
        ),
        stock_lines=len(lines),
        added=tuple(
            _kept(scenario, settings, scenario.designs[number], number, expected[number])
            for number in sorted(lines - flow.standard)
        ),
        dropped=tuple(sorted(flow.standard - lines)),
        now_minor=round(flow.problem.cost(0, flow.standard)),
        best_minor=round(best.yearly_minor),
    )


def _kept(
    scenario: Scenario, settings: Settings, design: Design, number: int | None, per_day: float
) -> Kept:
    """Work out lot and reorder point: economic, at most a month; lead time with safety stock."""
    assumed = settings.assumptions
    lot = LotCost.of(scenario, design, assumed.holding_share_per_year)
    most = max(1, round(per_day * assumed.most_lot_days))
    exposed = per_day * assumed.stock_lead_days
    return Kept(
        design,
        number,
        per_day * DAYS_PER_YEAR,
        round(exposed + assumed.service_z * sqrt(exposed)),
        min(most, lot.economic_quantity(per_day * DAYS_PER_YEAR)),
        round(lot.piece),
    )


def _words(design: Design) -> str:
    return ", ".join(sorted(design.wishes))
