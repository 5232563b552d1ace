"""What customers taught: counted without a name, shown to staff."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest

from configurator.models import ClashCount
from configurator.selectors.learned import learned
from configurator.services.configurations import choose
from configurator.services.learning import count_clash
from foundation.models import User
from tests.factories.catalog import NOW, published_bicycle
from tests.factories.configurator import started

pytestmark = pytest.mark.django_db

PAGE = "/p/bicycle/learned/"


@pytest.fixture
def bicycle(clock):
    return published_bicycle()


@pytest.fixture
def staff(client):
    client.force_login(User.objects.create_user("mara", is_staff=True))
    return client


def shown(response):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", unescape(response.content.decode())))


def test_clash_counts_its_rules_once_a_day_each():
    later = NOW + timedelta(days=1)
    for now in (NOW, NOW, later):
        count_clash(product_code="bicycle", rules=["tyres-fit", "group:frame"], now=now)

    counts = ClashCount.objects.order_by("day", "rule").values_list("rule", "day", "count")
    assert list(counts) == [
        ("group:frame", NOW.date(), 2),
        ("tyres-fit", NOW.date(), 2),
        ("group:frame", later.date(), 1),
        ("tyres-fit", later.date(), 1),
    ]


def test_clash_without_a_rule_counts_nothing():
    count_clash(product_code="bicycle", rules=[], now=NOW)

    assert not ClashCount.objects.exists()


def test_blocked_choice_counts_the_rule_that_stopped_it(client, bicycle):
    client.post("/p/bicycle/", {"choice": "tyres=cross"})

    refused = client.post("/p/bicycle/", {"choice": "frame=carbon"})

    assert refused.status_code == 409
    assert list(ClashCount.objects.values_list("product_code", "rule", "count")) == [
        ("bicycle", "tyres-fit", 1)
    ]


def test_clash_over_rest_counts_the_rule_that_stopped_it(client, bicycle):
    def send(method, path, **body):
        return method(f"/api/v1/configurations/{path}", json.dumps(body), "application/json")

    started_there = send(client.post, "", product="bicycle", choices={"tyres": "cross"}).json()
    refused = send(client.patch, f"{started_there['id']}/", choices={"frame": "carbon"})
    never_started = send(
        client.post, "", product="bicycle", choices={"tyres": "cross", "frame": "carbon"}
    )

    assert (refused.status_code, never_started.status_code) == (409, 409)
    assert list(ClashCount.objects.values_list("product_code", "rule", "count")) == [
        ("bicycle", "tyres-fit", 2)
    ]


def test_answers_are_counted_by_step_and_option(bicycle, django_assert_num_queries):
    started()
    started(frame="carbon")
    two = started(frame="steel")
    choose(configuration=two, changes={"extras": {"bell": 2}, "rider": 180}, now=NOW)
    count_clash(product_code="bicycle", rules=["tyres-fit"], now=NOW)

    with django_assert_num_queries(2):
        found = learned("bicycle", NOW)

    assert found.designs == 2
    assert dict(found.answered) == {"frame": 2, "extras": 1, "rider": 1}
    assert dict(found.stopped) == {"frame": 1, "rider": 1}
    assert dict(found.chosen) == {
        ("frame", "carbon"): 1,
        ("frame", "steel"): 1,
        ("extras", "bell"): 1,
    }
    assert found.stops == {"tyres-fit": 1}


def test_old_designs_and_clashes_are_left_out(bicycle):
    started(frame="carbon")
    count_clash(product_code="bicycle", rules=["tyres-fit"], now=NOW)

    found = learned("bicycle", NOW + timedelta(days=31))

    assert (found.designs, found.stops) == (0, {})


def test_staff_read_it_in_words(staff, bicycle):
    started(frame="carbon")
    count_clash(product_code="bicycle", rules=["fork-fits", "gone-since"], now=NOW)

    page = shown(staff.get(PAGE))

    assert "1 design with an answer" in page
    assert "Frame 1 (100 %) 1 (100 %)" in page
    assert "A carbon frame needs a carbon fork fork-fits 1 (50 %)" in page
    assert "gone-since gone-since 1 (50 %)" in page
    assert "Carbon Frame 1 (100 %)" in page


def test_nothing_learnt_yet_is_said(staff, bicycle):
    page = shown(staff.get(PAGE))

    assert "No rule stopped anybody." in page
    assert "Nobody has chosen anything yet." in page


def test_customers_texts_are_not_on_the_page(staff, bicycle):
    started(engraving="Ada secret")

    assert "secret" not in shown(staff.get(PAGE))


def test_guest_is_sent_to_sign_in_and_a_customer_is_refused(client, bicycle):
    assert client.get(PAGE).status_code == 302
    client.force_login(User.objects.create_user("ada"))
    assert client.get(PAGE).status_code == 403


def test_page_is_only_read(staff, bicycle):
    assert staff.post(PAGE).status_code == 405
