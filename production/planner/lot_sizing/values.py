"""Lot sizing with changeovers: the instance and what a schedule costs."""

from collections.abc import Sequence
from dataclasses import dataclass

from production.planner.values import PlanningError

IDLE = -1


class LotSizingError(PlanningError):
    """An instance that cannot be read or has no schedule; the message says why."""


@dataclass(frozen=True, slots=True)
class SharedMachine:
    """Orders of one piece each, one piece a period, and what waiting and changing cost.

    `due` holds the due periods of each item in rising order; a piece is made in its due period
    or before, never after. `stocking_cost` is for a piece and period, `changeover_cost` from
    item to item; idle periods between them change nothing.

    Source: CSPLib problem 058, the pigment sequencing problem (Pochet, Wolsey 2006).
    """

    periods: int
    due: tuple[tuple[int, ...], ...]
    stocking_cost: tuple[int, ...]
    changeover_cost: tuple[tuple[int, ...], ...]


def cost_of(instance: SharedMachine, schedule: Sequence[int]) -> int:
    """Return what a schedule costs: an item or IDLE for each period.

    Raises
    ------
    LotSizingError
        Where it has a wrong length, makes something too late, too often or not at all.
    """
    if len(schedule) != instance.periods:
        raise LotSizingError(f"{len(schedule)} periods planned, not {instance.periods}")
    total = 0
    for item, due in enumerate(instance.due):
        made = [period for period, what in enumerate(schedule) if what == item]
        if len(made) != len(due):
            raise LotSizingError(f"item {item} is made {len(made)} times, not {len(due)}")
        for period, last in zip(made, due, strict=True):
            if period > last:
                raise LotSizingError(f"item {item}, due in {last}, is made in {period}")
            total += instance.stocking_cost[item] * (last - period)
    before = IDLE
    for item in schedule:
        if item != IDLE:
            total += instance.changeover_cost[before][item] if before != IDLE else 0
            before = item
    return total
