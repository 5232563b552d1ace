"""Board and terminal of a mixed line: cars in order, paint batches, option load, what it saves."""

from datetime import timedelta

import pytest

from production.models import OptionRule, PlanVersion, Run
from production.services.floor import finish_run, start_run
from production.services.run_formation import form_all_runs
from tests.factories.production import (
    NOW,
    make_custom_order,
    make_mixed_line,
    make_planned_factory,
    make_user,
)

pytestmark = pytest.mark.django_db


def order_cars(*cars, start=1):
    for number, (colour, *rack) in enumerate(cars, start=start):
        choices = {"rack": rack[0]} if rack else {}
        make_custom_order(colour, reference=f"2026-{number}", **choices)


@pytest.fixture
def planned_line():
    """Four cars that come in the worst order: two racks in three, a colour change each."""
    make_mixed_line()
    order_cars(("blue", "rear"), ("green",), ("blue", "rear"), ("green",))
    make_planned_factory()


def text_of(client, path):
    return " ".join(client.get(path).content.decode().split())


def test_board_shows_cars_in_order_in_paint_batches(staff_client, planned_line):
    page = text_of(staff_client, "/factory/")

    assert page.count('class="paint-batch"') == 3
    order = PlanVersion.objects.get().lines[0]["runs"]
    places = [page.index(f'class="car" href="/factory/runs/{run}/"') for run in order]
    assert places == sorted(places)
    assert f"Car 1, run {order[0]}: Blue, Rear rack, paint batch 1 of 1, 2026-" in page
    assert "4 cars, one every 20 minutes, at most 3 of one colour in a row" in page


def test_board_shows_load_and_what_arrival_would_have_cost(staff_client, planned_line):
    page = text_of(staff_client, "/factory/")

    assert "1 in 3, 1 allowed" in page
    assert "2 cars have it" in page
    assert 'class="option-meter" data-over' not in page
    assert '<th scope="row">Changes of colour</th><td class="good">2<' in page
    assert "<td>3</td>" in page
    assert "18 min, 0.00" in page
    assert "24 min, 0.00" in page


def test_too_many_in_a_row_are_told_in_words_and_marked(staff_client):
    make_mixed_line()
    order_cars(*[("blue", "rear")] * 5)
    make_planned_factory()

    page = text_of(staff_client, "/factory/")

    assert '<li class="option-meter" data-over>' in page
    assert "3 in 3, 1 allowed" in page
    assert "too many in 3 places" in page
    assert "too many: Rear rack, 3 in 3" in page
    assert '<li class="paint-batch" data-over>' in page
    assert '<td class="bad">2</td>' in page


def test_terminal_shows_next_cars_with_batch_and_load(staff_client, planned_line):
    page = text_of(staff_client, "/floor/line/")

    order = PlanVersion.objects.get().lines[0]["runs"]
    places = [page.index(f'id="car-{run}"') for run in order]
    assert places == sorted(places)
    assert "paint batch 2 of 2" in page
    assert "1 in 3, 1 allowed" in page
    assert page.count('value="start:') == 1
    assert f'value="start:{order[0]}"' in page


def test_terminal_counts_cars_of_a_batch_that_have_left(staff_client):
    make_mixed_line()
    order_cars(("blue",), ("blue",), ("blue",))
    make_planned_factory()
    first = Run.objects.order_by("planned_start").first()
    actor = make_user("jonas")
    start_run(run_number=first.pk, actor=actor, now=NOW)
    assert f'id="car-{first.pk}"' in text_of(staff_client, "/floor/line/")
    finish_run(run_number=first.pk, actor=actor, now=NOW + timedelta(minutes=5))

    page = text_of(staff_client, "/floor/line/")

    assert f'id="car-{first.pk}"' not in page
    assert "paint batch 2 of 3" in page
    assert "paint batch 1 of" not in page


def test_other_terminals_and_boards_show_no_line(staff_client):
    make_mixed_line()

    assert "mixed-line" not in text_of(staff_client, "/factory/")
    assert "Next cars" not in text_of(staff_client, "/floor/line/")


@pytest.mark.parametrize(("path", "most"), [("/factory/", 36), ("/floor/line/", 30)])
def test_pages_take_a_fixed_number_of_queries(
    staff_client, django_assert_num_queries, django_assert_max_num_queries, path, most
):
    make_mixed_line()
    order_cars(("blue", "rear"), ("green",))
    make_planned_factory()
    with django_assert_max_num_queries(most) as two:
        staff_client.get(path)
    order_cars(*[("blue", "rear"), ("green",)] * 3, start=3)
    OptionRule.objects.create(
        work_centre_id=Run.objects.first().work_centre_id, option="bell", most=1, window=2
    )
    form_all_runs(now=NOW)
    make_planned_factory()

    with django_assert_num_queries(len(two)):
        staff_client.get(path)
