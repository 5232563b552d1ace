"""A machine of eight dies at mid-day: the smallest sufficient change of the plan.

Unit: seconds to a checked plan, share of the runs on the other machines that moved, custom runs
late; peer: a full plan. How: the lines of a generated book are formed into runs and planned, and
promised no sooner than eight hours after the planned end, or (tight) by the book's own due dates,
of which the plan misses dozens; at noon one machine stops for a day. The ladder tries and judges
every rung, the checker replays the one that is taken. A run has moved when its machine or its
start is another one.
"""

from collections.abc import Mapping
from dataclasses import replace
from time import perf_counter

from benchmarks.figures import Bar, DifferenceFound, Figure, Measured, middle
from benchmarks.options import Options
from benchmarks.order_books import MACHINES, MATERIAL_MIN, order_book
from benchmarks.planner import ALWAYS, CENTRE, POLICY, START, run_to_plan, seat_of_line
from production.planner.checker import check_plan
from production.planner.formation import form_runs
from production.planner.replanning.causes import find_disturbance
from production.planner.replanning.ladder import answer
from production.planner.replanning.values import Answer
from production.planner.sequencing import make_plan
from production.planner.values import Machine, Problem, Slot, Stop
from production.planner.working_calendar import WorkingCalendar

SIZES = (1_000, 5_000)
SEEDS = (1, 2, 3)
DEAD = 3
# Per cent: the book's due dates fill the machines; stretched, they leave room as promises do.
LOAD = 80
# What a promise adds to the planned end: no run is late before the machine dies.
BUFFER_MIN = 480
NOON_MIN, STOP_MIN = 720, 1_440


def run(options: Options) -> Measured:
    cases: list[tuple[str, int, int | None]] = [
        (f"{size:,} lines", size, BUFFER_MIN) for size in SIZES[: options.pick(2, 1)]
    ]
    cases.append((f"{cases[-1][0]}, tight", cases[-1][1], None))
    for name, size, buffer_min in cases:
        seeds = SEEDS[: options.pick(3, 1)]
        results = [replan(size, seed, buffer_min) for seed in seeds]
        yield Figure(
            f"{name}: ladder to a checked plan", "s",
            max(seconds for _, seconds, _ in results), bar=Bar("at most", 3),
        )  # fmt: skip
        yield Figure(
            f"{name}: runs on other machines moved", "%",
            max(_moved(answered, others) for answered, _, others in results),
            max(_moved_by_full(answered, others) for answered, _, others in results),
            "full plan", Bar("at most", 15),
        )  # fmt: skip
        yield Figure(
            f"{name}: custom runs late", "",
            middle([answered.taken.loss.late_runs for answered, _, _ in results]),
            middle([answered.attempts[-1].loss.late_runs for answered, _, _ in results]),
            "full plan",
        )  # fmt: skip


def replan(size: int, seed: int, buffer_min: int | None) -> tuple[Answer, float, int]:
    """Return the answer, the seconds it took, and the runs on the other machines."""
    problem, slots = at_noon(size, seed, buffer_min)
    started = perf_counter()
    disturbance = find_disturbance(problem, slots)
    if disturbance is None:
        raise DifferenceFound("nothing was planned on the machine that died")
    answered = answer(problem, slots, disturbance)
    violations = check_plan(problem, answered.taken.plan)
    seconds = perf_counter() - started
    if violations:
        raise DifferenceFound(f"the plan breaks a law: {violations[:3]}")
    ahead = [row for row in problem.runs if not row.started and slots[row.id].machine != DEAD]
    return answered, seconds, len(ahead)


def at_noon(size: int, seed: int, buffer_min: int | None) -> tuple[Problem, Mapping[int, Slot]]:
    """Return the factory in which machine 3 has just died, and the slots of its plan.

    Runs are promised so many minutes after their planned end or later; None: when the book says.
    """
    calendar = WorkingCalendar(ALWAYS, START)
    seats = [
        replace(seat_of_line(line), waiting_since=START, latest_end=START + line.due * 100 // LOAD)
        for line in order_book(size, seed)
    ]
    formed = form_runs(seats, [], POLICY, calendar, START, MATERIAL_MIN)
    morning = Problem(
        now=START,
        centres=(CENTRE,),
        machines=tuple(Machine(id=number, work_centre=1) for number in range(1, MACHINES + 1)),
        runs=tuple(run_to_plan(number, row, START) for number, row in enumerate(formed, 1)),
    )
    slots = {item.run: item.slot for item in make_plan(morning).assignments}
    noon = START + NOON_MIN
    runs = []
    for row in morning.runs:
        slot = slots[row.id]
        if slot.end <= noon:
            continue
        is_started = slot.changeover_start <= noon
        late = STOP_MIN if is_started and slot.machine == DEAD else 0
        started = replace(slot, end=slot.end + late) if is_started else None
        promised = row.latest_end
        if buffer_min is not None:
            promised = max(promised, slot.end + buffer_min)
        runs.append(replace(row, started=started, release=0, latest_end=promised))
    families = {
        slot.machine: row.family
        for row in sorted(morning.runs, key=lambda row: slots[row.id].start)
        if (slot := slots[row.id]).changeover_start <= noon
    }
    machines = tuple(
        replace(
            machine,
            family=families.get(machine.id, ""),
            stops=(Stop(noon, noon + STOP_MIN),) if machine.id == DEAD else (),
        )
        for machine in morning.machines
    )
    return replace(morning, now=noon, machines=machines, runs=tuple(runs)), slots


def _moved(answered: Answer, others: int) -> float:
    return 100 * answered.taken.loss.elsewhere / others


def _moved_by_full(answered: Answer, others: int) -> float:
    return 100 * answered.attempts[-1].loss.elsewhere / others
