"""Dates of swaps against the date of each whole proposal."""

import pytest

from configurator.services.dates import ready_at
from configurator.services.states import OptionState
from configurator.services.swaps import swap_dates
from tests.factories.configurator import bicycle_made_by

pytestmark = pytest.mark.django_db

STEPS = {
    "frame decides": [{"condition": "frame = steel", "minutes_per_piece": "900"}],
    "tyres decide by their width": [{"minutes_per_piece": "tyres.width * 10"}],
    "another group decides": [{"condition": "fork = steel", "minutes_per_piece": "700"}],
    "several extras decide": [{"minutes_per_piece": "10 + 900 * count(extras)"}],
}


@pytest.fixture(params=STEPS.values(), ids=STEPS)
def sale(request):
    return bicycle_made_by(request.param)


def shown(priced, own, group):
    answered = priced.answer(own)
    changes = zip(
        priced.loaded.options[group],
        answered.status(group).tolist(),
        answered.cost_change(group).tolist(),
        strict=True,
    )
    return [OptionState(code, "possible", change, 0) for code, status, change in changes if status]


@pytest.mark.parametrize("own", [{}, {"frame": "carbon"}, {"tyres": "cross"}], ids=str)
@pytest.mark.parametrize("group", ["frame", "fork", "tyres"])
def test_dates_are_those_of_the_proposals_that_change_nothing_else(sale, own, group):
    priced = sale.priced(sale.revision)
    full = priced.proposal(own)
    options = shown(priced, own, group)

    found = swap_dates(priced, own, group, options, sale.factory)

    proposals = {one.code: priced.proposal(own | {group: one.code}) for one in options}
    dates = {
        option: ready_at(priced, proposal, sale.factory)
        for option, proposal in proposals.items()
        if proposal == full | {group: option} and option != full[group]
    }
    assert found == {option: ready for option, ready in dates.items() if ready is not None}


def test_option_of_several_is_dated_beside_those_that_are_held(sale):
    priced = sale.priced(sale.revision)
    own = {"extras": {"bell": 1}}
    full = priced.proposal(own)

    found = swap_dates(priced, own, "extras", shown(priced, own, "extras"), sale.factory)

    proposal = priced.proposal({"extras": {"bell": 1, "rack": 1}})
    assert proposal == full | {"extras": {"bell": 1, "rack": 1}}
    assert found["rack"] == ready_at(priced, proposal, sale.factory)


def test_designs_that_no_rule_tells_apart_are_asked_about_once(sale, monkeypatch):
    priced = sale.priced(sale.revision)
    asked = []
    monkeypatch.setattr(
        "configurator.services.swaps.offers_of", lambda *given: asked.append(given) or []
    )

    swap_dates(priced, {}, "fork", shown(priced, {}, "fork"), sale.factory)

    assert len(asked) <= 2


def test_what_is_not_reached_in_time_is_missing(sale):
    priced = sale.priced(sale.revision)
    options = shown(priced, {}, "tyres")

    assert swap_dates(priced, {}, "tyres", options, sale.factory, time_limit_s=-1) == {}
