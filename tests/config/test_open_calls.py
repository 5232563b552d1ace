"""Open calls are limited by address, in requests and in computing; calls with a key are not."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config import open_calls
from config.open_calls import OpenCallLimits

PRODUCTS = "/api/v1/products/"


@pytest.fixture
def clock(monkeypatch):
    """`clock["now"]` is the monotonic time; a call costs `clock["cost"]` seconds."""
    state = {"now": 0.0, "cost": 0.0, "worked": 0.0}

    def worked():
        state["worked"] += state["cost"] / 2
        return state["worked"]

    monkeypatch.setattr(open_calls.time, "monotonic", lambda: state["now"])
    monkeypatch.setattr(open_calls.time, "thread_time", worked)
    return state


@pytest.fixture
def call(settings, clock):
    settings.OPEN_CALLS_BURST = settings.OPEN_CALLS_PER_MIN = 3
    settings.OPEN_SECONDS_BURST = settings.OPEN_SECONDS_PER_MIN = 10
    limits = OpenCallLimits(lambda request: HttpResponse("ok"))

    def calling(path=PRODUCTS, address="10.0.0.1", **headers):
        return limits(RequestFactory(headers=headers).get(path, REMOTE_ADDR=address))

    return calling


def test_fourth_call_waits_until_there_is_room(call, clock):
    answers = [call().status_code for _ in range(4)]
    refused = call()

    clock["now"] += int(refused["Retry-After"])

    assert answers == [200, 200, 200, 429]
    assert refused["Content-Type"] == "application/problem+json"
    assert call().status_code == 200


def test_computing_counts_too(call, clock):
    clock["cost"] = 24.0
    call()

    refused = call()

    assert refused.status_code == 429
    assert int(refused["Retry-After"]) == 12


def test_another_address_is_not_held_up(call):
    for _ in range(4):
        call()

    assert call(address="10.0.0.2").status_code == 200


def test_call_with_a_key_is_not_limited(call):
    answers = {call(authorization="Bearer key").status_code for _ in range(9)}

    assert answers == {200}


def test_other_pages_are_not_limited(call):
    assert {call("/healthz").status_code for _ in range(9)} == {200}


def test_address_that_a_stranger_writes_is_not_believed(call):
    answers = [call(x_forwarded_for=f"1.2.3.{number}").status_code for number in range(4)]

    assert answers == [200, 200, 200, 429]


def test_behind_a_proxy_the_proxys_word_counts(call, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    one = [call(x_forwarded_for="9.9.9.9, 1.1.1.1").status_code for _ in range(4)]

    assert one[-1] == 429
    assert call(x_forwarded_for="9.9.9.9, 2.2.2.2").status_code == 200


def test_memory_of_addresses_is_bounded(call, monkeypatch):
    monkeypatch.setattr(open_calls, "MOST_ADDRESSES", 2)
    for _ in range(4):
        call(address="10.0.0.1")

    for last in (2, 3):
        call(address=f"10.0.0.{last}")

    assert call(address="10.0.0.1").status_code == 200
