"""Count again what the sequence of a mixed line comes to, car by car.

Independent on purpose: it shares the values with the planner and none of its arithmetic.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from production.planner.mixed_lines.values import Car, LineRules, OptionRatio


@dataclass(frozen=True, slots=True)
class Overload:
    """A window that holds more cars with an option than its ratio allows; `last` ends it."""

    ratio: OptionRatio
    first: int
    last: int
    cars: int

    @property
    def above(self) -> int:
        return self.cars - self.ratio.most


def window_loads(
    ratio: OptionRatio, passed: Sequence[Car], cars: Sequence[Car]
) -> Iterator[tuple[int, int]]:
    """Give the last place of every window that ends with a planned car, and its cars.

    Places count from 0 over the planned cars; those counted have the ratio's option.
    """
    row = [*passed, *cars]
    for last in range(max(len(passed), ratio.window - 1), len(row)):
        inside = row[last - ratio.window + 1 : last + 1]
        yield last - len(passed), len([car for car in inside if ratio.option in car.options])


def overloads(rules: LineRules, passed: Sequence[Car], cars: Sequence[Car]) -> Iterator[Overload]:
    """Give every window with too many cars; one that begins with a car that passed is negative."""
    for ratio in rules.ratios:
        for last, found in window_loads(ratio, passed, cars):
            if found > ratio.most:
                yield Overload(ratio, last - ratio.window + 1, last, found)


def overlong_places(rules: LineRules, passed: Sequence[Car], cars: Sequence[Car]) -> list[int]:
    """Return the places of planned cars that stand beyond the batch limit of their colour."""
    if rules.batch_limit is None:
        return []
    found, alike, colour = [], 0, None
    for place, car in enumerate([*passed, *cars], start=-len(passed)):
        alike = alike + 1 if car.colour == colour else 1
        colour = car.colour
        if place >= 0 and alike > rules.batch_limit:
            found.append(place)
    return found


def colour_changes(passed: Sequence[Car], cars: Sequence[Car]) -> int:
    """Return how often the colour changes, the first planned car included."""
    changes, colour = 0, passed[-1].colour if passed else None
    for car in cars:
        changes += colour is not None and car.colour != colour
        colour = car.colour
    return changes
