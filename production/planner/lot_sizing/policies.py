"""When a stock line is ordered again and how much: a pure function of written-down facts.

Four policies. *Fixed*: the reorder point and quantity on the line. *(s,Q)*: economic order
quantity, and a reorder point with safety stock. *Wagner-Whitin*: lots over a forecast by week,
built ahead where a week makes only so much. *Newsvendor*: up to what probably sells in the
season or before it spoils. A policy whose figures are missing falls back to the fixed one and
says why. A week is seven days, money is cents.

Source: the chapters that `single_item` names; the weighted deviation is that of reliability
weights (GNU Scientific Library manual, "Weighted Samples").
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate, pairwise
from math import ceil, sqrt
from typing import Any, Literal

from production.planner.lot_sizing.limited_capacity import in_time, limited_lots
from production.planner.lot_sizing.single_item import (
    economic_order_quantity,
    newsvendor_quantity,
    reorder_point,
    safety_stock,
    wagner_whitin,
)

PolicyName = Literal["fixed", "s_q", "wagner_whitin", "newsvendor"]
Reason = Literal[
    "as_set", "no_demand", "no_forecast", "no_life", "costs_nothing", "ordered_this_week"
]

WEEKS_PER_YEAR = 365 / 7
# Whole weeks of history below which demand does not count as measured.
FEWEST_WEEKS = 4
# Weeks over which a forecast stands in for measured demand.
FORECAST_WEEKS = 13
HORIZON_WEEKS = 26


@dataclass(frozen=True, slots=True)
class LineFacts:
    """All that a decision rests on.

    `position` is what is free and on order; `weeks` are the pieces asked for in each whole week
    of the past, oldest first; `forecast` those expected in each week from now. Lead time and
    life (until the season ends or the goods spoil) are in weeks, `capacity` in pieces a week;
    `service` is a share of the cycles, `holding_share` a share of the unit cost a year.
    """

    policy: PolicyName
    position: int
    reorder_point: int
    order_quantity: int
    lead_weeks: float = 0.0
    service: float = 0.95
    weeks: tuple[int, ...] = ()
    half_life_weeks: int | None = None
    forecast: tuple[float, ...] = ()
    setup_minor: int = 0
    unit_minor: int = 0
    shortage_minor: int = 0
    holding_share: float = 0.2
    capacity: int | None = None
    life_weeks: float | None = None
    is_ordered_this_week: bool = False

    def __post_init__(self) -> None:
        if self.order_quantity < 1 or min(self.reorder_point, *self.weeks, *self.forecast, 0) < 0:
            raise ValueError("a quantity of at least 1; nothing else below 0")

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"weeks": list(self.weeks), "forecast": list(self.forecast)}

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> "LineFacts":
        """Return the facts that `as_json` wrote down."""
        lists = {name: tuple(written[name]) for name in ("weeks", "forecast")}
        return cls(**{**written, **lists})


@dataclass(frozen=True, slots=True)
class Rate:
    """Demand a week: its mean and deviation, measured or forecast."""

    mean: float
    deviation: float
    is_measured: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What a stock line orders now, by which policy, and why by that one.

    `quantity` is 0 where nothing is due; `order_quantity` is then what the next order brings.
    """

    policy: PolicyName
    reason: Reason
    reorder_point: int
    order_quantity: int
    quantity: int


def decide(facts: LineFacts) -> Decision:
    """Return what the policy orders; deterministic, equal facts give equal decisions."""
    if facts.policy == "fixed":
        return _fixed(facts, "as_set")
    return RULES[facts.policy](facts)


def demand_rate(facts: LineFacts) -> Rate | None:
    """Return the measured demand; the forecast's, with Poisson's deviation, where too little is.

    None where neither says anything.
    """
    if len(facts.weeks) >= FEWEST_WEEKS and any(facts.weeks):
        mean, deviation = weighted(facts.weeks, facts.half_life_weeks)
        return Rate(mean, deviation, True)
    expected = facts.forecast[:FORECAST_WEEKS]
    if not any(expected):
        return None
    mean = sum(expected) / len(expected)
    return Rate(mean, sqrt(mean), False)


def weighted(weeks: Sequence[int], half_life_weeks: int | None = None) -> tuple[float, float]:
    """Return mean and deviation of at least two weeks, oldest first.

    With a half-life, a week that is so much older counts half; without, all count the same.
    """
    newest = len(weeks) - 1
    weights = [
        0.5 ** ((newest - place) / half_life_weeks) if half_life_weeks else 1.0
        for place in range(len(weeks))
    ]
    whole = sum(weights)
    mean = sum(weight * week for weight, week in zip(weights, weeks, strict=True)) / whole
    spread = sum(weight * (week - mean) ** 2 for weight, week in zip(weights, weeks, strict=True))
    return mean, sqrt(spread / (whole - sum(weight**2 for weight in weights) / whole))


def _fixed(facts: LineFacts, reason: Reason) -> Decision:
    point, lot = facts.reorder_point, facts.order_quantity
    return Decision("fixed", reason, point, lot, _whole_lots(facts.position, point, lot))


def _whole_lots(position: int, point: int, lot: int) -> int:
    return ceil((point - position + 1) / lot) * lot if position <= point else 0


def _economic(facts: LineFacts) -> Decision:
    rate = demand_rate(facts)
    if rate is None:
        return _fixed(facts, "no_demand")
    if not facts.unit_minor * facts.holding_share:
        return _fixed(facts, "costs_nothing")
    holding = facts.unit_minor * facts.holding_share / WEEKS_PER_YEAR
    lot = max(1, round(economic_order_quantity(rate.mean, facts.setup_minor, holding)))
    point = _point(facts, rate)
    return Decision("s_q", "as_set", point, lot, _whole_lots(facts.position, point, lot))


def _point(facts: LineFacts, rate: Rate) -> int:
    return ceil(reorder_point(facts.service, rate.mean, rate.deviation, facts.lead_weeks))


def _for_one_life(facts: LineFacts) -> Decision:
    """Order up to what sells in the lead time and the life after it, by the critical ratio.

    What lies there when a lot comes has to sell within the lot's life: position and lot
    together face the demand of both. Where the season is over nothing is ordered.
    """
    rate = demand_rate(facts)
    if facts.life_weeks is None:
        return _fixed(facts, "no_life")
    if rate is None:
        return _fixed(facts, "no_demand")
    if not facts.unit_minor or not facts.shortage_minor:
        return _fixed(facts, "costs_nothing")
    span = facts.lead_weeks + facts.life_weeks if facts.life_weeks > 0 else 0.0
    level = round(
        newsvendor_quantity(
            rate.mean * span, rate.deviation * sqrt(span), facts.shortage_minor, facts.unit_minor
        )
    )
    point = max(0, min(_point(facts, rate), level - 1))
    quantity = max(0, level - facts.position) if facts.position <= point else 0
    return Decision("newsvendor", "as_set", point, max(0, level - point), quantity)


def _over_forecast(facts: LineFacts) -> Decision:
    """Order what the cheapest plan wants to come a lead time from now, at most once a week.

    What should have come earlier comes then too. Without a measured deviation that of Poisson
    makes the safety stock.
    """
    rate = demand_rate(facts)
    if not any(facts.forecast) or rate is None:
        return _fixed(facts, "no_forecast")
    extra = ceil(safety_stock(facts.service, rate.mean, rate.deviation, facts.lead_weeks))
    first = min(ceil(facts.lead_weeks), len(facts.forecast) - 1)
    asked = [round(pieces) for pieces in accumulate(facts.forecast)]
    lots = planned_lots(facts, extra, asked, first)
    point = asked[first] + extra
    following = next((lot for lot in lots if lot), 0)
    if facts.is_ordered_this_week:
        return Decision("wagner_whitin", "ordered_this_week", point, following, 0)
    return Decision("wagner_whitin", "as_set", point, following, lots[0])


def planned_lots(facts: LineFacts, extra: int, asked: Sequence[int], first: int) -> tuple[int, ...]:
    """Return the lots to come in the weeks from `first` on.

    `asked` is the expected demand up to the end of each week; what is there above the safety
    stock `extra` serves the first of it.
    """
    missing = [max(0, pieces - facts.position + extra) for pieces in asked[first:]]
    due = [missing[0], *(b - a for a, b in pairwise(missing))]
    due = due[:HORIZON_WEEKS]
    holding = facts.unit_minor * facts.holding_share / WEEKS_PER_YEAR
    if facts.capacity is None:
        return wagner_whitin(due, facts.setup_minor, holding).quantities
    met = in_time(due, facts.capacity)[:-1]
    return limited_lots(met, facts.setup_minor, holding, facts.capacity).quantities


RULES: Mapping[str, Callable[[LineFacts], Decision]] = {
    "s_q": _economic,
    "wagner_whitin": _over_forecast,
    "newsvendor": _for_one_life,
}
