"""All that the cart page shows, as ready words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import PriceListVersion
from catalog.pictures import Picture
from catalog.quantities import MAX_QUANTITY
from catalog.selectors.prices import current_price_list, price_document
from catalog.selectors.products import standard_variant
from configurator.presenters.dates import day_words
from foundation.errors import Refusal
from foundation.money import Money, format_money
from orders.delivery import TOGETHER, PricedDelivery, offered_deliveries
from orders.models import Cart, CartLine
from orders.presenters.designs import (
    cart_line_name,
    design_picture,
    design_words,
    variant_picture,
)
from orders.presenters.savings import saving_lines
from orders.presenters.tiers import next_tier, tier_words
from orders.selectors.carts import just_removed, lines_in
from orders.services.cart_contents import asked_anew, hold_reference
from orders.services.line_prices import line_tiers
from orders.services.preparation import Orderer, PreparedLine, prepare_line
from orders.visitors import Visitor
from production.models import Hold
from production.selectors.holds import live_holds
from production.selectors.stock import available


@dataclass(frozen=True, slots=True)
class ShownCartLine:
    """One line; `question` asks about a changed price, `problem` says why it cannot be ordered."""

    id: int
    name: str
    words: str
    picture: Picture | None
    quantity: int
    typed_quantity: str
    total: str
    each: str
    run: str
    ready: str
    held: str
    can_hold_longer: bool
    can_hold_again: bool
    is_stock: bool
    can_change: bool
    question: str
    question_detail: str
    keep_label: str
    keep_minor: int
    problem: str
    savings: list[tuple[str, str]]
    tier: str = ""
    next_tier: str = ""

    @property
    def fewer(self) -> int:
        return max(1, self.quantity - 1)

    @property
    def more(self) -> int:
        return min(MAX_QUANTITY, self.quantity + 1)


@dataclass(frozen=True, slots=True)
class RemovedLine:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ShownDelivery:
    """One way of delivery to choose."""

    code: str
    name: str
    arrival: str
    cost: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CartPage:
    """`total_minor` is what the form sends back as the total agreed to."""

    lines: list[ShownCartLine]
    removed: list[RemovedLine]
    total: str
    total_minor: int
    currency: str
    tax: str
    ready: str
    can_order: bool
    pieces: int
    deliveries: list[ShownDelivery]
    delivery_total: str
    max_quantity: int = MAX_QUANTITY


NOTHING_TYPED: Mapping[str, str] = {}
EMPTY = CartPage(
    lines=[],
    removed=[],
    total="",
    total_minor=0,
    currency="",
    tax="",
    ready="",
    can_order=False,
    pieces=0,
    deliveries=[],
    delivery_total="",
)


@dataclass(frozen=True, slots=True)
class _PricedLine:
    line: CartLine
    prepared: PreparedLine | None
    problem: str


def cart_page(
    cart: Cart | None,
    *,
    visitor: Visitor,
    now: datetime,
    typed: Mapping[str, str] = NOTHING_TYPED,
    delivery: str = TOGETHER,
) -> CartPage:
    """Return the cart at today's prices and dates, with everything that waits for an answer.

    `typed` holds what a form sent that was refused: its quantities are shown again.
    """
    lines = lines_in(cart)
    removed = [RemovedLine(line.pk, cart_line_name(line)) for line in just_removed(cart, now)]
    if not lines:
        return replace(EMPTY, removed=removed)
    version = current_price_list(now, visitor.account)
    prices = price_document(version)
    priced = [_priced(line, version, visitor, now) for line in lines]
    stock = available([line.sku for line in lines if line.sku])
    holds = live_holds([hold_reference(line) for line in lines], now)
    shown = [_shown(each, version, stock, holds, typed, now) for each in priced]
    prepared = [each.prepared for each in priced if each.prepared]
    currency = str(prices["currency"])
    dates = [line.promised_at for line in prepared if line.promised_at]
    offered = offered_deliveries(prices=prices, ready_at=[line.promised_at for line in prepared])
    chosen = next((each for each in offered if each.method.code == delivery), offered[0])
    total = sum(line.price.total_minor for line in prepared) + chosen.total.minor
    tax = sum(line.price.tax_minor for line in prepared) + chosen.tax.minor
    return CartPage(
        lines=shown,
        removed=removed,
        total=format_money(Money(total, currency)),
        total_minor=total,
        currency=currency,
        tax=format_money(Money(tax, currency)),
        ready=day_words(max(dates), now) if len(dates) == len(lines) else "",
        can_order=not any(line.question or line.problem for line in shown),
        pieces=sum(line.quantity for line in lines),
        deliveries=[_shown_delivery(each, chosen, dates, now) for each in offered],
        delivery_total=_delivery_total(chosen),
    )


def _shown_delivery(
    each: PricedDelivery, chosen: PricedDelivery, dates: Sequence[datetime], now: datetime
) -> ShownDelivery:
    arrival = ""
    if dates:
        day = day_words(each.arrival(max(dates)), now)
        pattern = _("With you by %(day)s") if each.method.days else _("At our door from %(day)s")
        arrival = pattern % {"day": day}
    return ShownDelivery(
        code=each.method.code,
        name=str(each.method.name),
        arrival=arrival,
        cost=format_money(each.cost) if each.cost.minor else _("included"),
        is_chosen=each is chosen,
    )


def _delivery_total(chosen: PricedDelivery) -> str:
    return format_money(chosen.cost) if chosen.cost.minor else ""


def _priced(
    line: CartLine, version: PriceListVersion, visitor: Visitor, now: datetime
) -> _PricedLine:
    wanted = asked_anew(line)
    orderer = Orderer(account=visitor.account)
    try:
        return _PricedLine(
            line, prepare_line(wanted, version=version, orderer=orderer, now=now), ""
        )
    except Refusal as refusal:
        return _PricedLine(line, None, refusal.message)


def _shown(
    priced: _PricedLine,
    version: PriceListVersion,
    stock: dict[str, int],
    holds: Mapping[str, Hold],
    typed: Mapping[str, str],
    now: datetime,
) -> ShownCartLine:
    line, prepared = priced.line, priced.prepared
    hold = holds.get(hold_reference(line))
    seen = Money(line.seen_unit_minor, line.seen_currency)
    today = Money(prepared.price.unit_minor, prepared.price.currency) if prepared else seen
    total = prepared.price.total_minor if prepared else seen.minor * line.quantity
    question, detail = _question(seen, today) or _saving_question(line, prepared, hold)
    return ShownCartLine(
        id=line.pk,
        name=cart_line_name(line),
        words=_words(line),
        picture=_picture(line, now),
        quantity=line.quantity,
        typed_quantity=typed.get(f"quantity-{line.pk}", str(line.quantity)),
        total=format_money(Money(total, today.currency)),
        each=_("%(unit)s each") % {"unit": format_money(today)} if line.quantity > 1 else "",
        run=prepared.promised_run if prepared else "",
        ready=_ready(prepared, now),
        held=_held(hold, now),
        can_hold_longer=hold is not None and not hold.is_extended,
        can_hold_again=hold is None and bool(question) and seen == today,
        is_stock=bool(line.sku),
        can_change=line.configuration_id is not None,
        question=question,
        question_detail=detail,
        keep_label=_("Keep at %(price)s")
        % {"price": format_money(_line_price(prepared) if prepared and seen == today else today)},
        keep_minor=today.minor,
        problem=priced.problem or _shortage(line, stock),
        savings=saving_lines(_savings(prepared), today.currency),
        tier=tier_words(prepared.price.tier_from) if prepared else "",
        next_tier=_next_tier(line, version, today.currency) if prepared else "",
    )


def _next_tier(line: CartLine, version: PriceListVersion, currency: str) -> str:
    return next_tier(line_tiers(line, version), line.quantity, currency)


def _savings(prepared: PreparedLine | None) -> list[dict[str, Any]]:
    return [saving.as_json() for saving in prepared.savings] if prepared else []


def _line_price(prepared: PreparedLine) -> Money:
    """Return what the pieces cost, in the terms of the price list."""
    price = prepared.price
    return Money(price.unit_minor * price.quantity - price.saving_minor, price.currency)


def _saving_question(
    line: CartLine, prepared: PreparedLine | None, hold: Hold | None
) -> tuple[str, str]:
    """Ask where the kept seats save less than was shown, or are kept no longer."""
    if prepared is None or prepared.price.saving_minor >= line.seen_saving_minor:
        return "", ""
    today = _line_price(prepared)
    gone = line.seen_saving_minor - prepared.price.saving_minor
    before = Money(today.minor - gone, today.currency)
    question = (
        _("The run that shared its set-up with you has filled up: this is the next best.")
        if hold is not None
        else _("Your seat is no longer held, so no set-up is shared with you.")
    )
    return question, _prices_detail(before, today)


def _question(seen: Money, today: Money) -> tuple[str, str] | None:
    if seen == today:
        return None
    if seen.currency != today.currency:
        return _("Your prices are in another currency now."), _prices_detail(seen, today)
    difference = format_money(Money(abs(today.minor - seen.minor), today.currency))
    pattern = (
        _("The price went up by %(difference)s since you put it in.")
        if today.minor > seen.minor
        else _("The price went down by %(difference)s since you put it in.")
    )
    return pattern % {"difference": difference}, _prices_detail(seen, today)


def _prices_detail(before: Money, today: Money) -> str:
    detail = _("%(before)s before, %(today)s today. You have not paid yet, so you choose.")
    return detail % {"before": format_money(before), "today": format_money(today)}


def _shortage(line: CartLine, stock: dict[str, int]) -> str:
    if not line.sku or stock.get(line.sku, 0) >= line.quantity:
        return ""
    return _("Only %(left)s left in stock. Take fewer.") % {"left": stock.get(line.sku, 0)}


def _ready(prepared: PreparedLine | None, now: datetime) -> str:
    if prepared is None or prepared.promised_at is None:
        return ""
    if prepared.sku:
        return _("In stock")
    return _("Ready %(day)s") % {"day": day_words(prepared.promised_at, now)}


def _held(hold: Hold | None, now: datetime) -> str:
    if hold is None:
        return ""
    minutes = max(1, int((hold.expires_at - now).total_seconds() // 60))
    return ngettext(
        "Seat held for %(minutes)s minute.", "Seat held for %(minutes)s minutes.", minutes
    ) % {"minutes": minutes}


def _words(line: CartLine) -> str:
    return line.sku if line.sku else design_words(line.design_revision, line.choices)


def _picture(line: CartLine, now: datetime) -> Picture | None:
    if line.sku:
        return variant_picture(standard_variant(line.sku), now)
    return design_picture(line.design_revision, line.choices)


def summary_names(page: CartPage) -> list[tuple[str, str]]:
    """Return name and amount of each line for the summary, and of the delivery."""
    names = [
        (line.name if line.quantity == 1 else f"{line.quantity} × {line.name}", line.total)
        for line in page.lines
    ]
    return [*names, (_("Delivery"), page.delivery_total)] if page.delivery_total else names
