"""A cancellation and the start of its run, sent off at once to processes of their own."""

import random
from collections.abc import Callable, Iterable
from functools import partial
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import Any

from benchmarks.small_factory import (
    CENTRES,
    NOW,
    SHORT_MIN,
    insist,
    open_centres,
    write_orders,
)

FORK = get_context("fork")
HANDS = 4
MACHINES_OF_CENTRE = 8
# So many orders for each machine, or else some would have no full run to start.
ORDERS_PER_MACHINE = 3


def cancel_against_start(pairs: int, seed: int = 3) -> tuple[int, int, int]:
    """Return orders both cancelled and in a started run, those neither, and how many lost.

    Each cancellation has an opponent, who starts the run in which its order is.
    """
    # Django has to be set up before its models can be imported.
    from production.services.planning import plan_factory  # noqa: PLC0415
    from production.services.run_formation import form_all_runs  # noqa: PLC0415

    machines = CENTRES * MACHINES_OF_CENTRE
    centres = open_centres("duel", SHORT_MIN, machines)
    dice = random.Random(seed)
    floor, desk = FORK.JoinableQueue(), FORK.JoinableQueue()
    hands = [*_hands(_work_on, floor), *_hands(_cancel, desk)]
    met: list[str] = []
    while len(met) < pairs:
        write_orders(centres, machines * ORDERS_PER_MACHINE, f"duel {len(met)}", dice)
        form_all_runs(now=NOW)
        plan_factory(now=NOW)
        duels = _duels(centres, dice)[: pairs - len(met)]
        met += [reference for _run, reference in duels]
        _fight(duels, floor, desk, dice)
        _all(floor, [("finish", run) for run, _reference in duels])
    _end(hands, floor, desk)
    return counted(met)


def counted(references: list[str]) -> tuple[int, int, int]:
    """Return orders both cancelled and in a started run, those neither, those in such a run."""
    # As above.
    from production.models import RunMember, WorkOrder  # noqa: PLC0415

    mine = WorkOrder.objects.filter(reference__in=references)
    seats = RunMember.objects.filter(is_active=True, run__started_at__isnull=False)
    started = set(seats.values_list("operation__lot__work_order", flat=True))
    cancelled = set(mine.filter(status="cancelled").values_list("pk", flat=True))
    in_a_run = started & set(mine.values_list("pk", flat=True))
    neither = len(references) - len(cancelled | in_a_run)
    return len(cancelled & in_a_run), neither, len(in_a_run)


def _duels(centres: list[Any], dice: random.Random) -> list[tuple[int, str]]:
    """Return for each machine its first run that can start, and an order in it."""
    # As above.
    from production.models import RunMember  # noqa: PLC0415

    rows = RunMember.objects.filter(
        run__work_centre__in=centres, run__status__in=("planned", "released"), is_active=True
    )
    columns = ("run__machine", "run", "operation__lot__work_order__reference")
    first: dict[int, int] = {}
    orders: dict[int, list[str]] = {}
    for machine, run, reference in rows.order_by("run__planned_start", "pk").values_list(*columns):
        if first.setdefault(machine, run) == run:
            orders.setdefault(run, []).append(reference)
    return [(run, dice.choice(references)) for run, references in orders.items()]


def _fight(duels: list[tuple[int, str]], floor: Any, desk: Any, dice: random.Random) -> None:
    """Send both sides off at once, each in an order of its own, and wait for all."""
    starts = [("start", run) for run, _reference in duels]
    cancellations = [reference for _run, reference in duels]
    dice.shuffle(starts)
    dice.shuffle(cancellations)
    for start, cancellation in zip(starts, cancellations, strict=True):
        floor.put(start)
        desk.put(cancellation)
    floor.join()
    desk.join()


def _all(queue: Any, acts: Iterable[Any]) -> None:
    for act in acts:
        queue.put(act)
    queue.join()


def _hands(work: Callable[[Any], None], queue: Any) -> list[BaseProcess]:
    # As above.
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    hands: list[BaseProcess] = [
        FORK.Process(target=work, args=(queue,), daemon=True) for _ in range(HANDS)
    ]
    for hand in hands:
        hand.start()
    return hands


def _end(hands: list[BaseProcess], *queues: Any) -> None:
    for queue in queues:
        _all(queue, [None] * HANDS)
    for hand in hands:
        hand.join()


def _work_on(floor: Any) -> None:
    """Start and finish runs until None comes; whoever finds the run gone goes on."""
    # As above.
    from foundation.models import User  # noqa: PLC0415
    from production.services.floor import finish_run, start_run  # noqa: PLC0415

    actor, _is_new = User.objects.get_or_create(username="worker")
    acts = {"start": start_run, "finish": finish_run}
    while (found := floor.get()) is not None:
        act, run = found
        insist(partial(acts[act], run_number=run, actor=actor, now=NOW))
        floor.task_done()
    floor.task_done()


def _cancel(desk: Any) -> None:
    # As above.
    from production.services.work_orders import cancel_work_orders  # noqa: PLC0415

    while (reference := desk.get()) is not None:
        insist(partial(cancel_work_orders, reference=reference, now=NOW))
        desk.task_done()
    desk.task_done()
