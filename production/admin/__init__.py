"""The factory in Django admin: master data is edited, system records are read-only."""

from production.admin import (
    calendars,
    centres,
    downtimes,
    parts,
    plans,
    routings,
    runs,
    stock,
    stock_lines,
    work_orders,
)

__all__ = [
    "calendars",
    "centres",
    "downtimes",
    "parts",
    "plans",
    "routings",
    "runs",
    "stock",
    "stock_lines",
    "work_orders",
]
