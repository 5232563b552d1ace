from datetime import timedelta

import pytest
from django.utils import timezone

from production.models import Run
from production.services.stock import count_stock
from tests.factories.catalog import published_bicycle
from tests.factories.production import make_centre, make_step

pytestmark = pytest.mark.django_db

URL = "/api/v1/configurations/"


@pytest.fixture(autouse=True)
def shelf():
    """The bicycle on sale, two of its one standard variant in stock."""
    published_bicycle(timezone.now() - timedelta(days=1))
    count_stock(sku="BIKE-1", on_hand=2, reference="opening", now=timezone.now())


def start(client, **choices):
    body = {"product": "bicycle", "choices": choices}
    return client.post(URL, body, content_type="application/json").json()


def patch(client, url, body):
    return client.patch(url, body, content_type="application/json")


def test_choosing_asks_seven_times_with_open_runs_and_what_is_on_the_shelf(
    client, django_assert_num_queries
):
    paint = make_centre()
    make_step(paint, family_key=[])
    times = {"opened_at": timezone.now(), "closes_at": timezone.now()}
    Run.objects.create(work_centre=paint, policy=paint.policies.get(), family="any", **times)
    url = f"{URL}{start(client)['id']}/"

    for frame, differs in (("steel", False), ("carbon", True)):
        with django_assert_num_queries(7):
            answer = patch(client, url, {"choices": {"frame": frame}})
        offers = [offer for offer in answer.json()["offers"] if offer["kind"] == "stock"]
        assert [bool(offer["differences"]) for offer in offers] == [differs]


def test_offers_say_what_is_nearly_it_on_the_shelf(client):
    (offer,) = start(client, frame="carbon", engraving="Ada")["offers"]

    assert offer == {
        "id": None,
        "kind": "stock",
        "ready_at": offer["ready_at"],
        "run": None,
        "seats_left": None,
        "closes_at": None,
        "sku": "BIKE-1",
        "price": {"currency": "EUR", "minor": 152_000},
        "saving": {"currency": "EUR", "minor": 0},
        "chosen": False,
        "differences": [
            {"group": "frame", "yours": "carbon", "theirs": "steel"},
            {"group": "fork", "yours": "carbon", "theirs": "steel"},
            {"group": "engraving", "yours": "Ada", "theirs": None},
        ],
    }


def test_offer_of_the_very_design_names_no_difference(client):
    (offer,) = start(client)["offers"]

    assert (offer["sku"], offer["differences"]) == ("BIKE-1", [])
