"""A guest configures a computer, meets a blocked part, buys, and the factory makes it."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import (
    fill_address,
    kinds_in,
    look_up,
    option_named,
    order_now,
    poll,
    runs_of,
    sign_in,
    work_off,
)

pytestmark = pytest.mark.journey

PROCESSOR = "AMD Ryzen 5 7600"
OTHER_SOCKET = "LGA1700"


def test_guest_buys_a_computer_and_the_factory_makes_it(shop, celery_workers, open_page):
    page = open_page()
    page.goto("/")
    page.get_by_role("link", name="Workbench computer").first.click()

    look_up(page, PROCESSOR).click()
    expect(option_named(page, PROCESSOR)).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Next: Board").click()
    expect(page.get_by_role("heading", name="Board")).to_be_visible()
    page.get_by_role("link", name=re.compile("^All")).click()
    expect(page.locator("#found strong")).to_have_text("62 of 62")
    page.get_by_role("searchbox").fill(OTHER_SOCKET)
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("#found strong")).not_to_have_text("62 of 62")
    blocked = page.locator("#choices button[data-state=blocked]").first
    name = blocked.locator(".option-row-name").inner_text()
    blocked.click()
    reason = page.locator(".ways-out")
    expect(reason).to_contain_text(f"Why {name} does not fit")
    expect(reason).to_contain_text(PROCESSOR)
    expect(reason).to_contain_text("socket")
    expect(page.locator("#steps")).to_contain_text("MSI B650")

    page.get_by_role("button", name="Add to cart").click()
    page.wait_for_url("**/cart/")
    fill_address(page)
    number = order_now(page)

    runs = poll(page, lambda: runs_of(number) if len(runs_of(number)) == 3 else None)
    assert [run.work_centre.code for run in runs] == ["pc-cell", "burn-in", "packing"]
    assert kinds_in(runs[0]) == {"custom", "stock"}

    floor = open_page()
    sign_in(floor, shop["staff"], "/floor/")
    work_off(floor, number)

    def told_ready() -> bool:
        page.reload()
        return "ready" in page.locator("#progress h1").inner_text()

    assert poll(page, told_ready)
