"""The places a run may be moved to, each with what it would change."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.money import Money, format_change
from production.clock import to_moment
from production.machine_time import cost_minor
from production.models import Machine, Run
from production.planner.moves import Move
from production.presenters.runs import shown_runs
from production.savings import CURRENCY
from production.selectors.runs import runs_with_members


@dataclass(frozen=True)
class ShownMove:
    """One place: its value in the form, where and when it is, and what it changes."""

    value: str
    place: str
    effects: str
    is_harmful: bool


def shown_moves(run: Run, moves: list[Move], language: str) -> list[ShownMove]:
    """Return the places in words, the earliest first."""
    names = dict(Machine.objects.filter(work_centre=run.work_centre).values_list("pk", "name"))
    late = {late for move in moves for late, _minutes in move.later}
    titles = _orders(runs_with_members().filter(pk__in=late), language)
    return [_shown(run, move, names, titles) for move in moves]


def _shown(run: Run, move: Move, names: dict[int, str], titles: dict[int, str]) -> ShownMove:
    start = date_format(timezone.localtime(to_moment(move.slot.start)), f"{_('D j M')}, H:i")
    words = {"machine": names[move.machine], "start": start, "before": move.before}
    place = (
        _("%(start)s on %(machine)s, before run %(before)s")
        if move.before
        else _("%(start)s on %(machine)s, behind the others")
    ) % words
    return ShownMove(
        value=f"{move.machine}:{move.before or ''}",
        place=place,
        effects=" ".join(_effects(run, move, titles)),
        is_harmful=bool(move.later),
    )


def _effects(run: Run, move: Move, titles: dict[int, str]) -> list[str]:
    cost = cost_minor(move.changeover_min, run.work_centre.rate_minor_per_hour)
    effects = []
    if move.changeovers or move.changeover_min:
        count = abs(move.changeovers)
        more = move.changeovers > 0 or (not count and move.changeover_min > 0)
        words = (
            ngettext("%(count)s changeover more", "%(count)s changeovers more", count)
            if more
            else ngettext("%(count)s changeover less", "%(count)s changeovers less", count)
        ) % {"count": count}
        if not count:
            words = _("%(minutes)s min of changeovers") % {"minutes": f"{move.changeover_min:+d}"}
        effects.append(f"{words}, {format_change(Money(cost, CURRENCY))}.")
    effects += [
        _("%(orders)s: %(minutes)s min later than due.") % {"orders": orders, "minutes": minutes}
        for orders, minutes in _late_orders(move, titles).items()
    ]
    shifted = ngettext("%(count)s run shifts.", "%(count)s runs shift.", move.shifted)
    return [*effects, shifted % {"count": move.shifted}]


def _late_orders(move: Move, titles: dict[int, str]) -> dict[str, int]:
    """Return the most minutes that each order loses; several of its runs may be late."""
    late: dict[str, int] = {}
    for run, minutes in move.later:
        orders = titles.get(run) or _("Run %(number)s") % {"number": run}
        late[orders] = max(minutes, late.get(orders, 0))
    return late


def _orders(rows: QuerySet[Run], language: str) -> dict[int, str]:
    return {
        run.number: ", ".join(
            dict.fromkeys(member.title for member in run.members if not member.is_stock)
        )
        for run in shown_runs(rows, language)
    }
