"""What an account's page shows, as ready words."""

from dataclasses import dataclass
from datetime import datetime

from configurator.presenters.dates import day_words
from foundation.models import Account
from foundation.money import format_money
from orders.models import Order, SavedAddress
from orders.presenters.designs import line_name
from orders.selectors.orders import orders_of

SHOWN_ORDERS = 50


@dataclass(frozen=True, slots=True)
class ShownOrder:
    """One order in the list."""

    number: str
    names: str
    placed: str
    status: str
    total: str


@dataclass(frozen=True, slots=True)
class AccountPage:
    name: str
    email: str
    orders: list[ShownOrder]
    addresses: list[SavedAddress]


def account_page(account: Account, *, now: datetime) -> AccountPage:
    """Return the latest orders and the kept addresses, in a fixed number of queries."""
    return AccountPage(
        name=account.name,
        email=account.email,
        orders=[_shown(order, now) for order in orders_of(account)[:SHOWN_ORDERS]],
        addresses=list(SavedAddress.objects.filter(account=account)),
    )


def _shown(order: Order, now: datetime) -> ShownOrder:
    return ShownOrder(
        number=order.number,
        names=", ".join(line_name(line) for line in order.lines.all()),
        placed=day_words(order.placed_at, now),
        status=str(order.get_status_display()),
        total=format_money(order.total),
    )
