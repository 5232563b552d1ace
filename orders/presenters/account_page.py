"""What an account's page shows, as ready words."""

from dataclasses import dataclass
from datetime import datetime

from catalog.pictures import Picture
from configurator.presenters.dates import day_words
from configurator.words import in_language
from foundation.models import Account
from foundation.money import format_money
from orders.models import Order, Quote, QuoteVersion, SavedAddress
from orders.presenters.designs import design_picture, language_now, line_name
from orders.presenters.quote_page import quote_state
from orders.selectors.orders import orders_of
from orders.selectors.quotes import latest_version, quotes_of

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
class ShownQuote:
    """One quote in the list, its latest version; `state` is open, expired or ordered."""

    number: str
    version: int
    names: str
    expires: str
    total: str
    state: str
    order: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class AccountPage:
    name: str
    email: str
    orders: list[ShownOrder]
    addresses: list[SavedAddress]
    quotes: list[ShownQuote]


def account_page(account: Account, *, now: datetime) -> AccountPage:
    """Return the latest orders and the kept addresses, in a fixed number of queries."""
    return AccountPage(
        name=account.name,
        email=account.email,
        orders=[_shown(order, now) for order in orders_of(account)[:SHOWN_ORDERS]],
        quotes=[_shown_quote(quote, now) for quote in quotes_of(account)[:SHOWN_ORDERS]],
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


def _shown_quote(quote: Quote, now: datetime) -> ShownQuote:
    version = latest_version(quote)
    names = [in_language(line.product_name, language_now()) for line in version.lines.all()]
    return ShownQuote(
        number=quote.number,
        version=version.version,
        names=", ".join(names),
        expires=day_words(version.expires_at, now),
        total=format_money(version.total),
        state=quote_state(version, now),
        order=version.order.number if version.order else "",
        picture=_first_picture(version),
    )


def _first_picture(version: QuoteVersion) -> Picture | None:
    """Return the picture of the first design; what is made for stock stands by its name."""
    designs = ((line.revision, line.choices) for line in version.lines.all() if line.revision)
    revision, choices = next(designs, (None, {}))
    return design_picture(revision, choices) if revision else None
