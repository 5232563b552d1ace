"""What the shop keeps of a person: blank it in orders, quotes, carts and addresses."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from catalog.models import CustomerFile
from catalog.selectors.products import revision_by_id
from catalog.snapshot import erase_texts
from configurator.artefacts import load_revision
from configurator.models import Configuration
from foundation.errors import Conflict
from foundation.models import Account
from orders.models import (
    Cart,
    Contact,
    GoodsReturn,
    Order,
    Payment,
    Quote,
    QuoteLine,
    SavedAddress,
)
from orders.statuses import OrderStatus

OVER = (OrderStatus.DELIVERED, OrderStatus.CANCELLED)
PERSONAL_KINDS = ("text", "file")


def check_erasable(account: Account, now: datetime) -> None:
    """Refuse while an order of the account is under way: it could not be delivered.

    Raises
    ------
    Conflict
        With the numbers of those orders.
    """
    under_way = _orders_of(account).exclude(status__in=OVER).values_list("number", flat=True)
    numbers = list(under_way.order_by("number"))
    if numbers:
        raise Conflict(
            _("These orders are still under way: %(numbers)s. Erase when they have arrived.")
            % {"numbers": ", ".join(numbers)},
            code="orders_under_way",
            details={"orders": numbers},
        )


def erase_of_account(account: Account, now: datetime) -> None:
    """Blank all that orders, quotes, carts and addresses keep of an account."""
    for order in _orders_of(account):
        erase_order(order=order, now=now)
    for quote in Quote.objects.filter(account=account, erased_at=None):
        erase_quote(quote=quote, now=now)
    SavedAddress.objects.filter(account=account).delete()
    Cart.objects.filter(account=account).delete()
    Payment.objects.filter(account=account).update(intent={}, card_words="")
    for configuration in Configuration.objects.filter(account=account):
        _erase_files(configuration.revision_id, configuration.choices, now)
        configuration.delete()


def erase_order(*, order: Order, now: datetime) -> None:
    """Blank names, address, texts and files of one order, a guest's as well."""
    with transaction.atomic():
        Contact.objects.filter(order=order, erased_at=None).update(
            name="", email="", street="", postcode="", town="", country="", erased_at=now
        )
        GoodsReturn.objects.filter(order=order).update(reason="")
        Payment.objects.filter(order=order).update(card_words="")
        for line in order.lines.all():
            if line.snapshot is not None:
                erase_texts(line.frozen, now=now)


def erase_quote(*, quote: Quote, now: datetime) -> None:
    """Blank name, address and texts of one quote; what it would cost stays."""
    with transaction.atomic():
        Quote.objects.filter(pk=quote.pk).update(name="", email="", erased_at=now)
        lines = QuoteLine.objects.filter(quote_version__quote=quote).exclude(revision=None)
        for line in lines:
            assert line.revision is not None  # excluded above
            _erase_files(line.revision.pk, line.choices, now)
            personal = _personal_groups(line.revision.pk)
            line.choices = {
                code: value for code, value in line.choices.items() if code not in personal
            }
            line.save(update_fields=["choices"])


def _erase_files(revision_id: int, choices: dict[str, Any], now: datetime) -> None:
    ids = [value for code, value in choices.items() if code in _personal_groups(revision_id)]
    named = [value for value in ids if isinstance(value, str)]
    CustomerFile.objects.filter(pk__in=named, erased_at=None).update(content=b"", erased_at=now)


def _personal_groups(revision_id: int) -> set[str]:
    document = load_revision(revision_by_id(revision_id)).document
    return {group["code"] for group in document["groups"] if group["kind"] in PERSONAL_KINDS}


def _orders_of(account: Account) -> Any:
    return Order.objects.filter(Q(account=account) | Q(claim__account=account))
