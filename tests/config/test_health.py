from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError

from foundation.models import Event, OutboxMessage

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def due_message(number: int, due_at: datetime, status: str = "due") -> OutboxMessage:
    event = Event.objects.create(name="tested", reference=str(number), happened_at=NOW)
    return OutboxMessage.objects.create(event=event, handler="test", due_at=due_at, status=status)


def test_healthz_answers_without_a_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_readyz_says_how_long_the_oldest_news_waits(client, time_machine):
    time_machine.move_to(NOW, tick=False)
    due_message(1, NOW - timedelta(minutes=5), status="delivered")
    due_message(2, NOW - timedelta(seconds=30))
    due_message(3, NOW - timedelta(seconds=10))

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": True, "news_waits_s": 30.0}


@pytest.mark.django_db
@pytest.mark.parametrize("ahead_s", [None, 60])
def test_readyz_counts_no_news_that_is_not_due_yet(client, time_machine, ahead_s):
    time_machine.move_to(NOW, tick=False)
    if ahead_s:
        due_message(1, NOW + timedelta(seconds=ahead_s))

    assert client.get("/readyz").json()["news_waits_s"] == 0.0


@pytest.mark.django_db
def test_readyz_says_that_the_database_is_gone(client):
    with patch("config.health.news_waits_s", side_effect=OperationalError("gone")):
        response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "database": False}


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_only_read(client, path):
    assert client.post(path).status_code == 405
