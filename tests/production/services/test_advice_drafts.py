"""Drafts of what the adviser proposes: complete, and nothing of it live."""

import pytest

from catalog.models import StandardVariant
from catalog.selectors.products import standard_variants
from foundation.errors import Conflict, NotFound
from production.models import AdviceDraft, BillLine, Part, RoutingStep, Simulation, StockLine
from production.selectors.designs import design_of
from production.selectors.needs import needs_of
from production.services.advice_drafts import draft_advice
from production.services.replenishment import replenish
from tests.factories.production import (
    NOW,
    make_bill_line,
    make_centre,
    make_part,
    make_step,
    make_stock_line,
    make_variant,
)

pytestmark = pytest.mark.django_db
KEPT = {"pieces_per_year": 365.0, "reorder_point": 10, "lot": 30, "unit_minor": 800}
ADVICE = {
    "product": "bicycle",
    "now_minor": 500_000,
    "best_minor": 120_000,
    "opened": [{"choices": {"colour": "green"}, **KEPT}],
    "closed": [{"choices": {"colour": "blue"}}],
    "blanks": [
        {
            "steps": [
                {
                    "centre": "paint",
                    "family": "steel/56",
                    "setting": "Tubes steel",
                    "minutes_fixed": 4.0,
                    "minutes_per_piece": 24.5,
                }
            ],
            "parts": {"tube": 1.5},
            **KEPT,
        }
    ],
}


@pytest.fixture
def simulation(db):
    make_step(make_centre())
    make_bill_line(make_part())
    make_variant()
    make_stock_line()
    return Simulation.objects.create(
        days=9,
        seed=1,
        orders_per_day=5,
        variety=3,
        changeover_percent=100,
        extra_machines=0,
        status=Simulation.Status.DONE,
        report={"currency": "EUR", "advice": [ADVICE]},
        created_at=NOW,
    )


def draft(simulation, by, product="bicycle"):
    return draft_advice(simulation=simulation, product_code=product, by=by, now=NOW)


def test_draft_names_every_line_and_what_it_saves(simulation, mara):
    found = draft(simulation, mara)

    variant, blank = f"BICYCLE-S{simulation.pk}-1", f"bicycle-blank-{simulation.pk}-1"
    assert found.changes == [
        {"kind": "open", "sku": variant, "pieces_per_year": 365.0},
        {"kind": "blank", "sku": blank, "pieces_per_year": 365.0},
        {"kind": "close", "sku": "WAYFARER-BLUE"},
    ]
    assert (found.saving_minor, found.drafted_by) == (380_000, mara)


def test_drafted_variant_is_unlisted_and_its_line_is_not_active(simulation, mara):
    draft(simulation, mara)

    variant = StandardVariant.objects.get(is_listed=False)
    line = StockLine.objects.get(sku=variant.sku)
    assert variant.choices == {"colour": "green"}
    assert (line.is_active, line.policy, line.reorder_point, line.order_quantity) == (
        False,
        "s_q",
        10,
        30,
    )


def test_drafted_blank_is_a_part_with_its_bill_and_routing(simulation, mara):
    draft(simulation, mara)

    part = Part.objects.get(source=Part.Source.MADE)
    design = design_of(part.code, NOW)
    needs = needs_of(design.product_code, design.document, design.choices)
    (step,) = needs.steps
    assert (step.centre.row.code, step.family) == ("paint", "steel/56")
    assert (step.minutes_fixed, float(step.minutes_per_piece)) == (4, 24.5)
    assert [float(each) for each in needs.parts.values()] == [1.5]
    assert (part.cost_minor, StockLine.objects.get(sku=part.code).is_active) == (800, False)


def test_nothing_is_sold_made_or_stopped_by_a_draft(simulation, mara):
    listed = list(standard_variants())
    before = replenish(now=NOW)
    draft(simulation, mara)

    assert list(standard_variants()) == listed
    assert list(StockLine.objects.filter(is_active=True).values_list("sku", flat=True)) == [
        "WAYFARER-BLUE"
    ]
    assert len(before) == 1
    assert replenish(now=NOW) == []


def test_second_click_finds_the_first_draft(simulation, mara):
    first = draft(simulation, mara)
    rows = [model.objects.count() for model in (StockLine, Part, RoutingStep, BillLine)]

    assert draft(simulation, mara) == first
    assert [model.objects.count() for model in (StockLine, Part, RoutingStep, BillLine)] == rows


def test_product_without_advice_is_not_found(simulation, mara):
    with pytest.raises(NotFound):
        draft(simulation, mara, "towel")

    assert AdviceDraft.objects.count() == 0


def test_advice_of_an_older_run_has_to_be_made_again(simulation, mara):
    simulation.report = {"advice": [{"product": "bicycle", "now_minor": 2, "best_minor": 1}]}
    simulation.save()

    with pytest.raises(Conflict):
        draft(simulation, mara)
