"""What a simulation is asked for with, and which numbers are refused."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

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
    "tastes_until": (0, 2**32 - 1),
}
MOST_ORDERS = 60_000


@dataclass(frozen=True, slots=True)
class Request:
    """What makes a simulation: the same request on the same shop gives the same bytes.

    With `tastes_until`, seconds since 1970, customers want what the shop's own customers asked for
    up to that moment; with 0 their tastes are drawn with the seed.
    """

    days: int = 60
    seed: int = 7
    orders_per_day: int = 83
    variety: int = 210
    changeover_percent: int = 100
    extra_machines: int = 0
    tastes_until: int = 0

    @property
    def own_orders_until(self) -> datetime | None:
        """Up to when the shop's own orders count; None for tastes drawn with the seed."""
        return datetime.fromtimestamp(self.tastes_until, UTC) if self.tastes_until else None

    def as_json(self) -> dict[str, int]:
        return asdict(self)


def check_moment(request: Request, now: datetime) -> None:
    """Refuse own orders up to a moment that is still to come: they could yet change.

    Raises
    ------
    InvalidInput
        With the field.
    """
    until = request.own_orders_until
    if until is not None and until > now:
        raise InvalidInput(
            _("Orders can be taken up to a moment that has passed."),
            code="moment_to_come",
            details={"field": "tastes_until"},
        )


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
