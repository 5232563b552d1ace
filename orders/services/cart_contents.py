"""What a cart holds as order lines, and how it empties when they are ordered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from foundation.errors import Conflict
from foundation.locks import lock_rows
from foundation.money import Money
from orders.models import Cart, CartLine
from orders.selectors.carts import lines_in
from orders.services.requested_lines import DesignLine, RequestedLine, StockLine


def requested_line(line: CartLine) -> DesignLine | StockLine:
    """Return a cart line as an order takes it: only at the price the customer has seen."""
    seen = Money(line.seen_unit_minor, line.seen_currency)
    if line.sku:
        return StockLine(line.sku, line.quantity, seen)
    identity = line.configuration_id or ""
    return DesignLine(
        line.design_revision,
        line.choices,
        line.quantity,
        identity,
        seen,
        if_saving_minor=line.seen_saving_minor,
        wanted_offer=line.wanted_offer,
        hold=hold_reference(line),
    )


def asked_anew(line: CartLine, if_unit: Money | None = None) -> DesignLine | StockLine:
    """Return a cart line as it would be ordered at today's price, whatever was shown before."""
    wanted = replace(requested_line(line), if_unit=if_unit)
    return replace(wanted, if_saving_minor=0) if isinstance(wanted, DesignLine) else wanted


def hold_reference(line: CartLine) -> str:
    """Return the reference under which the factory keeps seats for a cart line."""
    return f"cart-line:{line.pk}"


def take_out_ordered(cart: Cart, *, expected: Sequence[RequestedLine], now: datetime) -> None:
    """Empty the cart in the caller's transaction.

    Raises
    ------
    Conflict
        When it no longer holds exactly what was priced: another tab changed it.
    """
    lock_rows(Cart.objects.filter(pk=cart.pk))
    lines = lines_in(cart)
    if [requested_line(line).as_json() for line in lines] != [line.as_json() for line in expected]:
        raise Conflict(
            _("Your cart changed in another window. Nothing was ordered; look it over again."),
            code="cart_changed",
        )
    CartLine.objects.filter(cart=cart).delete()
    Cart.objects.filter(pk=cart.pk).update(changed_at=now)
