"""Runs against one by one: order books of 100, 1,000 and 10,000 lines on eight machines.

Unit: changeovers, minutes of machine time an order, share on time, seconds of planning; peer:
every line by itself, first come first served, on the same lines and changeover minutes. How:
lines arrive over time; every 30 minutes `form_runs` seats what has arrived and closes runs by
size, wait and due date; `make_plan` then sequences all closed runs, each released when it
closed, and the independent checker replays the plan. The seconds hold all three.
"""

from dataclasses import dataclass
from time import perf_counter

from benchmarks.figures import Bar, DifferenceFound, Figure, Measured, middle
from benchmarks.options import Options
from benchmarks.order_books import (
    COLOUR_MIN,
    MACHINES,
    MATERIAL_MIN,
    MATERIALS,
    BookLine,
    changeover_min,
    order_book,
)
from benchmarks.peers.one_by_one import Outcome, first_come_first_served
from production.planner.checker import check_plan
from production.planner.formation import FormedRun, form_runs
from production.planner.sequencing import make_plan
from production.planner.values import (
    CalendarRules,
    Centre,
    ChangeoverRule,
    Kind,
    Machine,
    OpenRun,
    Plan,
    Policy,
    Problem,
    RunToPlan,
    Seat,
    Shift,
    Step,
)
from production.planner.working_calendar import WorkingCalendar

SIZES = (100, 1_000, 10_000)
SEEDS = (1, 2, 3)
TICK_MIN = 30
# A Monday; the planner counts minutes since 1970.
START = 29_533_680
ALWAYS = CalendarRules("UTC", tuple(Shift(day, 0, 1_440) for day in range(7)))
POLICY = Policy(version=1, max_minutes=240, max_wait_min=960, due_slack_min=240)
CENTRE = Centre(
    id=1,
    name="Line",
    calendar=ALWAYS,
    changeovers=(
        ChangeoverRule("", "*", 0),
        *(ChangeoverRule(f"{m}.*", f"{m}.*", COLOUR_MIN) for m in range(MATERIALS)),
    ),
    default_changeover_min=MATERIAL_MIN,
)


@dataclass(frozen=True, slots=True)
class Result:
    """Ours and the peer's schedule of one book, and the seconds that ours took."""

    ours: Outcome
    fifo: Outcome
    work_min: int
    seconds: float


def run(options: Options) -> Measured:
    for size in SIZES[: options.pick(3, 2)]:
        seeds = SEEDS[: options.pick(3, 1)] if size < SIZES[-1] else SEEDS[:1]
        results = [_measure(order_book(size, seed)) for seed in seeds]
        yield from _figures(size, results)


def _figures(size: int, results: list[Result]) -> Measured:
    is_judged = size == 1_000
    fifo = "one by one, FIFO"
    yield Figure(
        f"{size:,} lines: changeovers", "",
        middle([r.ours.changeovers for r in results]),
        middle([r.fifo.changeovers for r in results]), fifo,
        Bar("times", 1 / 0.3) if is_judged else None,
    )  # fmt: skip
    yield Figure(
        f"{size:,} lines: machine time an order", "min",
        middle([(r.work_min + r.ours.changeover_min) / size for r in results]),
        middle([(r.work_min + r.fifo.changeover_min) / size for r in results]), fifo,
        Bar("times", 2.5) if is_judged else None,
    )  # fmt: skip
    yield Figure(
        f"{size:,} lines: on time", "%",
        middle([r.ours.on_time / size * 100 for r in results]),
        middle([r.fifo.on_time / size * 100 for r in results]), fifo,
        Bar("times", 1.0) if is_judged else None, is_more_better=True,
    )  # fmt: skip
    yield Figure(
        f"{size:,} lines: form, sequence, check", "s", middle([r.seconds for r in results]),
        bar=Bar("at most", 10) if size == SIZES[-1] else None,
    )  # fmt: skip


def _measure(book: list[BookLine]) -> Result:
    started = perf_counter()
    runs = formed_runs(book)
    problem = Problem(
        now=START,
        centres=(CENTRE,),
        machines=tuple(Machine(id=number, work_centre=1) for number in range(1, MACHINES + 1)),
        runs=tuple(run_to_plan(number, run, at) for number, (run, at) in enumerate(runs, 1)),
    )
    plan = make_plan(problem)
    violations = check_plan(problem, plan)
    seconds = perf_counter() - started
    if violations or plan.unplaced:
        raise DifferenceFound(f"the plan breaks a law: {[*violations, *plan.unplaced][:3]}")
    return Result(
        ours=_outcome(book, [run for run, _ in runs], plan),
        fifo=first_come_first_served(book, MACHINES, changeover_min),
        work_min=sum(line.minutes for line in book),
        seconds=seconds,
    )


def formed_runs(book: list[BookLine]) -> list[tuple[FormedRun, int]]:
    """Let time pass; return the closed runs, each with the minute at which it closed."""
    calendar = WorkingCalendar(ALWAYS, START)
    closed: list[tuple[FormedRun, int]] = []
    open_runs: list[OpenRun] = []
    opened = place = 0
    now = START
    while place < len(book) or open_runs:
        now += TICK_MIN
        waiting = []
        while place < len(book) and START + book[place].release <= now:
            waiting.append(seat_of_line(book[place]))
            place += 1
        still_open = []
        for run in form_runs(waiting, open_runs, POLICY, calendar, now, MATERIAL_MIN):
            if run.close is not None:
                closed.append((run, now))
                continue
            opened += run.id is None
            still_open.append(
                OpenRun(run.id or opened, run.family, run.opened_at, tuple(run.members))
            )
        open_runs = still_open
    return closed


def seat_of_line(line: BookLine) -> Seat:
    return Seat(
        operation=line.number,
        lot=line.number,
        family=line.family,
        minutes=line.minutes,
        pieces=1,
        latest_end=START + line.due,
        kind=Kind.STOCK if line.is_stock else Kind.CUSTOM,
        waiting_since=START + line.release,
    )


def run_to_plan(number: int, run: FormedRun, closed_at: int) -> RunToPlan:
    custom = [seat.latest_end for seat in run.members if seat.kind is Kind.CUSTOM]
    return RunToPlan(
        id=number,
        work_centre=1,
        family=run.family,
        minutes=sum(seat.minutes for seat in run.members),
        latest_end=min(custom or [seat.latest_end for seat in run.members]),
        steps=tuple(
            Step(seat.operation, seat.lot, 0, run.family, seat.minutes) for seat in run.members
        ),
        kind=Kind.CUSTOM if custom else Kind.STOCK,
        release=closed_at,
    )


def _outcome(book: list[BookLine], runs: list[FormedRun], plan: Plan) -> Outcome:
    """Count changeovers by the book's own minutes; the members of a run end with it."""
    ends = {item.run: item.slot.end for item in plan.assignments}
    on_time = sum(
        ends[number] <= seat.latest_end
        for number, run in enumerate(runs, 1)
        for seat in run.members
    )
    if sum(len(run.members) for run in runs) != len(book):
        raise DifferenceFound("a line is in no run, or in two")
    changeovers = minutes = 0
    families = dict.fromkeys(range(1, MACHINES + 1), "")
    for item in sorted(plan.assignments, key=lambda item: item.slot.start):
        needed = changeover_min(families[item.slot.machine], runs[item.run - 1].family)
        families[item.slot.machine] = runs[item.run - 1].family
        changeovers += needed > 0
        minutes += needed
    return Outcome(changeovers, minutes, on_time)
