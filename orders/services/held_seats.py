"""Keep the factory's seats for what is in a cart or quoted, and the price that they give."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from catalog.choices import plain_choices
from configurator.artefacts import load_revision
from foundation.errors import Refusal
from orders.models import CartLine, QuoteLine, QuoteVersion
from orders.services.cart_contents import hold_reference
from production.models import Hold
from production.savings import savings_of
from production.selectors.facts import current_facts
from production.selectors.holds import live_holds
from production.services.holds import (
    CART_HOLD,
    WantedDesign,
    hand_over_hold,
    hold_seats,
    release_hold,
)

logger = logging.getLogger(__name__)


def keep_seats(line: CartLine, now: datetime) -> Hold | None:
    """Keep seats for half an hour for a cart line that is made to order.

    A line without seats stays in the cart: its date is then the factory's of the day.
    """
    return _keep(line, hold_reference(line), now + CART_HOLD, now, line.wanted_offer)


def kept_seats(line: CartLine, now: datetime) -> Hold | None:
    """Return what is kept for a cart line now."""
    return live_holds([hold_reference(line)], now).get(hold_reference(line))


def see_saving(line: CartLine, hold: Hold | None, shown_minor: int | None = None) -> None:
    """Note what kept seats take off, once the customer acted on the line.

    A smaller saving than the one that was shown is not noted: the cart asks about it. Another
    quantity in the same runs may save less; that follows from what the customer did.

    Parameters
    ----------
    shown_minor
        What a page showed before; None where nothing was shown, or the quantity is another one.
    """
    setups = hold.setups if hold is not None else ()
    pieces_minor = line.seen_unit_minor * line.quantity
    savings = savings_of(setups, pieces_minor, line.seen_currency)
    held = sum(saving.given_minor for saving in savings)
    if held and shown_minor is None:
        line.seen_saving_minor = held
    else:
        line.seen_saving_minor = max(held, line.seen_saving_minor, shown_minor or 0)
    line.save(update_fields=["seen_saving_minor"])


def keep_quoted_seats(version: QuoteVersion, cart_lines: Sequence[CartLine], now: datetime) -> None:
    """Keep seats for a new version of a quote, as long as the policy lets, and its expiry.

    The seats that the cart keeps go over to the quote, with their date; the cart, which stays,
    gets others. Call it in the transaction that makes the version.

    Parameters
    ----------
    cart_lines
        What was quoted, line by line.
    """
    hours = current_facts().seat_policy.quote_hold_hours
    if not hours:
        return
    until = min(version.expires_at, now + timedelta(hours=hours))
    for line, cart_line in zip(version.lines.order_by("position"), cart_lines, strict=True):
        reference = quote_reference(line)
        handed = hand_over_hold(
            reference=hold_reference(cart_line), to=reference, expires_at=until, now=now
        )
        if handed is None:
            _keep(line, reference, until, now, cart_line.wanted_offer)
        keep_seats(cart_line, now)


def release_quoted_seats(version: QuoteVersion, now: datetime) -> None:
    """Give back what a version of a quote keeps: there is a newer one."""
    for line in version.lines.order_by("position"):
        release_hold(reference=quote_reference(line), now=now)


def quoted_until(version: QuoteVersion, now: datetime) -> datetime | None:
    """Return until when all that is made for a quote has its seats; None without them."""
    references = [quote_reference(line) for line in version.lines.all() if not line.sku]
    holds = live_holds(references, now)
    if not references or len(holds) < len(references):
        return None
    return min(hold.expires_at for hold in holds.values())


def quote_reference(line: QuoteLine) -> str:
    """Return the reference under which the factory keeps seats for a quote's line."""
    return f"quote-line:{line.pk}"


def _keep(
    line: CartLine | QuoteLine, reference: str, until: datetime, now: datetime, kind: str
) -> Hold | None:
    if line.sku or line.revision is None:
        return None
    document = load_revision(line.revision).document
    wanted = WantedDesign(
        product_code=document["product"],
        document=document,
        choices=plain_choices(document, line.choices),
        quantity=line.quantity,
        kind=kind,
    )
    try:
        return hold_seats(wanted=wanted, reference=reference, expires_at=until, now=now)
    except Refusal as refusal:
        logger.info("no seats kept for %s: %s", reference, refusal.message)
        return None
