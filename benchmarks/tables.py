"""Figures as a table that fits a terminal."""

from collections.abc import Collection, Sequence

from benchmarks.figures import Figure, Grid

HEADS = ("figure", "unit", "ours", "peer", "", "ratio", "bar", "met")
RIGHT = {2, 3, 5}


def table(figures: Sequence[Figure]) -> str:
    """Return the rows below their heads, each column as wide as its widest cell."""
    return _aligned([HEADS, *(_cells(figure) for figure in figures)], RIGHT)


def grid_table(grid: Grid) -> str:
    """Return the rows of a grid below their heads, numbers to the right."""
    numbers = {
        column for row in grid.rows for column, cell in enumerate(row) if not isinstance(cell, str)
    }
    rows = [tuple(c if isinstance(c, str) else number(c) for c in row) for row in grid.rows]
    return _aligned([grid.heads, *rows], numbers)


def number(value: float | None) -> str:
    """Return a number with three figures that count; thousands keep all of theirs."""
    if value is None:
        return "-"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _cells(figure: Figure) -> tuple[str, ...]:
    ratio = "-" if figure.ratio is None else f"{number(figure.ratio)}x"
    met = {None: "-", True: "yes", False: "NO"}[figure.is_met]
    bar = str(figure.bar) if figure.bar else "-"
    peer = number(figure.peer)
    return (
        figure.name, figure.unit, number(figure.ours), peer, figure.peer_name, ratio, bar, met,
    )  # fmt: skip


def _aligned(rows: Sequence[Sequence[str]], right: Collection[int]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(_line(row, widths, right) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int], right: Collection[int]) -> str:
    cells = [
        cell.rjust(width) if column in right else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()
