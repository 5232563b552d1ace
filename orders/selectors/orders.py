"""Find orders."""

import re

from django.db.models import Q, QuerySet

from foundation.models import Account
from orders.links import digest_of
from orders.models import Order
from orders.permissions import check_see_order, no_such_order
from orders.visitors import Visitor

NUMBER = re.compile(r"\d{4}-\d{6}", re.ASCII)


def orders_with_lines() -> QuerySet[Order]:
    """Orders as pages and REST show them: a constant number of queries for any number."""
    joined = Order.objects.select_related(
        "account",
        "delivery",
        "contact",
        "claim",
        "replaced_by__new",
        "replaces__old",
        "price_list_version__price_list",
    )
    return joined.defer("price_list_version__document").prefetch_related("lines", "timeline")


def orders_of(account: Account) -> QuerySet[Order]:
    mine = Q(account=account) | Q(claim__account=account)
    return orders_with_lines().filter(mine).order_by("-pk")


def order_for(visitor: Visitor, number: str) -> Order:
    """Return the order if this visitor may see it; else it does not exist for them."""
    if not NUMBER.fullmatch(number):
        raise no_such_order()
    return check_see_order(visitor, orders_with_lines().filter(number=number).first())


def order_by_token(token: str) -> Order:
    """Return the order that a secret link opens."""
    order = Order.objects.filter(link_digest=digest_of(token)).first()
    if order is None:
        raise no_such_order()
    return order
