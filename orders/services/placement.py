"""Place an order: one transaction, one idempotency key, one order."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from catalog.models import PriceListVersion
from foundation.errors import Conflict, InvalidInput
from foundation.events import record_event
from foundation.faults import fault_point
from foundation.idempotency import check_key, fingerprint_of, run_once, stored_answer
from foundation.money import Money, format_money
from orders.delivery import PricedDelivery, priced_delivery
from orders.links import digest_of, new_nonce, token_for
from orders.models import Cart, Contact, Delivery, Order, OrderEvent
from orders.presenters.answers import order_answer
from orders.services.buyers import Buyer, ContactDetails, Placement, Terms
from orders.services.cart_contents import take_out_ordered
from orders.services.changes import give_way, note_replacement
from orders.services.new_lines import create_lines
from orders.services.numbers import new_order_number
from orders.services.payments import attach_payment
from orders.services.preparation import Orderer, Preparation, prepare_lines
from orders.services.quoted import take_quote
from orders.services.requested_lines import RequestedLine
from orders.services.taken_offers import offers_taken
from orders.services.timeline import add_step

ORDER_PLACED = "orders.order_placed"
AS_THE_ACCOUNT = Terms()


@dataclass(frozen=True, slots=True)
class PricedOrder:
    """Lines and delivery at today's prices."""

    preparation: Preparation
    delivery: PricedDelivery

    @property
    def total(self) -> Money:
        lines = self.preparation.total
        return Money(lines.minor + self.delivery.total.minor, lines.currency)


def place_order(
    *,
    lines: Sequence[RequestedLine],
    contact: ContactDetails,
    buyer: Buyer,
    idempotency_key: str,
    if_total: Money | None,
    now: datetime,
    cart: Cart | None = None,
    terms: Terms = AS_THE_ACCOUNT,
    agreed_prices: PriceListVersion | None = None,
) -> Placement:
    """Price the lines, freeze their designs, take the stock, order the work: all or nothing.

    With `cart`, the lines are that cart's, and they leave it in the same transaction. With
    `agreed_prices`, a quote's prices hold instead of today's.

    Raises
    ------
    InvalidInput
        For lines that cannot be made, too little stock, or a key used for something else.
    Conflict
        When the total is not `if_total`, an offer that a line names is gone, or the cart changed
        meanwhile; nothing is ordered.
    """
    key = check_key(idempotency_key)
    fingerprint = _fingerprint(lines, contact, if_total, terms)
    answer = stored_answer(scope=buyer.scope, key=key, fingerprint=fingerprint)
    if answer is not None:
        return _placement(answer, is_replay=True)
    with offers_taken(lines, orderer=_orderer(buyer), now=now) as seated:
        priced = check_order(
            lines=seated,
            buyer=buyer,
            terms=terms,
            if_total=if_total,
            now=now,
            agreed_prices=agreed_prices,
        )

        def act() -> dict[str, Any]:
            if cart is not None:
                take_out_ordered(cart, expected=lines, now=now)
            old = give_way(order_id=terms.replaces_id, now=now) if terms.replaces_id else None
            order = _create_order(priced, contact, buyer, terms, now)
            if old is not None:
                note_replacement(old=old, new=order, now=now)
            prefetch_related_objects([order], "lines")
            # Nothing has a place in the plan yet: the factory need not be asked.
            return order_answer(order, progress=())

        with transaction.atomic():
            answer, is_replay = run_once(
                scope=buyer.scope, key=key, fingerprint=fingerprint, act=act
            )
            fault_point("orders.before_commit")
    fault_point("orders.after_commit")
    return _placement(answer, is_replay=is_replay)


def check_order(
    *,
    lines: Sequence[RequestedLine],
    buyer: Buyer,
    terms: Terms,
    if_total: Money | None,
    now: datetime,
    agreed_prices: PriceListVersion | None = None,
) -> PricedOrder:
    """Return the order as it would be placed now; refuse as `place_order` does."""
    preparation = prepare_lines(
        lines, orderer=_orderer(buyer), now=now, agreed_prices=agreed_prices
    )
    delivery = priced_delivery(
        terms.delivery,
        prices=preparation.prices,
        ready_at=[line.promised_at for line in preparation.lines],
    )
    if delivery is None:
        raise InvalidInput(_("Choose how your order reaches you."), code="unknown_delivery")
    priced = PricedOrder(preparation, delivery)
    check_total(priced.total, if_total)
    return priced


def _orderer(buyer: Buyer) -> Orderer:
    return Orderer(account=buyer.account, session_key=buyer.session_key)


def check_total(total: Money, if_total: Money | None) -> None:
    """Refuse when the buyer agreed to another total than today's."""
    if if_total is None or if_total == total:
        return
    raise Conflict(
        _("The total is %(today)s now, not %(agreed)s. Nothing was ordered.")
        % {"today": format_money(total), "agreed": format_money(if_total)},
        code="total_changed",
        details={"if_total": if_total.as_json(), "total": total.as_json()},
    )


def _fingerprint(
    lines: Sequence[RequestedLine],
    contact: ContactDetails,
    if_total: Money | None,
    terms: Terms,
) -> str:
    # The language of the page is no part of what is asked for, nor is the bank's answer.
    who = asdict(replace(contact, language=""))
    return fingerprint_of(
        {
            "lines": [line.as_json() for line in lines],
            "contact": who,
            "delivery": terms.delivery,
            "if_total": if_total.as_json() if if_total else None,
        }
    )


def _create_order(
    priced: PricedOrder,
    contact: ContactDetails,
    buyer: Buyer,
    terms: Terms,
    now: datetime,
) -> Order:
    preparation, nonce = priced.preparation, new_nonce()
    order = Order.objects.create(
        number=new_order_number(now),
        account=buyer.account,
        session_digest=buyer.session_digest,
        link_nonce=nonce,
        link_digest=digest_of(token_for(nonce)),
        payment=terms.method,
        currency=preparation.currency,
        total_minor=priced.total.minor,
        tax_minor=preparation.tax.minor + priced.delivery.tax.minor,
        price_list_version=preparation.price_list_version,
        placed_at=now,
        promised_at=preparation.promised_at,
    )
    Contact.objects.create(order=order, **asdict(contact))
    Delivery.objects.create(
        order=order,
        method=priced.delivery.method.code,
        days=priced.delivery.method.days,
        cost_minor=priced.delivery.cost.minor,
        tax_minor=priced.delivery.tax.minor,
    )
    if terms.quote_version_id is not None:
        take_quote(order, terms.quote_version_id)
    attach_payment(order, payment_id=terms.payment_id, now=now)
    add_step(order, OrderEvent.Kind.PLACED, now=now)
    create_lines(order, preparation.lines, now=now)
    record_event(
        name=ORDER_PLACED, reference=order.number, payload={"order": order.number}, now=now
    )
    return order


def _placement(answer: dict[str, Any], *, is_replay: bool) -> Placement:
    return Placement(Order.objects.get(number=answer["number"]), answer, is_replay)
