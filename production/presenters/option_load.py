"""How many cars with an option stand in a row on a mixed line, against its ratios, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from production.planner.mixed_lines.checker import overloads, window_loads
from production.planner.mixed_lines.values import Car, LineRules, OptionRatio

RuleNames = Mapping[str, str]


CELL_WIDTH, CELL_GAP = 40, 2


@dataclass(frozen=True)
class Cell:
    """One car's room in the window of a meter: "taken", "free", "over" or "closed"."""

    x: int
    state: str
    width: int = CELL_WIDTH - CELL_GAP


@dataclass(frozen=True)
class OptionMeter:
    """What the fullest window of an option holds, against the ratio."""

    option: str
    name: str
    fullest: int
    most: int
    window: int
    words: str
    note: str
    is_over: bool

    @property
    def width(self) -> int:
        """The width of the drawn meter."""
        return self.window * CELL_WIDTH - CELL_GAP

    @property
    def cells(self) -> list[Cell]:
        """Return a cell for each car of a window: so many taken of so many allowed."""
        return [Cell(place * CELL_WIDTH, self._state(place)) for place in range(self.window)]

    def _state(self, place: int) -> str:
        if place < self.fullest:
            return "taken" if place < self.most else "over"
        return "free" if place < self.most else "closed"


def option_meters(
    rules: LineRules, passed: Sequence[Car], cars: Sequence[Car], names: RuleNames
) -> tuple[OptionMeter, ...]:
    """Return a meter for every ratio of a line, in the line's order; names are by option."""
    return tuple(_meter(ratio, passed, cars, names) for ratio in rules.ratios)


def overload_words(
    rules: LineRules, passed: Sequence[Car], cars: Sequence[Car], names: RuleNames
) -> dict[int, tuple[str, ...]]:
    """Return by the place of their last car the windows that hold too many."""
    found: dict[int, tuple[str, ...]] = {}
    for window in overloads(rules, passed, cars):
        words = _("too many: %(option)s, %(cars)s in %(window)s") % {
            "option": names[window.ratio.option],
            "cars": window.cars,
            "window": window.ratio.window,
        }
        found[window.last] = (*found.get(window.last, ()), words)
    return found


def _meter(
    ratio: OptionRatio, passed: Sequence[Car], cars: Sequence[Car], names: RuleNames
) -> OptionMeter:
    loads = [inside for _place, inside in window_loads(ratio, passed, cars)]
    fullest, above = max(loads, default=0), sum(inside > ratio.most for inside in loads)
    having = sum(ratio.option in car.options for car in cars)
    return OptionMeter(
        option=ratio.option,
        name=names[ratio.option],
        fullest=fullest,
        most=ratio.most,
        window=ratio.window,
        words=_("%(fullest)s in %(window)s, %(most)s allowed")
        % {"fullest": fullest, "window": ratio.window, "most": ratio.most},
        note=_note(above, having),
        is_over=above > 0,
    )


def _note(above: int, having: int) -> str:
    if above:
        return ngettext("too many in %(count)s place", "too many in %(count)s places", above) % {
            "count": above
        }
    return ngettext("%(count)s car has it", "%(count)s cars have it", having) % {"count": having}
