"""What the sequence of a mixed line costs, beside what the order of arrival would have."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from foundation.money import Money, format_money
from production.machine_time import cost_minor
from production.savings import CURRENCY


@dataclass(frozen=True)
class CostRow:
    """One measure of both orders; `is_better` where the plan's is less, `is_bad` where it hurts."""

    name: str
    planned: str
    arrival: str
    is_better: bool
    is_bad: bool


def cost_rows(
    record: Mapping[str, Any], rate_minor_per_hour: int, language: str
) -> tuple[CostRow, ...]:
    """Return the measures of a line as a plan stores it; none where no plan has it."""
    if not record:
        return ()
    load, arrival = record["load"], record["arrival"]
    purges = {
        one: _purging(figures["purge_min"], rate_minor_per_hour, language)
        for one, figures in (("planned", load), ("arrival", arrival))
    }
    return (
        _row(_("Changes of colour"), load["colour"], arrival["colour"]),
        CostRow(
            _("Purging the gun"),
            purges["planned"],
            purges["arrival"],
            is_better=load["purge_min"] < arrival["purge_min"],
            is_bad=False,
        ),
        _row(_("Cars above an option ratio"), _above(load), _above(arrival), hurts=True),
        _row(_("Cars beyond the batch limit"), load["overlong"], arrival["overlong"], hurts=True),
    )


def _row(name: str, planned: int, arrival: int, *, hurts: bool = False) -> CostRow:
    return CostRow(
        name,
        str(planned),
        str(arrival),
        is_better=planned < arrival,
        is_bad=hurts and planned > 0,
    )


def _above(load: Mapping[str, int]) -> int:
    return load["high"] + load["low"]


def _purging(minutes: int, rate_minor_per_hour: int, language: str) -> str:
    cost = Money(cost_minor(minutes, rate_minor_per_hour), CURRENCY)
    return _("%(minutes)s min, %(cost)s") % {
        "minutes": minutes,
        "cost": format_money(cost, language),
    }
