"""Two cars of unlike trims are ordered; the board shows their line in order, the floor builds one."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from orders.models import Order
from production.models import PlanVersion, Run
from production.services.planning import plan_factory
from production.services.replenishment import replenish
from production.services.run_formation import form_all_runs
from tests.journeys.acts import fill_address, option_named, order_now, sign_in

pytestmark = pytest.mark.journey

LINE = "car-line"


def choose(page, **choices):
    for group, name in choices.items():
        page.goto(f"/p/own-car/?step={group}")
        option_named(page, name).click()
        expect(option_named(page, name)).to_have_attribute("aria-pressed", "true")


def put_in_cart(page):
    page.get_by_role("button", name=re.compile("Add to cart")).first.click()
    page.wait_for_url("**/cart/")


def plan_everything():
    replenish(now=timezone.now())
    form_all_runs(now=timezone.now())
    plan_factory(now=timezone.now())


def runs_on_the_line():
    numbers = PlanVersion.objects.get(status="active").lines[0]["runs"]
    runs = Run.objects.in_bulk(numbers)
    return [runs[number] for number in numbers]


def test_cars_are_ordered_seen_in_sequence_and_built(shop, open_page, look_at):
    customer = open_page()
    choose(customer, trim="Tour", colour="Poppy red", extras="Tow bar")
    put_in_cart(customer)
    choose(customer, trim="City", colour="Lagoon", extras="Glass sun roof")
    put_in_cart(customer)
    fill_address(customer)
    number = order_now(customer)
    assert Order.objects.get(number=number).lines.count() == 2

    plan_everything()
    staff = open_page()
    sign_in(staff, shop["staff"], "/factory/")
    line = staff.locator(".mixed-line")
    expect(line.get_by_role("heading", name="Car assembly line")).to_be_visible()
    cars = line.locator(".car")
    expect(cars).to_have_count(len(runs_on_the_line()))
    ours = cars.filter(has_text=number)
    expect(ours).to_have_count(2)
    expect(ours.filter(has_text="Tour")).to_contain_text("Tow bar")
    expect(ours.filter(has_text="City")).to_contain_text("Sun roof")
    expect(line.locator(".car[data-kind=stock]").first).to_be_visible()
    expect(line.locator(".option-meter").filter(has_text="Sun roof")).to_contain_text(
        "1 in 3, 1 allowed"
    )
    expect(line.locator(".option-meter[data-over]")).to_have_count(0)
    batches = line.locator(".paint-batch")
    assert 2 <= batches.count() < cars.count()
    expect(batches.filter(has_text="Poppy red").first).to_be_visible()
    expect(line.locator(".line-costs")).to_contain_text("in order of arrival")
    look_at(staff, "cars-board")

    first = runs_on_the_line()[0]
    staff.goto(f"/floor/{LINE}/")
    expect(staff.locator(f"#car-{first.pk}")).to_contain_text("paint batch 1 of")
    look_at(staff, "cars-floor")
    staff.locator(f"#run-{first.pk}").get_by_role("button", name=re.compile("^Start")).click()
    card = staff.locator(f"#run-{first.pk}")
    expect(card.get_by_role("button", name=re.compile("Good, next piece"))).to_be_visible()
    in_work = staff.get_by_role("list", name="On the line now")
    expect(in_work.locator(f"#car-{first.pk}")).to_be_visible()
    card.get_by_role("button", name=re.compile("^Finish, the rest is good")).click()
    told = staff.locator("#floor").get_by_text(f"Run {first.pk} is finished.")
    expect(told).to_be_visible()
    assert Run.objects.get(pk=first.pk).status == "completed"

    plan_factory(now=timezone.now())
    staff.goto(f"/floor/{LINE}/")
    assert runs_on_the_line()[0].pk != first.pk
    expect(staff.locator(f"#car-{first.pk}")).to_have_count(0)
    expect(staff.locator(f"#car-{runs_on_the_line()[0].pk}")).to_be_visible()
