from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from catalog.models import Publication, Revision
from catalog.services.price_lists import publish_price_list
from catalog.services.publishing import publish
from tests.factories.catalog import NOW, europe, priced_bicycle

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act, times=4):
    def run(_):
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_draft_published_by_several_people_at_once_is_one_revision():
    product = priced_bicycle()

    revisions = at_once(lambda: publish(product, actor=None, now=NOW).number)

    assert revisions == [1, 1, 1, 1]
    assert Revision.objects.count() == 1
    assert Publication.objects.filter(ends_at=None).count() == 1


def test_prices_published_by_several_people_at_once_are_one_version():
    priced_bicycle()
    price_list = europe()

    versions = at_once(lambda: publish_price_list(price_list, actor=None, now=NOW).version)

    assert versions == [1, 1, 1, 1]
