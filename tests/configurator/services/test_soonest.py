"""The soonest design against every design there is."""

from itertools import product

import pytest

from configurator.services.dates import ready_at
from configurator.services.soonest import soonest_design
from production.models import StockItem
from tests.factories.catalog import NOW
from tests.factories.configurator import bicycle_made_by, one_of_options

pytestmark = pytest.mark.django_db

OPEN = one_of_options()
ROUTINGS = {
    "carbon takes longer": [
        {"condition": "frame = steel", "minutes_per_piece": "30"},
        {"condition": "frame = carbon", "minutes_per_piece": "500"},
    ],
    "the default takes longer": [
        {"condition": "frame = steel", "minutes_per_piece": "900"},
        {"condition": "frame = carbon", "minutes_per_piece": "20"},
    ],
    "two together take longer": [
        {"condition": "frame = steel and fork = steel", "minutes_per_piece": "700"},
        {"minutes_per_piece": "tyres.width"},
    ],
    "a rule bars the soonest": [
        {"condition": "tyres = slick", "minutes_per_piece": "800"},
        {"condition": "frame = steel", "minutes_per_piece": "600"},
    ],
    "extras take longer": [
        {"minutes_per_piece": "10 + 90 * count(extras)"},
        {"condition": "not (fork = carbon)", "minutes_per_piece": "200"},
    ],
    "nothing decides": [{"minutes_per_piece": "30"}],
}


@pytest.fixture(params=ROUTINGS.values(), ids=ROUTINGS)
def sale(request):
    return bicycle_made_by(request.param)


@pytest.mark.parametrize(
    "own", [{}, {"frame": "carbon"}, {"tyres": "cross"}, {"extras": {"bell": 2}}], ids=str
)
def test_no_design_is_sooner_and_none_as_soon_is_cheaper(sale, own):
    priced = sale.priced(sale.revision)
    every = []
    for chosen in product(*OPEN.values()):
        tried = {**dict(zip(OPEN, chosen, strict=True)), **own}
        if priced.answer(tried).is_consistent:
            full = priced.proposal({"extras": {}, "rider": 150, **tried})
            every.append((ready_at(priced, full, sale.factory), priced.price(full).total_minor))

    found = soonest_design(priced, own, sale.factory)

    assert (ready_at(priced, found, sale.factory), priced.price(found).total_minor) == min(every)


def test_design_on_the_shelf_is_the_soonest():
    StockItem.objects.create(sku="BIKE-1", on_hand=1)
    sale = bicycle_made_by([{}])
    priced = sale.priced(sale.revision)

    found = soonest_design(priced, {}, sale.factory)

    assert ready_at(priced, found, sale.factory) == NOW


def test_sold_out_article_is_no_way_to_be_sooner():
    StockItem.objects.create(sku="BIKE-1", on_hand=0)
    sale = bicycle_made_by([{}])
    priced = sale.priced(sale.revision)

    found = soonest_design(priced, {}, sale.factory)

    assert ready_at(priced, found, sale.factory) > NOW
