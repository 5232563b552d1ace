from datetime import timedelta

import pytest
from django.utils import timezone

from production.models import Downtime, Machine
from tests.factories.production import make_centre, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine():
    make_centre()
    return Machine.objects.get()


def at(hours):
    """Return a moment so many hours from now as a form's field sends it."""
    return timezone.localtime(timezone.now() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def plan(client, **fields):
    values = {"machine": "paint-1", "reason": "maintenance", "starts_at": at(2), "ends_at": at(5)}
    return client.post("/factory/stops/", {"act": "plan", **values, **fields})


def test_stop_is_planned_from_the_page(staff_client, machine):
    answer = plan(staff_client)

    stop = Downtime.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/factory/stops/")
    assert (stop.machine, stop.reason) == (machine, "maintenance")
    assert stop.ended_at - stop.started_at == timedelta(hours=3)
    page = staff_client.get("/factory/stops/").content.decode()
    assert "paint 1" in page
    assert f'value="call-off:{stop.pk}"' in page


def test_planned_stop_is_called_off_by_its_button(staff_client, machine):
    plan(staff_client)

    staff_client.post("/factory/stops/", {"act": f"call-off:{Downtime.objects.get().pk}"})

    assert not Downtime.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"machine": "nobody"}, "Choose a machine."),
        ({"reason": "holiday"}, "Say why"),
        ({"starts_at": "soon"}, "Write when the stop starts and ends."),
        ({"ends_at": "2026-02-31T08:00"}, "Write when the stop starts and ends."),
        ({"ends_at": ""}, "Write when the stop starts and ends."),
        ({"starts_at": at(5), "ends_at": at(2)}, "ends after it starts"),
    ],
)
def test_bad_stop_is_refused_and_stays_in_the_form(staff_client, machine, fields, words):
    answer = plan(staff_client, **fields)

    page = answer.content.decode()
    assert (answer.status_code, Downtime.objects.count()) == (422, 0)
    assert words in page
    assert f'value="{fields.get("starts_at", at(2))}"' in page


@pytest.mark.parametrize(("act", "status"), [("call-off:999", 404), ("call-off:x", 422), ("", 422)])
def test_act_that_is_unknown_is_refused(staff_client, machine, act, status):
    assert staff_client.post("/factory/stops/", {"act": act}).status_code == status


def test_machines_are_named_with_their_work_centre(staff_client, machine):
    page = staff_client.get("/factory/stops/").content.decode()

    assert '<option value="paint-1">Paint, paint 1</option>' in page


def test_board_leads_to_the_stops(staff_client, machine):
    assert 'href="/factory/stops/"' in staff_client.get("/factory/").content.decode()


def test_others_plan_no_stop(client, machine):
    assert plan(client).status_code == 302
    client.force_login(make_user("ada", is_staff=False))

    assert plan(client).status_code == 403
    assert not Downtime.objects.exists()
