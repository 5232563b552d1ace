"""Figures as a table that fits a terminal."""

from collections.abc import Sequence

from benchmarks.figures import Figure

HEADS = ("figure", "unit", "ours", "peer", "", "ratio", "bar", "met")
RIGHT = {2, 3, 5}


def table(figures: Sequence[Figure]) -> str:
    """Return the rows below their heads, each column as wide as its widest cell."""
    rows = [HEADS, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    return "\n".join(_line(row, widths) for row in rows)


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


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.rjust(width) if column in RIGHT else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()
