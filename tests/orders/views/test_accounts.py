"""Accounts: open one, sign in and out, a forgotten password, and whose things are whose."""

import re
from html import unescape

import pytest
from django.core import mail
from django.test import Client

from foundation.models import Account, User
from orders.models import Order, OrderClaim, SavedAddress
from orders.selectors.carts import cart_of
from orders.services.account_things import save_address
from orders.services.buyers import Buyer
from orders.services.limits import BY_LOGIN
from orders.services.quotes import quote_cart
from orders.visitors import Visitor
from tests.factories.catalog import NOW
from tests.factories.orders import ADA, fill_cart, make_order, ready_line

SIGN_UP, SIGN_IN = "/account/sign-up/", "/account/sign-in/"
GRACE = {"name": "Grace", "email": "Grace@Example.org", "password": "wool and water 7"}


@pytest.fixture
def grace(db):
    client = Client()
    client.post(SIGN_UP, GRACE)
    return client


def account_of(client):
    return Account.objects.get(user_id=client.session["_auth_user_id"])


def text(response):
    return unescape(response.content.decode())


def test_sign_up_opens_the_account_and_signs_in(grace):
    page = text(grace.get("/account/"))

    assert "Grace, grace@example.org" in page
    assert User.objects.get().username == "grace@example.org"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"password": "short"}, "too short"),
        ({"password": "123456789012345"}, "entirely numeric"),
        ({"email": "nobody"}, "valid email"),
        ({"email": "grace@example.org"}, "There is an account with this address."),
        ({"name": ""}, "required"),
        ({"name": "Ada\x07"}, "invisible character"),
    ],
)
def test_sign_up_refusal_is_told_beside_the_field_and_nothing_is_made(grace, changes, said):
    form = {"name": "Eve", "email": "eve@example.org", "password": "silk and salt 9", **changes}

    response = Client().post(SIGN_UP, form)

    assert response.status_code == 422
    assert said in text(response)
    assert User.objects.count() == Account.objects.count() == 1


def test_sign_in_by_address_in_any_case_and_out_again(grace):
    client = Client()
    answer = client.post(SIGN_IN, {"username": "GRACE@example.org", "password": GRACE["password"]})

    out = client.post("/account/sign-out/")

    assert (answer["Location"], out["Location"]) == ("/account/", "/")
    assert client.get("/account/")["Location"] == "/account/sign-in/?next=/account/"


def test_wrong_password_does_not_say_which_part_was_wrong(grace):
    known = Client().post(SIGN_IN, {"username": "grace@example.org", "password": "x"})
    unknown = Client().post(SIGN_IN, {"username": "eve@example.org", "password": "x"})

    said = "Address and password do not fit together."
    assert (known.status_code, unknown.status_code) == (422, 422)
    assert said in text(known)
    assert said in text(unknown)


def test_guessing_passwords_has_to_wait(grace):
    guess = {"username": "grace@example.org", "password": "guess"}
    client = Client()

    answers = [client.post(SIGN_IN, guess).status_code for _ in range(int(BY_LOGIN.capacity) + 1)]
    right = client.post(SIGN_IN, {**guess, "password": GRACE["password"]})

    assert answers == [422] * int(BY_LOGIN.capacity) + [429]
    assert int(right["Retry-After"]) == 60


def test_sign_in_never_leads_to_another_site(grace):
    form = {"username": "grace@example.org", "password": GRACE["password"]}

    answer = Client().post(SIGN_IN, {**form, "next": "https://evil.example/"})
    opened = Client().post(SIGN_UP, {**GRACE, "email": "b@example.org", "next": "//evil.example"})

    assert (answer["Location"], opened["Location"]) == ("/account/", "/account/")


def test_cart_of_the_visitor_survives_signing_in(client, shop, grace):
    client.post("/cart/lines/", {"sku": "BIKE-1", "quantity": 2})

    client.post(SIGN_IN, {"username": "grace@example.org", "password": GRACE["password"]})

    assert 'value="304000"' in text(client.get("/cart/"))


def test_forgotten_password_is_set_anew_by_mail(grace):
    Client().post("/account/password/", {"email": "grace@example.org"})
    link = re.search(r"http://testserver(/account/password/\S+)", mail.outbox[0].body)[1]
    client = Client()
    page = client.get(link, follow=True)
    new = "linen and light 3"

    client.post(page.request["PATH_INFO"], {"new_password1": new, "new_password2": new})

    form = {"username": "grace@example.org", "password": new}
    assert Client().post(SIGN_IN, form).status_code == 302
    assert "used up or too old" in text(Client().get(link, follow=True))


def test_forgotten_password_of_nobody_sends_nothing_and_says_the_same(db):
    response = Client().post("/account/password/", {"email": "nobody@example.org"})

    assert response["Location"] == "/account/password/sent/"
    assert mail.outbox == []


def test_guests_order_is_claimed_once(client, shop, grace):
    client.post("/cart/lines/", {"sku": "BIKE-1", "quantity": 1})
    order = make_order(ready_line(), contact=ADA)
    session = grace.session
    session["opened_orders"] = [order.number]
    session.save()

    grace.post(f"/orders/{order.number}/claim/")
    grace.post(f"/orders/{order.number}/claim/")

    assert OrderClaim.objects.get().account == account_of(grace)
    assert order.number in text(grace.get("/account/"))


def test_claiming_needs_the_right_to_open_the_order(shop, grace):
    order = make_order(ready_line())

    assert grace.post(f"/orders/{order.number}/claim/").status_code == 404
    assert not OrderClaim.objects.exists()


def test_order_of_an_account_cannot_be_claimed_by_another(shop, grace, account):
    order = make_order(ready_line(), account=account)
    session = grace.session
    session["opened_orders"] = [order.number]
    session.save()

    assert grace.post(f"/orders/{order.number}/claim/").status_code == 409


def test_kept_address_fills_the_checkout(shop, grace):
    grace.post("/cart/lines/", {"sku": "BIKE-1", "quantity": 1})
    page = text(grace.get("/cart/"))
    names = ("idempotency_key", "if_total_minor", "if_total_currency")
    hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in names}
    address = {
        "name": "Grace",
        "email": "grace@example.org",
        "street": "Am Markt 1",
        "postcode": "04109",
        "town": "Leipzig",
        "country": "DE",
        "payment": "invoice",
        "keep_address": "on",
    }
    grace.post("/cart/", {**hidden, **address, "act": "order"})
    grace.post("/cart/lines/", {"sku": "BIKE-1", "quantity": 1})

    assert Order.objects.count() == 1
    assert 'value="Am Markt 1"' in text(grace.get("/cart/"))


def test_address_of_another_account_cannot_be_used_or_forgotten(shop, grace, account):
    address = save_address(account=account, contact=ADA, now=NOW)
    grace.post("/cart/lines/", {"sku": "BIKE-1", "quantity": 1})

    used = grace.post("/cart/", {"act": f"address:{address.pk}"})
    forgotten = grace.post("/account/addresses/forget/", {"address": address.pk})

    assert (used.status_code, forgotten.status_code) == (404, 404)
    assert SavedAddress.objects.exists()


@pytest.mark.parametrize(
    "path", ["/account/", "/account/addresses/forget/", "/orders/2026-123456/claim/"]
)
def test_guest_sees_nothing_of_accounts(client, db, path):
    response = client.post(path) if path != "/account/" else client.get(path)

    assert response.status_code in {302, 404}
    assert "Grace" not in text(response)


def test_owner_erases_the_account_with_the_password(grace):
    refused = grace.post("/account/erase/", {"password": "guess"}, follow=True)

    grace.post("/account/erase/", {"password": GRACE["password"]})

    assert "This is not your password." in text(refused)
    assert Account.objects.get().name == "erased"
    assert "_auth_user_id" not in grace.session


def quote_of(account):
    visitor = Visitor(account=account)
    fill_cart(visitor)
    return quote_cart(
        cart=cart_of(visitor),
        contact=ADA,
        buyer=Buyer(account=account),
        delivery="together",
        now=NOW,
    )


def test_account_lists_a_quote_with_picture_price_and_what_can_be_done(shop, clock, grace):
    version = quote_of(account_of(grace))

    page = text(grace.get("/account/"))

    number = version.quote.number
    card = page.partition('class="quote-card" data-state="open"')[2].partition("</li>")[0]
    assert "data-picture" in card
    assert f"{number}</bdi> · Version 1" in card
    assert "1,512.25" in card
    assert f'href="/quotes/{number}/"' in card
    assert f'href="/quotes/{number}/1.pdf"' in card


def test_account_asks_the_database_as_often_for_any_number_of_quotes(
    shop, clock, grace, django_assert_num_queries
):
    counts = []
    for _more in range(2):
        quote_of(account_of(grace))
        with django_assert_num_queries(40, exact=False) as seen:
            grace.get("/account/")
        counts.append(len(seen))

    assert counts[0] == counts[1]
