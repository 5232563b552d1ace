"""Groups that are asked only under a condition, over REST."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.catalog import conditional_bicycle, published_bicycle

pytestmark = pytest.mark.django_db

URL = "/api/v1/configurations/"
VALIDATE = "/api/v1/products/bicycle/validate/"
YESTERDAY = timezone.now() - timedelta(days=1)
LITERAL = {"frame": "steel", "fork": "steel", "tyres": "slick", "rider": 178}


@pytest.fixture(autouse=True)
def bicycle():
    return published_bicycle(YESTERDAY, **conditional_bicycle())


def post(client, url, body):
    return client.post(url, body, content_type="application/json")


def start(client, **choices):
    return post(client, URL, {"product": "bicycle", "choices": choices}).json()


def present(body):
    return {code: group["present"] for code, group in body["groups"].items()}


def test_group_becomes_present_with_its_condition(client):
    before = start(client)
    response = client.patch(
        f"{URL}{before['id']}/",
        {"choices": {"extras": ["rack"], "bag": "canvas"}},
        content_type="application/json",
    )
    after = response.json()

    assert (present(before)["bag"], present(before)["label"]) == (False, False)
    assert before["complete"] is True
    assert {"bag", "label"} & set(before["choices"]) == set()
    assert (present(after)["bag"], present(after)["label"]) == (True, False)
    assert after["choices"]["bag"] == "canvas"


def test_text_that_became_present_is_open(client):
    body = start(client, extras=["rack"], bag="leather")

    assert (body["complete"], body["open"]) == (False, ["label"])


def test_choice_in_an_absent_group_clashes_with_the_condition(client):
    body = start(client, extras={}, bag="canvas")
    response = client.patch(
        f"{URL}{body['id']}/", {"choices": {"label": "Ada"}}, content_type="application/json"
    )

    clash = response.json()
    assert response.status_code == 409
    assert clash["reason"]["sentence"] == "Ada does not fit with Canvas."
    assert clash["reason"]["rules"] == [
        {"code": "present:label", "sentence": "Label is only asked if bag is Leather."}
    ]
    assert clash["repairs"][0]["choices"]["bag"] == "leather"


def test_state_can_be_sent_again_as_choices(client):
    body = start(client, extras=["rack"], bag="canvas")

    assert post(client, URL, {"product": "bicycle", "choices": body["choices"]}).status_code == 201


def test_literal_choices_leave_absent_groups_out(client):
    verdict = post(client, VALIDATE, {"choices": LITERAL}).json()

    assert (verdict["valid"], verdict["complete"], verdict["missing"]) == (True, True, [])


def test_literal_choices_need_present_groups(client):
    choices = LITERAL | {"extras": ["rack"]}

    assert post(client, VALIDATE, {"choices": choices}).json()["missing"] == ["bag"]


@pytest.mark.parametrize(
    ("more", "code", "sentence"),
    [
        ({"extras": {"bell": 1}, "bag": "canvas", "label": "Ada"}, "present:label",
         "Label is only asked if bag is Leather."),
        ({"bag": "leather", "label": "Ada"}, "present:bag",
         "Bag is only asked if extras include Rack."),
    ],
)  # fmt: skip
def test_literal_choices_must_not_name_absent_groups(client, more, code, sentence):
    verdict = post(client, VALIDATE, {"choices": LITERAL | more}).json()

    assert verdict["valid"] is False
    assert {"code": code, "sentence": sentence} in verdict["violations"]


def test_product_says_the_conditions(client):
    groups = client.get("/api/v1/products/bicycle/").json()["groups"]

    said = {group["code"]: group["present_if"] for group in groups if "present_if" in group}
    assert said == {"bag": "extras include Rack", "label": "bag is Leather"}


def test_page_asks_only_groups_that_are_present(client):
    page = client.get("/p/bicycle/").content.decode()

    assert "?step=rider#group" in page
    assert "?step=bag#group" not in page
