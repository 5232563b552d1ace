"""The words of the mails that orders send, in the language the order was placed in."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from foundation.money import Money, format_money
from orders.links import token_for
from orders.models import Order, OrderMail
from orders.papers.order import order_paper
from orders.picture_mail import PictureMail, mail_picture
from orders.presenters.designs import line_name
from orders.presenters.order_lines import line_picture, line_words
from orders.presenters.savings import priced_words
from orders.presenters.tiers import frozen_tier

Kind = OrderMail.Kind


def message_of(order: Order, kind: OrderMail.Kind, now: datetime) -> PictureMail:
    """Return an order's mail as text and as a page with pictures, its secret link included."""
    with translation.override(order.contact.language):
        context = _context(order, kind, now)
        text = render_to_string("orders/mail.txt", context)
        page = render_to_string("orders/mail.html", context)
    message = PictureMail(
        subject=context["subject"],
        body=text,
        to=[order.contact.email],
        pictures=[line["picture"] for line in context["lines"] if line["picture"]],
    )
    message.attach_alternative(page, "text/html")
    if kind == Kind.CONFIRMATION:
        with translation.override(order.contact.language):
            paper = order_paper(order, "confirmation", now=now)
        message.attach(f"{order.number}.pdf", paper, "application/pdf")
    return message


def secret_link(order: Order) -> str:
    """Return the whole address that opens the order for whoever holds it."""
    path = reverse("orders:open", kwargs={"token": token_for(order.link_nonce)})
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def _context(order: Order, kind: OrderMail.Kind, now: datetime) -> dict[str, Any]:
    language = order.contact.language
    return {
        "order": order,
        "name": order.contact.name,
        "subject": _subject(kind) % {"number": order.number},
        "opening": _opening(kind),
        "is_confirmation": kind == Kind.CONFIRMATION,
        "language": language,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "lines": [
            {
                "quantity": line.quantity,
                "name": line_name(line),
                "words": priced_words(
                    line_words(line), line.price_lines, line.savings, order.currency
                ),
                "tier": frozen_tier(line.price_lines),
                "total": format_money(Money(line.total_minor, order.currency)),
                "picture": mail_picture(line_picture(line, now), f"{order.number}-{place}"),
            }
            for place, line in enumerate(order.lines.all(), start=1)
        ],
        "total": format_money(order.total),
        "link": secret_link(order),
    }


def _subject(kind: OrderMail.Kind) -> str:
    return {
        Kind.CONFIRMATION: _("Your order %(number)s"),
        Kind.STARTED: _("Your order %(number)s is being made"),
        Kind.READY: _("Your order %(number)s is ready"),
        Kind.SHIPPED: _("Your order %(number)s is on its way"),
        Kind.CANCELLED: _("Your order %(number)s is cancelled"),
        Kind.CHANGED: _("Your order %(number)s is changed"),
        Kind.RETURNED: _("Your money for order %(number)s"),
    }[kind]


def _opening(kind: OrderMail.Kind) -> str:
    return {
        Kind.CONFIRMATION: _("your order is placed."),
        Kind.STARTED: _("work on your order has started. It can no longer be changed."),
        Kind.READY: _("your order is ready."),
        Kind.SHIPPED: _("your order has left our house and is on its way to you."),
        Kind.CANCELLED: _("your order is cancelled. Nothing is left to pay."),
        Kind.CHANGED: _("your order is changed as you asked."),
        Kind.RETURNED: _("what you sent back has arrived, and your money is on its way."),
    }[kind]
