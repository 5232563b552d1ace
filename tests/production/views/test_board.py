import pytest

from production.models import Machine, Run
from production.services.replenishment import replenish
from production.services.run_formation import form_all_runs
from tests.factories.production import (
    NOW,
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_step,
    make_stock_line,
    make_variant,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def mixed_factory():
    """An open blue run with a custom order beside stock lots, and a full green one."""
    make_step(make_centre(), 1, minutes_per_piece="20")
    make_variant()
    make_stock_line(order_quantity=2, reorder_point=1)
    make_custom_order("blue", reference="2026-1")
    make_custom_order("green", quantity=5, reference="2026-2")
    replenish(now=NOW)
    make_planned_factory()


def test_board_shows_custom_and_stock_side_by_side(staff_client, mixed_factory):
    page = staff_client.get("/factory/").content.decode()

    assert "2026-1, 1" in page
    assert 'data-kind="stock">WAYFARER-BLUE, 2' in page
    assert "Closed because it was full, Mon 2 Mar, 08:00." in page
    assert "no violations" in page


def test_chart_draws_every_slot_as_a_link_with_a_sentence(staff_client, mixed_factory):
    page = staff_client.get("/factory/").content.decode()

    for run in Run.objects.all():
        assert f'<a href="/factory/runs/{run.number}/" aria-label="Run {run.number}, ' in page
    assert page.count('class="gantt-bar"') == 2
    assert 'style="' not in page


def test_factory_without_anything_says_so(staff_client):
    page = staff_client.get("/factory/").content.decode()

    assert "There are no work centres yet." in page
    assert "There is no plan yet." in page


def test_run_that_cannot_be_planned_says_why(staff_client, mixed_factory):
    Machine.objects.update(is_active=False)
    make_planned_factory()

    assert "paint has no machine in use" in staff_client.get("/factory/").content.decode()


def test_run_page_tells_who_is_in_it_and_why_it_closed(staff_client, mixed_factory):
    run = Run.objects.get(family="green")

    page = staff_client.get(f"/factory/runs/{run.number}/").content.decode()

    assert f"Run {run.number}" in page
    assert "2026-2, Wayfarer bicycle, 5 pieces, custom" in page
    assert "Closed because it was full" in page


@pytest.mark.parametrize("number", ["77", "99999999999999999999999"])
def test_unknown_run_is_not_found(staff_client, number):
    assert staff_client.get(f"/factory/runs/{number}/").status_code == 404


def test_board_takes_a_fixed_number_of_queries(staff_client, django_assert_max_num_queries):
    make_step(make_centre(), 1, minutes_per_piece="100")
    make_custom_order(reference="A", engraving="Ada")
    make_planned_factory()
    with django_assert_max_num_queries(30) as one:
        staff_client.get("/factory/")
    for reference in ("B", "C"):
        make_custom_order(reference=reference, engraving="Max")
    form_all_runs(now=NOW)
    make_planned_factory()

    with django_assert_max_num_queries(30) as three:
        staff_client.get("/factory/")

    assert len(one) == len(three)
