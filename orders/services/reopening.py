"""Put an order's lines into the cart again: to change it, or to order the same once more.

Every line is checked against today's catalog, and what changed since is told.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from configurator.services.configurations import start_configuration
from foundation.errors import Refusal
from foundation.money import Money, format_money
from orders.models import CartLine, Order, OrderLine
from orders.presenters.designs import choices_of, line_name
from orders.services import carts
from orders.visitors import Visitor


def reopen_order(*, order: Order, visitor: Visitor, now: datetime) -> list[str]:
    """Put what can still be made into the visitor's cart; return what changed, in sentences."""
    reports = []
    for line in order.lines.order_by("position"):
        add = _add_variant if line.snapshot is None else _add_design
        try:
            reports += _compared(order, line, add(line, visitor, now))
        except Refusal as refusal:
            reports.append(
                _("%(name)s is not in the cart: %(reason)s")
                % {"name": line_name(line), "reason": refusal.message}
            )
    return reports


def _add_variant(line: OrderLine, visitor: Visitor, now: datetime) -> CartLine:
    return carts.add_variant(
        visitor=visitor, sku=line.sku, quantity=line.quantity, if_unit=None, now=now
    )


def _add_design(line: OrderLine, visitor: Visitor, now: datetime) -> CartLine:
    said = {code: value for code, value in choices_of(line).items() if value not in ("", None)}
    configuration = start_configuration(product_code=line.product_code, choices=said, now=now)
    return carts.add_configuration(
        visitor=visitor, configuration=configuration, quantity=line.quantity, if_unit=None, now=now
    )


def _compared(order: Order, line: OrderLine, added: CartLine) -> list[str]:
    reports = []
    before = Money(line.unit_minor, order.currency)
    today = Money(added.seen_unit_minor, added.seen_currency)
    if today != before:
        reports.append(
            _("%(name)s costs %(today)s now; it was %(before)s.")
            % {
                "name": line_name(line),
                "today": format_money(today),
                "before": format_money(before),
            }
        )
    if line.snapshot is not None and added.revision_id != line.frozen.revision_id:
        reports.append(
            _("%(name)s was renewed since. Look over your choices.") % {"name": line_name(line)}
        )
    return reports
