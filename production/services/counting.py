"""What is counted at a terminal: good pieces, scrap, rework, and taking the last count back."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from django.db import transaction
from django.db.models import F

from foundation.errors import Conflict, InvalidInput
from foundation.models import User
from production.models import FloorAct, Run, RunMember
from production.services.news import (
    PIECES_COUNTED,
    PIECES_REWORKED,
    PIECES_SCRAPPED,
    PIECES_TAKEN_BACK,
    tell_members,
)
from production.services.started_runs import (
    is_done,
    known_reason,
    locked_working_run,
    members_of,
    missing_of,
    record_act,
    shared_out,
)
from production.transitions import move

Kind = FloorAct.Kind
FIELDS = {
    Kind.GOOD: "good_pieces",
    Kind.SCRAP: "scrapped_pieces",
    Kind.REWORK: "reworked_pieces",
}
NEWS = {
    Kind.GOOD: PIECES_COUNTED,
    Kind.SCRAP: PIECES_SCRAPPED,
    Kind.REWORK: PIECES_REWORKED,
}


class Count(TypedDict):
    """Pieces counted at a terminal.

    `lot_id` counts pieces of that lot alone; `act_id` makes a repeated call count once.
    """

    run_number: int
    pieces: int
    actor: User
    now: datetime
    lot_id: NotRequired[int | None]
    act_id: NotRequired[uuid.UUID | None]


def count_good(**count: Unpack[Count]) -> int:
    """Count good pieces, member after member; return how many are still to make.

    Raises
    ------
    InvalidInput
        For fewer than one piece, or more than are still to make.
    Conflict
        When the run is not being worked on, or its machine is stopped.
    """
    return _count(Kind.GOOD, "", **count)


def scrap(*, reason: str, **count: Unpack[Count]) -> int:
    """Count pieces as lost and say why; when the run finishes, a new lot makes them again.

    Returns and refuses as `count_good`; also refuses a reason the terminal does not offer.
    """
    return _count(Kind.SCRAP, known_reason(reason, FloorAct.Reason), **count)


def rework(*, reason: str, **count: Unpack[Count]) -> int:
    """Note that pieces go through this run once more; they stay to be counted.

    Returns and refuses as `scrap`.
    """
    return _count(Kind.REWORK, known_reason(reason, FloorAct.Reason), **count)


@transaction.atomic
def take_back_last(
    *, run_number: int, actor: User, now: datetime, act_id: uuid.UUID | None = None
) -> FloorAct | None:
    """Take the run's last count back; return it, or None when this very act came before.

    Raises
    ------
    Conflict
        When there is nothing to take back, or the run is not being worked on.
    """
    run = locked_working_run(run_number)
    if is_done(act_id):
        return None
    counts = run.acts.filter(kind__in=FloorAct.COUNTS, undone_by=None)
    last = counts.order_by("-number").first()
    if last is None:
        raise Conflict("There is nothing to take back.", code="nothing_to_take_back")
    shares = {int(member): pieces for member, pieces in last.shares.items()}
    _change(Kind(last.kind), {member: -pieces for member, pieces in shares.items()})
    record_act(Kind.UNDO, run, actor=actor, now=now, act_id=act_id, shares=shares, undoes=last)
    if run.status == Run.Status.COMPLETING and last.kind != Kind.REWORK:
        move(run, Run.Status.RUNNING)
    told = [member for member in members_of(run) if member.pk in shares]
    tell_members(PIECES_TAKEN_BACK, run, told, now, actor=actor.get_username())
    return last


@transaction.atomic
def _count(kind: FloorAct.Kind, reason: str, **count: Unpack[Count]) -> int:
    run = locked_working_run(count["run_number"])
    members, act_id = members_of(run), count.get("act_id")
    if is_done(act_id):
        return _missing(members)
    actor, now, lot_id = count["actor"], count["now"], count.get("lot_id")
    counted = [m for m in members if lot_id is None or m.operation.lot_id == lot_id]
    _require_missing(run, _missing(counted), count["pieces"])
    shares = shared_out(counted, count["pieces"])
    by_member = {member.pk: pieces for member, pieces in shares}
    _change(kind, by_member)
    record_act(kind, run, actor=actor, now=now, act_id=act_id, shares=by_member, reason=reason)
    for member, pieces in shares:
        facts = {"pieces": pieces, "actor": actor.get_username(), "reason": reason}
        tell_members(NEWS[kind], run, [member], now, **facts)
    missing = _missing(members) - (0 if kind == Kind.REWORK else count["pieces"])
    if not missing and run.status == Run.Status.RUNNING:
        move(run, Run.Status.COMPLETING)
    return missing


def _missing(members: Sequence[RunMember]) -> int:
    return sum(missing_of(member) for member in members)


def _change(kind: FloorAct.Kind, changes: dict[int, int]) -> None:
    field = FIELDS[kind]
    for member, pieces in changes.items():
        RunMember.objects.filter(pk=member).update(**{field: F(field) + pieces})


def _require_missing(run: Run, missing: int, pieces: int) -> None:
    if not 1 <= pieces <= missing:
        raise InvalidInput(
            f"Run {run.number} has {missing} pieces to make; {pieces} cannot be counted.",
            code="count_out_of_range",
            details={"missing": missing},
        )
