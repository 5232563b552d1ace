"""What a stock line orders today, and the figures that say so, in words for staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from foundation.errors import Refusal
from foundation.money import Money, format_money
from production.models import StockLine
from production.planner.lot_sizing.policies import (
    LineFacts,
    PolicyName,
    Reason,
    decide,
    demand_rate,
)
from production.savings import CURRENCY
from production.selectors.replenishment import line_facts

POLICY_NAMES: Mapping[PolicyName, str] = {
    "fixed": "fixed",
    "s_q": "(s,Q)",
    "wagner_whitin": "Wagner-Whitin",
    "newsvendor": "newsvendor",
}
REASONS: Mapping[Reason, object] = {
    "as_set": "",
    "no_demand": _("no demand measured or forecast yet"),
    "no_forecast": _("no forecast yet"),
    "no_life": _("neither a shelf life nor an end of the season"),
    "costs_nothing": _("a cost is missing"),
    "ordered_this_week": _("ordered this week already"),
}


@dataclass(frozen=True, slots=True)
class LineToday:
    """A line's figures as computed now; all but `because` are empty where it cannot be made."""

    point: int | None
    lot: int | None
    policy: str
    because: str


def line_today(line: StockLine, now: datetime) -> LineToday:
    """Return what a line orders at which position today, and why."""
    try:
        facts = line_facts(line, now)
    except Refusal as refusal:
        return LineToday(None, None, "", refusal.message)
    decision = decide(facts)
    reason = str(REASONS[decision.reason])
    return LineToday(
        decision.reorder_point,
        decision.order_quantity,
        POLICY_NAMES[decision.policy],
        ", ".join(part for part in (reason, *figures_in_words(facts)) if part),
    )


def reason_in_words(reason: Reason) -> str:
    """Say why a policy fell back; empty where the line's own decided."""
    return str(REASONS[reason])


def figures_in_words(facts: LineFacts) -> list[str]:
    """Return what a decision rested on: position, demand a week, costs."""
    words = [f"{facts.position} free or coming"]
    if facts.policy == "fixed":
        return words
    rate = demand_rate(facts)
    if rate:
        kind = "measured" if rate.is_measured else "forecast"
        words.append(f"{rate.mean:.1f} ± {rate.deviation:.1f} a week {kind}")
    words.append(f"lead {facts.lead_weeks:.1f} weeks")
    words.append(f"set-up {_money(facts.setup_minor)}, piece {_money(facts.unit_minor)}")
    if facts.capacity is not None:
        words.append(f"at most {facts.capacity} a week")
    if facts.life_weeks is not None:
        words.append(f"life {facts.life_weeks:.1f} weeks")
    return words


def _money(minor: int) -> str:
    return format_money(Money(minor, CURRENCY))
