"""Every page of the room, asked for with another's things: by a guest, and by another account."""

import pytest
from django.test import Client

from foundation.models import User
from foundation.services.accounts import create_account
from orders import urls
from orders.models import Contact, OrderMail, Payment, SavedAddress
from orders.selectors.carts import cart_of
from orders.services.account_things import save_address
from orders.services.buyers import Buyer
from orders.services.quotes import quote_cart
from orders.visitors import Visitor
from tests.factories.catalog import NOW
from tests.factories.orders import ADA, fill_cart, make_account, make_order, ready_line

ROUTES = [(pattern.name, str(pattern.pattern)) for pattern in urls.urlpatterns]
SECRET = ("Lindqvist", "ada@example.org", "Weberstra")
# These belong to whoever asks: they show the asker's own things, or nobody's.
OWN = {
    "cart",
    "cart_lines",
    "account",
    "sign_in",
    "sign_up",
    "sign_out",
    "forgotten",
    "forgotten_sent",
    "new_password",
    "erase",
    "compare",
    "compare_figures",
    "compare_cancel",
    "compare_draft",
}


@pytest.fixture
def hers(shop):
    """Ada's account with an order, a quote, a payment, an address and a cart."""
    ada = make_account()
    visitor = Visitor(account=ada)
    order = make_order(ready_line(), account=ada)
    fill_cart(visitor, bicycles=0, ready=1)
    version = quote_cart(
        cart=cart_of(visitor), contact=ADA, buyer=Buyer(account=ada), delivery="together", now=NOW
    )
    address = save_address(account=ada, contact=ADA, now=NOW)
    return {
        "order": order.number,
        "quote": version.quote.number,
        "reference": Payment.objects.get().reference,
        "address": address.pk,
    }


def path_of(name, route, hers):
    number = hers["quote"] if "quote" in name else hers["order"]
    values = {
        "<str:number>": number,
        "<int:number>": "1",
        "<str:reference>": hers["reference"],
        "<str:token>": "a" * 64,
        "<str:kind>": "confirmation",
        "<int:version>": "1",
        "<uidb64>": "MQ",
        "<token>": "x-y",
    }
    for part, value in values.items():
        route = route.replace(part, value)
    return f"/{route}"


def guest():
    return Client()


def another_account():
    client = Client()
    user = User.objects.create_user("eve@example.org", password="x")
    create_account(name="Eve", user=user)
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", [guest, another_account])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("name", "route"), ROUTES, ids=[name for name, _ in ROUTES])
def test_things_of_another_do_not_exist(hers, name, route, method, role):
    form = {"act": "order", "address": hers["address"], "line": "1", "stars": "5"}
    before = list(Contact.objects.values()), OrderMail.objects.count()

    response = getattr(role(), method)(path_of(name, route, hers), form if method == "post" else {})

    said = response.content.decode() if not response.streaming else ""
    if name not in OWN:
        to_sign_in = response.status_code == 302 and "/account/sign-in/" in response["Location"]
        assert response.status_code in {404, 405, 400} or to_sign_in
    assert response.status_code < 500
    assert not any(word in said for word in SECRET)
    assert (list(Contact.objects.values()), OrderMail.objects.count()) == before
    assert SavedAddress.objects.exists()
