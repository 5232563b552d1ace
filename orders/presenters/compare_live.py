"""The live tab of `/compare/`: the real orders of some days, custom beside stock."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import Product
from catalog.texts import in_language
from orders.presenters.compare_numbers import figure_text
from production.selectors.live_measures import (
    FEWEST_ORDERS,
    PERIODS,
    LiveFigures,
    Period,
    live_figures,
    orders_seen,
)

NOTHING = "–"


@dataclass(frozen=True)
class LiveRow:
    """One measure for custom and stock work orders."""

    title: str
    custom: str
    stock: str


@dataclass(frozen=True)
class LivePage:
    """Either rows, or how many orders are still missing."""

    too_few: str
    rows: list[LiveRow]
    period_choices: list[dict[str, Any]]
    product_choices: list[dict[str, Any]]


def live_page(period: Period, currency: str, language: str) -> LivePage:
    """Return the live figures once there are enough orders to say anything."""
    periods = [
        {
            "value": days,
            "label": ngettext("%(days)s day", "%(days)s days", days) % {"days": days},
            "is_chosen": days == period.days,
        }
        for days in PERIODS
    ]
    products = [
        {"value": "", "label": _("All products"), "is_chosen": not period.product_code},
        *(
            {
                "value": row.code,
                "label": in_language(row.name, language) or row.code,
                "is_chosen": row.code == period.product_code,
            }
            for row in Product.objects.order_by("position", "code")
        ),
    ]
    seen = orders_seen(period)
    if seen < FEWEST_ORDERS:
        text = _("Too few orders yet: %(seen)s of %(needed)s")
        too_few = text % {"seen": seen, "needed": FEWEST_ORDERS}
        return LivePage(too_few, [], periods, products)
    figures = live_figures(period)
    custom, stock = figures["custom"], figures["stock"]

    def row(title: str, kind: str, name: str) -> LiveRow:
        return LiveRow(
            title,
            _written(custom, name, kind, currency, language),
            _written(stock, name, kind, currency, language),
        )

    return LivePage(
        "",
        [
            row(_("Cost of one piece"), "money", "unit_cost_minor"),
            row(_("Set-up share"), "share", "setup_share"),
            row(_("Days from order to finish, median"), "number", "lead_p50_days"),
            row(_("Days from order to finish, 95 of 100"), "number", "lead_p95_days"),
            row(_("Dates kept"), "share", "on_time_share"),
            row(_("Pieces finished"), "count", "pieces"),
            row(_("Variants made"), "count", "designs"),
            row(_("Work orders finished"), "count", "work_orders"),
            row(_("Machine minutes of a piece"), "number", "minutes_a_piece"),
            row(_("Scrapped pieces"), "money", "scrap_minor"),
            row(_("All together"), "money", "cost_minor"),
        ],
        periods,
        products,
    )


def _written(figures: LiveFigures, name: str, kind: str, currency: str, language: str) -> str:
    value = getattr(figures, name)
    return NOTHING if value is None else figure_text(kind, value, currency, language)
