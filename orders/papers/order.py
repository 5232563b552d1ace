"""An order on paper: its confirmation and its invoice."""

from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _

from catalog.papers.sheet import Sheet
from configurator.presenters.dates import day_words
from foundation.money import Money, format_money
from orders.delivery import METHODS
from orders.models import Order
from orders.presenters.designs import line_name
from orders.presenters.money import money_sentence
from orders.presenters.order_lines import line_picture, line_words
from orders.presenters.price_lists import price_list_words
from orders.presenters.savings import priced_words

Paper = Literal["confirmation", "invoice"]


def order_paper(order: Order, paper: Paper, *, now: datetime) -> bytes:
    """Return the PDF in the language that is active; erased texts and names stay blank."""
    title = _("Invoice") if paper == "invoice" else _("Order confirmation")
    sheet = Sheet(f"{title} {order.number}")
    sheet.say("Tailorline", size=11, bold=True)
    sheet.gap(6)
    sheet.say(title, size=22, bold=True)
    sheet.gap(3)
    sheet.facts(_facts(order, paper, now))
    sheet.gap(6)
    for line in order.lines.all():
        name = f"{line.quantity} × {line_name(line)}" if line.quantity > 1 else line_name(line)
        amount = format_money(Money(line.total_minor, order.currency))
        words = priced_words(line_words(line), line.price_lines, line.savings, order.currency)
        sheet.article(name, words, amount, line_picture(line, now))
    sheet.amounts(
        [
            (_("Delivery"), _delivery_cost(order)),
            (_("of it VAT"), format_money(order.tax)),
            (_("Total"), format_money(order.total)),
        ]
    )
    sheet.gap(6)
    sheet.say(money_sentence(order), soft=True)
    return sheet.as_bytes()


def _facts(order: Order, paper: Paper, now: datetime) -> list[tuple[str, str]]:
    contact = order.contact
    number = f"R-{order.number}" if paper == "invoice" else order.number
    facts = [(_("Number"), number), (_("Ordered"), day_words(order.placed_at, now))]
    if contact.name:
        facts.append((_("For"), contact.name))
    if contact.street:
        town = f"{contact.country}-{contact.postcode} {contact.town}"
        facts += [(_("Address"), contact.street), ("", town)]
    if order.promised_at is not None and paper == "confirmation":
        facts.append((_("Promised ready"), day_words(order.promised_at, now)))
    delivery = getattr(order, "delivery", None)
    if delivery is not None and delivery.method in METHODS:
        facts.append((_("Delivery"), str(METHODS[delivery.method].name)))
    return [*facts, (_("Price list"), price_list_words(order.price_list_version))]


def _delivery_cost(order: Order) -> str:
    delivery = getattr(order, "delivery", None)
    cost = delivery.cost_minor if delivery is not None else 0
    return format_money(Money(cost, order.currency)) if cost else _("included")
