"""A customer of the trade signs in, sees the trade's prices and tiers, and buys twelve."""

import re

import pytest
from playwright.sync_api import Page, expect

from orders.models import Order
from tests.journeys.acts import fill_address, order_now

pytestmark = pytest.mark.journey

RETAIL, TRADE, TWELVE = "24.00\u00a0€", "20.40\u00a0€", "18.28\u00a0€"


def sign_in_to_the_shop(page: Page, login: dict[str, str]) -> None:
    page.goto("/account/sign-in/")
    page.locator("input[name=username]").fill(login["username"])
    page.locator("input[name=password]").fill(login["password"])
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/account/")


def test_trade_customer_buys_twelve_at_the_price_of_the_tier(shop, open_page, look_at):
    page = open_page()
    page.goto("/p/towel/")
    expect(page.locator(".tiers [aria-current=true]")).to_contain_text(RETAIL)

    sign_in_to_the_shop(page, shop["trade"])
    page.goto("/p/towel/")
    expect(page.locator(".tiers [aria-current=true]")).to_contain_text(TRADE)
    expect(page.locator("#price")).to_contain_text("price list Trade 1")

    page.get_by_label("How many pieces").fill("12")
    page.get_by_role("button", name="Show the price").click()
    expect(page.locator(".tiers [aria-current=true]")).to_contain_text(f"From 10 pieces{TWELVE}")
    expect(page.locator(".pieces-each")).to_contain_text(TWELVE)
    shown = page.locator("#price tfoot td").inner_text()
    look_at(page, "trade-towel")

    page.get_by_role("button", name=re.compile("Add to cart")).first.click()
    page.wait_for_url("**/cart/")
    expect(page.locator(".cart-line-price")).to_contain_text(f"{TWELVE} each")
    expect(page.locator(".cart-line")).to_contain_text("Quantity price from 10 pieces")
    expect(page.locator("#summary tfoot td")).to_have_text(shown)
    look_at(page, "trade-cart")

    fill_address(page)
    order_now(page)
    expect(page.locator("#progress")).to_contain_text(shown)
    expect(page.locator("#progress")).to_contain_text("Price list: Trade 1")
    line = Order.objects.get().lines.get()
    assert (line.quantity, line.unit_minor) == (12, 1_828)


def test_cart_says_that_a_quantity_passes_a_tier(shop, open_page):
    page = open_page(scripts=False)
    page.goto("/p/mug/")
    page.get_by_role("button", name=re.compile("Add to cart")).first.click()
    page.wait_for_url("**/cart/")

    page.get_by_label("Quantity of Morning mug").fill("10")
    page.get_by_label("Quantity of Morning mug").press("Enter")

    told = page.get_by_text(re.compile("10 × Morning mug: each costs .* now instead of"))
    expect(told).to_be_visible()
    expect(page.locator(".cart-line")).to_contain_text("Quantity price from 10 pieces")
