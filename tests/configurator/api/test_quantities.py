"""Configurations over REST: for so many pieces, at the prices of the key's account."""

import pytest

from catalog.models import PriceList
from catalog.services.drafts import write_prices
from catalog.services.price_lists import publish_price_list
from foundation.models import Account, CustomerGroup
from tests.configurator.api.test_configurations import YESTERDAY, patch, pointers, post
from tests.factories.catalog import BICYCLE_PRICES, europe, published_bicycle
from tests.factories.configurator import account_with_key

pytestmark = pytest.mark.django_db

URL = "/api/v1/configurations/"


@pytest.fixture(autouse=True)
def bicycle():
    product = published_bicycle(YESTERDAY).product
    prices = BICYCLE_PRICES | {"tiers": [{"from": 10, "base": 140_000}]}
    variant_tiers = {"BIKE-1": [{"from": 5, "minor": 150_000}]}
    write_prices(
        europe(), product, prices, variants={"BIKE-1": 152_000}, variant_tiers=variant_tiers
    )
    publish_price_list(europe(), actor=None, now=YESTERDAY)
    return product


def euros(minor):
    return {"currency": "EUR", "minor": minor}


def test_price_is_for_the_quantity_that_was_asked_for(client):
    answer = post(client, URL, {"product": "bicycle", "quantity": 12}).json()

    price = answer["price"]
    assert (answer["quantity"], price["quantity"], price["tier_from"]) == (12, 12, 10)
    assert (price["unit"], price["total"]) == (euros(142_225), euros(12 * 142_225))
    assert price["tiers"] == [
        {"from": 1, "unit": euros(151_225)},
        {"from": 10, "unit": euros(142_225)},
    ]
    assert price["price_list"] == {"code": "europe", "version": 2}
    assert sum(line["amount"]["minor"] for line in price["lines"]) == 12 * 142_225


def test_quantity_can_be_changed_alone_or_with_choices(client):
    address = f"{URL}{post(client, URL, {'product': 'bicycle'}).json()['id']}/"

    alone = patch(client, address, {"quantity": 10}).json()
    both = patch(client, address, {"quantity": 2, "choices": {"frame": "carbon"}}).json()

    assert alone["price"]["total"] == euros(1_422_250)
    assert (both["quantity"], both["choices"]["frame"]) == (2, "carbon")
    assert client.get(address).json()["quantity"] == 2


@pytest.mark.parametrize("quantity", [0, 1001, "2", 1.5, True, None])
def test_quantity_that_cannot_be_used_is_refused(client, quantity):
    answer = post(client, URL, {"product": "bicycle", "quantity": quantity})

    assert answer.status_code == 422
    assert pointers(answer) == ["/quantity"]


def test_change_of_nothing_is_refused(client):
    address = f"{URL}{post(client, URL, {'product': 'bicycle'}).json()['id']}/"

    assert patch(client, address, {}).status_code == 422


def test_price_change_is_for_all_pieces(client):
    answer = post(client, URL, {"product": "bicycle", "quantity": 3}).json()

    assert answer["state"]["frame"]["carbon"]["price_change"] == euros(267_000)


def test_key_of_a_group_gets_the_prices_of_the_group(client, bicycle):
    group = CustomerGroup.objects.create(code="trade", name="Trade")
    trade = PriceList.objects.create(
        code="trade", currency="EUR", tax_rate="0.19", customer_group=group
    )
    write_prices(trade, bicycle, {"base": 100_000}, variants={"BIKE-1": 99_000})
    publish_price_list(trade, actor=None, now=YESTERDAY)
    account, headers = account_with_key()
    Account.objects.filter(pk=account.pk).update(customer_group=group)
    bearer = {"headers": headers}

    answer = post(client, URL, {"product": "bicycle"}, **bearer).json()
    product = client.get("/api/v1/products/bicycle/", **bearer).json()
    verdict = post(
        client,
        "/api/v1/products/bicycle/validate/",
        {"choices": answer["choices"], "quantity": 2},
        **bearer,
    ).json()

    assert answer["price"]["total"] == euros(100_000)
    assert answer["price"]["price_list"] == {"code": "trade", "version": 1}
    assert product["variants"][0]["price"] == euros(99_000)
    assert verdict["price"]["total"] == euros(200_000)


def test_variants_tell_their_tiers(client):
    variant = client.get("/api/v1/products/bicycle/").json()["variants"][0]

    assert variant["tiers"] == [
        {"from": 1, "unit": euros(152_000)},
        {"from": 5, "unit": euros(150_000)},
    ]
