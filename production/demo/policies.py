"""How the demo's stock lines are replenished; the others keep their fixed figures.

Trains are made to a forecast with Christmas in it, by a workshop that cannot make them all in
December. Teas have to be sold while they are fresh. Small plain towels sell all year: economic
lots. The large ones keep their fixed figures, so that their run on the loom leaves seats.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from production.models import Forecast, StockLine

MONTHS = 12
# Of a year's pieces, in a thousand, from January on.
CHRISTMAS = (35, 35, 40, 45, 50, 50, 50, 60, 95, 160, 230, 150)
EVEN = (85, 77, 85, 82, 85, 82, 85, 85, 82, 85, 82, 85)


@dataclass(frozen=True, slots=True)
class LinePolicy:
    """A line's policy and terms, and the pieces of a year by month from January on."""

    policy: StockLine.Policy
    pieces_a_year: int
    by_month: Sequence[int] = EVEN
    terms: dict[str, int] = field(default_factory=dict)


def train(pieces_a_year: int, weekly_capacity: int) -> LinePolicy:
    terms = {"weekly_capacity": weekly_capacity}
    return LinePolicy(StockLine.Policy.WAGNER_WHITIN, pieces_a_year, CHRISTMAS, terms)


def tea(pieces_a_year: int, shelf_life_days: int) -> LinePolicy:
    terms = {"shelf_life_days": shelf_life_days}
    return LinePolicy(StockLine.Policy.NEWSVENDOR, pieces_a_year, EVEN, terms)


def towel(pieces_a_year: int) -> LinePolicy:
    return LinePolicy(StockLine.Policy.S_Q, pieces_a_year)


POLICIES = {
    "TRAIN-RED": train(900, 40),
    "TRAIN-GREEN": train(500, 25),
    "TRAIN-RED-COACH": train(600, 25),
    "TRAIN-BLUE-COACH": train(400, 20),
    "TEA-FF-100": tea(4_000, 42),
    "TEA-EG-100": tea(4_600, 60),
    "TEA-MINT-250": tea(2_200, 60),
    "PT-50-SAGE": towel(3_000),
    "PT-50-SAND": towel(2_400),
    "PT-50-WHITE": towel(2_600),
}


def set_policy(line: StockLine, today: date) -> None:
    """Give a new line its policy, and the forecast of the twelve months from this one on."""
    chosen = POLICIES.get(line.sku)
    if chosen is None:
        return
    StockLine.objects.filter(pk=line.pk).update(policy=chosen.policy, **chosen.terms)
    months = [divmod(today.month - 1 + ahead, MONTHS) for ahead in range(MONTHS)]
    Forecast.objects.bulk_create(
        Forecast(
            stock_line=line,
            starts_on=date(today.year + years, month + 1, 1),
            days=monthrange(today.year + years, month + 1)[1],
            pieces=chosen.pieces_a_year * chosen.by_month[month] // sum(chosen.by_month),
        )
        for years, month in months
    )
