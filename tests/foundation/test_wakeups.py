import pytest
from django.db import transaction

from foundation import wakeups
from foundation.wakeups import wake


@pytest.fixture
def sent(monkeypatch):
    """The names of the tasks whose wake-ups were sent."""
    names = []
    monkeypatch.setattr(
        wakeups.current_app, "send_task", lambda name, **options: names.append(name)
    )
    return names


@pytest.mark.django_db(transaction=True)
def test_wake_up_is_sent_when_the_transaction_commits(sent):
    with transaction.atomic():
        wake("a")
        before = list(sent)

    assert (before, sent) == ([], ["a"])


@pytest.mark.django_db(transaction=True)
def test_many_wake_ups_in_one_transaction_are_one_message(sent):
    with transaction.atomic():
        for name in ("a", "b", "a"):
            wake(name)
        with transaction.atomic():
            wake("a")

    assert sent == ["a", "b"]


@pytest.mark.django_db(transaction=True)
def test_wake_up_outlives_a_savepoint_that_asked_first_and_was_rolled_back(sent):
    with transaction.atomic():
        with transaction.atomic():
            wake("a")
            transaction.set_rollback(True)
        wake("a")

    assert sent == ["a"]


@pytest.mark.django_db(transaction=True)
def test_wake_up_in_an_open_savepoint_does_not_hide_one_outside(sent):
    with transaction.atomic():
        with transaction.atomic():
            wake("a")
        wake("a")

    assert sent == ["a", "a"]


@pytest.mark.django_db(transaction=True)
def test_broker_that_is_gone_costs_nothing(monkeypatch, caplog):
    def fail(name, **options):
        raise ConnectionError("no broker")

    monkeypatch.setattr(wakeups.current_app, "send_task", fail)

    with transaction.atomic():
        wake("a")

    assert "wake-up a not sent" in caplog.text
