"""Where the time for a proof was over, page and REST say so and claim no more."""

import json
import re
from dataclasses import replace

import pytest

from configurator.engine import reasons
from configurator.services import clashes
from configurator.services import obstacles as asked_obstacles
from tests.factories.catalog import published_bicycle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SHORTER = "A shorter reason may exist: there was no time to look for it."


@pytest.fixture
def no_time_to_shrink(monkeypatch):
    monkeypatch.setattr(reasons, "SHRINK_SECONDS", -1.0)


@pytest.fixture
def nothing_proven(monkeypatch):
    def unproven(find):
        return lambda *args, **kwargs: [
            replace(way, is_proven=False) for way in find(*args, **kwargs)
        ]

    for module in (clashes, asked_obstacles):
        monkeypatch.setattr(module, "repairs", unproven(module.repairs))


def clash(client):
    published_bicycle()
    client.post("/p/bicycle/", {"choice": "frame=carbon"})
    return client.post("/p/bicycle/", {"choice": "tyres=cross"}).content.decode()


def clash_over_rest(client):
    published_bicycle()
    asked = {"product": "bicycle", "choices": {"frame": "carbon", "tyres": "cross"}}
    refused = client.post("/api/v1/configurations/", json.dumps(asked), "application/json")
    return refused.json()


def test_reason_that_may_be_longer_than_needed_says_so(client, no_time_to_shrink):
    assert SHORTER in clash(client)


def test_minimal_reason_says_nothing_of_shorter_ones(client):
    assert SHORTER not in clash(client)


def test_reason_over_rest_says_whether_it_is_minimal(client):
    assert clash_over_rest(client)["reason"]["minimal"] is True


def test_reason_over_rest_that_may_be_longer_says_so(client, no_time_to_shrink):
    assert clash_over_rest(client)["reason"]["minimal"] is False


def test_way_out_that_is_not_proven_is_the_best_of_those_found(client, nothing_proven):
    titles = re.findall(r"</svg>([^<]+) <small>", clash(client))

    assert titles
    assert all(title.endswith(", of those found") for title in titles)


def test_way_out_over_rest_says_that_it_is_not_proven(client, nothing_proven):
    assert {way["proven"] for way in clash_over_rest(client)["repairs"]} == {False}


def test_price_of_a_way_that_is_not_proven_may_be_less(client, nothing_proven):
    clash(client)

    page = client.get("/p/bicycle/?step=tyres").content.decode()

    assert "or less" in page
    assert "from \N{MINUS SIGN}" not in page
