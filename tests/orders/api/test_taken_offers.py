"""A REST client takes an offer with its order: the seat, the date and the saving it was shown."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection
from django.test import Client

from orders.laws.order_lines import uneven_price_lines, uneven_savings, uneven_totals
from orders.models import Order, OrderLine
from production.laws import violations
from production.models import Hold, Run, RunMember, SeatPolicy, WorkCentre
from production.services import holds
from tests.factories.catalog import NOW
from tests.factories.orders import (
    STEEL,
    STEEL_MINOR,
    bicycle_line,
    make_account,
    make_key,
    make_shop,
    place,
)
from tests.factories.production import make_planned_factory

ORDERS, CONFIGURATIONS = "/api/v1/orders/", "/api/v1/configurations/"
# 20 minutes of changeover at 72.00 an hour, of which half goes back.
GIVEN = 1_200


@pytest.fixture
def send(client, bearer, clock, shop):
    """Call with the account's key; where set-ups that are shared give something back."""
    share_setups()

    def call(url, body, key="key-1"):
        headers = {**bearer, "Idempotency-Key": key}
        return client.post(url, json.dumps(body), content_type="application/json", headers=headers)

    return call


def share_setups():
    WorkCentre.objects.update(rate_minor_per_hour=7_200)
    SeatPolicy.objects.create(version=1, saved_setup_percent=50, most_of_price_percent=10)


def order_bicycles(many):
    """Let others order: three fit into a run of 100 minutes."""
    place(bicycle_line(many))
    make_planned_factory(NOW)
    return Run.objects.get()


def start(send, **choices):
    return send(CONFIGURATIONS, {"product": "bicycle", "choices": {**STEEL, **choices}}).json()


def offer_of(state, kind):
    return next(offer for offer in state["offers"] if offer["kind"] == kind)


def order_with(send, state, offer, quantity=1, key="key-1", **more):
    line = {"configuration": state["id"], "quantity": quantity, "offer": offer["id"]}
    return send(ORDERS, {"lines": [line], **more}, key=key)


def broken_laws():
    checks = (uneven_price_lines, uneven_savings, uneven_totals)
    found = {check.__name__: list(check(NOW)) for check in checks} | violations(NOW)
    return {law: breaches for law, breaches in found.items() if breaches}


def test_offer_to_join_gives_the_seat_the_date_and_the_saving(send):
    run = order_bicycles(1)
    state = start(send)
    offer = offer_of(state, "join")

    response = order_with(send, state, offer)

    answer = response.json()
    [line] = answer["lines"]
    assert response.status_code == 201
    assert answer["total"] == offer["price"] == {"currency": "EUR", "minor": STEEL_MINOR - GIVEN}
    assert (line["saving"], line["savings"][0]["run"]) == (offer["saving"], run.number)
    assert answer["promise"]["promised_at"] == offer["ready_at"]
    assert OrderLine.objects.get(order__number=answer["number"]).promised_run == str(run.number)
    assert RunMember.objects.filter(run=run, is_active=True).count() == 2
    assert (Hold.objects.get().status, broken_laws()) == ("taken", {})


def test_offer_of_a_new_run_opens_it(send):
    run = order_bicycles(1)
    state = start(send)

    answer = order_with(send, state, offer_of(state, "new")).json()

    [member] = RunMember.objects.exclude(run=run)
    assert member.operation.lot.work_order.reference == answer["number"]
    assert answer["total"]["minor"] == STEEL_MINOR


def test_offer_is_taken_with_literal_choices_too(send):
    run = order_bicycles(1)
    offer = offer_of(start(send), "join")
    line = {"product": "bicycle", "choices": STEEL, "quantity": 2, "offer": offer["id"]}

    answer = send(ORDERS, {"lines": [line]}).json()

    assert answer["total"]["minor"] == 2 * STEEL_MINOR - GIVEN
    assert RunMember.objects.filter(run=run, is_active=True).count() == 2


def test_order_without_an_offer_holds_nothing_and_pays_the_list_price(send):
    order_bicycles(1)
    state = start(send)

    answer = send(ORDERS, {"lines": [{"configuration": state["id"], "quantity": 1}]}).json()

    assert (answer["total"]["minor"], Hold.objects.count()) == (STEEL_MINOR, 0)


def test_offer_whose_last_seat_is_gone_is_refused_with_the_next_best(send):
    order_bicycles(2)
    state = start(send)
    offer = offer_of(state, "join")
    order_with(send, state, offer, key="faster")

    response = order_with(send, state, offer, key="slower")

    refused = response.json()
    assert (response.status_code, refused["code"]) == (409, "offer_gone")
    assert (refused["next"]["kind"], refused["next"]["price"]["minor"]) == ("new", STEEL_MINOR)
    assert Order.objects.count() == 2
    assert set(Hold.objects.values_list("status", flat=True)) == {"taken", "released"}
    assert order_with(send, state, refused["next"], key="again").status_code == 201
    assert broken_laws() == {}


def test_more_pieces_than_the_offered_run_has_seats_are_refused(send):
    run = order_bicycles(2)
    state = start(send)

    response = order_with(send, state, offer_of(state, "join"), quantity=2)

    assert (response.status_code, response.json()["code"]) == (409, "offer_gone")
    run.refresh_from_db()
    assert (run.held_min, Order.objects.count()) == (None, 1)


def test_order_that_is_refused_gives_its_seats_back(send):
    run = order_bicycles(1)
    state = start(send)

    response = order_with(
        send, state, offer_of(state, "join"), if_total={"currency": "EUR", "minor": 1}
    )

    assert (response.status_code, response.json()["code"]) == (409, "total_changed")
    run.refresh_from_db()
    assert (run.held_min, Hold.objects.get().status) == (None, "released")


def test_same_key_again_takes_no_second_seat(send):
    run = order_bicycles(1)
    state = start(send)
    offer = offer_of(state, "join")

    first, second = (order_with(send, state, offer) for _ in range(2))

    assert first.json() == second.json()
    assert (Hold.objects.count(), run.members.filter(is_active=True).count()) == (1, 2)


def test_same_key_with_another_offer_is_another_request(send):
    order_bicycles(1)
    state = start(send)
    order_with(send, state, offer_of(state, "join"))

    response = order_with(send, state, offer_of(state, "new"))

    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")


def test_offer_of_another_design_is_refused_with_its_place(send):
    order_bicycles(1)
    other = start(send, rider=190)

    response = order_with(send, start(send), offer_of(other, "join"))

    assert (response.status_code, response.json()["code"]) == (422, "other_design")
    assert response.json()["errors"][0]["pointer"] == "/lines/0/offer"


@pytest.mark.parametrize("changed", ["", "x" * 20, None], ids=["empty", "invented", "altered"])
def test_offer_that_was_never_made_is_refused(send, changed):
    order_bicycles(1)
    state = start(send)
    known = offer_of(state, "join")["id"]
    offer = {"id": "A" + known[1:] if changed is None else changed}

    response = order_with(send, state, offer)

    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == "/lines/0/offer"
    assert Hold.objects.count() == 0


def test_offer_with_a_sku_is_refused(send):
    response = send(ORDERS, {"lines": [{"sku": "BIKE-1", "quantity": 1, "offer": "x"}]})

    assert response.status_code == 422
    assert Order.objects.count() == 0


def last_seat_wanted_by_two():
    """Let two clients order by the offer of one last seat at the same moment."""
    make_shop()
    share_setups()
    run = order_bicycles(2)
    key = make_key(make_account())
    gate = threading.Barrier(2)

    def call(url, body, number):
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": f"key-{number}"}
        return Client().post(url, json.dumps(body), "application/json", headers=headers)

    states = [start(lambda url, body, n=number: call(url, body, n)) for number in range(2)]

    def take(number):
        try:
            line = {"configuration": states[number]["id"], "quantity": 1}
            line["offer"] = offer_of(states[number], "join")["id"]
            gate.wait(timeout=120)
            return call(ORDERS, {"lines": [line]}, number)
        finally:
            connection.close()

    with time_machine.travel(NOW, tick=False), ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(take, range(2)))
    return run, sorted(answers, key=lambda answer: answer.status_code)


@pytest.mark.django_db(transaction=True)
@time_machine.travel(NOW, tick=False)
def test_last_seat_goes_to_one_of_two_at_once():
    run, (won, lost) = last_seat_wanted_by_two()

    assert (won.status_code, lost.status_code) == (201, 409)
    assert (lost.json()["code"], lost.json()["next"]["kind"]) == ("offer_gone", "new")
    assert won.json()["total"]["minor"] == STEEL_MINOR - GIVEN
    assert sum(member.operation.minutes for member in members_of(run)) <= 100
    assert broken_laws() == {}


@pytest.mark.django_db(transaction=True)
@time_machine.travel(NOW, tick=False)
def test_same_race_without_looking_under_the_lock_oversells(monkeypatch):
    """The control: whoever was shown the seat believes that it is still there."""
    monkeypatch.setattr(holds, "has_room", lambda *_: True)

    run, (one, other) = last_seat_wanted_by_two()

    assert (one.status_code, other.status_code) == (201, 201)
    assert sum(member.operation.minutes for member in members_of(run)) > 100


def members_of(run):
    return run.members.filter(is_active=True).select_related("operation")
