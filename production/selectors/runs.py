"""Questions about runs."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet

from foundation.errors import NotFound
from production.models import Operation, Run, RunMember

OVER = (Run.Status.COMPLETED, Run.Status.DISSOLVED)
STARTED = (Run.Status.RUNNING, Run.Status.COMPLETING)
# A snapshot may be long, and what is read of hundreds of members at once does not name it.
NOT_TOLD = ("operation__setup", "operation__lot__work_order__snapshot")
PAST = (Operation.Status.DONE, Operation.Status.CANCELLED)


def run_by_number(number: int) -> Run:
    """Return a run with its work centre.

    Raises
    ------
    NotFound
        When there is none.
    """
    return _only(Run.objects.select_related("work_centre", "machine"), number)


def run_with_members(number: int) -> Run:
    """Return a run as `runs_with_members` loads it.

    Raises
    ------
    NotFound
        When there is none.
    """
    return _only(runs_with_members(), number)


def runs_with_members() -> QuerySet[Run]:
    """Return runs with work centre, machine and active members read ahead."""
    members = (
        RunMember.objects.filter(is_active=True)
        .select_related("operation__lot__work_order")
        .order_by("position")
    )
    # The model names the type of `seats`; the plugin takes that for a second definition.
    return Run.objects.select_related("work_centre", "machine").prefetch_related(  # type: ignore[no-redef]
        Prefetch("members", queryset=members, to_attr="seats")
    )


def active_members(run: Run) -> QuerySet[RunMember]:
    """Return a run's members with operation, lot and work order, in their order."""
    rows = run.members.filter(is_active=True).select_related("operation__lot__work_order")
    return rows.order_by("position")


def members_in_runs(runs: Iterable[Run]) -> list[tuple[Run, RunMember]]:
    """Return the active members of these runs, each beside its run, with what news tells."""
    by_id = {run.pk: run for run in runs}
    rows = RunMember.objects.filter(run__in=by_id, is_active=True)
    rows = rows.select_related("operation__lot__work_order").defer(*NOT_TOLD)
    return [(by_id[member.run_id], member) for member in rows.order_by("run", "position")]


def taken_positions(runs: Iterable[Run]) -> dict[int, int]:
    """Return by run the last position in it, those who left included."""
    seats = RunMember.objects.filter(run__in=[run.pk for run in runs]).order_by()
    return dict(seats.values_list("run").annotate(last=Max("position")))


def not_here_yet(operations: QuerySet[Operation]) -> QuerySet[Operation]:
    """Return those operations whose lot still has an earlier step to go through."""
    earlier = Operation.objects.filter(lot=OuterRef("lot"), position__lt=OuterRef("position"))
    return operations.filter(Exists(earlier.exclude(status__in=PAST)))


def runs_with_order(runs: QuerySet[Run], reference: str) -> QuerySet[Run]:
    """Return those runs in which a work order of this reference has a seat."""
    members = RunMember.objects.filter(
        run=OuterRef("pk"), is_active=True, operation__lot__work_order__reference=reference
    )
    return runs.filter(Exists(members))


def centres_with_work(now: datetime) -> list[int]:
    """Return the work centres where something waits for a run or a run has to close."""
    waiting = Operation.objects.filter(status=Operation.Status.WAITING)
    closing = Run.objects.filter(Q(status=Run.Status.OPEN) & Q(closes_at__lte=now))
    ids = {
        *waiting.values_list("work_centre_id", flat=True).distinct().order_by(),
        *closing.values_list("work_centre_id", flat=True).distinct().order_by(),
    }
    return sorted(ids)


def beginning_their_lot(members: Iterable[RunMember]) -> list[RunMember]:
    """Return those members whose lot has no earlier step."""
    rows = list(members)
    steps = Operation.objects.filter(lot__in=[member.operation.lot_id for member in rows])
    first = dict(steps.values_list("lot").annotate(first=Min("position")).order_by())
    return [
        member for member in rows if member.operation.position == first[member.operation.lot_id]
    ]


def _only(runs: QuerySet[Run], number: int) -> Run:
    run = runs.filter(pk=number).first()
    if run is None:
        raise NotFound(f"There is no run {number}.", code="no_such_run")
    return run
