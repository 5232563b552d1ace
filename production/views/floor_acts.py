"""What the terminal's buttons and its scanner do, each as one sentence for the floor."""

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from django.utils.translation import gettext as _

from foundation.errors import Conflict, InvalidInput
from foundation.models import User
from production.models import Run, RunMember, WorkCentre
from production.selectors.runs import STARTED
from production.services.closing import close_run_now
from production.services.counting import count_good, rework, scrap, take_back_last
from production.services.downtimes import resume_machine, stop_machine
from production.services.floor import finish_run, start_run
from production.views.fields import is_number

MOST_PIECES = 100_000
LONGEST_CODE = 240
LOT_CODE = re.compile(r"w(\d{1,18})-(\d{1,9})", re.IGNORECASE)
# A traveller's code is the address of the run at its terminal.
RUN_CODE = re.compile(r"(?:run\s*|r|https?://\S{1,200}#run-)?(\d{1,18})", re.IGNORECASE)


class Pressed(TypedDict):
    """Who pressed a button on which run, and when; one id for one press."""

    run_number: int
    actor: User
    now: datetime
    act_id: uuid.UUID


@dataclass(frozen=True)
class Press:
    """A pressed button with the figures beside it."""

    by: Pressed
    pieces: int
    reason: str
    minutes: int
    lot_id: int | None

    @property
    def number(self) -> dict[str, int]:
        return {"number": self.by["run_number"]}


Act = Callable[[Press], str]


def act_on(centre: WorkCentre, fields: Mapping[str, str], actor: User, now: datetime) -> str:
    """Do what a form of the terminal asks for and say what was done.

    Parameters
    ----------
    fields
        `act` (``name:run`` or ``name:run:reason``) or `scan`, with `pieces`, `minutes` and
        `act_id` where they matter.

    Raises
    ------
    Refusal
        Whatever the act refuses, or an act, code or figure that nobody knows.
    """
    if fields.get("scan", "").strip():
        name, press = _scanned(centre, fields, actor, now)
    else:
        name, press = _pressed(fields, actor, now)
    return ACTS[name](press)


def _pressed(fields: Mapping[str, str], actor: User, now: datetime) -> tuple[str, Press]:
    name, _colon, rest = fields.get("act", "").partition(":")
    number, _colon, reason = rest.partition(":")
    if name not in ACTS or not is_number(number):
        raise InvalidInput("The terminal does not know this button.", code="unknown_act")
    return name, _press(fields, int(number), actor, now, reason=reason)


def _scanned(
    centre: WorkCentre, fields: Mapping[str, str], actor: User, now: datetime
) -> tuple[str, Press]:
    """A scanned lot counts one good piece; a scanned run starts, or ends once all is counted."""
    code = fields["scan"].strip()[:LONGEST_CODE]
    runs = Run.objects.filter(work_centre=centre)
    if lot := LOT_CODE.fullmatch(code):
        seats = RunMember.objects.filter(
            is_active=True,
            operation__lot__work_order=int(lot[1]),
            operation__lot__number=int(lot[2]),
            run__in=runs.filter(status__in=STARTED),
        )
        seat = seats.select_related("operation").first()
        if seat is None:
            raise Conflict(
                _("%(code)s is in no run that is worked on here.") % {"code": code},
                code="lot_not_here",
            )
        return "count", _press(
            {**fields, "pieces": "1"}, seat.run_id, actor, now, lot_id=seat.operation.lot_id
        )
    run = RUN_CODE.fullmatch(code)
    found = runs.filter(pk=int(run[1])).first() if run else None
    if found is None:
        raise InvalidInput(
            _("%(code)s is no lot and no run of this work centre.") % {"code": code},
            code="unknown_code",
        )
    is_counted = found.status == Run.Status.COMPLETING
    return "finish" if is_counted else "start", _press(fields, found.number, actor, now)


def _press(
    fields: Mapping[str, str],
    number: int,
    actor: User,
    now: datetime,
    *,
    reason: str = "",
    lot_id: int | None = None,
) -> Press:
    pieces, minutes = fields.get("pieces") or "1", fields.get("minutes") or "30"
    if not is_number(pieces) or int(pieces) > MOST_PIECES:
        raise InvalidInput(_("Write the number of pieces in figures."), code="invalid_count")
    if not is_number(minutes):
        raise InvalidInput(_("Write the minutes in figures."), code="invalid_minutes")
    by = Pressed(run_number=number, actor=actor, now=now, act_id=_act_id(fields))
    return Press(by, int(pieces), reason, int(minutes), lot_id)


def _act_id(fields: Mapping[str, str]) -> uuid.UUID:
    given = fields.get("act_id")
    try:
        return uuid.UUID(given) if given else uuid.uuid4()
    except ValueError as error:
        raise InvalidInput("An act's id is a UUID.", code="invalid_act_id") from error


def _close(press: Press) -> str:
    close_run_now(**press.by)
    return _("Run %(number)s is closed and will be planned.") % press.number


def _start(press: Press) -> str:
    start_run(**press.by)
    return _("Run %(number)s has started.") % press.number


def _start_without(press: Press) -> str:
    start_run(**press.by, without_late=True)
    return _("Run %(number)s has started. Who is not here yet joins another run.") % press.number


def _count(press: Press) -> str:
    return _counted(press, count_good(**press.by, pieces=press.pieces, lot_id=press.lot_id))


def _scrap(press: Press) -> str:
    missing = scrap(**press.by, pieces=press.pieces, reason=press.reason)
    scrapped = _("Scrapped. It is made again once this run is finished.")
    return f"{scrapped} {_counted(press, missing)}"


def _counted(press: Press, missing: int) -> str:
    if missing == 0:
        return _("Run %(number)s has all its pieces. Finish it.") % press.number
    return _("Counted. %(missing)s to go.") % {"missing": missing}


def _rework(press: Press) -> str:
    rework(**press.by, pieces=press.pieces, reason=press.reason)
    return _("Noted for rework. The piece is still to be counted.")


def _take_back(press: Press) -> str:
    take_back_last(**press.by)
    return _("The last count is taken back.")


def _stop(press: Press) -> str:
    stop_machine(**press.by, reason=press.reason, expected_min=press.minutes)
    return _("Stopped. The plan counts on %(minutes)s minutes.") % {"minutes": press.minutes}


def _resume(press: Press) -> str:
    resume_machine(**press.by)
    return _("Going on.")


def _finish(press: Press) -> str:
    finish_run(**press.by)
    return _("Run %(number)s is finished.") % press.number


ACTS: dict[str, Act] = {
    "close": _close,
    "start": _start,
    "start-without": _start_without,
    "count": _count,
    "scrap": _scrap,
    "rework": _rework,
    "undo": _take_back,
    "stop": _stop,
    "resume": _resume,
    "finish": _finish,
}
