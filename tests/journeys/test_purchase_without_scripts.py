"""The same purchase with scripts off: plain forms and full pages."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import (
    fill_address,
    option_named,
    order_now,
    poll,
    runs_of,
    sign_in,
    work_off,
)

pytestmark = pytest.mark.journey


def test_guest_buys_a_computer_with_scripts_off(
    shop, celery_workers, open_page, pictures, tmp_path
):
    page = open_page(scripts=False)
    page.goto("/p/computer/")

    option_named(page, "AMD Ryzen 5 7600").click()
    expect(option_named(page, "AMD Ryzen 5 7600")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Next: Board").click()
    expect(page.get_by_role("heading", name="Board")).to_be_visible()
    page.get_by_role("link", name=re.compile("^All")).click()
    expect(page.locator("#found strong")).to_have_text("62 of 62")
    page.get_by_label("Search").fill("LGA1700")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile("q=LGA1700"))
    page.locator("#choices button[data-state=blocked]").first.click()
    expect(page.locator(".ways-out")).to_contain_text("AMD Ryzen 5 7600")
    pictures(page, "no-scripts-ways-out", tmp_path)

    page.get_by_role("button", name="Add to cart").click()
    expect(page.locator("#lines")).to_contain_text("Workbench computer")
    pictures(page, "no-scripts-cart", tmp_path)
    fill_address(page)
    number = order_now(page)
    expect(page.locator("#progress")).to_contain_text(number)
    pictures(page, "no-scripts-order", tmp_path)

    poll(page, lambda: len(runs_of(number)) == 3)
    floor = open_page(scripts=False)
    sign_in(floor, shop["staff"], "/floor/")
    work_off(floor, number)

    def is_ready():
        page.reload()
        return "ready" in page.locator("#progress h1").inner_text()

    poll(page, is_ready)


def test_a_refused_order_form_keeps_what_was_typed(shop, open_page):
    page = open_page(scripts=False)
    page.goto("/p/towel/")
    page.get_by_role("button", name="Add to cart").click()
    fill_address(page)
    page.get_by_label("Email").fill("not an address")

    page.get_by_role("button", name=re.compile("Order and pay")).click()

    expect(page.locator("[id$=error], .field-error").first).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Ada Lovelace")
    expect(page.get_by_label("Email")).to_have_value("not an address")
