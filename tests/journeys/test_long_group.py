"""A group of many parts: searched, filtered, sorted and chosen from, the list always light."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import option_named
from tests.services.axe import violations
from tests.services.browser import PHONE

pytestmark = pytest.mark.journey

VIDEO = "/p/computer/?step=video"
MOST_ROWS = 60


def rows_in_page(page: Page) -> int:
    return page.locator(".option-row").count()


def found(page: Page) -> str:
    return page.locator("#found strong").inner_text()


def test_cards_are_searched_filtered_and_sorted_and_back_undoes_it(shop, open_page):
    page = open_page()
    page.goto(VIDEO)
    everything = found(page)

    page.get_by_role("searchbox").fill("rtx 5060 ti")
    expect(page.locator("#found strong")).not_to_have_text(everything)
    searched = found(page)
    page.locator("#facets").get_by_role("checkbox").nth(0).check()
    expect(page).to_have_url(re.compile(r"f\.chipset="))
    expect(page.locator(".chip")).to_have_count(1)
    page.get_by_label("Sort:").select_option("-length")
    expect(page).to_have_url(re.compile("sort=-length"))

    page.go_back()
    expect(page.get_by_label("Sort:")).to_have_value("price")
    page.locator(".chip").click()
    expect(page.locator("#found strong")).to_have_text(searched)
    expect(page.get_by_role("searchbox")).to_have_value("rtx 5060 ti")


def test_keys_walk_the_whole_list_which_stays_light(shop, open_page):
    page = open_page()
    page.goto(f"{VIDEO}&show=all&sort=name")
    total = int(page.locator("#rows").get_attribute("data-total") or 0)

    page.locator(".option-row-button[tabindex='0']").focus()
    page.keyboard.press("End")
    last = page.locator(f".option-row[aria-rowindex='{total + 1}'] .option-row-button")
    expect(last).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    before = page.locator(f".option-row[aria-rowindex='{total - 1}'] .option-row-button")
    expect(before).to_be_focused()
    light = rows_in_page(page)
    page.keyboard.press("Home")

    expect(page.locator(".option-row[aria-rowindex='2'] .option-row-button")).to_be_focused()
    assert light < MOST_ROWS < total


def test_chosen_card_stays_in_sight_and_in_focus(shop, open_page):
    page = open_page()
    page.goto(f"{VIDEO}&sort=-length")
    page.locator(".option-row-button[tabindex='0']").focus()
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    expect(page.locator(".option-row-button:focus")).to_have_count(1)
    pressed = page.evaluate("document.activeElement.id")

    page.keyboard.press("Enter")

    chosen = page.locator(".option-row[data-state=chosen]")
    expect(chosen.locator(f"#{pressed}")).to_be_focused()
    expect(chosen).to_be_in_viewport()
    expect(page.locator("#announce")).to_contain_text("Ready")


def test_space_marks_rows_that_are_then_compared(shop, open_page):
    page = open_page()
    page.goto(VIDEO)
    page.locator(".option-row-button[tabindex='0']").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.locator("#compare-marked").get_by_text("2 marked of 4").wait_for()
    page.get_by_role("button", name="Compare marked").click()

    expect(page.locator(".compare-table thead th")).to_have_count(3)
    assert violations(page) == []


def test_blocked_card_tells_why_and_the_ways_out_close_again(shop, open_page):
    page = open_page()
    page.goto("/p/computer/?step=case")
    case = page.locator(".option-row-name").first.inner_text()
    option_named(page, case).click()
    expect(option_named(page, case)).to_have_attribute("aria-pressed", "true")
    page.goto(f"{VIDEO}&show=all&sort=-length")
    blocked = page.locator(".option-row[data-state=blocked]").first
    expect(blocked).to_contain_text("Why, and ways out")
    expect(blocked).to_contain_text(re.compile(r"from [+−]"))

    blocked.locator("button").click()
    expect(page.get_by_role("heading", name=re.compile("^Why .* does not fit$"))).to_be_focused()
    found_here = violations(page)
    page.keyboard.press("Escape")

    expect(page.locator(".ways-out")).to_have_count(0)
    assert found_here == []


def test_filters_open_over_the_whole_phone(shop, open_page):
    page = open_page(viewport=PHONE)
    page.goto(VIDEO)
    page.get_by_role("button", name="Filters").click()
    page.locator("#facets").get_by_role("checkbox").nth(1).check()
    expect(page.locator(".chip")).to_have_count(1)
    page.get_by_role("button", name=re.compile("^Show [0-9]")).click()

    expect(page.locator("#filters")).to_be_hidden()
    expect(page.get_by_role("button", name="Filters (1)")).to_be_visible()


def test_long_group_works_with_scripts_off(shop, open_page):
    page = open_page(scripts=False)
    page.goto(f"{VIDEO}&show=all&sort=name")
    assert rows_in_page(page) == 50
    page.get_by_role("link", name="More rows").click()
    expect(page.get_by_text("Page 2 of")).to_be_visible()
    page.get_by_role("searchbox").fill("rtx 5060 ti")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile("q=rtx"))
    page.wait_for_load_state()
    name = page.locator(".option-row-name").first.inner_text()

    option_named(page, name).click()

    expect(option_named(page, name)).to_have_attribute("aria-pressed", "true")
