"""Lines, shops and planned rows. Minutes count working time from the book's beginning."""

from dataclasses import dataclass

from production.planner.values import Kind, PlanningError

Family = tuple[int, int, int]


class BookError(PlanningError):
    """A book or shop that cannot be read; the message names the place."""


@dataclass(frozen=True, slots=True)
class BookLine:
    """One order line; its family is its material, colour and tool."""

    number: int
    family: Family
    minutes: int
    release: int
    due: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class SetupMinutes:
    """Minutes of each kind of change; those that are needed add up."""

    tool_change: int
    material_change: int
    colour_light_to_dark: int
    colour_dark_to_light: int
    same_family: int = 0


@dataclass(frozen=True, slots=True)
class Shop:
    """Equal machines that start clean: the first line of a machine needs no changeover."""

    machines: int
    minutes_per_day: int
    setup: SetupMinutes

    def changeover_min(self, before: Family | None, after: Family) -> int:
        """Return the minutes between two families; `before` is None on a clean machine.

        Colour numbers rise from light to dark.
        """
        if before is None:
            return 0
        if before == after:
            return self.setup.same_family
        minutes = 0
        if before[0] != after[0]:
            minutes += self.setup.material_change
        if before[1] != after[1]:
            darker = after[1] > before[1]
            minutes += (
                self.setup.colour_light_to_dark if darker else self.setup.colour_dark_to_light
            )
        return minutes + (self.setup.tool_change if before[2] != after[2] else 0)


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """The work of one line: where, in which run, from when to when.

    `setup_min` is the changeover right before it; machines and runs count from 1.
    """

    line: int
    machine: int
    run: int
    start_min: int
    end_min: int
    setup_min: int


@dataclass(frozen=True, slots=True)
class BookFigures:
    """What a plan of a book comes to; shares are between 0 and 1."""

    changeovers: int
    setup_share: float
    on_time_share: float
    minutes_per_order: float
