"""The words of the mails that orders send."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.money import Money, format_money
from orders.links import token_for
from orders.models import Order
from orders.presenters.designs import line_name


def confirmation_mail(order: Order) -> tuple[str, str]:
    """Return the subject and the text of an order's confirmation, its secret link included."""
    subject = _("Your order %(number)s") % {"number": order.number}
    body = render_to_string(
        "orders/mail_confirmation.txt",
        {
            "order": order,
            "name": order.contact.name,
            "lines": [
                {
                    "quantity": line.quantity,
                    "name": line_name(line),
                    "total": format_money(Money(line.total_minor, order.currency)),
                }
                for line in order.lines.all()
            ],
            "total": format_money(order.total),
            "link": secret_link(order),
        },
    )
    return subject, body


def secret_link(order: Order) -> str:
    """Return the whole address that opens the order for whoever holds it."""
    path = reverse("orders:open", kwargs={"token": token_for(order.link_nonce)})
    return f"{settings.SITE_URL.rstrip('/')}{path}"
