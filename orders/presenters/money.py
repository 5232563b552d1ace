"""What was and will be charged for an order, in sentences."""

from django.utils.translation import gettext as _

from foundation.money import Money, format_money
from orders.models import Order, PaymentEntry
from orders.statuses import OrderStatus
from orders.statuses import Payment as Method

Kind = PaymentEntry.Kind


def money_sentence(order: Order) -> str:
    """Say how the order is paid, and what came back."""
    rows = PaymentEntry.objects.filter(payment__order=order).values_list("kind", "amount_minor")
    sums = dict.fromkeys(Kind.values, 0)
    for kind, amount in rows:
        sums[kind] += amount
    words = {
        name: format_money(Money(sums[kind], order.currency))
        for name, kind in (("charged", Kind.CHARGED), ("refunded", Kind.REFUNDED))
    }
    if sums[Kind.REFUNDED]:
        return _("%(charged)s were charged, %(refunded)s are given back.") % words
    if order.status == OrderStatus.CANCELLED:
        return _("Nothing is charged.")
    if sums[Kind.CHARGED]:
        return _("%(charged)s are paid.") % words
    if order.payment == Method.CARD:
        return _("Your card is charged when work on it starts.")
    return _("By invoice, 14 days from delivery.")


def has_invoice(order: Order) -> bool:
    """An invoice is written once money is due: the card charged, or the goods sent."""
    is_sent = order.status in {OrderStatus.SHIPPED, OrderStatus.DELIVERED}
    charged = PaymentEntry.objects.filter(payment__order=order, kind=Kind.CHARGED)
    return is_sent or charged.exists()
