import gc

import pytest

from configurator import artefacts
from configurator.artefacts import load_revision
from tests.factories.catalog import NOW, published_bicycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision():
    artefacts._load.cache_clear()
    return published_bicycle(NOW)


def test_revision_is_loaded_once_for_a_process(revision, django_assert_num_queries):
    loaded = load_revision(revision)

    with django_assert_num_queries(0):
        assert load_revision(revision) is loaded
    assert loaded.document == revision.document


def test_loaded_revision_is_not_walked_by_the_garbage_collector(revision):
    gc.unfreeze()

    loaded = load_revision(revision)

    walked = {id(found) for found in gc.get_objects()}
    assert id(loaded.groups) not in walked
    assert gc.get_freeze_count() > 0
