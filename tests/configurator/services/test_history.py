from datetime import timedelta

import pytest

from catalog.services.publishing import publish
from configurator.history import KEPT_STEPS
from configurator.models import Configuration
from configurator.services.configurations import choose, complete, restart
from configurator.services.history import redo, undo
from foundation.errors import Conflict
from tests.factories.catalog import NOW, published_bicycle
from tests.factories.configurator import started

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def bicycle():
    return published_bicycle()


def stored(configuration):
    row = Configuration.objects.get(pk=configuration.pk)
    return row.own, list(row.own), row.finished_groups, row.revision_id


def test_undo_and_redo_walk_through_every_change_exactly(bicycle):
    configuration = started(rider=180, frame="carbon")
    seen = [stored(configuration)]
    choose(configuration=configuration, changes={"extras": ["bell"]}, now=LATER)
    seen.append(stored(configuration))
    choose(configuration=configuration, changes={"rider": None}, now=LATER)
    seen.append(stored(configuration))
    complete(configuration=configuration, aim="cheapest", now=LATER)
    seen.append(stored(configuration))
    restart(configuration=configuration, now=LATER)
    seen.append(stored(configuration))
    assert seen[-1][0] == {}

    for expected in seen[-2::-1]:
        undo(configuration=configuration, now=LATER)
        assert stored(configuration) == expected
    for expected in seen[1:]:
        redo(configuration=configuration, now=LATER)
        assert stored(configuration) == expected


def test_undo_at_the_start_is_refused(bicycle):
    configuration = started(rider=180)

    with pytest.raises(Conflict) as refused:
        undo(configuration=configuration, now=LATER)

    assert refused.value.code == "nothing_to_undo"


def test_redo_after_a_new_change_is_refused(bicycle):
    configuration = started(rider=180)
    choose(configuration=configuration, changes={"rider": 170}, now=LATER)
    undo(configuration=configuration, now=LATER)
    choose(configuration=configuration, changes={"rider": 175}, now=LATER)

    with pytest.raises(Conflict) as refused:
        redo(configuration=configuration, now=LATER)

    assert refused.value.code == "nothing_to_redo"
    assert stored(configuration)[0] == {"rider": 175}


def test_undo_of_a_restart_returns_to_the_revision_before(bicycle):
    configuration = started(rider=180)
    newer = publish(bicycle.product, actor=None, now=LATER)
    restart(configuration=configuration, now=LATER)
    assert stored(configuration) == ({}, [], [], newer.pk)

    undo(configuration=configuration, now=LATER)

    assert stored(configuration) == ({"rider": 180}, ["rider"], [], bicycle.pk)


def test_a_choice_made_again_leaves_no_step(bicycle):
    configuration = started(rider=180)

    choose(configuration=configuration, changes={"rider": 180}, now=LATER)

    with pytest.raises(Conflict):
        undo(configuration=configuration, now=LATER)


def test_history_keeps_the_latest_steps_only(bicycle):
    configuration = started(rider=150)
    for turn in range(KEPT_STEPS + 5):
        choose(configuration=configuration, changes={"rider": 151 + turn}, now=LATER)

    for _ in range(KEPT_STEPS):
        undo(configuration=configuration, now=LATER)

    with pytest.raises(Conflict):
        undo(configuration=configuration, now=LATER)
    assert stored(configuration)[0] == {"rider": 155}
