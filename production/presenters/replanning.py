"""Why the plan was changed in a hurry, and what the other ways would have cost, as sentences."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from production.clock import to_moment
from production.models import Machine, PlanVersion
from production.planner.replanning.values import Cause, Rung
from production.selectors.sentences import moment_text

SHOWN_FOR = timedelta(hours=24)
RUNGS = [rung.value for rung in Rung]
WITHOUT_MACHINE = {
    Cause.STOCK_OUT: gettext_lazy("Parts ran out: %(parts)s."),
    Cause.LATE_MATERIAL: gettext_lazy("Parts come later than planned."),
    Cause.SCRAP: gettext_lazy("Scrapped pieces are made again."),
    Cause.RUSH: gettext_lazy("An order is due very soon."),
}
BELOW = {
    Rung.SHIFT: gettext_lazy("Only starting later"),
    Rung.INSERT: gettext_lazy("Only making room"),
    Rung.RESEQUENCE: gettext_lazy("Another order of work on the same machine"),
    Rung.REASSIGN: gettext_lazy("Other machines for single runs"),
}


def replanning_sentences(now: datetime) -> list[str]:
    """Say what disturbed the plan last, what was done and what else would have cost; [] if calm."""
    version = (
        PlanVersion.objects.filter(replanning__isnull=False, checked_at__gt=now - SHOWN_FOR)
        .order_by("-number")
        .first()
    )
    if version is None or not version.replanning:
        return []
    record = version.replanning
    ids = [*record["machines"], *(int(machine) for machine in record["reassigned"])]
    names = {row.pk: row.name for row in Machine.objects.filter(pk__in=ids)}
    return [
        _cause(record, names),
        *_done(record, names),
        _late(record["losses"][record["rung"]]["late_runs"]),
        *_counterfactuals(record),
    ]


def _cause(record: Mapping[str, Any], names: Mapping[int, str]) -> str:
    cause = Cause(record["cause"])
    if cause == Cause.BREAKDOWN:
        machines = ", ".join(names.get(machine, "?") for machine in record["machines"])
        since = timezone.localtime(to_moment(record["since"]))
        text = since.strftime("%H:%M") if since.date() == _day(record) else moment_text(since)
        return _("%(machines)s: stopped at %(since)s.") % {"machines": machines, "since": text}
    parts = ", ".join(text.removeprefix("waits for ") for text in record["waits_for"])
    return str(WITHOUT_MACHINE[cause]) % {"parts": parts}


def _day(record: Mapping[str, Any]) -> Any:
    return timezone.localtime(datetime.fromisoformat(record["at"])).date()


def _done(record: Mapping[str, Any], names: Mapping[int, str]) -> Iterator[str]:
    rung = Rung(record["rung"])
    if rung == Rung.FULL:
        yield _("Everything was planned anew.")
    elif rung == Rung.SHIFT:
        yield _("Runs behind it start later; none changed its machine.")
    elif rung == Rung.INSERT:
        yield _("Room was made for them; the others keep their order.")
    elif rung == Rung.RESEQUENCE:
        yield _("The machine does its runs in another order; none left it.")
    for machine, runs in record["reassigned"].items():
        yield ngettext(
            "%(runs)s run moved to %(machine)s.", "%(runs)s runs moved to %(machine)s.", runs
        ) % {"runs": runs, "machine": names.get(int(machine), "?")}


def _late(runs: int) -> str:
    if not runs:
        return _("Nothing is late.")
    return ngettext("%(runs)s run is late.", "%(runs)s runs are late.", runs) % {"runs": runs}


def _counterfactuals(record: Mapping[str, Any]) -> Iterator[str]:
    """Give the rung below and the full plan."""
    tried = [rung for rung in RUNGS if rung in record["losses"]]
    place = tried.index(record["rung"])
    if place:
        late = record["losses"][tried[place - 1]]["late_runs"]
        yield ngettext(
            "%(way)s would have left %(runs)s run late.",
            "%(way)s would have left %(runs)s runs late.",
            late,
        ) % {"way": BELOW[Rung(tried[place - 1])], "runs": late}
    if record["rung"] != Rung.FULL:
        full = record["losses"][Rung.FULL]
        moved = full["elsewhere"] + full["reassigned"]
        yield ngettext(
            "A full plan would have moved %(runs)s run.",
            "A full plan would have moved %(runs)s runs.",
            moved,
        ) % {"runs": moved}
