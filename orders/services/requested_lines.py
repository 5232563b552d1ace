"""The ways to say what to order, and the limits on how much."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from catalog.models import Revision
from catalog.quantities import check_quantity
from foundation.errors import InvalidInput, Refusal
from foundation.money import Money

MAX_LINES = 500


@dataclass(frozen=True, slots=True)
class ConfigurationLine:
    """So many of a stored configuration, as it stands now, in an offer by its id if one is named."""

    configuration: str
    quantity: int
    offer: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "configuration": self.configuration,
            "quantity": self.quantity,
            **_named_offer(self.offer),
        }


@dataclass(frozen=True, slots=True)
class ChoicesLine:
    """So many of literal choices on a product's current revision; no default is filled in."""

    product: str
    choices: Mapping[str, Any]
    quantity: int
    offer: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "product": self.product,
            "choices": dict(self.choices),
            "quantity": self.quantity,
            **_named_offer(self.offer),
        }


@dataclass(frozen=True, slots=True)
class DesignLine:
    """So many of a complete design that a cart has frozen, where a piece costs `if_unit`."""

    revision: Revision
    choices: Mapping[str, Any]
    quantity: int
    configuration: str = ""
    if_unit: Money | None = None
    # A quote promised it, or it was looked at for its offer: nothing is asked about it again.
    is_agreed: bool = False
    # What sharing set-ups takes off at least, as the customer has seen it.
    if_saving_minor: int = 0
    # The saved set-ups that a quote promised; None where those of the kept seats count.
    agreed_setups: Sequence[Mapping[str, Any]] | None = None
    # The kind of offer it is dated by, and the reference of the seats that are kept for it;
    # no part of what is asked for.
    wanted_offer: str = ""
    hold: str = ""
    # The day and channel that its rules were judged in, where any is limited.
    context: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "revision": self.revision.digest,
            "choices": dict(self.choices),
            "quantity": self.quantity,
            "if_unit": self.if_unit.as_json() if self.if_unit else None,
            "if_saving": self.if_saving_minor,
        }


@dataclass(frozen=True, slots=True)
class StockLine:
    """So many of a standard variant, where a piece costs `if_unit`."""

    sku: str
    quantity: int
    if_unit: Money | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "sku": self.sku,
            "quantity": self.quantity,
            "if_unit": self.if_unit.as_json() if self.if_unit else None,
        }


RequestedLine = ConfigurationLine | ChoicesLine | DesignLine | StockLine


def check_lines(lines: Sequence[RequestedLine]) -> None:
    """Refuse an order without lines, with too many, or with a quantity out of range."""
    if not 1 <= len(lines) <= MAX_LINES:
        raise InvalidInput(
            _("An order has 1 to %(most)s lines; this one has %(count)s.")
            % {"most": MAX_LINES, "count": len(lines)},
            code="line_count",
            errors=[{"pointer": "/lines", "detail": f"Send 1 to {MAX_LINES} lines."}],
        )
    for position, line in enumerate(lines):
        with inside(f"/lines/{position}"):
            check_quantity(line.quantity)


def _named_offer(offer: str) -> dict[str, str]:
    """A request without an offer reads as it did before there were any."""
    return {"offer": offer} if offer else {}


@contextmanager
def inside(pointer: str) -> Iterator[None]:
    """Point every refusal raised in the block at a place inside `pointer`."""
    try:
        yield
    except Refusal as refusal:
        refusal.errors = [
            {**error, "pointer": f"{pointer}{error.get('pointer', '')}"}
            for error in refusal.errors or [{"detail": refusal.message}]
        ]
        raise
