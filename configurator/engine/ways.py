"""In how many ways so many units can be taken from a class of options."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import comb


class Taking:
    """The options of a class, each with a least and the same largest quantity.

    Parameters
    ----------
    options : sequence of int
        The options.
    least : mapping of int to int
        At least so many of an option; a missing one may be left out.
    most : int
        At most so many of each.
    largest : int
        Only quantities of the class up to this one are counted.
    """

    def __init__(
        self, options: Sequence[int], least: Mapping[int, int], most: int, largest: int
    ) -> None:
        self.most = most
        self.largest = largest
        self.least = {option: least[option] for option in options if least.get(option)}
        self.free = len(options) - len(self.least)

    @cached_property
    def ways(self) -> list[int]:
        """Per quantity of the class, up to the largest, the number of ways to take it."""
        return self._with(self._free_ways(self.free))

    def least_of(self, option: int) -> int:
        """Return how many of an option are taken at least."""
        return self.least.get(option, 0)

    def with_one_of(self, option: int) -> list[int]:
        """Return, per quantity, the number of ways that take at least one of an option."""
        if option in self.least:
            return self.ways
        without = self._with(self._free_ways(self.free - 1))
        return [all_ - other for all_, other in zip(self.ways, without, strict=True)]

    def _with(self, ways: list[int]) -> list[int]:
        """Add the options that must be taken to the ways of the others."""
        for least in self.least.values():
            ways = self._boxed(ways, self.most - least)
        taken = sum(self.least.values())
        return ([0] * taken + ways)[: self.largest + 1]

    def _boxed(self, ways: list[int], room: int) -> list[int]:
        """Add one option of which 0 to ``room`` can be taken."""
        found, running = [], 0
        for quantity, many in enumerate(ways):
            running += many
            if quantity > room:
                running -= ways[quantity - room - 1]
            found.append(running)
        return found

    def _free_ways(self, options: int) -> list[int]:
        """Return the ways to take each quantity of options that need not be taken.

        With few of each, by the recurrence for powers of a polynomial; with many of each, by
        inclusion and exclusion: both need far fewer steps than multiplying out.
        """
        quantities = range(self.largest + 1)
        if options == 0:
            return [int(quantity == 0) for quantity in quantities]
        if self.most * self.most > self.largest:
            return [self._excluded(options, quantity) for quantity in quantities]
        ways = [1]
        for quantity in quantities[1:]:
            total = sum(
                (options * step - (quantity - step)) * ways[quantity - step]
                for step in range(1, min(self.most, quantity) + 1)
            )
            ways.append(total // quantity)
        return ways

    def _excluded(self, options: int, quantity: int) -> int:
        """Source: Feller, An introduction to probability theory, 1968, chapter II.11, problem 7."""
        full = self.most + 1
        return sum(
            (-1) ** over
            * comb(options, over)
            * comb(quantity - over * full + options - 1, options - 1)
            for over in range(min(options, quantity // full) + 1)
        )
