"""What is in a run, added up: how long it lasts, and what still goes in."""

from collections.abc import Iterable
from dataclasses import dataclass

from production.planner.values import Policy, Seat


@dataclass(frozen=True, slots=True)
class RunLoad:
    """The members of a run added up, held seats included: how many, their pieces and minutes.

    `longest_min` is the longest member's: what the run takes where all is treated at once.
    `is_ordered_in` says that somebody has ordered, not only put into a cart.
    """

    members: int = 0
    pieces: int = 0
    total_min: int = 0
    longest_min: int = 0
    is_ordered_in: bool = False

    def minutes(self, *, treats_all_at_once: bool) -> int:
        """Return how long the run lasts."""
        return self.longest_min if treats_all_at_once else self.total_min

    def minutes_with(self, minutes: int, *, treats_all_at_once: bool) -> int:
        """Return how long the run lasts with one more member."""
        if treats_all_at_once:
            return max(self.longest_min, minutes)
        return self.total_min + minutes

    def takes(self, minutes: int, pieces: int, policy: Policy) -> bool:
        """Say whether one more member still lies within the policy."""
        if self.members and not policy.is_family_run:
            return False
        if policy.max_pieces is not None and self.pieces + pieces > policy.max_pieces:
            return False
        at_once = policy.treats_all_at_once
        return self.minutes_with(minutes, treats_all_at_once=at_once) <= policy.max_minutes


def load_of(seats: Iterable[Seat]) -> RunLoad:
    """Add up the members of a run; those that are only held have no operation of their own."""
    rows = list(seats)
    return RunLoad(
        members=len(rows),
        pieces=sum(seat.pieces for seat in rows),
        total_min=sum(seat.minutes for seat in rows),
        longest_min=max((seat.minutes for seat in rows), default=0),
        is_ordered_in=any(seat.operation > 0 for seat in rows),
    )
