import threading

import pytest
from django.db import connection, transaction

from foundation.errors import InvalidInput
from foundation.idempotency import check_key, fingerprint_of, run_once
from foundation.models import Account, IdempotencyKey


def test_fingerprint_of_ignores_key_order():
    assert fingerprint_of({"a": 1, "b": [2]}) == fingerprint_of({"b": [2], "a": 1})


@pytest.mark.parametrize("key", [None, "", "  ", "x" * 256, "a\x00b"])
def test_check_key_refuses_keys_that_cannot_be_kept(key):
    with pytest.raises(InvalidInput) as refusal:
        check_key(key)

    assert refusal.value.code == "idempotency_key_required"


@pytest.mark.django_db
def test_run_once_replays_the_stored_answer():
    acts = []

    def act():
        acts.append(1)
        return {"number": "7"}

    first = run_once(scope="orders", key="k", fingerprint="f", act=act)
    second = run_once(scope="orders", key="k", fingerprint="f", act=act)

    assert first == ({"number": "7"}, False)
    assert second == ({"number": "7"}, True)
    assert acts == [1]


@pytest.mark.django_db
def test_run_once_refuses_the_key_for_another_body():
    run_once(scope="orders", key="k", fingerprint="f", act=dict)

    with pytest.raises(InvalidInput) as refusal:
        run_once(scope="orders", key="k", fingerprint="other", act=dict)

    assert refusal.value.code == "idempotency_key_reused"


@pytest.mark.django_db
def test_run_once_forgets_the_key_when_the_act_fails():
    def fail():
        raise InvalidInput("no", code="no")

    with pytest.raises(InvalidInput), transaction.atomic():
        run_once(scope="orders", key="k", fingerprint="f", act=fail)

    assert not IdempotencyKey.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_run_once_acts_once_for_eight_callers_at_once():
    barrier = threading.Barrier(8)
    answers = []

    def act():
        return {"account": Account.objects.create(name="once").pk}

    def call():
        barrier.wait()
        with transaction.atomic():
            answers.append(run_once(scope="orders", key="k", fingerprint="f", act=act))
        connection.close()

    threads = [threading.Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Account.objects.count() == 1
    assert len(answers) == 8
    assert sorted(replayed for _, replayed in answers) == [False] + [True] * 7
    assert len({answer["account"] for answer, _ in answers}) == 1
