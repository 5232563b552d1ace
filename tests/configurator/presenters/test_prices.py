import pytest

from configurator.presenters.prices import BarView, TierView, price_view, tier_views
from configurator.services.states import configuration_state
from foundation.money import Money
from tests.factories.catalog import NOW, published_bicycle
from tests.factories.configurator import started

pytestmark = pytest.mark.django_db


def test_bars_begin_where_the_line_before_ends():
    published_bicycle()
    configuration = started(frame="carbon", extras={"rack": 1})
    state = configuration_state(configuration, language="en", now=NOW)

    view = price_view(state, ())

    assert [line.bar for line in view.lines] == [
        BarView(0, 18, "base", is_broken=True),
        BarView(18, 77, "more"),
        BarView(95, 3, "more"),
        BarView(98, 2, "more"),
    ]
    assert view.total == "2,442.15\N{NO-BREAK SPACE}€"


def test_tier_of_the_quantity_is_marked():
    tiers = [(1, Money(2_400, "EUR")), (10, Money(2_150, "EUR")), (50, Money(1_890, "EUR"))]

    assert tier_views(tiers, "en", 12) == (
        TierView("Single pieces", "24.00\N{NO-BREAK SPACE}€", False),
        TierView("From 10 pieces", "21.50\N{NO-BREAK SPACE}€", True),
        TierView("From 50 pieces", "18.90\N{NO-BREAK SPACE}€", False),
    )
    assert tier_views(tiers[:1], "en", 12) == ()
