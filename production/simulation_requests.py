"""What a simulation is asked for with, and which numbers are refused."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from foundation.errors import InvalidInput

# Bounds of every number that can be set: lowest, highest.
BOUNDS: Mapping[str, tuple[int, int]] = {
    "days": (1, 365),
    "seed": (0, 2**31 - 1),
    "orders_per_day": (1, 1_000),
    "variety": (1, 2_000),
    "changeover_percent": (0, 400),
    "extra_machines": (0, 10),
}
MOST_ORDERS = 60_000


@dataclass(frozen=True, slots=True)
class Request:
    """What makes a simulation: the same request on the same shop gives the same bytes."""

    days: int = 60
    seed: int = 7
    orders_per_day: int = 83
    variety: int = 210
    changeover_percent: int = 100
    extra_machines: int = 0

    def as_json(self) -> dict[str, int]:
        return asdict(self)


def check_request(request: Request) -> None:
    """Refuse numbers that lie outside their bounds.

    Raises
    ------
    InvalidInput
        With the field and its bounds in words.
    """
    for name, (low, high) in BOUNDS.items():
        if not low <= getattr(request, name) <= high:
            raise InvalidInput(
                _("%(field)s has to lie between %(low)s and %(high)s.")
                % {"field": name.replace("_", " "), "low": f"{low:,}", "high": f"{high:,}"},
                code="out_of_bounds",
                details={"field": name, "low": low, "high": high},
            )
    if request.days * request.orders_per_day > MOST_ORDERS:
        raise InvalidInput(
            _(
                "At most %(most)s orders can be simulated at once; "
                "take fewer days or fewer orders a day."
            )
            % {"most": f"{MOST_ORDERS:,}"},
            code="too_many_orders",
            details={"field": "orders_per_day"},
        )
