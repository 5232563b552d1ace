"""Quotes: the price stands, a revision replaces it, the order comes once."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from catalog.services.drafts import write_prices
from catalog.services.publishing import publish
from foundation.errors import Conflict, InvalidInput
from foundation.money import Money
from orders.laws.table import check_all
from orders.models import Order, Quote
from orders.selectors.carts import cart_of, lines_in
from orders.selectors.quotes import latest_version, quote_for
from orders.services.buyers import Buyer
from orders.services.quote_mail import send_due_quotes
from orders.services.quotes import STANDS_FOR, open_in_cart, order_quote, quote_cart
from tests.factories.catalog import BICYCLE_PRICES, NOW, europe, published_prices
from tests.factories.orders import ADA, READY_MINOR, STEEL_MINOR, fill_cart, make_visitor

VISITOR = make_visitor()
BUYER = Buyer(session_digest=VISITOR.session_digest)
TOTAL = Money(STEEL_MINOR + READY_MINOR, "EUR")


def quote(revised=None, now=NOW, delivery="together"):
    made = quote_cart(
        cart=cart_of(VISITOR), contact=ADA, buyer=BUYER, delivery=delivery, now=now, quote=revised
    )
    return latest_version(quote_for(VISITOR, made.quote.number))


def order(version, *, if_total=TOTAL, now=NOW):
    return order_quote(version=version, contact=ADA, buyer=BUYER, if_total=if_total, now=now)


@pytest.fixture
def filled(shop):
    fill_cart(VISITOR, bicycles=1, ready=1)
    return shop


def make_it_dearer(shop, now):
    prices = {**BICYCLE_PRICES, "base": 200_000}
    write_prices(europe(), shop.revision.product, prices, variants={"BIKE-1": 999_999})
    published_prices(now)


def test_quote_says_what_the_cart_costs_and_leaves_it_there(filled):
    version = quote()

    assert (version.version, version.total) == (1, TOTAL)
    assert version.expires_at == NOW + STANDS_FOR
    assert [(line.sku, line.quantity) for line in version.lines.all()] == [("", 1), ("BIKE-1", 1)]
    assert len(lines_in(cart_of(VISITOR))) == 2


def test_quoted_price_stands_though_the_list_changed(filled):
    version = quote()
    later = NOW + timedelta(days=3)
    make_it_dearer(filled, later)

    placed = order(version, now=later).order

    assert placed.total == TOTAL
    assert placed.price_list_version == version.price_list_version
    assert all(verdict.holds for verdict in check_all(later))


def test_quoted_design_can_be_ordered_though_its_revision_was_renewed(filled):
    version = quote()
    later = NOW + timedelta(days=3)
    product = filled.revision.product
    product.tagline = {"en": "Renewed"}
    product.save()
    renewed = publish(product, actor=None, now=later)

    placed = order(version, now=later).order

    assert renewed != filled.revision
    assert placed.lines.get(kind="custom").frozen.revision_id == filled.revision.pk


def test_expired_quote_is_refused(filled):
    version = quote()

    with pytest.raises(Conflict) as refused:
        order(version, now=NOW + STANDS_FOR + timedelta(seconds=1))

    assert refused.value.code == "quote_expired"
    assert not Order.objects.exists()


def test_quote_is_ordered_once_however_often_it_is_clicked(filled):
    version = quote()

    first, again = order(version), order(version)
    reread = order(latest_version(quote_for(VISITOR, version.quote.number)))

    assert first.order == again.order == reread.order == Order.objects.get()


def test_quote_with_another_total_is_refused(filled):
    with pytest.raises(Conflict) as refused:
        order(quote(), if_total=Money(1, "EUR"))

    assert refused.value.code == "total_changed"


def test_revision_is_a_new_version_and_the_old_one_cannot_be_ordered(filled):
    first = quote()
    fill_cart(VISITOR, bicycles=0, ready=1)

    second = quote(revised=first.quote)

    with pytest.raises(Conflict) as refused:
        order(first)
    assert (second.quote, second.version) == (first.quote, 2)
    assert second.total_minor == STEEL_MINOR + 2 * READY_MINOR
    assert refused.value.details == {"version": 2}


def test_ordered_quote_cannot_be_revised(filled):
    version = quote()
    order(version)

    with pytest.raises(Conflict) as refused:
        quote(revised=version.quote)

    assert refused.value.code == "quote_ordered"


def test_empty_cart_gives_no_quote(shop):
    with pytest.raises(InvalidInput):
        quote()

    assert not Quote.objects.exists()


def test_quote_opened_in_the_cart_is_the_same_again(filled):
    version = quote()
    fill_cart(VISITOR, bicycles=0, ready=3)

    open_in_cart(version=version, visitor=VISITOR, now=NOW)

    lines = lines_in(cart_of(VISITOR))
    assert [(line.sku, line.quantity) for line in lines] == [("", 1), ("BIKE-1", 1)]
    assert quote(revised=version.quote).total == TOTAL


def test_quote_shows_its_pictures_in_the_mail(filled):
    version = quote()

    send_due_quotes(now=NOW)

    alternative, _paper = mail.outbox[0].message().get_payload()
    text, related = alternative.get_payload()
    page, *images = related.get_payload()
    shown = re.findall(r'src="cid:([^"]+)"', page.get_payload(decode=True).decode())
    assert text.get_content_type() == "text/plain"
    assert shown == [f"{version.quote.number}-1-{place}" for place in (1, 2)]
    assert [image["Content-ID"] for image in images] == [f"<{cid}>" for cid in shown]


def test_quote_goes_out_once_with_its_paper(filled):
    version = quote()

    sent = send_due_quotes(now=NOW), send_due_quotes(now=NOW)

    message = mail.outbox[0]
    name, content, kind = message.attachments[0]
    assert sent == (1, 0)
    assert version.quote.number in message.subject
    assert (name, kind) == (f"{version.quote.number}-1.pdf", "application/pdf")
    assert content.startswith(b"%PDF-")
