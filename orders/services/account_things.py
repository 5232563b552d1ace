"""What an account keeps: addresses, and orders it takes over."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.errors import Conflict, NotFound
from foundation.models import Account
from orders.models import Order, OrderClaim, SavedAddress
from orders.services.buyers import ContactDetails

MOST_ADDRESSES = 20


def save_address(*, account: Account, contact: ContactDetails, now: datetime) -> SavedAddress:
    """Keep an address, or note that a kept one was used; the oldest beyond twenty goes."""
    with transaction.atomic():
        address, _is_new = SavedAddress.objects.update_or_create(
            account=account,
            name=contact.name,
            street=contact.street,
            postcode=contact.postcode,
            town=contact.town,
            country=contact.country,
            defaults={"used_at": now},
        )
        kept = SavedAddress.objects.filter(account=account)[:MOST_ADDRESSES].values("pk")
        SavedAddress.objects.filter(account=account).exclude(
            pk__in=list(kept.values_list("pk", flat=True))
        ).delete()
    return address


def forget_address(*, account: Account, address_id: int) -> None:
    """Delete a kept address of this account; another's does not exist."""
    if not SavedAddress.objects.filter(account=account, pk=address_id).delete()[0]:
        raise NotFound(_("This address is not kept here."), code="address_not_found")


def claim_order(*, order: Order, account: Account, now: datetime) -> OrderClaim:
    """Take a guest's order, which the caller may open, into an account; twice changes nothing.

    Raises
    ------
    Conflict
        When it belongs to an account already.
    """
    taken = Conflict(_("This order belongs to an account already."), code="order_claimed")
    if order.account_id is not None:
        raise taken
    try:
        with transaction.atomic():
            claim, _is_new = OrderClaim.objects.get_or_create(
                order=order, defaults={"account": account, "claimed_at": now}
            )
    except IntegrityError:
        raise taken from None
    if claim.account_id != account.pk:
        raise taken
    return claim
