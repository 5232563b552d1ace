from datetime import timedelta

import pytest

from production.models import Run
from production.selectors.designs import design_of
from production.services.run_formation import form_all_runs
from production.services.work_orders import create_stock_work_order
from tests.factories.production import (
    DUE,
    NOW,
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_step,
    make_variant,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def mixed_run():
    """An open blue run with a custom order and a stock lot."""
    make_step(make_centre(), 1)
    make_variant()
    custom = make_custom_order(reference="2026-1")
    stock = create_stock_work_order(
        design=design_of("WAYFARER-BLUE", NOW), quantity=1, most_pieces=1, due_at=DUE, now=NOW
    )
    make_planned_factory()
    return Run.objects.get(), custom, stock


def text(moment):
    return moment.isoformat().replace("+00:00", "Z")


def test_run_shows_custom_and_stock_members_side_by_side(ask, mixed_run):
    run, custom, stock = mixed_run

    response = ask(f"/api/v1/runs/{run.number}/")

    assert (response.status_code, response.json()) == (
        200,
        {
            "number": run.number,
            "status": "open",
            "work_centre": "paint",
            "machine": "paint-1",
            "family": "blue",
            "opened_at": text(NOW),
            "closes_at": text(NOW + timedelta(minutes=600)),
            "closed_at": None,
            "close_reason": "",
            "closed_because": "",
            "planned_start": text(NOW + timedelta(minutes=600)),
            "planned_end": text(NOW + timedelta(minutes=660)),
            "changeover_min": 20,
            "started_at": None,
            "finished_at": None,
            "members": [
                member(1, "2026-1", "custom", custom, None),
                member(2, None, "stock", stock, "WAYFARER-BLUE"),
            ],
        },
    )


def member(position, order, kind, work_order, sku):
    return {
        "position": position,
        "order": order,
        "kind": kind,
        "work_order": work_order.number,
        "product": "bicycle",
        "sku": sku,
        "operation": {"en": "Paint step"},
        "quantity": 1,
        "good": 0,
        "minutes": 30,
        "due_at": text(DUE),
    }


def test_runs_are_listed_newest_first_and_filtered(ask, mixed_run):
    make_custom_order("green")
    form_all_runs(now=NOW)
    Run.objects.filter(family="green").update(status="dissolved")

    everything = ask("/api/v1/runs/").json()
    still_open = ask("/api/v1/runs/?status=open&work_centre=paint").json()

    assert [run["family"] for run in everything["results"]] == ["green", "blue"]
    assert [run["family"] for run in still_open["results"]] == ["blue"]
    assert everything["next"] is None


def test_runs_are_filtered_by_the_order_that_sits_in_them(ask, mixed_run):
    run, _custom, _stock = mixed_run
    make_custom_order("green", reference="2026-2")
    form_all_runs(now=NOW)

    mine = ask("/api/v1/runs/?order=2026-1").json()
    nobodys = ask("/api/v1/runs/?order=2026-9").json()

    assert [found["number"] for found in mine["results"]] == [run.number]
    assert nobodys["results"] == []


def test_long_list_is_paged(ask):
    make_step(make_centre("bench", is_family_run=False), 1)
    for number in range(51):
        make_custom_order(reference=str(number))
    form_all_runs(now=NOW)

    first = ask("/api/v1/runs/").json()
    second = ask(first["next"]).json()

    numbers = [run["number"] for page in (first, second) for run in page["results"]]
    assert numbers == sorted(Run.objects.values_list("number", flat=True), reverse=True)
    assert second["next"] is None


def test_unknown_status_is_refused(ask, db):
    response = ask("/api/v1/runs/?status=lost")

    assert (response.status_code, response.json()["code"]) == (422, "unknown_status")


@pytest.mark.parametrize("number", ["7", "99999999999999999999999999"])
def test_unknown_run_is_not_found(ask, db, number):
    response = ask(f"/api/v1/runs/{number}/")

    assert (response.status_code, response.json()["code"]) == (404, "no_such_run")


@pytest.mark.parametrize("query", ["work_centre=%00", "order=%00", "cursor=nonsense", "cursor=%00"])
def test_odd_query_is_answered_and_nothing_breaks(ask, db, query):
    assert ask(f"/api/v1/runs/?{query}").status_code in {200, 404}


def test_list_takes_a_fixed_number_of_queries(ask, django_assert_num_queries):
    make_step(make_centre(), 1, minutes_per_piece="100")
    make_custom_order(reference="A")
    form_all_runs(now=NOW)
    with django_assert_num_queries(5):
        assert len(ask("/api/v1/runs/").json()["results"]) == 1
    for reference in ("B", "C"):
        make_custom_order(reference=reference)
    form_all_runs(now=NOW)

    with django_assert_num_queries(5):
        assert len(ask("/api/v1/runs/").json()["results"]) == 3
