"""The quote's page and paper: from the cart to the order, and nobody else's."""

import re
from html import unescape

import pytest
from django.test import Client

from orders.links import token_for
from orders.models import Order, Quote
from tests.factories.orders import READY_MINOR

WHO = {"name": "Ada Lindqvist", "email": "ada@example.org"}
ADDRESS = {
    **WHO,
    "street": "Weberstraße 14",
    "postcode": "04107",
    "town": "Leipzig",
    "country": "DE",
}


@pytest.fixture
def page(client, shop):
    client.post("/cart/lines/", {"sku": "BIKE-1", "quantity": 1})
    return client.post("/cart/", {"act": "quote", **WHO})["Location"]


def text(response):
    return unescape(response.content.decode())


def order(client, page, **changes):
    names = ("version", "if_total_minor", "if_total_currency")
    shown = text(client.get(page))
    hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', shown)[1] for name in names}
    return client.post(page, {**hidden, **ADDRESS, "act": "order", **changes})


def test_quote_from_the_cart_to_the_order_in_one_step(client, page):
    shown = text(client.get(page))

    response = order(client, page)

    placed = Order.objects.get()
    assert "Your price: 1,520.00\N{NO-BREAK SPACE}€" in shown
    assert response["Location"] == f"/orders/{placed.number}/"
    assert placed.total_minor == READY_MINOR
    assert "This quote is ordered" in text(client.get(page))


def test_quote_needs_a_name_and_an_address_for_mail_only(client, shop):
    client.post("/cart/lines/", {"sku": "BIKE-1", "quantity": 1})

    refused = client.post("/cart/", {"act": "quote", "name": "Ada"})

    assert refused.status_code == 422
    assert "Tell us where to send the confirmation." in text(refused)
    assert "Tell us the town." not in text(refused)
    assert not Quote.objects.exists()


def test_missing_address_is_told_beside_the_field(client, page):
    refused = order(client, page, town="")

    assert refused.status_code == 422
    assert "Tell us the town." in text(refused)
    assert not Order.objects.exists()


def test_changed_quote_comes_back_as_version_two(client, page):
    client.post(page, {"act": "change"})
    client.post("/cart/lines/", {"sku": "BIKE-1", "quantity": 1})

    again = client.post("/cart/", {"act": "quote", **WHO})["Location"]

    assert again == page
    assert "version 2" in text(client.get(page))
    assert "3,040.00" in text(client.get(page))


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_paper_is_a_pdf_in_each_language(client, page, language):
    client.cookies["language"] = language

    response = client.get(f"{page}1.pdf")

    assert response["Content-Type"] == "application/pdf"
    assert f"-1-{language}.pdf" in response["Content-Disposition"]
    assert response.content.startswith(b"%PDF-")
    assert b"FontFile2" in response.content


@pytest.mark.parametrize("tail", ["", "1.pdf"])
def test_quote_of_another_browser_does_not_exist(page, tail):
    assert Client().get(page + tail).status_code == 404


@pytest.mark.parametrize("path", ["2.pdf", "0.pdf"])
def test_version_that_does_not_exist_is_404(client, page, path):
    assert client.get(page + path).status_code == 404


def test_secret_link_opens_the_quote_elsewhere(page):
    other = Client()
    found = Quote.objects.get()

    opened = other.get(f"/quotes/open/{token_for(found.link_nonce)}/")

    assert opened["Location"] == page
    assert other.get(page).status_code == 200
    assert Client().get("/quotes/open/x/").status_code == 404


def test_key_reads_its_own_quote_and_no_other(client, page, account, bearer):
    found = Quote.objects.get()
    before = client.get(f"/api/v1/quotes/{found.number}/", headers=bearer)
    Quote.objects.update(account=account)

    answer = client.get(f"/api/v1/quotes/{found.number}/", headers=bearer).json()

    assert before.status_code == 404
    assert (answer["number"], answer["version"]) == (found.number, 1)
    assert answer["total"] == {"currency": "EUR", "minor": READY_MINOR}
    assert answer["lines"][0]["sku"] == "BIKE-1"
