"""A guest is known by the session, and where that is gone by a cookie of its own."""

import pytest
from django.contrib.sessions.models import Session

from orders.visitors import COOKIE
from tests.factories.orders import make_configuration, make_order

pytestmark = pytest.mark.django_db

CART = "/cart/"


@pytest.fixture
def guest(client, shop, clock):
    """A browser with one bicycle in its cart."""
    client.post("/cart/lines/", {"configuration": make_configuration().id, "quantity": 1})
    return client


def has_bicycle(client):
    return b'class="cart-line"' in client.get(CART).content


def test_cart_outlives_an_expired_session(guest):
    Session.objects.all().delete()

    assert has_bicycle(guest)
    guest.post("/cart/lines/", {"sku": "BIKE-1", "quantity": 1})
    assert guest.get(CART).content.count(b'class="cart-line"') == 2


def test_forged_cookie_opens_no_cart(guest):
    key = guest.cookies[COOKIE].value.partition(":")[0]
    Session.objects.all().delete()

    guest.cookies[COOKIE] = f"{key}:forged:signature"

    assert not has_bicycle(guest)


def test_signing_out_takes_the_cookie_away(guest):
    form = {"name": "Grace", "email": "grace@example.org", "password": "wool and water 7"}
    guest.post("/account/sign-up/", form)
    assert has_bicycle(guest)

    guest.post("/account/sign-out/")

    assert guest.cookies[COOKIE].value == ""
    assert not has_bicycle(guest)


def test_page_that_only_shows_sets_no_cookie(client, shop):
    make_order()

    client.get("/")
    client.get(CART)

    assert COOKIE not in client.cookies
