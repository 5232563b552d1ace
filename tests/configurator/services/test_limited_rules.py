"""A rule that begins to hold on a day, or holds through one channel only."""

from datetime import timedelta

import pytest

from configurator.artefacts import load_revision
from configurator.models import Configuration
from configurator.sales import sale_of
from configurator.services.configurations import choose, renew, start_configuration
from configurator.services.states import configuration_state, frozen_choices
from configurator.services.validation import check_choices
from configurator.words import rule_sentence
from foundation.errors import Conflict
from tests.factories.catalog import NOW, bicycle_document, published_bicycle

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=10)
FIRST = (NOW + timedelta(days=5)).date()


def published(**limits):
    """The bicycle, where a bell is not to be had with a carbon frame in some cases."""
    rule = {
        "code": "no-bell",
        "kind": "formula",
        "source": "not (frame = carbon and extras has bell)",
        "message": {},
    }
    return published_bicycle(rules=[*bicycle_document()["rules"], rule | limits])


def carbon_with_bell(now=NOW, **fields):
    return start_configuration(
        product_code="bicycle",
        choices={"frame": "carbon", "extras": {"bell": 1}},
        now=now,
        **fields,
    )


def test_rule_does_not_hold_before_its_first_day():
    published(valid_from=FIRST.isoformat())

    assert carbon_with_bell().own == {"frame": "carbon", "extras": {"bell": 1}}
    with pytest.raises(Conflict) as refused:
        carbon_with_bell(LATER)
    assert refused.value.code == "clash"


def test_reason_names_the_rule_with_its_days_and_not_the_day():
    revision = published(valid_until="2026-12-31")

    with pytest.raises(Conflict) as refused:
        carbon_with_bell()

    reason = refused.value.details["reason"]
    assert [one["group"] for one in reason["choices"]] == ["frame"]
    assert [one["code"] for one in reason["rules"]] == ["no-bell"]
    sentence = rule_sentence(load_revision(revision), "no-bell", "en")
    assert reason["rules"][0]["sentence"] == sentence
    assert sentence.endswith("(until 31 December 2026)")
    assert all("@day" not in way["choices"] for way in refused.value.details["repairs"])


def test_rule_of_another_channel_does_not_hold():
    published(channels=["rest"])

    assert carbon_with_bell().own
    with pytest.raises(Conflict):
        carbon_with_bell(channel="rest")


def test_design_that_a_day_has_parted_says_so_and_loses_nothing():
    published(valid_from=FIRST.isoformat())
    configuration = carbon_with_bell()

    state = configuration_state(configuration, language="en", now=LATER)

    assert not state.is_valid
    assert len(state.parted) == 1
    assert state.answer.is_consistent
    kept = Configuration.objects.get(pk=configuration.pk)
    assert kept.own == {"frame": "carbon", "extras": {"bell": 1}}
    with pytest.raises(Conflict) as refused:
        frozen_choices(kept, now=LATER)
    assert refused.value.code == "no_longer_fits"


def test_parted_design_moves_on_and_can_be_chosen_further():
    published(valid_from=FIRST.isoformat())
    moved, chosen = carbon_with_bell(), carbon_with_bell()

    renew(configuration=moved, now=LATER)
    choose(configuration=chosen, changes={"rider": 180}, now=LATER)

    for configuration in (moved, chosen):
        state = configuration_state(configuration, language="en", now=LATER)
        assert state.is_valid
    assert chosen.own["rider"] == 180


def test_check_in_the_frozen_context_gives_the_same_verdict_later():
    revision = published(valid_from=FIRST.isoformat())
    loaded = load_revision(revision)
    sale = sale_of("bicycle", NOW)
    full = frozen_choices(carbon_with_bell(), now=NOW)
    frozen = sale.priced(revision).context

    assert check_choices(loaded, full, frozen).is_valid
    assert not check_choices(loaded, full, loaded.context(LATER.date(), "shop")).is_valid


def test_day_of_the_last_day_still_counts():
    published(valid_until=NOW.date().isoformat())

    with pytest.raises(Conflict):
        carbon_with_bell(NOW)
    assert carbon_with_bell(NOW + timedelta(days=1)).own
