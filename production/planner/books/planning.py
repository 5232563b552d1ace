"""Plan a whole book: form runs as time passes, sequence them, improve the sequences."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from time import perf_counter

from production.planner.books.one_by_one import apparent_tardiness_cost
from production.planner.books.values import BookLine, Family, PlannedLine, Shop
from production.planner.formation import FormedRun, form_runs
from production.planner.objective import WORTH
from production.planner.sequencing import make_plan
from production.planner.values import (
    CalendarRules,
    Centre,
    Kind,
    Machine,
    OpenRun,
    Policy,
    Problem,
    RunToPlan,
    Seat,
    Shift,
    Step,
)
from production.planner.working_calendar import WorkingCalendar

Improve = Callable[[Sequence[BookLine], Shop, list[list[BookLine]], float], list[list[BookLine]]]

# Midnight of a Monday: minute 0 of every book, on a calendar that never closes.
START = 29_540_160
ALWAYS = CalendarRules("UTC", tuple(Shift(day, 0, 1440) for day in range(7)))
CENTRE = 1
TICK_MIN = 60
MOST_RUN_MIN = 240
DUE_SLACK_MIN = 240
LEAST_SEARCH_S = 0.25
# Look-ahead and weight of changeovers of the index rule: starts for a shop with too much to do.
INDEX_RULES = ((20.0, 0.03), (40.0, 0.06), (80.0, 0.1))
# Changeover minutes that a late line, and a minute of it, outweigh.
LATE_LINE, LATE_MINUTE = WORTH["late_custom_runs"] / 100, WORTH["minutes_late"] / 100


def plan_book(
    lines: Sequence[BookLine], shop: Shop, improve: Improve | None = None, time_limit_s: float = 1.6
) -> list[PlannedLine]:
    """Return one row a line: runs formed by policy, dispatched, then improved as a whole.

    Where the dispatch of runs leaves lines late, an index rule is tried as a start as well: in
    an overloaded shop waiting for a run to fill costs more than it saves.

    Parameters
    ----------
    lines, shop
        What to make, and where.
    improve
        The search over whole sequences; without it the dispatch stands.
    time_limit_s
        Seconds after which the search has to stop.
    """
    ends_at = perf_counter() + time_limit_s
    due = {line.number: line.due for line in lines}
    sequences = _dispatch(lines, _form(lines, shop), shop)
    rows = list(timed(sequences, shop))
    if _late(rows, due):
        singles = [apparent_tardiness_cost(lines, shop, *weights) for weights in INDEX_RULES]
        single = min(singles, key=lambda rows: _cost(rows, due))
        if _cost(single, due) < _cost(rows, due):
            sequences = sequences_of(lines, shop, single)
    if improve is not None:
        sequences = improve(lines, shop, sequences, max(ends_at, perf_counter() + LEAST_SEARCH_S))
    return list(timed(sequences, shop))


def sequences_of(
    lines: Sequence[BookLine], shop: Shop, rows: Sequence[PlannedLine]
) -> list[list[BookLine]]:
    """Return each machine's lines in the order of its rows."""
    by_number = {line.number: line for line in lines}
    sequences: list[list[BookLine]] = [[] for _ in range(shop.machines)]
    for row in sorted(rows, key=lambda row: row.start_min):
        sequences[row.machine - 1].append(by_number[row.line])
    return sequences


def _late(rows: Sequence[PlannedLine], due: Mapping[int, int]) -> int:
    return sum(1 for row in rows if row.end_min > due[row.line])


def _cost(rows: Sequence[PlannedLine], due: Mapping[int, int]) -> float:
    return LATE_LINE * _late(rows, due) + sum(row.setup_min for row in rows)


def timed(sequences: Sequence[Sequence[BookLine]], shop: Shop) -> Iterator[PlannedLine]:
    """Yield the rows of machines that work through their lines in order, as early as possible.

    Lines of one family that follow each other are one run; a changeover may begin before the
    release of the line that it is for.
    """
    run = 0
    for machine, sequence in enumerate(sequences, 1):
        free_from, family = 0, None
        for line in sequence:
            setup = shop.changeover_min(family, line.family)
            run += line.family != family
            start = max(free_from + setup, line.release)
            free_from, family = start + line.minutes, line.family
            yield PlannedLine(line.number, machine, run, start, free_from, setup)


def _form(lines: Sequence[BookLine], shop: Shop) -> list[tuple[FormedRun, int]]:
    """Let time pass, form runs of what has been released; return them with their closing time."""
    calendar = WorkingCalendar(ALWAYS, START)
    policy = Policy(1, MOST_RUN_MIN, shop.minutes_per_day, DUE_SLACK_MIN)
    longest = shop.setup.tool_change + shop.setup.material_change
    coming = sorted(lines, key=lambda line: (line.release, line.number), reverse=True)
    closed: list[tuple[FormedRun, int]] = []
    # By number, with their closing time: a family nobody joins is looked at again only then.
    open_runs: dict[int, tuple[OpenRun, int]] = {}
    now, opened = START, 0
    while coming or open_runs:
        if not open_runs:
            now = max(now, START + coming[-1].release)
        waiting = []
        while coming and START + coming[-1].release <= now:
            waiting.append(_seat(coming.pop()))
        called = {seat.family for seat in waiting} | {
            run.family for run, closes_at in open_runs.values() if closes_at <= now
        }
        asked = [run for run, _ in open_runs.values() if run.family in called]
        for run in form_runs(waiting, asked, policy, calendar, now, longest):
            opened += run.id is None
            number = run.id or opened
            if run.close is None:
                members = tuple(run.members)
                kept = OpenRun(number, run.family, run.opened_at, members)
                open_runs[number] = (kept, run.closes_at)
            else:
                open_runs.pop(number, None)
                closed.append((run, now))
        now += TICK_MIN
    return closed


def _seat(line: BookLine) -> Seat:
    return Seat(
        operation=line.number,
        lot=line.number,
        family=_name(line.family),
        minutes=line.minutes,
        pieces=1,
        latest_end=START + line.due,
        kind=line.kind,
        waiting_since=START + line.release,
    )


def _dispatch(
    lines: Sequence[BookLine], runs: Sequence[tuple[FormedRun, int]], shop: Shop
) -> list[list[BookLine]]:
    """Sequence the runs as the factory does; return each machine's lines in order."""
    problem = Problem(
        now=START,
        centres=(Centre(CENTRE, "book", ALWAYS),),
        machines=tuple(Machine(number, CENTRE) for number in range(1, shop.machines + 1)),
        runs=tuple(_to_plan(number, run, at) for number, (run, at) in enumerate(runs)),
    )
    families: dict[str, Family | None] = {_name(line.family): line.family for line in lines}
    families[""] = None

    def changeover(_: Centre, before: str, after: str) -> int:
        return shop.changeover_min(families[before], families[after] or (0, 0, 0))

    plan = make_plan(problem, changeover)
    by_number = {line.number: line for line in lines}
    members: list[list[tuple[int, int]]] = [[] for _ in range(shop.machines)]
    for item in plan.assignments:
        members[item.slot.machine - 1].append((item.slot.start, item.run))
    return [
        [
            by_number[seat.operation]
            for _, number in sorted(row)
            for seat in sorted(runs[number][0].members, key=lambda seat: seat.latest_end)
        ]
        for row in members
    ]


def _to_plan(number: int, run: FormedRun, closed_at: int) -> RunToPlan:
    custom = [seat.latest_end for seat in run.members if seat.kind is Kind.CUSTOM]
    return RunToPlan(
        id=number,
        work_centre=CENTRE,
        family=run.family,
        minutes=sum(seat.minutes for seat in run.members),
        latest_end=min(custom or [seat.latest_end for seat in run.members]),
        steps=tuple(
            Step(seat.operation, seat.lot, 0, run.family, seat.minutes) for seat in run.members
        ),
        kind=Kind.CUSTOM if custom else Kind.STOCK,
        release=closed_at,
    )


def _name(family: Family) -> str:
    return ".".join(str(part) for part in family)
