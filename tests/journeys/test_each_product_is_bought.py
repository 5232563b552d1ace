"""Each of the six made-to-order products is configured, looked at, and bought by a guest."""

import re

import pytest
from playwright.sync_api import expect

from orders.models import Order
from tests.journeys.acts import fill_address, order_now
from tests.journeys.designs import PRODUCTS, configure

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("product", PRODUCTS)
def test_product_is_configured_and_bought(shop, open_page, look_at, product):
    page = open_page()
    words = configure(page, product)
    shown = page.locator("#picture use").evaluate_all("all => all.map(one => one.href.baseVal)")
    assert len(shown) > 2
    look_at(page, f"{product}-configurator")

    page.get_by_role("button", name=re.compile("Add to cart")).first.click()
    page.wait_for_url("**/cart/")
    drawn = page.locator(".cart-line .picture use")
    assert drawn.evaluate_all("all => all.map(one => one.href.baseVal)") == shown
    fill_address(page)
    total = page.locator("#summary tfoot td").inner_text()
    look_at(page, f"{product}-cart")

    number = order_now(page)
    for word in words:
        expect(page.locator("#progress")).to_contain_text(word)
    expect(page.locator("#progress")).to_contain_text(total)
    look_at(page, f"{product}-order")

    assert Order.objects.get().number == number
