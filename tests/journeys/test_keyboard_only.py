"""The whole purchase with the keyboard alone: Tab, arrows, Enter, letters."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

MOST_TABS = 80


def tab_to(page: Page, name: re.Pattern[str] | str) -> None:
    """Press Tab until the control with this name has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if re.search(name, focused_name(page)):
            return
    raise AssertionError(f"{name} cannot be reached with {MOST_TABS} presses of Tab")


def focused_name(page: Page) -> str:
    return page.evaluate(
        """() => {
          const e = document.activeElement;
          const label = e.labels?.length ? e.labels[0].textContent : '';
          return (e.getAttribute('aria-label') || label || e.textContent || '').trim();
        }"""
    )


def test_a_bicycle_is_bought_with_the_keyboard_alone(shop, open_page, look_at):
    page = open_page()
    page.goto("/")
    tab_to(page, "^Wayfarer bicycle")
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/bicycle/**")

    tab_to(page, "^Frame colour")
    page.keyboard.press("Enter")
    expect(page.locator("#group-name")).to_have_text("Frame colour")
    expect(page.locator("#group-name")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert focused_name(page).startswith("Forest green")
    expect(page.locator("#choices [aria-pressed=true]")).to_have_count(0)
    page.keyboard.press("Enter")
    chosen = page.locator("#choices [aria-pressed=true]")
    expect(chosen).to_contain_text("Forest green")
    expect(chosen).to_be_focused()
    expect(page.locator("#announce")).to_contain_text("Forest green")
    look_at(page, "keys-choose")
    expect(chosen).to_be_focused()

    tab_to(page, "^Add to cart")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cart/")
    for label, text in {
        "^Name": "Ada Lovelace",
        "^Email": "ada@example.org",
        "^Street": "Invalidenstraße 43",
        "^Postcode": "10115",
        "^Town": "Berlin",
    }.items():
        tab_to(page, label)
        page.keyboard.type(text)
    look_at(page, "keys-cart")
    tab_to(page, "^Order and pay")
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(r"/orders/[0-9]{4}-[0-9]+/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wayfarer")
    look_at(page, "keys-order")


def test_escape_closes_the_ways_out_and_returns_to_the_option(shop, open_page):
    page = open_page()
    page.goto("/p/bicycle/?step=gears")
    page.locator("#choices button").filter(has_text="8-speed hub").click()
    expect(page.locator("#choices [aria-pressed=true]")).to_contain_text("8-speed hub")
    page.goto("/p/bicycle/?step=handlebar")
    blocked = page.locator("#choices button[data-state=blocked]")
    opener = blocked.get_attribute("id")
    blocked.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ways-out h3")).to_be_focused()

    page.keyboard.press("Escape")

    expect(page.locator(".ways-out")).to_have_count(0)
    expect(page.locator(f"#{opener}")).to_be_focused()
