import pytest

from configurator.presenters.prices import BarView, price_view
from configurator.sales import sale_of
from tests.factories.catalog import NOW, published_bicycle

pytestmark = pytest.mark.django_db


def test_bars_begin_where_the_line_before_ends():
    revision = published_bicycle()
    priced = sale_of("bicycle", NOW).priced(revision)
    full = {"frame": "carbon", "fork": "carbon", "tyres": "slick", "extras": {"rack": 1}}

    view = price_view(priced, priced.price(full), "en")

    assert [line.bar for line in view.lines] == [
        BarView(0, 18, "base", is_broken=True),
        BarView(18, 78, "more"),
        BarView(96, 4, "more"),
    ]
    assert view.total == "2,419.90\N{NO-BREAK SPACE}€"
