import pytest

from configurator.engine import Reason, repairs
from configurator.sales import sale_of
from configurator.services.obstacles import Obstacle, obstacles
from tests.factories.catalog import NOW
from tests.factories.configurator import published_computer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def priced():
    published_computer()
    sale = sale_of("computer", NOW)
    return sale.priced(sale.revision)


def test_obstacle_names_reason_and_price_of_the_cheapest_way(priced):
    found = obstacles(priced, {"box": "cube"}, "card", ["card-2"])

    reason = Reason((("box", "cube"),), ("card-fits",))
    assert found == {"card-2": Obstacle(reason, 200)}


def test_options_of_one_class_have_prices_of_their_own(priced):
    own = {"box": "cube"}
    blocked = [f"card-{number}" for number in range(2, 120, 3)]

    found = obstacles(priced, own, "card", blocked)

    before = priced.answer(own).proposal_cost
    expected = {
        option: min(
            way.cost for way in repairs(priced.loaded.artefact, own, "card", option, priced.costs)
        )
        - before
        for option in blocked
    }
    assert {option: obstacle.change_minor for option, obstacle in found.items()} == expected


def test_what_is_not_reached_in_time_is_missing(priced):
    assert obstacles(priced, {"box": "cube"}, "card", ["card-2"], time_limit_s=-1) == {}
