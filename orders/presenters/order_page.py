"""All that the order page shows, as ready words."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from catalog.pictures import Picture
from configurator.presenters.dates import day_words, moment_words
from foundation.money import Money, format_money
from orders.cutoff import cut_off
from orders.models import Order, OrderLine, OrderReplacement
from orders.permissions import owners_of
from orders.presenters.designs import line_name
from orders.presenters.money import has_invoice, money_sentence
from orders.presenters.order_lines import line_picture, line_words, rated_groups
from orders.presenters.price_lists import price_list_words
from orders.presenters.savings import saving_lines
from orders.presenters.spans import span_words
from orders.presenters.tiers import frozen_tier
from orders.presenters.timeline import Step, timeline_steps
from orders.selectors.promises import Promise, promise_of
from orders.statuses import OrderStatus
from production.selectors.progress import progress_of


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of the order."""

    name: str
    words: str
    quantity: int
    total: str
    status: str
    picture: Picture | None
    position: int
    sent: int
    stars: int
    groups: list[tuple[str, str]]
    savings: list[tuple[str, str]]
    tier: str

    @property
    def position_text(self) -> str:
        return str(self.position)


@dataclass(frozen=True, slots=True)
class OrderPage:
    """`verdict` is the first word on the status: ``On time.``; `tone` colours it."""

    number: str
    placed: str
    headline: str
    verdict: str
    tone: str
    sentence: str
    steps: list[Step]
    promised: str
    planned: str
    slack: str
    run: str
    lines: list[ShownLine]
    total: str
    price_list: str
    tax: str
    can_cancel: bool
    can_change_address: bool
    change_until: str
    money: str
    has_invoice: bool
    replaced_by: str
    replaces: str
    address: str
    can_claim: bool
    can_return: bool
    can_rate: bool
    is_settled: bool

    @property
    def steps_told(self) -> int:
        """How many steps lie behind: one more is news."""
        return sum(step.state != "planned" for step in self.steps)

    @property
    def latest_step(self) -> str:
        told = [step for step in self.steps if step.state != "planned"]
        return f"{told[-1].title}. {told[-1].text}".strip() if told else ""

    @property
    def etag(self) -> str:
        """Changes whenever anything that the page shows changes."""
        return f'"{hashlib.sha256(repr(self).encode()).hexdigest()[:32]}"'


def order_page(order: Order, *, now: datetime) -> OrderPage:
    """Return the page of an order with its lines and timeline already loaded."""
    lines = list(order.lines.all())
    has_work = any(line.work_order_id for line in lines)
    progress = progress_of(order.number) if has_work else []
    promise = promise_of(order, progress)
    verdict, tone, sentence = _verdict(order, promise, now)
    state = cut_off(order, progress)
    return OrderPage(
        number=order.number,
        placed=day_words(order.placed_at, now),
        headline=_headline(order, lines),
        verdict=verdict,
        tone=tone,
        sentence=sentence,
        steps=timeline_steps(order, progress, promise, now),
        promised=_day(promise.promised_at, now),
        planned=_moment(promise.planned_at, now),
        slack=_slack(promise),
        run=promise.run,
        lines=[_shown(line, order.currency, now) for line in lines],
        total=format_money(order.total),
        price_list=price_list_words(order.price_list_version),
        tax=format_money(order.tax),
        can_cancel=state.is_open,
        can_change_address=state.is_address_open,
        change_until=_moment(state.until, now),
        money=money_sentence(order),
        has_invoice=has_invoice(order),
        replaced_by=_number(getattr(order, "replaced_by", None), "new"),
        replaces=_number(getattr(order, "replaces", None), "old"),
        address=_address(order),
        can_claim=not owners_of(order),
        can_return=order.status in {OrderStatus.SHIPPED, OrderStatus.DELIVERED},
        can_rate=order.status == OrderStatus.DELIVERED,
        is_settled=order.status not in {OrderStatus.PLACED, OrderStatus.MAKING},
    )


def _headline(order: Order, lines: Sequence[OrderLine]) -> str:
    is_single = len(lines) == 1 and lines[0].quantity == 1
    name = line_name(lines[0]) if is_single else _("order")
    patterns = {
        OrderStatus.PLACED: _("Your %(name)s is ordered")
        if is_single
        else _("Your order is placed"),
        OrderStatus.MAKING: _("Your %(name)s is being made"),
        OrderStatus.READY: _("Your %(name)s is ready"),
        OrderStatus.SHIPPED: _("Your %(name)s is on its way"),
        OrderStatus.DELIVERED: _("Your %(name)s has arrived"),
        OrderStatus.CANCELLED: _("Your order is cancelled"),
    }
    return patterns[OrderStatus(order.status)] % {"name": name}


def _verdict(order: Order, promise: Promise, now: datetime) -> tuple[str, str, str]:
    """Return the first word, its tone and the sentence after it."""
    if order.status == OrderStatus.CANCELLED:
        return _("Cancelled."), "", money_sentence(order)
    if promise.ready_at is not None:
        return (
            _("Ready"),
            "good",
            _("since %(when)s.") % {"when": moment_words(promise.ready_at, now)},
        )
    promised = _day(promise.promised_at, now)
    if promise.planned_at is None:
        if not promised:
            return _("Not planned yet."), "", ""
        return _("Being planned."), "", _("We promised %(day)s.") % {"day": promised}
    if promise.is_late:
        return (
            _("Late."),
            "bad",
            _("Ready %(planned)s instead of %(promised)s.")
            % {
                "planned": _day(promise.planned_at, now),
                "promised": promised,
            },
        )
    return _("On time."), "good", _("Ready %(day)s.") % {"day": promised}


def _slack(promise: Promise) -> str:
    if promise.slack is None:
        return ""
    if promise.is_late:
        return _("%(span)s late") % {"span": span_words(-promise.slack)}
    return span_words(promise.slack) if promise.slack else _("none")


def _shown(line: OrderLine, currency: str, now: datetime) -> ShownLine:
    is_rated = line.order.status == OrderStatus.DELIVERED
    rating = getattr(line, "rating", None) if is_rated else None
    return ShownLine(
        name=line_name(line),
        words=line_words(line),
        quantity=line.quantity,
        total=format_money(Money(line.total_minor, currency)),
        status=str(line.get_status_display()),
        picture=line_picture(line, now),
        position=line.position,
        sent=line.shipped,
        stars=rating.stars if rating else 0,
        groups=rated_groups(line),
        savings=saving_lines(line.savings, currency),
        tier=frozen_tier(line.price_lines),
    )


def _number(replacement: OrderReplacement | None, side: str) -> str:
    return str(getattr(replacement, side).number) if replacement else ""


def _address(order: Order) -> str:
    contact = order.contact
    town = f"{contact.postcode} {contact.town}".strip()
    return ", ".join(part for part in (contact.name, contact.street, town) if part)


def _day(moment: datetime | None, now: datetime) -> str:
    return day_words(moment, now) if moment else ""


def _moment(moment: datetime | None, now: datetime) -> str:
    return moment_words(moment, now) if moment else ""
