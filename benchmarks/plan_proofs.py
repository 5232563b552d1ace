"""Small windows of the product's plans, solved to a proof by CP-SAT.

Unit: windows proved, windows in which our plan is already best, the share of a window's cost
that another order would save, seconds to the proof; peer: OR-Tools CP-SAT with two workers. How:
books as `manage.py plan_book` plans them, and a factory of eight machines in two shifts by the
dispatcher alone and with the search behind it, are cut into windows of 8 to 14 consecutive runs
on one to three machines; what lies before and behind stays. Both sides pay for late custom work, minutes late, changeovers and
their minutes as `production.planner.objective` says. Every order is timed and judged by the
product and replayed by the checker: one that costs other than a proof says is a failure, as is a
proof that trying every order of a few runs refutes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from benchmarks.figures import DifferenceFound, Figure, Grid, Measured, mean, middle, percentile
from benchmarks.options import Options
from benchmarks.peers.cp_sat_windows import Solution, WindowModel
from benchmarks.peers.window_statement import least_cost
from benchmarks.plan_windows import Schedule, Window
from benchmarks.planning_files import text_of
from benchmarks.window_numbers import statement_of
from benchmarks.window_plans import FactoryPlans, book_schedule, factory_plans
from production.planner.books.improvement import warm_up
from production.planner.books.reading import read_book, read_shop
from production.planner.checker import check_plan
from production.planner.objective import objective_of

SIZES = (8, 10, 12, 14)
MACHINES = (1, 2, 3)
# Runs and machines of the windows of which every order is tried.
TINY = ((6, 1), (5, 2))
TIME_LIMIT_S, QUICK_S = 10, 5
SEED = 11
HEADS = (
    "plan", "machines", "windows", "proved, %", "ours best, %", "gap, mean %", "worst %",
    "proof p50, s", "p95, s",
)  # fmt: skip
WITHIN_S = {8: 1, 12: 3}
# Parts of the objective, in words and with their unit.
SEARCHED = {
    "changeovers": ("changeovers", ""),
    "changeover_min": ("changing over", "min"),
    "late_custom_runs": ("custom runs late", ""),
    "minutes_late": ("late", "min"),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A window: what it costs as planned, and what CP-SAT says of it."""

    size: int
    ours: int
    solution: Solution

    @property
    def gap(self) -> float:
        """Return the per cent of its cost that the best order known saves."""
        return 100 * (self.ours - self.solution.cost) / self.ours if self.ours else 0.0


def run(options: Options) -> Measured:
    rows: list[tuple[str | float, ...]] = []
    single: list[Judged] = []
    warm_up()
    factory = factory_plans(options.pick(3_000, 1_000), SEED)
    for name, schedule in [*_books(options), *_factories(factory)]:
        _try_every_order(schedule, options.pick(3, 1))
        for machines in MACHINES:
            judged = list(_judged(schedule, machines, options))
            rows.append((name, machines, *_row(judged)))
            single += judged if machines == 1 else []
    yield from _searched(factory)
    for size, seconds in WITHIN_S.items():
        yield _share_within([it.solution for it in single if it.size == size], size, seconds)
    yield Grid(f"windows of {SIZES[0]} to {SIZES[-1]} runs", HEADS, tuple(rows))


def _books(options: Options) -> Iterator[tuple[str, Schedule]]:
    shop = read_shop(text_of("shop.json"))
    books = {"book of 1,000 lines": "book_1000_1", "book of 10,000 lines": "book_10000_1"}
    for name, book in list(books.items())[: options.pick(2, 1)]:
        yield name, book_schedule(read_book(text_of(f"{book}.csv")), shop)


def _factories(factory: FactoryPlans) -> Iterator[tuple[str, Schedule]]:
    yield "factory, dispatch alone", factory.schedule_of(factory.dispatched)
    yield "factory, with the search", factory.schedule_of(factory.searched)


def _searched(factory: FactoryPlans) -> Iterator[Figure]:
    """Say what the search on the dispatcher's plan of the factory brings."""
    violations = check_plan(factory.problem, factory.searched)
    if violations:
        raise DifferenceFound(f"the plan of the factory breaks a law: {violations[:3]}")
    ours = objective_of(factory.problem, factory.searched)
    dispatched = objective_of(factory.problem, factory.dispatched)
    runs = f"factory of {len(factory.problem.runs)} runs"
    for name, (words, unit) in SEARCHED.items():
        yield Figure(f"{runs}: {words}", unit, ours[name], dispatched[name], "dispatch alone")


def _try_every_order(schedule: Schedule, count: int) -> None:
    """Compare CP-SAT with trying every order of windows that are small enough."""
    for size, machines in TINY:
        for window in schedule.windows(size, machines, count, SEED):
            least, solution = least_cost(statement_of(window)), _solve(window, TIME_LIMIT_S)
            if not solution.is_proved or solution.cost != least:
                raise DifferenceFound(f"the best of all orders costs {least}, not {solution.cost}")


def _judged(schedule: Schedule, machines: int, options: Options) -> Iterator[Judged]:
    seconds = options.pick(TIME_LIMIT_S, QUICK_S)
    for size in SIZES:
        for window in schedule.windows(size, machines, options.pick(5, 1), SEED):
            yield Judged(size, window.cost(), _solve(window, seconds))


def _solve(window: Window, seconds: float) -> Solution:
    """Return the best order known; the product has to find it lawful and as dear as said."""
    solution = WindowModel(statement_of(window)).solve(seconds, window.order)
    if solution is None:
        raise DifferenceFound("CP-SAT finds no order where ours is one")
    cost = window.cost_in(solution.order)
    if cost is None or cost > solution.cost or (solution.is_proved and cost < solution.cost):
        raise DifferenceFound(f"an order costs {cost}, CP-SAT says {solution.cost}")
    # Stopped by the clock, CP-SAT may leave runs to begin later than they can.
    best = min(cost, window.cost())
    if best < solution.bound:
        raise DifferenceFound(f"an order costs {best}, below a bound of {solution.bound}")
    return replace(solution, cost=best)


def _row(judged: Sequence[Judged]) -> Iterable[float]:
    proved = [it for it in judged if it.solution.is_proved]
    gaps, seconds = [it.gap for it in judged], [it.solution.seconds for it in judged]
    best = sum(it.ours == it.solution.cost for it in proved)
    return (
        len(judged), 100 * len(proved) / len(judged), 100 * best / len(judged),
        mean(gaps), max(gaps), middle(seconds), percentile(seconds, 0.95),
    )  # fmt: skip


def _share_within(solutions: Sequence[Solution], size: int, seconds: float) -> Figure:
    quick = [it for it in solutions if it.is_proved and it.seconds <= seconds]
    name = f"{size} runs on one machine: proved within {seconds} s"
    return Figure(name, "%", 100 * len(quick) / len(solutions), is_more_better=True)
