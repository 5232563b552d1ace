"""The form with which staff ask `/compare/` for another run: numbers, sliders, whose tastes."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from production.simulation_requests import BOUNDS, Request

MINUTE_S = 60


@dataclass(frozen=True)
class Slider:
    """The part of a number's range that a slider offers; the field beside it takes all of it."""

    low: int
    high: int
    step: int


@dataclass(frozen=True)
class NumberField:
    """One number of a request, under its short name in addresses."""

    name: str
    label: str
    value: int
    low: int
    high: int
    slider: Slider | None


@dataclass(frozen=True)
class TasteChoice:
    """Whose tastes the customers have; `value` as in `Request.tastes_until`."""

    value: int
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class WhatIfForm:
    """Everything that may be changed from run to run."""

    numbers: list[NumberField]
    tastes: list[TasteChoice]


NUMBERS: tuple[tuple[str, str, str | Promise, Slider | None], ...] = (
    ("changeover_percent", "changeovers", gettext_lazy("Changeover per cent"), Slider(0, 300, 10)),
    ("variety", "variety", gettext_lazy("Variants asked for"), Slider(10, 600, 10)),
    ("orders_per_day", "orders", gettext_lazy("Orders a day"), Slider(3, 403, 10)),
    ("extra_machines", "machines", gettext_lazy("Extra machines each"), Slider(0, 10, 1)),
    ("days", "days", gettext_lazy("Days"), None),
    ("seed", "seed", gettext_lazy("Seed"), None),
)


def what_if(shown: Request, now: datetime, language: str) -> WhatIfForm:
    """Return the form filled with the request that is shown."""
    numbers = [
        NumberField(short, str(label), getattr(shown, name), *BOUNDS[name], slider)
        for name, short, label, slider in NUMBERS
    ]
    return WhatIfForm(numbers, _tastes(shown, now))


def _tastes(shown: Request, now: datetime) -> list[TasteChoice]:
    choices = {0: _("Drawn with the seed")}
    until = shown.own_orders_until
    if until is not None:
        moment = date_format(localtime(until), "SHORT_DATETIME_FORMAT")
        choices[shown.tastes_until] = _("Our own orders up to %(moment)s") % {"moment": moment}
    # A whole minute, so that asking twice asks for the same.
    latest = int(now.timestamp()) // MINUTE_S * MINUTE_S
    choices.setdefault(latest, _("Our own orders so far"))
    return [
        TasteChoice(value, label, value == shown.tastes_until) for value, label in choices.items()
    ]
