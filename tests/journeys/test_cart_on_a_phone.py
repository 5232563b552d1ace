"""The bar at a phone's edge always says what the cart would charge."""

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import put_in_cart
from tests.services.browser import PHONE

pytestmark = pytest.mark.journey


def test_bar_follows_what_is_changed_in_the_cart(shop, open_page):
    page = open_page(viewport=PHONE)
    put_in_cart(page, "towel")
    bar, summary = page.locator("#bar .summary-total"), page.locator("#summary tfoot td")
    before = bar.inner_text()

    page.get_by_role("button", name="One more").click()

    expect(page.get_by_role("textbox", name="Quantity")).to_have_value("2")
    expect(bar).to_have_text(summary.inner_text())
    assert bar.inner_text() != before

    page.get_by_role("button", name="Remove").click()

    expect(page.locator("#bar")).to_be_hidden()

    page.get_by_role("button", name="Undo").click()

    expect(bar).to_be_visible()
    expect(bar).to_have_text(summary.inner_text())
