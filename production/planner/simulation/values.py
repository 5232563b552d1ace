"""What a simulation is given: products, designs, parts, work centres, and the settings of a run.

Times are whole minutes since 1970 in UTC, money is whole minor units, quantities of parts are
thousandths of the part's unit, weights are grams.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from production.planner.values import Centre, PlanningError, Policy

DAY_MIN = 1440
# Monday, 5 January 2026, 00:00 UTC: a simulation knows no calendar clock.
START_MIN = 29_459_520
# Floating sums such as 0.2 * 15 + 6 may lie a hair above the whole minute they mean.
HAIR = 1e-9


class Cancelled(Exception):
    """Whoever follows the simulation asked it to stop."""


class Way(StrEnum):
    """The three ways to serve the same customers."""

    STOCK = "stock"
    SINGLE = "single"
    RUNS = "runs"


@dataclass(frozen=True, slots=True)
class Step:
    """One operation of a design; `centre` is the position in the scenario's centres.

    `setting` is what the floor sets for it: pieces of one family and setting come out alike.
    `is_personal` says that it puts a customer's own text or picture on the piece.
    """

    centre: int
    family: str
    minutes_fixed: float
    minutes_per_piece: float
    flow_round: int = 0
    setting: str = ""
    is_personal: bool = False

    def minutes(self, pieces: int) -> int:
        """Return whole machine minutes for so many pieces, at least one."""
        return max(1, ceil(self.minutes_fixed + self.minutes_per_piece * pieces - HAIR))


# Pairs of the position of a part and the thousandths of its unit that a piece takes.
Parts = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Design:
    """A complete configuration that customers ask for.

    `wishes` are its answers ("colour=green"); `is_standard` says that the catalog sells it as
    a standard variant; `is_personal` that it bears a customer's own text. A *blank* is half made:
    several designs are finished from it, and nobody asks for it. `steps` are those of small
    orders, `larger` those of more than so many pieces, the smallest number first.
    """

    product: int
    wishes: frozenset[str]
    steps: tuple[Step, ...]
    parts: Parts
    is_standard: bool = False
    is_personal: bool = False
    is_blank: bool = False
    larger: tuple[tuple[int, tuple[Step, ...]], ...] = ()

    def steps_for(self, pieces: int) -> tuple[Step, ...]:
        """Return the steps of an order or a stock lot of so many pieces."""
        fitting = [steps for above, steps in self.larger if pieces > above]
        return fitting[-1] if fitting else self.steps


@dataclass(frozen=True, slots=True)
class Part:
    """Something bought; `cost_minor` is for one unit."""

    code: str
    cost_minor: int


@dataclass(frozen=True, slots=True)
class Product:
    """A product, the positions of its designs (best-selling first) and how it is bought.

    `order_weight` is its weight among the orders of an average day, `most_pieces` the largest
    order; the demand of a seasonal product swells to `season_height` times its usual. `favour`
    weighs its designs and `sizes` are pieces of orders as they came; without, favour falls by
    Zipf's law and every size up to the largest is as likely.
    """

    code: str
    designs: tuple[int, ...]
    order_weight: float
    most_pieces: int = 1
    grams: int = 0
    season_height: float = 1.0
    is_configurable: bool = True
    favour: tuple[float, ...] = ()
    sizes: tuple[int, ...] = ()

    @property
    def mean_pieces(self) -> float:
        """The pieces of an average order."""
        if self.sizes:
            return sum(self.sizes) / len(self.sizes)
        return (1 + self.most_pieces) / 2


@dataclass(frozen=True, slots=True)
class CentreFacts:
    """A work centre: the planner's values, its machines, and what they cost and draw."""

    centre: Centre
    policy: Policy
    machines: int
    rate_minor_per_hour: int
    power_w: int | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything that the three shops have in common."""

    centres: tuple[CentreFacts, ...]
    parts: tuple[Part, ...]
    products: tuple[Product, ...]
    designs: tuple[Design, ...]

    def __post_init__(self) -> None:
        if not self.products or not self.designs:
            raise PlanningError("a simulation needs at least one product that can be made")


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What no table of the shop says, the same for all three shops.

    Shares are 0..1; `tolerance` is the share of customers who accept none, at most one, ...
    unmet wishes; `lead_in_days` is the time before the first customer in which shelves are
    filled; what lies there at the end beyond `cover_days` of the last demand is written off; no
    economic lot lasts longer than `most_lot_days`, one of blanks not longer than `most_blank_days`; what
    sells less than once in a longest lot has no shelf, nor has a blank used less than
    `least_blanks_per_day`.
    """

    holding_share_per_year: float = 0.2
    scrap_per_step: float = 0.003
    scrap_after_changeover: float = 0.015
    tolerance: tuple[float, ...] = (0.2, 0.3, 0.3, 0.2)
    material_lead_days: int = 4
    late_delivery_share: float = 0.05
    late_delivery_days: int = 3
    days_between_breakdowns: float = 20.0
    repair_min: tuple[int, int] = (120, 480)
    shipping_min: int = DAY_MIN
    lead_in_days: int = 14
    cover_days: int = 60
    most_lot_days: int = 30
    most_blank_days: int = 7
    least_blanks_per_day: float = 2.0
    service_z: float = 1.645
    stock_lead_days: int = 6
    lean_review_days: int = 2
    lean_lead_days: int = 2


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be changed from run to run.

    `shift_day` is the day on which tastes change (None: never); `standard_variants` how many
    designs of each configurable product the stock shop makes; `keeps_blanks` lets the shop of runs
    make steps ahead where the adviser says that it pays.
    """

    days: int = 60
    seed: int = 1
    orders_per_day: int = 83
    standard_variants: int = 3
    shift_day: int | None = -1
    keeps_blanks: bool = True
    assumptions: Assumptions = Assumptions()

    def __post_init__(self) -> None:
        for name in ("days", "orders_per_day", "standard_variants"):
            if getattr(self, name) < 1:
                raise PlanningError(f"{name} has to be at least 1")

    @property
    def end_min(self) -> int:
        """The minute after the last customer's day."""
        return START_MIN + self.days * DAY_MIN

    @property
    def change_day(self) -> int:
        """The day on which tastes change; the middle unless it is set, `days` for never."""
        if self.shift_day is None:
            return self.days
        return self.days // 2 if self.shift_day < 0 else self.shift_day


Progress = Callable[[Way, int], None]
