"""Which one change joins a sooner or cheaper run, everything else kept."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.snapshot import freeze
from configurator.presenters.hints import hint_view
from configurator.sales import sale_of
from configurator.services.best_change import best_change
from configurator.services.states import configuration_state
from production.models import Machine, Run, SeatPolicy
from production.services.work_orders import OrderedDesign, create_custom_work_orders
from tests.factories.catalog import NOW, published_bicycle
from tests.factories.configurator import started
from tests.factories.production import make_centre, make_planned_factory, make_step

pytestmark = pytest.mark.django_db

DUE = NOW + timedelta(days=10)
STEEL = {"frame": "steel", "fork": "steel", "tyres": "slick", "rider": 178}


@pytest.fixture
def revision():
    return published_bicycle()


@pytest.fixture
def paint():
    """One machine, 72.00 an hour, 20 minutes to change over; its families are the tyres'."""
    SeatPolicy.objects.create(version=1, saved_setup_percent=50, most_of_price_percent=10)
    centre = make_centre(rate_minor_per_hour=7_200, policy={"max_minutes": 3_000})
    make_step(centre, family_key=["frame", "tyres"])
    return centre


def order(revision, quantity=1, due_at=DUE, **choices):
    full = {**STEEL, **choices}
    design = OrderedDesign(freeze(revision, full), revision.document, full, quantity, due_at)
    create_custom_work_orders(designs=[design], reference="2026-1", now=NOW)


def asked(**choices):
    sale = sale_of("bicycle", NOW)
    state = configuration_state(started(**choices), language="en", now=NOW, sale=sale)
    return state, sale.factory


def best(**choices):
    found = best_change(*asked(**choices))
    return found and (found.group, found.option, found.change_minor, found.after.run)


@pytest.mark.usefixtures("paint")
def test_option_that_shares_a_setup_is_cheaper(revision):
    order(revision, tyres="cross")
    make_planned_factory(NOW)

    assert best() == ("tyres", "cross", -1_200, Run.objects.get().number)


@pytest.mark.usefixtures("paint")
def test_option_that_joins_a_sooner_run_may_cost_more(revision):
    SeatPolicy.objects.create(version=2)
    order(revision, frame="carbon", fork="carbon", due_at=NOW + timedelta(days=1))
    order(revision, 60, tyres="cross")
    make_planned_factory(NOW)

    found = best_change(*asked(fork="carbon"))

    assert (found.group, found.option, found.change_minor) == ("frame", "carbon", 89_000)
    assert found.sooner >= timedelta(hours=12)


@pytest.mark.usefixtures("paint")
def test_change_that_would_move_more_than_one_answer_is_not_named(revision):
    """A carbon frame needs a carbon fork: two changes."""
    order(revision, frame="carbon", fork="carbon")
    order(revision, 60, tyres="cross")
    make_planned_factory(NOW)

    found = best(rider=180)

    assert found is None or found[0] != "frame"


@pytest.mark.usefixtures("paint")
def test_blocked_option_is_not_named(revision):
    """Cross tyres do not fit a carbon frame."""
    order(revision, tyres="cross")
    make_planned_factory(NOW)

    assert best(frame="carbon", fork="carbon") in (None, ("frame", "steel", -89_000, None))


@pytest.mark.usefixtures("paint", "revision")
def test_without_open_runs_nothing_is_named():
    assert best() is None


@pytest.mark.usefixtures("paint")
def test_design_in_the_best_run_already_has_nothing_to_change(revision):
    order(revision)
    make_planned_factory(NOW)

    assert best() is None


def test_routing_that_reads_no_choice_names_nothing(revision):
    make_step(make_centre(), family_key=[])
    order(revision)
    make_planned_factory(NOW)

    assert best() is None


def test_options_alike_to_the_routing_are_one_class(revision):
    """The routing reads the tyre's width: every option is dated once for each width."""
    SeatPolicy.objects.create(version=1, saved_setup_percent=50)
    make_step(make_centre(rate_minor_per_hour=7_200), family_key=["tyres.width"])
    Machine.objects.update(family="28")
    order(revision, tyres="cross")
    make_planned_factory(NOW)

    assert best()[:2] == ("tyres", "cross")


@pytest.mark.usefixtures("paint")
def test_one_click_applies_what_was_said(revision):
    order(revision, tyres="cross")
    make_planned_factory(NOW)
    state, factory = asked()

    said = best_change(state, factory)
    after, _factory = asked(tyres="cross")

    assert after.charged.total_minor == said.after.total_minor
    assert after.offer == said.after.offer
    assert {code for code in after.full if after.full[code] != state.full[code]} == {"tyres"}


@pytest.mark.usefixtures("paint")
def test_no_option_asks_the_database(revision):
    order(revision, tyres="cross")
    make_planned_factory(NOW)
    state, factory = asked()

    with CaptureQueriesContext(
        connection,
    ) as asked_queries:
        best_change(state, factory)

    assert len(asked_queries) == 0


@pytest.mark.usefixtures("paint")
def test_hint_says_what_changes_and_what_it_saves(revision):
    order(revision, tyres="cross")
    make_planned_factory(NOW)
    state, factory = asked()

    hint = hint_view(state, best_change(state, factory), "frame", NOW)

    run = Run.objects.get().number
    assert hint.value == "tyres=cross"
    assert hint.text.startswith(
        f"With <strong>Tyres: Cross</strong> you would join run {run}: "
        "<strong>12.00\N{NO-BREAK SPACE}€ less, same day</strong>, ready "
    )
