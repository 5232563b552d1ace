"""Order what is in a cart."""

from datetime import datetime

from django.utils.translation import gettext as _

from foundation.errors import InvalidInput
from foundation.idempotency import check_key
from foundation.money import Money
from orders.models import Cart
from orders.selectors.carts import lines_in
from orders.services.buyers import Buyer, ContactDetails, Placement, Terms, placed_before
from orders.services.cart_contents import requested_line
from orders.services.placement import AS_THE_ACCOUNT, place_order


def order_cart(
    *,
    cart: Cart | None,
    contact: ContactDetails,
    buyer: Buyer,
    idempotency_key: str,
    if_total: Money,
    now: datetime,
    terms: Terms = AS_THE_ACCOUNT,
) -> Placement:
    """Order all lines of the cart.

    A second click with the same key finds the order of the first, empty cart or not.

    Raises
    ------
    InvalidInput
        When the cart is empty, or something in it cannot be made.
    Conflict
        When the total is not `if_total`, or a line's price waits for an answer.
    """
    # In this order: an order placed between the two look-ups is found by its key.
    lines = lines_in(cart)
    placed = placed_before(buyer, check_key(idempotency_key))
    if placed is not None:
        return Placement(placed, {"number": placed.number}, is_replay=True)
    if cart is None or not lines:
        raise InvalidInput(_("Your cart is empty."), code="cart_empty")
    return place_order(
        lines=[requested_line(line) for line in lines],
        contact=contact,
        buyer=buyer,
        idempotency_key=idempotency_key,
        if_total=if_total,
        now=now,
        cart=cart,
        terms=terms,
    )
