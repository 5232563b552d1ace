"""A worker is killed with -9 in the middle of forming runs; the order is in one run anyway."""

import pytest
from django.db.models import Count

from orders.models import Order
from production.models import Operation, RunMember
from tests.journeys.acts import fill_address, order_now, poll, runs_of

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("point", ["form_runs.between_writes", "form_runs.before_commit"])
def test_an_order_is_in_exactly_one_run_after_the_worker_died(
    shop, celery_workers, open_page, point
):
    celery_workers.kill("short")
    page = open_page()
    page.goto("/p/computer/")
    page.get_by_role("button", name="Add to cart").click()
    page.wait_for_url("**/cart/")
    fill_address(page)
    number = order_now(page)
    # The cart's held seats are the order's already; the worker seats the rest.
    held = runs_of(number)
    assert len(held) < 3

    celery_workers.launch("short", TAILORLINE_FAULT=point)
    poll(page, lambda: "signal 9" in celery_workers.log("short"))
    celery_workers.kill("short")
    assert runs_of(number) == held
    celery_workers.start("short")

    poll(page, lambda: len(runs_of(number)) == 3)
    poll(page, lambda: not Operation.objects.filter(seats=None).exists())
    seats = RunMember.objects.filter(is_active=True).values("operation").annotate(n=Count("pk"))
    assert set(seats.values_list("n", flat=True)) == {1}
    assert Order.objects.count() == 1
