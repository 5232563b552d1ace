from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.models import Product
from catalog.services.publishing import withdraw
from tests.factories.catalog import draft_bicycle, published_bicycle
from tests.factories.configurator import published_computer, published_poster

pytestmark = pytest.mark.django_db

URL = "/api/v1/products/"
YESTERDAY = timezone.now() - timedelta(days=1)


def validate(client, choices):
    return client.post(
        f"{URL}bicycle/validate/", {"choices": choices}, content_type="application/json"
    )


def test_list_holds_what_is_on_sale(client):
    published_bicycle(YESTERDAY)

    body = client.get(URL).json()

    assert body == {
        "results": [
            {
                "code": "bicycle",
                "kind": "configurable",
                "name": "Bicycle",
                "tagline": "Goes everywhere",
                "url": "/api/v1/products/bicycle/",
                "groups": [
                    {"code": "frame", "kind": "one_of", "name": "Frame"},
                    {"code": "fork", "kind": "one_of", "name": "Fork"},
                    {"code": "tyres", "kind": "one_of", "name": "Tyres"},
                    {"code": "extras", "kind": "some_of", "name": "Extras"},
                    {"code": "rider", "kind": "number", "name": "Rider height"},
                    {"code": "engraving", "kind": "text", "name": "Engraving"},
                ],
                "variants": [{"sku": "BIKE-1", "available": 0}],
            }
        ],
        "next": None,
    }


def test_list_leaves_out_drafts_and_what_is_withdrawn(client):
    draft_bicycle()
    published_poster(YESTERDAY)
    withdraw(Product.objects.get(code="poster"), actor=None, now=timezone.now())

    assert client.get(URL).json() == {"results": [], "next": None}


def test_list_speaks_the_readers_language(client):
    published_bicycle(YESTERDAY)

    body = client.get(URL, headers={"Accept-Language": "de"}).json()

    assert body["results"][0]["name"] == "Fahrrad"


def test_list_asks_the_database_as_often_for_one_and_for_three(client, django_assert_num_queries):
    published_bicycle(YESTERDAY)
    client.get(URL)
    with django_assert_num_queries(10, exact=False) as one:
        client.get(URL)
    expected = len(one)
    published_computer(now=YESTERDAY)
    published_poster(YESTERDAY)
    client.get(URL)

    with django_assert_num_queries(expected):
        client.get(URL)


def test_product_tells_groups_rules_and_variants(client):
    published_bicycle(YESTERDAY)

    body = client.get(f"{URL}bicycle/").json()

    groups = {row["code"]: row for row in body["groups"]}
    assert (body["code"], body["kind"], body["revision"]) == ("bicycle", "configurable", 1)
    assert [row["code"] for row in groups["frame"]["options"]] == ["steel", "carbon"]
    assert groups["extras"]["max_quantity"] == 2
    assert (groups["rider"]["min"], groups["rider"]["max"], groups["rider"]["step"]) == (
        150,
        205,
        0.5,
    )
    assert groups["engraving"]["characters"] == "letters digits space & -"
    assert [row["code"] for row in body["rules"]] == ["tyres-fit", "fork-fits"]
    assert body["rules"][1]["sentence"] == "A carbon frame needs a carbon fork"
    assert [(row["sku"], row["available"]) for row in body["variants"]] == [("BIKE-1", 0)]
    assert body["variants"][0]["price"] == {"currency": "EUR", "minor": 152_000}


@pytest.mark.parametrize("code", ["boat", "BICYCLE", "%00"])
def test_unknown_product_is_not_found(client, code):
    published_bicycle(YESTERDAY)

    assert client.get(f"{URL}{code}/").status_code == 404


def test_valid_design_is_valid_and_priced(client):
    published_bicycle(YESTERDAY)

    body = validate(client, {"frame": "carbon", "rider": 180}).json()

    assert (body["valid"], body["complete"]) == (True, True)
    assert body["choices"] == {
        "frame": "carbon",
        "rider": 180,
        "fork": "carbon",
        "tyres": "slick",
    }
    assert body["price"]["minor"] == 149_000 + 89_000 + 2_250


def test_part_of_a_design_is_not_complete(client):
    published_bicycle(YESTERDAY)

    body = validate(client, {"frame": "steel", "tyres": "cross"}).json()

    assert (body["valid"], body["complete"], body["missing"]) == (True, False, ["fork", "rider"])
    assert body["price"] is None


def test_design_against_a_rule_is_not_valid(client):
    published_bicycle(YESTERDAY)
    design = {"frame": "carbon", "fork": "steel", "tyres": "slick", "rider": 180}

    body = validate(client, design).json()

    assert body["valid"] is False
    assert body["violations"] == [
        {"code": "fork-fits", "sentence": "A carbon frame needs a carbon fork"}
    ]


@pytest.mark.parametrize(
    "choices", [{"frame": "wood"}, {"frame": None, "wings": 1}, {"rider": "180"}]
)
def test_values_that_cannot_be_used_are_refused(client, choices):
    published_bicycle(YESTERDAY)

    assert validate(client, choices).status_code == 422


def test_schema_describes_every_call_without_a_warning(client):
    paths = client.get("/api/v1/schema/?format=json").json()["paths"]

    assert {
        "/api/v1/products/",
        "/api/v1/products/{code}/",
        "/api/v1/products/{code}/validate/",
        "/api/v1/configurations/",
        "/api/v1/configurations/{id}/",
        "/api/v1/configurations/{id}/explain/",
        "/api/v1/configurations/{id}/complete/",
    } <= set(paths)
