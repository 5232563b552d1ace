"""The run a terminal works on: the piece in hand, the pace, and whether the machine stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.pictures import Picture
from production.models import Downtime, FloorAct, Run, RunMember
from production.presenters.members import ShownMember
from production.presenters.runs import ShownRun
from production.presenters.work_order_pictures import pictures_of
from production.selectors.stops import open_stop

STOPS_MIN = (15, 30, 60, 120, 480, 1440)


@dataclass(frozen=True)
class WorkedRun:
    """A run in work; `hand` is the member whose piece is made now, None when all are made."""

    run: ShownRun
    hand: ShownMember | None
    piece: int
    picture: Picture | None
    pace: str
    outlook: str
    is_behind: bool
    stopped: str
    can_take_back: bool
    scrap_reasons: list[tuple[str, str]]
    stop_reasons: list[tuple[str, str]]
    stop_minutes: tuple[int, ...] = STOPS_MIN


def worked_run(row: Run, run: ShownRun, language: str, now: datetime) -> WorkedRun:
    """Return a run in work as its terminal shows it; load the row with `runs_with_members`."""
    place = next((n for n, member in enumerate(run.members) if not member.is_done), None)
    hand = None if place is None else run.members[place]
    pace, outlook, is_behind = _pace(row, run, now)
    return WorkedRun(
        run=run,
        hand=hand,
        piece=hand.good + hand.scrapped + 1 if hand else 0,
        picture=None if place is None else _picture(row.seats[place], language),
        pace=pace,
        outlook=outlook,
        is_behind=is_behind,
        stopped=_stopped(row),
        can_take_back=_can_take_back(row),
        scrap_reasons=[(value, str(label)) for value, label in FloorAct.Reason.choices],
        stop_reasons=[(value, str(label)) for value, label in Downtime.Reason.choices],
    )


def _picture(member: RunMember, language: str) -> Picture | None:
    work_order = member.operation.lot.work_order
    return pictures_of([work_order], language).get(work_order.pk)


def _pace(row: Run, run: ShownRun, now: datetime) -> tuple[str, str, bool]:
    if row.started_at is None or row.planned_start is None or row.planned_end is None:
        return "", "", False
    planned = (row.planned_end - row.planned_start) / max(1, run.pieces)
    done = run.pieces - run.missing
    ends = now + planned * run.missing
    words = {"planned": _minutes(planned), "took": _minutes((now - row.started_at) / max(1, done))}
    pace = (
        _("%(took)s min each, plan %(planned)s") if done else _("plan %(planned)s min each")
    ) % words
    late = ends - row.planned_end
    until = timezone.localtime(ends).strftime("%H:%M")
    if late > timedelta(minutes=1):
        return (
            pace,
            _("%(late)s min behind, done by %(until)s")
            % {
                "late": _minutes(late),
                "until": until,
            },
            True,
        )
    return (
        pace,
        _("%(early)s min ahead, done by %(until)s")
        % {
            "early": _minutes(max(-late, timedelta())),
            "until": until,
        },
        False,
    )


def _minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)


def _stopped(row: Run) -> str:
    stop = open_stop(row.machine_id)
    if stop is None:
        return ""
    return _("Stopped at %(since)s: %(reason)s. Expected to go on at %(until)s.") % {
        "since": timezone.localtime(stop.started_at).strftime("%H:%M"),
        "reason": str(stop.get_reason_display()).lower(),
        "until": timezone.localtime(stop.expected_end).strftime("%H:%M"),
    }


def _can_take_back(row: Run) -> bool:
    return row.acts.filter(kind__in=FloorAct.COUNTS, undone_by=None).exists()
