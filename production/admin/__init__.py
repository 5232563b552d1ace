"""The factory in Django admin: master data is edited, system records are read-only."""

from production.admin import (
    advice,
    calendars,
    centres,
    downtimes,
    floor,
    materials,
    parts,
    plans,
    promises,
    routings,
    runs,
    simulations,
    stock,
    stock_lines,
    work_orders,
)

__all__ = [
    "advice",
    "calendars",
    "centres",
    "downtimes",
    "floor",
    "materials",
    "parts",
    "plans",
    "promises",
    "routings",
    "runs",
    "simulations",
    "stock",
    "stock_lines",
    "work_orders",
]
