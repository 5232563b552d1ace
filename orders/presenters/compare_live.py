"""The live tab of `/compare/`: the real orders of thirty days, custom beside stock."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from orders.presenters.compare_numbers import figure_text
from production.selectors.live_measures import (
    DAYS,
    FEWEST_ORDERS,
    LiveFigures,
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
    days: int
    rows: list[LiveRow]


def live_page(now: datetime, currency: str, language: str) -> LivePage:
    """Return the live figures once there are enough orders to say anything."""
    seen = orders_seen(now)
    if seen < FEWEST_ORDERS:
        text = _("Too few orders yet: %(seen)s of %(needed)s")
        return LivePage(text % {"seen": seen, "needed": FEWEST_ORDERS}, DAYS, [])
    figures = live_figures(now)
    custom, stock = figures["custom"], figures["stock"]

    def row(title: str, kind: str, name: str) -> LiveRow:
        return LiveRow(
            title,
            _written(custom, name, kind, currency, language),
            _written(stock, name, kind, currency, language),
        )

    return LivePage(
        "",
        DAYS,
        [
            row(_("Cost of one piece"), "money", "unit_cost_minor"),
            row(_("Set-up share"), "share", "setup_share"),
            row(_("Pieces finished"), "count", "pieces"),
            row(_("Variants made"), "count", "designs"),
            row(_("Work orders finished"), "count", "work_orders"),
            row(_("Machine minutes of a piece"), "number", "minutes_a_piece"),
            row(_("Scrapped pieces"), "money", "scrap_minor"),
            row(_("All together"), "money", "cost_minor"),
        ],
    )


def _written(figures: LiveFigures, name: str, kind: str, currency: str, language: str) -> str:
    value = getattr(figures, name)
    return NOTHING if value is None else figure_text(kind, value, currency, language)
