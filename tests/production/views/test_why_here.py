"""Wherever staff meet an operation that two work centres could make, its page says why this one."""

import pytest

from production.models import Run, WorkOrder
from tests.factories.production import (
    make_custom_order,
    make_planned_factory,
    make_printing_step,
)

pytestmark = pytest.mark.django_db

WHY = "2 pieces, up to 3: Printer, else Screen line."


@pytest.fixture
def planned_run():
    make_printing_step()
    make_custom_order(quantity=2, reference="A")
    make_planned_factory()
    return Run.objects.get()


def test_run_page_board_and_terminal_say_why(staff_client, planned_run):
    paths = [
        f"/factory/runs/{planned_run.number}/",
        f"/factory/?run={planned_run.number}",
        "/floor/printer/",
    ]

    assert [staff_client.get(path).content.decode().count(WHY) for path in paths] == [1, 1, 1]


def test_piece_in_hand_says_why(staff_client, planned_run):
    act = {
        "act": f"start:{planned_run.number}",
        "act_id": "5a3b9b7e-7f3e-4d0c-9a53-0b1d0f6a2c11",
    }
    staff_client.post("/floor/printer/", act)

    page = staff_client.get("/floor/printer/").content.decode()

    in_hand, others = page.split("<details", 1)
    assert WHY in in_hand
    assert WHY in others


def test_trace_says_why_beside_the_machine(staff_client, planned_run):
    page = staff_client.get(f"/factory/trace/?q={WorkOrder.objects.get()}").content.decode()

    assert f'<td>printer 1<span class="note soft why-here">{WHY}</span></td>' in page
