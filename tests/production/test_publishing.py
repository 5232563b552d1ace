import pytest

from production.publishing import check_routing, check_sources
from tests.factories.production import (
    DOCUMENT,
    NOW,
    make_bill_line,
    make_centre,
    make_part,
    make_revision,
    make_step,
)

pytestmark = pytest.mark.django_db


def test_readable_bill_and_routing_pass():
    product = make_revision().product
    make_step(make_centre(), 1, condition="rack = rear")
    make_bill_line(make_part(), quantity_formula="length(engraving)")

    assert (check_routing(DOCUMENT, product, NOW), check_sources(DOCUMENT, product, NOW)) == (
        [],
        [],
    )


def test_product_without_a_routing_is_warned_about():
    (finding,) = check_routing(DOCUMENT, make_revision().product, NOW)

    assert (finding.title, finding.severity) == ("No routing", "warns")


def test_formula_on_an_unknown_group_stops_publishing():
    product = make_revision().product
    make_step(make_centre(), 1, minutes_per_piece="wheels.size")

    (finding,) = check_sources(DOCUMENT, product, NOW)

    assert (finding.stops, finding.excerpt) == (True, "wheels.size")
