import pytest
from celery import current_app
from django.core.exceptions import ImproperlyConfigured

from config import queues


def test_check_time_limits_refuses_a_task_that_outlives_its_message():
    with pytest.raises(ImproperlyConfigured, match=r"queue long may run 900 s.*after 900 s"):
        queues.check_time_limits({"short": 20, "long": 900}, 900)


def test_every_limit_lies_below_the_visibility_timeout():
    longest = max(
        current_app.conf.task_time_limit,
        *(limits["time_limit"] for limits in current_app.conf.task_annotations.values()),
    )

    assert longest < current_app.conf.broker_transport_options["visibility_timeout"]


def test_every_task_of_the_beat_exists():
    current_app.loader.import_default_modules()

    missing = set(queues.EVERY_S) - set(current_app.tasks)

    assert missing == set()


def test_every_long_task_exists_and_goes_to_the_long_queue():
    current_app.loader.import_default_modules()
    route = current_app.amqp.router.route

    queue_of = {name: route({}, name)["queue"].name for name in current_app.tasks}

    assert {name for name, queue in queue_of.items() if queue == "long"} == set(queues.LONG_TASKS)


def test_wake_ups_that_nobody_took_expire():
    assert {entry["options"]["expires"] for entry in queues.beat_schedule().values()} == {30}


def test_compile_memory_is_a_whole_number_of_megabytes():
    assert queues.compile_memory_mb("") == 1_500
    assert queues.compile_memory_mb("256") == 256


@pytest.mark.parametrize("written", ["127", "0", "-1", "1.5", "1 GB", "\u00b2", "much"])
def test_compile_memory_that_cannot_be_is_refused(written):
    with pytest.raises(ImproperlyConfigured, match=r"COMPILE_MEMORY_MB is .*, 128 or more\."):
        queues.compile_memory_mb(written)
