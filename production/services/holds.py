"""Keep seats for a cart or a quote, and turn them into members when it is ordered.

How the room above uses it: ``hold_seats`` when something is put into a cart or quoted, with a
reference of its own choosing; ``extend_hold`` once on request; ``release_hold`` when it is
taken out; ``seat_held`` in the transaction that created the work order. Seats are taken under
the lock of their runs, so two at once never share the last one: the other gets the next best.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from catalog.canonical import Document
from foundation.errors import Conflict, InvalidInput, NotFound
from foundation.locks import lock_rows
from foundation.wakeups import wake
from production.clock import to_minute, to_moment
from production.models import HeldSeat, Hold, Operation, Run, RunMember, WorkOrder
from production.selectors.centres import CentreFacts
from production.selectors.factory_now import FactoryNow
from production.selectors.facts import current_facts
from production.selectors.holds import holds_alive
from production.selectors.latest_ends import latest_ends
from production.selectors.offers import Leg, Offer, growth, has_room, made_offer, offers_for
from production.selectors.open_runs import LoadedRun, run_loads
from production.selectors.savings import saved_setups
from production.services.news import OPERATION_JOINED, tell_members
from production.services.run_seats import give_back, recount_held, use_room
from production.services.work_orders import PLAN_TASK
from production.transitions import move_all

ATTEMPTS = 5
CART_HOLD = timedelta(minutes=30)
NOT_STARTED = (Run.Status.OPEN, Run.Status.CLOSED, Run.Status.PLANNED, Run.Status.RELEASED)


@dataclass(frozen=True, slots=True)
class WantedDesign:
    """So many of one complete design, of which the date and the seats are wanted.

    `kind` is that of the offer that is wanted (``join`` or ``new``); the soonest where it is
    empty, or no longer offered.
    """

    product_code: str
    document: Document
    choices: Mapping[str, Any]
    quantity: int
    kind: str = ""


class _Gone(Exception):
    """A run was filled or closed since it was offered."""


def hold_seats(
    *, wanted: WantedDesign, reference: str, expires_at: datetime, now: datetime
) -> Hold:
    """Keep the seats of an offer that makes the design, and the price they give, until they expire.

    A hold of the same reference is given back first. Where a run was filled meanwhile, the
    next best offer is taken. A new run is opened where that is soonest, with seats for others
    too. Of more lots than one, only the date is kept: they need more runs than one.

    Raises
    ------
    InvalidInput
        When `expires_at` is past.
    Conflict
        ``no_offer`` when nobody can make it; ``seats_contended`` when others were always faster.
    """
    if expires_at <= now:
        raise InvalidInput(_("A hold has to end in the future."), code="invalid_expiry")
    for _attempt in range(ATTEMPTS):
        try:
            hold = _hold_offer(wanted, reference, expires_at, now)
        except (_Gone, IntegrityError):
            continue
        wake(PLAN_TASK)
        return hold
    raise Conflict(
        _("Many people are taking seats right now. Please try again."), code="seats_contended"
    )


@transaction.atomic
def extend_hold(*, reference: str, now: datetime) -> Hold:
    """Keep a hold for half an hour from now; once.

    Raises
    ------
    NotFound
        ``hold_over`` when there is none, or it has expired.
    Conflict
        ``hold_extended`` when it was extended before.
    """
    hold = _live_hold(reference, now)
    if hold is None:
        raise NotFound(_("These seats are no longer held for you."), code="hold_over")
    if hold.is_extended:
        raise Conflict(_("Seats are kept longer only once."), code="hold_extended")
    hold.expires_at = max(hold.expires_at, now + CART_HOLD)
    hold.is_extended = True
    hold.save(update_fields=["expires_at", "is_extended"])
    return hold


@transaction.atomic
def hand_over_hold(*, reference: str, to: str, expires_at: datetime, now: datetime) -> Hold | None:
    """Keep the same seats, date and price under another reference, until another time.

    Returns None where the reference holds nothing.
    """
    hold = _live_hold(reference, now)
    if hold is None:
        return None
    hold.reference, hold.expires_at = to, max(hold.expires_at, expires_at)
    hold.save(update_fields=["reference", "expires_at"])
    return hold


@transaction.atomic
def release_hold(*, reference: str, now: datetime) -> bool:
    """Give the seats of a reference back; False when none are held."""
    holds = lock_rows(Hold.objects.filter(reference=reference, status=Hold.Status.HELD))
    for hold in holds:
        _end(hold, Hold.Status.RELEASED, now)
    return bool(holds)


def release_expired(*, now: datetime) -> int:
    """Give back the seats of all holds that have expired; return how many. Safe to repeat."""
    expired = Hold.objects.filter(status=Hold.Status.HELD, expires_at__lte=now)
    released = 0
    for pk in expired.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            for hold in lock_rows(expired.filter(pk=pk)):
                _end(hold, Hold.Status.EXPIRED, now)
                released += 1
    return released


@transaction.atomic
def seat_held(*, ordered: Mapping[str, WorkOrder], now: datetime) -> int:
    """Make members of held seats for work orders of the same designs; return how many.

    `ordered` maps a hold's reference to the work order that takes its place, created in the same
    transaction, so that no forming of runs can have seen it. Operations whose
    run has started or is too small by now stay without a run: the next forming of runs seats
    them. A reference without a live hold changes nothing. All runs are locked at once, in the
    order that everybody locks them in.
    """
    holds = lock_rows(holds_alive(ordered, now))
    seats = {
        (seat.hold_id, seat.step): seat
        for seat in HeldSeat.objects.filter(hold__in=holds, is_active=True)
    }
    run_ids = {seat.run_id for seat in seats.values()}
    runs = {run.pk: run for run in lock_rows(Run.objects.filter(pk__in=run_ids))}
    seated = 0
    for hold in holds:
        _close(hold, Hold.Status.TAKEN, now)
        for operation in _waiting(ordered[hold.reference]):
            seat = seats.get((hold.pk, operation.position))
            if seat is not None and _is_place_of(operation, seat, runs[seat.run_id]):
                _make_member(operation, runs[seat.run_id], now)
                seated += 1
    give_back(runs.values())
    if holds:
        wake(PLAN_TASK)
    return seated


def _waiting(work_order: WorkOrder) -> list[Operation]:
    rows = Operation.objects.filter(lot__work_order=work_order, status=Operation.Status.WAITING)
    return list(rows.select_related("lot__work_order", "work_centre").order_by("position"))


def _wanted_offer(wanted: WantedDesign, now: datetime) -> Offer:
    offers = offers_for(
        wanted.product_code,
        wanted.document,
        wanted.choices,
        wanted.quantity,
        FactoryNow([wanted.product_code], now),
    )
    offer = made_offer(offers, wanted.kind)
    if offer is None:
        raise Conflict(_("We cannot date this design right now."), code="no_offer")
    return offer


def _hold_offer(wanted: WantedDesign, reference: str, expires_at: datetime, now: datetime) -> Hold:
    """Hold the wanted offer; what the reference held before counts as free for it."""
    if not Hold.objects.filter(reference=reference, status=Hold.Status.HELD).exists():
        # The factory is asked before the transaction: most holds replace none.
        offer = _wanted_offer(wanted, now)
        with transaction.atomic():
            return _hold(offer, wanted, reference, expires_at, now)
    with transaction.atomic():
        release_hold(reference=reference, now=now)
        return _hold(_wanted_offer(wanted, now), wanted, reference, expires_at, now)


def _hold(
    offer: Offer, wanted: WantedDesign, reference: str, expires_at: datetime, now: datetime
) -> Hold:
    hold = Hold.objects.create(
        reference=reference,
        product_code=wanted.product_code,
        quantity=wanted.quantity,
        promised_at=offer.ready_at,
        basis=dict(offer.basis),
        created_at=now,
        expires_at=expires_at,
    )
    if all(leg.pieces == wanted.quantity for leg in offer.legs):
        _take_seats(hold, offer.legs, now)
    return hold


def _take_seats(hold: Hold, legs: Sequence[Leg], now: datetime) -> None:
    ends = latest_ends(
        [leg.step for leg in legs], hold.quantity, to_minute(hold.promised_at), to_minute(now)
    )
    joined = [leg.run.pk for leg in legs if leg.run]
    runs = _lock_with_neighbours(joined)
    loads = run_loads(runs[pk] for pk in joined)
    taken, shared = [], []
    for position, (leg, end) in enumerate(zip(legs, ends, strict=True), start=1):
        minutes = leg.step.minutes(leg.pieces)
        if leg.run is not None:
            run = runs[leg.run.pk]
            loaded, policy = LoadedRun(run, loads[run.pk]), leg.step.centre.policy
            if run.status != Run.Status.OPEN or not loaded.load.members:
                raise _Gone
            if not has_room(policy, loaded, minutes, leg.pieces, leg.delay_min):
                raise _Gone
            use_room(run, leg.delay_min + growth(policy, loaded, minutes), runs.values())
            if loaded.load.is_ordered_in:
                shared.append((leg.step, run))
        elif leg.step.centre.policy.is_family_run:
            run = _open_run(leg, now)
        else:
            continue
        runs[run.pk] = run
        taken.append(
            HeldSeat(
                hold=hold,
                run=run,
                step=position,
                minutes=minutes,
                pieces=leg.pieces,
                latest_end=to_moment(end),
            )
        )
    HeldSeat.objects.bulk_create(taken)
    Run.objects.bulk_update(runs.values(), ["room_min"])
    recount_held([runs[seat.run_id] for seat in taken])
    if taken:
        hold.basis["run"] = taken[-1].run_id
        hold.setups = list(saved_setups(shared, current_facts())) if shared else []
        hold.save(update_fields=["basis", "setups"])


def _lock_with_neighbours(joined: Sequence[int]) -> dict[int, Run]:
    """Lock runs with all that wait for the same machines: they share what room there is."""
    machines = Run.objects.filter(pk__in=joined, machine__isnull=False).values("machine")
    near = Run.objects.filter(
        Q(pk__in=joined) | Q(machine__in=machines, status__in=NOT_STARTED, room_min__isnull=False)
    )
    return {run.pk: run for run in lock_rows(near)}


def _open_run(leg: Leg, now: datetime) -> Run:
    facts: CentreFacts = leg.step.centre
    return Run.objects.create(
        work_centre=facts.row,
        policy=facts.policy_row,
        family=leg.step.family,
        flow_round=leg.step.flow_round,
        opened_at=now,
        closes_at=to_moment(leg.closes_at),
        seats_min=leg.seats_min or None,
    )


def _live_hold(reference: str, now: datetime) -> Hold | None:
    locked = lock_rows(holds_alive([reference], now))
    return locked[0] if locked else None


def _end(hold: Hold, status: Hold.Status, now: datetime) -> None:
    seats = hold.seats.filter(is_active=True)
    runs = lock_rows(Run.objects.filter(pk__in=list(seats.values_list("run_id", flat=True))))
    _close(hold, status, now)
    give_back(runs)
    wake(PLAN_TASK)


def _close(hold: Hold, status: Hold.Status, now: datetime) -> None:
    hold.seats.filter(is_active=True).update(is_active=False)
    hold.status = status
    hold.ended_at = now
    hold.save(update_fields=["status", "ended_at"])


def _is_place_of(operation: Operation, seat: HeldSeat, run: Run) -> bool:
    return (
        run.status in NOT_STARTED
        and operation.minutes <= seat.minutes
        and operation.lot.quantity <= seat.pieces
        and (operation.work_centre_id, operation.family, operation.flow_round)
        == (run.work_centre_id, run.family, run.flow_round)
    )


def _make_member(operation: Operation, run: Run, now: datetime) -> None:
    taken = run.members.order_by("-position").values_list("position", flat=True).first() or 0
    member = RunMember.objects.create(
        run=run, operation=operation, position=taken + 1, joined_at=now
    )
    move_all(
        Operation.objects.filter(pk=operation.pk),
        from_status=Operation.Status.WAITING,
        to=Operation.Status.SEATED,
    )
    tell_members(OPERATION_JOINED, run, [member], now)
