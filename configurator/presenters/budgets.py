"""Budgets as meters with words: ``412 of 650 W``."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from catalog.choices import number_text
from catalog.texts import in_language
from configurator.artefacts import LoadedRevision
from configurator.services.budgets import Budget, Measure, budget_of, budgets
from configurator.services.states import State
from configurator.values import Choices
from configurator.words import group_name
from foundation.bidi import left_to_right

SHOWN = 4
PARTS = 3


@dataclass(frozen=True, slots=True)
class MeterView:
    """What `components/meter.html` shows."""

    id: str
    label: str
    words: str
    value: str
    most: str
    note: str


def meter_views(state: State, group: str) -> list[MeterView]:
    """Return the budgets of a design, those that the open group takes part in first."""
    loaded = state.priced.loaded
    full = {code: value for code, value in state.full.items() if value is not None}
    found = [budget for budget in budgets(loaded, full) if budget.room > 0]
    found.sort(key=lambda budget: (group not in budget.groups, len(budget.shares) < PARTS - 1))
    return [_meter(loaded, budget, state.language) for budget in found[:SHOWN]]


def shortage_words(loaded: LoadedRevision, rules: Iterable[str], full: Choices) -> str:
    """Say what a broken budget lacks: ``Needs 750 W, you have 650 W.``; empty where none is."""
    for rule in rules:
        budget = budget_of(loaded, rule, full)
        if budget is not None and budget.need > budget.room:
            return _("Needs %(need)s, you have %(room)s.") % {
                "need": _amount(budget.need, budget.unit),
                "room": _amount(budget.room, budget.unit),
            }
    return ""


def _meter(loaded: LoadedRevision, budget: Budget, language: str) -> MeterView:
    need, room = _amount(budget.need, ""), _amount(budget.room, budget.unit)
    return MeterView(
        id=f"budget-{budget.rule}",
        label=_label(loaded, budget.label, language),
        words=_("%(used)s of %(room)s") % {"used": need, "room": room},
        value=_plain(budget.need),
        most=_plain(budget.room),
        note=_note(loaded, budget, language),
    )


def _note(loaded: LoadedRevision, budget: Budget, language: str) -> str:
    """Say who takes how much, or what is left where only one takes of it."""
    shares = [
        f"{group_name(loaded, code, language)} {_amount(share, budget.unit)}"
        for code, share in budget.shares
        if share
    ]
    if len(shares) > 1:
        return _(", ").join(shares[:PARTS])
    return _("%(amount)s free") % {"amount": _amount(budget.room - budget.need, budget.unit)}


def _label(loaded: LoadedRevision, measure: Measure, language: str) -> str:
    for item in loaded.groups[measure.group].get("attributes", ()):
        if item["code"] == measure.attribute:
            return in_language(item["name"], language) or item["code"]
    return group_name(loaded, measure.group, language)


def _amount(number: Fraction, unit: str) -> str:
    words = number_text(Decimal(_plain(number)))
    return left_to_right(f"{words}\N{NO-BREAK SPACE}{unit}") if unit else words


def _plain(number: Fraction) -> str:
    return str(int(number)) if number.denominator == 1 else f"{float(number):g}"
