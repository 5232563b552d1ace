"""A number is moved on a line, too; without scripts its field alone does the work."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.acts import poll

pytestmark = pytest.mark.journey

WIDTH = "/p/sofa/?step=width"
REST_MS = 400


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


def move_to_221(page: Page) -> None:
    """Move the slider on a page whose timers stand still: it never comes to rest by itself."""
    page.clock.install(time=0)
    page.goto(WIDTH)
    page.clock.pause_at(3_600)
    page.get_by_role("slider", name="Width").press("ArrowRight")


def test_slider_that_moves_on_before_the_answer_is_not_set_back(shop, open_page):
    page = open_page()
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if route.request.method == "GET" or held:
            route.continue_()
        else:
            held.append(route)

    page.route(re.compile("/p/sofa/"), hold_the_first)
    move_to_221(page)
    page.clock.run_for(REST_MS)
    poll(page, lambda: held)

    page.get_by_role("slider", name="Width").press("ArrowRight")
    with page.expect_response(lambda answer: answer.request == held[0].request) as answered:
        held[0].continue_()
    answered.value.finished()
    page.clock.run_for(REST_MS)

    expect(page.locator("#steps")).to_contain_text("222 cm")
    expect(page.get_by_role("slider", name="Width")).to_have_value("222")


def test_slider_pressed_on_at_once_takes_its_place_into_the_cart(shop, open_page):
    page = open_page()
    move_to_221(page)

    page.get_by_role("button", name=re.compile("Add to cart")).first.click()
    page.wait_for_url("**/cart/")

    expect(page.locator(".cart-line")).to_contain_text("221 cm")


def test_slider_left_at_once_for_another_step_keeps_its_place(shop, open_page):
    page = open_page()
    move_to_221(page)

    page.locator("#step-cover").click()

    expect(page.locator("#step-cover")).to_have_attribute("aria-current", "step")
    expect(page.locator("#steps")).to_contain_text("221 cm")


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
