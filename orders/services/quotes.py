"""Make quotes from carts, revise them, order them: the quoted price stands until it expires."""

from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.snapshot import same_design_digest
from configurator.models import Configuration
from foundation.errors import Conflict, InvalidInput
from foundation.locks import lock_rows
from foundation.money import Money
from foundation.wakeups import wake
from orders.delivery import EACH, TOGETHER
from orders.links import digest_of, new_nonce, token_for
from orders.models import Cart, CartLine, Quote, QuoteLine, QuoteVersion
from orders.selectors.carts import cart_of, lines_in
from orders.services.buyers import Buyer, ContactDetails, Placement, Terms
from orders.services.cart_contents import hold_reference, requested_line
from orders.services.held_seats import (
    keep_quoted_seats,
    keep_seats,
    quote_reference,
    release_quoted_seats,
    see_saving,
)
from orders.services.numbers import new_quote_number
from orders.services.placement import PricedOrder, check_order, place_order
from orders.services.quoted import check_open
from orders.services.requested_lines import DesignLine, RequestedLine, StockLine
from orders.visitors import Visitor
from production.services.holds import release_hold

STANDS_FOR = timedelta(days=30)
SEND_TASK = "orders.tasks.send_due_mails"


def quote_cart(
    *,
    cart: Cart | None,
    contact: ContactDetails,
    buyer: Buyer,
    delivery: str,
    now: datetime,
    quote: Quote | None = None,
) -> QuoteVersion:
    """Make a quote of what is in the cart, or the next version of `quote`; the cart stays.

    Raises
    ------
    InvalidInput
        When the cart is empty or something in it cannot be made.
    Conflict
        When a line's price waits for an answer, or the quote was ordered already.
    """
    lines = lines_in(cart)
    if not lines:
        raise InvalidInput(_("Your cart is empty."), code="cart_empty")
    # What is quoted goes in one parcel: how many there would be is not known yet.
    terms = Terms(delivery=TOGETHER if delivery == EACH else delivery)
    wanted = [requested_line(line) for line in lines]
    priced = check_order(lines=wanted, buyer=buyer, terms=terms, if_total=None, now=now)
    with transaction.atomic():
        if quote is None:
            quote = _new_quote(contact, buyer, now)
        else:
            quote = lock_rows(Quote.objects.filter(pk=quote.pk))[0]
            release_quoted_seats(check_open(quote), now)
        version = _new_version(quote, priced, now)
        _copy_lines(version, priced)
        keep_quoted_seats(version, lines, now)
        wake(SEND_TASK)
    return version


def order_quote(
    *,
    version: QuoteVersion,
    contact: ContactDetails,
    buyer: Buyer,
    if_total: Money,
    now: datetime,
) -> Placement:
    """Order a quote's latest version at its own prices; a second click finds the same order.

    Raises
    ------
    Conflict
        When it has expired, is not the latest version, or its total is not `if_total`.
    """
    version.refresh_from_db(fields=["order"])
    if version.order is not None:
        return Placement(version.order, {"number": version.order.number}, is_replay=True)
    if version.is_expired(now):
        raise Conflict(
            _("This quote has expired. Make a new one at today's price."), code="quote_expired"
        )
    check_open(version.quote, wanted=version)
    return place_order(
        lines=[_as_requested(line, version.currency) for line in version.lines.all()],
        contact=contact,
        buyer=buyer,
        terms=Terms(delivery=version.delivery, quote_version_id=version.pk),
        idempotency_key=f"quote-{version.pk}",
        if_total=if_total,
        now=now,
        agreed_prices=version.price_list_version,
    )


def open_in_cart(*, version: QuoteVersion, visitor: Visitor, now: datetime) -> None:
    """Put a quote's lines into the visitor's cart in place of what is there, to change them."""
    with transaction.atomic():
        cart = cart_of(visitor)
        if cart is None:
            owner = (
                {"account": visitor.account}
                if visitor.account
                else {"session_digest": visitor.session_digest}
            )
            cart = Cart.objects.create(**owner, created_at=now, changed_at=now)
        lock_rows(Cart.objects.filter(pk=cart.pk))
        for line in cart.lines.filter(removed_at=None):
            release_hold(reference=hold_reference(line), now=now)
        cart.lines.filter(removed_at=None).update(removed_at=now)
        rows = list(version.lines.select_related("revision"))
        kept = Configuration.objects.in_bulk([line.configuration for line in rows])
        opened = [
            CartLine.objects.create(
                cart=cart,
                configuration=kept.get(line.configuration),
                revision=line.revision,
                choices=line.choices,
                design_digest=(
                    same_design_digest(line.revision, line.choices) if line.revision else ""
                ),
                sku=line.sku,
                quantity=line.quantity,
                seen_unit_minor=line.unit_minor,
                seen_currency=version.currency,
                added_at=now,
            )
            for line in rows
        ]
    for line in opened:
        see_saving(line, keep_seats(line, now))


def _new_quote(contact: ContactDetails, buyer: Buyer, now: datetime) -> Quote:
    nonce = new_nonce()
    return Quote.objects.create(
        number=new_quote_number(now),
        account=buyer.account,
        session_digest=buyer.session_digest,
        link_nonce=nonce,
        link_digest=digest_of(token_for(nonce)),
        name=contact.name,
        email=contact.email,
        language=contact.language,
        created_at=now,
    )


def _new_version(quote: Quote, priced: PricedOrder, now: datetime) -> QuoteVersion:
    preparation = priced.preparation
    return QuoteVersion.objects.create(
        quote=quote,
        version=quote.versions.count() + 1,
        price_list_version=preparation.price_list_version,
        delivery=priced.delivery.method.code,
        delivery_minor=priced.delivery.cost.minor,
        currency=preparation.currency,
        total_minor=priced.total.minor,
        tax_minor=preparation.tax.minor + priced.delivery.tax.minor,
        ready_at=preparation.promised_at,
        created_at=now,
        expires_at=now + STANDS_FOR,
        due_at=now,
    )


def _copy_lines(version: QuoteVersion, priced: PricedOrder) -> None:
    for position, line in enumerate(priced.preparation.lines, start=1):
        QuoteLine.objects.create(
            quote_version=version,
            position=position,
            revision=line.revision,
            choices=dict(line.choices),
            configuration=line.configuration,
            sku=line.sku,
            product_name=dict(line.product_name),
            quantity=line.quantity,
            unit_minor=line.price.unit_minor,
            total_minor=line.price.total_minor,
            price_lines=[asdict(step) for step in line.price.lines],
            savings=[saving.as_json() for saving in line.savings],
        )


def _as_requested(line: QuoteLine, currency: str) -> RequestedLine:
    agreed = Money(line.unit_minor, currency)
    if line.sku:
        return StockLine(line.sku, line.quantity, agreed)
    assert line.revision is not None  # a line without a sku is a design
    return DesignLine(
        line.revision,
        line.choices,
        line.quantity,
        line.configuration,
        agreed,
        is_agreed=True,
        agreed_setups=line.savings,
        hold=quote_reference(line),
    )
