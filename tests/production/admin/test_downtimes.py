from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from production.models import Downtime, Machine
from production.services.downtimes import plan_stop
from tests.factories.production import make_centre, make_user

pytestmark = pytest.mark.django_db
ADD = "admin:production_downtime_add"


@pytest.fixture
def admin_client(client):
    user = make_user("root")
    user.is_superuser = True
    user.save()
    client.force_login(user)
    return client


@pytest.fixture
def machine():
    make_centre()
    return Machine.objects.get()


def form(machine, starts, ends):
    starts, ends = timezone.localtime(starts), timezone.localtime(ends)
    return {
        "machine": machine.pk,
        "reason": "maintenance",
        "started_at_0": starts.strftime("%Y-%m-%d"),
        "started_at_1": starts.strftime("%H:%M:%S"),
        "ended_at_0": ends.strftime("%Y-%m-%d"),
        "ended_at_1": ends.strftime("%H:%M:%S"),
    }


def test_stop_is_planned_ahead(admin_client, machine):
    starts = timezone.now().replace(microsecond=0) + timedelta(days=1)
    ends = starts + timedelta(hours=2)

    answer = admin_client.post(reverse(ADD), form(machine, starts, ends))

    assert answer.status_code == 302
    stop = Downtime.objects.get()
    assert (stop.machine, stop.started_at, stop.expected_end, stop.ended_at) == (
        machine,
        starts,
        ends,
        ends,
    )


def test_stop_that_ends_before_it_starts_is_refused_beside_the_form(admin_client, machine):
    starts = timezone.now() + timedelta(days=1)

    answer = admin_client.post(reverse(ADD), form(machine, starts, starts - timedelta(hours=1)))

    assert answer.status_code == 200
    assert "A stop ends after it starts" in answer.content.decode()
    assert not Downtime.objects.exists()


def test_stop_is_called_off_from_the_list(admin_client, machine):
    now = timezone.now()
    stop = plan_stop(
        machine=machine,
        reason="maintenance",
        starts_at=now + timedelta(hours=1),
        ends_at=now + timedelta(hours=2),
        now=now,
    )

    admin_client.post(
        reverse("admin:production_downtime_changelist"),
        {"action": "call_off", "_selected_action": [stop.pk]},
    )

    assert not Downtime.objects.exists()
