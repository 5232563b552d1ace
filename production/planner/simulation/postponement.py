"""Where to split a product: which steps to make ahead as blanks, which designs to keep as stock lines.

The yearly cost that a choice can change, beyond material and work, of one product:

- a design kept as a stock line: set-ups of its economic lots, and keeping them;
- blanks, for all other designs: the same for every kind of blank, up to the split;
- after the split, runs: what a family gathers while it waits shares each set-up.

Taking a design out of the runs makes them smaller for the others, so designs cannot be judged
one by one. The search climbs from every prefix of the best-selling designs by adding, dropping and
swapping designs; tests hold it to enumeration on small cases.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from production.planner.lot_sizing.single_item import economic_order_quantity

DAYS_PER_YEAR = 365
# Swaps of two designs are tried up to this many designs; beyond, only adding and dropping.
SWAPPED_DESIGNS = 12


@dataclass(frozen=True, slots=True)
class SplitStep:
    """A step of one design: its family, what a set-up costs, and what a piece is worth after it.

    `kind` tells blanks apart after this step; `lot_minor` is paid by every lot, `shared_minor`
    by a run, whatever is in it. A personal step puts a customer's own text on the piece: nothing
    is made ahead up to it.
    """

    family: str
    kind: str
    shared_minor: float
    lot_minor: float
    value_minor: float
    wait_days: float
    most_pieces: float
    is_personal: bool = False


@dataclass(frozen=True, slots=True)
class Demand:
    """A design with its yearly pieces; all designs of a product have as many steps.

    One that bears a customer's own text cannot be made ahead.
    """

    design: int
    pieces_per_year: float
    steps: tuple[SplitStep, ...]
    can_be_stocked: bool = True

    def ahead(self, blanks_after: int) -> int:
        """Return how many of its steps are made ahead: all up to the split, or none."""
        made = self.steps[:blanks_after]
        return 0 if any(step.is_personal for step in made) else blanks_after


@dataclass(frozen=True, slots=True)
class Split:
    """A choice: `blanks_after` steps made ahead (0: none), and the designs with a stock line."""

    blanks_after: int
    stock_lines: frozenset[int]
    yearly_minor: float


@dataclass(frozen=True, slots=True)
class Postponement:
    """One product's designs, and what keeping stock and ordering mean for it."""

    demands: tuple[Demand, ...]
    order_pieces: float
    holding_share_per_year: float
    most_lot_days: int

    def cost(self, blanks_after: int, stock_lines: frozenset[int]) -> float:
        """Return the yearly cost of a choice in minor units."""
        rest = [demand for demand in self.demands if demand.design not in stock_lines]
        lines = sum(
            self._line(demand.pieces_per_year, demand.steps)
            for demand in self.demands
            if demand.design in stock_lines
        )
        return lines + self._blanks(rest, blanks_after) + self._runs(rest, blanks_after)

    def best(self) -> Split:
        """Return the cheapest choice that the search finds; deterministic."""
        steps = len(self.demands[0].steps) if self.demands else 0
        # Blanks after the last step would be finished goods.
        found = [self._best_lines(after) for after in range(max(1, steps))]
        return min(found, key=lambda split: (split.yearly_minor, split.blanks_after))

    def best_split(self, stock_lines: frozenset[int]) -> Split:
        """Return the cheapest split where the stock lines stay as they are."""
        steps = len(self.demands[0].steps) if self.demands else 0
        found = [
            Split(after, stock_lines, self.cost(after, stock_lines))
            for after in range(max(1, steps))
        ]
        return min(found, key=lambda split: (split.yearly_minor, split.blanks_after))

    def _best_lines(self, after: int) -> Split:
        stockable = [demand for demand in self.demands if demand.can_be_stocked]
        ordered = sorted(stockable, key=lambda demand: (-demand.pieces_per_year, demand.design))
        prefixes = (
            frozenset(demand.design for demand in ordered[:count])
            for count in range(len(ordered) + 1)
        )
        starts = sorted(
            ((self.cost(after, prefix), len(prefix), prefix) for prefix in prefixes),
            key=lambda start: start[:2],
        )
        kept = starts if len(ordered) <= SWAPPED_DESIGNS else starts[:1]
        climbed = [self._climb(Split(after, prefix, cost)) for cost, _, prefix in kept]
        return min(climbed, key=lambda split: (split.yearly_minor, sorted(split.stock_lines)))

    def _climb(self, split: Split) -> Split:
        while True:
            better = min(
                (
                    Split(split.blanks_after, lines, self.cost(split.blanks_after, lines))
                    for lines in self._neighbours(split.stock_lines)
                ),
                key=lambda other: (other.yearly_minor, sorted(other.stock_lines)),
                default=split,
            )
            if better.yearly_minor >= split.yearly_minor - 1e-6:
                return split
            split = better

    def _neighbours(self, lines: frozenset[int]) -> Iterator[frozenset[int]]:
        designs = [demand.design for demand in self.demands if demand.can_be_stocked]
        yield from (lines ^ {design} for design in designs)
        if len(designs) <= SWAPPED_DESIGNS:
            yield from (lines ^ {one, other} for one, other in combinations(designs, 2))

    def _blanks(self, demands: Iterable[Demand], after: int) -> float:
        return sum(
            self._line(sum(demand.pieces_per_year for demand in kind), kind[0].steps[:after])
            for kind in blanks_of(demands, after).values()
        )

    def _line(self, pieces: float, steps: tuple[SplitStep, ...]) -> float:
        """Return what economic lots of this cost a year: setting up, and keeping half a lot."""
        setup = sum(step.shared_minor + step.lot_minor for step in steps)
        keep = self.holding_share_per_year * steps[-1].value_minor
        most = pieces * self.most_lot_days / DAYS_PER_YEAR
        cheapest = economic_order_quantity(pieces, setup, keep) if keep > 0 else most
        lot = max(1.0, min(most, cheapest))
        return setup * pieces / lot + keep * lot / 2

    def _runs(self, demands: list[Demand], after: int) -> float:
        total = 0.0
        for position in range(len(demands[0].steps) if demands else 0):
            here = [demand for demand in demands if position >= demand.ahead(after)]
            families: dict[str, float] = defaultdict(float)
            for demand in here:
                families[demand.steps[position].family] += demand.pieces_per_year
                lot = demand.steps[position].lot_minor
                total += demand.pieces_per_year * lot / self.order_pieces
            steps = {demand.steps[position].family: demand.steps[position] for demand in here}
            for family, pieces in families.items():
                step = steps[family]
                gathered = self.order_pieces + pieces / DAYS_PER_YEAR * step.wait_days
                total += pieces * step.shared_minor / max(1.0, min(step.most_pieces, gathered))
        return total


def blanks_of(demands: Iterable[Demand], after: int) -> dict[tuple[str, ...], list[Demand]]:
    """Return the kinds of blanks that a split makes ahead, and which designs are finished from each."""
    kinds: dict[tuple[str, ...], list[Demand]] = defaultdict(list)
    for demand in demands:
        if demand.ahead(after):
            kinds[tuple(step.kind for step in demand.steps[:after])].append(demand)
    return kinds
