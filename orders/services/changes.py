"""Change a placed order: its address until it is sent, all of it until the cut-off."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.errors import Conflict
from foundation.locks import lock_rows
from orders.cutoff import cut_off
from orders.models import Contact, Order, OrderEvent, OrderReplacement
from orders.services.buyers import ContactDetails
from orders.services.cancellation import cancel_order
from orders.services.timeline import add_step
from orders.statuses import OrderStatus
from production.selectors.progress import progress_of


def change_address(*, order: Order, contact: ContactDetails, now: datetime) -> Order:
    """Send the order somewhere else.

    Raises
    ------
    Conflict
        When something of it was sent already, or it is cancelled.
    """
    with transaction.atomic():
        locked = lock_rows(Order.objects.filter(pk=order.pk))[0]
        if not cut_off(locked, []).is_address_open:
            raise Conflict(
                _("It is on its way already, so the address cannot change any more."),
                code="address_fixed",
            )
        Contact.objects.filter(order=locked).update(
            name=contact.name,
            street=contact.street,
            postcode=contact.postcode,
            town=contact.town,
            country=contact.country,
        )
        add_step(locked, OrderEvent.Kind.CHANGED, now=now, details={"what": "address"})
    return locked


def check_changeable(order: Order) -> None:
    """Refuse to change what work has begun on; say what still can change.

    Raises
    ------
    Conflict
        After the cut-off.
    """
    state = cut_off(order, progress_of(order.number))
    if state.is_open:
        return
    message = _("Work on this order has started, so it cannot be changed or cancelled any more.")
    if state.is_address_open:
        message = f"{message} {_('You can still change where it goes, until it is sent.')}"
    raise Conflict(message, code="cut_off_passed", details={"address": state.is_address_open})


def give_way(*, order_id: int, now: datetime) -> Order:
    """Cancel the order that a changed one replaces, in the transaction that places the new one."""
    old = Order.objects.get(pk=order_id)
    if old.status == OrderStatus.CANCELLED:
        raise Conflict(
            _("The order you are changing is cancelled already."), code="order_cancelled"
        )
    check_changeable(old)
    return cancel_order(order=old, now=now)


def note_replacement(*, old: Order, new: Order, now: datetime) -> None:
    OrderReplacement.objects.create(old=old, new=new, replaced_at=now)
