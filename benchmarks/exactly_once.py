"""Every operation in one run, whatever dies: workers killed with -9, messages delivered twice.

Unit: operations in two runs, operations lost, orders both cancelled and in a run; no peer. How:
on a private PostgreSQL, eight worker processes take messages from a list in Redis where each
stands twice, and form, plan or release. Meanwhile orders arrive, and workers chosen by a seed are killed
with SIGKILL at random moments and replaced; whatever message they held is lost. In the second
part every order is cancelled while its batch is formed, planned and started; in the third each
cancellation meets the start of the very run that its order is in, and either side wins some.
"""

import os
import random
import signal
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import Any

from benchmarks.figures import Bar, CannotMeasure, DifferenceFound, Figure, Measured
from benchmarks.options import Options
from benchmarks.small_factory import MACHINES, NOW, SHORT_MIN, insist, open_centres, write_orders
from benchmarks.start_races import cancel_against_start

WORKERS, LINES, KILLS, PAIRS = 8, 20_000, 50, 5_000
SLICE, PLAN_EVERY = 200, 10
STALLED_S = 300
LIST, END = "exactly-once", "end"
Connect = Callable[[], Any]
FORK = get_context("fork")


class Messages:
    """A list in Redis: a worker that is killed holds no lock of it, and loses its message."""

    def __init__(self, connect: Connect) -> None:
        self._connect = connect
        with connect() as redis:
            redis.delete(LIST)

    def put(self, *names: str) -> None:
        with self._connect() as redis:
            redis.lpush(LIST, *names)

    def take(self) -> str:
        with self._connect() as redis:
            _list, name = redis.brpop([LIST], timeout=0)
        return str(name.decode())


def run(options: Options) -> Measured:
    if options.shop.services is None:
        raise CannotMeasure("no private PostgreSQL and Redis")
    connect = options.shop.services.redis.client
    lines, kills = options.pick(LINES, 800), options.pick(KILLS, 8)
    doubled, lost, killed = batch_under_fire(connect, lines, kills)
    yield Figure(f"{lines:,} operations, {killed} kills: in two runs", "", doubled, bar=_none())
    yield Figure(f"{lines:,} operations, {killed} kills: lost", "", lost, bar=_none())
    pairs = options.pick(PAIRS, 200)
    both, neither, _refused = cancel_against_batch(connect, pairs)
    yield Figure(
        f"{pairs:,} cancelled while batched: cancelled and in a run", "", both, bar=_none()
    )
    yield Figure(f"{pairs:,} cancelled while batched: neither", "", neither, bar=_none())
    both, neither, lost = cancel_against_start(pairs)
    if not 0 < lost < pairs:
        raise DifferenceFound(f"{lost} of {pairs} cancellations lost: nothing competed")
    name = f"{pairs:,} cancellations against a start, {lost:,} lost"
    yield Figure(f"{name}: cancelled and in a started run", "", both, bar=_none())
    yield Figure(f"{name}: neither", "", neither, bar=_none())


def _none() -> Bar:
    return Bar("at most", 0)


def batch_under_fire(
    connect: Connect, lines: int, kills: int, seed: int = 1
) -> tuple[int, int, int]:
    """Return the operations in two runs, those in none, and how many workers were killed."""
    # Django has to be set up before its models can be imported.
    from production.models import Operation  # noqa: PLC0415

    centres = open_centres()
    dice = random.Random(seed)
    messages = Messages(connect)
    workers = [_start(_work, messages) for _ in range(WORKERS)]
    killed = 0
    slices = max(10, lines // SLICE)
    for number in range(slices):
        share = lines * (number + 1) // slices - lines * number // slices
        write_orders(centres, share, f"line {number}", dice)
        messages.put("form", "form")
        if number % PLAN_EVERY == 0:
            messages.put("plan", "plan")
        while killed < kills * (number + 1) // slices:
            time.sleep(dice.random() * 0.2)
            _kill(workers, dice.randrange(WORKERS), messages)
            killed += 1
    waiting = Operation.objects.filter(work_centre__in=centres, status="waiting")
    _until(lambda: not waiting.exists(), messages)
    _end(workers, messages)
    return (*_counted(centres), killed)


def cancel_against_batch(connect: Connect, pairs: int, seed: int = 2) -> tuple[int, int, int]:
    """Return orders both cancelled and in a run, those neither, and the refused cancellations."""
    # As above.
    from production.models import Operation, RunMember, WorkOrder  # noqa: PLC0415

    centres = open_centres("race", longest_min=SHORT_MIN)
    dice = random.Random(seed)
    messages = Messages(connect)
    refusals: Any = FORK.Value("i", 0)
    workers = [_start(_work, messages) for _ in range(WORKERS // 2)]
    cancellers: list[Any] = [FORK.Queue() for _ in range(WORKERS // 2)]
    processes = [_start(_cancel, queue, refusals) for queue in cancellers]
    for number in range(0, pairs, 100):
        names = write_orders(centres, min(100, pairs - number), f"pair {number}", dice)
        dice.shuffle(names)
        for place, name in enumerate(names):
            cancellers[place % len(cancellers)].put(name)
        messages.put("form", "plan", "start", "form", "plan", "start")
    for queue in cancellers:
        queue.put(None)
    orders = WorkOrder.objects.filter(lots__operations__work_centre__in=centres)
    _wait_for(processes, lambda: orders.filter(status="cancelled").count() + refusals.value)
    mine = Operation.objects.filter(work_centre__in=centres)
    _until(lambda: not mine.filter(status="waiting").exists(), messages)
    _end(workers, messages)
    seats = RunMember.objects.filter(operation__in=mine, is_active=True)
    in_a_run = set(seats.values_list("operation__lot__work_order", flat=True))
    cancelled = set(orders.filter(status="cancelled").values_list("pk", flat=True))
    return len(cancelled & in_a_run), pairs - len(cancelled | in_a_run), refusals.value


def _wait_for(processes: Iterable[BaseProcess], count_done: Callable[[], int]) -> None:
    """Wait for processes for as long as they get on."""
    for process in processes:
        before = -1
        while process.is_alive():
            if before == (before := count_done()):
                raise DifferenceFound("cancellations do not get on")
            process.join(STALLED_S)


def _start(work: Callable[..., None], *arguments: Any) -> BaseProcess:
    # As above.
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    process = FORK.Process(target=work, args=arguments, daemon=True)
    process.start()
    return process


def _kill(workers: list[BaseProcess], place: int, messages: Messages) -> None:
    pid = workers[place].pid
    if pid is not None:
        os.kill(pid, signal.SIGKILL)
    workers[place].join()
    workers[place] = _start(_work, messages)


def _end(workers: list[BaseProcess], messages: Messages) -> None:
    messages.put(*[END] * len(workers))
    for worker in workers:
        worker.join(STALLED_S)


def _until(is_done: Callable[[], bool], messages: Messages) -> None:
    """Go on waking until it is so, as beat does."""
    deadline = time.monotonic() + STALLED_S
    while not is_done():
        if time.monotonic() > deadline:
            raise DifferenceFound("operations still wait: the workers are stuck")
        messages.put("form")
        time.sleep(0.5)


def _work(messages: Messages) -> None:
    """Take messages until None comes; a conflict or a busy database waits for the next."""
    # As above.
    from django.db.utils import DatabaseError  # noqa: PLC0415

    from production.services.planning import plan_factory  # noqa: PLC0415
    from production.services.run_formation import form_all_runs  # noqa: PLC0415

    acts: dict[str, Callable[[], object]] = {
        "form": lambda: form_all_runs(now=NOW),
        "plan": lambda: plan_factory(now=NOW),
        "start": _work_some,
    }
    while (name := messages.take()) != END:
        with suppress(DatabaseError):
            acts[name]()


def _work_some() -> None:
    """Finish what runs and start what is planned, as the floor does."""
    # As above.
    from foundation.errors import Refusal  # noqa: PLC0415
    from foundation.models import User  # noqa: PLC0415
    from production.models import Run  # noqa: PLC0415
    from production.services.floor import finish_run, start_run  # noqa: PLC0415

    actor = User.objects.order_by("pk").first() or User.objects.create_user(username="worker")
    for statuses, act in ((("running",), finish_run), (("planned", "released"), start_run)):
        mine = Run.objects.filter(status__in=statuses, work_centre__code__startswith="race")
        for number in mine.values_list("number", flat=True)[:MACHINES]:
            with suppress(Refusal):
                act(run_number=number, actor=actor, now=NOW)


def _cancel(references: Any, refusals: Any) -> None:
    # As above.
    from production.services.work_orders import cancel_work_orders  # noqa: PLC0415

    while (reference := references.get()) is not None:
        if not insist(partial(cancel_work_orders, reference=reference, now=NOW)):
            with refusals.get_lock():
                refusals.value += 1


def _counted(centres: list[Any]) -> tuple[int, int]:
    # As above.
    from django.db.models import Count  # noqa: PLC0415

    from production.models import Operation, RunMember  # noqa: PLC0415

    seats = RunMember.objects.filter(run__work_centre__in=centres, is_active=True)
    by_operation = seats.values("operation").annotate(seats=Count("pk")).order_by()
    doubled = by_operation.filter(seats__gt=1).count()
    operations = Operation.objects.filter(work_centre__in=centres).count()
    return doubled, operations - by_operation.count()
