"""Soft preferences over REST."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.catalog import PREFERENCES, published_bicycle

pytestmark = pytest.mark.django_db

URL = "/api/v1/configurations/"
YESTERDAY = timezone.now() - timedelta(days=1)


@pytest.fixture(autouse=True)
def bicycle():
    return published_bicycle(YESTERDAY, preferences=PREFERENCES)


def test_proposal_keeps_preferences_and_says_so(client):
    body = client.post(URL, {"product": "bicycle"}, content_type="application/json").json()

    assert body["choices"]["extras"] == {"rack": 1}
    assert body["groups"]["extras"]["by"] == "completion"
    assert body["preferences"] == {"rack": True, "same-material": True}


def test_choice_against_a_preference_is_no_clash(client):
    choices = {"frame": "steel", "fork": "carbon", "extras": []}
    response = client.post(
        URL, {"product": "bicycle", "choices": choices}, content_type="application/json"
    )

    assert response.status_code == 201
    assert response.json()["valid"] is True
    assert response.json()["preferences"]["same-material"] is False


def test_product_says_its_preferences(client):
    assert client.get("/api/v1/products/bicycle/").json()["preferences"] == [
        {"code": "same-material", "sentence": "Frame must be the same as fork"},
        {"code": "rack", "sentence": "Our riders like racks"},
    ]
