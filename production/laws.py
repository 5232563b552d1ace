"""Check the factory's laws of the data on the live database.

Law 2: an operation has at most one seat, and a run one family. Law 3: every piece and
every movement is accounted for. Law 4: started runs keep their members. Law 5: the active
plan holds. Each function returns a sentence for every violation.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet, Sum

from production.clock import to_moment
from production.models import (
    HeldSeat,
    Hold,
    LedgerEntry,
    Lot,
    Operation,
    Part,
    Promise,
    ReplenishmentDecision,
    Run,
    RunMember,
    StockItem,
    WorkOrder,
)
from production.planner.checker import check_plan
from production.planner.digest import digest_of
from production.planner.formation import recompute_close_reason
from production.planner.lot_sizing.policies import LineFacts, decide
from production.planner.promising.dates import recompute_promise
from production.planner.values import Assignment, Plan, Problem, RunToPlan, Slot, Unplaced
from production.selectors.planning import active_plan, active_slots, planning_problem

STARTED = (Run.Status.RUNNING, Run.Status.COMPLETING, Run.Status.COMPLETED)


def check_seats(now: datetime) -> list[str]:
    """Law 2: every operation in at most one run, in a run of its own family and work centre."""
    found = [
        f"operation {operation} has {seats} active seats"
        for operation, seats in RunMember.objects.filter(is_active=True)
        .values_list("operation")
        .annotate(seats=Count("pk"))
        .filter(seats__gt=1)
        .order_by("operation")
    ]
    strangers = RunMember.objects.filter(is_active=True).exclude(
        operation__family=F("run__family"),
        operation__work_centre=F("run__work_centre"),
        operation__flow_round=F("run__flow_round"),
    )
    found += [f"run {run} holds a member of another family" for run in _runs_of(strangers)]
    return found + _check_operation_status() + _check_close_reasons()


def check_promises(now: datetime) -> list[str]:
    """Every date follows from what it rests on; a run counts what is held in it, no more."""
    found = [
        f"the promise of W{promise.work_order_id} does not follow from its basis"
        for promise in Promise.objects.order_by("pk").iterator()
        if to_moment(recompute_promise(promise.basis)) != promise.promised_at
    ]
    found += [
        f"{hold} promises another date than its basis"
        for hold in Hold.objects.filter(status=Hold.Status.HELD).order_by("pk")
        if to_moment(recompute_promise(hold.basis)) != hold.promised_at
    ]
    found += _check_saved_setups()
    held = {
        row["run"]: row["pieces"]
        for row in HeldSeat.objects.filter(is_active=True)
        .order_by()
        .values("run")
        .annotate(pieces=Sum("pieces"))
    }
    counted = dict(Run.objects.filter(held_pieces__gt=0).values_list("pk", "held_pieces"))
    return found + [
        f"run {run}: {held.get(run, 0)} pieces are held, it counts {counted.get(run, 0)}"
        for run in sorted({*held, *counted})
        if held.get(run) != counted.get(run)
    ]


def _check_saved_setups() -> list[str]:
    """Return the holds that save a set-up of a run in which they keep no seat of its family."""
    holds = Hold.objects.filter(status=Hold.Status.HELD).exclude(setups=[])
    kept = {
        (seat.hold_id, seat.run_id, seat.run.family)
        for seat in HeldSeat.objects.filter(hold__in=holds).select_related("run")
    }
    return [
        f"{hold} saves a set-up of run {setup['run']} without a seat there"
        for hold in holds.order_by("pk")
        for setup in hold.setups
        if (hold.pk, setup["run"], setup["family"]) not in kept
    ]


def check_stock(now: datetime) -> list[str]:
    """Law 3: the ledger adds up to the shelf, and every work order's pieces are somewhere."""
    found = []
    items = StockItem.objects.annotate(
        moved=Sum("entries__on_hand_change"), set_aside=Sum("entries__reserved_change")
    )
    for item in items.order_by("sku"):
        if (item.moved or 0, item.set_aside or 0) != (item.on_hand, item.reserved):
            found.append(
                f"{item.sku}: the ledger says {item.moved or 0} on hand and "
                f"{item.set_aside or 0} reserved, the shelf {item.on_hand} and {item.reserved}"
            )
        if not 0 <= item.reserved <= item.on_hand:
            found.append(f"{item.sku}: {item.reserved} reserved of {item.on_hand}")
    return found + _check_lots() + _check_receipts() + _check_parts()


def check_replenishment(now: datetime) -> list[str]:
    """Every order for stock follows from the facts that it rested on."""
    rows = ReplenishmentDecision.objects.select_related("work_order").order_by("pk")
    return [
        f"{row.work_order} does not follow from the facts of its stock line"
        for row in rows.iterator()
        if asdict(decide(LineFacts.from_json(row.facts))) != row.figures
        or row.work_order.quantity != row.quantity
    ]


def check_started_runs(now: datetime) -> list[str]:
    """Law 4: no member joined or left a run after it had started."""
    late = RunMember.objects.filter(run__status__in=STARTED).filter(
        Q(joined_at__gt=F("run__started_at")) | Q(left_at__gt=F("run__started_at"))
    )
    return [f"run {run}: a member joined or left after the start" for run in _runs_of(late)]


def check_active_plan(now: datetime) -> list[str]:
    """Law 5: replay the active plan.

    While its inputs are as they were, everything is replayed. Once they changed, and until
    the next plan, its slots must still not overlap and must lie inside the calendars.
    """
    plan = active_plan()
    if plan is None:
        return []
    problem, slots = planning_problem(plan.checked_at), active_slots()
    is_current = digest_of(problem) == plan.inputs_digest
    if not is_current:
        problem = _as_planned(problem, slots)
    placed = {run.id: run.started or slots.get(run.id) for run in problem.runs}
    replay = Plan(
        tuple(Assignment(run, slot) for run, slot in placed.items() if slot),
        tuple(Unplaced(run, "not planned") for run, slot in placed.items() if not slot),
    )
    return [
        f"run {violation.run}: {violation.message}"
        for violation in check_plan(problem, replay)
        if is_current or violation.code in LASTING
    ]


def _as_planned(problem: Problem, slots: Mapping[int, Slot]) -> Problem:
    """Return the problem with the runs as the plan saw them: started ones as planned."""
    runs = (
        replace(run, started=slots.get(run.id) if _had_started(run, problem.now) else None)
        for run in problem.runs
    )
    return replace(problem, runs=tuple(runs))


def _had_started(run: RunToPlan, minute: int) -> bool:
    return run.started is not None and run.started.start <= minute


LASTING = frozenset({"overlap", "outside_calendar", "changeover_length", "paused"})

LAWS: Mapping[str, Callable[[datetime], list[str]]] = {
    "2 seats": check_seats,
    "promises": check_promises,
    "3 stock and pieces": check_stock,
    "replenishment": check_replenishment,
    "4 started runs": check_started_runs,
    "5 active plan": check_active_plan,
}


def violations(now: datetime) -> dict[str, list[str]]:
    """Return the violations of each law of the factory."""
    return {name: check(now) for name, check in LAWS.items()}


def _check_operation_status() -> list[str]:
    seated = Q(
        status__in=(Operation.Status.SEATED, Operation.Status.RUNNING, Operation.Status.DONE)
    )
    with_seat = RunMember.objects.filter(is_active=True).values("operation")
    lost = Operation.objects.filter(seated).exclude(pk__in=with_seat)
    doubled = Operation.objects.exclude(seated).filter(pk__in=with_seat)
    return [f"operation {row.pk} is {row.status} without a seat" for row in lost] + [
        f"operation {row.pk} is {row.status} and has a seat" for row in doubled
    ]


def _check_close_reasons() -> list[str]:
    closed = Run.objects.exclude(close_reason="").only("number", "close_reason", "close_facts")
    return [
        f"run {run.number} says {run.close_reason}, its facts say otherwise"
        for run in closed
        if not run.close_facts or recompute_close_reason(run.close_facts) != run.close_reason
    ]


def _check_lots() -> list[str]:
    good = Sum(F("lots__quantity") - F("lots__scrapped"))
    wrong = WorkOrder.objects.annotate(shared=good).exclude(shared=F("quantity"))
    found = [f"{row} makes {row.quantity}, its lots {row.shared or 0}" for row in wrong]
    unfinished = Lot.objects.filter(
        work_order__status=WorkOrder.Status.FINISHED, finished_at=None
    ).select_related("work_order")
    return found + [f"{lot} is not finished, its work order is" for lot in unfinished]


def _check_receipts() -> list[str]:
    receipts = LedgerEntry.objects.filter(kind=LedgerEntry.Kind.RECEIPT)
    stock = Lot.objects.filter(
        work_order__kind=WorkOrder.Kind.STOCK,
        finished_at__isnull=False,
        quantity__gt=F("scrapped"),
    )
    missing = stock.exclude(pk__in=receipts.values("lot")).select_related("work_order")
    good = F("lot__quantity") - F("lot__scrapped")
    wrong = receipts.exclude(on_hand_change=good).select_related("item")
    return [f"{lot} is finished and never reached the shelf" for lot in missing] + [
        f"a receipt of {row.item} differs from its lot" for row in wrong
    ]


def _check_parts() -> list[str]:
    parts = Part.objects.annotate(moved=Sum("entries__change")).order_by("code")
    return [
        f"{part.code}: the ledger says {part.moved or 0}, the shelf {part.on_hand}"
        for part in parts.exclude(on_hand=0, moved=None)
        if (part.moved or 0) != part.on_hand
    ]


def _runs_of(members: QuerySet[RunMember]) -> list[int]:
    return sorted(set(members.values_list("run", flat=True)))
