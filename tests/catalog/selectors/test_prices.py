"""Which price list holds: by currency, then group, then days."""

from datetime import timedelta

import pytest

from catalog.models import PriceList
from catalog.selectors.prices import current_price_list
from catalog.services.drafts import write_prices
from catalog.services.price_lists import publish_price_list
from foundation.models import Account, CustomerGroup
from tests.factories.catalog import BICYCLE_PRICES, NOW, published_bicycle

pytestmark = pytest.mark.django_db

TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture
def product():
    return published_bicycle().product


@pytest.fixture
def trade():
    return CustomerGroup.objects.create(code="trade", name="Trade")


def publish(product, code, currency="EUR", **fields):
    price_list = PriceList.objects.create(
        code=code, name={"en": code}, currency=currency, tax_rate="0.19", **fields
    )
    write_prices(price_list, product, BICYCLE_PRICES)
    return publish_price_list(price_list, actor=None, now=NOW)


def held(account=None, now=NOW):
    return current_price_list(now, account).price_list.code


def buyer(group=None, currency=""):
    return Account(name="Ada", customer_group=group, currency=currency)


def test_group_has_its_list_and_everybody_else_the_one_of_the_shop(product, trade):
    other = CustomerGroup.objects.create(code="staff", name="Staff")
    publish(product, "trade", customer_group=trade)

    assert held(buyer(trade)) == "trade"
    assert [held(), held(buyer()), held(buyer(other))] == ["europe"] * 3


def test_currency_comes_before_the_group(product, trade):
    publish(product, "trade", customer_group=trade)
    publish(product, "dollars", "USD")

    assert held(buyer(trade, "USD")) == "dollars"
    assert held(buyer(trade)) == "trade"


def test_currency_without_a_list_leaves_the_currency_of_the_shop(product, trade):
    publish(product, "dollars", "USD")
    publish(product, "trade", customer_group=trade)

    assert held(buyer(currency="GBP")) == "europe"
    assert held(buyer(trade, "GBP")) == "trade"


def test_list_with_days_goes_before_the_one_that_holds_always_while_it_holds(product, trade):
    publish(product, "trade", customer_group=trade)
    publish(product, "season", customer_group=trade, starts_on=TODAY, ends_on=TODAY + DAY)

    days = [held(buyer(trade), NOW + count * DAY) for count in range(3)]

    assert days == ["season", "season", "trade"]


def test_list_that_has_not_begun_or_is_not_published_does_not_hold(product, trade):
    publish(product, "next", customer_group=trade, starts_on=TODAY + DAY)
    PriceList.objects.create(code="draft", currency="EUR", customer_group=trade)

    assert held(buyer(trade)) == "europe"


def test_list_is_found_in_one_query(product, trade, django_assert_num_queries):
    publish(product, "trade", customer_group=trade)
    account = buyer(trade)

    with django_assert_num_queries(1):
        current_price_list(NOW, account)
