"""One search in several processes at once, each with a seed of its own; the best answer counts.

The searches are plain processor work that a process can do for itself: this module shares out
work, it reads and writes nothing.
"""

import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from time import perf_counter

from production.planner.line_sequencing.car_search import sequence_cars
from production.planner.line_sequencing.checker import paint_figures, violated_windows
from production.planner.line_sequencing.paint_search import sequence_paint_line
from production.planner.line_sequencing.values import CarSequencing, PaintLine, Ratio

# Longer than compiling takes on a slow machine.
COMPILE_S = 600
Instance = CarSequencing | PaintLine
Order = list[int]


def sequence(instance: Instance, seconds: float, processes: int = 1, seed: int = 1) -> Order:
    """Return the best sequence that so many processes find in so many seconds.

    Ends early once car sequencing has reached zero. The first process is this one.
    """
    # A forked process has the compiled search already; where there is no fork, it loads it.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else None)
    is_over = context.Event()
    others = []
    for number in range(1, processes):
        here, there = context.Pipe(duplex=False)
        arguments = (instance, seconds, seed + number, is_over, there)
        process = context.Process(target=_work, args=arguments, daemon=True)
        process.start()
        there.close()
        others.append((process, here))
    orders = [_search(instance, seconds, seed, is_over)]
    for process, here in others:
        orders += _answer(here)
        process.join()
    return min(orders, key=lambda order: rank(instance, order))


def rank(instance: Instance, order: Order) -> tuple[int, ...]:
    """Return what a sequence is judged by, less is better."""
    if isinstance(instance, PaintLine):
        return paint_figures(instance, order)
    return (violated_windows(instance, order),)


def warm_up(kind: type[Instance]) -> None:
    """Compile the search for one kind of line, or load it compiled, before anybody's time runs."""
    ratios = (Ratio(1, 2),)
    asked = iter((False, False, True))

    def is_over() -> bool:
        return next(asked, True)

    if kind is PaintLine:
        line = PaintLine(2, ratios, (True,), (0, 1, 0), ((1,), (1,), (1,)))
        sequence_paint_line(line, perf_counter() + COMPILE_S, is_over=is_over)
    else:
        cars = CarSequencing(ratios, (0, 1), (2, 2), ((1,), (1,)))
        sequence_cars(cars, perf_counter() + COMPILE_S, is_over=is_over)


def _work(instance: Instance, seconds: float, seed: int, is_over: Event, there: Connection) -> None:
    there.send(_search(instance, seconds, seed, is_over))
    there.close()


def _search(instance: Instance, seconds: float, seed: int, is_over: Event) -> Order:
    ends_at = perf_counter() + seconds
    if isinstance(instance, PaintLine):
        return sequence_paint_line(instance, ends_at, seed, is_over.is_set)
    order = sequence_cars(instance, ends_at, seed, is_over.is_set)
    if not violated_windows(instance, order):
        is_over.set()
    return order


def _answer(here: Connection) -> list[Order]:
    """Return what another process found; nothing if it was killed."""
    try:
        return [here.recv()]
    except EOFError:
        return []
