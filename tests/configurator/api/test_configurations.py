from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.models import Product
from catalog.services.publishing import withdraw
from configurator.models import Configuration
from tests.factories.catalog import published_bicycle
from tests.factories.configurator import account_with_key, published_computer
from tests.factories.production import make_centre, make_step

pytestmark = pytest.mark.django_db

URL = "/api/v1/configurations/"
YESTERDAY = timezone.now() - timedelta(days=1)


@pytest.fixture(autouse=True)
def bicycle():
    return published_bicycle(YESTERDAY)


def post(client, url, body, **more):
    return client.post(url, body, content_type="application/json", **more)


def patch(client, url, body, **more):
    return client.patch(url, body, content_type="application/json", **more)


def start(client, **choices):
    return post(client, URL, {"product": "bicycle", "choices": choices}).json()


def pointers(response):
    return [error["pointer"] for error in response.json()["errors"]]


def test_start_answers_the_whole_state(client):
    response = post(client, URL, {"product": "bicycle", "choices": {"frame": "carbon"}})

    body = response.json()
    assert response.status_code == 201
    assert body == {
        "id": Configuration.objects.get().pk,
        "product": "bicycle",
        "revision": 1,
        "choices": {"frame": "carbon", "extras": {}, "rider": 178, "engraving": ""},
        "complete": True,
        "valid": True,
        "parted": {},
        "proven": True,
        "open": [],
        "groups": {
            "frame": group_state("one_of", "you", min=1, max=1),
            "fork": group_state("one_of", "rule", min=1, max=1),
            "tyres": group_state("one_of", "rule", min=1, max=1),
            "extras": group_state("some_of", "completion", optional=True, min=0, max=3),
            "rider": group_state("number", "default", min=150, max=205, step=0.5),
            "engraving": group_state("text", "completion", optional=True, min=0, max=12),
        },
        "state": {
            "frame": {
                "steel": option_state("possible", -89_000),
                "carbon": option_state("chosen", 0, quantity=1),
            },
            "fork": {
                "steel": option_state("blocked", None),
                "carbon": option_state("forced", 0, quantity=1),
            },
            "tyres": {
                "slick": option_state("forced", 0, quantity=1),
                "cross": option_state("blocked", None),
            },
            "extras": {
                "bell": option_state("possible", 1_500),
                "rack": option_state("possible", 3_990),
            },
        },
        "quantity": 1,
        "price": {
            **euros(240_225),
            "total": euros(240_225),
            "tax": euros(38_355),
            "quantity": 1,
            "unit": euros(240_225),
            "tier_from": 1,
            "tiers": [{"from": 1, "unit": euros(240_225)}],
            "price_list": {"code": "europe", "version": 1},
            "lines": [
                line("base", "Base price", 149_000),
                line("frame.carbon", "Frame: Carbon", 89_000),
                line("rider", "Rider height: 178 cm", 2_225),
            ],
        },
        "computed": {},
        "preferences": {},
        "offers": [],
        "best_change": None,
    }


def group_state(kind, by, *, optional=False, min=None, max=None, step=None):  # noqa: A002
    return {
        "kind": kind,
        "present": True,
        "by": by,
        "optional": optional,
        "min": min,
        "max": max,
        "step": step,
    }


def option_state(status, change, quantity=0):
    price_change = None if change is None else euros(change)
    return {"status": status, "price_change": price_change, "quantity": quantity}


def euros(minor):
    return {"currency": "EUR", "minor": minor}


def line(code, label, minor):
    return {"code": code, "label": label, "source": "europe 1", "amount": euros(minor)}


def test_choices_of_an_answer_start_an_equal_configuration(client):
    first = start(client, frame="carbon", engraving="ADA")

    second = start(client, **first["choices"])

    assert second["price"] == first["price"]
    assert second["choices"] == first["choices"]


def test_read_answers_the_same_state(client):
    started = start(client, frame="carbon")

    assert client.get(f"{URL}{started['id']}/").json() == started


def test_groups_narrow_groups_and_state(client):
    started = start(client)

    body = client.get(f"{URL}{started['id']}/?groups=frame,rider").json()

    assert (list(body["groups"]), list(body["state"])) == (["frame", "rider"], ["frame"])
    assert body["price"] == started["price"]


def test_unknown_group_to_narrow_by_is_refused(client):
    response = client.get(f"{URL}{start(client)['id']}/?groups=wings")

    assert (response.status_code, response.json()["code"]) == (422, "unknown_group")


def test_choose_changes_and_takes_back(client):
    started = start(client, frame="carbon")

    response = patch(client, f"{URL}{started['id']}/", {"choices": {"frame": None, "rider": 180}})

    assert response.status_code == 200
    assert Configuration.objects.get().own == {"rider": 180}
    assert response.json()["groups"]["frame"]["by"] == "default"


def test_clash_answers_409_with_reason_and_repairs_that_can_be_sent_back(client):
    started = start(client, frame="carbon")
    url = f"{URL}{started['id']}/"

    response = patch(client, url, {"choices": {"tyres": "cross"}})

    body = response.json()
    assert (response.status_code, body["code"]) == (409, "clash")
    assert response["Content-Type"] == "application/problem+json"
    assert body["detail"] == "Cross does not fit with Carbon."
    assert [row["code"] for row in body["reason"]["rules"]] == ["tyres-fit"]
    taken = patch(client, url, {"choices": body["repairs"][0]["choices"]}).json()
    assert taken["choices"]["tyres"] == "cross"
    assert taken["price"]["total"] == body["repairs"][0]["price"]


@pytest.mark.parametrize(
    ("choices", "where"),
    [
        ({"frame": "wood"}, ["/choices/frame"]),
        ({"wings": "big"}, ["/choices/wings"]),
        ({"engraving": "a text that is too long"}, ["/choices/engraving"]),
        ({"engraving": "Ada 🚲"}, ["/choices/engraving"]),
        ({"rider": True}, ["/choices/rider"]),
        ({"rider": 150.1}, ["/choices/rider"]),
        ({"extras": {"bell": -1}}, ["/choices/extras/bell"]),
    ],
)
def test_value_that_cannot_be_used_is_refused_and_nothing_is_lost(client, choices, where):
    started = start(client, frame="carbon")

    response = patch(client, f"{URL}{started['id']}/", {"choices": choices})

    assert (response.status_code, pointers(response)) == (422, where)
    assert client.get(f"{URL}{started['id']}/").json() == started


def test_right_to_left_text_is_kept(client):
    started = start(client)

    patch(client, f"{URL}{started['id']}/", {"choices": {"engraving": "نور"}})

    assert Configuration.objects.get().own == {"engraving": "نور"}


@pytest.mark.parametrize(
    "body",
    [
        '{"choices": {"engraving": "A\\u0000"}}',
        '{"choices": {"rider": NaN}}',
        '{"choices": {"rider": 180, "rider": 181}}',
        '{"choices": {"engraving": "\\ud800"}}',
        "choices",
    ],
)
def test_body_that_is_not_plain_json_is_malformed(client, body):
    response = patch(client, f"{URL}{start(client)['id']}/", body)

    assert (response.status_code, response.json()["code"]) == (400, "malformed_body")


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, ["/choices"]),
        ({"choices": ["frame"]}, ["/choices"]),
        ({"choices": {}, "price": {"currency": "EUR", "minor": 1}}, ["/price"]),
        ([], [""]),
    ],
)
def test_body_with_other_fields_is_refused(client, body, where):
    response = patch(client, f"{URL}{start(client)['id']}/", body)

    assert (response.status_code, pointers(response)) == (422, where)


@pytest.mark.parametrize("body", [{}, {"product": 5, "total": 1}, {"product": ["bicycle"]}])
def test_start_with_wrong_fields_is_refused(client, body):
    assert post(client, URL, body).status_code == 422


@pytest.mark.parametrize("product", ["boat", "a\N{SNOWMAN}", "x" * 81])
def test_start_of_unknown_product_is_refused(client, product):
    assert post(client, URL, {"product": product}).status_code in {404, 422}


def test_withdrawn_product_is_refused(client):
    started = start(client)
    withdraw(Product.objects.get(), actor=None, now=timezone.now())

    for response in (
        client.get(f"{URL}{started['id']}/"),
        patch(client, f"{URL}{started['id']}/", {"choices": {"frame": "carbon"}}),
        post(client, URL, {"product": "bicycle"}),
    ):
        assert (response.status_code, response.json()["code"]) == (422, "revision_withdrawn")


def test_configuration_made_with_a_key_is_its_accounts_alone(client):
    _account, ada = account_with_key("Ada")
    _other, ben = account_with_key("Ben")
    url = f"{URL}{post(client, URL, {'product': 'bicycle'}, headers=ada).json()['id']}/"

    assert client.get(url, headers=ada).status_code == 200
    for headers in ({}, ben):
        assert client.get(url, headers=headers).status_code == 404
        assert patch(client, url, {"choices": {}}, headers=headers).status_code == 404
        explained = post(
            client, f"{url}explain/", {"group": "frame", "option": "steel"}, headers=headers
        )
        assert explained.status_code == 404
        completed = post(client, f"{url}complete/", {"aim": "cheapest"}, headers=headers)
        assert completed.status_code == 404


def test_unknown_key_is_refused(client):
    response = client.get(f"{URL}{start(client)['id']}/", headers={"Authorization": "Bearer x"})

    assert response.status_code == 401


def test_explain_says_why_not(client):
    started = start(client, frame="carbon")
    url = f"{URL}{started['id']}/explain/"

    body = post(client, url, {"group": "tyres", "option": "cross"}).json()

    assert (body["status"], body["group"], body["value"]) == ("blocked", "tyres", "cross")
    assert [row["value"] for row in body["reason"]["choices"]] == ["carbon"]
    assert len(body["repairs"]) == 1
    assert client.get(f"{URL}{started['id']}/").json() == started


def test_explain_of_possible_option_says_so(client):
    url = f"{URL}{start(client)['id']}/explain/"

    body = post(client, url, {"group": "frame", "option": "carbon"}).json()

    assert body == {
        "group": "frame",
        "value": "carbon",
        "status": "possible",
        "reason": None,
        "repairs": [],
    }


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"group": "frame"},
        {"group": "frame", "option": "wood"},
        {"group": "wings", "option": "big"},
        {"group": "frame", "option": None},
        {"group": "frame", "option": {"steel": 1}},
    ],
)
def test_explain_of_what_is_not_there_is_refused(client, body):
    assert post(client, f"{URL}{start(client)['id']}/explain/", body).status_code == 422


def test_complete_answers_the_whole_state(client):
    started = start(client, frame="carbon")

    response = post(client, f"{URL}{started['id']}/complete/", {"aim": "cheapest"})

    body = response.json()
    assert (response.status_code, body["complete"]) == (200, True)
    assert body["choices"] == {"frame": "carbon", "extras": {}, "rider": 150, "engraving": ""}
    assert body["groups"]["rider"]["by"] == "completion"


@pytest.mark.parametrize("body", [{}, {"aim": "prettiest"}, {"aim": None}])
def test_complete_by_unknown_aim_is_refused(client, body):
    response = post(client, f"{URL}{start(client)['id']}/complete/", body)

    assert (response.status_code, pointers(response)) == (422, ["/aim"])


@pytest.mark.parametrize("identity", ["0" * 32, "x", "%00", "0" * 33])
def test_unknown_configuration_is_not_found(client, identity):
    assert client.get(f"{URL}{identity}/").status_code == 404


@pytest.mark.parametrize("method", ["put", "delete"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(f"{URL}{start(client)['id']}/").status_code == 405


def test_choosing_asks_the_database_as_often_for_any_size(client, django_assert_num_queries):
    published_computer(now=YESTERDAY)
    paint = make_centre()
    for product in ("bicycle", "computer"):
        make_step(paint, product_code=product, family_key=[])
    counts = []
    for product, choices in (("bicycle", {"rider": 180}), ("computer", {"card": "card-7"})):
        url = f"{URL}{post(client, URL, {'product': product}).json()['id']}/"
        with django_assert_num_queries(9, exact=False) as seen:
            assert patch(client, url, {"choices": choices}).status_code == 200
        counts.append(len(seen))

    # The computer has no standard variants, so nobody asks what is on the shelf.
    assert counts == [7, 6]
