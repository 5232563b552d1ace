"""Judge a plan of a book: replay it against the lines, and count what it comes to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from production.planner.books.values import BookFigures, BookLine, PlannedLine, Shop
from production.planner.checker import Violation


def check_book_plan(
    lines: Iterable[BookLine], shop: Shop, rows: Sequence[PlannedLine]
) -> list[Violation]:
    """Return every law that the rows break; it shares no arithmetic with the planner.

    Each line once and whole, none before its release, machines that do one thing at a time,
    the changeover that the families ask for, runs of one family on one machine.
    """
    known = {line.number: line for line in lines}
    violations = list(_completeness(known, rows))
    by_machine: dict[int, list[PlannedLine]] = defaultdict(list)
    for row in rows:
        if row.line in known:
            by_machine[row.machine].append(row)
            violations += _one_row(known[row.line], shop, row)
    for machine_rows in by_machine.values():
        machine_rows.sort(key=lambda row: (row.start_min, row.end_min))
        violations += _machine(known, shop, machine_rows)
    return violations


def figures_of(lines: Sequence[BookLine], rows: Sequence[PlannedLine]) -> BookFigures:
    """Count changeovers, their share of the machine time, lines on time and minutes a line."""
    due = {line.number: line.due for line in lines}
    setup = sum(row.setup_min for row in rows)
    total = setup + sum(line.minutes for line in lines)
    return BookFigures(
        changeovers=sum(1 for row in rows if row.setup_min),
        setup_share=setup / total,
        on_time_share=sum(1 for row in rows if row.end_min <= due[row.line]) / len(lines),
        minutes_per_order=total / len(lines),
    )


def _completeness(
    known: Mapping[int, BookLine], rows: Sequence[PlannedLine]
) -> Iterator[Violation]:
    seen: set[int] = set()
    for row in rows:
        if row.line not in known:
            yield Violation("line_unknown", row.run, f"line {row.line} is not in the book")
        if row.line in seen:
            yield Violation("line_twice", row.run, f"line {row.line} is planned twice")
        seen.add(row.line)
    for number in sorted(known.keys() - seen):
        yield Violation("line_missing", 0, f"line {number} is not planned")


def _one_row(line: BookLine, shop: Shop, row: PlannedLine) -> Iterator[Violation]:
    if not 1 <= row.machine <= shop.machines:
        yield Violation("machine_unknown", row.run, f"there is no machine {row.machine}")
    if row.start_min < line.release:
        yield Violation("too_early", row.run, f"line {line.number} begins before its release")
    if row.end_min - row.start_min != line.minutes:
        yield Violation("length", row.run, f"line {line.number} needs {line.minutes} minutes")


def _machine(
    known: Mapping[int, BookLine], shop: Shop, rows: Sequence[PlannedLine]
) -> Iterator[Violation]:
    family, run, busy_until = None, None, 0
    ended: set[int] = set()
    for row in rows:
        line = known[row.line]
        if row.start_min - row.setup_min < busy_until:
            yield Violation("overlap", row.run, f"line {line.number} begins too soon after another")
        needed = shop.changeover_min(family, line.family)
        if needed != row.setup_min:
            text = f"line {line.number}: {row.setup_min} minutes to change over, not {needed}"
            yield Violation("changeover_wrong", row.run, text)
        if row.run in ended or (row.run == run and line.family != family):
            yield Violation("run_broken", row.run, f"line {line.number} is apart from its run")
        if run is not None and run != row.run:
            ended.add(run)
        family, run, busy_until = line.family, row.run, max(busy_until, row.end_min)
