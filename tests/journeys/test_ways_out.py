"""A clash has up to three ways out: each is taken, and each is undone exactly."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import option_named

pytestmark = pytest.mark.journey


def clash(page: Page) -> None:
    """A steel fork and full mudguards, then tyres that are too wide for them."""
    for step, name in (("fork", "Steel fork"), ("guards", "Full mudguards")):
        page.goto(f"/p/bicycle/?step={step}")
        option_named(page, name).click()
        expect(page.locator("#choices [aria-pressed=true]")).to_contain_text(name)
    page.goto("/p/bicycle/?step=tyres")
    page.locator("#choices button[data-state=blocked]").last.click()
    page.locator(".ways-out").wait_for()


def values(page: Page) -> list[str]:
    return page.locator("#steps .step-value").all_inner_texts()


@pytest.mark.parametrize("scripts", [True, False])
def test_each_way_out_is_taken_and_undone(shop, open_page, scripts):
    page = open_page(scripts=scripts)
    clash(page)
    before, ways = values(page), page.locator(".way-row button").count()
    assert ways > 0

    for number in range(1, ways + 1):
        page.locator(f"#way-{number}").click()
        expect(page.locator(".ways-out")).to_have_count(0)
        assert values(page) != before
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#steps .step-value")).to_have_text(before)
        page.goto("/p/bicycle/?step=tyres")
        page.locator("#choices button[data-state=blocked]").last.click()
        page.locator(".ways-out").wait_for()


def test_escape_closes_and_returns_to_the_option(shop, open_page):
    page = open_page()
    clash(page)
    pressed = page.locator(".ways-out").get_attribute("data-opener")

    page.keyboard.press("Escape")

    expect(page.locator(".ways-out")).to_have_count(0)
    expect(page.locator(f"#{pressed}")).to_be_focused()


def test_included_option_says_why(shop, open_page):
    page = open_page()
    page.goto("/p/bicycle/?step=frame")
    option_named(page, "Carbon").click()
    expect(option_named(page, "Carbon")).to_have_attribute("aria-pressed", "true")
    page.goto("/p/bicycle/?step=fork")
    page.locator("#choices button[data-state=forced]").click()

    expect(page.get_by_role("heading", name="Why Carbon fork, wide comes along")).to_be_focused()
    expect(page.locator(".ways-out")).to_contain_text("A carbon frame is built with a carbon fork")
