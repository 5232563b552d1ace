"""Every page passes axe's WCAG 2.2 AA rules, light and dark, at both widths."""

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import fill_address, option_named, order_now, sign_in
from tests.services.axe import violations

pytestmark = pytest.mark.journey

SHOP = [
    "/",
    "/p/bicycle/?step=rider",
    "/p/bicycle/?step=colour",
    "/p/bicycle/?step=extras",
    "/p/computer/?step=video",
    "/p/towel/?step=text",
    "/p/tea/",
    "/cart/",
    "/account/sign-in/",
    "/account/sign-up/",
    "/compare/",
]
STAFF = [
    "/floor/",
    "/floor/paint-line/",
    "/factory/",
    "/factory/trace/",
    "/factory/stops/",
    "/admin/",
    "/admin/catalog/rule/",
]


def test_shop_pages_pass_axe(shop, open_page):
    page = open_page()
    found = []

    for address in SHOP:
        page.goto(address)
        found += violations(page)

    assert found == []


def test_a_clash_a_cart_and_an_order_pass_axe(shop, open_page):
    page = open_page()
    page.goto("/p/bicycle/?step=gears")
    option_named(page, "8-speed hub").click()
    expect(option_named(page, "8-speed hub")).to_have_attribute("aria-pressed", "true")
    page.goto("/p/bicycle/?step=handlebar")
    page.locator("#choices button[data-state=blocked]").first.click()
    page.locator(".ways-out").wait_for()
    found = violations(page)
    page.get_by_role("button", name="Add to cart").click()
    page.wait_for_url("**/cart/")
    found += violations(page)
    fill_address(page)
    order_now(page)
    found += violations(page)

    assert found == []


def test_staff_pages_pass_axe(shop, open_page):
    page = open_page()
    sign_in(page, shop["staff"], "/floor/")
    found = []

    for address in STAFF:
        page.goto(address)
        found += violations(page)

    assert found == []
