"""Keep the factory's seats for what is in a cart."""

import logging
from datetime import datetime

from catalog.choices import plain_choices
from configurator.artefacts import load_revision
from foundation.errors import Refusal
from orders.models import CartLine
from orders.services.cart_contents import hold_reference
from production.services.holds import CART_HOLD, WantedDesign, hold_seats

logger = logging.getLogger(__name__)


def keep_seats(line: CartLine, now: datetime) -> None:
    """Keep seats for half an hour for a cart line that is made to order.

    A line without seats stays in the cart: its date is then the factory's of the day.
    """
    if line.sku or line.revision is None:
        return
    document = load_revision(line.revision).document
    wanted = WantedDesign(
        product_code=document["product"],
        document=document,
        choices=plain_choices(document, line.choices),
        quantity=line.quantity,
    )
    try:
        hold_seats(
            wanted=wanted, reference=hold_reference(line), expires_at=now + CART_HOLD, now=now
        )
    except Refusal as refusal:
        logger.info("no seats kept for %s: %s", line, refusal.message)
