"""Defaults with a condition: proposed where it holds, never against a choice."""

import pytest

from catalog.document import draft_document
from catalog.models import Product
from catalog.services.publishing import check_draft
from tests.factories.catalog import NOW
from tests.factories.kinds import published_tumbler, tumbler_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/api/v1/configurations/"


@pytest.fixture(autouse=True)
def tumbler():
    return published_tumbler()


def start(client, **choices):
    body = {"product": "tumbler", "choices": choices}
    return client.post(URL, body, content_type="application/json").json()


@pytest.mark.parametrize(
    ("choices", "finish", "by"),
    [
        ({}, "matt", "default"),
        ({"ink": "pine"}, "gloss", "default"),
        ({"ink": "brick"}, "matt", "default"),
        ({"ink": "pine", "finish": "matt"}, "matt", "you"),
        ({"ink": "#2f5d8a"}, "gloss", "rule"),
    ],
)
def test_first_default_whose_condition_holds_counts(client, choices, finish, by):
    body = start(client, **choices)

    assert body["groups"]["finish"]["by"] == by
    shown = {code for code, option in body["state"]["finish"].items() if option["quantity"]}
    assert shown == {finish}


@pytest.mark.parametrize(
    ("defaults", "title"),
    [
        ([{"if": "ink = red", "value": "gloss"}], "The condition of a default of “finish” cannot"),
        ([{"if": "ink = pine", "value": "satin"}], "A default of “finish” is “satin”"),
    ],
)
def test_default_that_cannot_be_stops_publishing(defaults, title):
    document = tumbler_document()
    document["groups"][2]["defaults"] = defaults
    row = Product.objects.get().groups.get(code="finish")
    row.conditional_defaults = defaults
    row.save()

    titles = [finding.title for finding in check_draft(Product.objects.get(), now=NOW).findings]
    assert any(found.startswith(title) for found in titles)


def test_draft_keeps_conditional_defaults():
    assert draft_document(Product.objects.get())["groups"][2]["defaults"] == [
        {"if": "ink = pine", "value": "gloss"}
    ]
