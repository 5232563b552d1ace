"""Find carts and their lines."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet, Sum

from orders.models import Cart, CartLine
from orders.visitors import Visitor

UNDO_SHOWN = timedelta(seconds=10)
UNDO_KEPT = timedelta(hours=1)


def cart_of(visitor: Visitor) -> Cart | None:
    """Return the visitor's cart: the account's when somebody signed in."""
    if visitor.account is not None:
        return Cart.objects.filter(account=visitor.account).first()
    if visitor.session_digest:
        return Cart.objects.filter(session_digest=visitor.session_digest).first()
    return None


def lines_in(cart: Cart | None) -> list[CartLine]:
    """Return what is in the cart, oldest first, ready to be shown."""
    if cart is None:
        return []
    rows = cart.lines.filter(removed_at=None)
    return list(_with_designs(rows).order_by("pk"))


def just_removed(cart: Cart | None, now: datetime) -> QuerySet[CartLine]:
    """Return the lines whose removal may still be undone from the page."""
    if cart is None:
        return CartLine.objects.none()
    rows = cart.lines.filter(removed_at__gte=now - UNDO_SHOWN)
    return _with_designs(rows).order_by("pk")


def pieces_in_cart(visitor: Visitor) -> int:
    """Return how many pieces the header counts."""
    owner = _owner(visitor)
    if owner is None:
        return 0
    lines = CartLine.objects.filter(owner, removed_at=None)
    return int(lines.aggregate(pieces=Sum("quantity"))["pieces"] or 0)


def _with_designs(rows: QuerySet[CartLine]) -> QuerySet[CartLine]:
    """Documents can be large and are kept by the configurator's process memory."""
    return rows.select_related("revision__product").defer("revision__document")


def _owner(visitor: Visitor) -> Q | None:
    if visitor.account is not None:
        return Q(cart__account=visitor.account)
    if visitor.session_digest:
        return Q(cart__session_digest=visitor.session_digest)
    return None
