"""All that a quote's page and paper show, as ready words."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.pictures import Picture
from catalog.selectors.products import standard_variants
from configurator.presenters.dates import day_words, moment_words
from configurator.words import in_language
from foundation.money import Money, format_money
from orders.delivery import METHODS
from orders.links import token_for
from orders.models import Quote, QuoteLine, QuoteVersion
from orders.presenters.designs import design_picture, design_words, language_now, variant_picture
from orders.presenters.price_lists import price_list_words
from orders.presenters.savings import priced_words
from orders.services.held_seats import quoted_until


@dataclass(frozen=True, slots=True)
class ShownQuoteLine:
    name: str
    words: str
    quantity: int
    total: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class QuotePage:
    """`state` is open, expired or ordered; `total_minor` is what the form sends back."""

    number: str
    version: int
    name: str
    made: str
    expires: str
    ready: str
    held: str
    state: str
    order: str
    lines: list[ShownQuoteLine]
    delivery: str
    delivery_cost: str
    total: str
    total_minor: int
    currency: str
    tax: str
    others: list[int]
    price_list: str


def quote_page(quote: Quote, version: QuoteVersion, *, now: datetime) -> QuotePage:
    """Return one version of a quote, whose lines are loaded."""
    method = METHODS.get(version.delivery)
    return QuotePage(
        number=quote.number,
        version=version.version,
        name=quote.name,
        made=day_words(version.created_at, now),
        expires=day_words(version.expires_at, now),
        ready=day_words(version.ready_at, now) if version.ready_at else "",
        held=_held(version, now),
        state=quote_state(version, now),
        order=version.order.number if version.order else "",
        lines=[_shown(line, version.currency, now) for line in version.lines.all()],
        delivery=str(method.name) if method else "",
        delivery_cost=format_money(Money(version.delivery_minor, version.currency))
        if version.delivery_minor
        else _("included"),
        total=format_money(version.total),
        total_minor=version.total_minor,
        currency=version.currency,
        tax=format_money(Money(version.tax_minor, version.currency)),
        price_list=price_list_words(version.price_list_version),
        others=[each.version for each in quote.versions.all() if each.pk != version.pk],
    )


def quote_link(quote: Quote) -> str:
    """Return the whole address that opens the quote for whoever holds it."""
    path = reverse("orders:open_quote", kwargs={"token": token_for(quote.link_nonce)})
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def _held(version: QuoteVersion, now: datetime) -> str:
    until = quoted_until(version, now)
    if until is None:
        return ""
    return _("Your seats are held until %(moment)s.") % {"moment": moment_words(until, now)}


def quote_state(version: QuoteVersion, now: datetime) -> str:
    """Return whether a version is open, expired or ordered."""
    if version.order is not None:
        return "ordered"
    return "expired" if version.is_expired(now) else "open"


def _shown(line: QuoteLine, currency: str, now: datetime) -> ShownQuoteLine:
    name = in_language(line.product_name, language_now())
    if line.revision is not None:
        words = design_words(line.revision, line.choices)
        picture = design_picture(line.revision, line.choices)
    else:
        words = line.sku
        variant = standard_variants().filter(sku=line.sku).first()
        picture = variant_picture(variant, now) if variant else None
    total = format_money(Money(line.total_minor, currency))
    said = priced_words(words, line.price_lines, line.savings, currency)
    return ShownQuoteLine(name, said, line.quantity, total, picture)
