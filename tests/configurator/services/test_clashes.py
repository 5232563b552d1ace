"""The soonest way out against every repair without a needless change."""

from itertools import combinations, product

import pytest

from configurator.engine import Status
from configurator.services.clashes import find_clash
from configurator.services.dates import ready_at
from tests.factories.configurator import bicycle_made_by, one_of_options

pytestmark = pytest.mark.django_db

OPEN = one_of_options()
ROUTINGS = {
    "what is wanted takes longer": [
        {"condition": "tyres = cross", "minutes_per_piece": "500"},
        {"condition": "frame = steel", "minutes_per_piece": "30"},
    ],
    "an open group takes longer": [
        {"condition": "fork = steel", "minutes_per_piece": "700"},
        {"condition": "fork = carbon", "minutes_per_piece": "20"},
    ],
    "two together take longer": [
        {"condition": "frame = steel and fork = steel", "minutes_per_piece": "900"},
        {"minutes_per_piece": "tyres.width"},
    ],
}


@pytest.fixture(params=ROUTINGS.values(), ids=ROUTINGS)
def sale(request):
    return bicycle_made_by(request.param)


@pytest.mark.parametrize(
    ("own", "group", "value"),
    [
        ({"frame": "carbon", "rider": 180}, "tyres", "cross"),
        ({"tyres": "cross", "extras": {"bell": 1}}, "frame", "carbon"),
        ({"frame": "carbon", "tyres": "slick"}, "fork", "steel"),
    ],
    ids=str,
)
def test_soonest_way_out_is_ready_as_soon_as_any_repair(sale, own, group, value):
    priced = sale.priced(sale.revision)
    kept = {code: chosen for code, chosen in own.items() if code != group}

    clash = find_clash(priced, kept, group, value, own=own, factory=sale.factory)

    # Where only the wanted value decides the date, every way is as soon as any other.
    told = [way for way in clash.ways_out if "soonest" in way.kinds]
    way = (told or list(clash.ways_out))[0]
    taken = {code: chosen for code, chosen in way.choices.items() if chosen is not None}
    assert priced.answer(taken).is_consistent
    assert ready_at(priced, priced.proposal(taken), sale.factory) == way.ready_at
    assert way.ready_at == min(every_date(priced, kept, {group: value}, sale.factory))
    assert way.is_proven


def every_date(priced, kept, wanted, factory):
    """Yield when every design of every repair without a needless change is ready."""
    minimal = []
    for many in range(len(kept) + 1):
        for dropped in combinations(kept, many):
            rest = {code: chosen for code, chosen in kept.items() if code not in dropped}
            if any(set(less) <= set(dropped) for less in minimal):
                continue
            if priced.answer(rest | wanted).is_consistent:
                minimal.append(dropped)
                yield from dates_of(priced, rest | wanted, factory)


def dates_of(priced, choices, factory):
    still_open = [code for code in OPEN if code not in choices]
    for answers in product(*(OPEN[code] for code in still_open)):
        chosen = choices | dict(zip(still_open, answers, strict=True))
        if priced.answer(chosen).is_consistent:
            yield ready_at(priced, priced.proposal(chosen), factory)


def test_ways_out_without_a_plan_have_no_soonest():
    sale = bicycle_made_by([])
    priced = sale.priced(sale.revision)
    assert priced.answer({"frame": "carbon"}).status("tyres")[1] == Status.BLOCKED

    clash = find_clash(priced, {"frame": "carbon"}, "tyres", "cross", own={}, factory=sale.factory)

    assert {kind for way in clash.ways_out for kind in way.kinds} == {"fewest", "cheapest"}
