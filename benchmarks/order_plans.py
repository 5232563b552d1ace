"""Whole order books as `manage.py plan_book` plans them, beside the one-by-one rules.

Unit: changeovers, minutes of machine time an order, share on time, seconds; peers on the same
lines: one by one first come first served, each line on the machine on which it ends first, and
the best of the one-by-one rules (earliest due date, ATCS with three settings). How: every plan is
replayed by the checker; seconds hold forming, sequencing and search, not compiling it.
"""

from time import perf_counter

from benchmarks.figures import Bar, DifferenceFound, Figure, Measured, middle
from benchmarks.options import Options
from benchmarks.planning_files import text_of
from production.planner.books.figures import check_book_plan, figures_of
from production.planner.books.improvement import improve_sequences, warm_up
from production.planner.books.one_by_one import FIRST_COME, ONE_BY_ONE
from production.planner.books.planning import plan_book
from production.planner.books.reading import read_book, read_shop
from production.planner.books.values import BookFigures

BOOKS = {"1,000 lines": ("book_1000_1", "book_1000_2", "book_1000_3")}
LONG_BOOKS = {"10,000 lines": ("book_10000_1",)}


def run(options: Options) -> Measured:
    warm_up()
    for name, books in ({**BOOKS, **LONG_BOOKS} if not options.is_quick else BOOKS).items():
        results = [_measure(book) for book in books[: options.pick(3, 1)]]
        yield from _figures(name, results)


Result = tuple[BookFigures, BookFigures, BookFigures, float]


def _measure(book: str) -> Result:
    """Return what ours, first come first served and the best single rule come to; our seconds."""
    lines, shop = read_book(text_of(f"{book}.csv")), read_shop(text_of("shop.json"))
    started = perf_counter()
    rows = plan_book(lines, shop, improve_sequences)
    seconds = perf_counter() - started
    violations = check_book_plan(lines, shop, rows)
    if violations:
        raise DifferenceFound(f"{book}: the plan breaks a law: {violations[:3]}")
    singles = {name: figures_of(lines, rule(lines, shop)) for name, rule in ONE_BY_ONE.items()}
    best = max(singles.values(), key=lambda it: (it.on_time_share, -it.minutes_per_order))
    return figures_of(lines, rows), singles[FIRST_COME], best, seconds


def _figures(name: str, results: list[Result]) -> Measured:
    is_judged = name in BOOKS
    yield Figure(
        f"{name}: changeovers", "",
        middle([ours.changeovers for ours, _, _, _ in results]),
        middle([fifo.changeovers for _, fifo, _, _ in results]), FIRST_COME,
        Bar("times", 1 / 0.3) if is_judged else None,
    )  # fmt: skip
    yield Figure(
        f"{name}: machine time an order", "min",
        middle([ours.minutes_per_order for ours, _, _, _ in results]),
        middle([fifo.minutes_per_order for _, fifo, _, _ in results]), FIRST_COME,
        Bar("times", 2.5) if is_judged else None,
    )  # fmt: skip
    yield Figure(
        f"{name}: on time", "%",
        middle([ours.on_time_share * 100 for ours, _, _, _ in results]),
        middle([best.on_time_share * 100 for _, _, best, _ in results]), "best single rule",
        Bar("times", 1.0) if is_judged else None, is_more_better=True,
    )  # fmt: skip
    yield Figure(
        f"{name}: plan", "s", middle([seconds for *_, seconds in results]),
        bar=None if is_judged else Bar("at most", 2),
    )  # fmt: skip
