"""What a piece costs by volume and by variety, from a routing: closed forms, no simulation.

All amounts are minor units for one piece. Each way pays material and labour; they differ in how
many pieces share a set-up, and in what lies on a shelf:

- one by one: an order of `order_pieces` pays every set-up, unless its neighbour has the family;
- in runs: a set-up is shared by what a family gathers while its run may wait;
- stock line: economic lots, none of which lasts longer than a month.

In all three, a set-up is saved where the neighbour happens to have the same family: one time in
as many as there are families.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Any

from production.planner.lot_sizing.single_item import economic_order_quantity
from production.planner.simulation.stream import expected_pieces_per_day
from production.planner.simulation.values import (
    DAY_MIN,
    CentreFacts,
    Design,
    Scenario,
    Settings,
    Step,
)
from production.planner.simulation.working_cost import (
    HOUR_MIN,
    LotCost,
    typical_changeover_min,
)

DAYS_PER_YEAR = 365


@dataclass(frozen=True, slots=True)
class SetupStep:
    """A step that is set up: what it costs, for how many families, and who can share it.

    `lot_minor` is paid by every lot, `oven_minor` by every charge of an oven.
    """

    changeover_minor: float
    lot_minor: float
    oven_minor: float
    families: int
    wait_days: float
    most_pieces: float


@dataclass(frozen=True, slots=True)
class CostCurves:
    """The cost of a piece of one product, whichever way it is made.

    `pieces_per_year` are all its pieces together, `variety` the designs asked for today.
    """

    piece_minor: float
    holding_per_year: float
    order_pieces: float
    pieces_per_year: float
    variety: int
    most_lot_days: int
    steps: tuple[SetupStep, ...]

    def lot_setup(self, variety: float) -> float:
        """K: what setting up every step for one lot costs, where so many designs are made."""
        return sum(
            step.changeover_minor * _unlike(step, variety) + step.lot_minor for step in self.steps
        )

    def single(self, variety: float) -> float:
        """Return the cost one by one: every order pays its set-ups and its own oven."""
        ovens = sum(step.oven_minor for step in self.steps)
        return self.piece_minor + (self.lot_setup(variety) + ovens) / self.order_pieces

    def runs(self, variety: float) -> float:
        """Return the cost in runs: a family gathers its pieces while its run waits."""
        return self.piece_minor + sum(
            (step.changeover_minor * _unlike(step, variety) + step.oven_minor)
            / self._shared(step, variety)
            + step.lot_minor / self.order_pieces
            for step in self.steps
        )

    def stock(self, pieces_per_year: float, variety: float | None = None) -> float:
        """Return the cost of a stock line of one variant that sells so many a year."""
        among = self.variety if variety is None else variety
        lot = self.lot_size(pieces_per_year, among)
        keep = self.holding_per_year * lot / (2 * pieces_per_year)
        ovens = sum(step.oven_minor / min(lot, step.most_pieces) for step in self.steps)
        return self.piece_minor + self.lot_setup(among) / lot + ovens + keep

    def lot_size(self, pieces_per_year: float, variety: float) -> float:
        """Return the economic lot, at most what sells in a month, at least one piece."""
        most = pieces_per_year * self.most_lot_days / DAYS_PER_YEAR
        return max(1.0, min(most, self.economic_quantity(pieces_per_year, variety)))

    def economic_quantity(self, pieces_per_year: float, variety: float) -> float:
        """Return the economic lot, unrounded; a charge of an oven is set up too."""
        setup = self.lot_setup(variety) + sum(step.oven_minor for step in self.steps)
        return economic_order_quantity(pieces_per_year, setup, self.holding_per_year)

    def break_even_volume(self) -> float | None:
        """Return the yearly volume of one variant from which its stock line is cheaper than runs.

        None where that happens at no volume up to a million. Exact to 0.1 %.
        """
        in_runs = self.runs(self.variety)
        return _first(lambda volume: self.stock(volume) < in_runs, 0.1)

    def crossover_variety(self) -> float | None:
        """Return from how many variants on runs are cheaper than stock lines; None: never.

        The yearly pieces are shared evenly by the variants. Exact to 0.1 %.
        """
        return _first(
            lambda variety: (
                self.stock(self.pieces_per_year / variety, variety) > self.runs(variety)
            ),
            2.0,
        )

    def _shared(self, step: SetupStep, variety: float) -> float:
        per_day = self.pieces_per_year / DAYS_PER_YEAR / min(variety, step.families)
        gathered = self.order_pieces + per_day * step.wait_days
        return max(1.0, min(step.most_pieces, gathered))

    def as_json(self) -> dict[str, Any]:
        steps = [[getattr(step, name) for name in SetupStep.__slots__] for step in self.steps]
        plain = {name: getattr(self, name) for name in self.__slots__ if name != "steps"}
        return {**{name: round(value, 4) for name, value in plain.items()}, "steps": steps}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "CostCurves":
        steps = tuple(SetupStep(*step) for step in stored["steps"])
        return cls(**{**stored, "steps": steps})


def _unlike(step: SetupStep, variety: float) -> float:
    """Return how often a neighbour has another family."""
    return 1 - 1 / max(1.0, min(variety, step.families))


def _first(holds: Callable[[float], bool], low: float) -> float | None:
    """Return where a claim that stays true once it is true begins to hold; `low` if from there."""
    high = 1_000_000.0
    if holds(low):
        return low
    if not holds(high):
        return None
    while high / low > 1.001:
        middle = sqrt(low * high)
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def cost_curves(scenario: Scenario, settings: Settings) -> dict[str, CostCurves]:
    """Return the curves of every product, for its design that sells best."""
    expected = expected_pieces_per_day(scenario, settings)
    found: dict[str, CostCurves] = {}
    for product in scenario.products:
        best = scenario.designs[product.designs[0]]
        lot = LotCost.of(scenario, best, settings.assumptions.holding_share_per_year)
        designs = [scenario.designs[number] for number in product.designs]
        steps = tuple(_setup_steps(scenario, best, designs))
        found[product.code] = CostCurves(
            piece_minor=lot.piece - sum(step.oven_minor / step.most_pieces for step in steps),
            holding_per_year=lot.holding_per_year,
            order_pieces=product.mean_pieces,
            pieces_per_year=DAYS_PER_YEAR * sum(expected[number] for number in product.designs),
            variety=len(designs),
            most_lot_days=settings.assumptions.most_lot_days,
            steps=steps,
        )
    return found


def _setup_steps(
    scenario: Scenario, best: Design, designs: Iterable[Design]
) -> Iterable[SetupStep]:
    for step in best.steps:
        facts = scenario.centres[step.centre]
        rate = facts.rate_minor_per_hour / HOUR_MIN
        families = {
            other.family
            for design in designs
            for other in design.steps
            if other.centre == step.centre
        }
        is_oven = bool(facts.policy.treats_all_at_once and facts.policy.max_pieces)
        changeover = rate * typical_changeover_min(facts)
        fixed = rate * step.minutes_fixed
        if changeover or fixed:
            yield SetupStep(
                changeover_minor=round(changeover, 4),
                lot_minor=0.0 if is_oven else round(fixed, 4),
                oven_minor=round(fixed, 4) if is_oven else 0.0,
                families=len(families),
                wait_days=facts.policy.max_wait_min / DAY_MIN,
                most_pieces=_most_pieces(facts, step),
            )


def _most_pieces(facts: CentreFacts, step: Step) -> float:
    bounds = [1e6]
    if facts.policy.max_pieces:
        bounds.append(facts.policy.max_pieces)
    if step.minutes_per_piece > 0:
        room = facts.policy.max_minutes - step.minutes_fixed
        bounds.append(max(1.0, room / step.minutes_per_piece))
    return round(min(bounds), 4)
