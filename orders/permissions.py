"""Who may see and change an order; pages and REST use the same pairs."""

from django.utils.translation import gettext as _

from foundation.errors import Conflict, NotFound
from foundation.models import Account
from orders.models import Order
from orders.statuses import OrderStatus
from orders.visitors import Visitor


def can_see_order(visitor: Visitor, order: Order) -> bool:
    """Its account, the session that placed it, and a session that came by the secret link."""
    if visitor.account is not None and visitor.account.pk in owners_of(order):
        return True
    if visitor.session_digest and visitor.session_digest == order.session_digest:
        return True
    return order.number in visitor.opened_orders


def owners_of(order: Order) -> set[int | None]:
    """Return the account that placed the order, or that took a guest's order over."""
    claim = getattr(order, "claim", None)
    return {order.account_id, claim.account_id if claim else None} - {None}


def check_see_order(visitor: Visitor, order: Order | None) -> Order:
    """Refuse as if the order did not exist, so that numbers tell nothing."""
    if order is None or not can_see_order(visitor, order):
        raise no_such_order()
    return order


def can_cancel_order(order: Order) -> bool:
    """Whether its status still allows it; a started run is found by the service."""
    return order.status in {OrderStatus.PLACED, OrderStatus.READY}


def has_left(order: Order) -> bool:
    """Whether some of it was sent: what is on the road can only come back."""
    return any(line.shipped for line in order.lines.all())


def check_cancel_order(order: Order) -> None:
    if not can_cancel_order(order) or has_left(order):
        raise Conflict(
            _("Order %(number)s is %(status)s and can no longer be cancelled.")
            % {"number": order.number, "status": order.get_status_display()},
            code="cannot_cancel",
            details={"status": order.status},
        )


def account_visitor(account: Account) -> Visitor:
    return Visitor(account=account)


def no_such_order() -> NotFound:
    return NotFound(_("There is no such order here."), code="order_not_found")
