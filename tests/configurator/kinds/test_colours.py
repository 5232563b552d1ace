"""A colour group from the draft to the order: swatches and any colour of the customer's own."""

import pytest

from catalog.choices import describe_choices
from catalog.document import draft_document
from catalog.models import Product
from catalog.snapshot import freeze
from configurator.models import Configuration
from tests.factories.kinds import published_tumbler, tumbler_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/api/v1/configurations/"
PAGE = "/p/tumbler/"


@pytest.fixture(autouse=True)
def tumbler():
    return published_tumbler()


def start(client, **choices):
    body = {"product": "tumbler", "choices": choices}
    return client.post(URL, body, content_type="application/json")


def test_draft_and_document_say_the_same(tumbler):
    assert draft_document(Product.objects.get()) == tumbler_document()


def test_own_colour_is_kept_in_small_letters_and_priced(client):
    body = start(client, ink="#2F5D8A").json()

    assert body["choices"]["ink"] == "#2f5d8a"
    assert body["groups"]["ink"]["kind"] == "colour"
    assert body["state"]["ink"]["#"]["status"] == "chosen"
    assert body["choices"].get("finish") is None
    assert body["state"]["finish"]["gloss"]["status"] == "forced"
    assert body["price"]["minor"] == 1_250
    assert [line["label"] for line in body["price"]["lines"]] == ["Base price", "Ink: Own colour"]


def test_own_colour_is_possible_but_never_proposed(client):
    body = start(client).json()

    assert body["choices"]["ink"] == "brick"
    assert body["state"]["ink"]["#"] == {
        "status": "possible",
        "price_change": {"currency": "EUR", "minor": 250},
        "quantity": 0,
    }


def test_rule_about_own_colours_blocks_them(client):
    response = start(client, finish="matt", ink="#2f5d8a")

    assert response.status_code == 409
    assert response.json()["reason"]["sentence"]
    assert [rule["code"] for rule in response.json()["reason"]["rules"]] == ["own-colour-is-gloss"]


@pytest.mark.parametrize("value", ["#2f5d8", "#2f5d8ag", "#", "blue", "2f5d8a", 7])
def test_no_colour_is_refused(client, value):
    response = start(client, ink=value)

    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == ["/choices/ink"]


def test_own_colour_is_refused_where_only_swatches_can_be_had(client):
    document = tumbler_document()
    ink = document["groups"][0] | {
        "is_free": False,
        "options": document["groups"][0]["options"][:2],
    }
    published_tumbler(groups=[ink, *document["groups"][1:]], rules=[])

    assert start(client, ink="#2f5d8a").status_code == 422


def test_page_has_swatches_and_a_field_that_works_without_scripts(client):
    page = client.get(f"{PAGE}?step=ink").content.decode()
    client.post(f"{PAGE}?step=ink", {"group": "ink", "value": "#2f5d8a"})
    after = client.get(f"{PAGE}?step=ink").content.decode()

    assert page.count('class="option-card"') == 2
    assert '<input type="color" id="value" name="value" value="#2f5d8a"' in page
    assert Configuration.objects.get().own == {"ink": "#2f5d8a"}
    assert 'id="value-take" aria-pressed="true"' in after


def test_snapshot_and_words_keep_the_colour(tumbler):
    choices = {"ink": "#2f5d8a", "finish": "gloss"}
    frozen = freeze(tumbler, choices)

    assert frozen.choices == choices
    assert describe_choices(tumbler.document, choices, "en") == [
        ("Ink", "Own colour #2f5d8a"),
        ("Finish", "Gloss"),
    ]


def test_product_names_the_swatches_and_says_that_any_colour_can_be_had(client):
    ink, *_others = client.get("/api/v1/products/tumbler/").json()["groups"]

    assert [option["code"] for option in ink["options"]] == ["brick", "pine"]
    assert ink["free"] is True
