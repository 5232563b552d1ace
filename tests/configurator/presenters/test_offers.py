"""How what is nearly the design stands among the offers."""

from dataclasses import replace

import pytest

from catalog.models import StandardVariant
from configurator.presenters.offers import DifferenceView, offer_views, ready_words, soonest_offer
from configurator.services.states import configuration_state
from foundation.money import Money
from production.services.stock import count_stock
from tests.factories.catalog import NOW, published_bicycle
from tests.factories.configurator import started
from tests.factories.production import make_centre, make_step

pytestmark = pytest.mark.django_db

SPACE = "\N{NO-BREAK SPACE}"


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
    assert soonest_offer(state).kind == "new"
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
