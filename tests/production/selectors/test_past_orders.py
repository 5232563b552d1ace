"""Tastes from the shop's own orders: what was asked for, and a scenario that rests on it."""

from datetime import timedelta

import pytest

from catalog.canonical import canonical_text
from catalog.services.drafts import write_prices
from catalog.snapshot import Snapshot, erase_texts
from foundation.errors import Conflict
from production.models import WorkOrder
from production.planner.simulation.values import Step
from production.selectors.past_orders import asked_designs, orders_asked
from production.selectors.scenario import WhatIf, shop_scenario
from production.services.simulations import run_simulation
from production.services.stock import count_stock, reserve
from production.simulation_requests import Request
from tests.factories.catalog import europe, published_prices
from tests.factories.production import (
    NOW,
    make_bill_line,
    make_centre,
    make_custom_order,
    make_part,
    make_revision,
    make_step,
    make_variant,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def factory(db):
    make_step(make_centre(), minutes_per_piece="30 + length(engraving)")
    make_bill_line(make_part())


@pytest.fixture
def priced(db):
    write_prices(europe(), make_revision().product, {"base": 100_000})
    published_prices(NOW)


def asked(until=NOW):
    return [
        (design.product_code, dict(design.choices), design.pieces)
        for design in asked_designs(until)
    ]


def test_asked_designs_count_order_lines_of_each_design_the_most_asked_for_first():
    for pieces in (1, 4):
        make_custom_order(quantity=pieces, colour="green")
    make_custom_order(colour="blue")

    assert asked() == [
        ("bicycle", {"colour": "green"}, [1, 4]),
        ("bicycle", {"colour": "blue"}, [1]),
    ]


def test_what_was_taken_from_the_shelf_was_asked_for_too():
    make_variant("WAY-GREEN", colour="green")
    count_stock(sku="WAY-GREEN", on_hand=9, reference="opening", now=NOW)
    reserve(sku="WAY-GREEN", quantity=2, reference="2026-1", now=NOW)

    ((_code, choices, pieces),) = asked()

    assert (choices["colour"], pieces) == ("green", [2])


def test_later_orders_do_not_change_what_was_asked_for_before():
    make_custom_order(colour="green")
    before = asked()
    make_custom_order(colour="blue", now=LATER)

    assert asked(NOW) == before
    assert len(asked(LATER)) == 2


def test_cancelled_order_was_asked_for():
    make_custom_order(colour="green")
    WorkOrder.objects.update(status=WorkOrder.Status.CANCELLED)

    assert orders_asked(asked_designs(NOW)) == 1


def test_text_counts_with_its_length_whether_or_not_it_was_erased():
    order = make_custom_order(colour="green", engraving="Ada")
    before = asked()
    erase_texts(Snapshot.from_json(order.snapshot), now=LATER)

    assert asked() == before == [("bicycle", {"colour": "green", "engraving": "xxx"}, [1])]


def test_scenario_weighs_designs_and_sizes_as_they_were_ordered(priced):
    for number in range(30):
        make_custom_order(colour="green" if number % 3 else "blue", quantity=1 + number % 2)

    named = shop_scenario(7, WhatIf(), NOW, NOW)

    (product,) = named.scenario.products
    assert (product.code, product.favour, product.order_weight) == ("bicycle", (20, 10), 30)
    assert sorted(product.sizes) == [1] * 15 + [2] * 15
    assert [design.wishes for design in named.scenario.designs] == [
        frozenset({"colour=green"}),
        frozenset({"colour=blue"}),
    ]
    assert named.scenario.designs[0].steps == (Step(0, "green", 0.0, 30.0),)
    assert named.orders_left_out == 0


def test_scenario_of_too_few_orders_is_refused(priced):
    make_custom_order(colour="green")

    with pytest.raises(Conflict) as refused:
        shop_scenario(7, WhatIf(), NOW, NOW)

    assert refused.value.code == "too_few_orders"
    assert "1 of 30" in refused.value.message


def test_simulation_of_own_orders_is_the_same_whatever_was_ordered_since(priced):
    for number in range(30):
        make_custom_order(colour="green" if number % 3 else "blue")
    asked = Request(days=3, seed=5, orders_per_day=4, tastes_until=int(NOW.timestamp()))
    first = run_simulation(asked, NOW)
    make_custom_order(colour="blue", now=LATER)

    again = run_simulation(asked, LATER)

    assert canonical_text(again) == canonical_text(first)
    assert all(first["laws"].values())
    assert first["shops"]["runs"]["variety_ordered"] == 2
