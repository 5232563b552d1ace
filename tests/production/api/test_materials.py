from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine

from production.models import WorkOrder
from production.services.materials import count_part
from tests.factories.production import (
    NOW,
    make_bill_line,
    make_centre,
    make_custom_order,
    make_part,
    make_planned_factory,
    make_step,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def short_factory():
    make_step(make_centre(), 1)
    make_bill_line(make_part("tube", unit="m", order_multiple=5), quantity_formula="1.5")
    make_custom_order(quantity=2, reference="2026-1")
    make_planned_factory()
    count_part(part_code="tube", on_hand=Decimal(1), reference="opening", now=NOW)


def test_staff_key_reads_counted_parts_with_what_is_short(ask, short_factory):
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        answer = ask("/api/v1/materials/")

    (part,) = answer.json()["results"]
    assert answer.status_code == 200
    assert (part["code"], part["on_hand"], part["needed"], part["short"], part["waiting"]) == (
        "tube",
        "1.000",
        "3.000",
        "2.000",
        [WorkOrder.objects.get().pk],
    )
    assert (part["buy"]["quantity"], part["buy"]["is_late"]) == ("5.000", True)


def test_without_a_staff_key_nothing_is_told(client, short_factory):
    assert client.get("/api/v1/materials/").status_code == 401
