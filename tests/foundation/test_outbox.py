import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from foundation import events
from foundation.models import Account, Event, OutboxMessage
from foundation.services.outbox import MAX_ATTEMPTS, deliver_due

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def handled(monkeypatch):
    """Register a handler for `paint.dried` alone and return what it saw."""
    seen = []

    def remember(event):
        seen.append(event.reference)

    monkeypatch.setattr(events, "_handlers", {})
    events.register_handler("paint.dried", remember)
    return seen


def record(reference="42"):
    with transaction.atomic():
        return events.record_event(name="paint.dried", reference=reference, payload={}, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_record_event_needs_a_transaction():
    with pytest.raises(RuntimeError):
        events.record_event(name="paint.dried", reference="42", payload={}, now=NOW)


@pytest.mark.django_db
def test_deliver_due_tells_each_handler_once(handled):
    record()

    assert deliver_due(now=NOW) == 1
    assert deliver_due(now=NOW) == 0
    assert handled == ["42"]


@pytest.mark.django_db
def test_deliver_due_parks_a_message_that_keeps_failing(monkeypatch):
    def fail(event):
        Account.objects.create(name="half done")
        raise ValueError("wet paint")

    monkeypatch.setattr(events, "_handlers", {})
    events.register_handler("paint.dried", fail)
    record()

    for attempt in range(MAX_ATTEMPTS):
        deliver_due(now=NOW + timedelta(days=attempt))

    message = OutboxMessage.objects.get()
    assert (message.status, message.attempts, message.last_error) == (
        OutboxMessage.Status.PARKED,
        MAX_ATTEMPTS,
        "ValueError: wet paint",
    )
    assert not Account.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_deliver_due_by_four_workers_tells_each_handler_once(handled):
    for number in range(40):
        record(str(number))
    barrier = threading.Barrier(4)

    def work():
        barrier.wait()
        deliver_due(now=NOW)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    deliver_due(now=NOW)

    assert sorted(handled, key=int) == [str(number) for number in range(40)]


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE {} SET reference = 'x'", "DELETE FROM {}"])
def test_event_rows_never_change(statement):
    Event.objects.create(name="paint.dried", reference="42", happened_at=NOW)

    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(Event._meta.db_table))

    assert Event.objects.get().reference == "42"
