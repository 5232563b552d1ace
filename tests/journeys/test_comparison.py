"""Mass production beside mass customization: asked for, followed, stopped, read, printed, passed on."""

import re

import pytest
from playwright.sync_api import Page, expect

from production.models import AdviceDraft, Simulation
from tests.journeys.acts import poll, sign_in
from tests.services.axe import violations
from tests.services.browser import PHONE

pytestmark = pytest.mark.journey

RUN_MS = 180_000


def fill_numbers(page: Page, *, orders: str, days: str) -> None:
    page.get_by_label("Orders a day", exact=True).and_(page.locator("[type=number]")).fill(orders)
    page.get_by_label("Days", exact=True).fill(days)


def figures_of(page: Page) -> list[str]:
    return page.locator(".measure-figure").all_inner_texts()


def test_staff_move_a_slider_run_again_and_pass_the_link_on(shop, celery_workers, open_page):
    page = open_page()
    sign_in(page, shop["staff"], "/compare/")
    page.get_by_role("slider", name="Changeover per cent").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#what-changeovers")).to_have_value("110")
    fill_numbers(page, orders="6", days="5")

    page.get_by_role("button", name="Run again").click()

    expect(page.get_by_text("the same 30 orders")).to_be_visible(timeout=RUN_MS)
    expect(page).to_have_url(re.compile("orders=6&variety=210&changeovers=110"))
    link = page.get_by_role("link", name="Link to exactly this run").get_attribute("href")
    page.wait_for_load_state()
    shown = figures_of(page)
    stranger = open_page(viewport=PHONE)
    stranger.goto(link)
    assert figures_of(stranger) == shown

    page.get_by_role("button", name="Run again").click()
    done = Simulation.objects.filter(orders_per_day=6, status="done")
    poll(page, lambda: done.count() == 2)
    assert done[0].report == done[1].report


def test_long_run_shows_where_it_is_and_can_be_stopped(shop, celery_workers, open_page):
    page = open_page(viewport=PHONE)
    sign_in(page, shop["staff"], "/compare/")
    fill_numbers(page, orders="1000", days="60")
    page.get_by_role("button", name="Run again").click()

    expect(page.locator("#progress")).to_contain_text(re.compile(r"day \d+ of 60"), timeout=RUN_MS)
    page.get_by_role("button", name="Stop it").click()

    expect(page.get_by_text("This simulation was stopped.")).to_be_visible(timeout=RUN_MS)
    stopped = Simulation.objects.get(orders_per_day=1000)
    assert stopped.status == Simulation.Status.CANCELLED


def test_visitor_reads_source_numbers_and_csv_without_scripts(shop, open_page):
    page = open_page(viewport=PHONE, scripts=False)
    page.goto("/compare/")
    row = page.locator("#measure-reach_share")
    basis = row.locator(".measure-basis")
    expect(basis.first).to_be_hidden()
    row.get_by_text("How it is worked out").click()
    expect(basis).to_have_text([re.compile(r"^[\d,]+ of 4,980 customers$")] * 3)
    for chart in page.locator("figure.line-chart").all():
        chart.get_by_text("Show the numbers").click()
        expect(chart.locator("tbody tr")).to_have_count(9)
    with page.expect_download() as download:
        page.get_by_role("link", name="All figures as CSV").click()
    rows = download.value.path().read_text().splitlines()
    assert rows[0] == "measure,stock,single,runs"
    assert any(row.startswith("energy_per_piece_kwh,") for row in rows)


def test_staff_ask_without_scripts_and_look_again(shop, open_page):
    page = open_page(scripts=False)
    sign_in(page, shop["staff"], "/compare/")
    expect(page.get_by_role("slider")).to_have_count(0)
    fill_numbers(page, orders="6", days="5")
    page.get_by_role("button", name="Run again").click()

    expect(page.locator("#progress")).to_contain_text("Waiting for a worker")
    page.get_by_role("link", name="Look again").click()
    expect(page.locator("#progress")).to_be_visible()


def test_printed_page_holds_figures_and_charts_but_no_controls(shop, open_page):
    page = open_page()
    sign_in(page, shop["staff"], "/compare/")
    page.emulate_media(media="print")

    expect(page.locator("#measure-unit_cost_minor")).to_be_visible()
    expect(page.locator("#measure-energy_kwh .measure-figure").first).to_be_visible()
    expect(page.locator("figure.line-chart svg").first).to_be_visible()
    expect(page.locator(".compare-form")).to_be_hidden()
    expect(page.locator(".compare-links")).to_be_hidden()
    assert page.pdf().startswith(b"%PDF")


def test_staff_draft_an_advice_and_the_page_with_it_passes_axe(shop, open_page):
    page = open_page()
    sign_in(page, shop["staff"], "/compare/")
    page.locator("#advice summary").click()
    page.get_by_role("button", name=re.compile("Draft this change.*Selvedge towel")).click()

    expect(page.get_by_role("link", name=re.compile("Drafted: look it over"))).to_be_visible()
    found = violations(page)
    page.get_by_role("link", name=re.compile("Drafted: look it over")).click()
    expect(page.get_by_text("worked out as")).to_be_visible()
    assert AdviceDraft.objects.get().product_code == "towel"
    assert found == []
