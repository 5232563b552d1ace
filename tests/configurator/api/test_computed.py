"""Computed values over REST."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.catalog import COMPUTED, published_bicycle

pytestmark = pytest.mark.django_db

URL = "/api/v1/configurations/"
YESTERDAY = timezone.now() - timedelta(days=1)
RULE = {"code": "short", "kind": "formula", "source": "reach <= 172", "message": {}}


@pytest.fixture(autouse=True)
def bicycle():
    return published_bicycle(YESTERDAY, computed=COMPUTED, rules=[RULE])


def start(client, **choices):
    body = {"product": "bicycle", "choices": choices}
    return client.post(URL, body, content_type="application/json")


def test_computed_values_follow_the_choices(client):
    assert start(client).json()["computed"] == {"reach": 168, "material": "steel"}
    assert start(client, fork="carbon", extras={"bell": 1}).json()["computed"] == {
        "reach": 170,
        "material": "carbon",
    }


def test_rule_over_a_computed_value_is_kept_and_named(client):
    response = start(client, rider=180, extras={"bell": 2})

    assert response.status_code == 409
    assert response.json()["reason"]["rules"] == [
        {"code": "short", "sentence": "Reach must be at most 172 cm"}
    ]


def test_product_lists_its_computed_values(client):
    assert client.get("/api/v1/products/bicycle/").json()["computed"] == [
        {"code": "reach", "name": "Reach", "unit": "cm"},
        {"code": "material", "name": "Material", "unit": ""},
    ]
