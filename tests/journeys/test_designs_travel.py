"""A design is saved, gone on with elsewhere, shared as a copy, and set beside others."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import option_named
from tests.services.axe import violations

pytestmark = pytest.mark.journey

COLOUR = "/p/bicycle/?step=colour"


def green(page: Page) -> None:
    page.goto(COLOUR)
    option_named(page, "Forest green").click()
    expect(page.locator("#choices [aria-pressed=true]")).to_contain_text("Forest green")


def code_of(page: Page) -> str:
    page.get_by_role("button", name="Save").click()
    return page.locator("#design-code").inner_text()


@pytest.mark.parametrize("scripts", [True, False])
def test_code_goes_on_with_the_design_in_a_fresh_browser(
    shop, open_page, pictures, tmp_path, scripts
):
    here, there = open_page(scripts=scripts), open_page(scripts=scripts)
    green(here)
    code = code_of(here)

    there.goto("/designs/")
    pictures(there, "designs", tmp_path)
    there.get_by_label("Design code").fill(code.lower())
    there.get_by_role("button", name="Open the design").click()
    there.wait_for_url("**/p/bicycle/**")
    there.goto(COLOUR)
    expect(there.locator("#choices [aria-pressed=true]")).to_contain_text("Forest green")
    pictures(there, "resumed", tmp_path)
    option_named(there, "Ochre").click()
    expect(there.locator("#choices [aria-pressed=true]")).to_contain_text("Ochre")

    here.goto(COLOUR)
    expect(here.locator("#choices [aria-pressed=true]")).to_contain_text("Ochre")


def test_link_opens_a_copy_without_the_text_until_it_is_ticked(shop, open_page, look_at):
    owner, friend = open_page(), open_page()
    green(owner)
    owner.goto("/p/bicycle/?step=name")
    owner.get_by_role("textbox", name="Name on the top tube").fill("Ada")
    owner.get_by_role("button", name="Take this text").click()
    expect(owner.locator("#steps")).to_contain_text("Ada")
    owner.get_by_role("button", name="Share").click()
    link = owner.get_by_label("Link").input_value()
    look_at(owner, "sharing")

    friend.goto(link)
    expect(friend.locator("#steps")).to_contain_text("Forest green")
    expect(friend.locator("#steps")).not_to_contain_text("Ada")
    look_at(friend, "shared-copy")
    owner.get_by_role("checkbox", name="My texts go along").check()
    with owner.expect_navigation():
        owner.get_by_role("button", name="Set it so").click()
    friend.goto(link)

    expect(friend.locator("#steps")).to_contain_text("Ada")


@pytest.mark.parametrize("scripts", [True, False])
def test_designs_are_marked_and_compared(shop, open_page, look_at, scripts):
    page = open_page(scripts=scripts)
    green(page)
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("button", name="Mark this design").click()
    expect(page.get_by_role("button", name="Compare (1)")).to_be_visible()
    page.goto(COLOUR)
    option_named(page, "Ochre").click()
    expect(page.locator("#choices [aria-pressed=true]")).to_contain_text("Ochre")
    page.get_by_role("button", name="Compare (1)").click()
    page.get_by_role("link", name="See them side by side").click()

    expect(page.locator(".compare-table tbody th")).to_have_text(["Frame colour"])
    expect(page.locator(".compare-table td")).to_contain_text(["Forest green", "Ochre"])
    if scripts:
        look_at(page, "compared")
    page.get_by_role("link", name="Show all").click()
    expect(page.locator(".compare-table tbody th").nth(8)).to_be_visible()


def test_new_pages_and_panels_pass_axe(shop, open_page):
    page = open_page()
    green(page)
    found = []
    for panel in ("save-panel", "share-panel", "compare-panel"):
        page.evaluate(f"document.getElementById('{panel}').showPopover()")
        found += violations(page)
        page.evaluate(f"document.getElementById('{panel}').hidePopover()")
    for address in ("/designs/", "/ready/"):
        page.goto(address)
        found += violations(page)

    assert found == []


def test_other_window_says_that_the_design_changed(shop, open_page):
    first = open_page()
    green(first)
    second = first.context.new_page()
    second.goto(COLOUR)

    option_named(first, "Ochre").click()
    second.get_by_text("Changed in another window.").wait_for()
    second.get_by_role("link", name="Show it").click()

    expect(second.locator("#choices [aria-pressed=true]")).to_contain_text("Ochre")


def test_typed_text_outlives_a_refresh_and_a_lost_session(shop, open_page):
    page = open_page()
    green(page)
    page.goto("/p/bicycle/?step=name")
    page.get_by_role("textbox", name="Name on the top tube").fill("Ada Lo")
    page.context.clear_cookies(name="sessionid")

    page.goto("/p/bicycle/?step=name")

    expect(page.get_by_role("textbox", name="Name on the top tube")).to_have_value("Ada Lo")
    expect(page.locator("#steps")).to_contain_text("Forest green")
