"""How shelves are kept filled: to a forecast in economic lots, or lean behind the real demand."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Protocol

from production.planner.simulation.stream import season_factor
from production.planner.simulation.values import Product, Scenario, Settings
from production.planner.simulation.working_cost import LotCost

DAYS_PER_YEAR = 365
REVIEW_OF_FORECAST_DAYS = 30
# What yesterday's sales weigh against all that came before.
SMOOTHING = 0.15
# Pieces: lots to a forecast are costed where the largest are made.
LARGE_LOT = 1_000_000


class Replenishment(Protocol):
    """What a shelf asks for in the evening."""

    def order(self, day: int, position: int, sold_today: int) -> int:
        """Return the pieces to make; `position` is on hand and in work together."""


@dataclass(slots=True)
class EconomicLots:
    """Mass production: a monthly forecast, economic lots, a reorder point with safety stock.

    The season is in the forecast. The forecast itself is the market research before the first
    day and from then on, every thirty days, the mean sales of the thirty days before.
    """

    rate: float
    lot: LotCost
    product: Product
    settings: Settings
    _sold: int = 0

    def order(self, day: int, position: int, sold_today: int) -> int:
        """Order whole lots until the position is above the reorder point."""
        self._sold += sold_today
        if day > 0 and day % REVIEW_OF_FORECAST_DAYS == 0:
            self.rate, self._sold = self._sold / REVIEW_OF_FORECAST_DAYS, 0
        assumed = self.settings.assumptions
        quantity = self.lot_size
        rate = self.rate * self._season(day, assumed.stock_lead_days + quantity)
        exposed = rate * assumed.stock_lead_days
        reorder_point = exposed + assumed.service_z * sqrt(exposed)
        if position > reorder_point or rate == 0:
            return 0
        return ceil((reorder_point - position + 1) / quantity) * quantity

    @property
    def lot_size(self) -> int:
        """The economic order quantity, at most what sells in a month."""
        most = max(1, round(self.rate * self.settings.assumptions.most_lot_days))
        return min(most, self.lot.economic_quantity(self.rate * DAYS_PER_YEAR))

    def _season(self, day: int, pieces: int) -> float:
        """Return the mean season over the lead time and the days that a lot lasts."""
        lasts = min(90, ceil(pieces / self.rate)) if self.rate else 1
        days = range(day, day + max(1, lasts))
        return sum(season_factor(self.product, one, self.settings.days) for one in days) / len(days)


@dataclass(slots=True)
class LeanShelf:
    """Runs and stock lines: what was sold is made again, every few days, behind real sales."""

    rate: float
    settings: Settings

    def order(self, day: int, position: int, sold_today: int) -> int:
        """Order up to what sells until the next order has come, with safety stock."""
        if day >= 0:
            self.rate += SMOOTHING * (sold_today - self.rate)
        assumed = self.settings.assumptions
        is_opening = day == -assumed.lead_in_days
        if not is_opening and day % assumed.lean_review_days:
            return 0
        exposed = self.rate * (assumed.lean_review_days + assumed.lean_lead_days)
        return max(0, round(exposed + assumed.service_z * sqrt(exposed)) - position)


@dataclass(slots=True)
class BlankShelf:
    """Runs and stock lines: blanks are made in economic lots of some days, behind real use."""

    rate: float
    lot: LotCost
    settings: Settings

    def order(self, day: int, position: int, sold_today: int) -> int:
        """Order a lot when no more is left than is used until it has come, with safety stock."""
        if day >= 0:
            self.rate += SMOOTHING * (sold_today - self.rate)
        assumed = self.settings.assumptions
        exposed = self.rate * (1 + assumed.lean_lead_days)
        reorder_point = round(exposed + assumed.service_z * sqrt(exposed))
        if position > reorder_point:
            return 0
        return reorder_point - position + self.lot_size

    @property
    def lot_size(self) -> int:
        """The economic order quantity, at most what is used in the days of a lot of blanks."""
        most = max(1, round(self.rate * self.settings.assumptions.most_blank_days))
        return min(most, self.lot.economic_quantity(self.rate * DAYS_PER_YEAR))


def lot_costs(scenario: Scenario, settings: Settings) -> Mapping[int, LotCost]:
    """Return for every design what a lot, made where large ones are, and keeping a piece costs."""
    holding = settings.assumptions.holding_share_per_year
    return {
        number: LotCost.of(scenario, design, holding, LARGE_LOT)
        for number, design in enumerate(scenario.designs)
    }
