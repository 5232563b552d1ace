"""How what is nearly the design stands among the offers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from catalog.models import Revision, StandardVariant
from catalog.snapshot import freeze
from configurator.lines import all_lines
from configurator.models import Configuration
from configurator.presenters.dates import moment_words
from configurator.presenters.offers import DifferenceView, offer_views, ready_words
from configurator.presenters.savings import shared_lines
from configurator.services.configurations import choose_offer
from configurator.services.states import configuration_state
from foundation.errors import InvalidInput
from foundation.money import Money
from production.models import Run, SeatPolicy
from production.services.stock import count_stock
from production.services.work_orders import OrderedDesign, create_custom_work_orders
from tests.factories.catalog import NOW, published_bicycle
from tests.factories.configurator import started
from tests.factories.production import make_centre, make_planned_factory, make_step

pytestmark = pytest.mark.django_db

SPACE = "\N{NO-BREAK SPACE}"
DUE = NOW + timedelta(days=10)
STEEL = {"frame": "steel", "fork": "steel", "tyres": "slick", "rider": 178}


@pytest.fixture(autouse=True)
def shelf():
    """One ready bicycle in stock: steel, slick tyres, for a rider of 178 cm, 1,520.00."""
    published_bicycle()
    count_stock(sku="BIKE-1", on_hand=3, reference="opening", now=NOW)


def state_of(**choices):
    return configuration_state(started(**choices), language="en", now=NOW)


def test_nearly_card_says_what_differs_and_what_it_saves():
    state = state_of(extras={"rack": 1}, rider=180)

    (card,) = offer_views(state, NOW)

    assert (card.kind, card.tag, card.icon, card.side) == (
        "nearly",
        "From stock",
        "stock",
        "3 in stock",
    )
    assert card.text == "Nearly yours: Ready bicycle differs in 2 things."
    assert card.differences == (
        DifferenceView("Extras", "Rack", "None"),
        DifferenceView("Rider height", "180 cm", "178 cm"),
    )
    assert (card.price, card.saving, card.saving_trend) == (
        f"1,520.00{SPACE}€",
        f"32.40{SPACE}€ less",
        "less",
    )
    assert (card.sku, card.unit, card.see_url) == (
        "BIKE-1",
        Money(152_000, "EUR"),
        "/p/bicycle/ready/#BIKE-1",
    )
    assert not card.is_chosen


def test_nearly_card_stands_first_and_dates_nothing():
    make_step(make_centre("bench", is_family_run=False), 1, family_key=[])
    state = state_of(fork="carbon")

    nearly, new = offer_views(state, NOW)

    assert (nearly.kind, new.kind, new.is_chosen) == ("nearly", "new", True)
    assert state.offer.kind == "new"
    assert ready_words(state, NOW).endswith("new run")


def test_nearly_card_of_one_difference_may_cost_more():
    (card,) = offer_views(state_of(tyres="cross"), NOW)

    assert card.text == "Nearly yours: Ready bicycle differs in 1 thing."
    assert (card.saving, card.saving_trend) == (f"7.75{SPACE}€ more", "more")


def test_design_made_like_a_variant_names_no_difference():
    state = state_of(tyres="cross")
    like = replace(state.nearest[0], differences=())

    (card,) = offer_views(replace(state, nearest=(like,)), NOW)

    assert card.text == "Ready bicycle is made like yours."
    assert card.differences == ()


def test_equal_variant_in_stock_leaves_no_nearly_card():
    state = state_of()

    assert state.nearest == ()
    assert [card.text for card in offer_views(state, NOW)] == ["This very design is on the shelf."]


def test_sold_out_variant_has_no_card():
    count_stock(sku="BIKE-1", on_hand=0, reference="empty", now=NOW)

    assert offer_views(state_of(tyres="cross"), NOW) == []


def test_design_of_an_older_revision_has_no_nearly_card():
    configuration = started(tyres="cross")
    published_bicycle(name={"en": "New bicycle"})

    state = configuration_state(configuration, language="en", now=NOW)

    assert state.is_superseded
    assert state.nearest == ()


def test_names_are_said_in_the_language_of_the_page():
    StandardVariant.objects.update(name={"en": "Ready bicycle", "de": "Fertiges Fahrrad"})
    configuration = started(frame="carbon", fork="carbon")

    (card,) = offer_views(configuration_state(configuration, language="de", now=NOW), NOW)

    assert card.differences[0] == DifferenceView("Rahmen", "Carbon", "Steel")
    assert "Fertiges Fahrrad" in card.text


@pytest.fixture
def _open_run():
    """A run of 100 minutes in which one bicycle of 30 minutes is ordered; 24.00 a set-up."""
    SeatPolicy.objects.create(version=1, saved_setup_percent=50, most_of_price_percent=10)
    make_step(make_centre(rate_minor_per_hour=7_200), product_code="bicycle", family_key=[])
    revision = Revision.objects.get()
    design = OrderedDesign(freeze(revision, STEEL), revision.document, STEEL, 1, DUE)
    create_custom_work_orders(designs=[design], reference="2026-1", now=NOW)
    make_planned_factory(NOW)


@pytest.mark.usefixtures("_open_run")
def test_run_to_join_and_new_run_are_buttons_with_their_prices():
    state = state_of(extras={"rack": 1})

    _near, join, new = offer_views(state, NOW)

    run = Run.objects.get().number
    assert (join.tag, join.name, join.value, join.is_chosen, join.action) == (
        f"Joins run {run}",
        "offer",
        "join",
        True,
        "",
    )
    assert (join.seats, join.seats_label) == (("taken", "yours", "free"), "2 seats left.")
    assert (join.saving, join.saving_trend) == (
        f"12.00{SPACE}€ saved by sharing a set-up",
        "less",
    )
    assert (new.name, new.value, new.is_chosen, new.action) == ("offer", "new", False, "Choose")
    assert new.saving == f"12.00{SPACE}€ more, same day"


@pytest.mark.usefixtures("_open_run")
def test_chosen_offer_dates_and_prices_the_design():
    design = started(extras={"rack": 1})

    choose_offer(configuration=design, kind="new", now=NOW)

    state = configuration_state(design, language="en", now=NOW)
    assert (state.offer.kind, state.charged, Configuration.objects.get().wanted_offer) == (
        "new",
        state.price,
        "new",
    )


@pytest.mark.usefixtures("_open_run")
def test_chosen_run_that_is_gone_gives_way_to_the_soonest():
    design = started(extras={"rack": 1})
    choose_offer(configuration=design, kind="join", now=NOW)
    Run.objects.update(status="closed", close_reason="manual")

    state = configuration_state(design, language="en", now=NOW)

    assert state.offer.kind == "new"


def test_only_way_to_make_it_is_no_button():
    make_step(make_centre(), product_code="bicycle", family_key=[])

    _near, new = offer_views(state_of(extras={"rack": 1}), NOW)

    assert (new.name, new.is_chosen) == ("", True)


@pytest.mark.parametrize("kind", ["", "stock", "all"])
def test_unknown_offer_is_refused(kind):
    with pytest.raises(InvalidInput) as refused:
        choose_offer(configuration=started(), kind=kind, now=NOW)

    assert refused.value.code == "unknown_offer"


@pytest.mark.usefixtures("_open_run")
def test_waterfall_has_a_row_for_the_shared_setup():
    state = state_of(extras={"rack": 1})

    lines = all_lines(state.charged, shared_lines(state, NOW))

    assert sum(line.minor for line in lines) == state.charged.total_minor
    run = Run.objects.get()
    closes = moment_words(run.closes_at, NOW)
    assert [(line.label["en"], line.minor) for line in lines if line.code == "shared"] == [
        (f"Shares a set-up: Paint, run {run.number}, closes {closes}", -1_200)
    ]
