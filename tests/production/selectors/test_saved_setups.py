"""Which set-ups an offer to join saves."""

import pytest

from production.models import SeatPolicy
from production.selectors.factory_now import FactoryNow
from production.selectors.offers import offers_for
from tests.factories.production import (
    DOCUMENT,
    NOW,
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_step,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre():
    centre = make_centre(rate_minor_per_hour=7_200)
    make_step(centre, 1)
    return centre


def setups(colour="blue"):
    factory = FactoryNow(["bicycle"], NOW)
    offers = offers_for("bicycle", DOCUMENT, {"colour": colour}, 1, factory)
    return {offer.kind: offer.setups for offer in offers}


def make_policy(version=1, **figures):
    return SeatPolicy.objects.create(version=version, **{"saved_setup_percent": 50, **figures})


def test_joining_a_run_saves_its_shortest_setup(centre):
    make_policy()
    centre.changeover_rules.create(from_pattern="clear", to_pattern="*", minutes=12)
    make_custom_order("blue")
    make_planned_factory()

    found = setups()

    assert found["new"] == ()
    [saved] = found["join"]
    assert (saved["family"], saved["setup_min"], saved["percent"]) == ("blue", 12, 50)


def test_latest_version_of_the_policy_counts(centre):
    make_policy()
    make_policy(2, saved_setup_percent=30)
    make_custom_order("blue")
    make_planned_factory()

    assert [(saved["policy"], saved["percent"]) for saved in setups()["join"]] == [(2, 30)]


def test_without_a_policy_nothing_goes_back(centre):
    make_custom_order("blue")
    make_planned_factory()

    assert setups() == {"join": (), "new": ()}


def test_machine_time_without_a_rate_saves_nothing(centre):
    make_policy()
    type(centre).objects.update(rate_minor_per_hour=0)
    make_custom_order("blue")
    make_planned_factory()

    assert setups()["join"] == ()
