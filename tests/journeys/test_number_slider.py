"""A number is moved on a line, too; without scripts its field alone does the work."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

WIDTH = "/p/sofa/?step=width"


def test_slider_moved_by_keys_takes_the_number_once_it_rests(shop, open_page):
    page = open_page()
    page.goto(WIDTH)
    expect(page.get_by_role("textbox", name="Width")).to_have_value("220")
    page.get_by_role("slider", name="Width").focus()
    for _press in range(8):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#steps")).to_contain_text("228 cm")
    expect(page.get_by_role("textbox", name="Width")).to_have_value("228")
    expect(page.get_by_role("slider", name="Width")).to_be_focused()


def test_typing_moves_the_slider(shop, open_page):
    page = open_page()
    page.goto(WIDTH)
    page.get_by_role("textbox", name="Width").fill("300")
    expect(page.get_by_role("slider", name="Width")).to_have_value("300")


def test_without_scripts_the_field_stands_alone(shop, open_page):
    page = open_page(scripts=False)
    page.goto(WIDTH)
    expect(page.get_by_role("slider", name="Width")).to_have_count(0)
    page.get_by_role("textbox", name="Width").fill("228")
    page.get_by_role("button", name="Take it").click()
    expect(page.locator("#steps")).to_contain_text("228 cm")
