"""The shape in which the demo's factory is written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Policy:
    """When a run closes: full, or open for so long, or as a due date asks.

    A new run keeps up to ``seats_ahead_min`` minutes for those who will come.
    """

    max_minutes: int
    max_wait_min: int = 0
    max_pieces: int | None = None
    due_slack_min: int = 60
    seats_ahead_min: int | None = None


@dataclass(frozen=True, slots=True)
class OptionRule:
    """Of any ``window`` cars in a row on a mixed line at most ``most`` with the option."""

    option: str
    name: str
    most: int
    window: int
    is_high: bool = True


@dataclass(frozen=True, slots=True)
class Centre:
    """A work centre with its machines; ``changeovers`` are (from, to, minutes) patterns.

    A mixed line has option rules, a batch limit and a takt. A bench states no power: its lamps and hand tools are not worth counting.
    """

    code: str
    name: str
    kind: str
    flow_position: int
    rate_minor_per_hour: int
    machines: Sequence[str]
    policy: Policy
    changeovers: Sequence[tuple[str, str, int]] = ()
    default_changeover_min: int = 0
    is_family_run: bool = True
    treats_all_at_once: bool = False
    power_w: int | None = None
    option_rules: Sequence[OptionRule] = ()
    batch_limit: int | None = None
    takt_min: int | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """The work centre that makes work orders of up to so many pieces, and its minutes there."""

    centre: str
    up_to: int
    minutes_per_piece: str
    minutes_fixed: str = "0"


@dataclass(frozen=True, slots=True)
class Step:
    """One operation of a product's routing, its formulas in the rule language.

    ``line_options`` say by option of a mixed line which designs have it.
    """

    position: int
    name: str
    centre: str
    minutes_per_piece: str
    minutes_fixed: str = "0"
    condition: str = ""
    family_key: Sequence[str] = ()
    setup: Mapping[str, str] = field(default_factory=dict)
    line_options: Mapping[str, str] = field(default_factory=dict)
    alternative: Alternative | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Something bought; the cost is cents for one unit."""

    code: str
    name: str
    cost_minor: int
    unit: str = "piece"


@dataclass(frozen=True, slots=True)
class Line:
    """So much of a part for one piece of a product, where the condition holds."""

    part: str
    condition: str = ""
    quantity: str = "1"


@dataclass(frozen=True, slots=True)
class Stock:
    """A stock line, and what lies on the shelf when the shop opens."""

    sku: str
    on_hand: int
    reorder_point: int
    order_quantity: int
    lot_size: int
    lead_time_min: int = 7 * 1440
