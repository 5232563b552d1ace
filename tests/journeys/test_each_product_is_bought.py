"""Each of the six made-to-order products is configured, looked at, and bought by a guest."""

import re

import pytest
from playwright.sync_api import Page, expect

from orders.models import Order
from tests.journeys.acts import fill_address, look_up, option_named, order_now

pytestmark = pytest.mark.journey

PRODUCTS = {
    "bicycle": (
        [("colour", "forest-green"), ("rider", "182"), ("name", "Ada Lo")],
        ["Forest green", "Ada Lo"],
    ),
    "computer": ([("cpu", "AMD Ryzen 5 7600")], ["AMD Ryzen 5 7600"]),
    "shoe": (
        [("toe", "suede-sand"), ("laces", "waxed-navy"), ("text", "A-7")],
        ["Suede, sand", "A-7"],
    ),
    "sofa": ([("width", "260"), ("cover", "linen-blue"), ("legs", "walnut")], ["260"]),
    "mug": (
        [("glaze", "sky"), ("ink", "plum"), ("text", "Guten Morgen")],
        ["Plum", "Guten Morgen"],
    ),
    "towel": ([("colour", "rose"), ("thread", "wine"), ("text", "Zoë")], ["Wine", "Zoë"]),
    "shirt": (
        [("fabric", "linen-sage"), ("collar", "band"), ("sizes", "l:1")],
        ["Linen, sage", "Band"],
    ),
}


def answer(page: Page, product: str, group: str, value: str) -> None:
    """Open the step of a group and press the option, or type what has no button."""
    page.goto(f"/p/{product}/?step={group}")
    if page.get_by_role("searchbox").count():
        look_up(page, value).click()
        expect(option_named(page, value)).to_have_attribute("aria-pressed", "true")
        return
    pressed = page.locator(f"#choices button[value='{group}={value}']").first
    if not pressed.count():
        page.locator("#value").fill(value)
        page.locator("#value-take").click()
        expect(page.locator(f"#step-{group}")).to_contain_text(value)
        return
    before = page.locator("#bar").inner_text()
    pressed.click()
    if ":" in value:
        expect(page.locator("#bar")).not_to_have_text(before)
    else:
        expect(pressed).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("product", PRODUCTS)
def test_product_is_configured_and_bought(shop, open_page, look_at, product):
    answers, words = PRODUCTS[product]
    page = open_page()
    for group, value in answers:
        answer(page, product, group, value)
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
