import pytest

from production.models import Assignment, PlanVersion
from production.selectors.planning import active_plan
from tests.factories.production import (
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_step,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def runs():
    """Two full runs on one machine, 40.00 an hour; the second may go ahead of the first."""
    make_step(make_centre(rate_minor_per_hour=4000), 1, minutes_per_piece="100")
    make_custom_order("blue", reference="2026-1")
    make_custom_order("green", reference="2026-2")
    make_custom_order("blue", reference="2026-3")
    make_planned_factory()
    slots = Assignment.objects.filter(plan__status=PlanVersion.Status.ACTIVE)
    return list(slots.order_by("start").values_list("run", flat=True))


def test_every_place_says_what_it_changes(staff_client, runs):
    page = staff_client.get(f"/factory/runs/{runs[-1]}/moves/").content.decode()

    assert f"before run {runs[1]}" in page
    assert "1 changeover more, + 13.33" in page.replace("\u00a0", " ")
    assert "1 run shifts." in page


def test_move_is_made_and_shown_on_the_board(staff_client, runs):
    number, machine = runs[-1], Assignment.objects.first().machine_id
    form = {"to": f"{machine}:{runs[1]}", "plan": active_plan().number}

    response = staff_client.post(f"/factory/runs/{number}/moves/", form, follow=True)

    assert response.redirect_chain == [(f"/factory/?run={number}", 302)]
    assert f"Run {number} is moved." in response.content.decode()


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({}, 422),
        ({"to": "1:2"}, 422),
        ({"to": "x:2", "plan": "1"}, 422),
        ({"to": "1:😀", "plan": "1"}, 422),
        ({"to": "1:", "plan": "0"}, 409),
    ],
)
def test_bad_move_is_refused_on_the_page(staff_client, runs, form, status):
    response = staff_client.post(f"/factory/runs/{runs[-1]}/moves/", form)

    assert (response.status_code, 'role="alert"' in response.content.decode()) == (status, True)


def test_run_without_another_place_says_so(staff_client, runs):
    assert staff_client.get("/factory/runs/999999/moves/").status_code == 404


def test_visitor_is_sent_to_the_login_page(client, runs):
    assert client.get(f"/factory/runs/{runs[0]}/moves/").status_code == 302


@pytest.mark.parametrize("query", ["?span=day", "?span=month", "?span=x&run=abc", "?run=999999"])
def test_board_takes_any_address(staff_client, runs, query):
    assert staff_client.get(f"/factory/{query}").status_code == 200


def test_chosen_run_is_shown_beside_the_chart(staff_client, runs):
    page = staff_client.get(f"/factory/?run={runs[1]}").content.decode()

    assert f'<h2 id="run-title" tabindex="-1">Run {runs[1]}</h2>' in page
    assert f'data-run="{runs[1]}" aria-current="true"' in page


def test_plan_again_asks_a_worker_and_returns(staff_client, runs):
    response = staff_client.post("/factory/plan/", {"span": "day"})

    assert (response.status_code, response.url) == (302, "/factory/?span=day")
